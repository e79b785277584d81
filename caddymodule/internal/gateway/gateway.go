// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/runlog"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/worker"
)

// Config is what a gateway is made of. Everything in it stays the caller's to close.
type Config struct {
	Policies *Policies
	// Executors by name. DefaultExecutor names the one that judges, and that runs when a request names none.
	Executors       map[string]*Executor
	DefaultExecutor string
	// Runtimes are those that the workers have; here they are asked for their names only.
	Runtimes []executor.Runtime
	// Store remembers every submission; nil remembers nothing.
	Store runlog.Store
	// StoreFailed is called when a record could not be kept; nil ignores it.
	StoreFailed func(error)
}

// Gateway judges submissions and runs what was let through. It is safe for concurrent use.
type Gateway struct {
	cfg     Config
	engines map[string]string
	cache   *cache
}

// New returns a gateway. It reports a configuration that names something that is not there.
func New(cfg Config) (*Gateway, error) {
	if cfg.Executors[cfg.DefaultExecutor] == nil {
		return nil, fmt.Errorf("default executor %q is not configured", cfg.DefaultExecutor)
	}
	g := &Gateway{cfg: cfg, cache: newCache(), engines: make(map[string]string, len(cfg.Runtimes))}
	for _, rt := range cfg.Runtimes {
		g.engines[rt.Language()] = rt.Engine()
	}
	return g, nil
}

// Policies returns the policies of the configuration.
func (g *Gateway) Policies() *Policies { return g.cfg.Policies }

// Engines returns the engine's name for each language that can run.
func (g *Gateway) Engines() map[string]string { return g.engines }

// Executor returns the executor of that name, the default one for the empty name, nil when there is none.
func (g *Gateway) Executor(name string) *Executor {
	if name == "" {
		name = g.cfg.DefaultExecutor
	}
	return g.cfg.Executors[name]
}

// ExecutorNames returns the names of all executors, sorted.
func (g *Gateway) ExecutorNames() []string {
	names := make([]string, 0, len(g.cfg.Executors))
	for name := range g.cfg.Executors {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Scan judges every snippet of s. The error, when there is one, is a *Rejection: there is no verdict then.
func (g *Gateway) Scan(ctx context.Context, s Submission) (*Verdict, error) {
	start := time.Now()
	v, policy, err := g.open(s, "scn_")
	if err != nil {
		return nil, err
	}
	if v.Mode != analyzer.Off {
		if err := g.judge(ctx, s, v, policy); err != nil {
			return nil, err
		}
	}
	v.Elapsed = time.Since(start)
	g.remember(ctx, s, v, nil)
	return v, nil
}

// judge adds the judgement of every snippet of s to v. A worker is taken only when there is a snippet that was not seen
// before. The error is a *Rejection.
func (g *Gateway) judge(ctx context.Context, s Submission, v *Verdict, policy *analyzer.Policy) error {
	ex := g.Executor("")
	deadline := time.Now().Add(ex.Config.Analysis)
	v.Cached = len(s.Snippets) > 0
	var session *worker.Session
	defer func() {
		if session != nil {
			session.Close()
		}
	}()
	for _, snippet := range s.Snippets {
		digest := digestOf(snippet.Source)
		if report, ok := g.cache.get(snippet.Language, digest); ok {
			v.add(policy, snippet, report)
			continue
		}
		v.Cached = false
		if time.Now().After(deadline) {
			v.add(policy, snippet, fault(snippet, digest, analyzer.RuleLimits, "the analysis of this request took too long"))
			continue
		}
		if session == nil {
			leave, err := ex.scans.enter(ctx, s.client())
			if err != nil {
				return err
			}
			defer leave()
			if session, err = ex.acquire(ctx, worker.Short); err != nil {
				return err
			}
		}
		report, lost, err := ex.prepare(ctx, worker.Short, &session, snippet, digest)
		if err != nil {
			return err
		}
		if lost {
			// The worker that fell over this snippet is gone; the others are judged by a new one.
			session.Close()
			if session, err = ex.acquire(ctx, worker.Short); err != nil {
				return err
			}
		} else {
			g.cache.put(snippet.Language, report)
		}
		v.add(policy, snippet, report)
	}
	return nil
}

// Run judges the snippet of r and runs it when the policy lets it. The error, when there is one, is a *Rejection: then
// nothing ran. A program that failed, was stopped or was blocked is no error: the outcome says so.
func (g *Gateway) Run(ctx context.Context, r RunRequest) (*Execution, error) {
	if len(r.Snippets) != 1 {
		return nil, fmt.Errorf("run: %d snippets, want exactly one", len(r.Snippets))
	}
	snippet := r.Snippets[0]
	v, policy, err := g.open(r.Submission, "exe_")
	if err != nil {
		return nil, err
	}
	ex := g.Executor(r.Executor)
	if ex == nil {
		return nil, &Rejection{Code: CodeUnknownExecutor,
			Message: fmt.Sprintf("executor %q: want one of %s", r.Executor, strings.Join(g.ExecutorNames(), ", "))}
	}
	engine, ok := g.engines[snippet.Language]
	if !ok {
		return nil, &Rejection{Code: CodeUnsupportedLanguage, Message: fmt.Sprintf("language %q cannot be run here", snippet.Language)}
	}
	x := &Execution{Verdict: v, Limits: ex.Config.InForce(r.Wish), Engine: engine}

	start := time.Now()
	leave, err := ex.runs.enter(ctx, r.client())
	if err != nil {
		return nil, err
	}
	defer leave()
	session, err := ex.acquire(ctx, worker.Long)
	if err != nil {
		return nil, err
	}
	defer func() { session.Close() }()
	x.Timings.Queue = time.Since(start)

	mark := time.Now()
	report, fault, err := ex.prepare(ctx, worker.Long, &session, snippet, digestOf(snippet.Source))
	if err != nil {
		return nil, err
	}
	v.add(policy, snippet, report)
	x.Timings.Prepare = time.Since(mark)

	switch {
	case unparsable(&v.Judged[0]):
		x.Outcome = syntaxError(&v.Judged[0])
	case v.Blocks() || fault || !report.Parsed:
		// What was not parsed has not been judged, and does not run whatever the mode.
		x.Outcome = executor.Outcome{Reason: executor.Blocked, Message: "Code blocked by security policy"}
	default:
		mark = time.Now()
		program := executor.Approve(snippet.Language, report.SHA256, v.PolicyVersion)
		x.Outcome = ex.run(ctx, session, program, executor.Input{Value: r.Input}, x.Limits)
		x.Timings.Run = time.Since(mark)
		x.Attempts = attempts(&x.Outcome)
	}
	v.Elapsed = time.Since(start)
	g.remember(ctx, r.Submission, v, &x.Outcome)
	return x, nil
}

// open starts the verdict of a submission.
func (g *Gateway) open(s Submission, prefix string) (*Verdict, *analyzer.Policy, error) {
	policy := g.cfg.Policies.Get(s.Policy)
	if policy == nil {
		return nil, nil, &Rejection{Code: CodeUnknownPolicy,
			Message: fmt.Sprintf("policy %q: want one of %s", s.Policy, strings.Join(g.cfg.Policies.Names(), ", "))}
	}
	moded := policy.in(s.Mode)
	return &Verdict{
		ID:     prefix + strings.ToLower(rand.Text()),
		Action: analyzer.Pass, Mode: moded.Mode, Policy: policy.Name, PolicyVersion: policy.Version(),
	}, moded, nil
}

// add judges one report.
func (v *Verdict) add(policy *analyzer.Policy, snippet analyzer.Snippet, report analyzer.Report) {
	decision := policy.Decide(&report)
	v.Judged = append(v.Judged, Judged{Snippet: snippet, Report: report, Decision: decision})
	v.Action = max(v.Action, decision.Would)
}

func (g *Gateway) remember(ctx context.Context, s Submission, v *Verdict, outcome *executor.Outcome) {
	if g.cfg.Store == nil {
		return
	}
	// The caller may be gone already; what happened is remembered all the same.
	err := g.cfg.Store.Append(context.WithoutCancel(ctx), record(s, v, outcome))
	if err != nil && g.cfg.StoreFailed != nil && !errors.Is(err, runlog.ErrClosed) {
		g.cfg.StoreFailed(err)
	}
}

// Records returns at most n records of the run log, newest first.
func (g *Gateway) Records(ctx context.Context, n int) ([]runlog.Record, error) {
	if g.cfg.Store == nil {
		return []runlog.Record{}, nil
	}
	return g.cfg.Store.Recent(ctx, n)
}
