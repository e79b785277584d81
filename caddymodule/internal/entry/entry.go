// SPDX-License-Identifier: Apache-2.0

// Package entry is where a worker process leaves the start of the server: importing it is enough.
//
// A worker is the same binary, re-executed. The package initializer below ends in the worker's main function, before
// Caddy reads a flag. It imports nothing of Caddy on purpose: packages are initialized in the order of their imports, so
// whatever this package does not need has mostly not been initialized yet.
package entry

import (
	"os"

	analyzers "github.com/code-interceptor/caddy-code-interceptor/analyzer/standard"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
	runtimes "github.com/code-interceptor/caddy-code-interceptor/executor/standard"
	"github.com/code-interceptor/caddy-code-interceptor/executor/worker"
)

func init() {
	if worker.IsWorker(os.Args) {
		an, rts := analyzers.New(), runtimes.Runtimes()
		worker.Main(gateway.Tasks(an, rts), gateway.WarmUp(an, rts))
	}
}
