// SPDX-License-Identifier: Apache-2.0

package runtimetest

import (
	"strings"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// valueCases are completion values of all kinds, honest and hostile.
var valueCases = []Case{
	{Name: "number", Source: `2 + 2`, JSON: "4", Type: "number", Text: "4"},
	{Name: "fraction", Source: `0.1 + 0.2`, JSON: "0.30000000000000004", Type: "number"},
	{Name: "large number", Source: `1e21`, JSON: "1e+21", Type: "number", Text: "1e+21"},
	{Name: "NaN", Source: `0 / 0`, JSON: "-", Type: "number", Text: "NaN"},
	{Name: "infinity", Source: `-1 / 0`, JSON: "-", Type: "number", Text: "-Infinity"},
	{Name: "minus zero", Source: `-0`, JSON: "0", Type: "number", Text: "-0"},
	{Name: "string", Source: `"a\n\"b\u0001é😀"`, JSON: `"a\n\"b\u0001é😀"`, Type: "string", Text: "a\n\"b\x01é😀"},
	{Name: "lone surrogates", Source: `"a\ud800b\udc00"`, JSON: `"a�b�"`, Type: "string", Text: "a�b�"},
	{Name: "boolean", Source: `!1`, JSON: "false", Type: "boolean", Text: "false"},
	{Name: "null", Source: `null`, JSON: "null", Type: "null", Text: "null"},
	{Name: "undefined", Source: `undefined`, JSON: "-", Type: "undefined", Text: "undefined"},
	{Name: "no value", Source: `var x = 1;`, JSON: "-", Type: "undefined"},
	{Name: "empty program", Source: ``, JSON: "-", Type: "undefined"},
	{Name: "bigint", Source: `2n ** 70n`, JSON: `"1180591620717411303424"`, Type: "bigint", Text: "1180591620717411303424n"},
	{Name: "symbol", Source: `Symbol("s")`, JSON: "-", Type: "symbol", Text: "Symbol(s)"},
	{Name: "function", Source: `(function f() {})`, JSON: "-", Type: "function", Text: "[Function: f]"},
	{Name: "arrow", Source: `(() => 1)`, JSON: "-", Type: "function", Text: "[Function: (anonymous)]"},
	{Name: "class", Source: `(class A {})`, JSON: "-", Type: "function", Text: "[Function: A]"},
	{Name: "async function", Source: `(async () => 1)`, JSON: "-", Type: "function"},
	{Name: "array", Source: `[1, "a", null, undefined, NaN, , () => 1]`, JSON: `[1,"a",null,null,null,null,null]`, Type: "array"},
	{Name: "object", Source: `({a: 1, "b\n": [], c: {}, d: undefined, e() {}, [Symbol()]: 1})`, JSON: `{"a":1,"b\n":[],"c":{}}`, Type: "object", Text: "{\n  \"a\": 1,\n  \"b\\n\": [],\n  \"c\": {}\n}"},
	{Name: "key order", Source: `({b: 1, a: 2, 1: 3, 0: 4})`, JSON: `{"0":4,"1":3,"b":1,"a":2}`},
	{Name: "boxed", Source: `[new Number(1), new String("s"), new Boolean(false)]`, JSON: `[1,"s",false]`},
	{Name: "bigint inside", Source: `({n: 1n})`, JSON: `{"n":"1"}`},
	{Name: "date", Source: `new Date(0)`, JSON: `"1970-01-01T00:00:00.000Z"`, Type: "date"},
	{Name: "invalid date", Source: `new Date(NaN)`, JSON: "null", Type: "date", Text: "Invalid Date"},
	{Name: "regexp", Source: `/a+/gi`, JSON: `"/a+/gi"`, Type: "regexp", Text: "/a+/gi"},
	{Name: "error value", Source: `new TypeError("t")`, JSON: `{"name":"TypeError","message":"t"}`, Type: "error", Text: "TypeError: t\n    at 1:1"},
	{Name: "map", Source: `new Map([[1, {a: 2}], ["k", undefined]])`, JSON: `[[1,{"a":2}],["k",null]]`, Type: "map"},
	{Name: "set", Source: `new Set([1, "a", 1])`, JSON: `[1,"a"]`, Type: "set", Text: `Set(2) {1, "a"}`},
	{Name: "map with its method gone", Source: `Map.prototype.forEach = Map.prototype.entries = null; new Map([[1, 2]])`, JSON: `[[1,2]]`, Type: "map", Text: "Map(1) {1 => 2}"},
	{Name: "map with its method gone unseen", Source: "const M = globalThis['M' + 'ap']; M.prototype.forEach = null; new M([[1, 2]])", JSON: "-", Type: "map", Text: "Map(1) {[Throws]}", Message: "throws"},
	{Name: "set with a method that lies", Source: "globalThis['S' + 'et'].prototype.forEach = function (f) { f('lie') }; new Set([1])", JSON: "[1]", Type: "set"},
	{Name: "typed array", Source: `new Uint8Array([1, 2, 300])`, JSON: `[1,2,44]`, Type: "typed_array", Text: "Uint8Array(3) [1, 2, 44]"},
	{Name: "float array", Source: `new Float64Array([0.5, NaN])`, JSON: `[0.5,null]`, Type: "typed_array"},
	{Name: "bigint array", Source: `new BigInt64Array([-1n])`, JSON: `["-1"]`, Type: "typed_array"},
	{Name: "array buffer", Source: `new ArrayBuffer(4)`, JSON: "-", Type: "array_buffer", Text: "ArrayBuffer(4)"},
	{Name: "proxy of an array", Source: `new Proxy([1, 2], {})`, JSON: `[1,2]`, Type: "array"},
	{Name: "proxy of a function", Source: `new Proxy(() => 1, {})`, JSON: "-", Type: "function"},
	{Name: "null prototype", Source: `Object.assign(Object.create(null), {a: 1})`, JSON: `{"a":1}`, Type: "object"},
	{Name: "arguments", Source: `(function () { return arguments })(1, 2)`, JSON: `{"0":1,"1":2}`},
	{Name: "completion of a block", Source: `if (true) { 5 } else { 6 }`, JSON: "5"},
	{Name: "global object", Source: `Object.keys(globalThis)`, JSON: "[]"},

	{Name: "cycle", Source: `const a = {n: 1}; a.a = a; a`, JSON: "-", Type: "object", Text: "{\n  \"n\": 1,\n  \"a\": [Circular]\n}", Message: "cyclic"},
	{Name: "shared, not cyclic", Source: `const a = {}; [a, a]`, JSON: "[{},{}]"},
	{Name: "cycle through a map", Source: `const m = new Map(); m.set(m, m); m`, JSON: "-", Type: "map", Text: "Map(1) {[Circular] => [Circular]}"},
	{Name: "deep", Source: `let a = []; for (let i = 0; i < 100000; i++) a = [a]; a`, JSON: "-", Type: "array", Message: "nested too deeply"},
	{Name: "throwing getter", Source: `({a: 1, get b() { throw new Error("g") }})`, JSON: "-", Type: "object", Text: "{\n  \"a\": 1,\n  \"b\": [Throws]\n}", Message: "Error: g"},
	{Name: "throwing toJSON", Source: `({toJSON() { throw 1 }})`, JSON: "-", Type: "object", Text: "[Throws]", Message: "throws"},
	{Name: "toJSON", Source: `({toJSON(k) { return {k} }})`, JSON: `{"k":""}`, Type: "object"},
	{Name: "toJSON of nothing", Source: `({toJSON() {}})`, JSON: "-", Type: "object", Text: "undefined"},
	{Name: "toJSON on everything", Source: `Object.prototype.toJSON = () => { throw 1 }; ({a: [1]})`, JSON: "-", Message: "throws"},
	{Name: "revoked proxy", Source: `const p = Proxy.revocable([], {}); p.revoke(); p.proxy`, JSON: "-", Text: "[Throws]", Message: "throws"},
	{Name: "revoked proxy inside", Source: `const p = Proxy.revocable({}, {}); p.revoke(); [p.proxy]`, JSON: "-", Text: "[\n  [Throws]\n]", Message: "throws"},
	{Name: "error with throwing message", Source: `Object.defineProperty(new Error, "message", {get() { throw 1 }})`, JSON: "-", Type: "error", Message: "throws"},
	{Name: "proxy of traps that throw", Source: `new Proxy({}, {ownKeys() { throw 1 }, get() { throw 2 }, getPrototypeOf() { throw 3 }})`, JSON: "-", Message: "throws"},
	{Name: "array that lies about its length", Source: `new Proxy([], {get: (t, k) => k === "length" ? 2 ** 53 : k === "toJSON" ? undefined : 7})`, JSON: "-", Type: "array", Check: wantResultCut},
	{Name: "sparse array", Source: `new Array(4e9)`, JSON: "-", Type: "array", Check: wantResultCut},
	{Name: "result too large", Source: `"x".repeat(10000)`, JSON: "-", Type: "string", Text: strings.Repeat("x", 8192), Check: wantResultCut},
	{Name: "huge string", Source: `"xé".repeat(1e7)`, JSON: "-", Type: "string", Check: wantResultCut},
	{Name: "huge bigint", Source: `2n ** 1000000n`, JSON: "-", Type: "bigint", Check: wantResultCut},
	{Name: "result limit", Source: `"éé"`, Limits: executor.Limits{Result: 3}, JSON: "-", Text: "é", Check: wantResultCut},
	{Name: "result at the limit", Source: `"abc"`, Limits: executor.Limits{Result: 5}, JSON: `"abc"`, Text: "abc"},

	{Name: "input", Source: `input.a[1].b + input.s.length`, Input: `{"a":[0,{"b":40}],"s":"é😀"}`, JSON: "43"},
	{Name: "input is plain", Source: `input.x = 1; input.a.push(2); input`, Input: `{"a":[1]}`, JSON: `{"a":[1,2],"x":1}`},
	{Name: "input null", Source: `input`, Input: `null`, JSON: "null"},
	{Name: "input with __proto__", Source: `[input.x, Object.keys(input), ({}).x]`, Input: `{"__proto__":{"x":1}}`, JSON: `[null,["__proto__"],null]`},
	{Name: "input may be declared over", Source: `const input = 5; input`, Input: `1`, JSON: "5"},
	{Name: "input with a brace in a string", Source: `input`, Input: `"[[[{\"\\"`, JSON: `"[[[{\"\\"`},

	{Name: "atob and btoa", Source: `[btoa("hé"), atob(" aGk = "), atob(btoa("\u00ff\u0000"))]`, JSON: `["aOk=","hi","ÿ\u0000"]`},
	{Name: "btoa of too much", Source: `btoa("€")`, Reason: executor.Exception, Exception: "TypeError: btoa…"},
	{Name: "atob of no base64", Source: `atob("a$")`, Reason: executor.Exception, Exception: "TypeError: atob…"},
	{Name: "structuredClone", Source: `const a = {d: new Date(0), m: new Map([[1, new Set([2])]]), r: /x/g, u: new Uint8Array([3])}; a.self = a; const b = structuredClone(a); [b !== a, b.self === b, b.d.getTime(), b.m.get(1).has(2), String(b.r), b.u[0], b.m !== a.m]`, JSON: `[true,true,0,true,"/x/g",3,true]`},
	{Name: "structuredClone of a function", Source: `structuredClone({f() {}})`, Reason: executor.Exception, Exception: "DataCloneError: …"},
	{Name: "structuredClone too deep", Source: `let a = []; for (let i = 0; i < 1e5; i++) a = [a]; structuredClone(a)`, Reason: executor.Exception, Exception: "RangeError: …"},
	{Name: "text encoder", Source: `[...new TextEncoder().encode("é😀")].join() + new TextDecoder().decode(new Uint8Array([0xc3, 0xa9, 0xff]))`, JSON: `"195,169,240,159,152,128é�"`},
	{Name: "text decoder of other encodings", Source: `new TextDecoder("latin1")`, Reason: executor.Exception, Exception: "RangeError: …"},
	{Name: "toLocaleString", Source: `[(1234567.8915).toLocaleString("en-US"), (-1000).toLocaleString(), (1).toLocaleString("en", {minimumFractionDigits: 2}), (0.5).toLocaleString(undefined, {maximumFractionDigits: 0})]`, JSON: `["1,234,567.892","-1,000","1.00","1"]`},
	{Name: "toLocaleString of others", Source: `(1.5).toLocaleString("de")`, Reason: executor.Exception, Exception: "RangeError: …"},
	{Name: "property classes by computed names", Source: "new globalThis['Reg' + 'Exp']('a', 'u').test('a')", JSON: "true"},
	{Name: "RegExp", Source: `class R extends RegExp {} [RegExp("a.c").test("abc"), /x/ instanceof RegExp, /x/.constructor === RegExp, new RegExp(/y/g).flags, new R("q") instanceof R, "a1b".split(new RegExp("\\d")).join()]`, JSON: `[true,true,true,"g",true,"a,b"]`},
	{Name: "performance", Source: `performance.now() >= 0 && performance.now() < 60000`, JSON: "true"},
	{Name: "no host", Source: `["process", "require", "module", "exports", "fetch", "XMLHttpRequest", "WebSocket", "window", "document", "self", "global", "Deno", "Bun", "importScripts", "Worker", "crypto", "GoError"].filter(n => n in globalThis)`, JSON: "[]"},
}

func wantResultCut(t *testing.T, o executor.Outcome) {
	if !o.ResultCut || !o.ResultTextCut {
		t.Errorf("result cut %t, text cut %t", o.ResultCut, o.ResultTextCut)
	}
}
