// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var processGlobal = &analyzer.Rule{
	ID:         "process/global",
	Title:      "The global object holds everything",
	Label:      "global.",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "global",
	CWE:        200,
	Since:      "0.1.0",
	Fix:        "Declare variables of your own.",
	Kinds:      []ir.Kind{ir.Ref, ir.Write},
	Check:      checkProcessGlobal,
}

func checkProcessGlobal(p *analyzer.Reporter, f *ir.Fact) {
	if f.Spelled == "global" && f.Base {
		p.Report(f, "the global object is a way to everything there is")
	}
}
