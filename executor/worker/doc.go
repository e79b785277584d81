// SPDX-License-Identifier: Apache-2.0

// Package worker keeps a pool of child processes that carry out tasks on hostile input.
//
// The same binary is both sides. Started with Arg it is a worker: Main locks the process in (package confine), says hello
// and serves a table of tasks until its standard input ends. Everywhere else Open starts workers and hands them out, one
// Session at a time.
//
// Promises: a call that returned has stopped, and if it had to be stopped by force, its process is gone. Time, memory and
// cancelling are enforced three times: the task's context ends, 40 ms later the worker's watchdog ends the process, 150 ms
// after the limit the parent kills it and waits for the exit. A worker that saw anything abnormal serves no other session. What
// is kept between the calls of a session is dropped with the session. An answer is never made up: whatever is not an orderly
// reply is an *Ended or a *TaskError.
//
// The package knows nothing of languages, engines or policies. What the tasks of a table do to the memory of their own
// process between sessions is theirs to answer for; with Config.PerSession no process serves two.
package worker
