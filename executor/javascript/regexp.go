// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"reflect"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

const noPropertyClasses = `this engine cannot match \p{...} classes and would answer wrongly; list the characters instead`

// refusePropertyClasses refuses a program with a literal that has a \p{...} class under the u flag: the engine compiles
// it and then says "no match" for every character. An error is better than a wrong answer.
func refusePropertyClasses(program *ast.Program, where *positions) error {
	// Escapes inside a regular expression literal cannot be spelled any other way, so nearly every program ends here.
	if !strings.Contains(where.file, `\p{`) && !strings.Contains(where.file, `\P{`) {
		return nil
	}
	literal := findRegExp(reflect.ValueOf(program), map[any]bool{}, func(l *ast.RegExpLiteral) bool {
		return hasPropertyClass(l.Pattern, l.Flags)
	})
	if literal == nil {
		return nil
	}
	info := executor.ExceptionInfo{Name: "SyntaxError", Message: "Invalid regular expression: " + noPropertyClasses}
	info.Line, info.Column = where.offset(int(literal.Idx) - program.File.Base())
	return &executor.CompileError{Exception: info}
}

// findRegExp returns the first literal below v for which wanted says yes. It goes by reflection, so that no kind of node
// can be forgotten.
func findRegExp(v reflect.Value, seen map[any]bool, wanted func(*ast.RegExpLiteral) bool) *ast.RegExpLiteral {
	switch v.Kind() {
	case reflect.Interface:
		return findRegExp(v.Elem(), seen, wanted)
	case reflect.Pointer:
		if v.IsNil() || !v.CanInterface() || seen[v.Interface()] {
			return nil
		}
		seen[v.Interface()] = true
		switch node := v.Interface().(type) {
		case *ast.RegExpLiteral:
			if wanted(node) {
				return node
			}
			return nil
		case *file.File:
			return nil
		}
		return findRegExp(v.Elem(), seen, wanted)
	case reflect.Struct:
		for i := range v.NumField() {
			if found := findRegExp(v.Field(i), seen, wanted); found != nil {
				return found
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if found := findRegExp(v.Index(i), seen, wanted); found != nil {
				return found
			}
		}
	}
	return nil
}

// hasPropertyClass says whether pattern has a \p{...} class; without the u flag \p is the letter p.
func hasPropertyClass(pattern, flags string) bool {
	if !strings.ContainsAny(flags, "uv") {
		return false
	}
	for i := 0; i+2 < len(pattern); i++ {
		if pattern[i] != '\\' {
			continue
		}
		if i++; (pattern[i] == 'p' || pattern[i] == 'P') && pattern[i+1] == '{' {
			return true
		}
	}
	return false
}

// guardRegExp puts a constructor in the place of RegExp that refuses \p{...} classes. It is a courtesy, not a wall: programs
// that do not spell RegExp do without, since it costs time at every start. (A Proxy would be simpler, but the engine's
// instanceof does not take one.)
func (r *run) guardRegExp() {
	original := r.vm.Get("RegExp").(*goja.Object)
	proto := original.Get("prototype").(*goja.Object)
	construct, _ := goja.AssertConstructor(original)
	guard := r.vm.ToValue(func(call goja.ConstructorCall) *goja.Object {
		r.checkStopped()
		r.checkPattern(call.Argument(0), call.Argument(1))
		o, err := construct(call.NewTarget, call.Arguments...)
		r.mustRun(err)
		return o
	}).(*goja.Object)
	r.name(guard, "RegExp", 2)
	r.lock(guard, "prototype", proto)
	r.must(guard.DefineAccessorPropertySymbol(goja.SymSpecies, r.native("get [Symbol.species]", 0, func(call goja.FunctionCall) goja.Value {
		return call.This
	}), nil, goja.FLAG_TRUE, goja.FLAG_FALSE))
	r.define(proto, "constructor", guard)
	r.define(r.vm.GlobalObject(), "RegExp", guard)
}

// checkPattern throws when a regular expression made of pattern and flags would have a \p{...} class.
func (r *run) checkPattern(pattern, flags goja.Value) {
	if o, ok := pattern.(*goja.Object); ok && o.ClassName() == "RegExp" {
		pattern = o.Get("source")
	}
	f, ok := flags.(goja.String)
	if !ok || f.Length() > 16 {
		return
	}
	if s, ok := pattern.(goja.String); ok && hasPropertyClass(s.String(), f.String()) {
		panic(r.newError("SyntaxError", "Invalid regular expression: "+noPropertyClasses))
	}
}
