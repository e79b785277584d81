// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/caddyserver/caddy/v2"
	"go.uber.org/zap"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	analyzers "github.com/code-interceptor/caddy-code-interceptor/analyzer/standard"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/api"
	_ "github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/entry" // a worker leaves here
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
	runtimes "github.com/code-interceptor/caddy-code-interceptor/executor/standard"
)

func init() { caddy.RegisterModule(new(App)) }

// App holds what the handlers of one configuration share: policies, executors and the run log. It is configured by the
// global option code_interceptor and works without any configuration.
type App struct {
	// DefaultPolicy names the policy of handlers that name none. Default: standard.
	DefaultPolicy string `json:"default_policy,omitempty"`
	// Policies are the operator's own, beside the built-in relaxed, standard, strict and agent.
	Policies []*analyzer.Policy `json:"policies,omitempty"`
	// Executors run programs. Default: one, named default.
	Executors map[string]*ExecutorConfig `json:"executors,omitempty"`
	// Store is where submissions are remembered. Default: the newest 1000 in memory.
	Store *StoreConfig `json:"store,omitempty"`
	// Environment is what the operator calls this deployment. In development, answers show timings by phase, the engine
	// and the policy's trail; everywhere else they do not. Default: production.
	Environment string `json:"environment,omitempty"`

	logger   *zap.Logger
	policies *gateway.Policies
	view     *api.View
	rules    []*analyzer.Rule

	// started is closed when gw may be used. Caddy starts apps in any order, so requests may come before that.
	started  chan struct{}
	gw       *gateway.Gateway
	released []func()
	ending   *ending
}

// defaultExecutorName names the executor of a configuration that has none, and the one that judges when there are several.
const defaultExecutorName = "default"

// development is the environment in which answers show what is inside.
const development = "development"

// CaddyModule names the app.
func (*App) CaddyModule() caddy.ModuleInfo {
	return caddy.ModuleInfo{ID: "code_interceptor", New: func() caddy.Module { return new(App) }}
}

// Provision checks the configuration. It starts nothing: a configuration is also provisioned to be validated only.
func (a *App) Provision(ctx caddy.Context) error {
	a.logger = ctx.Logger()
	a.started = make(chan struct{})
	a.rules = analyzers.Rules()
	if a.Environment == "" {
		a.Environment = "production"
	}
	a.view = api.NewView(a.rules, a.Environment == development)
	a.setDefaults()
	var err error
	if a.ending, err = watchEnding(ctx); err != nil {
		return err
	}
	if a.policies, err = gateway.NewPolicies(a.Policies, a.DefaultPolicy, a.rules); err != nil {
		return err
	}
	return registerMetrics(ctx.GetMetricsRegistry())
}

func (a *App) setDefaults() {
	if a.Store == nil {
		a.Store = new(StoreConfig)
	}
	if len(a.Executors) == 0 {
		a.Executors = map[string]*ExecutorConfig{defaultExecutorName: {}}
	}
}

// Validate reports the first thing in the configuration that cannot be.
func (a *App) Validate() error {
	if err := a.Store.validate(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	for name, e := range a.Executors {
		if err := e.validate(); err != nil {
			return fmt.Errorf("executor %s: %w", name, err)
		}
	}
	if _, err := a.mainExecutor(); err != nil {
		return err
	}
	if strings.ContainsAny(a.Environment, " \t\r\n\"") {
		return fmt.Errorf("environment %q: want one word, such as production or development", a.Environment)
	}
	return nil
}

// validateAlone reports what cannot be already while the Caddyfile is read, where its line is still known.
func (a *App) validateAlone() error {
	// What is only missing is not written into the configuration.
	whole := App{DefaultPolicy: a.DefaultPolicy, Policies: a.Policies, Executors: a.Executors, Store: a.Store, Environment: a.Environment}
	whole.setDefaults()
	if _, err := gateway.NewPolicies(whole.Policies, whole.DefaultPolicy, analyzers.Rules()); err != nil {
		return err
	}
	return whole.Validate()
}

// mainExecutor names the executor that judges, and that runs where a handler names none.
func (a *App) mainExecutor() (string, error) {
	if a.Executors[defaultExecutorName] != nil {
		return defaultExecutorName, nil
	}
	if len(a.Executors) == 1 {
		for name := range a.Executors {
			return name, nil
		}
	}
	return "", fmt.Errorf("executors %s: with more than one, name one of them %s", strings.Join(a.executorNames(), ", "), defaultExecutorName)
}

// Start starts the workers and opens the run log; both outlive a reload that does not change them.
func (a *App) Start() error {
	main, err := a.mainExecutor()
	if err != nil {
		return err
	}
	cfg := gateway.Config{
		Policies: a.policies, DefaultExecutor: main, Runtimes: runtimes.Runtimes(),
		Executors: map[string]*gateway.Executor{},
		StoreFailed: func(err error) {
			a.logger.Error("a record could not be kept in the run log", zap.Error(err))
		},
	}
	for name, e := range a.Executors {
		pool, release, err := e.openPool(a.logger.With(zap.String("executor", name)))
		if err != nil {
			return fmt.Errorf("executor %s: %w", name, err)
		}
		a.released = append(a.released, release)
		cfg.Executors[name] = gateway.NewExecutor(e.gateway(), pool)
	}
	store, release, err := a.Store.open()
	if err != nil {
		return fmt.Errorf("run log: %w", err)
	}
	a.released = append(a.released, release)
	cfg.Store = store
	if a.gw, err = gateway.New(cfg); err != nil {
		return err
	}
	close(a.started)
	return nil
}

// Stop does nothing: requests of this configuration may still be served until Cleanup.
func (a *App) Stop() error { return nil }

// Cleanup gives back the workers and the run log.
func (a *App) Cleanup() error {
	for _, release := range a.released {
		release()
	}
	a.released = nil
	return nil
}

// startPatience is how long a request waits for a configuration that is still starting.
const startPatience = 10 * time.Second

// gateway waits until the app has started. The error is a *gateway.Rejection.
func (a *App) gateway(ctx context.Context) (*gateway.Gateway, error) {
	select {
	case <-a.started:
		return a.gw, nil
	default:
	}
	timer := time.NewTimer(startPatience)
	defer timer.Stop()
	select {
	case <-a.started:
		return a.gw, nil
	case <-timer.C:
		return nil, &gateway.Rejection{Code: gateway.CodeUnavailable, Message: "the code interceptor has not started", RetryAfter: time.Second}
	case <-ctx.Done():
		return nil, &gateway.Rejection{Code: gateway.CodeCancelled, Message: "the caller went away", Err: ctx.Err()}
	}
}

// Scan judges a submission. The error is a *gateway.Rejection.
func (a *App) Scan(ctx context.Context, s gateway.Submission) (*gateway.Verdict, error) {
	gw, err := a.gateway(ctx)
	if err != nil {
		return nil, err
	}
	return gw.Scan(ctx, s)
}

// Run judges a submission and runs it when the policy lets it. The error is a *gateway.Rejection.
func (a *App) Run(ctx context.Context, r gateway.RunRequest) (*gateway.Execution, error) {
	gw, err := a.gateway(ctx)
	if err != nil {
		return nil, err
	}
	ctx, release := a.ending.bound(ctx)
	defer release()
	return gw.Run(ctx, r)
}

func (a *App) policyNames() []string { return a.policies.Names() }

func (a *App) executorNames() []string {
	names := make([]string, 0, len(a.Executors))
	for name := range a.Executors {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// languageNames lists the languages that can run.
func languageNames() []string {
	var names []string
	for _, rt := range runtimes.Runtimes() {
		names = append(names, rt.Language())
	}
	slices.Sort(names)
	return names
}

// Interface guards
var (
	_ caddy.App          = (*App)(nil)
	_ caddy.Provisioner  = (*App)(nil)
	_ caddy.Validator    = (*App)(nil)
	_ caddy.CleanerUpper = (*App)(nil)
)
