// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"slices"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/runlog"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// unparsable says whether the snippet cannot run because it is not a program at all: a mistake, not an offence.
func unparsable(j *Judged) bool {
	return !j.Report.Parsed && slices.ContainsFunc(j.Report.Findings, func(f analyzer.Finding) bool { return f.Rule == analyzer.RuleUnparsable })
}

// syntaxError is the outcome of a source that is not a program.
func syntaxError(j *Judged) executor.Outcome {
	out := executor.Outcome{Reason: executor.SyntaxError, ResultType: "undefined"}
	for _, f := range j.Report.Findings {
		if f.Rule == analyzer.RuleUnparsable {
			out.Exception = &executor.ExceptionInfo{Name: "SyntaxError", Message: f.Message, Line: f.Range.Line, Column: f.Range.Column}
			out.Message = "SyntaxError: " + f.Message
			break
		}
	}
	return out
}

// attemptRules says which rule a thing reached for at run time belongs to.
var attemptRules = map[string]string{
	"eval":         "code/eval",
	"Function":     "code/function-ctor",
	"setTimeout":   "code/implied-eval",
	"setInterval":  "code/implied-eval",
	"setImmediate": "code/implied-eval",
}

// attempts returns what the program reached for while it ran as findings, so that one report covers both lines. The verdict
// stays what it was: the program did run.
func attempts(out *executor.Outcome) []analyzer.Judged {
	var found []analyzer.Judged
	for _, a := range out.Attempts {
		rule, ok := attemptRules[a.Name]
		if !ok {
			rule = "code/eval"
		}
		found = append(found, analyzer.Judged{Action: analyzer.Block, Finding: analyzer.Finding{
			Rule: rule, Name: a.Name, Capability: "code", Severity: analyzer.High,
			Message: a.Name + " was reached for while the program ran, and refused",
			Range:   analyzer.Range{Line: a.Line, Column: a.Column, EndLine: a.Line, EndColumn: a.Column},
		}})
	}
	return found
}

// record is what the run log keeps of a submission.
func record(s Submission, v *Verdict, out *executor.Outcome) runlog.Record {
	r := runlog.Record{
		ID: v.ID, Time: time.Now().UTC(), Origin: string(s.Origin), Principal: s.Principal,
		Policy: v.Policy, PolicyVersion: v.PolicyVersion, Verdict: v.Word(), Duration: v.Elapsed,
	}
	for i := range v.Judged {
		j := &v.Judged[i]
		if i == 0 {
			r.Language, r.SHA256 = j.Report.Language, j.Report.SHA256
		}
		r.SourceBytes += len(j.Snippet.Source)
		r.Complexity = max(r.Complexity, j.Report.Complexity)
		for _, f := range j.Decision.Findings {
			if !slices.Contains(r.Rules, f.Rule) {
				r.Rules = append(r.Rules, f.Rule)
			}
		}
	}
	if out != nil {
		r.Reason, r.ExitCode, r.OutputBytes = string(out.Reason), out.Reason.ExitCode(), out.OutputBytes
	}
	return r
}
