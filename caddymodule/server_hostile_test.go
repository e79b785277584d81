// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/runtimetest"
)

// laboratory runs whatever it is given: what is tested is that nothing else is needed to hold a program. The site beside
// it has the standard policy.
const laboratory = `{
	skip_install_trust
	admin localhost:{$ADMIN_PORT}
	default_bind 127.0.0.1
	code_interceptor {
		environment development
		policy laboratory {
			extends relaxed
			mode detect
		}
		executor default {
			timeout 1s 30s
			concurrency 5
			queue 64 20s
		}
	}
}

http://localhost:{$PORT} {
	code_sandbox {
		policy laboratory
	}
}

http://localhost:{$PAGES_PORT} {
	code_sandbox
}

http://localhost:{$EXTRA_PORT} {
	code_interceptor {
		extract json /code
	}
	respond "reached the app" 200
}
`

const (
	// hostileTime is the time that hostile programs are given.
	hostileTime = 600 * time.Millisecond
	// stopPatience is how much later than that the answer may come.
	stopPatience = 2 * time.Second
	// workerMemory is the memory limit of a worker, the default.
	workerMemory = executor.DefaultMemory
)

// moreHostile are programs beyond those that every runtime is tried with.
var moreHostile = []runtimetest.Hostile{
	{Name: "repeat, only", Source: `"a".repeat(2**28)`, Reasons: []executor.Reason{executor.Memory, executor.TimeoutWall, executor.Completed}},
	{Name: "endless loop", Source: `for (;;) {}`, Reasons: []executor.Reason{executor.TimeoutWall}},
	{Name: "endless microtasks", Source: `const f = () => Promise.resolve().then(f); f()`, Reasons: []executor.Reason{executor.TimeoutWall, executor.Memory}},
	{Name: "a timer that never comes", Source: `await new Promise(r => setTimeout(r, 1e9))`, Reasons: []executor.Reason{executor.TimeoutWall}},
	{Name: "deep recursion", Source: `function f() { f() } f()`, Reasons: []executor.Reason{executor.Exception}},
	{Name: "deep recursion through a getter", Source: `const o = {get x() { return this.x }}; o.x`, Reasons: []executor.Reason{executor.Exception, executor.TimeoutWall}},
	{Name: "recursion through sort", Source: `function f() { [2, 1].sort(f) } f()`, Reasons: []executor.Reason{executor.Exception, executor.TimeoutWall}},
	{Name: "flood", Source: `for (;;) console.log("x".repeat(10000))`, Reasons: []executor.Reason{executor.OutputLimit, executor.TimeoutWall}},
	{Name: "flood of nothing", Source: `for (;;) console.log("")`, Reasons: []executor.Reason{executor.OutputLimit, executor.TimeoutWall}},
	{Name: "error that grows", Source: `throw new Error("x".repeat(1e8))`, Reasons: []executor.Reason{executor.Exception, executor.Memory, executor.TimeoutWall}},
	{Name: "result that grows", Source: `Array(1e6).fill("x".repeat(1000))`, Reasons: []executor.Reason{executor.Completed, executor.Memory, executor.TimeoutWall}},
}

func TestServerHostile(t *testing.T) {
	s := startText(t, laboratory, nil)
	workers := 7
	s.awaitWorkers(t, workers)
	pid := s.pid()

	for n := range 20 {
		if err := s.honest(n); err != nil {
			t.Fatal(err)
		}
	}
	before := residentSet(t, pid)

	// Honest callers go on all the time, and the gateway's memory is watched.
	var most, answered atomic.Int64
	done := make(chan struct{})
	var watchers sync.WaitGroup
	watchers.Go(func() {
		for {
			most.Store(max(most.Load(), residentSet(t, pid)))
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
	for caller := range 2 {
		watchers.Go(func() {
			for n := caller; ; n += 2 {
				select {
				case <-done:
					return
				case <-time.After(10 * time.Millisecond):
				}
				if err := s.honest(n); err != nil {
					t.Errorf("while hostile programs ran: %v", err)
					return
				}
				answered.Add(1)
			}
		})
	}
	t.Run("programs", func(t *testing.T) { runHostile(t, s) })
	t.Run("sources", func(t *testing.T) { parseHostile(t, s) })
	close(done)
	watchers.Wait()

	if answered.Load() < 20 {
		t.Errorf("only %d honest programs were answered meanwhile", answered.Load())
	}
	if moved := most.Load() - before; moved > workerMemory {
		t.Errorf("the gateway's own memory moved by %d MiB, which is more than one worker may hold", moved>>20)
	}
	t.Logf("honest answers meanwhile: %d; memory of the gateway: %d MiB before, at most %d MiB", answered.Load(), before>>20, most.Load()>>20)
	if s.pid() != pid {
		t.Error("the gateway was started again")
	}
	s.awaitWorkers(t, workers)
	if err := s.honest(1); err != nil {
		t.Error(err)
	}
}

// runHostile runs every hostile program, three at a time.
func runHostile(t *testing.T, s *server) {
	programs := append(runtimetest.Uninterruptible("javascript"), moreHostile...)
	if len(programs) < 45 {
		t.Errorf("%d hostile programs only", len(programs))
	}
	slots := make(chan struct{}, 3)
	var all sync.WaitGroup
	for _, p := range programs {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			r, err := s.try(request{
				method: http.MethodPost, url: s.url("/execute"), media: "application/json",
				body: program(p.Source, "timeout", hostileTime.Seconds()),
			})
			if err != nil {
				t.Errorf("%s: %v", p.Name, err)
				return
			}
			var x struct {
				execution
				Debug struct {
					TimingsMS struct{ Queue, Prepare float64 } `json:"timings_ms"`
				} `json:"debug"`
			}
			if err := json.Unmarshal(r.body, &x); err != nil || r.status != http.StatusOK {
				t.Errorf("%s: %v in %s", p.Name, err, r)
				return
			}
			if !slices.Contains(p.Reasons, executor.Reason(x.Termination.Reason)) {
				t.Errorf("%s: ended by %s (%s), want one of %s", p.Name, x.Termination.Reason, x.Termination.Message, p.Reasons)
			}
			if x.Success != (x.Termination.Reason == "completed") || x.ExitCode != executor.Reason(x.Termination.Reason).ExitCode() {
				t.Errorf("%s: success %t, exit code %d, reason %s", p.Name, x.Success, x.ExitCode, x.Termination.Reason)
			}
			waited := time.Duration((x.Debug.TimingsMS.Queue + x.Debug.TimingsMS.Prepare) * float64(time.Millisecond))
			if late := r.took - waited - hostileTime; late > stopPatience {
				t.Errorf("%s: answered %v after its time was up", p.Name, late)
			}
		})
	}
	all.Wait()
}

// parseHostile sends sources that end or hang parsers, to be run and to be judged. Each must be refused, or be right.
func parseHostile(t *testing.T, s *server) {
	for name, c := range map[string]struct {
		source string
		result any // what it is when it runs; nil means that it must not
	}{
		"400 000 brackets":        {strings.Repeat("[", 400_000), nil},
		"100 000 brackets":        {strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), nil},
		"parentheses":             {strings.Repeat("(", 100_000) + "1" + strings.Repeat(")", 100_000), nil},
		"blocks":                  {strings.Repeat("{", 60_000) + strings.Repeat("}", 60_000), nil},
		"arrows":                  {strings.Repeat("a=>", 80_000) + "1", nil},
		"arrows as parameters":    {strings.Repeat("(a=", 2000) + "1" + strings.Repeat(")=>1", 2000), nil},
		"additions":               {strings.Repeat("1+", 30_000) + "1", 30_001.0},
		"minus signs":             {strings.Repeat("- ", 100_000) + "1", nil},
		"negations":               {strings.Repeat("!", 200_000) + "1", nil},
		"conditions":              {strings.Repeat("1?", 60_000) + "1" + strings.Repeat(":1", 60_000), nil},
		"templates":               {strings.Repeat("`${", 50_000) + "1" + strings.Repeat("}`", 50_000), nil},
		"labels":                  {labels(20_000) + "1", nil},
		"ifs":                     {strings.Repeat("if(1)", 50_000) + "1", nil},
		"elses":                   {strings.Repeat("if(0)1;else ", 20_000) + "1", nil},
		"members":                 {"({}).a" + strings.Repeat("?.a", 50_000), nil},
		"groups":                  {"/" + strings.Repeat("(", 50_000) + strings.Repeat(")", 50_000) + "/", nil},
		"functions":               {strings.Repeat("function f(){", 15_000) + strings.Repeat("}", 15_000), nil},
		"classes":                 {strings.Repeat("class A{static{", 12_000) + strings.Repeat("}}", 12_000), nil},
		"objects":                 {"x=" + strings.Repeat("{a:", 60_000) + "1" + strings.Repeat("}", 60_000), nil},
		"destructuring":           {"var " + strings.Repeat("[", 50_000) + "a" + strings.Repeat("]", 50_000) + "=[]", nil},
		"exponents":               {strings.Repeat("1**", 60_000) + "1", nil},
		"commas":                  {strings.Repeat("1,", 100_000) + "1", 1.0},
		"source map of a device":  {"1 + 1\n//# sourceMappingURL=/dev/zero", 2.0},
		"source map of a file":    {"1 + 1\n//# sourceMappingURL=file:///etc/passwd", 2.0},
		"source map inside":       {"1 + 1\n//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozfQ==", 2.0},
		"the highest code point":  {`"\u{10FFFF}".length`, 2.0}, // refused with advice as long as the parser cannot read it
		"beyond the highest":      {`"\u{110000}".length`, nil},
		"a lone surrogate":        {`"\ud800".length`, 1.0},
		"a name with escapes":     {`var \u{61} = 5; a`, 5.0},
		"HTML comment":            {"<!-- x\n1 + 1", 2.0},
		"a NUL":                   {"1 + \x00 1", nil},
		"a string without an end": {`"` + strings.Repeat("a", 200_000), nil},
		"a very long number":      {strings.Repeat("9", 200_000), nil},
		"256 KiB of spaces":       {strings.Repeat(" ", 200_000) + "1", 1.0},
	} {
		t.Run(name, func(t *testing.T) {
			for where, url := range map[string]string{
				"laboratory": s.url("/execute"), "standard": "http://localhost:" + s.env["PAGES_PORT"] + "/execute",
			} {
				r := s.send(t, request{method: "POST", url: url, media: "application/json", body: program(c.source, "timeout", hostileTime.Seconds())})
				if r.took > 10*time.Second {
					t.Errorf("%s: answered after %v", where, r.took)
				}
				var x execution
				r.decode(t, &x)
				switch {
				case r.status != http.StatusOK && r.status != http.StatusBadRequest:
					t.Errorf("%s: %s", where, r)
				case x.Success && (c.result == nil && !harmless[name] || c.result != nil && x.Result != c.result):
					t.Errorf("%s: it ran, result %.100s", where, mustJSON(x.Result))
				case !x.Success && x.Termination.Reason == "internal":
					t.Errorf("%s: our own fault: %s", where, r)
				case !x.Success && x.ExitCode == 0 || !x.Success && x.Error == "":
					t.Errorf("%s: no success, and no word why: %s", where, r)
				case !x.Success && mustRun[name]:
					t.Errorf("%s: an honest source was refused: %s", where, r)
				}
			}
			// In front of an application: a verdict, and never a pass of what could not be judged.
			r := s.send(t, request{method: "POST", url: "http://localhost:" + s.env["EXTRA_PORT"] + "/", media: "application/json", body: program(c.source)})
			if r.status != http.StatusForbidden && r.status != http.StatusOK || r.took > 10*time.Second {
				t.Errorf("interceptor: %s after %v", r, r.took)
			}
			if mustRun[name] && r.status != http.StatusOK {
				t.Errorf("interceptor: an honest source was refused: %s", r)
			}
		})
	}
}

// mustRun are the honest ones among the sources.
var mustRun = map[string]bool{
	"source map of a device": true, "source map of a file": true, "source map inside": true,
	"a lone surrogate": true, "a name with escapes": true, "256 KiB of spaces": true,
}

// harmless are sources whose result does not matter when a parser can take them.
var harmless = map[string]bool{"members": true, "elses": true, "exponents": true, "a very long number": true}

func labels(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "l%d:", i)
	}
	return b.String()
}
