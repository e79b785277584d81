// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

var parseUnknownLanguage = &analyzer.Rule{
	ID:         "parse/unknown-language",
	Title:      "Code in an unknown language is not judged",
	Severity:   analyzer.High,
	Languages:  []string{analyzer.AnyLanguage},
	Capability: "parse",
	CWE:        20,
	Since:      "0.1.0",
	Fix:        "Name one of the languages listed.",
}
