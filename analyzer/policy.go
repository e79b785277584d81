// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The defaults of a policy's numbers.
const (
	DefaultMaxViolations = 5
	DefaultMaxComplexity = 100
)

// Policy says what is done about findings. The zero value is the policy "standard". A policy is immutable once used and
// then safe for concurrent use. Numbers are pointers so that nil can mean "as in the policy extended, else the default".
type Policy struct {
	Name string `json:"name,omitempty"`
	// Extends names the policy whose settings hold where this one says nothing; see ResolvePolicies.
	Extends string `json:"extends,omitempty"`
	// Mode is enforce (default), detect or off.
	Mode Mode `json:"mode,omitempty"`
	// On is the action for each severity. Default: high block, medium warn, low log.
	On map[Severity]Action `json:"on,omitempty"`
	// OnUnparsable is the action for code that was not understood. Default: block.
	OnUnparsable Action `json:"on_unparsable,omitempty"`
	// Allow lists capabilities whose findings pass whatever their severity, Deny those whose findings block.
	Allow []string `json:"allow,omitempty"`
	Deny  []string `json:"deny,omitempty"`
	// Rules changes single rules, by id.
	Rules map[string]RuleSetting `json:"rules,omitempty"`
	// MaxViolations is how many findings may pass, whatever their severity; one more blocks. Ignored ones do not count.
	// Default 5; 0 means any number.
	MaxViolations *int `json:"max_violations,omitempty"`
	// MaxComplexity is the highest complexity that passes. Default 100; 0 means any.
	MaxComplexity *int `json:"max_complexity,omitempty"`
	// ScoreThreshold is the score from which a report blocks. Default 0, which means never.
	ScoreThreshold *int `json:"score_threshold,omitempty"`
}

// RuleSetting changes one rule within a policy.
type RuleSetting struct {
	// Off ignores the rule's findings. It has no effect on what Parsed says.
	Off bool `json:"off,omitempty"`
	// Severity replaces the severity of all the rule's findings; 0 keeps it.
	Severity Severity `json:"severity,omitempty"`
}

// Decision is what a policy says of a report.
type Decision struct {
	// Action is the verdict: pass, warn or block, after the mode.
	Action Action `json:"action"`
	// Would is the verdict that mode enforce would have given.
	Would Action `json:"would"`
	// Findings are those not ignored, with the severity and the action that the policy gives them.
	Findings []Judged `json:"findings"`
	// Score is the sum over Findings: 10 for high, 3 for medium, 1 for low.
	Score int `json:"score"`
	// Why is the trail that led to the verdict, one sentence each, the decisive ones only. Empty when all is well.
	Why []string `json:"why,omitempty"`
}

// Judged is a finding with what a policy says of it.
type Judged struct {
	Finding
	Action Action `json:"action"`
}

// points are the parts of the score by severity.
var points = [...]int{0, 1, 3, 10}

func number(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

func (p *Policy) maxViolations() int  { return number(p.MaxViolations, DefaultMaxViolations) }
func (p *Policy) maxComplexity() int  { return number(p.MaxComplexity, DefaultMaxComplexity) }
func (p *Policy) scoreThreshold() int { return number(p.ScoreThreshold, 0) }

// ActionFor returns the action for a severity.
func (p *Policy) ActionFor(s Severity) Action {
	if a := p.On[s]; a != 0 {
		return a
	}
	switch s {
	case Low:
		return Pass
	case Medium:
		return Warn
	}
	return Block // an unknown severity is not a reason to let anything pass
}

func (p *Policy) onUnparsable() Action {
	if p.OnUnparsable == 0 {
		return Block
	}
	return p.OnUnparsable
}

// Decide gives the verdict over r. It is pure: the same policy and report always give the same decision.
func (p *Policy) Decide(r *Report) Decision {
	d := Decision{Action: Pass, Would: Pass, Findings: []Judged{}}
	if p.Mode == Off {
		d.Why = []string{"mode off judges nothing"}
		return d
	}
	raise := func(a Action, why string) {
		if a > Pass {
			d.Why = append(d.Why, why)
		}
		d.Would = max(d.Would, a)
	}
	for _, f := range r.Findings {
		a := p.judge(&f, r.Parsed)
		if a == Ignore {
			continue
		}
		d.Findings = append(d.Findings, Judged{f, a})
		d.Score += points[min(f.Severity, High)]
		if verb := map[Action]string{Warn: "warns", Block: "blocks"}[a]; verb != "" {
			raise(a, fmt.Sprintf("finding %s (%s) %s", f.Rule, f.Severity, verb))
		}
	}
	if !r.Parsed {
		raise(p.onUnparsable(), "the code was not understood")
	}
	if limit, n := p.maxViolations(), len(d.Findings); limit > 0 && (n > limit || r.Truncated) {
		if r.Truncated {
			raise(Block, fmt.Sprintf("more findings than a report holds are more than %d", limit))
		} else {
			raise(Block, fmt.Sprintf("%d findings are more than %d", n, limit))
		}
	}
	if limit := p.scoreThreshold(); limit > 0 && d.Score >= limit {
		raise(Block, fmt.Sprintf("score %d reaches %d", d.Score, limit))
	}
	if limit := p.maxComplexity(); limit > 0 && r.Complexity > limit {
		raise(Block, fmt.Sprintf("complexity %d is above %d", r.Complexity, limit))
	}
	d.Why = slices.Compact(d.Why)
	d.Action = d.Would
	if p.Mode == Detect && d.Action > Warn {
		d.Action = Warn
		d.Why = append(d.Why, "mode detect blocks nothing")
	}
	return d
}

// judge sets the severity that holds for f and returns the action.
func (p *Policy) judge(f *Finding, parsed bool) Action {
	setting := p.Rules[f.Rule]
	if setting.Off {
		return Ignore
	}
	if setting.Severity != 0 {
		f.Severity = setting.Severity
	}
	switch {
	case !parsed && strings.HasPrefix(f.Rule, "parse/"):
		return p.onUnparsable()
	case slices.Contains(p.Deny, f.Capability):
		return Block
	case slices.Contains(p.Allow, f.Capability):
		return Pass
	}
	return p.ActionFor(f.Severity)
}

// Validate reports everything that is wrong with p, given the rules there are.
func (p *Policy) Validate(rules []*Rule) error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if p.Mode != "" {
		if _, err := ParseMode(string(p.Mode)); err != nil {
			errs = append(errs, err)
		}
	}
	for s, a := range p.On {
		if s < Low || s > High {
			bad("on: %v is no severity: want %s", s, orList(SeverityNames()))
		}
		if a < Ignore || a > Block {
			bad("on %v: %v is no action: want %s", s, a, orList(ActionNames()))
		}
	}
	if p.OnUnparsable > Block {
		bad("on_unparsable: want %s", orList(ActionNames()))
	}
	for name, n := range map[string]*int{
		"max_violations": p.MaxViolations, "max_complexity": p.MaxComplexity, "score_threshold": p.ScoreThreshold,
	} {
		if n != nil && (*n < 0 || *n > 1_000_000) {
			bad("%s %d: want 0 to 1000000", name, *n)
		}
	}
	ids, capabilities := map[string]bool{}, map[string]bool{}
	for _, r := range rules {
		ids[r.ID], capabilities[r.Capability] = true, true
	}
	for id, s := range p.Rules {
		if !ids[id] {
			bad("rule %s does not exist%s", quoteShort(id), suggestion(id, ids))
		}
		if s.Severity > High {
			bad("rule %s: %v is no severity: want %s", id, s.Severity, orList(SeverityNames()))
		}
	}
	for _, c := range append(slices.Clone(p.Allow), p.Deny...) {
		if !capabilities[c] {
			bad("capability %s does not exist: want %s", quoteShort(c), orList(slices.Sorted(maps.Keys(capabilities))))
		}
	}
	for _, c := range p.Allow {
		if slices.Contains(p.Deny, c) {
			bad("capability %s is both allowed and denied", quoteShort(c))
		}
	}
	if len(errs) == 0 {
		return nil
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return fmt.Errorf("policy %s: %w", quoteShort(p.Name), errors.Join(errs...))
}

// Version returns a short digest of what p means with rules: it changes when a verdict may change, and not when p is only
// named or written differently. p must be resolved (ResolvePolicies); Extends is not followed.
func (p *Policy) Version(rules []*Rule) string {
	meaning := struct {
		Mode         Mode
		On           [3]Action
		OnUnparsable Action
		Allow, Deny  []string
		Numbers      [3]int
		Rules        []string
	}{
		Mode:         p.Mode,
		On:           [3]Action{p.ActionFor(Low), p.ActionFor(Medium), p.ActionFor(High)},
		OnUnparsable: p.onUnparsable(),
		Allow:        set(p.Allow), Deny: set(p.Deny),
		Numbers: [3]int{p.maxViolations(), p.maxComplexity(), p.scoreThreshold()},
	}
	if meaning.Mode == "" {
		meaning.Mode = Enforce
	}
	for _, r := range rules {
		s := p.Rules[r.ID]
		meaning.Rules = append(meaning.Rules, fmt.Sprintf("%s %s %v %v %v", r.ID, r.Capability, r.Severity, s.Severity, s.Off))
	}
	meaning.Rules = set(meaning.Rules)
	b, err := json.Marshal(meaning)
	if err != nil { // not reachable: every field marshals
		panic(err)
	}
	sum := sha256.Sum256(b)
	return "p-" + hex.EncodeToString(sum[:6])
}

// set returns the words sorted, each once.
func set(words []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(words)))
}
