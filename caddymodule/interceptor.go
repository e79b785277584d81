// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/modules/caddyevents"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
	"go.uber.org/zap"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/api"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

func init() { caddy.RegisterModule(new(Interceptor)) }

// Interceptor is a handler that judges the code which requests carry, and blocks them, marks them with a warning, or
// passes them on to the next handler. What the next handler gets is byte for byte what was judged.
type Interceptor struct {
	// Policy names the policy. Default: the app's default policy. No placeholders.
	Policy string `json:"policy,omitempty"`
	// Mode overrides the policy's: enforce, detect (nothing is blocked; the decision still says what would be) or off.
	// Default: the policy's. No placeholders.
	Mode analyzer.Mode `json:"mode,omitempty"`
	// Language is the language of the code. Default: javascript. No placeholders.
	Language string `json:"language,omitempty"`
	// Extract says where the code is. At least one is needed.
	Extract []Extractor `json:"extract,omitempty"`
	// MaxBody is the largest body that is inspected, in bytes, 1 byte to 64 MiB. Default 1 MiB.
	MaxBody int64 `json:"max_body,omitempty"`
	// Strict refuses bodies that applications read in different ways: on (the default) or off. When off, names given
	// twice, names in another case and separators in doubt are judged in every reading instead.
	Strict string `json:"strict,omitempty"`

	// OnOversize is what happens to a body larger than MaxBody: block (the default, 413) or pass.
	OnOversize string `json:"on_oversize,omitempty"`
	// OnUnreadable is what happens to a body that cannot be inspected: compressed, of an unknown character set or media
	// type (415), ambiguous or malformed (400). block (the default) or pass.
	OnUnreadable string `json:"on_unreadable,omitempty"`
	// OnError is what happens when there is no verdict, for want of workers for instance: block (the default, 503) or pass.
	OnError string `json:"on_error,omitempty"`
	// OnNoCode is what happens to a request that carries no code: block (422) or pass. Default: pass, with Execute block.
	OnNoCode string `json:"on_no_code,omitempty"`

	// Respond says who answers a refused request: error (the operator's handle_errors) or report (a JSON body with the
	// report or the reason). Default: error where the server has an error route for the request, report otherwise.
	Respond string `json:"respond,omitempty"`
	// RespondStatus is the HTTP status of blocked code, 400 to 599. Default 403.
	RespondStatus int `json:"respond_status,omitempty"`

	// Execute runs code that is not blocked, and answers with the result, instead of passing the request on. The request
	// must carry exactly one snippet.
	Execute bool `json:"execute,omitempty"`
	// Executor names the executor for Execute. Default: the app's. No placeholders.
	Executor string `json:"executor,omitempty"`

	// Principal says who asks, for the run log. Placeholders are replaced. Default: {http.auth.user.id}.
	Principal string `json:"principal,omitempty"`

	app        judge
	view       *api.View
	extraction *extraction
	// mode and policy are those in force.
	mode   analyzer.Mode
	policy string

	ctx    caddy.Context
	events *caddyevents.App
	logger *zap.Logger
}

// judge is what the handler needs of the app.
type judge interface {
	Scan(context.Context, gateway.Submission) (*gateway.Verdict, error)
	Run(context.Context, gateway.RunRequest) (*gateway.Execution, error)
	policyNames() []string
	executorNames() []string
	// policyInForce returns the name and the mode of a policy; the empty name means the default one.
	policyInForce(name string) (string, analyzer.Mode)
}

// The words and defaults of Interceptor.
const (
	wordBlock          = "block"
	wordPass           = "pass"
	defaultLanguage    = "javascript"
	defaultMaxBody     = 1 << 20
	largestMaxBody     = 64 << 20
	defaultBlockStatus = http.StatusForbidden
)

var (
	blockOrPass  = []string{wordBlock, wordPass}
	respondWords = []string{respondError, respondReport}
)

// CaddyModule names the handler.
func (*Interceptor) CaddyModule() caddy.ModuleInfo {
	return caddy.ModuleInfo{ID: "http.handlers.code_interceptor", New: func() caddy.Module { return new(Interceptor) }}
}

// Provision finds the app and sets the defaults.
func (i *Interceptor) Provision(ctx caddy.Context) error {
	value, err := ctx.App("code_interceptor")
	if err != nil {
		return err
	}
	app := value.(*App)
	events, err := ctx.App("events")
	if err != nil {
		return err
	}
	i.ctx, i.logger, i.events = ctx, ctx.Logger(), events.(*caddyevents.App)
	i.app, i.view = app, app.view
	i.setDefaults()
	if i.extraction, err = newExtraction(i.Extract, i.Language, i.Strict != "off"); err != nil {
		return err
	}
	return registerMetrics(ctx.GetMetricsRegistry())
}

func (i *Interceptor) setDefaults() {
	if i.Language == "" {
		i.Language = defaultLanguage
	}
	if i.MaxBody == 0 {
		i.MaxBody = defaultMaxBody
	}
	if i.OnNoCode == "" && i.Execute {
		i.OnNoCode = wordBlock
	}
	if i.RespondStatus == 0 {
		i.RespondStatus = defaultBlockStatus
	}
	if i.Principal == "" {
		i.Principal = defaultPrincipal
	}
}

// Validate reports everything in the configuration that cannot be.
func (i *Interceptor) Validate() error {
	errs := []error{
		oneOf("policy", i.Policy, i.app.policyNames()),
		oneOf("mode", string(i.Mode), analyzer.ModeNames()),
		oneOf("language", i.Language, languageNames()),
		oneOf("strict", i.Strict, onOff),
		oneOf("on_oversize", i.OnOversize, blockOrPass),
		oneOf("on_unreadable", i.OnUnreadable, blockOrPass),
		oneOf("on_error", i.OnError, blockOrPass),
		oneOf("on_no_code", i.OnNoCode, blockOrPass),
		oneOf("respond", i.Respond, respondWords),
		oneOf("executor", i.Executor, i.app.executorNames()),
	}
	if i.MaxBody < 1 || i.MaxBody > largestMaxBody {
		errs = append(errs, fmt.Errorf("max_body %d bytes: want 1 byte to 64 MiB", i.MaxBody))
	}
	if i.RespondStatus < 400 || i.RespondStatus > 599 {
		errs = append(errs, fmt.Errorf("respond: status %d: want 400 to 599", i.RespondStatus))
	}
	if i.Executor != "" && !i.Execute {
		errs = append(errs, errors.New("executor: it has a meaning only together with execute"))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	i.policy, i.mode = i.app.policyInForce(i.Policy)
	if i.Mode != "" {
		i.mode = i.Mode
	}
	return nil
}

// ServeHTTP judges the code that r carries.
func (i *Interceptor) ServeHTTP(w http.ResponseWriter, r *http.Request, next caddyhttp.Handler) error {
	stripHeaders(r)
	c := call{i: i, w: w, r: r, next: next, o: observe(r)}
	c.o.view, c.o.policy, c.o.mode = i.view, i.policy, string(i.mode)
	return c.serve()
}

// policyInForce returns the name and the mode of a policy; the empty name means the default one.
func (a *App) policyInForce(name string) (string, analyzer.Mode) {
	p := a.policies.Get(name)
	if p == nil {
		return name, analyzer.Enforce
	}
	if p.Mode == "" {
		return p.Name, analyzer.Enforce
	}
	return p.Name, p.Mode
}

// Interface guards
var (
	_ judge                       = (*App)(nil)
	_ caddy.Provisioner           = (*Interceptor)(nil)
	_ caddy.Validator             = (*Interceptor)(nil)
	_ caddyhttp.MiddlewareHandler = (*Interceptor)(nil)
)
