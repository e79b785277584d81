// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/api"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

// The decisions about a request, as placeholders, headers, logs and metrics say them.
const (
	decisionPass        = "pass"
	decisionWarn        = "warn"
	decisionBlock       = "block"
	decisionUninspected = "uninspected"
	decisionError       = "error"
)

// observation is what is known about a request: it answers the placeholders and fills the access log. It belongs to the
// request's goroutine. When several interceptors see one request, the last one speaks.
type observation struct {
	decision, mode, policy, policyVersion string
	severity, rule                        string
	score, complexity, violations         int
	rules                                 []string
	language, sha256, source              string
	line, column, bytes                   int
	id, reason                            string
	elapsed                               time.Duration

	view    *api.View
	verdict *gateway.Verdict
}

const (
	placeholderPrefix = "http.code_interceptor."
	// observationKey finds the observation of an earlier interceptor. It is not for configurations.
	observationKey = placeholderPrefix + "observation"
)

// observe returns the observation of r, empty, with its placeholders in place.
func observe(r *http.Request) *observation {
	o := new(observation)
	repl, ok := r.Context().Value(caddy.ReplacerCtxKey).(*caddy.Replacer)
	if !ok {
		return o
	}
	if earlier, ok := repl.Get(observationKey); ok {
		if earlier, ok := earlier.(*observation); ok {
			*earlier = observation{}
			return earlier
		}
	}
	repl.Map(o.placeholder)
	return o
}

// String returns the decision.
func (o *observation) String() string { return o.decision }

// placeholder answers {http.code_interceptor.*}. All of them are known once an interceptor has seen the request: texts
// are empty and numbers zero where there is nothing to say.
func (o *observation) placeholder(key string) (any, bool) {
	name, ours := strings.CutPrefix(key, placeholderPrefix)
	if !ours {
		return nil, false
	}
	switch name {
	case "observation":
		return o, true
	case "decision":
		return o.decision, true
	case "mode":
		return o.mode, true
	case "policy":
		return o.policy, true
	case "policy_version":
		return o.policyVersion, true
	case "severity":
		return o.severity, true
	case "score":
		return o.score, true
	case "complexity":
		return o.complexity, true
	case "rule":
		return o.rule, true
	case "rules":
		return strings.Join(o.rules, ","), true
	case "violations":
		return o.violations, true
	case "report":
		return o.report(), true
	case "language":
		return o.language, true
	case "line":
		return o.line, true
	case "column":
		return o.column, true
	case "code_sha256":
		return o.sha256, true
	case "source":
		return o.source, true
	case "scan_id":
		return o.id, true
	case "reason":
		return o.reason, true
	case "cached":
		return o.verdict != nil && o.verdict.Cached, true
	case "duration_ms":
		return float64(o.elapsed.Microseconds()) / 1000, true
	}
	return nil, false
}

// report returns the security report as JSON, made only when somebody asks.
func (o *observation) report() string {
	if o.verdict == nil || o.view == nil {
		return ""
	}
	b, err := json.Marshal(o.view.Report(o.verdict))
	if err != nil {
		return ""
	}
	return string(b)
}

// judged takes over what a verdict says.
func (o *observation) judged(v *gateway.Verdict) {
	o.verdict = v
	o.decision = decisionOf(v.Action)
	o.mode, o.policy, o.policyVersion = string(v.Mode), v.Policy, v.PolicyVersion
	o.id, o.elapsed = v.ID, v.Elapsed
	o.violations = v.Findings()
	var rules []string
	for i := range v.Judged {
		j := &v.Judged[i]
		o.score += j.Decision.Score
		o.complexity = max(o.complexity, j.Report.Complexity)
		o.bytes += len(j.Snippet.Source)
		for k := range j.Decision.Findings {
			rules = append(rules, j.Decision.Findings[k].Rule)
		}
	}
	slices.Sort(rules)
	o.rules = slices.Compact(rules)
	worst, finding := v.Worst()
	if worst == nil {
		// Nothing was found, or the reason is a number such as the complexity: name the snippet that weighs most.
		for i := range v.Judged {
			if worst == nil || v.Judged[i].Decision.Action > worst.Decision.Action {
				worst = &v.Judged[i]
			}
		}
	}
	if worst != nil {
		o.language, o.sha256, o.source = worst.Snippet.Language, worst.Report.SHA256, worst.Snippet.Where
	}
	if finding != nil {
		o.rule, o.severity = finding.Rule, finding.Severity.String()
		o.line, o.column = finding.Range.Line, finding.Range.Column
	}
}

// decided leaves the decision where matchers find it.
func (o *observation) decided(r *http.Request) {
	caddyhttp.SetVar(r.Context(), decisionVar, o.decision)
}

// decisionOf names a verdict's action.
func decisionOf(a analyzer.Action) string {
	switch {
	case a >= analyzer.Block:
		return decisionBlock
	case a == analyzer.Warn:
		return decisionWarn
	}
	return decisionPass
}
