// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var timerUse = &analyzer.Rule{
	ID:         "timer/use",
	Title:      "Timers keep a program alive",
	Label:      "setTimeout()",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "timer",
	Since:      "0.1.0",
	Fix:        "Do the work at once, or await it.",
	Kinds:      []ir.Kind{ir.Ref},
	Check:      checkTimerUse,
}

func checkTimerUse(p *analyzer.Reporter, f *ir.Fact) {
	if is(f.Path, "setTimeout", "setInterval", "setImmediate", "requestAnimationFrame", "requestIdleCallback") {
		p.Report(f, f.Path+" runs code later")
	}
}
