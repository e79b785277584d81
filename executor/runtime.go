// SPDX-License-Identifier: Apache-2.0

package executor

import (
	"context"
	"encoding/json"
	"time"
)

// Runtime runs one language. It is safe for concurrent use; each run gets a fresh engine that is never reused.
type Runtime interface {
	// Language returns the id of the language ("javascript").
	Language() string
	// Engine returns name and version of the engine ("goja v0.0.0-2026...").
	Engine() string
	// Compile makes source ready to run. tree is the parser's tree of that very source when the analysis kept one, and
	// is then what is compiled. A *CompileError says that the engine cannot run the program.
	Compile(source string, tree any) (Compiled, error)
}

// Compiled is a program ready to run once.
type Compiled interface {
	// Run runs the program to its end. It returns within limits.Wall plus a few milliseconds as far as the engine can be
	// interrupted; what it cannot interrupt is the worker's watchdog's to end. emit receives each console line as it is
	// kept, and must not be retained. Run may panic: the worker recovers and retires itself.
	Run(ctx context.Context, in Input, limits Limits, emit func(LogLine)) Outcome
}

// Input is what a program is given.
type Input struct {
	// Value is the JSON that the program sees as `input`; nil means undefined.
	Value json.RawMessage `json:"value,omitempty"`
	// Now is the time the program's clock starts from; zero means the real clock.
	Now time.Time `json:"now,omitzero"`
}

// CompileError says that the engine cannot run the program.
type CompileError struct{ Exception ExceptionInfo }

// Error returns name and message of the exception.
func (e *CompileError) Error() string { return e.Exception.Name + ": " + e.Exception.Message }
