// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// maxDepth bounds how deeply nested a value may be to be shown.
const maxDepth = 500

var (
	errCircular = errors.New("a cyclic value has no JSON form")
	errDeep     = errors.New("the value is nested too deeply to be shown")
)

// printer writes a value into a sink, as JSON or for people. The form for people of what has a JSON form is that of
// JSON.stringify(value, null, 2), by the same rules (toJSON, getters, left out members); what JSON would show as {} or
// refuse is named instead: maps, sets, errors, bigints, cycles.
//
// It runs code of the program (toJSON, getters, traps). An interrupt passes through it as a panic; an exception ends the
// JSON form with err and is a mark in the other. It works within the bounds of its sink, whatever the value pretends to be.
type printer struct {
	r     *run
	w     *sink
	json  bool
	err   error
	stack []*goja.Object
}

// try calls f and says whether it threw.
func (p *printer) try(f func()) bool {
	ex := p.r.vm.Try(f)
	if ex != nil && p.json && p.err == nil {
		p.err = ex
	}
	return ex == nil
}

// done says that nothing more is to be written.
func (p *printer) done() bool {
	p.r.checkStopped()
	return p.err != nil || p.w.over()
}

// member prepares the member of a container for writing: it applies toJSON and says whether JSON leaves the member out.
func (p *printer) member(v goja.Value, key string) (prepared goja.Value, kind string, omit bool) {
	ok := p.try(func() {
		if o, isObject := v.(*goja.Object); isObject {
			if toJSON, isFunction := goja.AssertFunction(o.Get("toJSON")); isFunction {
				v = p.r.rethrow(toJSON(o, p.r.vm.ToValue(key)))
			}
		}
		kind = p.r.kindOf(v)
	})
	if !ok {
		return v, "thrown", false
	}
	return v, kind, kind == "undefined" || kind == "symbol" || kind == "function"
}

// value writes a prepared value.
func (p *printer) value(v goja.Value, kind string, depth int) {
	switch kind {
	case "undefined", "null", "symbol", "function":
		p.w.str("null")
	case "thrown":
		p.w.str("[Throws]")
	case "boolean":
		p.w.str(v.String())
	case "number":
		if f := v.ToFloat(); math.IsNaN(f) || math.IsInf(f, 0) {
			p.w.str("null")
		} else {
			p.w.str(v.String())
		}
	case "bigint":
		p.bigint(v)
	case "string":
		p.w.quoted(v.(goja.String))
	default:
		p.container(v.(*goja.Object), kind, depth)
	}
}

// bigint writes a bigint: as a string in JSON, with its n for people.
func (p *printer) bigint(v goja.Value) {
	n := v.Export().(*big.Int)
	if int64(n.BitLen()/4) > p.w.limit-p.w.total {
		// Too many digits to be shown, and dear to make.
		p.w.total = p.w.limit + 1
		p.w.cut = true
		return
	}
	if p.json {
		p.w.str(`"` + n.String() + `"`)
	} else {
		p.w.str(n.String() + "n")
	}
}

func (p *printer) container(o *goja.Object, kind string, depth int) {
	for _, open := range p.stack {
		if open == o {
			if p.json {
				p.err = errCircular
			}
			p.w.str("[Circular]")
			return
		}
	}
	if depth > maxDepth {
		if p.json {
			p.err = errDeep
		}
		p.w.str("[...]")
		return
	}
	p.stack = append(p.stack, o)
	defer func() { p.stack = p.stack[:len(p.stack)-1] }()

	switch kind {
	case "array":
		p.array(o, depth, "[", "]")
	case "map", "set":
		p.collection(o, kind, depth)
	case "error":
		p.error(o, depth)
	case "regexp":
		p.text(func() goja.Value { return o.ToString() }, p.json)
	case "promise":
		p.promise(o, depth)
	case "typed_array":
		p.typedArray(o, depth)
	case "array_buffer":
		if p.json {
			p.w.str("{}")
		} else {
			p.w.str("ArrayBuffer(" + strconv.Itoa(len(o.Export().(goja.ArrayBuffer).Bytes())) + ")")
		}
	default:
		switch o.ClassName() {
		case "Number":
			p.unboxed(o.ToNumber, depth)
		case "String":
			p.unboxed(o.ToString, depth)
		case "Boolean":
			p.unboxed(func() goja.Value { return p.r.vm.ToValue(o.Export()) }, depth)
		default:
			p.object(o, depth)
		}
	}
}

// unboxed writes the primitive in a Number, String or Boolean object.
func (p *printer) unboxed(f func() goja.Value, depth int) {
	var v goja.Value
	if !p.try(func() { v = f() }) {
		p.w.str("[Throws]")
		return
	}
	p.value(v, p.r.kindOf(v), depth)
}

// text writes what f returns, quoted or not.
func (p *printer) text(f func() goja.Value, quoted bool) {
	var s goja.String
	if !p.try(func() { s, _ = f().ToString().(goja.String) }) || s == nil {
		p.w.str("[Throws]")
		return
	}
	if quoted {
		p.w.quoted(s)
	} else {
		p.w.jsString(s)
	}
}

// newline starts a line of an indented form; JSON has none.
func (p *printer) newline(depth int) {
	if !p.json {
		p.w.str("\n" + strings.Repeat("  ", depth))
	}
}

func (p *printer) array(o *goja.Object, depth int, open, end string) {
	var length int64
	if !p.try(func() { length = o.Get("length").ToInteger() }) {
		p.w.str("[Throws]")
		return
	}
	p.w.str(open)
	for i := int64(0); i < length && !p.done(); i++ {
		if i > 0 {
			p.w.str(",")
		}
		p.newline(depth + 1)
		var v goja.Value
		key := strconv.FormatInt(i, 10)
		kind := "thrown"
		if p.try(func() { v = o.Get(key) }) {
			v, kind, _ = p.member(v, key)
		}
		p.value(v, kind, depth+1)
	}
	if length > 0 {
		p.newline(depth)
	}
	p.w.str(end)
}

func (p *printer) object(o *goja.Object, depth int) {
	var keys []string
	if !p.try(func() { keys = o.Keys() }) {
		p.w.str("[Throws]")
		return
	}
	p.w.str("{")
	first := true
	for _, key := range keys {
		if p.done() {
			break
		}
		var v goja.Value
		kind, omit := "thrown", false
		if p.try(func() { v = o.Get(key) }) {
			v, kind, omit = p.member(v, key)
		}
		if omit {
			continue
		}
		p.key(key, first, depth)
		first = false
		p.value(v, kind, depth+1)
	}
	if !first {
		p.newline(depth)
	}
	p.w.str("}")
}

func (p *printer) key(key string, first bool, depth int) {
	if !first {
		p.w.str(",")
	}
	p.newline(depth + 1)
	p.w.str(`"`)
	p.w.escaped(key)
	if p.json {
		p.w.str(`":`)
	} else {
		p.w.str(`": `)
	}
}

// primitive writes a value that is no container for people, as it stands at the top or inside a Map.
func (p *printer) primitive(v goja.Value, kind string) {
	switch kind {
	case "string":
		p.w.jsString(v.(goja.String))
	case "number":
		if f := v.ToFloat(); f == 0 && math.Signbit(f) {
			p.w.str("-0")
		} else {
			p.w.str(v.String())
		}
	case "bigint":
		p.bigint(v)
	case "symbol":
		p.w.str("Symbol(")
		p.w.str(v.String())
		p.w.str(")")
	case "function":
		name := p.r.textOf(v.(*goja.Object), "name")
		if name == "" {
			name = "(anonymous)"
		}
		p.w.str("[Function: " + name + "]")
	case "undefined":
		p.w.str("undefined")
	default:
		p.w.str(v.String())
	}
}

// top writes a value for people.
func (p *printer) top(v goja.Value) {
	kind := "thrown"
	p.try(func() { kind = p.r.kindOf(v) })
	o, ok := v.(*goja.Object)
	if !ok || kind == "function" {
		p.primitive(v, kind)
		return
	}
	if kind == "thrown" {
		p.value(v, kind, 0)
		return
	}
	if kind != "error" {
		v, kind, _ = p.member(o, "")
	}
	if _, ok := v.(*goja.Object); !ok && kind != "string" && kind != "thrown" || kind == "function" {
		p.primitive(v, kind)
		return
	}
	p.value(v, kind, 0)
}

// display returns the form of v for people, at most keep bytes of it, and whether there was more.
func (r *run) display(v goja.Value, keep int64) (text string, cut bool) {
	w := newSink(keep, keep)
	(&printer{r: r, w: w}).top(v)
	return w.text(), w.cut
}
