// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"errors"
	"math"
	"math/big"
	"reflect"
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

var (
	typePromise     = reflect.TypeFor[*goja.Promise]()
	typeProxy       = reflect.TypeFor[goja.Proxy]()
	typeArrayBuffer = reflect.TypeFor[goja.ArrayBuffer]()
	typeMap         = reflect.TypeFor[[][2]any]()
	typeSet         = reflect.TypeFor[[]any]()
)

// kindOf names the kind of a value; the names are those of executor.Outcome.ResultType. No code of the program runs,
// but a revoked proxy throws.
func (r *run) kindOf(v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "null"
	case goja.IsString(v):
		return "string"
	case goja.IsNumber(v):
		return "number"
	case goja.IsBigInt(v):
		return "bigint"
	}
	switch v := v.(type) {
	case *goja.Symbol:
		return "symbol"
	case *goja.Object:
		return r.kindOfObject(v)
	}
	return "boolean"
}

func (r *run) kindOfObject(o *goja.Object) string {
	class := o.ClassName()
	t := o.ExportType()
	switch t {
	case typePromise:
		return "promise"
	case typeArrayBuffer:
		return "array_buffer"
	case typeProxy:
		if class == "Function" {
			return "function"
		}
		return r.kindOfProxy(o)
	}
	if _, ok := goja.AssertFunction(o); ok {
		return "function"
	}
	switch class {
	case "Array":
		return "array"
	case "Date":
		return "date"
	case "RegExp":
		return "regexp"
	case "Error":
		return "error"
	case "Object":
		switch {
		case t == typeMap:
			return "map"
		case t == typeSet:
			return "set"
		case t != nil && t.Kind() == reflect.Slice && t.Elem().Kind() >= reflect.Int && t.Elem().Kind() <= reflect.Float64:
			return "typed_array"
		}
	}
	return "object"
}

// kindOfProxy says "array" for a proxy of an array, as Array.isArray does, else "object".
func (r *run) kindOfProxy(o *goja.Object) string {
	for o.ExportType() == typeProxy {
		target := o.Export().(goja.Proxy).Target()
		if target == nil {
			panic(r.vm.NewTypeError("the proxy was revoked"))
		}
		o = target
	}
	if o.ClassName() == "Array" {
		return "array"
	}
	return "object"
}

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

// collection writes a Map or Set: in JSON an array of pairs or of values.
func (p *printer) collection(o *goja.Object, kind string, depth int) {
	class, open, end := "Map", " {", "}"
	if kind == "set" {
		class = "Set"
	}
	if p.json {
		open, end = "[", "]"
	} else {
		var size goja.Value = goja.Undefined()
		p.try(func() { size = o.Get("size") })
		p.w.str(class)
		if goja.IsNumber(size) {
			p.w.str("(" + size.String() + ")")
		}
	}
	p.w.str(open)
	first, enough := true, false
	ok := p.try(func() {
		_, err := p.r.method(class, "forEach")(o, p.r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
			if p.done() {
				enough = true
				panic(call.This)
			}
			if !first {
				p.separator()
			}
			first = false
			switch {
			case kind == "set":
				p.nested(call.Argument(0), depth)
			case p.json:
				p.w.str("[")
				p.nested(call.Argument(1), depth)
				p.w.str(",")
				p.nested(call.Argument(0), depth)
				p.w.str("]")
			default:
				p.nested(call.Argument(1), depth)
				p.w.str(" => ")
				p.nested(call.Argument(0), depth)
			}
			return goja.Undefined()
		}))
		if !enough {
			p.r.mustRun(err)
		}
	})
	if !ok {
		p.w.str("[Throws]")
	}
	p.w.str(end)
}

func (p *printer) separator() {
	if p.json {
		p.w.str(",")
	} else {
		p.w.str(", ")
	}
}

func (p *printer) nested(v goja.Value, depth int) {
	v, kind, _ := p.member(v, "")
	if !p.json && (kind == "undefined" || kind == "function" || kind == "symbol") {
		p.primitive(v, kind)
		return
	}
	p.value(v, kind, depth+1)
}

// error writes an error: name and message in JSON; for people with its stack, or in brackets inside of something else.
func (p *printer) error(o *goja.Object, depth int) {
	get := func(name string) func() goja.Value {
		return func() goja.Value {
			if v := o.Get(name); v != nil {
				return v
			}
			return p.r.vm.ToValue("")
		}
	}
	if p.json {
		p.w.str(`{"name":`)
		p.text(get("name"), true)
		p.w.str(`,"message":`)
		p.text(get("message"), true)
		p.w.str("}")
		return
	}
	if depth > 0 {
		p.w.str("[")
	}
	p.text(get("name"), false)
	if m := p.r.textOf(o, "message"); m != "" {
		p.w.str(": " + m)
	}
	if depth > 0 {
		p.w.str("]")
		return
	}
	for _, f := range p.r.c.where.frames(p.r.stackOf(o)) {
		at := strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column)
		if f.Function != "" {
			at = f.Function + " (" + at + ")"
		}
		p.w.str("\n    at " + at)
	}
}

func (p *printer) promise(o *goja.Object, depth int) {
	promise, _ := o.Export().(*goja.Promise)
	switch {
	case p.json:
		p.w.str("{}")
	case promise.State() == goja.PromiseStatePending:
		p.w.str("Promise { <pending> }")
	default:
		p.w.str("Promise { ")
		if promise.State() == goja.PromiseStateRejected {
			p.w.str("<rejected> ")
		}
		p.nested(promise.Result(), depth)
		p.w.str(" }")
	}
}

// typedArray writes a typed array; its elements are numbers or bigints, so no code of the program runs for them.
func (p *printer) typedArray(o *goja.Object, depth int) {
	elements := reflect.ValueOf(o.Export())
	if !p.json {
		p.text(func() goja.Value { return o.GetSymbol(goja.SymToStringTag) }, false)
		p.w.str("(" + strconv.Itoa(elements.Len()) + ") ")
	}
	p.w.str("[")
	for i := 0; i < elements.Len() && !p.done(); i++ {
		if i > 0 {
			p.separator()
		}
		element := elements.Index(i).Interface()
		switch n := element.(type) {
		case int64:
			element = big.NewInt(n)
		case uint64:
			element = new(big.Int).SetUint64(n)
		}
		v := p.r.vm.ToValue(element)
		p.value(v, p.r.kindOf(v), depth+1)
	}
	p.w.str("]")
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
