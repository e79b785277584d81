// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var netRequest = &analyzer.Rule{
	ID:         "net/request",
	Title:      "Requests leave the sandbox",
	Label:      "fetch()",
	Severity:   analyzer.High,
	Languages:  javaScript,
	Capability: "net",
	CWE:        918,
	Since:      "0.1.0",
	Fix:        "Pass the data in as input instead of fetching it.",
	Kinds:      []ir.Kind{ir.Ref, ir.Write},
	Check:      checkNetRequest,
}

func checkNetRequest(p *analyzer.Reporter, f *ir.Fact) {
	if under(f.Path, "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport",
		"RTCPeerConnection", "ActiveXObject", "navigator.sendBeacon", "document.createElement.src") {
		p.Report(f, f.Path+" talks to the network")
	}
}
