// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"net/http"

	"github.com/caddyserver/caddy/v2"
	"go.uber.org/zap"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

// scanned tells metrics and logs about a verdict that was only asked for.
func (a *App) scanned(r *http.Request, v *gateway.Verdict) {
	observeScan(v)
	a.noted(r, v)
}

// ran tells metrics, logs and placeholders what became of a program.
//
// The placeholders are {http.code_sandbox.execution_id}, .exit_code, .result (how it ended: one of the reasons),
// .duration_ms, .output_bytes and .truncated.
func (a *App) ran(r *http.Request, x *gateway.Execution) {
	observeScan(x.Verdict)
	observeRun(x)
	if repl, ok := r.Context().Value(caddy.ReplacerCtxKey).(*caddy.Replacer); ok {
		const prefix = "http.code_sandbox."
		repl.Set(prefix+"execution_id", x.Verdict.ID)
		repl.Set(prefix+"exit_code", x.Outcome.Reason.ExitCode())
		repl.Set(prefix+"result", string(x.Outcome.Reason))
		repl.Set(prefix+"duration_ms", x.Outcome.Usage.Wall.Milliseconds())
		repl.Set(prefix+"output_bytes", x.Outcome.OutputBytes)
		repl.Set(prefix+"truncated", x.Outcome.Cut)
	}
	o := a.noted(r, x.Verdict)
	for i := range x.Attempts {
		o.log(a.logger, zap.WarnLevel, "a running program reached for "+x.Attempts[i].Name, r, nil)
	}
}

// rejected tells metrics and logs about a submission that got no verdict.
func (a *App) rejected(r *http.Request, err error) {
	observeRejection(err)
	if c := a.logger.Check(zap.WarnLevel, "submission rejected"); c != nil && rejectionStatus(err) != statusClosed {
		c.Write(zap.String("path", r.URL.Path), zap.Error(err))
	}
}

func (a *App) noted(r *http.Request, v *gateway.Verdict) *observation {
	o := observe(r)
	o.view = a.view
	o.judged(v)
	o.decided(r)
	o.logAccess(r)
	if v.Action == analyzer.Block {
		o.log(a.logger, zap.InfoLevel, "code blocked", r, nil)
	}
	return o
}
