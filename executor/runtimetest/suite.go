// SPDX-License-Identifier: Apache-2.0

// Package runtimetest is the suite that every runtime passes.
//
// Run runs the cases of the runtime's language in this process. What an engine cannot be interrupted in, or what may end
// its process, stands in Uninterruptible instead: that is for tests which have a worker to lose.
package runtimetest

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// Parse makes the tree that a front end would hand on for source; nil when it cannot, which leaves the parsing to the
// runtime.
type Parse func(t testing.TB, source string) any

// Case is one program and what its outcome must be. Zero fields are not looked at, unless said otherwise.
type Case struct {
	Name, Source string
	// Await says that the program needs the front end's wrapper for top-level await.
	Await bool
	// Input is the JSON of the program's input.
	Input string
	// Limits are the run's; Wall is a minute unless set, so that a slow machine fails nothing.
	Limits executor.Limits

	// Reason is always looked at; empty means Completed. With SyntaxError, Compile must refuse the program.
	Reason executor.Reason
	// Message is part of the outcome's message.
	Message string
	// JSON is the result; "-" means that there must be none.
	JSON string
	// Type and Text are the result's kind and display form.
	Type, Text string
	// Logs are the lines as "level: text"; always looked at, unless AnyLogs is set.
	Logs    []string
	AnyLogs bool
	// Exception is "Name: message"; a trailing … makes it a prefix.
	Exception string
	// Line and Column are where it was thrown.
	Line, Column int
	// Attempts are the names of the attempts; always looked at.
	Attempts []string
	// Check looks at the rest.
	Check func(t *testing.T, o executor.Outcome)
}

// Hostile is a program that may hang an engine or end its process, and how its run may be said to have ended.
type Hostile struct {
	Name, Source string
	Reasons      []executor.Reason
}

// language is what the suite has for a language. Floors are what its tables once had: a suite that shrinks fails.
type language struct {
	cases         []Case
	uninterrupted []Hostile
	floor         int
}

var languages = map[string]language{
	"javascript": {
		cases:         slices.Concat(valueCases, throwCases, codegenCases, consoleCases, loopCases, limitCases),
		uninterrupted: hostileJavaScript,
		floor:         352,
	},
}

// Uninterruptible returns the programs of a language that only a worker can hold.
func Uninterruptible(language string) []Hostile { return languages[language].uninterrupted }

// Run runs every case of rt's language.
func Run(t *testing.T, rt executor.Runtime, parse Parse) {
	l, ok := languages[rt.Language()]
	if !ok {
		t.Fatalf("the suite has no cases for %q", rt.Language())
	}
	if len(l.cases) < l.floor {
		t.Errorf("the suite has %d cases, once it had %d: cases may be added, not lost", len(l.cases), l.floor)
	}
	if rt.Engine() == "" {
		t.Error("the engine has no name")
	}
	names := map[string]bool{}
	for _, c := range l.cases {
		if names[c.Name] {
			t.Errorf("two cases are named %q", c.Name)
		}
		names[c.Name] = true
		t.Run(c.Name, func(t *testing.T) { runCase(t, rt, parse, c) })
	}
	t.Run("fresh engine for every run", func(t *testing.T) { runTwice(t, rt) })
	t.Run("cancelled", func(t *testing.T) { runCancelled(t, rt) })
	t.Run("stopped with a reason", func(t *testing.T) { runStopped(t, rt) })
	t.Run("cancelled before it began", func(t *testing.T) { runCancelledBefore(t, rt) })
	t.Run("lines are emitted as they are kept", func(t *testing.T) { runEmit(t, rt) })
	t.Run("hostile input value", func(t *testing.T) { runHostileInput(t, rt) })
	t.Run("clock starts where told", func(t *testing.T) { runClock(t, rt) })
	t.Run("foreign tree", func(t *testing.T) {
		if _, err := rt.Compile("1", 42); err == nil {
			t.Error("a tree that is none of this engine was taken")
		}
	})
}

func compile(t *testing.T, rt executor.Runtime, source string, tree any) executor.Compiled {
	t.Helper()
	c, err := rt.Compile(source, tree)
	if err != nil {
		t.Fatalf("compile: %v", err)
	}
	return c
}

func runCase(t *testing.T, rt executor.Runtime, parse Parse, c Case) {
	compiled, err := rt.Compile(c.Source, parse(t, c.Source))
	if !c.Await {
		// The runtime's own parser says the same.
		if _, own := rt.Compile(c.Source, nil); (own == nil) != (err == nil) || own != nil && own.Error() != err.Error() {
			t.Errorf("with the tree: %v; with the runtime's own parser: %v", err, own)
		}
	}
	if err != nil {
		var ce *executor.CompileError
		if !errors.As(err, &ce) {
			t.Fatalf("compile: %v, which is no *executor.CompileError", err)
		}
		if c.Reason != executor.SyntaxError {
			t.Fatalf("compile: %v", err)
		}
		checkException(t, c, &ce.Exception)
		return
	}
	if c.Reason == executor.SyntaxError {
		t.Fatal("compile took the program")
	}
	limits := c.Limits
	if limits.Wall == 0 {
		limits.Wall = time.Minute
	}
	in := executor.Input{}
	if c.Input != "" {
		in.Value = json.RawMessage(c.Input)
	}
	began := time.Now()
	o := compiled.Run(context.Background(), in, limits, nil)
	if took := time.Since(began); took > limits.Wall+2*time.Second {
		t.Errorf("the run took %v with a limit of %v", took, limits.Wall)
	}
	check(t, c, o, limits)
}

func check(t *testing.T, c Case, o executor.Outcome, limits executor.Limits) {
	t.Helper()
	want := c.Reason
	if want == "" {
		want = executor.Completed
	}
	if o.Reason != want {
		t.Errorf("reason %s (%s, %+v), want %s", o.Reason, o.Message, o.Exception, want)
	}
	if !o.Started {
		t.Error("the outcome says that the program did not start")
	}
	if !strings.Contains(o.Message, c.Message) {
		t.Errorf("message %q, want %q in it", o.Message, c.Message)
	}
	if want != executor.Completed && o.Message == "" {
		t.Error("no message")
	}
	if want != executor.Completed && (o.Result != nil || o.ResultType != "" || o.ResultText != "") {
		t.Errorf("a failed run has the result %s %s %q", o.ResultType, o.Result, o.ResultText)
	}
	if (want == executor.Exception) != (o.Exception != nil) {
		t.Errorf("exception %+v with reason %s", o.Exception, o.Reason)
	}
	if o.Result != nil && !json.Valid(o.Result) {
		t.Errorf("the result is not JSON: %q", o.Result)
	}
	if c.JSON == "-" && o.Result != nil || c.JSON != "-" && c.JSON != "" && c.JSON != string(o.Result) {
		t.Errorf("result %s, want %s", o.Result, c.JSON)
	}
	if c.Type != "" && c.Type != o.ResultType {
		t.Errorf("result type %s, want %s", o.ResultType, c.Type)
	}
	if c.Text != "" && c.Text != o.ResultText {
		t.Errorf("result text %q, want %q", o.ResultText, c.Text)
	}
	var kept int64
	lines := []string{}
	for _, l := range o.Logs {
		lines = append(lines, l.Level+": "+l.Text)
		kept += int64(len(l.Text)) + 1
	}
	if !c.AnyLogs && strings.Join(lines, "\x00") != strings.Join(c.Logs, "\x00") {
		t.Errorf("logs %q, want %q", lines, c.Logs)
	}
	limits = limits.WithDefaults()
	if kept > limits.Output {
		t.Errorf("%d bytes of output are kept, the limit is %d", kept, limits.Output)
	}
	if o.Cut != (o.OutputBytes > kept) {
		t.Errorf("cut is %t with %d of %d bytes kept", o.Cut, kept, o.OutputBytes)
	}
	if int64(len(o.Result)) > limits.Result || int64(len(o.ResultText)) > limits.Result {
		t.Errorf("a result of %d and %d bytes, the limit is %d", len(o.Result), len(o.ResultText), limits.Result)
	}
	names := []string{}
	for _, a := range o.Attempts {
		names = append(names, a.Name)
	}
	if !slices.Equal(names, c.Attempts) && len(names)+len(c.Attempts) > 0 {
		t.Errorf("attempts %q, want %q", names, c.Attempts)
	}
	if o.Usage.Wall <= 0 {
		t.Error("no time was measured")
	}
	if o.Exception != nil {
		checkException(t, c, o.Exception)
	}
	if c.Check != nil {
		c.Check(t, o)
	}
}

func checkException(t *testing.T, c Case, e *executor.ExceptionInfo) {
	t.Helper()
	got := e.String()
	if prefix, ok := strings.CutSuffix(c.Exception, "…"); ok {
		if !strings.HasPrefix(got, prefix) {
			t.Errorf("exception %q, want it to begin with %q", got, prefix)
		}
	} else if c.Exception != "" && got != c.Exception {
		t.Errorf("exception %q, want %q", got, c.Exception)
	}
	if c.Line != 0 && (e.Line != c.Line || e.Column != c.Column) {
		t.Errorf("thrown at %d:%d, want %d:%d", e.Line, e.Column, c.Line, c.Column)
	}
	if len(e.Name) > executor.MaxMessage || len(e.Message) > executor.MaxMessage || len(e.Stack) > executor.MaxStackFrames {
		t.Errorf("the exception is too large: %d and %d bytes, %d frames", len(e.Name), len(e.Message), len(e.Stack))
	}
}
