// SPDX-License-Identifier: Apache-2.0

package executor

import (
	"encoding/json"
	"time"
)

// Outcome is the truth about one run.
type Outcome struct {
	Reason Reason `json:"reason"`
	// Message says more in one sentence. With Completed it is empty, or says what about the result could not be shown: a
	// promise that nothing can settle any more, a getter that threw while the result was read.
	Message string `json:"message,omitempty"`
	// Started says that at least one instruction of the program ran.
	Started bool `json:"started"`
	// Logs are the console lines in order, cut to Limits.Output bytes in all (each line's text and its line end) and to
	// MaxLogLines lines. The last line is cut between two characters, without a mark; see CutMark.
	Logs []LogLine `json:"logs"`
	// OutputBytes counts what the program wrote, kept or not, line ends included. Cut says that some was not kept.
	OutputBytes int64 `json:"output_bytes"`
	Cut         bool  `json:"cut,omitempty"`
	// Result is the completion value as JSON, nil when it has none: a value without a JSON form (undefined, a function, NaN,
	// a cyclic object), or one whose JSON is larger than Limits.Result, which ResultCut says.
	Result json.RawMessage `json:"result,omitempty"`
	// ResultType is the kind of the value: undefined, null, boolean, number, bigint, string, symbol, function, array, object,
	// date, regexp, error, map, set, promise, typed_array, array_buffer. Empty when there was no completion value.
	ResultType string `json:"result_type"`
	// ResultText is the display form of the value, at most Limits.Result bytes of it; ResultTextCut says that there was more.
	ResultText    string `json:"result_text,omitempty"`
	ResultTextCut bool   `json:"result_text_cut,omitempty"`
	ResultCut     bool   `json:"result_cut,omitempty"`
	// Exception is set when Reason is Exception or SyntaxError.
	Exception *ExceptionInfo `json:"exception,omitempty"`
	// Attempts are the forbidden things the program reached for while it ran, in order, at most MaxAttempts, also those
	// whose error the program caught.
	Attempts []Attempt `json:"attempts,omitempty"`
	Usage    Usage     `json:"usage"`
}

// LogLine is one console call.
type LogLine struct {
	// At is the time since the start of the run.
	At time.Duration `json:"at_ns"`
	// Level is log, info, warn, error or debug.
	Level string `json:"level"`
	Text  string `json:"text"`
}

// ExceptionInfo is what was thrown.
type ExceptionInfo struct {
	// Name is the error's name; empty when something that is no error was thrown.
	Name string `json:"name"`
	// Message is the error's message, or the display form of what was thrown; at most MaxMessage bytes.
	Message string `json:"message"`
	// Line and Column are where the error was made, or where another value was thrown, from 1; columns count UTF-16 code
	// units, as findings do. 0 when unknown.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// Stack has at most MaxStackFrames frames, the innermost first.
	Stack []StackFrame `json:"stack,omitempty"`
}

// String returns name and message, joined by a colon.
func (e ExceptionInfo) String() string {
	switch {
	case e.Name == "":
		return e.Message
	case e.Message == "":
		return e.Name
	}
	return e.Name + ": " + e.Message
}

// StackFrame is one place on the way to an exception.
type StackFrame struct {
	Function string `json:"function,omitempty"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
}

// Attempt is a forbidden thing the program reached for at run time.
type Attempt struct {
	// Name is what it reached for: eval, Function, AsyncFunction, GeneratorFunction; setTimeout, setInterval or
	// setImmediate when a string was to be run; or a name of the host that does not exist here, such as process.
	Name   string `json:"name"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// Usage is what a run used.
type Usage struct {
	Wall time.Duration `json:"wall_ns"`
	CPU  time.Duration `json:"cpu_ns"`
	// PeakMemory is the highest heap seen, in bytes; sampled, so a short peak may be missed.
	PeakMemory int64 `json:"peak_memory_bytes"`
}
