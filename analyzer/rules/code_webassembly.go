// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeWasm = &analyzer.Rule{
	ID:         "code/wasm",
	Title:      "WebAssembly runs code that cannot be read",
	Label:      "WebAssembly",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "code",
	CWE:        829,
	Since:      "0.1.0",
	Fix:        "Write the computation in the program's language.",
	Kinds:      []ir.Kind{ir.Ref, ir.Write},
	Check:      checkCodeWasm,
}

func checkCodeWasm(p *analyzer.Reporter, f *ir.Fact) {
	if under(f.Path, "WebAssembly") {
		p.Report(f, "WebAssembly runs code that no rule can read")
	}
}
