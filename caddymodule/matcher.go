// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"net/http"
	"slices"
	"strings"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/caddyconfig/caddyfile"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
)

func init() { caddy.RegisterModule(new(MatchVerdict)) }

// decisionVar is the variable in which the interceptor leaves its decision; clients cannot set it.
const decisionVar = "code_interceptor.decision"

// decisions are what an interceptor can decide about a request.
var decisions = []string{"pass", "warn", "block", "uninspected", "error"}

// MatchVerdict matches requests by what a code_interceptor before has decided: pass, warn, block, uninspected or error.
// It also works in handle_errors.
type MatchVerdict []string

// CaddyModule names the matcher.
func (*MatchVerdict) CaddyModule() caddy.ModuleInfo {
	return caddy.ModuleInfo{ID: "http.matchers.code_verdict", New: func() caddy.Module { return new(MatchVerdict) }}
}

// UnmarshalCaddyfile reads the matcher.
//
//	code_verdict <decision...>
func (m *MatchVerdict) UnmarshalCaddyfile(d *caddyfile.Dispenser) error {
	for d.Next() {
		args := d.RemainingArgs()
		if len(args) == 0 {
			return d.ArgErr()
		}
		*m = append(*m, args...)
		if d.NextBlock(0) {
			return d.Err("code_verdict takes no block")
		}
	}
	for _, word := range *m {
		if err := oneOf("code_verdict", word, decisions); err != nil {
			return d.Err(err.Error())
		}
	}
	return nil
}

// Validate reports a word that no decision has.
func (m *MatchVerdict) Validate() error {
	for _, word := range *m {
		if err := oneOf("code_verdict", word, decisions); err != nil {
			return err
		}
	}
	return nil
}

// MatchWithError says whether the decision about r is one of m. A request that no interceptor has seen never matches.
func (m *MatchVerdict) MatchWithError(r *http.Request) (bool, error) {
	decision, _ := caddyhttp.GetVar(r.Context(), decisionVar).(string)
	return decision != "" && slices.Contains(*m, strings.ToLower(decision)), nil
}

// Interface guards
var (
	_ caddy.Validator                   = (*MatchVerdict)(nil)
	_ caddyfile.Unmarshaler             = (*MatchVerdict)(nil)
	_ caddyhttp.RequestMatcherWithError = (*MatchVerdict)(nil)
)
