// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeDynamicGlobal = &analyzer.Rule{
	ID:         "code/dynamic-global",
	Title:      "A computed name on an object that holds everything",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "code",
	CWE:        470,
	Since:      "0.1.0",
	Fix:        "Write the name out, or keep your values in an object of your own.",
	Kinds:      []ir.Kind{ir.Member},
	Check:      checkCodeDynamicGlobal,
}

func checkCodeDynamicGlobal(p *analyzer.Reporter, f *ir.Fact) {
	message := "the name taken from " + f.Path + " cannot be known before the code runs"
	if f.Called {
		p.ReportAs(f, analyzer.High, message+", and what it names is called")
		return
	}
	p.Report(f, message)
}
