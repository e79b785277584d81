// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/api"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/ui"
	"github.com/code-interceptor/caddy-code-interceptor/examples"
)

func init() { caddy.RegisterModule(new(Sandbox)) }

// Sandbox is a handler that serves the REST interface and the page: judge a program, and run it when the policy lets it.
// It answers every request that reaches it.
type Sandbox struct {
	// Policy names the policy. Default: the app's default policy. No placeholders.
	Policy string `json:"policy,omitempty"`
	// Languages are those that may be handed in. Default: all that run.
	Languages []string `json:"languages,omitempty"`
	// Executor names the executor. Default: the app's. No placeholders.
	Executor string `json:"executor,omitempty"`
	// Principal says who asks, for the run log and for clients from outside (see AllowUnauthenticated). Placeholders are
	// replaced. Default: {http.auth.user.id}.
	Principal string `json:"principal,omitempty"`
	// UI switches the page at /ui: on (the default) or off.
	UI string `json:"ui,omitempty"`
	// MaxBody is the largest request body, in bytes. Default 1 MiB.
	MaxBody int64 `json:"max_body,omitempty"`
	// BlockStatus is the HTTP status of a blocked program on POST /execute. Default 400.
	BlockStatus int `json:"block_status,omitempty"`
	// AllowUnauthenticated lets clients that reach the server on another than a loopback address hand in code although
	// no Principal is known. Without it they are refused.
	AllowUnauthenticated bool `json:"allow_unauthenticated,omitempty"`

	app *App
}

const (
	defaultSandboxBody = 1 << 20
	largestSandboxBody = 16 << 20
	defaultPrincipal   = "{http.auth.user.id}"
)

// CaddyModule names the handler.
func (*Sandbox) CaddyModule() caddy.ModuleInfo {
	return caddy.ModuleInfo{ID: "http.handlers.code_sandbox", New: func() caddy.Module { return new(Sandbox) }}
}

// Provision finds the app.
func (s *Sandbox) Provision(ctx caddy.Context) error {
	app, err := ctx.App("code_interceptor")
	if err != nil {
		return err
	}
	s.app = app.(*App)
	if s.Principal == "" {
		s.Principal = defaultPrincipal
	}
	if s.MaxBody == 0 {
		s.MaxBody = defaultSandboxBody
	}
	if s.BlockStatus == 0 {
		s.BlockStatus = http.StatusBadRequest
	}
	if len(s.Languages) == 0 {
		s.Languages = languageNames()
	}
	return nil
}

// Validate reports the first thing in the configuration that cannot be.
func (s *Sandbox) Validate() error {
	if s.Policy != "" {
		if err := oneOf("policy", s.Policy, s.app.policyNames()); err != nil {
			return err
		}
	}
	if s.Executor != "" {
		if err := oneOf("executor", s.Executor, s.app.executorNames()); err != nil {
			return err
		}
	}
	for _, language := range s.Languages {
		if err := oneOf("language", language, languageNames()); err != nil {
			return err
		}
	}
	if err := oneOf("ui", s.UI, onOff); err != nil {
		return err
	}
	if s.MaxBody < 1 || s.MaxBody > largestSandboxBody {
		return fmt.Errorf("max_body %d bytes: want 1 byte to 16 MiB", s.MaxBody)
	}
	if s.BlockStatus < 400 || s.BlockStatus > 499 {
		return fmt.Errorf("block_status %d: want 400 to 499", s.BlockStatus)
	}
	return nil
}

// ServeHTTP answers the request; next is never called.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request, _ caddyhttp.Handler) error {
	gw, err := s.app.gateway(r.Context())
	if err != nil {
		api.WriteRejection(w, r, err)
		return nil
	}
	ctx, release := s.app.ending.bound(r.Context())
	defer release()
	s.service(gw).ServeHTTP(w, r.WithContext(ctx))
	return nil
}

// service is made per request: it is a table of values, and the gateway is known only once the app has started.
func (s *Sandbox) service(gw *gateway.Gateway) *api.Service {
	cfg := api.Config{
		Gateway: gw, Rules: s.app.rules, View: s.app.view, Policy: s.Policy, Executor: s.Executor,
		Languages: s.Languages, Version: Version, Environment: s.app.Environment,
		MaxBody: s.MaxBody, BlockedStatus: s.BlockStatus, Examples: exampleList,
		Principal: s.principal, Client: clientIP, Refuse: s.refuse,
		Scanned:  func(r *http.Request, v *gateway.Verdict) { s.app.scanned(r, v) },
		Ran:      func(r *http.Request, x *gateway.Execution) { s.app.ran(r, x) },
		Rejected: func(r *http.Request, err error) { s.app.rejected(r, err) },
	}
	if s.UI != "off" {
		cfg.Page = page
	}
	return api.New(cfg)
}

var page = ui.Handler("")

// exampleList is what the page offers, in the order of the files' names.
var exampleList = func() (out []api.Example) {
	for _, e := range examples.Snippets() {
		out = append(out, api.Example{Title: e.Title, Language: e.Language, Code: e.Code})
	}
	return out
}()

// principal says who asks; empty when nobody said.
func (s *Sandbox) principal(r *http.Request) string {
	repl, ok := r.Context().Value(caddy.ReplacerCtxKey).(*caddy.Replacer)
	if !ok {
		return ""
	}
	return repl.ReplaceAll(s.Principal, "")
}

// refuse keeps strangers from handing in code: a sandbox that anybody on the network may use must be meant.
func (s *Sandbox) refuse(r *http.Request) *api.Problem {
	if s.AllowUnauthenticated || onLoopback(r) || s.principal(r) != "" {
		return nil
	}
	return api.NewProblem("forbidden", "nobody is signed in, and this server is reachable from other machines: "+
		"put authentication before code_sandbox, or write allow_unauthenticated in it")
}

// onLoopback says whether the client reached the server on this very machine.
func onLoopback(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	if strings.HasPrefix(local.Network(), "unix") {
		return true
	}
	host, _, err := net.SplitHostPort(local.String())
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	if ip != nil && ip.IsUnspecified() {
		// HTTP/3 listens on all addresses at once; who is at the other end decides.
		if host, _, err = net.SplitHostPort(r.RemoteAddr); err != nil {
			return false
		}
		ip = net.ParseIP(host)
	}
	return ip != nil && ip.IsLoopback()
}

// onOff are the words of a switch.
var onOff = []string{"on", "off"}

// oneOf reports a word that is not among the allowed ones; the empty word means the default and is always allowed.
func oneOf(what, word string, allowed []string) error {
	if word == "" || slices.Contains(allowed, word) {
		return nil
	}
	return fmt.Errorf("%s %q: want one of %s", what, word, strings.Join(allowed, ", "))
}

// Interface guards
var (
	_ caddy.Provisioner           = (*Sandbox)(nil)
	_ caddy.Validator             = (*Sandbox)(nil)
	_ caddyhttp.MiddlewareHandler = (*Sandbox)(nil)
)
