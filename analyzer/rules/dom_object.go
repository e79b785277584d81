// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var domObject = &analyzer.Rule{
	ID:         "dom/object",
	Title:      "There is no page here",
	Label:      "document",
	Severity:   analyzer.Low,
	Languages:  javaScript,
	Capability: "dom",
	Since:      "0.1.0",
	Fix:        "Take what you need from the input and return what you make.",
	Kinds:      []ir.Kind{ir.Ref, ir.Write},
	Check:      checkDomObject,
}

func checkDomObject(p *analyzer.Reporter, f *ir.Fact) {
	switch {
	case f.Path == "globalThis" && f.Spelled == "window" && f.Base:
		p.Report(f, "window belongs to a page in a browser")
	case is(f.Path, "document.write", "document.writeln"),
		under(f.Path, "document.cookie", "navigator.sendBeacon", "navigator.serviceWorker"):
		// Other rules report these.
	case under(f.Path, "document", "location", "history", "navigator"):
		root, _, _ := strings.Cut(f.Path, ".")
		p.Report(f, root+" belongs to a page in a browser")
	}
}
