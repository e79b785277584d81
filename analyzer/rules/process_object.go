// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var processObject = &analyzer.Rule{
	ID:         "process/object",
	Title:      "The process and the host are not the program's",
	Label:      "process.",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "process",
	CWE:        200,
	Since:      "0.1.0",
	Fix:        "Take what you need from the input.",
	Kinds:      []ir.Kind{ir.Ref, ir.Write},
	Check:      checkProcessObject,
}

func checkProcessObject(p *analyzer.Reporter, f *ir.Fact) {
	if under(f.Path, "process", "Deno", "Bun") {
		root, _, _ := strings.Cut(f.Path, ".")
		p.Report(f, root+" reaches the process that runs the code")
	}
}
