// SPDX-License-Identifier: Apache-2.0

package analyzer

import "github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"

// AnyLanguage in Rule.Languages stands for every language.
const AnyLanguage = "*"

// Rule is one thing looked for: a documented value and a check over facts.
// Rules are immutable and safe for concurrent use.
type Rule struct {
	// ID is "group/name" and is never reused.
	ID string
	// Title is the short claim shown in lists.
	Title string
	// Label is the short name of the pattern, on the wire `pattern` ("eval()"); see Pattern.
	Label    string
	Severity Severity
	// Languages are the language ids whose facts the rule understands, or AnyLanguage.
	Languages []string
	// Capability groups rules for allow and deny: code, net, process, module, global, timer, storage, dom, loop, parse ...
	Capability string
	// CWE is the number of the weakness in the Common Weakness Enumeration, 0 when there is none.
	CWE int
	// Since is the version that brought the rule.
	Since string
	// Fix says in one sentence what to write instead.
	Fix string
	// Kinds are the facts the rule wants to see.
	Kinds []ir.Kind
	// Check looks at one fact and reports through p. It must not keep either. Rules of the group parse have neither Kinds
	// nor Check: the driver reports them.
	Check func(p *Reporter, f *ir.Fact)
}

// Pattern returns Label, or the id when there is none.
func (r *Rule) Pattern() string {
	if r.Label != "" {
		return r.Label
	}
	return r.ID
}

// Reporter is what a rule's check may use while it looks at one snippet.
type Reporter struct {
	rule   *Rule
	report func(rule *Rule, f *ir.Fact, severity Severity, message string)
}

// Report records a finding of the rule's default severity at the fact's place.
func (p *Reporter) Report(f *ir.Fact, message string) { p.report(p.rule, f, p.rule.Severity, message) }

// ReportAs records a finding with another severity than the rule's default.
func (p *Reporter) ReportAs(f *ir.Fact, s Severity, message string) { p.report(p.rule, f, s, message) }
