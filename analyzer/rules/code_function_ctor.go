// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeFunctionCtor = &analyzer.Rule{
	ID:         "code/function-ctor",
	Title:      "The Function constructor runs text as code",
	Label:      "Function()",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "code",
	CWE:        95,
	Since:      "0.1.0",
	Fix:        "Write the function itself.",
	Kinds:      []ir.Kind{ir.Ref},
	Check:      checkCodeFunctionCtor,
}

func checkCodeFunctionCtor(p *analyzer.Reporter, f *ir.Fact) {
	for _, name := range functionConstructors {
		if is(f.Path, name) || f.Path == name+".constructor" {
			p.Report(f, name+" turns a string into running code")
			return
		}
	}
}

// functionConstructors make functions from text, whatever the way to them.
var functionConstructors = []string{"Function", "AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction"}
