// SPDX-License-Identifier: Apache-2.0

package runtimetest

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// The tests of the contract between a run and its caller. Their programs are read by every language so far.

const (
	leaveState = `globalThis.leak = 1; Array.prototype.leak = 1; Object.prototype.leak2 = 1; console.log = null; JSON.parse = null; Symbol.for("leak"); /(leak)/.test("leak"); setTimeout(() => {}, 1); "left"`
	findState  = `[typeof leak, typeof [].leak, typeof ({}).leak2, typeof console.log, typeof JSON.parse].join()`
	endless    = `console.log("before"); for (;;) {}`
)

func runTwice(t *testing.T, rt executor.Runtime) {
	first, second := compile(t, rt, leaveState, nil), compile(t, rt, findState, nil)
	if o := first.Run(context.Background(), executor.Input{}, executor.Limits{}, nil); o.Reason != executor.Completed {
		t.Fatalf("%+v", o)
	}
	o := second.Run(context.Background(), executor.Input{}, executor.Limits{}, nil)
	if want := "undefined,undefined,undefined,function,function"; o.ResultText != want {
		t.Errorf("the second run found %q of the first, want %q", o.ResultText, want)
	}
}

// stopped runs endless, calls stop soon after it began, and returns the outcome.
func stopped(t *testing.T, rt executor.Runtime, ctx context.Context, stop func()) executor.Outcome {
	t.Helper()
	c := compile(t, rt, endless, nil)
	var asked time.Time
	o := c.Run(ctx, executor.Input{}, executor.Limits{Wall: 30 * time.Second}, func(executor.LogLine) {
		asked = time.Now()
		stop()
	})
	if took := time.Since(asked); took > 2*time.Second {
		t.Errorf("the run ended %v after it was stopped", took)
	}
	if len(o.Logs) != 1 || o.Logs[0].Text != "before" {
		t.Errorf("partial output %+v", o.Logs)
	}
	if !o.Started {
		t.Error("the outcome says that the program did not start")
	}
	return o
}

func runCancelled(t *testing.T, rt executor.Runtime) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if o := stopped(t, rt, ctx, cancel); o.Reason != executor.Cancelled || o.Message == "" {
		t.Errorf("%s %q", o.Reason, o.Message)
	}
}

func runStopped(t *testing.T, rt executor.Runtime) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	o := stopped(t, rt, ctx, func() { cancel(&executor.StopError{Reason: executor.Memory, Message: "the memory limit passed"}) })
	if o.Reason != executor.Memory || o.Message != "the memory limit passed" {
		t.Errorf("%s %q", o.Reason, o.Message)
	}
}

func runCancelledBefore(t *testing.T, rt executor.Runtime) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := compile(t, rt, `for (;;) {}`, nil)
	if o := c.Run(ctx, executor.Input{}, executor.Limits{Wall: 30 * time.Second}, nil); o.Reason != executor.Cancelled {
		t.Errorf("%+v", o)
	}
}

func runEmit(t *testing.T, rt executor.Runtime) {
	c := compile(t, rt, `console.log("a"); console.warn("b"); console.log("cccccc"); console.log("d")`, nil)
	var lines []executor.LogLine
	o := c.Run(context.Background(), executor.Input{}, executor.Limits{Output: 8}, func(l executor.LogLine) { lines = append(lines, l) })
	if len(lines) != len(o.Logs) || len(lines) != 3 {
		t.Fatalf("%d lines emitted, %d in the outcome, want 3", len(lines), len(o.Logs))
	}
	for i, want := range []string{"a", "b", "ccc"} {
		if lines[i] != o.Logs[i] || lines[i].Text != want {
			t.Errorf("line %d: emitted %+v, in the outcome %+v, want %q", i, lines[i], o.Logs[i], want)
		}
		if i > 0 && lines[i].At < lines[i-1].At {
			t.Errorf("line %d is earlier than the one before", i)
		}
	}
	if o.OutputBytes != 13 || !o.Cut {
		t.Errorf("%d bytes counted, cut %t", o.OutputBytes, o.Cut)
	}
}

func runHostileInput(t *testing.T, rt executor.Runtime) {
	c := compile(t, rt, `typeof input`, nil)
	for name, value := range map[string]string{
		"deep":        strings.Repeat("[", 1<<20),
		"deep, valid": strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		"no JSON":     `{"a":`,
		"code":        `(function(){return 1})()`,
		"empty":       ``,
	} {
		o := c.Run(context.Background(), executor.Input{Value: json.RawMessage(value)}, executor.Limits{}, nil)
		if o.Reason != executor.Internal || o.Started || !strings.Contains(o.Message, "input") {
			t.Errorf("%s: %s %q, started %t", name, o.Reason, o.Message, o.Started)
		}
	}
	o := c.Run(context.Background(), executor.Input{}, executor.Limits{}, nil)
	if o.ResultText != "undefined" {
		t.Errorf("input is %s without a value", o.ResultText)
	}
}

func runClock(t *testing.T, rt executor.Runtime) {
	c := compile(t, rt, `const a = Date.now(), b = new Date().getUTCFullYear(); [b, a - Date.UTC(2001, 1, 3, 4, 5, 6) < 60000].join()`, nil)
	o := c.Run(context.Background(), executor.Input{Now: time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)}, executor.Limits{}, nil)
	if o.ResultText != "2001,true" {
		t.Errorf("the program saw %q", o.ResultText)
	}
}
