// SPDX-License-Identifier: Apache-2.0

package analyzer

import "github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"

// Rule is one thing looked for: a documented value and a check over facts.
// Rules are immutable and safe for concurrent use.
type Rule struct {
	// ID is "group/name" and is never reused.
	ID string
	// Title is the short claim shown in lists.
	Title string
	// Label is the seed's name of the pattern, kept on the wire as `pattern` ("eval()"); it defaults to ID.
	Label    string
	Severity Severity
	// Languages are the language ids whose facts the rule understands.
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
	// Check looks at one fact and reports through p. It must not keep either.
	Check func(p *Pass, f *ir.Fact)
}

// Pass is what a rule's check may use while it looks at one snippet.
type Pass struct {
	rule   *Rule
	report func(rule *Rule, f *ir.Fact, severity Severity, message string)
}

// Report records a finding of the rule's default severity at the fact's place.
func (p *Pass) Report(f *ir.Fact, message string) { p.report(p.rule, f, p.rule.Severity, message) }

// ReportAs records a finding with another severity than the rule's default.
func (p *Pass) ReportAs(f *ir.Fact, s Severity, message string) { p.report(p.rule, f, s, message) }
