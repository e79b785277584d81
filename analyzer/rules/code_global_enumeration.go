// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeGlobalEnumeration = &analyzer.Rule{
	ID:         "code/global-enumeration",
	Title:      "Listing the global object is a search for what is forbidden",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "code",
	CWE:        470,
	Since:      "0.1.0",
	Fix:        "List the properties of an object of your own.",
	Kinds:      []ir.Kind{ir.Call},
	Check:      checkCodeGlobalEnumeration,
}

func checkCodeGlobalEnumeration(p *analyzer.Reporter, f *ir.Fact) {
	switch f.Path {
	case "Object.getOwnPropertyNames", "Object.getOwnPropertyDescriptors", "Object.getOwnPropertySymbols", "Object.keys",
		"Object.values", "Object.entries", "Reflect.ownKeys":
		if mustBe(arg(f, 0), "globalThis") {
			p.Report(f, f.Path+" of the global object searches for what is not named")
		}
	}
}
