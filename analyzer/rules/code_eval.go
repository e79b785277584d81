// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeEval = &analyzer.Rule{
	ID:         "code/eval",
	Title:      "eval runs text as code",
	Label:      "eval()",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "code",
	CWE:        95,
	Since:      "0.1.0",
	Fix:        "Write the code itself, or look functions up in an object of your own.",
	Kinds:      []ir.Kind{ir.Ref},
	Check:      checkCodeEval,
}

func checkCodeEval(p *analyzer.Reporter, f *ir.Fact) {
	if is(f.Path, "eval") {
		p.Report(f, "eval turns a string into running code")
	}
}
