// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var moduleRequire = &analyzer.Rule{
	ID:         "module/require",
	Title:      "Modules bring code that was not judged",
	Label:      "require()",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "module",
	CWE:        829,
	Since:      "0.1.0",
	Fix:        "Put what you need into the program itself.",
	Kinds:      []ir.Kind{ir.Import},
	Check:      checkModuleRequire,
}

func checkModuleRequire(p *analyzer.Reporter, f *ir.Fact) {
	if v := arg(f, 0); len(v.Texts) > 0 && dangerOf(v) == "" {
		p.Report(f, "a module brings in code that was not judged")
	}
}
