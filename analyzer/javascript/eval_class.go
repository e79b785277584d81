// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// ofFunction is a member of one of the program's own functions or classes.
func (e *evaluator) ofFunction(a *atom, name string) *value {
	if a.k == aClass {
		if v := e.classElement(a, name, true); v != undefined {
			return v
		}
	}
	maker := makerOf(e, a)
	switch name {
	case "constructor":
		return e.written(builtin(maker), name)
	case "__proto__":
		return builtin(maker + ".prototype")
	case "call", "apply", "bind", "toString":
		return builtin("Function.prototype." + name)
	case "prototype":
		if a.k == aClass {
			return single(atom{k: aObjOf, id: a.id})
		}
		return nil
	case "name", "length":
		return nil
	}
	return e.written(undefined, name).opened()
}

// makerOf is the constructor that makes functions of the kind of a.
func makerOf(e *evaluator, a *atom) string {
	if a.k == aFunc {
		f := &e.t.Funcs[a.id]
		switch {
		case f.Async && f.Generator:
			return "AsyncGeneratorFunction"
		case f.Async:
			return "AsyncFunction"
		case f.Generator:
			return "GeneratorFunction"
		}
	}
	return "Function"
}

// ofInstance is a member of an object that a class made.
func (e *evaluator) ofInstance(a *atom, name string) *value {
	if name == "constructor" {
		return single(atom{k: aClass, id: a.id})
	}
	if v := e.classElement(a, name, false); v != undefined {
		return v
	}
	return e.written(undefined, name).opened()
}

// classElement is a field, getter or method of a class, undefined when it has none of that name.
func (e *evaluator) classElement(a *atom, name string, static bool) *value {
	for depth, id := 0, a.id; depth < 8; depth++ {
		class := &e.t.Classes[id]
		kids := e.t.KidsOf(&e.t.Nodes[class.Node])
		if len(kids) > 64 && !e.spend(len(kids)/64) {
			return nil
		}
		for i := len(kids) - 1; i >= 0; i-- {
			p := &e.t.Nodes[kids[i]]
			if (p.Flags&ir.FlagStatic != 0) != static || p.Op == ir.PropSet {
				continue
			}
			same, known := e.namedSo(p, name, nil)
			if !known {
				return nil
			}
			if !same {
				continue
			}
			if p.Op == ir.PropGet {
				return e.written(e.apply(e.eval(p.D, nil), arguments{}, single(*a)), name)
			}
			if p.D == 0 {
				return e.written(undefined, name)
			}
			return e.written(e.eval(p.D, nil), name)
		}
		if class.Super == 0 {
			return undefined
		}
		super, ok := e.eval(class.Super, nil).exact()
		if !ok || super.k != aClass {
			return nil
		}
		id = super.id
	}
	return nil
}
