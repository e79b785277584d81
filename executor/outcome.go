// SPDX-License-Identifier: Apache-2.0

package executor

import (
	"encoding/json"
	"time"
)

// Outcome is the truth about one run.
type Outcome struct {
	Reason Reason `json:"reason"`
	// Message says more in one sentence; empty when Reason is Completed.
	Message string `json:"message,omitempty"`
	// Started says that at least one instruction of the program ran.
	Started bool `json:"started"`
	// Logs are the console lines in order, cut to Limits.Output bytes of text in all.
	Logs []LogLine `json:"logs"`
	// OutputBytes counts what the program wrote, kept or not. Cut says that some was not kept.
	OutputBytes int64 `json:"output_bytes"`
	Cut         bool  `json:"cut,omitempty"`
	// Result is the completion value as JSON, nil when it has none; ResultType is its kind: undefined, null, boolean,
	// number, bigint, string, symbol, function, array, object, date, regexp, error, map, set, promise ...
	// ResultText is its display form. ResultCut says that it was larger than Limits.Result and Result is nil.
	Result     json.RawMessage `json:"result,omitempty"`
	ResultType string          `json:"result_type"`
	ResultText string          `json:"result_text,omitempty"`
	ResultCut  bool            `json:"result_cut,omitempty"`
	// Exception is set when Reason is Exception or SyntaxError.
	Exception *ExceptionInfo `json:"exception,omitempty"`
	// Attempts are the forbidden things the program reached for while it ran, in order, at most 50.
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
	Name    string `json:"name"`
	Message string `json:"message"`
	// Line and Column are where it was thrown, from 1; 0 when unknown.
	Line   int          `json:"line,omitempty"`
	Column int          `json:"column,omitempty"`
	Stack  []StackFrame `json:"stack,omitempty"`
}

// StackFrame is one place on the way to an exception.
type StackFrame struct {
	Function string `json:"function,omitempty"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
}

// Attempt is a forbidden thing the program reached for at run time.
type Attempt struct {
	// Name is what it reached for: "eval", "Function".
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
