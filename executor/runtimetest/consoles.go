// SPDX-License-Identifier: Apache-2.0

package runtimetest

import (
	"strings"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// consoleCases are what the console shows, honest and hostile.
var consoleCases = []Case{
	{Name: "levels", Source: `console.log(1); console.info(2); console.warn(3); console.error(4); console.debug(5)`, Logs: []string{"log: 1", "info: 2", "warn: 3", "error: 4", "debug: 5"}},
	{Name: "hello", Source: `console.log("Hello World"); 2 + 2`, Logs: []string{"log: Hello World"}, JSON: "4", Check: func(t *testing.T, o executor.Outcome) {
		if o.OutputBytes != 12 {
			t.Errorf("%d bytes of output", o.OutputBytes)
		}
	}},
	{Name: "joined", Source: `console.log("a", 1, "b c", true)`, Logs: []string{"log: a 1 b c true"}},
	{Name: "nothing", Source: `console.log()`, Logs: []string{"log: "}},
	{Name: "no formats", Source: `console.log("%s %d", "x", 1)`, Logs: []string{"log: %s %d x 1"}},
	{Name: "objects as JSON", Source: `console.log({a: [1, {b: "c"}], u: undefined, f() {}}, [], {}, [[]])`, Logs: []string{"log: {\n  \"a\": [\n    1,\n    {\n      \"b\": \"c\"\n    }\n  ]\n} [] {} [\n  []\n]"}},
	{Name: "same as JSON.stringify", Source: `const v = {s: "a\"\\\n\u0007é\u2028", n: [0, -0, 1.5, 1e21, NaN], d: new Date(5), x: [undefined, null], b: new Boolean(true), t: {toJSON() { return [1] }}}; console.log(v); console.log(JSON.stringify(v, null, 2))`, AnyLogs: true, Check: func(t *testing.T, o executor.Outcome) {
		if len(o.Logs) != 2 || o.Logs[0].Text != o.Logs[1].Text {
			t.Errorf("%+v", o.Logs)
		}
	}},
	{Name: "primitives", Source: `console.log(undefined, null, NaN, -0, 1n, Symbol("s"), () => 1, function f() {}, class C {})`, Logs: []string{"log: undefined null NaN -0 1n Symbol(s) [Function: (anonymous)] [Function: f] [Function: C]"}},
	{Name: "collections", Source: `console.log(new Map([["a", {b: 1}]]), new Set(["x"]), new Uint8Array(2), /x/g, Promise.resolve(1), new Promise(() => {}))`, Logs: []string{"log: Map(1) {\"a\" => {\n    \"b\": 1\n  }} Set(1) {\"x\"} Uint8Array(2) [0, 0] /x/g Promise { 1 } Promise { <pending> }"}},
	{Name: "error with its stack", Source: "function f() {\n  return new TypeError('t')\n}\nconsole.log(f(), [f()])", Logs: []string{"log: TypeError: t\n    at f (2:10)\n    at 4:14 [\n  [TypeError: t]\n]"}},
	{Name: "cycle in a line", Source: `const a = []; a.push(a); console.log(a)`, Logs: []string{"log: [\n  [Circular]\n]"}},
	{Name: "getter that throws", Source: `console.log({get a() { throw 1 }, b: 2}); "on"`, JSON: `"on"`, Logs: []string{"log: {\n  \"a\": [Throws],\n  \"b\": 2\n}"}},
	{Name: "traps that throw", Source: `const h = new Proxy({}, {get() { throw 1 }}); console.log(new Proxy({}, h), new Proxy([], h)); const r = Proxy.revocable({}, {}); r.revoke(); console.log(r.proxy); "on"`, JSON: `"on"`, AnyLogs: true},
	{Name: "error whose parts throw", Source: `const e = new Error("m"); for (const k of ["stack", "name", "message", "toString"]) Object.defineProperty(e, k, {get() { throw 1 }}); console.log(e, [e]); "on"`, JSON: `"on"`, AnyLogs: true},
	{Name: "name of a function that throws", Source: `console.log(Object.defineProperty(() => 1, "name", {get() { throw 1 }})); "on"`, JSON: `"on"`, AnyLogs: true},
	{Name: "symbol without description", Source: `console.log(Symbol())`, Logs: []string{"log: Symbol()"}},
	{Name: "lone surrogate in a line", Source: `console.log("a\ud800b")`, Logs: []string{"log: a�b"}},
	{Name: "control characters stay", Source: `console.log("\u0000\u001b[31m\r\n")`, Logs: []string{"log: \x00\x1b[31m\r\n"}},
	{Name: "forged level stays text", Source: `console.log("[WARN] x\n[INFO] y")`, Logs: []string{"log: [WARN] x\n[INFO] y"}},
	{Name: "other methods", Source: `console.dir({a: 1}, {}); console.table([1]); console.assert(true, "no"); console.assert(0, "why", 1); console.count(); console.count("x"); console.count(); console.countReset(); console.count(); console.trace("t")`, Logs: []string{"log: {\n  \"a\": 1\n}", "log: [\n  1\n]", "error: Assertion failed why 1", "log: default: 1", "log: x: 1", "log: default: 2", "log: default: 1", "error: Trace: t"}},
	{Name: "groups", Source: `console.group("g"); console.log("in"); console.group(); console.log("deeper"); console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log("out")`, Logs: []string{"log: g", "log:   in", "log:     deeper", "log: out"}},
	{Name: "endless groups", Source: `for (let i = 0; i < 10000; i++) console.group(); console.log("x")`, AnyLogs: true, Check: func(t *testing.T, o executor.Outcome) {
		if len(o.Logs) != 1 || len(o.Logs[0].Text) > 200 {
			t.Errorf("%d lines, the first of %d bytes", len(o.Logs), len(o.Logs[0].Text))
		}
	}},
	{Name: "endless labels", Source: `for (let i = 0; i < 3000; i++) { console.count("c" + i); console.time("t" + i) }`, AnyLogs: true},
	{Name: "timing", Source: `console.time("t"); console.timeLog("t"); console.timeEnd("t"); console.timeEnd("t")`, AnyLogs: true, Check: func(t *testing.T, o executor.Outcome) {
		if len(o.Logs) != 2 || !strings.HasPrefix(o.Logs[0].Text, "t: ") || !strings.HasSuffix(o.Logs[1].Text, "ms") {
			t.Errorf("%+v", o.Logs)
		}
	}},
	{Name: "printing while printing", Source: `console.log({get a() { console.warn("inner"); return 1 }})`, Logs: []string{"warn: inner", "log: {\n  \"a\": 1\n}"}},
	{Name: "console may be replaced", Source: `const l = console.log; console.log = () => 1; console.log("no"); l("yes"); const {warn} = console; warn("too")`, Logs: []string{"log: yes", "warn: too"}},

	{Name: "output is cut", Source: `console.log("aaaa"); console.log("éééé"); console.log("z"); 1`, Limits: executor.Limits{Output: 9}, JSON: "1", Logs: []string{"log: aaaa", "log: é"}, Check: func(t *testing.T, o executor.Outcome) {
		if !o.Cut || o.OutputBytes != 5+9+2 {
			t.Errorf("cut %t, %d bytes", o.Cut, o.OutputBytes)
		}
	}},
	{Name: "output at the limit", Source: `console.log("aaaa"); console.log("bbb")`, Limits: executor.Limits{Output: 9}, Logs: []string{"log: aaaa", "log: bbb"}, Check: func(t *testing.T, o executor.Outcome) {
		if o.Cut || o.OutputBytes != 9 {
			t.Errorf("cut %t, %d bytes", o.Cut, o.OutputBytes)
		}
	}},
	{Name: "after a cut nothing slips in", Source: `console.log("a".repeat(20)); console.log("b")`, Limits: executor.Limits{Output: 10}, Logs: []string{"log: aaaaaaaaa"}},
	{Name: "large output within the limit", Source: `for (let i = 0; i < 1000; i++) console.log("x".repeat(99))`, Limits: executor.Limits{Output: 100_000}, AnyLogs: true, Check: func(t *testing.T, o executor.Outcome) {
		if o.Cut || len(o.Logs) != 1000 {
			t.Errorf("cut %t, %d lines", o.Cut, len(o.Logs))
		}
	}},
	{Name: "more than is kept", Source: `for (let i = 0; i < 1000; i++) console.log("x".repeat(99)); "on"`, AnyLogs: true, JSON: `"on"`, Check: func(t *testing.T, o executor.Outcome) {
		if !o.Cut || o.OutputBytes != 100_000 {
			t.Errorf("cut %t, %d bytes", o.Cut, o.OutputBytes)
		}
	}},
	{Name: "flood", Source: `for (;;) console.log("flood")`, AnyLogs: true, Reason: executor.OutputLimit, Message: "1048576", Check: wantFull},
	{Name: "flood of nothing", Source: `for (;;) console.log()`, AnyLogs: true, Reason: executor.OutputLimit},
	{Name: "flood that catches", Source: `for (;;) try { console.log("flood") } catch {} finally { console.log("again") }`, AnyLogs: true, Reason: executor.OutputLimit},
	{Name: "flood inside the engine", Source: `Array.from({length: 1e7}, console.log)`, AnyLogs: true, Reason: executor.OutputLimit},
	{Name: "flood in one line", Source: `console.log("é".repeat(1e8)); "not here"`, AnyLogs: true, Reason: executor.OutputLimit, Check: wantFull},
	{Name: "flood by an array that lies", Source: `console.log(new Array(4e9)); "not here"`, AnyLogs: true, Reason: executor.OutputLimit},
	{Name: "flood by an endless object", Source: `console.log(new Proxy([], {get: (t, k) => k === "length" ? 2 ** 53 - 1 : undefined})); "not here"`, AnyLogs: true, Reason: executor.OutputLimit},
	{Name: "flood by a bigint", Source: `console.log(2n ** 100000000n); "not here"`, AnyLogs: true, Reason: executor.OutputLimit},
	{Name: "flood in timers", Source: `setInterval(() => { for (let i = 0; i < 1000; i++) console.log("flood") }, 1)`, AnyLogs: true, Reason: executor.OutputLimit},
	{Name: "flood while the result is read", Source: `({get a() { for (;;) console.log("flood") }})`, AnyLogs: true, Reason: executor.OutputLimit},
	{Name: "flood of lines within a large limit", Source: `for (let i = 0; i < 70000; i++) console.log()`, Limits: executor.Limits{Output: 1 << 20}, AnyLogs: true, Check: func(t *testing.T, o executor.Outcome) {
		if len(o.Logs) != executor.MaxLogLines || !o.Cut {
			t.Errorf("%d lines are kept, cut %t", len(o.Logs), o.Cut)
		}
	}},
	{Name: "printing for ever", Source: `console.log({get a() { for (;;) {} }})`, Limits: executor.Limits{Wall: 200 * time.Millisecond}, Reason: executor.TimeoutWall},
}

func wantFull(t *testing.T, o executor.Outcome) {
	var kept int64
	for _, l := range o.Logs {
		kept += int64(len(l.Text)) + 1
	}
	if kept < executor.DefaultOutput-8 || !o.Cut {
		t.Errorf("%d bytes of the flood are kept, cut %t", kept, o.Cut)
	}
}
