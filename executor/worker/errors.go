// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"errors"
	"fmt"

	"github.com/code-interceptor/caddy-code-interceptor/executor/confine"
)

// Cause says why a call ended without a reply. The list is closed.
type Cause string

// The causes.
const (
	// Timeout: the wall clock limit passed and the task had not returned.
	Timeout Cause = "timeout"
	// CPU: the processor time limit passed.
	CPU Cause = "cpu"
	// Memory: the memory limit passed.
	Memory Cause = "memory"
	// Output: the task emitted more than Config.MaxEmit.
	Output Cause = "output"
	// Cancelled: the caller's context was done, or the session or the pool was closed.
	Cancelled Cause = "cancelled"
	// StackOverflow: the task recursed until the stack limit.
	StackOverflow Cause = "stack_overflow"
	// Panic: the task panicked.
	Panic Cause = "panic"
	// Violation: the process made a system call that has no harmless reason, and the kernel ended it.
	Violation Cause = "violation"
	// Protocol: the worker sent what it never should; its answers cannot be trusted.
	Protocol Cause = "protocol"
	// Lost: the process vanished for a reason that is not known to be the task's.
	Lost Cause = "lost"
)

// Ended says that a call ended without an orderly reply and that its worker is gone or going. The process has exited when
// Call returns it, except where Message says otherwise.
type Ended struct {
	Cause Cause
	// Message says more in one sentence and may be shown to callers.
	Message string
	Usage   Usage
	// Stderr is the end of what the process wrote to its standard error. For logs only: never for callers.
	Stderr string
	// Err is the cause of a cancelled context, or nil.
	Err error
}

// Error returns cause and message.
func (e *Ended) Error() string { return string(e.Cause) + ": " + e.Message }

// Unwrap returns Err.
func (e *Ended) Unwrap() error { return e.Err }

// TaskError is the error that a task returned. The worker is fine.
type TaskError struct {
	Message string
	Usage   Usage
}

// Error returns the message.
func (e *TaskError) Error() string { return e.Message }

// Errors of Open, Acquire and Call.
var (
	// ErrClosed: the pool or the session is closed.
	ErrClosed = errors.New("worker pool is closed")
	// ErrBusy: as many callers wait for a worker as Config.Queue allows. Try again later.
	ErrBusy = errors.New("all workers are busy and the queue is full")
	// ErrUnavailable: no worker can be started at present. The error that wraps it says why.
	ErrUnavailable = errors.New("no worker can be started")
	// ErrLimits: a call asked for more than Config allows, or sent more than Config.MaxFrame.
	ErrLimits = errors.New("call exceeds what the pool was opened for")
	// ErrInUse: a session carries out one call at a time.
	ErrInUse = errors.New("session is busy with another call")
)

// UnconfinedError says that a worker could not lock itself in as far as strict mode demands.
type UnconfinedError struct{ Missing confine.Layers }

// Error names the layers and the way out.
func (e *UnconfinedError) Error() string {
	return fmt.Sprintf("the sandbox is not complete: %s; give the process what is missing, or accept a weaker sandbox with mode %s",
		e.Missing, confine.BestEffort)
}
