// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var moduleDynamicName = &analyzer.Rule{
	ID:         "module/dynamic-name",
	Title:      "A module whose name is computed can be any module",
	Label:      "require()",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "module",
	CWE:        706,
	Since:      "0.1.0",
	Fix:        "Write the name of the module as a string.",
	Kinds:      []ir.Kind{ir.Import},
	Check:      checkModuleDynamicName,
}

func checkModuleDynamicName(p *analyzer.Reporter, f *ir.Fact) {
	if v := arg(f, 0); len(v.Texts) == 0 || !v.Exact {
		p.Report(f, "which module is loaded cannot be known before the code runs")
	}
}
