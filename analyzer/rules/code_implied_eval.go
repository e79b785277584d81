// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeImpliedEval = &analyzer.Rule{
	ID:         "code/implied-eval",
	Title:      "A timer with text runs it as code",
	Label:      "setTimeout(text)",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "code",
	CWE:        95,
	Since:      "0.1.0",
	Fix:        "Pass a function to the timer.",
	Kinds:      []ir.Kind{ir.Ref, ir.Call},
	Check:      checkCodeImpliedEval,
}

func checkCodeImpliedEval(p *analyzer.Reporter, f *ir.Fact) {
	switch {
	case f.Kind == ir.Ref && is(f.Path, "execScript"):
		p.Report(f, "execScript turns a string into running code")
	case f.Kind == ir.Call && is(f.Path, "setTimeout", "setInterval", "setImmediate") && arg(f, 0).Stringish():
		p.Report(f, f.Path+" with a string turns it into running code")
	}
}
