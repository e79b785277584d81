// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var moduleDanger = &analyzer.Rule{
	ID:         "module/danger",
	Title:      "Some modules reach files, processes or the network",
	Label:      "require()",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "module",
	CWE:        829,
	Since:      "0.1.0",
	Fix:        "Do without the module: the sandbox has neither files nor network.",
	Kinds:      []ir.Kind{ir.Import},
	Check:      checkModuleDanger,
}

func checkModuleDanger(p *analyzer.Reporter, f *ir.Fact) {
	if why := dangerOf(arg(f, 0)); why != "" {
		p.Report(f, why)
	}
}

// dangerOf says why loading a module of one of the names that v may be is dangerous; empty when it is not.
func dangerOf(v ir.Value) string {
	for _, text := range v.Texts {
		if scheme, _, ok := strings.Cut(text, ":"); ok && codeSchemes[strings.ToLower(scheme)] {
			return "a module from a " + strings.ToLower(scheme) + ": address is code that was not judged"
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(text, "node:"), "/")
		if dangerousModules[text] || dangerousModules[name] {
			return "module " + name + " reaches outside the program"
		}
	}
	return ""
}

// dangerousModules reach files, processes, the network or other code, without their node: prefix.
var dangerousModules = words(`
	child_process fs net http https http2 tls dns dgram vm vm2 worker_threads cluster os module inspector process repl v8
	undici node-fetch axios got request ws node-pty shelljs execa cross-spawn isolated-vm node:sea node:sqlite node:wasi
`)

// codeSchemes are the kinds of addresses that modules are loaded from.
var codeSchemes = words("data blob http https file javascript")

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
