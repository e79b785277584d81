// SPDX-License-Identifier: Apache-2.0

package runtimetest

import (
	"strings"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// throwCases are programs that do not compile or that throw, with the exact place.
var throwCases = []Case{
	{Name: "syntax error", Source: "let a = 1;\n  let b = ;", Reason: executor.SyntaxError, Exception: "SyntaxError: Unexpected token ;", Line: 2, Column: 11},
	{Name: "syntax error after wide characters", Source: "/*é😀*/ let b = ;", Reason: executor.SyntaxError, Line: 1, Column: 17},
	{Name: "unexpected end", Source: "f(", Reason: executor.SyntaxError, Exception: "SyntaxError: Unexpected end of input", Line: 1, Column: 3},
	{Name: "declared twice", Source: "let a;\nlet a;", Reason: executor.SyntaxError, Exception: "SyntaxError: …", Line: 2, Column: 5},
	{Name: "illegal break", Source: "break", Reason: executor.SyntaxError, Exception: "SyntaxError: …"},
	{Name: "import", Source: `import fs from "fs"`, Reason: executor.SyntaxError, Exception: "SyntaxError: …"},
	{Name: "source map comment", Source: "1\n//# sourceMappingURL=file:///etc/passwd", JSON: "1"},
	{Name: "source map that forges places", Source: "throw new Error('x')\n//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbImZvcmdlZC5qcyJdLCJuYW1lcyI6W10sIm1hcHBpbmdzIjoiQUEwQ0EifQ==", Reason: executor.Exception, Line: 1, Column: 7},
	{Name: "property class literal", Source: "1;\n/\\p{L}/u.test('é')", Reason: executor.SyntaxError, Exception: "SyntaxError: Invalid regular expression: …", Line: 2, Column: 1},
	{Name: "property class deep inside", Source: "class A { static #x = [() => ({m: `${/[\\P{L}]/u}`})] }", Reason: executor.SyntaxError, Exception: "SyntaxError: Invalid regular expression: …", Line: 1, Column: 38},
	{Name: "no property class", Source: `[/\p{L}/.test("p{L}"), /\\p{1}/u.test("\\p"), "\p{".length]`, JSON: "[true,true,2]"},
	{Name: "property class at run time", Source: `new RegExp("\\p{L}", "u")`, Reason: executor.Exception, Exception: "SyntaxError: Invalid regular expression: …"},

	{Name: "throw error", Source: "throw new TypeError('x')", Reason: executor.Exception, Exception: "TypeError: x", Message: "uncaught TypeError: x", Line: 1, Column: 7},
	{Name: "throw on a later line", Source: "// é\r\n\u2028  throw new Error('x')", Reason: executor.Exception, Exception: "Error: x", Line: 3, Column: 9},
	{Name: "column in UTF-16", Source: "'é😀'; throw new Error('x')", Reason: executor.Exception, Line: 1, Column: 14},
	{Name: "throw in a function", Source: "function f() {\n  throw new Error('x');\n}\nf()", Reason: executor.Exception, Line: 2, Column: 9, Check: func(t *testing.T, o executor.Outcome) {
		s := o.Exception.Stack
		if len(s) != 2 || s[0].Function != "f" || s[1].Line != 4 || s[1].Column != 2 {
			t.Errorf("stack %+v", s)
		}
	}},
	{Name: "own error class", Source: "class Mine extends Error { get name() { return 'Mine' } }\nthrow new Mine('m')", Reason: executor.Exception, Exception: "Mine: m", Line: 2, Column: 7},
	{Name: "throw a string", Source: "\n throw 'text'", Reason: executor.Exception, Exception: "text", Line: 2, Column: 2},
	{Name: "throw undefined", Source: "throw undefined", Reason: executor.Exception, Exception: "undefined"},
	{Name: "throw an object", Source: "throw {a: 1}", Reason: executor.Exception, Exception: "{\n  \"a\": 1\n}"},
	{Name: "throw a symbol", Source: "throw Symbol('s')", Reason: executor.Exception, Exception: "Symbol(s)"},
	{Name: "engine error", Source: "undefined.foo", Reason: executor.Exception, Exception: "TypeError: …", Line: 1, Column: 11},
	{Name: "reference error", Source: " nothing", Reason: executor.Exception, Exception: "ReferenceError: nothing is not defined", Line: 1, Column: 2},
	{Name: "huge message", Source: "throw new Error('é'.repeat(1e6))", Reason: executor.Exception, Exception: "Error: éé…"},
	{Name: "message that throws", Source: "throw Object.defineProperty(new Error('x'), 'message', {get() { throw 1 }})", Reason: executor.Exception, Exception: "Error"},
	{Name: "name that is no string", Source: "throw Object.assign(new Error('x'), {name: {toString() { throw 1 }}})", Reason: executor.Exception, Exception: "x"},
	{Name: "thrown proxy of traps", Source: "throw new Proxy({}, {get() { throw 1 }, ownKeys() { throw 1 }})", Reason: executor.Exception, Exception: "[Throws]"},
	{Name: "caught", Source: "try { throw new Error('x') } catch (e) { e.message }", JSON: `"x"`},
	{Name: "output before a throw is kept", Source: "console.log('a'); throw 1", Reason: executor.Exception, Logs: []string{"log: a"}},
	{Name: "deep recursion", Source: "function f(n) { return n ? f(n - 1) + 1 : 0 } f(1e6)", Reason: executor.Exception, Exception: "RangeError: Maximum call stack size exceeded"},
	{Name: "recursion through the engine", Source: "function f() { [1].map(f) } f()", Reason: executor.Exception, Exception: "RangeError: Maximum call stack size exceeded"},
	{Name: "recursion through toString", Source: "const o = {toString() { return '' + o }}; '' + o", Reason: executor.Exception, Exception: "RangeError: …"},
	{Name: "modest recursion", Source: "function f(n) { return n ? f(n - 1) + 1 : 0 } f(900)", JSON: "900"},
	{Name: "recursion while the result is read", Source: "const o = {get a() { return JSON.stringify(o) }}; o", Reason: executor.Exception, Exception: "RangeError: …"},

	{Name: "missing host name", Source: "\nprocess.exit(1)", Reason: executor.Exception, Exception: "ReferenceError: process is not defined", Line: 2, Column: 1, Attempts: []string{"process"}},
	{Name: "missing require", Source: "require('fs')", Reason: executor.Exception, Exception: "ReferenceError: …", Attempts: []string{"require"}},
	{Name: "missing fetch, later", Source: "setTimeout(() => fetch('http://x'), 1)", Reason: executor.Exception, Attempts: []string{"fetch"}},
	{Name: "asking for a host name is no attempt", Source: "typeof process + typeof window", JSON: `"undefinedundefined"`},
}

// dynamic is a way to run code from a string. Each one is tried twice: as it stands, and with the error caught.
type dynamic struct{ name, source, attempt string }

var dynamics = []dynamic{
	{"eval", `eval("leak = 1")`, "eval"},
	{"indirect eval", `(0, eval)("leak = 1")`, "eval"},
	{"eval by a computed name", `globalThis["ev" + "al"]("leak = 1")`, "eval"},
	{"eval by call", `eval.call(null, "leak = 1")`, "eval"},
	{"eval by apply", `Reflect.apply(eval, null, ["leak = 1"])`, "eval"},
	{"eval by bind", `eval.bind(null, "leak = 1")()`, "eval"},
	{"eval as a callback", `["leak = 1"].map(eval)`, "eval"},
	{"eval by proxy", `new Proxy(eval, {})("leak = 1")`, "eval"},
	{"eval by a getter", `Object.getOwnPropertyDescriptor(globalThis, "eval").value("leak = 1")`, "eval"},
	{"Function", `Function("leak = 1")()`, "Function"},
	{"new Function", `new Function("leak = 1")()`, "Function"},
	{"constructor of a function", `(function () {}).constructor("leak = 1")()`, "Function"},
	{"constructor of a method of the engine", `[].filter.constructor("leak = 1")()`, "Function"},
	{"constructor of a class", `(class {}).constructor("leak = 1")()`, "Function"},
	{"constructor of the console", `console.log.constructor("leak = 1")()`, "Function"},
	{"constructor of a timer", `setTimeout.constructor("leak = 1")()`, "Function"},
	{"constructor of the thrower", `Function.constructor.constructor("leak = 1")()`, "Function"},
	{"constructor of eval", `eval.constructor("leak = 1")()`, "Function"},
	{"constructor by a computed name", `(() => 1)["con" + "structor"]("leak = 1")()`, "Function"},
	{"constructor by destructuring", `const {constructor: c} = () => 1; c("leak = 1")()`, "Function"},
	{"constructor of the prototype", `Object.getPrototypeOf(() => 1).constructor("leak = 1")()`, "Function"},
	{"constructor of a bound function", `(() => 1).bind().constructor("leak = 1")()`, "Function"},
	{"constructor of a proxied function", `new Proxy(() => 1, {}).constructor("leak = 1")()`, "Function"},
	{"constructor of a getter", `Object.getOwnPropertyDescriptor(Map.prototype, "size").get.constructor("leak = 1")()`, "Function"},
	{"constructor of the thrower in arguments", `Object.getOwnPropertyDescriptor(Function.prototype, "caller").get.constructor("leak = 1")()`, "Function"},
	{"constructor through an error's object", `let c; try { null.x } catch (e) { c = e.constructor.constructor } c("leak = 1")()`, "Function"},
	{"Reflect.construct", `Reflect.construct(Function, ["leak = 1"])()`, "Function"},
	{"Reflect.construct with a new target", `Reflect.construct(Function, ["leak = 1"], Object)()`, "Function"},
	{"Reflect.get of constructor", `Reflect.get(() => 1, "constructor")("leak = 1")()`, "Function"},
	{"subclass of Function", `class F extends Function {} new F("leak = 1")()`, "Function"},
	{"subclass with super", `class F extends Function { constructor() { super("leak = 1") } } new F()()`, "Function"},
	{"subclass of a constructor found", `class F extends (async () => 1).constructor {} new F("leak = 1")()`, "AsyncFunction"},
	{"bound Function", `new (Function.bind(null, "leak = 1"))()()`, "Function"},
	{"proxied Function", `new (new Proxy(Function, {}))("leak = 1")()`, "Function"},
	{"Function by call", `Function.call(null, "leak = 1")()`, "Function"},
	{"Function as a callback", `["leak = 1"].map(Function)[0]()`, "Function"},
	{"Function by a promise", `Function.prototype.constructor.apply(null, ["leak = 1"])()`, "Function"},
	{"async function", `(async () => {}).constructor("leak = 1")()`, "AsyncFunction"},
	{"new async function", `new (async function () {}).constructor("leak = 1")()`, "AsyncFunction"},
	{"async method", `({async m() {}}).m.constructor("leak = 1")()`, "Function"},
	{"generator function", `(function* () {}).constructor("leak = 1")().next()`, "GeneratorFunction"},
	{"generator method", `({*m() {}}).m.constructor("leak = 1")().next()`, "GeneratorFunction"},
	{"generator by its prototype", `Object.getPrototypeOf(function* () {}).constructor("leak = 1")().next()`, "GeneratorFunction"},
	{"generator object", `(function* () {})().constructor.constructor("leak = 1")().next()`, "GeneratorFunction"},
	{"async parent", `Object.getPrototypeOf((async () => {}).constructor).constructor("leak = 1")()`, "Function"},
	{"timer", `setTimeout("leak = 1")`, "setTimeout"},
	{"interval", `setInterval("leak = 1", 1)`, "setInterval"},
	{"immediate", `setImmediate("leak = 1")`, "setImmediate"},
	{"after deleting", `delete globalThis.eval; globalThis.eval = 1; delete Function.prototype.constructor; (() => 1).constructor("leak = 1")()`, "Function"},
	{"after redefining", `try { Object.defineProperty(Function.prototype, "constructor", {value: 1}) } catch {} (() => 1).constructor("leak = 1")()`, "Function"},
	{"after changing EvalError", `globalThis.EvalError = class {}; eval("leak = 1")`, "eval"},
	{"in a promise", `Promise.resolve("leak = 1").then(eval)`, "eval"},
	{"in a getter of the result", `({get a() { return eval("leak = 1") }})`, "eval"},
}

var codegenCases = makeCodegenCases()

func makeCodegenCases() []Case {
	cases := []Case{
		{Name: "typeof eval", Source: `[typeof eval, typeof Function, eval.name, Function.name, Function.length, (() => 1) instanceof Function, (async () => 1) instanceof Function, (() => 1).constructor === Function, Function.prototype === Object.getPrototypeOf(() => 1)]`, JSON: `["function","function","eval","Function",1,true,true,true,true]`},
		{Name: "throwers cannot be changed", Source: `"use strict"; [() => { globalThis.eval = 1 }, () => { Function = 1 }, () => { Function.prototype.constructor = 1 }, () => { delete Function.prototype.constructor }, () => { Function.prototype = 1 }].map(f => { try { f(); return "changed" } catch (e) { return e.name } }).join()`, Check: func(t *testing.T, o executor.Outcome) {
			if strings.Contains(o.ResultText, "changed") {
				t.Error(o.ResultText)
			}
		}},
		{Name: "place of an attempt", Source: "1;\n  try { eval('x') } catch {}", Attempts: []string{"eval"}, Check: func(t *testing.T, o executor.Outcome) {
			if a := o.Attempts[0]; a.Line != 2 || a.Column != 13 {
				t.Errorf("%+v", a)
			}
		}},
		{Name: "place of an attempt through the engine", Source: "try {\n ['x'].map(eval) } catch {}", Attempts: []string{"eval"}, Check: func(t *testing.T, o executor.Outcome) {
			if a := o.Attempts[0]; a.Line != 2 {
				t.Errorf("%+v", a)
			}
		}},
		{Name: "many attempts", Source: `for (let i = 0; i < 1000; i++) try { eval("x") } catch {}`, Attempts: strings.Split(strings.Repeat("eval ", executor.MaxAttempts-1)+"eval", " ")},
		{Name: "the word is no attempt", Source: `const o = {eval() { return 1 }, Function: 2}; o.eval() + o.Function + "eval(1)".length`, JSON: "10"},
	}
	for _, d := range dynamics {
		c := Case{Name: "code from a string: " + d.name, Source: d.source, Attempts: []string{d.attempt},
			Reason: executor.Exception, Exception: "EvalError: Code generation from strings is disabled: " + d.attempt}
		if strings.Contains(d.name, "result") {
			c.Reason, c.Exception, c.Message = "", "", "throws"
			c.Attempts = append(c.Attempts, d.attempt) // once for the JSON, once for the text
		}
		cases = append(cases, c)
		if c.Reason == executor.Exception && !strings.HasPrefix(d.name, "in a ") {
			cases = append(cases, Case{Name: "caught " + c.Name, Source: "try { " + d.source + " } catch (e) {} typeof leak", JSON: `"undefined"`, Attempts: c.Attempts})
		}
	}
	return cases
}
