// SPDX-License-Identifier: Apache-2.0

package runtimetest

import (
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// loopCases are promises, timers and top-level await.
var loopCases = []Case{
	{Name: "resolved promise", Source: `Promise.resolve({a: 1})`, JSON: `{"a":1}`, Type: "object"},
	{Name: "async value", Source: `(async () => { await null; return 5 })()`, JSON: "5"},
	{Name: "nested promises", Source: `Promise.resolve(Promise.resolve(Promise.resolve(1)))`, JSON: "1"},
	{Name: "thenable", Source: `Promise.resolve({then(f) { f(7) }})`, JSON: "7"},
	{Name: "thenable that is no promise", Source: `({then(f) { f(7) }})`, JSON: "{}", Type: "object"},
	{Name: "promise of nothing", Source: `Promise.resolve()`, JSON: "-", Type: "undefined"},
	{Name: "all", Source: `Promise.all([1, Promise.resolve(2), new Promise(r => setTimeout(r, 5, 3))])`, JSON: "[1,2,3]"},
	{Name: "settled later", Source: `new Promise(r => setTimeout(() => r("late"), 20))`, JSON: `"late"`},
	{Name: "pending for ever", Source: `new Promise(() => {})`, JSON: "-", Type: "promise", Text: "Promise { <pending> }", Message: "nothing can settle"},
	{Name: "async that waits for ever", Source: `(async () => { await new Promise(() => {}) })()`, JSON: "-", Type: "promise", Message: "nothing can settle"},
	{Name: "rejected promise", Source: "Promise.reject(new RangeError('r'))", Reason: executor.Exception, Exception: "RangeError: r", Line: 1, Column: 16, Message: "unhandled rejection: RangeError: r"},
	{Name: "async throw", Source: "async function f() {\n  throw new TypeError('t')\n}\nf()", Reason: executor.Exception, Exception: "TypeError: t", Line: 2, Column: 9},
	{Name: "rejected with a string", Source: `Promise.reject("why")`, Reason: executor.Exception, Exception: "why"},
	{Name: "rejected with nothing", Source: `Promise.reject()`, Reason: executor.Exception, Exception: "undefined"},
	{Name: "unhandled on the side", Source: `Promise.reject(new Error("side")); 5`, Reason: executor.Exception, Exception: "Error: side"},
	{Name: "unhandled in a timer", Source: `setTimeout(() => Promise.reject(new Error("late")), 1); 5`, Reason: executor.Exception, Exception: "Error: late"},
	{Name: "unhandled is not outlived", Source: `Promise.reject(1); setTimeout(() => console.log("not here"), 50)`, Reason: executor.Exception},
	{Name: "handled", Source: `Promise.reject(1).catch(e => e + 1)`, JSON: "2"},
	{Name: "handled in the same turn", Source: `const p = Promise.reject(1); Promise.resolve().then(() => p.catch(() => {})); "fine"`, JSON: `"fine"`},
	{Name: "handled elsewhere, still the result", Source: `const p = Promise.reject(new Error("x")); p.catch(() => {}); p`, Reason: executor.Exception, Exception: "Error: x"},
	{Name: "many rejections, all handled", Source: `Promise.allSettled(Array.from({length: 10000}, (_, i) => Promise.reject(i))).then(a => a.length)`, JSON: "10000"},
	{Name: "many rejections, one not handled", Source: `const a = Array.from({length: 1000}, (_, i) => Promise.reject(i)); a.forEach((p, i) => i === 500 || p.catch(() => {})); 1`, Reason: executor.Exception, Exception: "500"},
	{Name: "rejection in finally", Source: `Promise.resolve(1).finally(() => { throw new Error("f") })`, Reason: executor.Exception, Exception: "Error: f"},
	{Name: "any of none", Source: `Promise.any([])`, Reason: executor.Exception, Exception: "AggregateError…"},
	{Name: "then is replaced", Source: `Promise.prototype.then = () => { throw 1 }; queueMicrotask(() => console.log("micro")); Promise.resolve(1)`, JSON: "1", Logs: []string{"log: micro"}},

	{Name: "order", Source: `const o = []; const l = x => () => o.push(x); setTimeout(l("t10"), 10); setTimeout(l("t1"), 1); setTimeout(l("t1b"), 1); setImmediate(l("i")); queueMicrotask(l("m1")); Promise.resolve().then(l("m2")); l("s")(); new Promise(r => setTimeout(() => r(o.join()), 30))`, JSON: `"s,m1,m2,i,t1,t1b,t10"`},
	{Name: "microtasks between timers", Source: `const o = []; setTimeout(() => { o.push(1); Promise.resolve().then(() => o.push(2)) }, 1); setTimeout(() => o.push(3), 1); new Promise(r => setTimeout(() => r(o), 20))`, JSON: "[1,2,3]"},
	{Name: "timer arguments", Source: `new Promise(r => setTimeout((a, b) => r([a, b]), 1, "x", "y"))`, JSON: `["x","y"]`},
	{Name: "this of a timer", Source: `new Promise(r => setTimeout(function () { "use strict"; r(this === undefined) }, 1))`, JSON: "true"},
	{Name: "clearTimeout", Source: `const t = setTimeout(() => console.log("not here"), 1); clearTimeout(t); clearTimeout(t); clearTimeout(999); clearTimeout(); clearTimeout({}); typeof t`, JSON: `"number"`},
	{Name: "clear while firing", Source: `const a = setTimeout(() => clearTimeout(b), 1), b = setTimeout(() => console.log("not here"), 1); const i = setImmediate(() => clearImmediate(j)), j = setImmediate(() => console.log("nor here")); 0`, JSON: "0"},
	{Name: "interval", Source: `let n = 0; new Promise(r => { const t = setInterval(() => { if (++n === 3) { clearInterval(t); r(n) } }, 1) })`, JSON: "3"},
	{Name: "interval cleared in itself by clearTimeout", Source: `const t = setInterval(() => clearTimeout(t), 1); 1`, JSON: "1"},
	{Name: "timers outlive the value", Source: `setTimeout(() => console.log("later"), 10); "now"`, JSON: `"now"`, Logs: []string{"log: later"}},
	{Name: "odd delays", Source: `for (const d of [-1, NaN, "2", null, undefined, Infinity, 2 ** 40]) setTimeout(() => console.log(String(d)), d); 0`, JSON: "0", AnyLogs: true, Check: func(t *testing.T, o executor.Outcome) {
		if len(o.Logs) != 7 || o.Usage.Wall > 5*time.Second {
			t.Errorf("%d timers fired in %v", len(o.Logs), o.Usage.Wall)
		}
	}},
	{Name: "delay that throws", Source: `setTimeout(() => 1, {valueOf() { throw new Error("v") }})`, Reason: executor.Exception, Exception: "Error: v"},
	{Name: "callback that is none", Source: `setTimeout({toString() { return "leak = 1" }})`, Reason: executor.Exception, Exception: "TypeError: …"},
	{Name: "microtask callback that is none", Source: `queueMicrotask("x")`, Reason: executor.Exception, Exception: "TypeError: …"},
	{Name: "throw in a timer", Source: "setTimeout(() => {\n  throw new Error('t')\n}, 1); setTimeout(() => console.log('not here'), 20)", Reason: executor.Exception, Exception: "Error: t", Line: 2, Column: 9},
	{Name: "throw in a microtask", Source: "queueMicrotask(() => {\n  throw new Error('m')\n})", Reason: executor.Exception, Exception: "Error: m", Line: 2, Column: 9},
	{Name: "microtask gets nothing", Source: `new Promise(r => queueMicrotask(function () { r(arguments.length) }))`, JSON: "0"},
	{Name: "time goes on", Source: `const a = Date.now(); new Promise(r => setTimeout(() => r(Date.now() - a >= 28), 30))`, JSON: "true"},

	{Name: "await", Await: true, Source: `await Promise.resolve(5)`, JSON: "5"},
	{Name: "await then a value", Await: true, Source: "const a = await 1;\nconst b = await new Promise(r => setTimeout(r, 1, 2));\na + b", JSON: "3"},
	{Name: "await with no value", Await: true, Source: `await 1; const x = 2;`, JSON: "-", Type: "undefined"},
	{Name: "await and a comment at the end", Await: true, Source: `await 1 // one`, JSON: "1"},
	{Name: "await that rejects", Await: true, Source: "await null;\n  await Promise.reject(new TypeError('t'))", Reason: executor.Exception, Exception: "TypeError: t", Line: 2, Column: 24},
	{Name: "throw on the first line of a wrapped program", Await: true, Source: "throw new Error(await 'x')", Reason: executor.Exception, Exception: "Error: x", Line: 1, Column: 7},
	{Name: "throw on a later line of a wrapped program", Await: true, Source: "await 1;\n throw new Error('x')", Reason: executor.Exception, Line: 2, Column: 8},
	{Name: "place of an attempt in a wrapped program", Await: true, Source: "await 1; try { eval('x') } catch {}", Attempts: []string{"eval"}, Check: func(t *testing.T, o executor.Outcome) {
		if a := o.Attempts[0]; a.Line != 1 || a.Column != 20 {
			t.Errorf("%+v", a)
		}
	}},
	{Name: "declared twice in a wrapped program", Await: true, Source: "await 1; let a; let a", Reason: executor.SyntaxError, Line: 1, Column: 21},
	{Name: "property class in a wrapped program", Await: true, Source: "await /\\p{L}/u", Reason: executor.SyntaxError, Line: 1, Column: 7},
	{Name: "timers in a wrapped program", Await: true, Source: `for (let i = 0; i < 3; i++) { await new Promise(r => setTimeout(r, 1)); console.log(i) }`, Logs: []string{"log: 0", "log: 1", "log: 2"}},
}

var short = executor.Limits{Wall: 200 * time.Millisecond}

// limitCases hit the wall clock in every way an engine can be interrupted.
var limitCases = []Case{
	{Name: "endless loop", Source: `console.log("a"); for (;;) {}`, Limits: short, Reason: executor.TimeoutWall, Message: "200ms", Logs: []string{"log: a"}},
	{Name: "endless loop that catches", Source: `for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "endless generator", Source: `function* g() { try { for (;;) yield 1 } finally { for (;;) {} } } for (const x of g()) {}`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "endless microtasks", Source: `function f() { Promise.resolve().then(f) } f()`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "endless queueMicrotask", Source: `function f() { queueMicrotask(f) } f()`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "endless await", Source: `(async () => { for (;;) await 1 })()`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "endless immediates", Source: `function f() { setImmediate(f) } f()`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "endless interval", Source: `setInterval(() => {}, 5); 1`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "timer beyond the limit", Source: `setTimeout(() => console.log("not here"), 60000); 1`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a timer", Source: `setTimeout(() => { for (;;) {} }, 1)`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a getter of the result", Source: `({get a() { for (;;) {} }})`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in toJSON", Source: `({toJSON() { for (;;) {} }})`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a trap of the result", Source: `new Proxy({}, {ownKeys() { for (;;) {} }})`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in the message of an error", Source: `throw Object.defineProperty(new Error, "message", {get() { for (;;) {} }})`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in the name of an error", Source: `throw {__proto__: Error.prototype, get name() { for (;;) {} }, toJSON() { for (;;) {} }}`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a rejected thing", Source: `Promise.reject({toJSON() { for (;;) {} }})`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in toString", Source: `"" + {toString() { for (;;) {} }}`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a sort", Source: `[2, 1].sort(() => { for (;;) {} })`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a replace", Source: `"a".replace(/a/, () => { for (;;) {} })`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a reviver", Source: `JSON.parse("[1]", () => { for (;;) {} })`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a clone", Source: `structuredClone({get a() { for (;;) {} }})`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "loop in a class field", Source: `class A { static a = (() => { for (;;) {} })() }`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "recursion that never grows deep", Source: `function f(n) { if (n) { f(n - 1); f(n - 1) } } f(60)`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "nothing runs after the end", Source: `try { for (;;) {} } finally { console.log("not here") }`, Limits: short, Reason: executor.TimeoutWall},
	{Name: "no jobs after the end", Source: `Promise.resolve().then(() => console.log("not here")); for (;;) {}`, Limits: short, Reason: executor.TimeoutWall},
}
