// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var loopRedos = &analyzer.Rule{
	ID:         "loop/redos",
	Title:      "Some regular expressions take exponential time",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "loop",
	CWE:        1333,
	Since:      "0.1.0",
	Fix:        "Repeat only what cannot match the empty string or the same text in two ways.",
	Kinds:      []ir.Kind{ir.Regexp},
	Check:      checkLoopRedos,
}

func checkLoopRedos(p *analyzer.Reporter, f *ir.Fact) {
	if ambiguousRepeat(f.Text) {
		p.Report(f, "a repeat within a repeat can take time exponential in the text")
	}
}
