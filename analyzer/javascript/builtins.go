// SPDX-License-Identifier: Apache-2.0

package javascript

import "strings"

// The names that mean the global object when nothing in the program declares them.
var globalAliases = set("globalThis global window self top parent frames")

const globalPath = "globalThis"

// capabilities are the builtins whose every use is a Ref: what turns text into code, what talks to the world, what
// starts something for later, what holds state outside the program. A path carries a capability when it or any path
// that it is a member of is listed. Names of one segment are also the free names that are resolved.
var capabilities = set(`
	eval execScript Function AsyncFunction GeneratorFunction AsyncGeneratorFunction
	globalThis process Deno Bun require module.require module.constructor module.paths module.parent module.children
	require:module.createRequire importScripts import
	setTimeout setInterval setImmediate requestAnimationFrame requestIdleCallback queueMicrotask
	fetch XMLHttpRequest WebSocket WebSocketStream EventSource WebTransport RTCPeerConnection ActiveXObject
	Worker SharedWorker ServiceWorker BroadcastChannel WebAssembly SharedArrayBuffer Atomics.wait Atomics.waitAsync
	localStorage sessionStorage indexedDB caches cookieStore
	document location history navigator
	require:child_process require:fs require:fs/promises require:net require:http require:https require:http2 require:tls
	require:dns require:dns/promises require:dgram require:vm require:vm2 require:worker_threads require:cluster
	require:os require:module require:inspector require:process require:repl require:v8 require:undici require:node-fetch
`)

// known are further free names: harmless by themselves, but paths through them are followed.
var known = set(`
	Object Array String Number Boolean Symbol BigInt Math JSON Reflect Proxy Date RegExp Promise Map Set WeakMap WeakSet
	WeakRef Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError
	ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
	Float32Array Float64Array BigInt64Array BigUint64Array Atomics Intl Iterator
	parseInt parseFloat isNaN isFinite escape unescape decodeURI decodeURIComponent encodeURI encodeURIComponent
	atob btoa Buffer console module exports URL URLSearchParams TextDecoder TextEncoder structuredClone
	clearTimeout clearInterval crypto performance postMessage
`)

// plainObjects are builtins that are objects and not functions.
var plainObjects = set(`
	globalThis Math JSON Reflect Atomics Intl WebAssembly console module exports crypto performance process Deno Bun
	localStorage sessionStorage indexedDB caches cookieStore document location history navigator
	process.env process.versions process.argv process.stdout process.stderr process.stdin process.mainModule
	document.body document.head document.documentElement document.location module.exports
`)

// callFacts are the builtins whose calls are facts although a mention of them is none: what takes memory by number,
// what decodes, what changes the objects that everything else inherits from.
var callFacts = set(`
	Array ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
	Float32Array Float64Array BigInt64Array BigUint64Array Buffer Buffer.alloc Buffer.allocUnsafe Buffer.allocUnsafeSlow
	String.prototype.repeat String.prototype.padStart String.prototype.padEnd
	RegExp Proxy atob unescape Buffer.from postMessage
`)

// callFactsOnBuiltins are the builtins whose calls are facts when their first argument is a builtin itself.
var callFactsOnBuiltins = set(`
	Object.setPrototypeOf Object.defineProperty Object.defineProperties Object.assign Object.getOwnPropertyNames
	Object.getOwnPropertyDescriptors Object.getOwnPropertyDescriptor Object.keys Object.values Object.entries
	Object.getOwnPropertySymbols Reflect.ownKeys Reflect.setPrototypeOf Reflect.defineProperty Reflect.set Reflect.get
	Reflect.apply Reflect.construct
`)

// sinks are names of members that matter on objects about which nothing is known: writing the first kind, calling the
// second.
var (
	writeSinks = set("innerHTML outerHTML srcdoc __proto__")
	callSinks  = set("insertAdjacentHTML createContextualFragment setHTMLUnsafe __defineGetter__ __defineSetter__")
	// paddings make a string as long as they are told to.
	paddings = set("repeat padStart padEnd")
)

// loaders are the builtins that load a module by name, with the name as first argument.
var loaders = set(`
	require module.require process.mainModule.require require.main.require process.getBuiltinModule module.constructor._load
	require:module._load process.binding process._linkedBinding import
`)

// guarded are the objects that hold capabilities, so that a key that cannot be known is a fact of its own.
var guarded = set("globalThis process Deno Bun require:child_process require:fs require:vm require:module")

// harmlessParts are members of a capability that say something about it and do not give it away.
var harmlessParts = map[string]map[string]bool{
	"Function":                set("prototype name length"),
	"AsyncFunction":           set("prototype name length"),
	"GeneratorFunction":       set("prototype name length"),
	"AsyncGeneratorFunction":  set("prototype name length"),
	"Function.prototype":      nil,
	"AsyncFunction.prototype": nil,
}

var arrayMethods = set(`
	at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf
	join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toLocaleString toReversed
	toSorted toSpliced toString unshift values with
`)

var stringMethods = set(`
	anchor at big blink bold charAt charCodeAt codePointAt concat endsWith fixed fontcolor fontsize includes indexOf
	isWellFormed italics lastIndexOf link localeCompare match matchAll normalize padEnd padStart repeat replace replaceAll
	search slice small split startsWith strike sub substr substring sup toLocaleLowerCase toLocaleUpperCase toLowerCase
	toString toUpperCase toWellFormed trim trimEnd trimLeft trimRight trimStart valueOf
`)

var (
	numberMethods = set("toExponential toFixed toLocaleString toPrecision toString valueOf")
	objectMethods = set(`
		hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf
		__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__
	`)
	functionMethods = set("apply bind call toString")
	regexpMethods   = set("exec test toString compile")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// freeBuiltin returns the path that a free name means.
func freeBuiltin(name string) (string, bool) {
	if len(name) < 2 {
		return "", false
	}
	switch {
	case globalAliases[name]:
		return globalPath, true
	case known[name], capabilities[name]:
		return name, true
	}
	return "", false
}

// capable says whether a path carries a capability.
func capable(path string) bool {
	for p := path; ; {
		if capabilities[p] {
			rest := strings.TrimPrefix(path[len(p):], ".")
			part, _, _ := strings.Cut(rest, ".")
			if parts, ok := harmlessParts[p]; ok && rest != "" {
				_ = parts
				return !parts[part]
			}
			return true
		}
		i := strings.LastIndexByte(p, '.')
		if i < 0 {
			return false
		}
		p = p[:i]
	}
}

// danger orders the builtins that one expression may be, so that the worst one names it.
func danger(path string) int {
	root, _, _ := strings.Cut(path, ".")
	switch root {
	case "eval", "Function", "AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction", "execScript":
		return 5
	case "require:child_process", "require:vm", "process":
		return 4
	case "require", "module", "fetch", "XMLHttpRequest", "WebSocket":
		return 3
	case globalPath:
		return 1
	}
	return 2
}

// isFunction says whether the builtin at path is a function, as far as `.constructor` is concerned.
func isFunction(path string) bool {
	return !plainObjects[path] && !strings.HasSuffix(path, ".prototype") && !strings.HasPrefix(path, "process.env.") &&
		!(strings.HasPrefix(path, "require:") && !strings.Contains(path, "."))
}

// moduleName canonicalizes a module specifier.
func moduleName(spec string) string { return strings.TrimPrefix(spec, "node:") }
