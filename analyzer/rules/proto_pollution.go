// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var protoPollution = &analyzer.Rule{
	ID:         "proto/pollution",
	Title:      "What every object inherits is changed",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "proto",
	CWE:        1321,
	Since:      "0.1.0",
	Fix:        "Use Object.create(null) or a Map, and functions of your own instead of new methods on builtins.",
	Kinds:      []ir.Kind{ir.Write, ir.Call},
	Check:      checkProtoPollution,
}

func checkProtoPollution(p *analyzer.Reporter, f *ir.Fact) {
	switch f.Kind {
	case ir.Write:
		name := f.Path[strings.LastIndexByte(f.Path, '.')+1:]
		owner, _, ok := strings.Cut(f.Path, ".prototype")
		switch {
		case name == "__proto__" || strings.Contains(f.Path, ".__proto__."):
			p.Report(f, "__proto__ changes what the object inherits")
		case strings.HasSuffix(f.Path, ".*"):
			p.Report(f, "a property with a computed name may be written to "+strings.TrimSuffix(f.Path, ".*"))
		case ok && (owner == "Object" || owner == "Function"):
			p.ReportAs(f, analyzer.High, "a property of "+owner+".prototype changes every object")
		case ok:
			p.Report(f, "a property of "+owner+".prototype changes every object of its kind")
		}
	case ir.Call:
		switch f.Path {
		case "Object.setPrototypeOf", "Object.defineProperty", "Object.defineProperties", "Object.assign",
			"Reflect.setPrototypeOf", "Reflect.defineProperty", "Reflect.set":
			for _, b := range arg(f, 0).Builtins {
				if strings.HasSuffix(b, ".prototype") {
					s := analyzer.Medium
					if b == "Object.prototype" || b == "Function.prototype" {
						s = analyzer.High
					}
					p.ReportAs(f, s, f.Path+" changes "+b)
					return
				}
			}
		}
	}
}
