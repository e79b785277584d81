// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"reflect"

	"github.com/dop251/goja"
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
