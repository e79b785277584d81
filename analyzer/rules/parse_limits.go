// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

var parseLimits = &analyzer.Rule{
	ID:         "parse/limits",
	Title:      "Code beyond the limits of analysis is not judged",
	Severity:   analyzer.High,
	Languages:  []string{analyzer.AnyLanguage},
	Capability: "parse",
	CWE:        20,
	Since:      "0.1.0",
	Fix:        "Split the program, or nest less.",
}
