// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

var parseInternal = &analyzer.Rule{
	ID:         "parse/internal",
	Title:      "The analyzer failed",
	Severity:   analyzer.High,
	Languages:  []string{analyzer.AnyLanguage},
	Capability: "parse",
	CWE:        20,
	Since:      "0.1.0",
	Fix:        "Report the program to those who keep the analyzer.",
}
