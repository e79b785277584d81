// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/worker"
)

// The names of the tasks that a worker serves.
const (
	taskPrepare = "prepare"
	taskRun     = "run"
)

// prepareHead goes before the source in the payload of a prepare call, as one line of JSON.
type prepareHead struct {
	Language string `json:"language"`
	Where    string `json:"where,omitempty"`
}

// runHead is the payload of a run call. Digest and policy version are those of the approved program.
type runHead struct {
	Language      string          `json:"language"`
	SHA256        string          `json:"sha256"`
	PolicyVersion string          `json:"policy_version"`
	Limits        executor.Limits `json:"limits"`
	Input         executor.Input  `json:"input"`
}

// prepared is what a worker keeps between prepare and run. It is used for one run only.
type prepared struct {
	source string
	sha256 string
	tree   any
}

const stateKey = "prepared"

// chunkStarted is the one byte that a run emits when the program is about to start: whatever happens before, in the
// compiler, happened without the program. A chunk that begins with chunkLast holds the JSON of the outcome as far as it is
// known when the engine fails. Every other chunk is the JSON of a console line.
const (
	chunkStarted = 'S'
	chunkLast    = 'L'
)

// Tasks composes the table that a worker serves: prepare judges a source and keeps its tree, run runs that very tree.
func Tasks(an *analyzer.Analyzer, runtimes []executor.Runtime) worker.Tasks {
	byLanguage := make(map[string]executor.Runtime, len(runtimes))
	for _, rt := range runtimes {
		byLanguage[rt.Language()] = rt
	}
	return worker.Tasks{
		taskPrepare: func(_ context.Context, c *worker.Call) ([]byte, error) { return prepare(an, c) },
		taskRun:     func(ctx context.Context, c *worker.Call) ([]byte, error) { return run(ctx, byLanguage, c) },
	}
}

func prepare(an *analyzer.Analyzer, c *worker.Call) ([]byte, error) {
	line, source, found := bytes.Cut(c.Payload, []byte{'\n'})
	if !found {
		return nil, errors.New("prepare: the payload has no head")
	}
	var head prepareHead
	if err := json.Unmarshal(line, &head); err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	text := string(source)
	analysis := an.Analyze(analyzer.Snippet{Source: text, Language: head.Language, Where: head.Where})
	c.State.Set(stateKey, &prepared{source: text, sha256: analysis.Report.SHA256, tree: analysis.Tree})
	return json.Marshal(analysis.Report)
}

// errNotPrepared is returned when a run asks for another source than the one that was judged on this worker.
var errNotPrepared = errors.New("run: the approved program is not the one that was prepared here")

func run(ctx context.Context, runtimes map[string]executor.Runtime, c *worker.Call) ([]byte, error) {
	var head runHead
	if err := json.Unmarshal(c.Payload, &head); err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	p, _ := c.State.Get(stateKey).(*prepared)
	c.State.Set(stateKey, nil)
	if p == nil || head.PolicyVersion == "" || p.sha256 != head.SHA256 {
		return nil, errNotPrepared
	}
	rt := runtimes[head.Language]
	if rt == nil {
		return nil, fmt.Errorf("run: no runtime for %q", head.Language)
	}
	compiled, err := rt.Compile(p.source, p.tree)
	if err != nil {
		var refused *executor.CompileError
		if !errors.As(err, &refused) {
			return nil, err
		}
		return json.Marshal(executor.Outcome{
			Reason: executor.SyntaxError, Message: refused.Error(), Exception: &refused.Exception, ResultType: "undefined",
		})
	}
	c.Emit([]byte{chunkStarted})
	defer lastWords(c)
	outcome := compiled.Run(ctx, head.Input, head.Limits, func(line executor.LogLine) {
		if b, err := json.Marshal(line); err == nil {
			c.Emit(b)
		}
	})
	// The lines were emitted as they came; the parent puts them back, so a killed run keeps its partial output the same way.
	outcome.Logs = nil
	return json.Marshal(outcome)
}

// lastWords tells the parent the truth about a run whose engine failed; the panic goes on and ends the worker.
func lastWords(c *worker.Call) {
	x := recover()
	if x == nil {
		return
	}
	if failed, ok := x.(*executor.EnginePanic); ok {
		failed.Outcome.Logs = nil
		if b, err := json.Marshal(failed.Outcome); err == nil {
			c.Emit(append([]byte{chunkLast}, b...))
		}
	}
	panic(x)
}

// warmUp uses what is made on first use: regular expressions, promises, dates, numbers as text.
const warmUp = `console.log(/(\w+) (?<b>x)?/u.exec("a "), new Date(0).toISOString(), JSON.stringify({a: [1.5, 2n ** 2n > 3n]}));
Promise.resolve([3, 1, 2].sort().map(String))`

// WarmUp returns what a worker does before it locks itself in and says that it is ready, so that the first submission does
// not pay for it.
func WarmUp(an *analyzer.Analyzer, runtimes []executor.Runtime) func() {
	return func() {
		for _, rt := range runtimes {
			analysis := an.Analyze(analyzer.Snippet{Source: warmUp, Language: rt.Language()})
			compiled, err := rt.Compile(warmUp, analysis.Tree)
			if err != nil {
				continue // the tests hold that this does not happen
			}
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			compiled.Run(ctx, executor.Input{}, executor.Limits{}.WithDefaults(), func(executor.LogLine) {})
			cancel()
		}
	}
}
