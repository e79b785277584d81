// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var codeWorker = &analyzer.Rule{
	ID:         "code/worker",
	Title:      "A worker runs code that was not judged",
	Label:      "Worker",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "code",
	CWE:        829,
	Since:      "0.1.0",
	Fix:        "Do the work in the program itself.",
	Kinds:      []ir.Kind{ir.Ref, ir.Write},
	Check:      checkCodeWorker,
}

func checkCodeWorker(p *analyzer.Reporter, f *ir.Fact) {
	if under(f.Path, "Worker", "SharedWorker", "ServiceWorker", "navigator.serviceWorker", "importScripts") {
		p.Report(f, f.Path+" runs code from elsewhere")
	}
}
