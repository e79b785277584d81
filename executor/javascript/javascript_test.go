// SPDX-License-Identifier: Apache-2.0

package javascript_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja/parser"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/javascript"
)

// TestEnginePanic holds that a failure of the engine reaches the worker, with the truth about the run in it.
func TestEnginePanic(t *testing.T) {
	for source, reason := range map[string]executor.Reason{
		`console.log("before"); "a".padEnd(2 ** 52)`:                                 executor.Memory,
		`console.log("before"); try { "a".padEnd(2 ** 52) } catch {} finally { 1 }`:  executor.Memory,
		`console.log("before"); Promise.resolve().then(() => "a".padEnd(2 ** 52))`:   executor.Memory,
		`console.log("before"); setTimeout(() => "a".padEnd(2 ** 52), 1)`:            executor.Memory,
		`console.log("before"); ({toJSON() { return "a".padEnd(2 ** 52) }})`:         executor.Memory,
		`console.log("before"); throw {toJSON() { return "a".padEnd(2 ** 52) }}`:     executor.Memory,
		`console.log("before"); console.log({get a() { return "a".padEnd(2**52) }})`: executor.Memory,
	} {
		t.Run(source, func(t *testing.T) {
			c, err := javascript.Runtime{}.Compile(source, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				p, ok := recover().(*executor.EnginePanic)
				if !ok {
					t.Fatal("no *executor.EnginePanic")
				}
				o := p.Outcome
				if o.Reason != reason || o.Message == "" || !o.Started || len(o.Logs) != 1 || o.Usage.Wall <= 0 {
					t.Errorf("outcome %+v", o)
				}
				if len(p.Stack) == 0 || p.Error() == "" {
					t.Error("no stack")
				}
			}()
			o := c.Run(context.Background(), executor.Input{}, executor.Limits{}, nil)
			t.Errorf("the run ended as %+v", o)
		})
	}
}

// TestCompilePanic holds that a panic of the compiler is the program's failure, not the caller's.
func TestCompilePanic(t *testing.T) {
	_, err := javascript.Runtime{}.Compile(`1n << (2n ** 62n)`, nil)
	var ce *executor.CompileError
	if !errors.As(err, &ce) || ce.Exception.Name != "RangeError" {
		t.Errorf("%v", err)
	}
}

func TestTreeOfAnotherSource(t *testing.T) {
	p, err := parser.ParseFile(nil, "x.js", "evil()", 0, parser.WithDisableSourceMaps)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (javascript.Runtime{}).Compile("good()", p); err == nil {
		t.Error("a tree of another source was taken")
	}
}

// TestSourceMaps holds that nothing is opened or read for a source map: the file named here would never end.
func TestSourceMaps(t *testing.T) {
	done := make(chan error, 1)
	go func() {
		_, err := javascript.Runtime{}.Compile("1\n//# sourceMappingURL=file:///dev/zero", nil)
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the source map is being read")
	}
}

// TestNothingLeftRunning holds that a run takes its goroutine with it, however it ends.
func TestNothingLeftRunning(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, source := range []string{`1`, `throw 1`, `for (;;) {}`, `setTimeout(() => {}, 60000)`, `"a".padEnd(2 ** 52)`, `for (;;) console.log()`} {
		c, err := javascript.Runtime{}.Compile(source, nil)
		if err != nil {
			t.Fatal(err)
		}
		func() {
			defer func() { recover() }()
			c.Run(context.Background(), executor.Input{}, executor.Limits{Wall: 50 * time.Millisecond}, nil)
		}()
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

func TestEngine(t *testing.T) {
	if e := (javascript.Runtime{}).Engine(); !strings.HasPrefix(e, "goja") {
		t.Error(e)
	}
}

// TestRunAgain holds that a compiled program keeps nothing of a run, also when runs overlap.
func TestRunAgain(t *testing.T) {
	c, err := javascript.Runtime{}.Compile(`globalThis.n = (globalThis.n || 0) + 1; try { eval("x") } catch {} console.log(n); n`, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range 20 {
				if o := c.Run(context.Background(), executor.Input{}, executor.Limits{}, nil); string(o.Result) != "1" || len(o.Logs) != 1 || len(o.Attempts) != 1 {
					t.Fatalf("%+v", o)
				}
			}
		})
	}
}
