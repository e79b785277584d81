// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"strconv"

	"github.com/caddyserver/caddy/v2/caddyconfig/httpcaddyfile"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
)

// parseSandbox reads the directive.
//
//	code_sandbox [<matcher>] {
//		policy       <name>
//		languages    <language...>
//		executor     <name>
//		principal    <placeholder>
//		ui           on|off
//		max_body     <size>
//		block_status <code>
//		allow_unauthenticated
//	}
func parseSandbox(h httpcaddyfile.Helper) (caddyhttp.MiddlewareHandler, error) {
	s, d := new(Sandbox), h.Dispenser
	d.Next()
	if d.NextArg() {
		return nil, d.ArgErr()
	}
	for nesting := d.Nesting(); d.NextBlock(nesting); {
		var err error
		switch word := d.Val(); word {
		case "policy":
			err = oneArg(d, &s.Policy)
		case "languages":
			if s.Languages = d.RemainingArgs(); len(s.Languages) == 0 {
				err = d.ArgErr()
			}
		case "executor":
			err = oneArg(d, &s.Executor)
		case "principal":
			err = oneArg(d, &s.Principal)
		case "ui":
			err = wordArg(d, &s.UI, onOff)
		case "max_body":
			err = sizeArg(d, &s.MaxBody)
		case "block_status":
			var code string
			if err = oneArg(d, &code); err == nil {
				if s.BlockStatus, err = strconv.Atoi(code); err != nil {
					err = d.Errf("block_status %q: want a status such as 400 or 403", code)
				}
			}
		case "allow_unauthenticated":
			if s.AllowUnauthenticated = true; d.NextArg() {
				err = d.ArgErr()
			}
		default:
			err = unknownWord(d, word, "policy", "languages", "executor", "principal", "ui", "max_body", "block_status",
				"allow_unauthenticated")
		}
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}
