// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var kindNames = map[ir.Kind]string{
	ir.Ref: "ref", ir.Call: "call", ir.Member: "member", ir.Write: "write", ir.Loop: "loop", ir.Import: "import",
	ir.Regexp: "regexp", ir.Literal: "literal", ir.Syntax: "syntax",
}

func lowered(t testing.TB, src string) *analyzer.Lowered {
	t.Helper()
	low, err := New().Lower(src)
	if err != nil {
		t.Fatalf("%.200s\n%v", src, err)
	}
	return low
}

// tell writes a fact as `kind path "source"`, with a ! behind the kind when it is hidden.
func tell(src string, f ir.Fact) string {
	hidden := ""
	if f.Hidden {
		hidden = "!"
	}
	return fmt.Sprintf("%s%s %s `%s`", kindNames[f.Kind], hidden, f.Path, src[f.Start:f.End])
}

// told lists the facts of one kind or several.
func told(t testing.TB, src string, kinds ...ir.Kind) []string {
	t.Helper()
	var out []string
	for _, f := range lowered(t, src).Facts {
		if slices.Contains(kinds, f.Kind) {
			out = append(out, tell(src, f))
		}
	}
	return out
}

// TestRefs holds which references there are, where, and whether they are hidden.
func TestRefs(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		// plain
		{"eval('1')", "ref eval `eval`"},
		{"x = eval", "ref eval `eval`"},
		{"(0, eval)('1')", "ref eval `eval`"},
		{"[eval].forEach(f => f('1'))", "ref eval `eval`; ref! eval `f`"},
		{"eval`1`", "ref eval `eval`"},
		{"new Function('a')", "ref Function `Function`"},
		{"class A extends Function {}", "ref Function `Function`"},
		{"globalThis.eval", "ref eval `globalThis.eval`"},
		{"window.top.self.eval", "ref eval `window.top.self.eval`"},
		{"globalThis['eval']", "ref eval `globalThis['eval']`"},
		{"window?.eval?.('x')", "ref eval `window?.eval`"},
		{"process.env.HOME", "ref process.env.HOME `process.env.HOME`"},
		{"({ fetch })", "ref fetch `fetch`"},
		{"const { eval: e } = globalThis", "ref eval `eval`; ref globalThis `globalThis`"},
		{"const { process: { env } } = globalThis", "ref process `process`; ref process.env `env`; ref globalThis `globalThis`"},
		{"require('fs').readFileSync('/x')", "ref require:fs.readFileSync `require('fs').readFileSync`; ref require `require`"},
		{"const fs = require('node:fs'); fs.rm('/')", "ref require `require`; ref require:fs.rm `fs.rm`"},
		{"const { exec } = require('child_process'); exec('ls')",
			"ref require:child_process.exec `exec`; ref require `require`; ref require:child_process.exec `exec`"},
		{"'é😀'; eval", "ref eval `eval`"},
		{"\ufeffeval", "ref eval `eval`"},
		{"1\u2028eval", "ref eval `eval`"},
		{"#!/usr/bin/env node\neval", "ref eval `eval`"},
		// escapes
		{`\u0065val('1')`, "ref! eval `\\u0065val`"},
		{`\u{65}v\u0061l`, "ref! eval `\\u{65}v\\u0061l`"},
		{`globalThis.\u0065val`, "ref! eval `globalThis.\\u0065val`"},
		{`globalThis['\x65val']`, "ref! eval `globalThis['\\x65val']`"},
		// aliases
		{"const e = eval; e('1')", "ref eval `eval`; ref! eval `e`"},
		{"let e; e = eval; e('1')", "ref eval `eval`; ref! eval `e`"},
		{"const g = globalThis; g.eval('1')", "ref globalThis `globalThis`; ref! eval `g.eval`"},
		{"const [e] = [eval]; e('1')", "ref eval `eval`; ref! eval `e`"},
		{"const { a: { b: e = 1 } } = { a: { b: eval } }; e('1')", "ref eval `eval`; ref! eval `b`; ref! eval `e`"},
		{"for (const f of [eval]) f('1')", "ref eval `eval`; ref! eval `f`"},
		{"(function (g) { g.eval('1') })(this)", "ref! eval `g.eval`"},
		{"(function () { this.eval('1') })()", "ref! eval `this.eval`"},
		{"(function () { arguments[0].eval('1') })(this)", "ref! eval `arguments[0].eval`"},
		{"x = ((...a) => a[0].eval)(this)", "ref! eval `((...a) => a[0].eval)(this)`; ref! eval `a[0].eval`"},
		{"(function (g) { g.eval('1') }).call(null, this)", "ref! eval `g.eval`"},
		{"(function (g) { g.eval('1') }).apply(null, [this])", "ref! eval `g.eval`"},
		{"function f(g = this) { return g.eval } f()('1')", "ref! eval `g.eval`; ref! eval `f()`"},
		{"this.eval", "ref! eval `this.eval`"},
		{"var eval; eval('1')", "ref eval `eval`"},
		{"eval('1'); var eval = 1", "ref eval `eval`"},
		{"if (false) { var eval = 1 } eval('1')", "ref eval `eval`"},
		{"class A { f = eval } new A().f('1')", "ref eval `eval`; ref! eval `new A().f`"},
		{"class A { static get f() { return eval } } A.f('1')", "ref eval `eval`; ref! eval `A.f`"},
		{"const o = { get f() { return eval } }; o.f('1')", "ref eval `eval`; ref! eval `o.f`"},
		{"const o = {}; o.f = eval; o.f('1')", "ref eval `eval`; ref! eval `o.f`"},
		{"const f = c ? eval : g; f('1')", "ref eval `eval`; ref! eval `f`"},
		// folding
		{"globalThis['ev' + 'al']", "ref! eval `globalThis['ev' + 'al']`"},
		{"globalThis[`${'ev'}al`]", "ref! eval `globalThis[`${'ev'}al`]`"},
		{"let s = 'ev'; s += 'al'; this[s]", "ref! eval `this[s]`"},
		{"this[['l', 'a', 'v', 'e'].reverse().join('')]", "ref! eval `this[['l', 'a', 'v', 'e'].reverse().join('')]`"},
		{"this['lave'.split('').reverse().join('')]", "ref! eval `this['lave'.split('').reverse().join('')]`"},
		{"this[String.fromCharCode(101, 118, 97, 108)]", "ref! eval `this[String.fromCharCode(101, 118, 97, 108)]`"},
		{"this[String.fromCharCode(...[101, 118, 97, 108])]", "ref! eval `this[String.fromCharCode(...[101, 118, 97, 108])]`"},
		{"this[[101, 118, 97, 108].map(c => String.fromCharCode(c)).join('')]",
			"ref! eval `this[[101, 118, 97, 108].map(c => String.fromCharCode(c)).join('')]`"},
		{"this[atob('ZXZhbA==')]", "ref! eval `this[atob('ZXZhbA==')]`"},
		{"this[Buffer.from('6576616c', 'hex').toString()]", "ref! eval `this[Buffer.from('6576616c', 'hex').toString()]`"},
		{"this[Buffer.from('ZXZhbA', 'base64').toString('utf8')]", "ref! eval `this[Buffer.from('ZXZhbA', 'base64').toString('utf8')]`"},
		{"this[unescape('%65%76al')]", "ref! eval `this[unescape('%65%76al')]`"},
		{"this[decodeURIComponent('%65val')]", "ref! eval `this[decodeURIComponent('%65val')]`"},
		{"this['eXval'.replace('X', '')]", "ref! eval `this['eXval'.replace('X', '')]`"},
		{"this['e1v2a3l'.replace(/\\d/g, '')]", "ref! eval `this['e1v2a3l'.replace(/\\d/g, '')]`"},
		{"this['EVAL'.toLowerCase()]", "ref! eval `this['EVAL'.toLowerCase()]`"},
		{"this['medieval'.slice(4)]", "ref! eval `this['medieval'.slice(4)]`"},
		{"this['medieval'.substr(-4, 4)]", "ref! eval `this['medieval'.substr(-4, 4)]`"},
		{"this[(693741).toString(36)]", "ref! eval `this[(693741).toString(36)]`"},
		{"this[JSON.parse('{\"k\":\"eval\"}').k]", "ref! eval `this[JSON.parse('{\"k\":\"eval\"}').k]`"},
		{"this[String.raw`eval`]", "ref! eval `this[String.raw`eval`]`"},
		{"const k = { a: 'ev', b: 'al' }; this[k.a + k.b]", "ref! eval `this[k.a + k.b]`"},
		{"const k = x ? 'eval' : 'y'; this[k]", "ref! eval `this[k]`"},
		{"this[{ toString() { return 'eval' } }]", "ref! eval `this[{ toString() { return 'eval' } }]`"},
		{"const d = (a, b) => b + a; this[d('al', 'ev')]", "ref! eval `this[d('al', 'ev')]`"},
		{"function d(i) { return ['x', 'eval'][i - 1] } this[d(2)]", "ref! eval `this[d(2)]`"},
		{"x = Reflect.get(globalThis, 'ev' + 'al')", "ref! eval `Reflect.get(globalThis, 'ev' + 'al')`; ref globalThis `globalThis`"},
		{"Object.getOwnPropertyDescriptor(globalThis, 'eval').value",
			"ref! eval `Object.getOwnPropertyDescriptor(globalThis, 'eval').value`; ref globalThis `globalThis`"},
		// constructors
		{"[].filter.constructor('1')", "ref! Function `[].filter.constructor`"},
		{"''.constructor.constructor('1')", "ref! Function `''.constructor.constructor`"},
		{"(() => {}).constructor('1')", "ref! Function `(() => {}).constructor`"},
		{"(async () => {}).constructor('1')", "ref! AsyncFunction `(async () => {}).constructor`"},
		{"(function* () {}).constructor('1')", "ref! GeneratorFunction `(function* () {}).constructor`"},
		{"({}).constructor.constructor('1')", "ref! Function `({}).constructor.constructor`"},
		{"x.constructor.constructor('1')", "ref! Function `x.constructor.constructor`"},
		{"Math.max.constructor('1')", "ref! Function `Math.max.constructor`"},
		{"Object.getPrototypeOf(async function () {}).constructor", "ref! AsyncFunction `Object.getPrototypeOf(async function () {}).constructor`"},
		{"(() => {}).__proto__.constructor", "ref! Function `(() => {}).__proto__.constructor`"},
		{"const k = 'const' + 'ructor'; [][k][k]('1')", "ref! Function `[][k][k]`"},
		{"(x) => { const { constructor: { constructor: f } } = x; f('1') }", "ref! Function `constructor`; ref! Function `f`"},
		{"Function.prototype.constructor", "ref! Function `Function.prototype.constructor`"},
		{"Function('return this')().fetch('x')", "ref Function `Function`; ref! fetch `Function('return this')().fetch`"},
	} {
		got := strings.Join(sorted(told(t, c.src, ir.Ref)), "; ")
		if want := strings.Join(sorted(strings.Split(c.want, "; ")), "; "); got != want {
			t.Errorf("%s\n got %s\nwant %s", c.src, got, want)
		}
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

// TestHonest holds programs that look like trouble and are none: no capability may be told of.
func TestHonest(t *testing.T) {
	for _, src := range []string{
		`console.log("eval('1')", 'fetch', ` + "`process.env`" + `) // eval(document.cookie)`,
		`/* new Function('x') */ const medieval = (x) => x; medieval(1)`,
		`const o = { eval(x) { return x }, fetch: (x) => x, process: 1 }; o.eval(1); o.fetch(2); o.process`,
		`class A { eval(x) { return x } static fetch() {} #process = 1; get require() { return this.#process } }; new A().eval(1); A.fetch()`,
		`function fetch(x) { return x } fetch(1)`,
		`const eval2 = 1, process = { env: { A: 1 } }; process.env.A; process.exit`,
		`function f(eval, fetch) { return eval(fetch) }`,
		`try { f() } catch (process) { process.exit() }`,
		`for (const document of [1, 2]) document.body`,
		`{ let top = 0, parent = null, self = {}, frames = [], location = '', name = ''; top + frames.length; self.x = parent; location.length }`,
		`function stack() { var top = 0; top++; return top }`,
		`eval: for (const x of []) { break eval }`,
		`({ eval: 1, fetch: 2, process: 3, "Function": 4 }).eval`,
		`typeof eval; typeof process !== 'undefined'; typeof window === 'undefined'; typeof process.versions`,
		`x instanceof Function; x.constructor === Function; Function.prototype.call; Function.prototype.toString.call(f); Function.name`,
		`'fetch' in window; self === top; window !== parent`,
		`class P { constructor() {} clone() { return new this.constructor() } name() { return this.constructor.name } }; new P().clone()`,
		`const isFunction = (x) => typeof x === 'function'; isFunction(1)`,
		`import_('x'); const required = 1; inprocess.run()`,
		`obj.fetch('/x'); obj.eval('1'); obj.process.exit(); api.document.write('x'); this_.window.x`,
		`function Foo() { this.eval = 1; this.x = this.eval } new Foo()`,
		`const list = []; list.push(1); list[0](); const k = list.length; obj[k]; obj[k + 'x']()`,
		`const fns = { a() {}, b() {} }; const k = input(); fns[k]()`,
		`const key = 'constructor'; ({ constructor: 1 })[key]`,
		`Array.prototype.slice.call(x).map(String).filter(Boolean).join('')`,
		`const root = typeof globalThis !== 'undefined' ? globalThis : typeof self !== 'undefined' ? self : this; root.lib = {}`,
		`export_: { break export_ }`,
		`var s = ''; for (let i = 0; i < 9; i++) s += String.fromCharCode(65 + i); table[s]`,
		`var process = 1; process + 1`,
		`const fetchUser = async (id) => ({ id }); await fetchUser(1)`,
		`const m = new Map([['eval', 1]]); m.set('fetch', (x) => x); m.get('fetch')(1); for (const [k, v] of m) v(k); m.forEach((v) => v())`,
		`const s = new Set(['process']); for (const x of s) x.env; const [first] = s; first.exit()`,
		`function* g() { yield 'eval'; yield* [{ fetch() {} }] } for (const x of g()) x.fetch(); g().next().value.run()`,
		`class A { static #n = 0; static { this.n = 1; this.run?.() } set v(x) { x.eval(1) } } new A().v = { eval() {} }`,
		`const t = (parts, ...v) => parts.raw.join('') + v[0]; t` + "`eval${1}fetch`" + `.length`,
		`const p = new Proxy({}, { get: (o, k) => o[k] }); p.eval(1); p.constructor.name`,
		`function F() { if (!new.target) return new F(); this.x = new.target.name } F()`,
		`items.forEach((x) => x.fetch()); [1, 2].map((x) => table[x]()); [{ eval() {} }].forEach((o) => o.eval())`,
		`Promise.resolve({ fetch() {} }).then((api) => api.fetch('x')); const it = [1][Symbol.iterator](); it.next().value`,
		`Object.defineProperty(o, 'x', { get: () => 1 }); ({ a: 1 }).x; class B { copy() { return this.constructor(1) } }`,
	} {
		got := told(t, src, ir.Ref, ir.Member, ir.Import, ir.Syntax)
		for _, f := range lowered(t, src).Facts {
			if f.Kind == ir.Call && capable(f.Path) || f.Kind == ir.Write && f.Path != "" {
				got = append(got, tell(src, f))
			}
		}
		if len(got) > 0 {
			t.Errorf("%s\n told %q", src, got)
		}
	}
}

// TestCalls holds calls with what is known of their arguments, and what else is not a reference.
func TestCalls(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"setTimeout('alert(1)', 10)", "call setTimeout `setTimeout('alert(1)', 10)`"},
		{"eval.call(null, '1')", "call eval `eval.call(null, '1')`"},
		{"Reflect.apply(eval, null, ['1'])", "call eval `Reflect.apply(eval, null, ['1'])`"},
		{"(0, eval)('1')", "call eval `(0, eval)('1')`"},
		{"const e = eval.bind(null, '1'); e()", "call! eval `e()`"},
		{"new Worker('x.js')", "call Worker `new Worker('x.js')`"},
		{"x.repeat(1e9)", "call String.prototype.repeat `x.repeat(1e9)`"},
		{"el.insertAdjacentHTML('beforeend', x)", "call insertAdjacentHTML `el.insertAdjacentHTML('beforeend', x)`"},
		{"el.innerHTML = x", "write innerHTML `el.innerHTML = x`"},
		{"document.body.innerHTML = x", "write document.body.innerHTML `document.body.innerHTML = x`"},
		{"Object.prototype.x = 1", "write Object.prototype.x `Object.prototype.x = 1`"},
		{"a.__proto__ = b", "write __proto__ `a.__proto__ = b`"},
		{"a.__proto__.x = b", "write *.__proto__.x `a.__proto__.x = b`"},
		{"fetch = x", "write fetch `fetch = x`"},
		{"[globalThis.eval] = x", "write eval `globalThis.eval`"},
		{"window[k]", "member! globalThis `window[k]`"},
		{"process[k]()", "member! process `process[k]`"},
		{"Reflect.get(globalThis, k)", "member! globalThis `Reflect.get(globalThis, k)`; call Reflect.get `Reflect.get(globalThis, k)`"},
		{"with (a) b", "syntax with `with`"},
		{"debugger", "syntax debugger `debugger`"},
		{"require('node:fs')", "call require `require('node:fs')`; import require `require('node:fs')`"},
		{"module.require(x)", "call module.require `module.require(x)`; import module.require `module.require(x)`"},
		{"import('x')", "call import `import('x')`; import import `import('x')`"},
		{"/a(b)/gi", "regexp  `/a(b)/gi`"},
		{"new RegExp('a' + 'b', 'g')", "call RegExp `new RegExp('a' + 'b', 'g')`; regexp  `new RegExp('a' + 'b', 'g')`"},
	} {
		kinds := []ir.Kind{ir.Call, ir.Write, ir.Member, ir.Syntax, ir.Import, ir.Regexp}
		got := strings.Join(sorted(told(t, c.src, kinds...)), "; ")
		if want := strings.Join(sorted(strings.Split(c.want, "; ")), "; "); got != want {
			t.Errorf("%s\n got %s\nwant %s", c.src, got, want)
		}
	}
}

func TestArgs(t *testing.T) {
	for _, f := range lowered(t, "const s = 'a' + 'b'; setTimeout(c ? s : 'x', 5, () => 1, eval, unknown)").Facts {
		if f.Kind != ir.Call {
			continue
		}
		got := fmt.Sprintf("%+v", f.Args)
		want := "[{Texts:[ab x] Number:0 IsNumber:false Builtins:[] Function:false Exact:false}" +
			" {Texts:[] Number:5 IsNumber:true Builtins:[] Function:false Exact:true}" +
			" {Texts:[] Number:0 IsNumber:false Builtins:[] Function:true Exact:true}" +
			" {Texts:[] Number:0 IsNumber:false Builtins:[eval] Function:false Exact:true}" +
			" {Texts:[] Number:0 IsNumber:false Builtins:[] Function:false Exact:false}]"
		if got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
		return
	}
	t.Error("no call")
}

// TestLoops holds which loops are endless; ~ marks those whose condition is invariant and not constant.
func TestLoops(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"while (true) {}", "while endless"},
		{"while (1) f()", "while endless"},
		{"while ('x') f()", "while endless"},
		{"while (!0) f()", "while endless"},
		{"while (![] + []) f()", "while endless"},
		{"for (;;) {}", "for endless"},
		{"do { f() } while (1)", "do-while endless"},
		{"while (false) {}", "while"},
		{"do { f() } while (false)", "do-while"},
		{"while (f()) {}", "while"},
		{"while (o.x) {}", "while"},
		{"while (true) { break }", "while"},
		{"while (true) { if (x) break }", "while"},
		{"while (true) { if (false) break }", "while endless"},
		{"while (true) { if (true) {} else break }", "while endless"},
		{"while (true) { continue; break }", "while endless"},
		{"while (true) { while (true) { break } }", "while endless; while"},
		{"while (true) { switch (x) { case 1: break } }", "while endless"},
		{"a: while (true) { switch (x) { case 1: break a } }", "while"},
		{"a: for (;;) { for (;;) { continue a } }", "for endless; for"},
		{"a: for (;;) { for (;;) { break a } }", "for; for"},
		{"a: { for (;;) { break a } }", "for"},
		{"function f() { for (;;) { return } }", "for"},
		{"function f() { for (;;) { () => { return } } }", "for endless"},
		{"for (;;) { throw 1 }", "for"},
		{"for (;;) { try { throw 1 } catch {} }", "for endless"},
		{"try { for (;;) { throw 1 } } catch {}", "for"},
		{"for (;;) { try { throw 1 } finally {} }", "for"},
		{"for (;;) { try {} catch { throw 1 } }", "for"},
		{"function* g() { for (;;) yield 1 }", "for"},
		{"function* g() { for (;;) { () => { function* h() { yield 1 } } } }", "for endless"},
		{"async function f() { for (;;) await g() }", "for endless"},
		{"for (const x of y) {}", "for-of"},
		{"for (const x in y) {}", "for-in"},
		{"let i = 0; while (i < 9) f()", "while endless~"},
		{"let i = 0; while (i < 9) i++", "while"},
		{"let i = 0; while (i < 9) { g() } function g() { i++ }", "while"},
		{"for (let i = 0; i < 9;) f(i)", "for endless~"},
		{"for (let i = 0; i < 9; i++) f(i)", "for"},
		{"function f(n) { while (n > 0) g() }", "while endless~"},
		{"function f(n) { while (n > 0) { n-- } }", "while"},
		{"function f(n) { while (n > 0) { [n] = g() } }", "while"},
		{"let done = false; while (!done) { if (f()) done = true }", "while"},
		{"let run = true; while (run) f(); function stop() { run = false }", "while"},
		{"while (undeclared) f()", "while"},
		{"const on = true; while (on) f()", "while endless~"},
	} {
		var got []string
		for _, f := range lowered(t, c.src).Facts {
			if f.Kind == ir.Loop {
				s := f.Loop.Form
				if f.Loop.Endless {
					s += " endless"
				}
				if f.Loop.Invariant && f.Loop.Endless {
					s += "~"
				}
				got = append(got, s)
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.src, s, c.want)
		}
	}
}

func TestLoopRange(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"x; while (true) { f() } y", "while (true) { f() }"},
		{"x; for (;;) f(); y", "for (;;) f()"},
		{"do f(); while (1)\ny", "do f(); while (1)"},
		{"for (;;);", "for (;;);"},
	} {
		for _, f := range lowered(t, c.src).Facts {
			if got := c.src[f.Start:f.End]; f.Kind == ir.Loop && got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.src, got, c.want)
			}
		}
	}
}

func TestMetrics(t *testing.T) {
	m := lowered(t, `function f(a, b = 1) {
  if (a && b) { for (const x of a) { while (x) { g(x ?? 1) } } }
  else if (b) return a ? 1 : 2
  switch (a) { case 1: break; default: }
  try { g() } catch {}
}
const h = () => 1`).Metrics
	want := ir.Metrics{Nodes: m.Nodes, Decisions: 10, Functions: 2, MaxNesting: 4, MaxLoopNesting: 2, Lines: 7}
	if m != want || m.Nodes < 40 || m.Nodes > 80 {
		t.Errorf("%+v", m)
	}
}

// TestOrder holds that facts come in source order, inside the source, and once per place and kind.
func TestOrder(t *testing.T) {
	src := honest(4000) + "\nconst w = window; w.eval('x'); setTimeout('y'); for (;;) { process.exit() }"
	last := -1
	seen := map[string]bool{}
	for _, f := range lowered(t, src).Facts {
		if f.Start < last || f.End < f.Start || f.End > len(src) {
			t.Fatalf("out of order or out of range: %+v", f)
		}
		last = f.Start
		key := fmt.Sprint(f.Kind, f.Start, f.End, f.Path)
		if seen[key] {
			t.Errorf("told twice: %s", tell(src, f))
		}
		seen[key] = true
	}
}

// TestFlood holds that no number of harmless facts pushes out the one that matters: texts have room of their own, and a
// flood of anything else is refused.
func TestFlood(t *testing.T) {
	low := lowered(t, strings.Repeat("'text';", 15_000)+"eval('1')")
	if len(low.Facts) > maxFacts+1 {
		t.Errorf("%d facts", len(low.Facts))
	}
	if !slices.ContainsFunc(low.Facts, func(f ir.Fact) bool { return f.Kind == ir.Ref && f.Path == "eval" }) {
		t.Error("a flood of texts pushed out the reference")
	}
	if err := syntaxError(t, "eval('1');"+strings.Repeat("location;", maxPerKind+1)); err.Rule != ruleLimits {
		t.Errorf("%+v", err)
	}
}

func syntaxError(t *testing.T, src string) *analyzer.SyntaxError {
	t.Helper()
	_, err := New().Lower(src)
	var serr *analyzer.SyntaxError
	if !errors.As(err, &serr) {
		t.Fatalf("%.80q: got %v, want a syntax error", src, err)
	}
	return serr
}
