// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// maxProperties is how many properties of an object are looked at when any of them may be meant.
const maxProperties = 16

// anyProperty is what a key that is not known may give of an object literal.
func (e *evaluator) anyProperty(a *atom) *value {
	out := &value{open: true}
	if a.node == 0 {
		return nil
	}
	for i, k := range e.t.KidsOf(&e.t.Nodes[a.node]) {
		p := &e.t.Nodes[k]
		if i >= maxProperties {
			break
		}
		switch {
		case p.Kind != ir.NProperty || p.Op == ir.PropSet:
		case p.Op == ir.PropGet:
			out.merge(e.apply(e.eval(p.D, a.frame()), arguments{}, single(*a)))
		default:
			out.merge(e.eval(p.D, a.frame()))
		}
	}
	return out.done()
}

// taken is element i of what a pattern takes apart: an array's own, or any that an iterator of the program's gives.
func (e *evaluator) taken(v *value, i int) *value {
	for j := range v.list() {
		switch v.atoms[j].k {
		case aObject, aObjOf, aMap:
			return e.each(v)
		}
	}
	return e.index(v, number(float64(i)))
}

// iterated is what going over an object with an iterator of its own may give.
func (e *evaluator) iterated(a *atom) *value {
	it := e.apply(e.property(a, symbolIterator), arguments{}, single(*a))
	if it == nil {
		return nil
	}
	out := &value{open: true}
	for i := range it.atoms {
		if x := &it.atoms[i]; x.k == aArray {
			out.merge(e.each(single(*x)))
		} else {
			step := e.apply(e.property(x, "next"), arguments{}, single(*x))
			out.merge(e.member(step, "value"))
		}
	}
	return out.done()
}

// iterator stands for an iterator over elements that are known: an array of them in an order that is not.
func iterator(elems ...*value) *value {
	return single(atom{k: aArray, loose: true, x: &extra{elems: elems}})
}

// generated is what calling a generator gives.
func (e *evaluator) generated(f *ir.Func, fr *frame) *value {
	out := &value{}
	for r := f.Yields; r != 0; r = e.t.Returns[r].Next {
		out.merge(e.eval(e.t.Returns[r].Node, fr))
	}
	return iterator(out.done())
}

// newMap is a Map or Set with what it is made from.
func (e *evaluator) newMap(path string, args arguments) *value {
	m := atom{k: aMap, x: &extra{}}
	if path == "Set" || path == "WeakSet" {
		m.id = 1
	}
	each := (*value)(nil)
	if len(args.list) > 0 {
		each = e.each(args.list[0])
	}
	if m.id == 0 {
		each = e.index(each, number(1))
	}
	if each != nil {
		m.x.elems = []*value{each}
	}
	return single(m)
}

// held is anything that a Map or Set may hold: what it was made from, and what the program puts into any.
func (e *evaluator) held(a *atom) *value {
	out := &value{open: true}
	for _, v := range a.x.elems {
		out.merge(v)
	}
	out.merge(e.written(undefined, putName))
	return out.done()
}

// entriesOf is what going over a Map or Set gives.
func (e *evaluator) entriesOf(a *atom) *value {
	if a.id == 1 {
		return e.held(a)
	}
	return array(nil, e.held(a)).opened()
}

// mapMethod calls a method of a Map or Set.
func (e *evaluator) mapMethod(a *atom, name string) *value {
	switch name {
	case "get":
		return e.held(a)
	case "values", "keys":
		return iterator(e.held(a))
	case "entries":
		return iterator(array(nil, e.held(a)))
	case "set", "add":
		return single(*a)
	}
	return nil
}

func ofMap(a *atom, name string) *value {
	kind := "Map"
	if a.id == 1 {
		kind = "Set"
	}
	switch name {
	case "constructor":
		return builtin(kind)
	case "__proto__":
		return builtin(kind + ".prototype")
	case "size":
		return nil
	}
	return builtin(kind + ".prototype." + name)
}

// passed is what a parameter of a function gets that is written as an argument of a call.
func (e *evaluator) passed(f *ir.Func, i int) *value {
	n := &e.t.Nodes[f.Passed]
	callee := &e.t.Nodes[n.A]
	if n.Kind != ir.NCall || callee.Kind != ir.NMember || f.PassedAs > 1 {
		return nil
	}
	base := e.eval(callee.A, nil)
	if base == nil {
		return nil
	}
	switch e.t.Texts[callee.Str] {
	case "then", "finally":
		if i == 0 && f.PassedAs == 0 {
			return base.opened()
		}
	case "sort", "toSorted":
		return e.elementOf(base)
	case "reduce", "reduceRight":
		if i == 0 {
			v := e.elementOf(base)
			if n.C > 1 && n.Flags&ir.FlagSpread == 0 {
				v = union(v, e.eval(e.t.Kids[n.B+1], nil))
			}
			return v.opened()
		}
		if i == 1 {
			return e.elementOf(base)
		}
	case "forEach", "map", "filter", "find", "findIndex", "findLast", "findLastIndex", "some", "every", "flatMap":
		if i == 0 {
			return e.elementOf(base)
		}
	case "from", "fromAsync":
		if i == 0 && f.PassedAs == 1 {
			return e.each(e.eval(e.t.Kids[n.B], nil)).opened()
		}
	}
	return nil
}

// elementOf is an element of an array that a method goes over, which may be called with others.
func (e *evaluator) elementOf(base *value) *value {
	out := &value{open: true}
	for i := range base.atoms {
		switch a := &base.atoms[i]; a.k {
		case aArray:
			out.merge(e.each(single(*a)))
		case aMap:
			out.merge(e.held(a))
		}
	}
	return out.done()
}
