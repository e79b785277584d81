// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// javaScript are the languages whose builtins are those of JavaScript.
var javaScript = []string{"javascript"}

// under says whether path is one of the roots or a member of one.
func under(path string, roots ...string) bool {
	for _, root := range roots {
		if rest, ok := strings.CutPrefix(path, root); ok && (rest == "" || rest[0] == '.') {
			return true
		}
	}
	return false
}

// is says whether path is one of the names, or a way to call one: name.call, name.apply, name.bind.
func is(path string, names ...string) bool {
	for _, name := range names {
		rest, ok := strings.CutPrefix(path, name)
		if !ok {
			continue
		}
		switch rest {
		case "", ".call", ".apply", ".bind":
			return true
		}
	}
	return false
}

// arg returns what is known of the argument i of a call; the zero Value when there is none.
func arg(f *ir.Fact, i int) ir.Value {
	if i < len(f.Args) {
		return f.Args[i]
	}
	return ir.Value{}
}

// mustBe says whether v can be nothing but the builtin path.
func mustBe(v ir.Value, path string) bool {
	return v.Exact && len(v.Builtins) == 1 && v.Builtins[0] == path && len(v.Texts) == 0 && !v.IsNumber && !v.Function
}
