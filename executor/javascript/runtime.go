// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"runtime/debug"
	"sync"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// Language is the id of the language this package runs.
const Language = "javascript"

// maxCallDepth bounds the calls that may be open at once. The engine unwinds an interrupted recursion through its own
// functions (map, sort, toString, Proxy) in quadratic time: without the bound an interrupt took up to 25 s, with it 0.1 s.
const maxCallDepth = 1000

// Runtime runs JavaScript. The zero value is ready, and safe for concurrent use.
type Runtime struct{}

// Language returns "javascript".
func (Runtime) Language() string { return Language }

// Engine returns "goja" and the version this binary was built with.
func (Runtime) Engine() string { return engine() }

var engine = sync.OnceValue(func() string {
	const module = "github.com/dop251/goja"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == module {
				return "goja " + dep.Version
			}
		}
	}
	return "goja"
})

// Interface guards
var (
	_ executor.Runtime  = Runtime{}
	_ executor.Warmer   = Runtime{}
	_ executor.Compiled = (*compiled)(nil)
)
