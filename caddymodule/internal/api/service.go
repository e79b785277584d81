// SPDX-License-Identifier: Apache-2.0

package api

import (
	"net/http"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

// Config is what one mounted service is made of.
type Config struct {
	Gateway *gateway.Gateway
	Rules   []*analyzer.Rule
	View    *View
	// Policy and Executor name what judges and runs; empty means the defaults.
	Policy, Executor string
	// Languages are the ids that POST /execute takes, never empty.
	Languages []string
	// Version is the version of this service; Environment is what the operator calls this deployment.
	Version, Environment string
	// MaxBody is the largest request body, in bytes.
	MaxBody int64
	// BlockedStatus is the HTTP status of blocked code on POST /execute.
	BlockedStatus int
	// Page serves GET /ui and what belongs to it; nil serves none.
	Page http.Handler
	// Examples are the programs the page offers.
	Examples []Example
	// Principal names who asks; nil names nobody.
	Principal func(*http.Request) string
	// Client tells callers apart; nil tells nobody apart.
	Client func(*http.Request) string
	// Refuse returns why this client may not submit code, nil when it may. nil refuses nobody.
	Refuse func(*http.Request) *Problem
	// Scanned, Ran and Rejected are told what happened; each may be nil.
	Scanned  func(*http.Request, *gateway.Verdict)
	Ran      func(*http.Request, *gateway.Execution)
	Rejected func(*http.Request, error)
}

// Example is a program to try.
type Example struct {
	Title    string `json:"title"`
	Language string `json:"language"`
	Code     string `json:"code"`
}

// Service serves the REST interface. It is an http.Handler, safe for concurrent use.
type Service struct {
	Config
}

// New returns a service.
func New(cfg Config) *Service { return &Service{Config: cfg} }

// ServeHTTP answers every request there is; what it does not know is a problem that says what it knows.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	methods := []string{}
	for _, rt := range routes() {
		if rt.path != r.URL.Path && !(rt.tree && len(r.URL.Path) > len(rt.path) && r.URL.Path[:len(rt.path)+1] == rt.path+"/") {
			continue
		}
		if rt.method == r.Method || rt.method == http.MethodGet && r.Method == http.MethodHead {
			rt.serve(s, w, r)
			return
		}
		methods = append(methods, rt.method)
	}
	if len(methods) == 0 {
		p := NewProblem("not-found", "no such route: "+r.Method+" "+shorten([]byte(r.URL.Path)))
		p.AvailableRoutes = Routes()
		WriteProblem(w, r, p)
		return
	}
	allow(w, r, methods)
}

func (s *Service) policy() *gateway.Policy     { return s.Gateway.Policies().Get(s.Policy) }
func (s *Service) executor() *gateway.Executor { return s.Gateway.Executor(s.Executor) }

func (s *Service) submission(r *http.Request, code, language string) gateway.Submission {
	sub := gateway.Submission{
		Origin: gateway.OriginREST, Policy: s.Policy,
		Snippets: []analyzer.Snippet{{Source: code, Language: language}},
	}
	if s.Principal != nil {
		sub.Principal = s.Principal(r)
	}
	if s.Client != nil {
		sub.Client = s.Client(r)
	}
	return sub
}
