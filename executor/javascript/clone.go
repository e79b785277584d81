// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/dop251/goja"
)

// maxCloneNodes bounds how many objects one structuredClone may copy, since it runs inside the engine.
const maxCloneNodes = 1 << 20

// cloner copies a value as structuredClone does; cycles and shared objects stay what they are.
type cloner struct {
	r    *run
	seen map[*goja.Object]*goja.Object
}

func (c *cloner) clone(v goja.Value, depth int) goja.Value {
	c.r.checkStopped()
	kind := c.r.kindOf(v)
	if kind == "symbol" || kind == "function" {
		c.refuse(kind)
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return v
	}
	if copied := c.seen[o]; copied != nil {
		return copied
	}
	if depth > maxDepth || len(c.seen) > maxCloneNodes {
		panic(c.r.rangeError("structuredClone: the value is too large or nested too deeply"))
	}
	switch kind {
	case "array":
		return c.array(o, depth)
	case "map":
		return c.collection(o, "Map", "set", depth)
	case "set":
		return c.collection(o, "Set", "add", depth)
	case "date":
		return c.construct(o, "Date", o.ToNumber())
	case "regexp":
		return c.construct(o, "RegExp", o)
	case "error":
		return c.error(o, depth)
	case "array_buffer":
		data := append([]byte(nil), o.Export().(goja.ArrayBuffer).Bytes()...)
		copied := c.r.vm.ToValue(c.r.vm.NewArrayBuffer(data)).(*goja.Object)
		c.seen[o] = copied
		return copied
	case "typed_array":
		return c.construct(o, o.GetSymbol(goja.SymToStringTag).String(), o)
	case "promise":
		c.refuse(kind)
	}
	switch class := o.ClassName(); class {
	case "Object":
		return c.object(o, depth)
	case "Number":
		return c.construct(o, class, o.ToNumber())
	case "String":
		return c.construct(o, class, o.ToString())
	case "Boolean":
		return c.construct(o, class, c.r.vm.ToValue(o.Export()))
	default:
		c.refuse(class)
	}
	return nil
}

func (c *cloner) refuse(what string) {
	e := c.r.newError("Error", "structuredClone: a "+what+" cannot be cloned")
	c.r.mustRun(e.Set("name", "DataCloneError"))
	panic(e)
}

// construct makes the copy by calling a class of the program's world.
func (c *cloner) construct(o *goja.Object, class string, args ...goja.Value) *goja.Object {
	constructor, ok := c.r.vm.Get(class).(*goja.Object)
	if !ok {
		c.refuse(class)
	}
	copied, err := c.r.vm.New(constructor, args...)
	c.r.mustRun(err)
	c.seen[o] = copied
	return copied
}

func (c *cloner) array(o *goja.Object, depth int) goja.Value {
	copied := c.r.vm.NewArray()
	c.seen[o] = copied
	c.r.mustRun(copied.Set("length", o.Get("length")))
	c.members(o, copied, depth)
	return copied
}

func (c *cloner) object(o *goja.Object, depth int) goja.Value {
	copied := c.r.vm.NewObject()
	c.seen[o] = copied
	c.members(o, copied, depth)
	return copied
}

func (c *cloner) members(o, copied *goja.Object, depth int) {
	for _, key := range o.Keys() {
		v := c.clone(o.Get(key), depth+1)
		c.r.mustRun(copied.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
}

func (c *cloner) collection(o *goja.Object, class, method string, depth int) goja.Value {
	copied := c.construct(o, class)
	add, ok := goja.AssertFunction(copied.Get(method))
	if !ok {
		c.refuse(class)
	}
	_, err := c.r.method(class, "forEach")(o, c.r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		value := c.clone(call.Argument(0), depth+1)
		if method == "add" {
			return c.r.rethrow(add(copied, value))
		}
		return c.r.rethrow(add(copied, c.clone(call.Argument(1), depth+1), value))
	}))
	c.r.mustRun(err)
	return copied
}

func (c *cloner) error(o *goja.Object, depth int) goja.Value {
	class := c.r.textOf(o, "name")
	switch class {
	case "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError":
	default:
		class = "Error"
	}
	copied := c.construct(o, class, c.r.vm.ToValue(c.r.textOf(o, "message")))
	if cause := o.Get("cause"); cause != nil {
		c.r.define(copied, "cause", c.clone(cause, depth+1))
	}
	return copied
}
