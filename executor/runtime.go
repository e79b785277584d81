// SPDX-License-Identifier: Apache-2.0

package executor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// Warmer is a Runtime that can do ahead what every run needs. A worker calls Warm while it is idle.
type Warmer interface {
	Runtime
	Warm()
}

// Compiled is a program ready to run once.
type Compiled interface {
	// Run runs the program to its end. It returns within limits.Wall plus a few milliseconds as far as the engine can be
	// interrupted; what it cannot interrupt is the worker's watchdog's to end. emit, unless nil, receives each console line
	// as it is kept; it is called from Run's own goroutine and must not be retained. When ctx ends, the outcome is that of
	// the *StopError in its cause, else TimeoutWall for a deadline, else Cancelled.
	//
	// Run panics with an *EnginePanic when the engine itself fails: the worker answers with the outcome in it and retires.
	Run(ctx context.Context, in Input, limits Limits, emit func(LogLine)) Outcome
}

// Input is what a program is given.
type Input struct {
	// Value is the JSON that the program sees as `input`; nil means undefined.
	Value json.RawMessage `json:"value,omitempty"`
	// Now is the time the program's clock starts from; zero means the real clock.
	Now time.Time `json:"now,omitzero"`
}

// maxInputDepth bounds how deeply Input.Value may be nested: engines read JSON by recursion.
const maxInputDepth = 500

// Validate reports why a program cannot be given in: its value is not JSON, or is nested too deeply.
func (in Input) Validate() error {
	if in.Value == nil {
		return nil
	}
	depth, inString := 0, false
	for i := 0; i < len(in.Value); i++ {
		switch c := in.Value[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			if depth++; depth > maxInputDepth {
				return fmt.Errorf("input: nested deeper than %d levels", maxInputDepth)
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	if !json.Valid(in.Value) {
		return errors.New("input: not JSON")
	}
	return nil
}
