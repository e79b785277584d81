// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"context"
	"errors"
	"time"
)

// Arg is the first argument of a process that is a worker.
const Arg = "code-interceptor-worker"

// IsWorker says whether args (os.Args) are those of a worker. A program that opens a pool must ask before it does anything
// else, and call Main when the answer is yes.
func IsWorker(args []string) bool { return len(args) > 1 && args[1] == Arg }

// Task carries out one call in the worker. ctx is done at the call's deadline (context.DeadlineExceeded), when the caller took
// the call back or when its processor time is used up; context.Cause tells which. A task that has not returned 40 ms after that
// is ended with its whole process, and so is one that holds too much memory, panics or exits. The error of a task reaches
// the caller as a *TaskError and costs the worker nothing. A task leaves no goroutine behind.
type Task func(ctx context.Context, c *Call) ([]byte, error)

// Tasks are the tasks that a worker serves, by name.
type Tasks map[string]Task

// What context.Cause says in a task, besides context.DeadlineExceeded.
var (
	// ErrCancelled says that the caller took the call back.
	ErrCancelled = errors.New("the call was cancelled")
	// ErrCPU says that the call used up its processor time.
	ErrCPU = errors.New("the call used up its processor time")
)

// CallLimits bound one call. The zero value of a field means its default.
type CallLimits struct {
	// Wall is the wall clock time from the call's arrival in the worker. Default 10 s, at most Config.Wall.
	Wall time.Duration
	// CPU is the processor time, of all threads together. Default and bound: none but what Wall allows.
	CPU time.Duration
	// Memory is the heap and the stacks that the session may hold, in bytes, beyond what the worker held when it was ready.
	// Default and bound: Config.Memory. It is sampled every 2 ms: one allocation can overshoot before the process is ended.
	Memory int64
}

// Usage is what a call used. On an abnormal end it is the best that is known.
type Usage struct {
	Wall time.Duration
	// CPU is the processor time of the process during the call.
	CPU time.Duration
	// PeakMemory is the highest heap and stacks seen, in bytes, beyond what the worker held when it was ready.
	PeakMemory int64
}

// Reply is the answer to a call.
type Reply struct {
	Payload []byte
	Usage   Usage
}

// Call is one call as its task sees it.
type Call struct {
	// Payload is what the caller sent; it belongs to the task.
	Payload []byte
	// State keeps values between the calls of the session.
	State *State
	// Limits are those in force, defaults filled in.
	Limits CallLimits

	emit func([]byte)
}

// Emit sends b to the caller at once, in order with other emitted chunks and before the reply. It blocks while the caller is
// slower. Chunks keep their boundaries. b may be reused afterwards. After the task has returned it does nothing. A chunk larger
// than Config.MaxFrame turns the call into a *TaskError. Safe for concurrent use.
func (c *Call) Emit(b []byte) { c.emit(b) }

// State keeps values between the calls of one session, in the worker. It is used by one task at a time.
type State struct{ values map[string]any }

// Set keeps v under key; nil removes it.
func (s *State) Set(key string, v any) {
	if v == nil {
		delete(s.values, key)
		return
	}
	if s.values == nil {
		s.values = make(map[string]any)
	}
	s.values[key] = v
}

// Get returns what is kept under key, or nil.
func (s *State) Get(key string) any { return s.values[key] }
