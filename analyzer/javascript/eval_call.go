// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// arguments are what a call passes; more says that there may be others, behind a spread of unknown length.
type arguments struct {
	list []*value
	more bool
}

// at is one argument.
func (a arguments) at(i int) *value {
	switch {
	case i < len(a.list):
		return a.list[i]
	case a.more:
		return nil
	}
	return undefined
}

// from is the arguments without the first n.
func (a arguments) from(n int) arguments {
	return arguments{list: a.list[min(n, len(a.list)):], more: a.more}
}

// args evaluates the arguments of a call.
func (e *evaluator) args(n *ir.Node, fr *frame) arguments {
	var out arguments
	for i, k := range e.t.KidsOf(n) {
		if i >= maxElems {
			out.more = true
			break
		}
		if e.t.Nodes[k].Kind == ir.NSpread {
			more, ok := e.iterate(e.eval(e.t.Nodes[k].A, fr))
			if !ok || len(more) > maxElems {
				out.more = true
				return out
			}
			out.list = append(out.list, more...)
			continue
		}
		out.list = append(out.list, e.eval(k, fr))
	}
	return out
}

// siteArgs are the arguments that a call of one of the program's own functions passes to it.
func (e *evaluator) siteArgs(site int32, fr *frame) arguments {
	n := &e.t.Nodes[site]
	args := e.args(n, fr)
	if callee := &e.t.Nodes[n.A]; callee.Kind == ir.NMember {
		switch e.t.Texts[callee.Str] {
		case "call":
			return args.from(1)
		case "apply":
			return e.spread(args.at(1))
		}
	}
	return args
}

// spread is an array as arguments.
func (e *evaluator) spread(v *value) arguments {
	if a, ok := v.exact(); ok && (a.k == aUndef || a.k == aNull) {
		return arguments{}
	}
	list, ok := e.iterate(v)
	if !ok {
		return arguments{more: true}
	}
	return arguments{list: list}
}

// target is what a call calls, with what, and as whose method.
type target struct {
	callee *value
	args   arguments
	this   *value
	// method is the name under which an atom of a kind that is no builtin is asked to do something.
	method string
}

// resolve finds what a call calls, seen through call, apply and Reflect.
func (e *evaluator) resolve(n *ir.Node, fr *frame) target {
	c := &e.t.Nodes[n.A]
	t := target{}
	switch c.Kind {
	case ir.NMember:
		t.this, t.method = e.eval(c.A, fr), e.t.Texts[c.Str]
	case ir.NIndex:
		t.this = e.eval(c.A, fr)
		if key, ok := e.eval(c.D, fr).exact(); ok {
			t.method, _ = e.toText(&key)
		}
	}
	t.callee = e.eval(n.A, fr)
	if n.Kind == ir.NCall && (t.callee != nil || t.method != "" && t.this != nil) {
		t.args = e.args(n, fr)
	} else if n.Kind == ir.NNew && t.callee != nil {
		t.args = e.args(n, fr)
		t.this, t.method = nil, ""
	} else if n.Kind == ir.NTagged {
		t.args = e.args(n, fr)
		if a, ok := t.callee.exact(); ok && a.k == aBuiltin && a.s == "String.raw" && len(t.args.list) == 1 {
			t.args.list[0] = text(e.t.Texts[n.Str])
		}
	}
	for i := 0; i < 4; i++ {
		next, ok := e.through(t)
		if !ok {
			break
		}
		t = next
	}
	return t
}

// through replaces f.call(x, y), f.apply(x, [y]) and Reflect.apply(f, x, [y]) by f(y) on x.
func (e *evaluator) through(t target) (target, bool) {
	for _, a := range t.callee.list() {
		if a.k != aBuiltin {
			continue
		}
		switch a.s {
		case "Function.prototype.call":
			return target{callee: t.this, args: t.args.from(1), this: t.args.at(0)}, true
		case "Function.prototype.apply":
			return target{callee: t.this, args: e.spread(t.args.at(1)), this: t.args.at(0)}, true
		case "Reflect.apply":
			return target{callee: t.args.at(0), args: e.spread(t.args.at(2)), this: t.args.at(1)}, true
		case "Reflect.construct":
			return target{callee: t.args.at(0), args: e.spread(t.args.at(1))}, true
		}
	}
	return t, false
}

// call is the value of a call, a construction or a tagged template.
func (e *evaluator) call(id int32, n *ir.Node, fr *frame) *value {
	t := e.resolve(n, fr)
	if n.Kind == ir.NNew {
		return e.construct(t)
	}
	if v, ok := e.native(t); ok {
		return v
	}
	return e.apply(t.callee, t.args, t.this)
}

// native is the value of a method of something whose methods are built in, such as a string.
func (e *evaluator) native(t target) (*value, bool) {
	if t.method == "" || t.this == nil {
		return nil, false
	}
	out := &value{open: t.this.open}
	for i := range t.this.atoms {
		a := &t.this.atoms[i]
		switch a.k {
		case aMap:
			out.merge(e.mapMethod(a, t.method))
		case aString, aArray, aNumber, aBool, aRegexp, aBytes:
			out.merge(e.method(a, t.method, t.args))
		default:
			return nil, false
		}
	}
	return out.done(), true
}

// apply calls what a value may be.
func (e *evaluator) apply(callee *value, args arguments, this *value) *value {
	return e.mapAtoms(callee, func(a *atom) *value {
		switch a.k {
		case aFunc:
			return e.run(a, args, this)
		case aBound:
			list := append(append([]*value(nil), a.x.elems...), args.list...)
			return e.apply(a.x.target, arguments{list: list, more: args.more}, a.x.this)
		case aBuiltin:
			return e.callBuiltin(a.s, args, this)
		case aCode:
			return e.runText(a.s, true)
		}
		return nil
	})
}

// run calls a function of the program: its value is anything that it returns.
func (e *evaluator) run(a *atom, args arguments, this *value) *value {
	f := &e.t.Funcs[a.id]
	if f.Async || f.NReturns > maxReturns {
		return nil
	}
	if f.NReturns == 0 && !f.Generator {
		return undefined
	}
	// What takes nothing gives the same wherever it is called.
	if !f.Takes && a.frame() == nil {
		return e.returned(f, nil)
	}
	if this == undefined {
		this = nil
	}
	key := keyOf(a, args, this)
	c := e.made[key]
	if c != nil && c.of(args, this) {
		if v, ok := e.known(&c.look); ok {
			return v
		}
	} else {
		c = &callLook{args: args, this: this}
	}
	if e.running[a.id] >= maxRecursion || e.frames >= maxFrames || e.depth >= maxEvalDepth {
		return e.beyond()
	}
	if !e.spend(2) {
		return nil
	}
	if e.made == nil {
		e.made = map[callKey]*callLook{}
	}
	e.made[key] = c
	if this == nil && !f.Strict && !f.Method {
		this = builtin(globalPath).opened()
	}
	fr := &frame{fn: a.id, args: args.list, more: args.more, this: this, outer: a.frame()}
	again, met := e.begin(&c.look)
	e.running[a.id]++
	e.frames++
	e.depth++
	v := e.returned(f, fr)
	e.depth--
	e.frames--
	e.running[a.id]--
	return e.end(&c.look, v, again, met)
}

// returned is anything that a function returns.
func (e *evaluator) returned(f *ir.Func, fr *frame) *value {
	if f.Generator {
		return e.generated(f, fr)
	}
	if f.NReturns == 1 && !f.Bare {
		return e.eval(e.t.Returns[f.Returns].Node, fr)
	}
	out := &value{}
	for r := f.Returns; r != 0; r = e.t.Returns[r].Next {
		out.merge(e.eval(e.t.Returns[r].Node, fr))
	}
	if f.Bare {
		out.add(atom{k: aUndef})
	}
	return out.done()
}

// construct is the value of `new`.
func (e *evaluator) construct(t target) *value {
	return e.mapAtoms(t.callee, func(a *atom) *value {
		switch a.k {
		case aClass:
			return single(atom{k: aObjOf, id: a.id})
		case aBuiltin:
			switch a.s {
			case "Function", "AsyncFunction", "GeneratorFunction", "Array", "RegExp", "Object":
				return e.callBuiltin(a.s, t.args, nil)
			case "String", "Number", "Boolean":
				return e.callBuiltin(a.s, t.args, nil).opened()
			case "Map", "WeakMap", "Set", "WeakSet":
				return e.newMap(a.s, t.args)
			case "Proxy":
				proxy := single(atom{k: aProxy, x: &extra{target: t.args.at(0), this: t.args.at(1)}})
				return union(proxy, t.args.at(0).opened())
			}
		}
		return nil
	})
}

// runText is what source text gives that is no more than a name: `eval("eval")`, `Function("return this")()`.
func (e *evaluator) runText(code string, function bool) *value {
	code = strings.TrimFunc(strings.TrimRight(code, "; \n\t"), isSpace)
	if function {
		rest, ok := strings.CutPrefix(code, "return")
		if !ok || rest == "" || rest[0] != ' ' && rest[0] != '(' && rest[0] != '/' && rest[0] != '\t' {
			return nil
		}
		code = strings.TrimFunc(rest, isSpace)
	}
	code = strings.TrimSuffix(strings.TrimPrefix(code, "("), ")")
	if len(code) > 200 || code == "" {
		return nil
	}
	var v *value
	for i, part := range strings.Split(code, ".") {
		for j := 0; j < len(part); j++ {
			if !identByte(part[j]) || part[j] == '\\' {
				return nil
			}
		}
		switch {
		case i > 0:
			v = e.member(v, part)
		case part == "this":
			v = builtin(globalPath)
		default:
			path, ok := freeBuiltin(part)
			if !ok {
				return nil
			}
			v = builtin(path)
		}
	}
	return v
}
