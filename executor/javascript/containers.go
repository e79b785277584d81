// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"math/big"
	"reflect"
	"strconv"

	"github.com/dop251/goja"
)

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
