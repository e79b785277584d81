// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeWith = &analyzer.Rule{
	ID:         "code/with",
	Title:      "with makes names mean anything",
	Label:      "with",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "code",
	CWE:        710,
	Since:      "0.1.0",
	Fix:        "Name the object where you use it.",
	Kinds:      []ir.Kind{ir.Syntax},
	Check:      checkCodeWith,
}

func checkCodeWith(p *analyzer.Reporter, f *ir.Fact) {
	if f.Path == "with" {
		p.Report(f, "with decides only while running what names mean")
	}
}
