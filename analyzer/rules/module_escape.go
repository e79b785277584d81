// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var moduleEscape = &analyzer.Rule{
	ID:         "module/escape",
	Title:      "Back doors of the module loader",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "module",
	CWE:        829,
	Since:      "0.1.0",
	Fix:        "Do without the loader's internals.",
	Kinds:      []ir.Kind{ir.Ref, ir.Write},
	Check:      checkModuleEscape,
}

func checkModuleEscape(p *analyzer.Reporter, f *ir.Fact) {
	if under(f.Path, "process.mainModule", "process.binding", "process._linkedBinding", "process.dlopen",
		"process.getBuiltinModule", "require.main", "require.cache", "require.extensions", "module.constructor", "module.paths",
		"module.parent", "module.children", "require:module") {
		p.Report(f, f.Path+" is a back door to every module")
	}
}
