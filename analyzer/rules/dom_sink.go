// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var domSink = &analyzer.Rule{
	ID:         "dom/sink",
	Title:      "Text becomes markup",
	Label:      "document.write",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "dom",
	CWE:        79,
	Since:      "0.1.0",
	Fix:        "Set textContent, or build elements.",
	Kinds:      []ir.Kind{ir.Ref, ir.Call, ir.Write},
	Check:      checkDomSink,
}

func checkDomSink(p *analyzer.Reporter, f *ir.Fact) {
	name := f.Path[strings.LastIndexByte(f.Path, '.')+1:]
	switch {
	case is(f.Path, "document.write", "document.writeln"):
		p.ReportAs(f, analyzer.High, f.Path+" turns text into markup and scripts")
	case f.Kind == ir.Write && (name == "innerHTML" || name == "outerHTML" || name == "srcdoc"),
		f.Kind == ir.Call && (name == "insertAdjacentHTML" || name == "createContextualFragment" || name == "setHTMLUnsafe"):
		p.Report(f, name+" turns text into markup and scripts")
	}
}
