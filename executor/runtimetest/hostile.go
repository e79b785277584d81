// SPDX-License-Identifier: Apache-2.0

package runtimetest

import "github.com/code-interceptor/caddy-code-interceptor/executor"

var (
	outOfTime   = []executor.Reason{executor.TimeoutWall, executor.TimeoutCPU}
	outOfMemory = []executor.Reason{executor.Memory}
	// outOfEither is for programs that eat both: which limit they hit first is the machine's.
	outOfEither = []executor.Reason{executor.TimeoutWall, executor.TimeoutCPU, executor.Memory}
	// outOfStack is for recursion inside the engine, which ends the process when its stack is full, if time lets it.
	outOfStack = []executor.Reason{executor.Exception, executor.TimeoutWall, executor.TimeoutCPU, executor.Memory}
)

// hostileJavaScript are programs that goja cannot be interrupted in, or that end its process. No reason here may be
// Completed: a program that gets an answer belongs in the other tables.
var hostileJavaScript = []Hostile{
	{"repeat", `"a".repeat(2 ** 28).split("").map(x => x + x).join("")`, outOfEither},
	{"repeat beyond memory", `"a".repeat(2 ** 40)`, outOfMemory},
	{"repeat, doubling", `let s = "ab"; for (;;) s += s`, outOfEither},
	{"padEnd beyond everything", `"a".padEnd(2 ** 52)`, outOfMemory},
	{"fill", `Array(1e9).fill(0)`, outOfEither},
	{"fill again", `for (;;) Array(1e7).fill(0)`, outOfEither},
	{"array buffer", `new ArrayBuffer(2 ** 40)`, append([]executor.Reason{executor.Exception}, outOfMemory...)},
	{"typed array", `const a = []; for (;;) a.push(new Float64Array(1e6))`, outOfEither},
	{"join", `Array(2 ** 32 - 1).join("ab")`, outOfEither},
	{"concat", `let a = [1]; for (;;) a = a.concat(a)`, outOfEither},
	{"push", `const a = []; for (;;) a.push({a})`, outOfEither},
	{"map", `const m = new Map(); for (let i = 0; ; i++) m.set(i, {i})`, outOfEither},
	{"closures", `let f = () => 1; for (;;) { const g = f; f = () => g }`, outOfEither},
	{"microtasks that pile up", `function f() { Promise.resolve().then(f); Promise.resolve().then(f) } f()`, outOfEither},
	{"timers that pile up", `for (;;) setTimeout(() => {}, 1e6)`, outOfEither},
	{"apply", `Math.max.apply(null, {length: 2 ** 50})`, outOfMemory},
	{"fromCharCode", `String.fromCharCode.apply(null, {length: 2 ** 32})`, outOfEither},
	{"array from", `Array.from({length: 2 ** 50})`, outOfEither},
	{"catastrophic regular expression", `/^(a+)+\1$/.test("a".repeat(40) + "b")`, outOfTime},
	{"catastrophic lookahead", `/(?=(x+x+)+y)x/.test("x".repeat(60))`, outOfTime},
	{"replace", `"a".repeat(1e6).replace(/a/g, "b".repeat(1e6))`, outOfEither},
	// The engine computes constants while it compiles, so these two hang or end the worker before they start.
	{"bigint power", `2n ** (10n ** 9n) * 3n ** (10n ** 8n)`, outOfEither},
	{"bigint beyond everything", `2n ** (10n ** 18n)`, append([]executor.Reason{executor.SyntaxError}, outOfEither...)},
	{"bigint power of a variable", `let n = 10n; 2n ** (n ** 9n) * 3n ** (n ** 8n)`, outOfEither},
	{"bigint text", `String(7n ** (10n ** 8n))`, outOfEither},
	{"bigint shift", `1n << (2n ** 62n)`, append([]executor.Reason{executor.Exception, executor.SyntaxError}, outOfMemory...)},
	{"asUintN", `BigInt.asUintN(2 ** 53 - 1, -1n)`, outOfMemory},
	{"sort", `Array(5e7).fill(1).sort()`, outOfEither},
	{"indexOf", `const a = Array(3e6).fill(0); for (let i = 0; i < 1e6; i++) a.indexOf(1)`, outOfTime},
	{"sparse reverse", `const a = []; a.length = 2 ** 32 - 1; a[0] = 1; Array.prototype.reverse.call(new Proxy(a, {}))`, outOfEither},
	{"array-like loop", `Array.prototype.indexOf.call({length: 2 ** 53 - 1}, 1)`, outOfTime},
	{"cyclic flat", `const a = []; a.push(a); a.flat(Infinity)`, outOfStack},
	{"prototype cycle by proxy", `const p = new Proxy({}, {}); Object.setPrototypeOf(p, p) || p.x; const q = Object.create(new Proxy({}, {getPrototypeOf: () => q})); q instanceof Array`, outOfStack},
	{"deep JSON", `JSON.parse("[".repeat(1e7))`, outOfStack},
	{"deep stringify", `let a = []; for (let i = 0; i < 1e7; i++) a = [a]; JSON.stringify(a)`, outOfStack},
	{"deep toString", `let a = []; for (let i = 0; i < 1e7; i++) a = [a]; String(a)`, outOfStack},
	{"bound functions", `let f = () => 1; for (let i = 0; i < 1e7; i++) f = f.bind(); f()`, outOfStack},
	{"proxies", `let p = {}; for (let i = 0; i < 1e7; i++) p = new Proxy(p, {}); p.x`, outOfStack},
}
