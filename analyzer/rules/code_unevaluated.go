// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeUnevaluated = &analyzer.Rule{
	ID:         "code/unevaluated",
	Title:      "Names are computed at a length that analysis does not follow",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "code",
	CWE:        506,
	Since:      "0.1.0",
	Fix:        "Write names and constants out instead of computing them.",
	Kinds:      []ir.Kind{ir.Syntax},
	Check:      checkCodeUnevaluated,
}

func checkCodeUnevaluated(p *analyzer.Reporter, f *ir.Fact) {
	if f.Path == "unevaluated" {
		p.Report(f, "what this program computes its names from was more work than analysis spends")
	}
}
