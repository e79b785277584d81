// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// jsfuck spells what it takes to reach Function with six characters.
func jsfuck() string {
	digits := []string{"+[]", "+!+[]"}
	for i := 2; i < 10; i++ {
		digits = append(digits, strings.Repeat("!+[]+", i-1)+"!+[]")
	}
	at := func(text string, i int) string { return "(" + text + ")[" + digits[i] + "]" }
	f, tr, un := "![]+[]", "!![]+[]", "[][[]]+[]"
	// flat: f l a t
	flat := "[][" + strings.Join([]string{at(f, 0), at(f, 2), at(f, 1), at(tr, 0)}, "+") + "]"
	fn := flat + "+[]" // function flat() { [native code] }
	word := strings.Join([]string{
		at(fn, 3), at(fn, 6), at(un, 1), at(f, 3), at(tr, 0), at(tr, 1), at(tr, 2), at(fn, 3), at(tr, 0), at(fn, 6), at(tr, 1),
	}, "+")
	return flat + "[" + word + "]"
}

// TestObfuscated holds that well-known ways to hide a name are seen through.
func TestObfuscated(t *testing.T) {
	for _, c := range []struct{ name, src, path string }{
		{"six characters", jsfuck() + "('x')()", "Function"},
		{"string array", "const _0x1 = ['ZXZhbA==', 'bG9n']; function _0x2(i) { i = i - 0x10; return _0x1[i] } globalThis[atob(_0x1[0])]('1')", "eval"},
		{"rotated array", "const a = ['log', 'eval']; (function (x, n) { while (--n) x.push(x.shift()) })(a, 3); window[a[0]]('1')", "eval"},
		{"decoder", "const d = s => s.split('').map(c => String.fromCharCode(c.charCodeAt(0) - 1)).join(''); this[d('fwbm')]('1')", "eval"},
		{"reduce", "this[[101, 118, 97, 108].reduce((s, c) => s + String.fromCharCode(c), '')]('1')", "eval"},
		{"hex", "this['\\x65\\x76\\x61\\x6c']('1')", "eval"},
		{"computed constructor", "(() => {})[['con', 'structor'].join('')]('x')", "Function"},
		{"nested return", "(function () { return function () { return this } })()().eval('x')", "eval"},
		{"spread", "const o = { ...globalThis }; o.eval('x')", "eval"},
		{"map object", "const o = { k: 'eval' }; for (const n of Object.values(o)) this[n]('x')", "eval"},
		{"object keys", "Object.keys({ eval: 1 }).forEach(k => this[k]('x')); this[Object.keys({ eval: 1 })[0]]", "eval"},
		{"bound", "const f = Function.prototype.call.bind(eval); f(null, 'x')", "eval"},
		{"proxy", "new Proxy(eval, {})('x')", "eval"},
		{"descriptor", "const { value } = Object.getOwnPropertyDescriptor(globalThis, 'eval'); value('x')", "eval"},
		{"generator chain", "Object.getPrototypeOf(function* () {}).constructor('x')", "GeneratorFunction"},
		{"mainModule", "process.mainModule.require('child_process').execSync('id')", "require:child_process.execSync"},
		{"constructor in a variable", "const c = 'constructor'; const F = [][c][c]; F('x')()", "Function"},
		{"wrapped timers", "window['set' + 'Timeout']('x')", "setTimeout"},
		{"frames", "x.contentWindow.eval('1')", "eval"},
		{"conditional alias", "let g; if (a) g = eval; else g = b; g('x')", "eval"},
		{"default parameter", "((f = eval) => f('x'))()", "eval"},
		{"logical assignment", "let f; f ||= eval; f('x')", "eval"},
		{"label and comma", "a: (1, 2, eval)('x')", "eval"},
		{"with", "with (globalThis) { eval('x') }", "eval"},
		{"long decoder", "const d = s => s.split('').map(c => String.fromCharCode(c.charCodeAt(0) - 1)).join(''), k = d('x'.repeat(90) + 'dpotusvdups').slice(90); [].at[k]('x')()", "Function"},
		{"long decoder, kept", "const d = s => s.split('').map(c => String.fromCharCode(c.charCodeAt(0) - 1)).join(''), k = d('x'.repeat(90) + 'dpotusvdups').slice(90); const F = [].at[k]; F('x')()", "Function"},
		{"long decoder, called through call", "const d = s => s.split('').map(c => String.fromCharCode(c.charCodeAt(0) - 1)).join(''), k = d('x'.repeat(90) + 'dpotusvdups').slice(90); [].at[k].call(null, 'x')()", "Function"},
		{"catch-all this", "(() => this)().eval('x')", "eval"},
	} {
		low := lowered(t, c.src)
		if !slices.ContainsFunc(low.Facts, func(f ir.Fact) bool { return f.Kind == ir.Ref && f.Path == c.path }) {
			t.Errorf("%s: no %s among %q", c.name, c.path, told(t, c.src, ir.Ref))
		}
	}
}

// TestBoundedTime holds that evaluation ends soon on programs made to keep it busy.
func TestBoundedTime(t *testing.T) {
	long := func(f func(i int) string, n int) string {
		var b strings.Builder
		for i := 0; i < n; i++ {
			b.WriteString(f(i))
		}
		return b.String()
	}
	for name, src := range map[string]string{
		"six characters, 64 KB": strings.Repeat(jsfuck()+";", 1+65_536/len(jsfuck())),
		"self reference":        "var a = [a, a, a]; var o = { p: o, toString() { return o + o } }; a + a + o + o; a.flat().join(a)",
		"recursion":             "const f = n => f(n - 1) + f(n - 2) + f(n); f(9); function g() { return h() } function h() { return g() + g() } g()",
		"doubling":              "let s = 'xxxxxxxxxxxxxxxx';" + strings.Repeat("s += s;", 3000) + "this[s]",
		"doubling by names":     "const a0 = 'xxxxxxxx';" + long(func(i int) string { return fmt.Sprintf("const a%d = a%d + a%d;", i+1, i, i) }, 3000),
		"calls in calls":        long(func(i int) string { return fmt.Sprintf("const f%d = x => f%d(x) + f%d(x);", i+1, i, i) }, 500) + "const f0 = x => x; f500('a')",
		"aliases backwards":     long(func(i int) string { return fmt.Sprintf("var a%d = a%d;", i, i+1) }, 3000) + "var a3000 = eval; a0('x')",
		"aliases forwards":      "var a0 = eval;" + long(func(i int) string { return fmt.Sprintf("var a%d = a%d;", i+1, i) }, 3000) + "a3000('x')",
		"sets of sets":          "const a = c ? 'a' : d ? 'b' : e ? 'c' : 'd', b = a + a + a + a, d = b + b + b; this[d + b]",
		"many writes":           "const o = {};" + strings.Repeat("o.x = o.x + 'y';", 3000) + "this[o.x]",
		"many arguments":        "f(" + strings.Repeat("'a',", 20_000) + "1); function f(...a) { return a.join('') } this[f('e')]",
		"many spreads":          "const a = [1, 2, 3, 4]; const b = [" + strings.Repeat("...a,", 2000) + "]; const c = [" + strings.Repeat("...b,", 2000) + "]; this[c.join('')]",
		"repeats":               "this['x'.repeat(60000).split('').map(x => x.repeat(60000)).join('')]",
		"regular expressions":   "this[" + strings.Repeat("'aaaaaaaaaaaaaaaaaaaaaaaaaaaa'.replace(/(a+)+b/g, 'x')+", 500) + "'']",
		"getters":               "const o = { get x() { return this.x + o.x } }; o.x; class A { get y() { return new A().y + new A().y } } new A().y",
		"deep closures":         strings.Repeat("(x=>", 200) + "x" + strings.Repeat(")(1)", 200),
		"many names":            long(func(i int) string { return fmt.Sprintf("{let v%d=%d;", i, i) }, 200) + strings.Repeat("x;", 20_000) + strings.Repeat("}", 200),
	} {
		start := time.Now()
		_, err := New().Lower(src)
		took := time.Since(start)
		if took > 10*time.Second {
			t.Errorf("%s (%d bytes) took %v", name, len(src), took)
		}
		t.Logf("%-22s %7d bytes %10v %v", name, len(src), took.Round(time.Millisecond), err)
	}
}

// TestUnevaluated holds that running out of fuel is told.
func TestUnevaluated(t *testing.T) {
	var b strings.Builder
	b.WriteString("const f0 = x => x + 'a' + 'b';")
	for i := 0; i < 25; i++ {
		fmt.Fprintf(&b, "const f%d = x => f%d(x + 1) + f%d(x + 2);", i+1, i, i)
	}
	b.WriteString("window[f25('a')]")
	if got := told(t, b.String(), ir.Syntax); len(got) != 1 || !strings.Contains(got[0], "unevaluated") {
		t.Errorf("told %q", got)
	}
	if got := told(t, "const fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2); fib(30); "+honest(20_000), ir.Syntax); len(got) != 0 {
		t.Errorf("an honest program: %q", got)
	}
}

func FuzzLower(f *testing.F) {
	for _, src := range []string{
		honest(2000), jsfuck(), "eval('1')", "const {a:{b:[c=1,...d]},...e} = window; c", "await import('x')", "#!x\n1",
		"class A extends B { #x = 1; static { this.y = 1 } get [k]() { return super.z } }", "`a${b}c`; a`x${1}`", "with (a) b; debugger",
		"a: for (const x of y) { switch (x) { case 1: continue a; default: break a } }", "\u2028x\ufeff", `\u0065val; "\u{10FFFF}"`,
		"function* g() { yield* h(); try { throw 1 } catch ({ m }) {} finally {} }", "x ??= y?.[z]?.(1) ?? 2n ** 3n",
		"this[[]+![]+{}]; (function(){return arguments[0]})(this).eval", "import x from 'y'; export default 1",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		// What the admission scan refuses never gets here.
		if len(src) > 4000 || strings.Count(src, "(")+strings.Count(src, "[")+strings.Count(src, "{") > 400 || strings.Count(src, "=>") > 50 {
			return
		}
		start := time.Now()
		low, err := New().Lower(src)
		if took := time.Since(start); took > 10*time.Second {
			t.Fatalf("took %v", took)
		}
		if err != nil {
			if strings.Contains(err.Error(), "lowering failed") {
				t.Fatal(err)
			}
			return
		}
		last := 0
		for _, fact := range low.Facts {
			if fact.Start < last && fact.Start != 0 || fact.End < fact.Start || fact.End > len(src) {
				t.Fatalf("%+v in %d bytes, after %d", fact, len(src), last)
			}
			last = fact.Start
		}
	})
}
