// SPDX-License-Identifier: Apache-2.0

package executor

import "fmt"

// CompileError says that the engine cannot run the program.
type CompileError struct{ Exception ExceptionInfo }

// Error returns name and message of the exception.
func (e *CompileError) Error() string { return e.Exception.String() }

// StopError, as the cause of a cancelled context (context.WithCancelCause), says why a run is to stop and becomes its
// outcome: a watchdog that saw the memory limit passed stops a run with Memory.
type StopError struct {
	Reason  Reason
	Message string
}

// Error returns reason and message.
func (e *StopError) Error() string { return string(e.Reason) + ": " + e.Message }

// EnginePanic is what Compiled.Run panics with when the engine itself failed: it is in an unknown state, so the process
// that holds it must answer with Outcome and serve no other program.
type EnginePanic struct {
	// Value is what the engine panicked with, and Stack where, for the log; neither is for callers.
	Value any
	Stack []byte
	// Outcome is the truth about the run as far as it is known.
	Outcome Outcome
}

// Error returns what the engine panicked with.
func (e *EnginePanic) Error() string { return fmt.Sprintf("the engine failed: %v", e.Value) }
