// SPDX-License-Identifier: Apache-2.0

package analyzer

// Range is a stretch of source. Lines and columns count from 1; columns count UTF-16 code units, as editors, browsers
// and SARIF do. The end is exclusive.
type Range struct {
	// Start and End are byte offsets.
	Start     int `json:"start"`
	End       int `json:"end"`
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"end_line"`
	EndColumn int `json:"end_column"`
}

// Finding is a rule matched at a place.
type Finding struct {
	// Rule is the rule's id, such as code/eval.
	Rule string `json:"rule"`
	// Name is the canonical name of what was found: "fetch", "eval", "while". Empty for parse/... findings.
	Name string `json:"name"`
	// Capability is the rule's capability, which policies may allow or deny.
	Capability string   `json:"capability,omitempty"`
	Severity   Severity `json:"severity"`
	// Message names the construct and its consequence in one line.
	Message string `json:"message"`
	// Evidence is the construct as resolved, at most 120 runes; empty when the source says it plainly.
	Evidence string `json:"evidence,omitempty"`
	// Hidden says that the name was folded from constants, aliased or escaped.
	Hidden bool  `json:"hidden,omitempty"`
	Range  Range `json:"range"`
}
