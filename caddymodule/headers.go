// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"net/http"
	"strings"
)

// The headers that tell the application, and after a warning the client too, what was decided.
const (
	headerPrefix  = "Code-Interceptor-"
	headerVerdict = headerPrefix + "Verdict"
	headerRules   = headerPrefix + "Rules"
	headerID      = headerPrefix + "Id"
	headerMode    = headerPrefix + "Mode"
)

// stripHeaders removes what only this server may say, from headers and announced trailers. To many applications an
// underscore in a name is a hyphen.
func stripHeaders(r *http.Request) {
	for _, h := range []http.Header{r.Header, r.Trailer} {
		for name := range h {
			if len(name) >= len(headerPrefix) && strings.EqualFold(strings.ReplaceAll(name[:len(headerPrefix)], "_", "-"), headerPrefix) {
				delete(h, name)
			}
		}
	}
}

// mark tells the application what was decided.
func (o *observation) mark(h http.Header) {
	h.Set(headerVerdict, o.decision)
	if o.mode != "" {
		h.Set(headerMode, o.mode)
	}
	if o.id != "" {
		h.Set(headerID, o.id)
	}
	if len(o.rules) > 0 {
		h.Set(headerRules, strings.Join(o.rules, ","))
	}
}
