// SPDX-License-Identifier: Apache-2.0

// Package standard says which runtimes exist.
package standard

import (
	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/javascript"
)

// Runtimes returns every runtime, one per language. The slice is the caller's.
func Runtimes() []executor.Runtime {
	return []executor.Runtime{
		javascript.Runtime{},
	}
}
