// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var loopBlockingWait = &analyzer.Rule{
	ID:         "loop/blocking-wait",
	Title:      "Atomics.wait stops the thread",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "loop",
	CWE:        833,
	Since:      "0.1.0",
	Fix:        "Await a promise.",
	Kinds:      []ir.Kind{ir.Ref},
	Check:      checkLoopBlockingWait,
}

func checkLoopBlockingWait(p *analyzer.Reporter, f *ir.Fact) {
	if under(f.Path, "Atomics.wait") {
		p.Report(f, "Atomics.wait stops the thread until somebody wakes it")
	}
}
