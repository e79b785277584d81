// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// ofObject is a member of an object literal.
func (e *evaluator) ofObject(a *atom, name string) *value {
	if v := e.ownProperty(a, name); v != undefined {
		return v
	}
	switch {
	case name == "constructor":
		return builtin("Object")
	case name == "__proto__":
		return builtin("Object.prototype")
	case objectMethods[name]:
		return builtin("Object.prototype." + name)
	}
	return e.written(undefined, name)
}

// ownProperty is a property of an object literal, undefined when it has none of that name. The last one written counts.
func (e *evaluator) ownProperty(a *atom, name string) *value {
	if a.node == 0 {
		if a.x != nil {
			if v, ok := a.x.props[name]; ok {
				return v
			}
		}
		return undefined
	}
	n := &e.t.Nodes[a.node]
	kids := e.t.KidsOf(n)
	if len(kids) > 64 && !e.spend(len(kids)/64) {
		return nil
	}
	for i := len(kids) - 1; i >= 0; i-- {
		p := &e.t.Nodes[kids[i]]
		if p.Kind == ir.NSpread {
			if v := e.spreadProperty(p, name, a.frame()); v != undefined {
				return v
			}
			continue
		}
		if same, known := e.namedSo(p, name, a.frame()); !known {
			return nil
		} else if !same {
			continue
		}
		switch p.Op {
		case ir.PropSet:
			continue
		case ir.PropGet:
			return e.written(e.apply(e.eval(p.D, a.frame()), arguments{}, single(*a)), name)
		}
		return e.written(e.eval(p.D, a.frame()), name)
	}
	return undefined
}

func (e *evaluator) spreadProperty(p *ir.Node, name string, fr *frame) *value {
	b, ok := e.eval(p.A, fr).exact()
	if !ok {
		return nil
	}
	switch b.k {
	case aObject:
		return e.ownProperty(&b, name)
	case aBuiltin:
		return builtinMember(b.s, name)
	case aUndef, aNull:
		return undefined
	}
	return nil
}

// namedSo says whether a property has a name.
func (e *evaluator) namedSo(p *ir.Node, name string, fr *frame) (same, known bool) {
	if p.A == 0 {
		return e.t.Texts[p.Str] == name, true
	}
	key, ok := e.eval(p.A, fr).exact()
	if !ok {
		return false, false
	}
	s, ok := e.keyText(&key)
	return s == name, ok
}

// written adds to a property what the program assigns to properties of that name.
func (e *evaluator) written(v *value, name string) *value {
	if _, any := e.t.Tainted[anyName]; any {
		v = v.opened()
	}
	w, ok := e.t.Tainted[name]
	if !ok {
		return v
	}
	v = v.opened()
	for i := 0; w != 0; i++ {
		if i >= maxWrites {
			break
		}
		if node := e.t.Writes[w].Node; node != 0 {
			v = union(v, e.eval(node, nil))
		}
		w = e.t.Writes[w].Next
	}
	return v
}

// keys are the names of an object literal's properties, in order.
func (e *evaluator) keys(a *atom) ([]string, bool) {
	if a.node == 0 {
		return nil, false
	}
	var out []string
	for i, k := range e.t.KidsOf(&e.t.Nodes[a.node]) {
		p := &e.t.Nodes[k]
		if i >= maxElems || p.Kind != ir.NProperty {
			return out, false
		}
		name := e.t.Texts[p.Str]
		if p.A != 0 {
			key, ok := e.eval(p.A, a.frame()).exact()
			if !ok {
				return out, false
			}
			if name, ok = e.toText(&key); !ok {
				return out, false
			}
		}
		out = append(out, name)
	}
	return out, true
}
