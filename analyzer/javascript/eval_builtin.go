// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"encoding/base64"
	"math"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// callBuiltin is what a builtin returns, as far as that can be known without running anything.
func (e *evaluator) callBuiltin(path string, args arguments, this *value) *value {
	if loaders[path] {
		return e.load(path, args)
	}
	if rest, ok := strings.CutPrefix(path, "String.prototype."); ok {
		return e.onThis(this, aString, rest, args)
	}
	if rest, ok := strings.CutPrefix(path, "Array.prototype."); ok {
		return e.onThis(this, aArray, rest, args)
	}
	switch path {
	case "Function", "AsyncFunction", "GeneratorFunction":
		if s, ok := args.at(len(args.list) - 1).text(); ok && len(args.list) > 0 && path == "Function" {
			return single(atom{k: aCode, s: s})
		}
		return nil
	case "eval":
		if s, ok := args.at(0).text(); ok {
			return e.runText(s, false)
		}
		return nil
	case "Function.prototype.bind":
		if this.isOpen() {
			return nil
		}
		return single(atom{k: aBound, x: &extra{target: this, this: args.at(0), elems: args.from(1).list}})
	case "Function.prototype.toString", "Object.prototype.toString":
		return nil
	case "Array", "Array.of":
		return e.newArray(path, args)
	case "Array.from":
		return e.arrayFrom(args)
	case "RegExp":
		return e.newRegexp(args)
	case "Object", "Object.freeze", "Object.seal", "Object.preventExtensions":
		return args.at(0)
	case "Object.assign":
		return args.at(0).opened()
	case "Object.create":
		return args.at(0).opened()
	case "Object.getPrototypeOf", "Reflect.getPrototypeOf":
		return e.member(args.at(0), "__proto__")
	case "Reflect.get":
		return e.index(args.at(0), args.at(1))
	case "Object.getOwnPropertyDescriptor", "Reflect.getOwnPropertyDescriptor":
		v := e.index(args.at(0), args.at(1))
		return objectOf(map[string]*value{"value": v, "get": nil})
	case "Object.getOwnPropertyDescriptors":
		return nil
	case "Object.keys", "Object.values", "Object.entries", "Object.getOwnPropertyNames", "Reflect.ownKeys":
		return e.enumerate(path, args.at(0))
	case "module.createRequire", "require:module.createRequire":
		return builtin("require")
	case "JSON.parse":
		if s, ok := args.at(0).text(); ok && len(args.list) == 1 {
			return e.parseJSON(s)
		}
		return nil
	case "String.raw":
		// The first argument is the text of a template without substitutions.
		if len(args.list) == 1 {
			return args.list[0]
		}
		return nil
	case "Promise.resolve":
		// As for await, what a promise resolves to stands for the promise.
		return args.at(0).opened()
	case "String.fromCharCode", "String.fromCodePoint":
		return e.fromCodes(path, args)
	}
	return e.overArgs(args, func(list []atom) *value { return e.pure(path, list) })
}

// onThis calls a method of a prototype on what it is called on.
func (e *evaluator) onThis(this *value, kind atomKind, name string, args arguments) *value {
	return e.mapAtoms(this, func(a *atom) *value {
		if kind == aString && a.k != aString {
			s, ok := e.toText(a)
			if !ok {
				return nil
			}
			a = &atom{k: aString, s: s}
		}
		if kind == aArray && a.k == aString {
			elems, ok := e.iterate(single(*a))
			if !ok {
				return nil
			}
			return e.arrayMethod(&atom{k: aArray, x: &extra{elems: elems}}, name, args)
		}
		if a.k != kind {
			return nil
		}
		return e.method(a, name, args)
	})
}

// load is the module that a loader gives.
func (e *evaluator) load(path string, args arguments) *value {
	if strings.HasPrefix(path, "process.") && strings.HasSuffix(path, "inding") {
		return nil
	}
	return e.mapAtoms(args.at(0), func(a *atom) *value {
		if a.k != aString || a.s == "" || len(a.s) > 128 {
			return nil
		}
		return builtin("require:" + moduleName(a.s))
	})
}

func (e *evaluator) newArray(path string, args arguments) *value {
	if args.more {
		return nil
	}
	if len(args.list) == 1 && path == "Array" {
		a, ok := args.list[0].exact()
		if !ok {
			return nil
		}
		if a.k == aNumber {
			if a.n < 0 || a.n > maxElems || a.n != math.Trunc(a.n) || !e.spend(int(a.n)/8) {
				return nil
			}
			elems := make([]*value, int(a.n))
			for i := range elems {
				elems[i] = undefined
			}
			return array(elems...)
		}
	}
	return array(args.list...)
}

func (e *evaluator) arrayFrom(args arguments) *value {
	elems, ok := e.iterate(args.at(0))
	if !ok {
		return nil
	}
	if len(args.list) > 1 {
		return e.callbacks(&atom{k: aArray, x: &extra{elems: elems}}, elems, "map", args.from(1))
	}
	return array(elems...)
}

func (e *evaluator) newRegexp(args arguments) *value {
	a, ok := args.at(0).exact()
	if !ok {
		return nil
	}
	if a.k == aRegexp {
		return single(a)
	}
	if a.k != aString {
		return nil
	}
	flags := ""
	if len(args.list) > 1 {
		if flags, ok = args.list[1].text(); !ok {
			return nil
		}
	}
	return single(atom{k: aRegexp, s: a.s, x: &extra{flags: flags}})
}

// enumerate is the keys, values or entries of an object.
func (e *evaluator) enumerate(path string, v *value) *value {
	a, ok := v.exact()
	if !ok {
		return nil
	}
	switch {
	case a.k == aBuiltin && path == "Object.values" && a.s == globalPath:
		// Whichever element is taken, it may be any global.
		return single(atom{k: aArray, loose: true, x: &extra{elems: []*value{builtin("eval"), builtin("Function")}}})
	case a.k == aArray && path == "Object.values":
		return v
	case a.k != aObject:
		return nil
	}
	keys, ok := e.keys(&a)
	if !ok {
		return nil
	}
	elems := make([]*value, len(keys))
	for i, k := range keys {
		switch path {
		case "Object.values":
			elems[i] = e.ownProperty(&a, k)
		case "Object.entries":
			elems[i] = array(text(k), e.ownProperty(&a, k))
		default:
			elems[i] = text(k)
		}
	}
	if _, any := e.t.Tainted[anyName]; any {
		return single(atom{k: aArray, loose: true, x: &extra{elems: elems}})
	}
	return array(elems...)
}

func (e *evaluator) fromCodes(path string, args arguments) *value {
	if args.more || !e.spend(len(args.list)/8) {
		return nil
	}
	if len(args.list) == 1 {
		return e.mapAtoms(args.list[0], func(a *atom) *value { return e.fromCode(path, []atom{*a}) })
	}
	list := make([]atom, len(args.list))
	for i, v := range args.list {
		a, ok := v.exact()
		if !ok {
			return nil
		}
		list[i] = a
	}
	return e.fromCode(path, list)
}

func (e *evaluator) fromCode(path string, list []atom) *value {
	out := make([]uint16, 0, len(list))
	for i := range list {
		n, ok := e.toNumber(&list[i])
		if !ok {
			return nil
		}
		if path == "String.fromCodePoint" {
			if n < 0 || n > utf8.MaxRune {
				return nil
			}
			out = utf16.AppendRune(out, rune(n))
			continue
		}
		out = append(out, uint16(toInt32(n)))
	}
	return e.built(string(utf16.Decode(out)))
}

// pure is the value of a function that depends on its arguments only.
func (e *evaluator) pure(path string, list []atom) *value {
	s, ok := e.str(list, 0)
	if !ok && path != "Buffer.from" {
		return nil
	}
	if len(s) > bytesPerFuel && !e.spend(len(s)/bytesPerFuel) {
		return nil
	}
	switch path {
	case "String":
		if len(list) == 0 {
			return emptyText
		}
		return text(s)
	case "Number":
		if len(list) == 0 {
			return number(0)
		}
		n, ok := e.toNumber(&list[0])
		if !ok {
			return nil
		}
		return number(n)
	case "Boolean":
		if len(list) == 0 {
			return valueFalse
		}
		if yes, known := list[0].truth(); known {
			return boolean(yes)
		}
	case "parseInt":
		return e.parseInt(s, list)
	case "parseFloat":
		return number(parseFloat(s))
	case "atob":
		if b, ok := decodeBase64(s); ok {
			return text(latin1(b))
		}
	case "btoa":
		if ascii(s) {
			return text(base64.StdEncoding.EncodeToString([]byte(s)))
		}
	case "unescape":
		return text(unescape(s))
	case "decodeURIComponent", "decodeURI":
		// decodeURI leaves the reserved characters as they are; that matters for URLs only.
		if d, err := url.PathUnescape(s); err == nil && utf8.ValidString(d) {
			return text(d)
		}
	case "encodeURIComponent", "encodeURI", "escape":
		if !strings.ContainsFunc(s, func(r rune) bool { return !(r < 0x80 && identByte(byte(r)) && r != '\\' && r != '$') }) {
			return text(s)
		}
	case "Buffer.from":
		return e.bufferFrom(list)
	case "Math.floor", "Math.ceil", "Math.round", "Math.abs", "Math.trunc":
		return e.rounded(path, list)
	case "Math.pow":
		x, ok1 := e.num(list, 0, nan)
		y, ok2 := e.num(list, 1, nan)
		if ok1 && ok2 {
			return number(math.Pow(x, y))
		}
	}
	return nil
}

func (e *evaluator) rounded(path string, list []atom) *value {
	if len(list) == 0 {
		return number(nan)
	}
	n, ok := e.toNumber(&list[0])
	if !ok {
		return nil
	}
	switch path {
	case "Math.floor":
		n = math.Floor(n)
	case "Math.ceil":
		n = math.Ceil(n)
	case "Math.round":
		n = math.Floor(n + 0.5)
	case "Math.trunc":
		n = math.Trunc(n)
	default:
		n = math.Abs(n)
	}
	return number(n)
}

func (e *evaluator) parseInt(s string, list []atom) *value {
	base, ok := e.num(list, 1, 0)
	if !ok || base != 0 && (base < 2 || base > 36) {
		return nil
	}
	s = strings.TrimFunc(s, isSpace)
	sign := 1.0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	if (base == 0 || base == 16) && len(s) > 1 && (s[:2] == "0x" || s[:2] == "0X") {
		base, s = 16, s[2:]
	}
	if base == 0 {
		base = 10
	}
	n, digits := 0.0, 0
	for ; digits < len(s); digits++ {
		d, err := strconv.ParseUint(s[digits:digits+1], int(base), 8)
		if err != nil {
			break
		}
		n = n*base + float64(d)
	}
	if digits == 0 {
		return number(nan)
	}
	return number(sign * n)
}
