// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

func (e *evaluator) ofArray(a *atom, name string) *value {
	if i, ok := arrayIndex(name); ok {
		v := e.element(a, i)
		if a.loose {
			return union(v, e.each(single(*a))).opened()
		}
		return v
	}
	switch name {
	case "raw":
		// The texts of a template come as an array of this kind.
		return single(*a)
	case "next":
		return builtin("Iterator.prototype.next")
	case symbolIterator:
		return builtin("Array.prototype.values")
	}
	if name == "length" {
		if a.loose {
			return nil
		}
		if elems, ok := e.elements(a); ok {
			return number(float64(len(elems)))
		}
		return nil
	}
	return ofKind(name, "Array", arrayMethods)
}

// element is one element of an array; that of a literal is looked at alone.
func (e *evaluator) element(a *atom, i int) *value {
	if a.node != 0 {
		n := &e.t.Nodes[a.node]
		if n.Flags&ir.FlagSpread == 0 {
			if i >= int(n.C) {
				return undefined
			}
			return e.elementNode(e.t.Kids[int(n.B)+i], a.frame())
		}
	}
	elems, ok := e.elements(a)
	switch {
	case !ok:
		return nil
	case i >= len(elems):
		return undefined
	}
	return elems[i]
}

// elementNode is an element of an array literal; a hole is undefined.
func (e *evaluator) elementNode(id int32, fr *frame) *value {
	if id == 0 {
		return undefined
	}
	return e.eval(id, fr)
}

// elements are all elements of an array, when their number is known.
func (e *evaluator) elements(a *atom) ([]*value, bool) {
	if a.node == 0 {
		if a.x == nil {
			return nil, true
		}
		return a.x.elems, true
	}
	n := &e.t.Nodes[a.node]
	if n.C > maxElems {
		return nil, false
	}
	if n.C > 16 && !e.spend(int(n.C)/8) {
		return nil, false
	}
	out := make([]*value, 0, n.C)
	for _, k := range e.t.KidsOf(n) {
		if k != 0 && e.t.Nodes[k].Kind == ir.NSpread {
			more, ok := e.iterate(e.eval(e.t.Nodes[k].A, a.frame()))
			if !ok || len(out)+len(more) > maxElems {
				return nil, false
			}
			out = append(out, more...)
			continue
		}
		out = append(out, e.elementNode(k, a.frame()))
	}
	return out, true
}

// iterate is what going over a value gives, when it is known which value it is.
func (e *evaluator) iterate(v *value) ([]*value, bool) {
	a, ok := v.exact()
	if !ok || a.loose {
		return nil, false
	}
	switch a.k {
	case aArray:
		return e.elements(&a)
	case aString:
		if len(a.s) > maxElems || !e.spend(len(a.s)/8) {
			return nil, false
		}
		var out []*value
		for _, r := range a.s {
			out = append(out, text(string(r)))
		}
		return out, true
	case aBytes:
		if len(a.s) > maxElems {
			return nil, false
		}
		out := make([]*value, len(a.s))
		for i := range out {
			out[i] = number(float64(a.s[i]))
		}
		return out, true
	}
	return nil, false
}

// each is what an element may be of something that is iterated.
func (e *evaluator) each(v *value) *value {
	out := &value{open: v.isOpen()}
	for i := range v.list() {
		a := &v.atoms[i]
		switch a.k {
		case aArray, aString:
		case aObject, aObjOf:
			out.merge(e.iterated(a))
			continue
		case aMap:
			out.merge(e.entriesOf(a))
			continue
		default:
			out.open = true
			continue
		}
		elems, ok := []*value(nil), false
		if a.k == aArray {
			elems, ok = e.elements(a)
		} else {
			elems, ok = e.iterate(single(*a))
		}
		if !ok || a.loose {
			out.open = true
		}
		for j, el := range elems {
			if j >= 4*maxAtoms {
				out.open = true
				break
			}
			out.merge(el)
		}
	}
	return out.done()
}

// eachKey is what a key may be of something that for-in goes over.
func (e *evaluator) eachKey(v *value) *value {
	out := &value{open: true}
	for i := range v.list() {
		a := &v.atoms[i]
		if a.k != aObject {
			continue
		}
		keys, _ := e.keys(a)
		for _, k := range keys {
			out.merge(text(k))
		}
	}
	return out.done()
}

// restElems is `[, ...rest]`.
func (e *evaluator) restElems(v *value, from int) *value {
	elems, ok := e.iterate(v)
	if !ok {
		return nil
	}
	return array(elems[min(from, len(elems)):]...)
}

// anyElement is what an unknown key of an array may give. On an object it is nothing that could be relied upon.
func (e *evaluator) anyElement(base *value) *value {
	out := &value{open: true}
	for i := range base.list() {
		switch a := &base.atoms[i]; a.k {
		case aArray:
			out.merge(e.each(single(*a)))
		case aObject:
			out.merge(e.anyProperty(a))
		}
	}
	return out.done()
}
