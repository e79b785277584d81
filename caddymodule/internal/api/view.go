// SPDX-License-Identifier: Apache-2.0

package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// View turns what the gateway says into what callers see. It is immutable and safe for concurrent use.
type View struct {
	rules map[string]*analyzer.Rule
	// Development shows timings by phase, engine and policy trail.
	development bool
}

// NewView returns a view that knows the titles and fixes of rules.
func NewView(rules []*analyzer.Rule, development bool) *View {
	v := &View{rules: make(map[string]*analyzer.Rule, len(rules)), development: development}
	for _, r := range rules {
		v.rules[r.ID] = r
	}
	return v
}

// Report returns the security report of a verdict.
func (vw *View) Report(v *gateway.Verdict) SecurityReport {
	out := SecurityReport{
		Allowed: !v.Blocks(), Action: v.Word(), Mode: string(v.Mode),
		Policy: v.Policy, PolicyVersion: v.PolicyVersion,
		Violations: []Violation{},
	}
	for i := range v.Judged {
		j := &v.Judged[i]
		if i == 0 {
			out.CodeHash = "sha256:" + j.Report.SHA256
		}
		out.ComplexityScore = max(out.ComplexityScore, j.Report.Complexity)
		out.Score += j.Decision.Score
		for k := range j.Decision.Findings {
			out.Violations = append(out.Violations, vw.violation(j.Snippet.Where, "analysis", &j.Decision.Findings[k]))
		}
	}
	return out
}

func (vw *View) violation(where, source string, f *analyzer.Judged) Violation {
	out := Violation{
		Line: f.Range.Line, Column: f.Range.Column, EndLine: f.Range.EndLine, EndColumn: f.Range.EndColumn,
		Pattern: f.Rule, Description: f.Message, Severity: f.Severity.String(), RuleID: f.Rule,
		Action: f.Action.String(), Evidence: f.Evidence, Where: where, Source: source,
	}
	if r := vw.rules[f.Rule]; r != nil {
		if r.Label != "" {
			out.Pattern = r.Label
		}
		out.Fix = r.Fix
		if r.CWE != 0 {
			out.CWE = fmt.Sprintf("CWE-%d", r.CWE)
		}
	}
	return out
}

// Analysis returns the answer of POST /analyze.
func (vw *View) Analysis(v *gateway.Verdict) AnalyzeResponse {
	out := AnalyzeResponse{ID: v.ID, Allowed: !v.Blocks(), SecurityReport: vw.Report(v)}
	if vw.development {
		out.Debug = vw.debug(v, "", map[string]float64{"total": ms(v.Elapsed)})
	}
	return out
}

// BlockedBody returns what a client of an intercepted app is told when its code was blocked with that HTTP status.
func (vw *View) BlockedBody(v *gateway.Verdict, status int) any {
	p := NewProblem("policy-violation", blockedDetail(v))
	p.Status, p.Instance = status, v.ID
	body := struct {
		*Problem
		Success        bool           `json:"success"`
		Error          string         `json:"error"`
		ID             string         `json:"id"`
		SecurityReport SecurityReport `json:"security_report"`
		Debug          *Debug         `json:"debug,omitempty"`
	}{Problem: p, Error: blockedMessage, ID: v.ID, SecurityReport: vw.Report(v)}
	if vw.development {
		body.Debug = vw.debug(v, "", map[string]float64{"total": ms(v.Elapsed)})
	}
	return body
}

// blockedMessage is what clients of the service this one succeeds look for.
const blockedMessage = "Code blocked by security policy"

// blockedDetail says in one sentence what made the verdict: the worst finding, or else the number that was too high.
func blockedDetail(v *gateway.Verdict) string {
	j, f := v.Worst()
	if f != nil && f.Action == analyzer.Block {
		detail := fmt.Sprintf("%s: %s (line %d, column %d)", f.Rule, f.Message, f.Range.Line, f.Range.Column)
		if j.Snippet.Where != "" {
			detail += " in " + j.Snippet.Where
		}
		return detail
	}
	for i := range v.Judged {
		if d := &v.Judged[i].Decision; d.Would == analyzer.Block && len(d.Why) > 0 {
			return blockedMessage + ": " + d.Why[len(d.Why)-1]
		}
	}
	return blockedMessage
}

// Execution returns the answer of POST /execute. blockedStatus is the HTTP status of blocked code.
func (vw *View) Execution(x *gateway.Execution, blockedStatus int) (status int, body Execution) {
	o := &x.Outcome
	body = Execution{
		ID: x.Verdict.ID, Success: o.Reason == executor.Completed, ExitCode: o.Reason.ExitCode(),
		ExecutionTime: o.Usage.Wall.Seconds(),
		Result:        o.Result, ResultType: o.ResultType, ResultText: o.ResultText,
		Logs:        []LogLine{},
		Termination: Termination{Reason: string(o.Reason), Started: o.Started, Message: o.Message},
		Truncated:   Truncated{Output: o.Cut, Logs: o.Cut, Result: o.ResultCut},
		OutputBytes: o.OutputBytes,
		Usage: Usage{
			WallMS: ms(o.Usage.Wall), CPUMS: ms(o.Usage.CPU), PeakMemory: o.Usage.PeakMemory,
		},
		Limits: RequestLimits{
			WallMS: x.Limits.Wall.Milliseconds(), MemoryMB: x.Limits.Memory >> 20, OutputBytes: x.Limits.Output,
		},
		SecurityReport: vw.Report(x.Verdict),
	}
	for i := range x.Attempts {
		body.SecurityReport.Violations = append(body.SecurityReport.Violations, vw.violation("", "runtime", &x.Attempts[i]))
	}
	if body.ResultType == "" {
		body.ResultType = "undefined"
	}
	if body.Result == nil {
		body.Result = json.RawMessage("null")
	}
	if len(x.Verdict.Judged) > 0 {
		body.Language = x.Verdict.Judged[0].Snippet.Language
	}
	body.Output, body.Error = text(o)
	for _, line := range o.Logs {
		body.Logs = append(body.Logs, LogLine{MS: ms(line.At), Level: line.Level, Text: line.Text})
	}
	if e := o.Exception; e != nil {
		body.Exception = &Exception{Name: e.Name, Message: e.Message, Line: e.Line, Column: e.Column, Stack: []Frame{}}
		for _, s := range e.Stack {
			body.Exception.Stack = append(body.Exception.Stack, Frame{Line: s.Line, Column: s.Column, Function: s.Function})
		}
	}
	status = 200
	if o.Reason == executor.Blocked {
		status = blockedStatus
		body.Problem = NewProblem("policy-violation", blockedDetail(x.Verdict))
		body.Problem.Status, body.Problem.Instance = status, x.Verdict.ID
		body.Error = blockedMessage
	}
	if vw.development {
		body.Debug = vw.debug(x.Verdict, x.Engine, map[string]float64{
			"queue": ms(x.Timings.Queue), "prepare": ms(x.Timings.Prepare), "run": ms(x.Timings.Run), "total": ms(x.Verdict.Elapsed),
		})
	}
	return status, body
}

func (vw *View) debug(v *gateway.Verdict, engine string, timings map[string]float64) *Debug {
	d := &Debug{Engine: engine, TimingsMS: timings, PolicyTrail: []string{}}
	metrics := []any{}
	for i := range v.Judged {
		j := &v.Judged[i]
		timings["analysis"] += ms(j.Report.Elapsed)
		d.PolicyTrail = append(d.PolicyTrail, j.Decision.Why...)
		metrics = append(metrics, j.Report.Metrics)
	}
	d.PolicyTrail = append(d.PolicyTrail, fmt.Sprintf("policy %s (%s, mode %s) says %s", v.Policy, v.PolicyVersion, v.Mode, v.Word()))
	d.Metrics = metrics
	return d
}

// text puts the console lines into the two texts that older clients read: what went to console.error, and the rest with
// a mark for the level. What made the run fail follows the error text.
func text(o *executor.Outcome) (output, errText string) {
	var out, errs []string
	for _, line := range o.Logs {
		switch line.Level {
		case "error":
			errs = append(errs, line.Text)
		case "warn":
			out = append(out, "[WARN] "+line.Text)
		case "info":
			out = append(out, "[INFO] "+line.Text)
		default:
			out = append(out, line.Text)
		}
	}
	if o.Cut {
		out = append(out, strings.TrimPrefix(executor.CutMark, "\n"))
	}
	switch {
	case o.Exception != nil:
		e := o.Exception.String()
		if o.Exception.Name == "" {
			e = "Uncaught " + e
		}
		if o.Exception.Line > 0 {
			e += fmt.Sprintf(" (line %d, column %d)", o.Exception.Line, o.Exception.Column)
		}
		errs = append(errs, e)
	case o.Reason != executor.Completed && o.Message != "":
		errs = append(errs, o.Message)
	}
	return strings.Join(out, "\n"), strings.Join(errs, "\n")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
