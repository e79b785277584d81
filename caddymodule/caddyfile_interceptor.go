// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"strconv"

	"github.com/caddyserver/caddy/v2/caddyconfig/caddyfile"
	"github.com/caddyserver/caddy/v2/caddyconfig/httpcaddyfile"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
)

// parseInterceptor reads the directive.
//
//	code_interceptor [<matcher>] [<policy>] {
//		mode          enforce|detect|off
//		language      <language>
//		extract       json <pointer...> | form <field...> | multipart <field_or_file_glob...>
//		extract       query <param...> | header <name...> | raw [<media_type...>]
//		max_body      <size>
//		strict        [off]
//		on_oversize|on_unreadable|on_error|on_no_code block|pass
//		respond       error|report [<status>]
//		execute       [<executor>]
//		principal     <placeholder>
//	}
func parseInterceptor(h httpcaddyfile.Helper) (caddyhttp.MiddlewareHandler, error) {
	i, d := new(Interceptor), h.Dispenser
	d.Next()
	if d.NextArg() {
		i.Policy = d.Val()
	}
	if d.NextArg() {
		return nil, d.ArgErr()
	}
	for nesting := d.Nesting(); d.NextBlock(nesting); {
		if err := i.parseOption(d); err != nil {
			return nil, err
		}
	}
	if _, err := newExtraction(i.Extract, i.Language, i.Strict != "off"); err != nil {
		return nil, d.Err(err.Error())
	}
	return i, nil
}

func (i *Interceptor) parseOption(d *caddyfile.Dispenser) error {
	switch word := d.Val(); word {
	case "mode":
		return modeArg(d, &i.Mode)
	case "language":
		return wordArg(d, &i.Language, languageNames())
	case "extract":
		args := d.RemainingArgs()
		if len(args) == 0 {
			return d.ArgErr()
		}
		i.Extract = append(i.Extract, Extractor{In: args[0], Names: args[1:]})
	case "max_body":
		return sizeArg(d, &i.MaxBody)
	case "strict":
		i.Strict = "on"
		if d.NextArg() {
			i.Strict = d.Val()
		}
		if err := oneOf(word, i.Strict, onOff); err != nil || d.NextArg() {
			return d.Errf("strict: want nothing, on or off after it")
		}
	case "on_oversize":
		return wordArg(d, &i.OnOversize, blockOrPass)
	case "on_unreadable":
		return wordArg(d, &i.OnUnreadable, blockOrPass)
	case "on_error":
		return wordArg(d, &i.OnError, blockOrPass)
	case "on_no_code":
		return wordArg(d, &i.OnNoCode, blockOrPass)
	case "respond":
		return i.parseRespond(d)
	case "execute":
		i.Execute = true
		if d.NextArg() {
			i.Executor = d.Val()
		}
		if d.NextArg() {
			return d.ArgErr()
		}
	case "principal":
		return oneArg(d, &i.Principal)
	default:
		return unknownWord(d, word, "mode", "language", "extract", "max_body", "strict", "on_oversize", "on_unreadable",
			"on_error", "on_no_code", "respond", "execute", "principal")
	}
	return nil
}

func (i *Interceptor) parseRespond(d *caddyfile.Dispenser) error {
	args := d.RemainingArgs()
	if len(args) < 1 || len(args) > 2 {
		return d.ArgErr()
	}
	if err := oneOf("respond", args[0], respondWords); err != nil {
		return d.Err(err.Error())
	}
	i.Respond = args[0]
	if len(args) == 2 {
		status, err := strconv.Atoi(args[1])
		if err != nil || status < 400 || status > 599 {
			return d.Errf("respond %s: status %q: want 400 to 599", args[0], args[1])
		}
		i.RespondStatus = status
	}
	return nil
}
