// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// freeName is what a name means that nothing declares.
func (e *evaluator) freeName(n *ir.Node) *value {
	l := &e.free[n.Str]
	if l.state == ready {
		return l.v
	}
	var v *value
	switch name := e.t.Texts[n.Str]; name {
	case "undefined":
		v = undefined
	case "NaN":
		v = number(nan)
	case "Infinity":
		v = number(infinity)
	default:
		if path, ok := freeBuiltin(name); ok {
			v = builtin(path)
		}
	}
	l.v, l.state = v, ready
	return v
}

// name is what a declared name may be at a reference.
func (e *evaluator) name(n *ir.Node, fr *frame) *value {
	v := e.binding(n.A, fr)
	b := &e.t.Bindings[n.A]
	if b.Global && e.maybeUnassigned(b, n) {
		if path, ok := freeBuiltin(e.t.Texts[b.Name]); ok {
			v = union(builtin(path), v)
		}
	}
	if n.Flags&ir.FlagUncertain != 0 {
		v = v.opened()
	}
	return v
}

// maybeUnassigned says whether a `var` of a script may not have got a value of its own yet where n stands; it then still
// is the property of the global object that it was before.
func (e *evaluator) maybeUnassigned(b *ir.Binding, n *ir.Node) bool {
	for d := b.FirstDef; d != 0; d = e.t.Defs[d].Next {
		def := &e.t.Defs[d]
		if def.Op != ir.OpNone || def.Func != 0 || def.Guard != 0 {
			continue
		}
		// The value of a definition is evaluated before the definition has happened.
		return n.Start < def.End
	}
	return true
}

// binding is what a declared name may be.
func (e *evaluator) binding(id int32, fr *frame) *value {
	b := &e.t.Bindings[id]
	for fr != nil && fr.fn != b.Func {
		fr = fr.outer
	}
	if fr == nil || b.Func == 0 {
		l := &e.names[id]
		if v, ok := e.known(l); ok {
			return v
		}
		again, met := e.begin(l)
		return e.end(l, e.definitions(b, nil), again, met)
	}
	if v, ok := fr.names.get(id); ok {
		return v
	}
	at := fr.names.put(id)
	v := e.definitions(b, fr)
	fr.names.values[at] = v
	return v
}

// definitions joins all that a binding may get. A definition by operator builds on the one before it in the source.
func (e *evaluator) definitions(b *ir.Binding, fr *frame) *value {
	if b.FirstDef == 0 {
		if b.Kind == ir.BindVar || b.Kind == ir.BindLexical {
			return undefined
		}
		return nil
	}
	if def := &e.t.Defs[b.FirstDef]; b.FirstDef == b.LastDef && def.Op == ir.OpNone {
		if def.Node == 0 {
			return nil
		}
		return e.settle(e.eval(def.Node, e.frameFor(def.Func, fr)))
	}
	all := &value{}
	var last *value
	for d := b.FirstDef; d != 0; d = e.t.Defs[d].Next {
		def := &e.t.Defs[d]
		if def.Op == ir.OpNone {
			// What a branch that is never taken assigns, it does not.
			if def.Node == 0 {
				last = nil
			} else {
				last = e.eval(def.Node, e.frameFor(def.Func, fr))
			}
		} else {
			last = e.operate(def, last, e.frameFor(def.Func, fr))
			if def.InLoop {
				all.open = true
			}
		}
		e.keep(all, last)
	}
	return e.settle(all.done())
}

// keep adds to a set of values, at the cost of the oldest when there is no room: what was built last matters most.
func (e *evaluator) keep(all, v *value) {
	if v.isOpen() {
		all.open = true
	}
	for _, a := range v.list() {
		if len(all.atoms) >= maxAtoms {
			all.open = true
			all.atoms = append(all.atoms[:0:0], all.atoms[1:]...)
		}
		all.add(a)
	}
}

// settle loosens arrays that a name holds when the program changes arrays anywhere.
func (e *evaluator) settle(v *value) *value {
	if !e.t.Mutates || v == nil {
		return v
	}
	for i := range v.atoms {
		if v.atoms[i].k == aArray && !v.atoms[i].loose {
			w := &value{open: v.open, atoms: append([]atom(nil), v.atoms...)}
			for j := range w.atoms {
				w.atoms[j].loose = w.atoms[j].loose || w.atoms[j].k == aArray
			}
			return w
		}
	}
	return v
}

// operate is what a binding becomes by `x += y` and the like.
func (e *evaluator) operate(def *ir.Def, last *value, fr *frame) *value {
	switch def.Op {
	case ir.OpInc, ir.OpDec:
		return nil
	case ir.OpAnd, ir.OpOr, ir.OpCoalesce:
		return union(last, e.eval(def.Node, fr))
	case ir.OpAdd:
		return e.add(last, e.eval(def.Node, fr))
	}
	return e.arith(def.Op, last, e.eval(def.Node, fr))
}

// assigned is the value of an assignment.
func (e *evaluator) assigned(n *ir.Node, fr *frame) *value {
	switch n.Op {
	case ir.OpNone:
		return e.eval(n.D, fr)
	case ir.OpAdd:
		return e.add(e.eval(n.A, fr), e.eval(n.D, fr))
	case ir.OpAnd, ir.OpOr, ir.OpCoalesce:
		return union(e.eval(n.A, fr), e.eval(n.D, fr))
	}
	return e.arith(n.Op, e.eval(n.A, fr), e.eval(n.D, fr))
}

// withDefault is a value, or what stands in for it when it is undefined.
func (e *evaluator) withDefault(n *ir.Node, fr *frame) *value {
	v := e.eval(n.A, fr)
	if a, ok := v.exact(); ok {
		if a.k == aUndef {
			return e.eval(n.D, fr)
		}
		return v
	}
	return union(v, e.eval(n.D, fr))
}
