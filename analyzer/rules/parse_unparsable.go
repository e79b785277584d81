// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

var parseUnparsable = &analyzer.Rule{
	ID:         "parse/unparsable",
	Title:      "Code that was not understood is not judged",
	Severity:   analyzer.High,
	Languages:  []string{analyzer.AnyLanguage},
	Capability: "parse",
	CWE:        20,
	Since:      "0.1.0",
	Fix:        "Send source that is valid in the language named.",
}
