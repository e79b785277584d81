// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var domStorage = &analyzer.Rule{
	ID:         "dom/storage",
	Title:      "Storage outlives the program",
	Label:      "localStorage",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "storage",
	CWE:        922,
	Since:      "0.1.0",
	Fix:        "Keep values in variables and return what should last.",
	Kinds:      []ir.Kind{ir.Ref, ir.Write},
	Check:      checkDomStorage,
}

func checkDomStorage(p *analyzer.Reporter, f *ir.Fact) {
	if under(f.Path, "localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore", "document.cookie") {
		p.Report(f, f.Path+" reads or writes data that outlives the program")
	}
}
