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
	for _, v := range f.Args[:min(len(f.Args), 1)] {
		for _, text := range v.Texts {
			if name := base(text); dangerousModules[name] {
				p.Report(f, "module "+name+" reaches outside the program")
				return
			}
		}
	}
}

// dangerousModules reach files, processes, the network or other code, without their node: prefix.
var dangerousModules = words(`
	child_process fs net http https http2 tls dns dgram vm vm2 worker_threads cluster os module inspector process repl v8
	undici node-fetch axios got request ws node-pty shelljs execa cross-spawn isolated-vm node:sea node:sqlite node:wasi
`)

// base returns the module that a specifier names, without prefix and without the path inside it.
func base(specifier string) string {
	if dangerousModules[specifier] {
		return specifier
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(specifier, "node:"), "/")
	return name
}

// moduleName returns the module that f loads, and whether it can be known.
func moduleName(f *ir.Fact) (name string, known bool) {
	v := arg(f, 0)
	if len(v.Texts) == 0 {
		return "", false
	}
	for _, text := range v.Texts {
		if dangerousModules[base(text)] {
			return base(text), true
		}
	}
	return base(v.Texts[0]), true
}

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
