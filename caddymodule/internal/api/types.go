// SPDX-License-Identifier: Apache-2.0

package api

import "encoding/json"

// ExecuteRequest is the body of POST /execute. Members that are not listed are ignored, as the service this one
// succeeds did; a member that differs from a listed one only by case is an error, since parsers disagree about it.
type ExecuteRequest struct {
	// Code is the program. Required.
	Code string `json:"code"`
	// Language is an id of GET /languages. Default javascript.
	Language string `json:"language,omitempty"`
	// Timeout is the wall time in seconds, fractions allowed; above the ceiling it is lowered to it.
	Timeout *float64 `json:"timeout,omitempty"`
	// Input is what the program sees as `input`.
	Input json.RawMessage `json:"input,omitempty"`
	// Limits may lower what the program may use.
	Limits *RequestLimits `json:"limits,omitempty"`
}

// RequestLimits are the limits a caller asks for. Above the operator's ceilings they are lowered to them.
type RequestLimits struct {
	WallMS      int64 `json:"wall_ms,omitempty"`
	MemoryMB    int64 `json:"memory_mb,omitempty"`
	OutputBytes int64 `json:"output_bytes,omitempty"`
}

// AnalyzeRequest is the body of POST /analyze.
type AnalyzeRequest struct {
	Code     string `json:"code"`
	Language string `json:"language,omitempty"`
}

// AnalyzeResponse is the answer of POST /analyze.
type AnalyzeResponse struct {
	ID             string         `json:"id"`
	Allowed        bool           `json:"allowed"`
	SecurityReport SecurityReport `json:"security_report"`
	Debug          *Debug         `json:"debug,omitempty"`
}

// Execution is the answer of POST /execute, also when the code was blocked: then Problem's members stand beside.
type Execution struct {
	*Problem
	ID            string  `json:"id"`
	Success       bool    `json:"success"`
	Output        string  `json:"output"`
	Error         string  `json:"error"`
	ExitCode      int     `json:"exit_code"`
	ExecutionTime float64 `json:"execution_time"`
	Language      string  `json:"language"`

	Result     json.RawMessage `json:"result"`
	ResultType string          `json:"result_type"`
	ResultText string          `json:"result_text,omitempty"`

	Logs        []LogLine   `json:"logs"`
	Termination Termination `json:"termination"`
	Exception   *Exception  `json:"exception"`
	Truncated   Truncated   `json:"truncated"`
	OutputBytes int64       `json:"output_bytes"`
	Usage       Usage       `json:"usage"`
	// Limits are the limits that were in force.
	Limits         RequestLimits  `json:"limits"`
	SecurityReport SecurityReport `json:"security_report"`
	Debug          *Debug         `json:"debug,omitempty"`
}

// LogLine is one console call.
type LogLine struct {
	MS    float64 `json:"t_ms"`
	Level string  `json:"level"`
	Text  string  `json:"text"`
}

// Termination says how the run ended.
type Termination struct {
	// Reason is one of a closed list; see executor.Reason.
	Reason  string `json:"reason"`
	Started bool   `json:"started"`
	Message string `json:"message"`
}

// Exception is what the program threw.
type Exception struct {
	Name    string  `json:"name"`
	Message string  `json:"message"`
	Line    int     `json:"line,omitempty"`
	Column  int     `json:"column,omitempty"`
	Stack   []Frame `json:"stack"`
}

// Frame is one place on the way to an exception.
type Frame struct {
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Function string `json:"function,omitempty"`
}

// Truncated says what was cut to its limit.
type Truncated struct {
	Output bool `json:"output"`
	Logs   bool `json:"logs"`
	Result bool `json:"result"`
}

// Usage is what the run used.
type Usage struct {
	WallMS     float64 `json:"wall_ms"`
	CPUMS      float64 `json:"cpu_ms"`
	PeakMemory int64   `json:"peak_memory_bytes"`
}

// SecurityReport is the verdict over one or more snippets as callers see it.
type SecurityReport struct {
	Allowed         bool        `json:"allowed"`
	Action          string      `json:"action"`
	Mode            string      `json:"mode"`
	Policy          string      `json:"policy"`
	PolicyVersion   string      `json:"policy_version"`
	ComplexityScore int         `json:"complexity_score"`
	Score           int         `json:"score"`
	CodeHash        string      `json:"code_hash"`
	Violations      []Violation `json:"violations"`
}

// Violation is one finding.
type Violation struct {
	Line        int    `json:"line"`
	Column      int    `json:"column"`
	EndLine     int    `json:"end_line"`
	EndColumn   int    `json:"end_column"`
	Pattern     string `json:"pattern"`
	Description string `json:"description"`
	Severity    string `json:"severity"`
	RuleID      string `json:"rule_id"`
	Action      string `json:"action"`
	Evidence    string `json:"evidence,omitempty"`
	Fix         string `json:"fix,omitempty"`
	CWE         string `json:"cwe,omitempty"`
	// Where says in which part of the request the code stood; empty for a whole body.
	Where string `json:"where,omitempty"`
	// Source is analysis, or runtime for what the program reached for while it ran.
	Source string `json:"source"`
}

// Debug is shown in environment development only.
type Debug struct {
	Engine    string             `json:"engine,omitempty"`
	TimingsMS map[string]float64 `json:"timings_ms"`
	// PolicyTrail says step by step how the policy came to its verdict.
	PolicyTrail []string `json:"policy_trail"`
	Metrics     any      `json:"metrics,omitempty"`
}
