// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/caddyconfig"
	"github.com/caddyserver/caddy/v2/caddyconfig/caddyfile"
	"github.com/caddyserver/caddy/v2/caddyconfig/httpcaddyfile"
	"github.com/dustin/go-humanize"
)

func init() {
	httpcaddyfile.RegisterGlobalOption("code_interceptor", parseApp)
	httpcaddyfile.RegisterHandlerDirective("code_interceptor", parseInterceptor)
	httpcaddyfile.RegisterHandlerDirective("code_sandbox", parseSandbox)
	// After encode means: after authentication and rate limits, so that strangers buy no analysis, and inside encode, so
	// that what we answer is compressed like everything else.
	httpcaddyfile.RegisterDirectiveOrder("code_interceptor", httpcaddyfile.After, "encode")
	httpcaddyfile.RegisterDirectiveOrder("code_sandbox", httpcaddyfile.Before, "reverse_proxy")
}

// parseApp reads the global option.
//
//	code_interceptor {
//		default_policy <name>
//		environment    <word>
//		policy <name> {
//			...
//		}
//		executor <name> {
//			...
//		}
//		store memory [<records>]
//	}
func parseApp(d *caddyfile.Dispenser, existing any) (any, error) {
	d.Next()
	if existing != nil {
		return nil, d.Err("the global option code_interceptor is given twice: write it once")
	}
	app := new(App)
	if d.NextArg() {
		return nil, d.ArgErr()
	}
	for nesting := d.Nesting(); d.NextBlock(nesting); {
		var err error
		switch word := d.Val(); word {
		case "default_policy":
			err = oneArg(d, &app.DefaultPolicy)
		case "environment":
			err = oneArg(d, &app.Environment)
		case "policy":
			err = parsePolicy(d, app)
		case "executor":
			err = parseExecutor(d, app)
		case "store":
			err = parseStore(d, app)
		default:
			err = unknownWord(d, word, "default_policy", "environment", "policy", "executor", "store")
		}
		if err != nil {
			return nil, err
		}
	}
	if err := app.validateAlone(); err != nil {
		return nil, d.Err(err.Error())
	}
	return httpcaddyfile.App{Name: "code_interceptor", Value: caddyconfig.JSON(app, nil)}, nil
}

// parseExecutor reads one executor.
//
//	executor <name> {
//		timeout          <default> [<max>]
//		memory_limit     <size>
//		output_limit     <size>
//		result_limit     <size>
//		analysis_timeout <duration>
//		concurrency      <n>
//		queue            <n> [<max_wait>]
//		isolation        worker|process
//		recycle          <n>
//		sandbox          strict|best_effort
//	}
func parseExecutor(d *caddyfile.Dispenser, app *App) error {
	var name string
	if err := oneArg(d, &name); err != nil {
		return err
	}
	if app.Executors[name] != nil {
		return d.Errf("executor %s is given twice", name)
	}
	if app.Executors == nil {
		app.Executors = map[string]*ExecutorConfig{}
	}
	e := new(ExecutorConfig)
	app.Executors[name] = e
	for nesting := d.Nesting(); d.NextBlock(nesting); {
		var err error
		switch word := d.Val(); word {
		case "timeout":
			err = durationArgs(d, &e.Timeout, &e.MaxTimeout)
		case "memory_limit":
			err = sizeArg(d, &e.MemoryLimit)
		case "output_limit":
			err = sizeArg(d, &e.OutputLimit)
		case "result_limit":
			err = sizeArg(d, &e.ResultLimit)
		case "analysis_timeout":
			err = durationArgs(d, &e.AnalysisTimeout)
		case "concurrency":
			err = countArg(d, &e.Concurrency)
		case "queue":
			err = parseQueue(d, e)
		case "isolation":
			err = wordArg(d, &e.Isolation, isolationWords)
		case "recycle":
			err = countArg(d, &e.Recycle)
		case "sandbox":
			err = wordArg(d, &e.Sandbox, sandboxWords)
		default:
			err = unknownWord(d, word, "timeout", "memory_limit", "output_limit", "result_limit", "analysis_timeout",
				"concurrency", "queue", "isolation", "recycle", "sandbox")
		}
		if err != nil {
			return err
		}
	}
	if err := e.validate(); err != nil {
		return d.Errf("executor %s: %v", name, err)
	}
	return nil
}

func parseQueue(d *caddyfile.Dispenser, e *ExecutorConfig) error {
	args := d.RemainingArgs()
	if len(args) < 1 || len(args) > 2 {
		return d.ArgErr()
	}
	n, err := strconv.Atoi(args[0])
	if err != nil || n < 1 {
		return d.Errf("queue %q: want a number above 0", args[0])
	}
	e.Queue = n
	if len(args) == 2 {
		if e.QueueWait, err = parseDuration(args[1]); err != nil {
			return d.Errf("queue wait: %v", err)
		}
	}
	return nil
}

// parseStore reads where submissions are remembered.
//
//	store memory [<records>]
func parseStore(d *caddyfile.Dispenser, app *App) error {
	if app.Store != nil {
		return d.Err("store is given twice")
	}
	args := d.RemainingArgs()
	if len(args) < 1 || len(args) > 2 {
		return d.ArgErr()
	}
	app.Store = &StoreConfig{Module: args[0]}
	if len(args) == 2 {
		n, err := strconv.Atoi(args[1])
		if err != nil || n < 1 {
			return d.Errf("store %s: records %q: want a number above 0", redactURL(args[0]), args[1])
		}
		app.Store.Records = n
	}
	if err := app.Store.validate(); err != nil {
		return d.Errf("store: %v", err)
	}
	return nil
}

// redactURL keeps a password in a database address out of messages.
func redactURL(s string) string {
	if u, err := url.Parse(s); err == nil && u.User != nil {
		return u.Redacted()
	}
	return s
}

// unknownWord reports a word that is not one of the grammar's, and says which are.
func unknownWord(d *caddyfile.Dispenser, word string, want ...string) error {
	return d.Errf("unrecognized option %q: want one of %s", word, strings.Join(want, ", "))
}

// oneArg reads exactly one argument.
func oneArg(d *caddyfile.Dispenser, into *string) error {
	if !d.NextArg() || d.Val() == "" {
		return d.ArgErr()
	}
	*into = d.Val()
	if d.NextArg() {
		return d.ArgErr()
	}
	return nil
}

// wordArg reads exactly one argument, one of the allowed words.
func wordArg(d *caddyfile.Dispenser, into *string, allowed []string) error {
	what := d.Val()
	if err := oneArg(d, into); err != nil {
		return err
	}
	if err := oneOf(what, *into, allowed); err != nil {
		return d.Err(err.Error())
	}
	return nil
}

// countArg reads a number above 0.
func countArg(d *caddyfile.Dispenser, into *int) error {
	what := d.Val()
	var s string
	if err := oneArg(d, &s); err != nil {
		return err
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return d.Errf("%s %q: want a number above 0", what, s)
	}
	*into = n
	return nil
}

// sizeArg reads a size in bytes, with or without a unit.
func sizeArg(d *caddyfile.Dispenser, into *int64) error {
	what := d.Val()
	var s string
	if err := oneArg(d, &s); err != nil {
		return err
	}
	n, err := humanize.ParseBytes(s)
	if err != nil || n < 1 || n > 1<<40 {
		return d.Errf("%s %q: want a size such as 8KiB or 128MiB", what, s)
	}
	*into = int64(n)
	return nil
}

// durationArgs reads one duration for each of into; all but the first may be missing.
func durationArgs(d *caddyfile.Dispenser, into ...*caddy.Duration) error {
	what := d.Val()
	args := d.RemainingArgs()
	if len(args) < 1 || len(args) > len(into) {
		return d.ArgErr()
	}
	for i, arg := range args {
		v, err := parseDuration(arg)
		if err != nil {
			return d.Errf("%s: %v", what, err)
		}
		*into[i] = v
	}
	return nil
}

// parseDuration reads a duration; a bare number counts seconds, as the environment variables of older deployments do.
func parseDuration(s string) (caddy.Duration, error) {
	v, err := caddy.ParseDuration(s)
	if seconds, numErr := strconv.ParseFloat(s, 64); err != nil && numErr == nil {
		v, err = time.Duration(seconds*float64(time.Second)), nil
	}
	if err != nil || v <= 0 {
		return 0, &durationError{s}
	}
	return caddy.Duration(v), nil
}

type durationError struct{ text string }

func (e *durationError) Error() string {
	return strconv.Quote(e.text) + ": want a duration above 0 such as 500ms or 10s"
}

func timeDuration(d caddy.Duration) time.Duration { return time.Duration(d) }
