// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var regexUnicodeProperty = &analyzer.Rule{
	ID:         "regex/unicode-property",
	Title:      "Unicode properties never match here",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "regex",
	Since:      "0.1.0",
	Fix:        "List the ranges of characters that you mean.",
	Kinds:      []ir.Kind{ir.Regexp},
	Check:      checkRegexUnicodeProperty,
}

func checkRegexUnicodeProperty(p *analyzer.Reporter, f *ir.Fact) {
	if strings.ContainsAny(f.Flags, "uv") && hasProperty(f.Text) {
		p.Report(f, "the engine answers false for every \\p{...} class")
	}
}

// hasProperty says whether a pattern holds \p{ or \P{ outside of an escaped backslash.
func hasProperty(pattern string) bool {
	for i := 0; i+2 < len(pattern); i++ {
		if pattern[i] != '\\' {
			continue
		}
		if c := pattern[i+1]; (c == 'p' || c == 'P') && pattern[i+2] == '{' {
			return true
		}
		i++
	}
	return false
}
