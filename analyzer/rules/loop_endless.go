// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var loopEndless = &analyzer.Rule{
	ID:         "loop/endless",
	Title:      "A loop that nothing ends",
	Label:      "while(true)",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "loop",
	CWE:        835,
	Since:      "0.1.0",
	Fix:        "Give the loop a condition that becomes false, or a break.",
	Kinds:      []ir.Kind{ir.Loop},
	Check:      checkLoopEndless,
}

func checkLoopEndless(p *analyzer.Reporter, f *ir.Fact) {
	if f.Loop == nil || !f.Loop.Endless {
		return
	}
	if f.Loop.Invariant {
		p.Report(f, "nothing in this "+f.Loop.Form+" loop can make its condition false")
		return
	}
	p.Report(f, "this "+f.Loop.Form+" loop has no end")
}
