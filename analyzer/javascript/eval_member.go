// SPDX-License-Identifier: Apache-2.0

package javascript

import "strings"

// index is `base[key]`.
func (e *evaluator) index(base, key *value) *value {
	if key == nil {
		return e.anyElement(base)
	}
	if !key.open && len(key.atoms) == 1 {
		return e.keyed(base, &key.atoms[0])
	}
	out := &value{open: key.open}
	for i := range key.atoms {
		out.merge(e.keyed(base, &key.atoms[i]))
	}
	return out.done()
}

func (e *evaluator) keyed(base *value, key *atom) *value {
	name, ok := e.keyText(key)
	if !ok {
		return nil
	}
	return e.member(base, name)
}

// keyText is the name that a key means; the well-known symbols have names that no text spells.
func (e *evaluator) keyText(key *atom) (string, bool) {
	if key.k == aBuiltin && strings.HasPrefix(key.s, "Symbol.") {
		return symbolMark + key.s, true
	}
	return e.toText(key)
}

const (
	symbolMark      = "@@"
	symbolIterator  = symbolMark + "Symbol.iterator"
	symbolPrimitive = symbolMark + "Symbol.toPrimitive"
)

// member is `base.name`.
func (e *evaluator) member(base *value, name string) *value {
	if base == nil {
		return memberOfUnknown(name)
	}
	if !base.open && len(base.atoms) == 1 {
		return e.property(&base.atoms[0], name)
	}
	out := &value{open: base.open}
	for i := range base.atoms {
		out.merge(e.property(&base.atoms[i], name))
	}
	if base.open {
		out.merge(memberOfUnknown(name))
	}
	return out.done()
}

// memberOfUnknown is what a member tells by its name alone: everything has a constructor, and a frame has a window.
func memberOfUnknown(name string) *value {
	switch name {
	case "constructor":
		return someFn
	case "contentWindow", "defaultView":
		return builtin(globalPath).opened()
	}
	return nil
}

// property is a member of one atom.
func (e *evaluator) property(a *atom, name string) *value {
	switch a.k {
	case aString:
		return e.ofText(a, name)
	case aArray:
		return e.ofArray(a, name)
	case aMap:
		return ofMap(a, name)
	case aProxy:
		// A trap sees the name.
		return e.apply(e.member(a.x.this, "get"), arguments{list: []*value{a.x.target, text(name)}}, a.x.this).opened()
	case aNumber, aBool:
		return ofKind(name, map[atomKind]string{aNumber: "Number", aBool: "Boolean"}[a.k], numberMethods)
	case aObject:
		return e.ofObject(a, name)
	case aFunc, aClass, aBound, aCode:
		return e.ofFunction(a, name)
	case aObjOf:
		return e.ofInstance(a, name)
	case aRegexp:
		switch name {
		case "source":
			return text(a.s)
		case "flags":
			return text(a.x.flags)
		}
		return ofKind(name, "RegExp", regexpMethods)
	case aBuiltin:
		return builtinMember(a.s, name)
	case aSomeFn:
		switch name {
		case "constructor":
			return builtin("Function").opened()
		case "__proto__":
			return builtin("Function.prototype").opened()
		}
		return nil
	case aBytes:
		if i, ok := arrayIndex(name); ok && i < len(a.s) {
			return number(float64(a.s[i]))
		}
		if name == "length" {
			return number(float64(len(a.s)))
		}
	}
	return nil
}

// ofKind is a member that every value of a builtin kind inherits.
func ofKind(name, kind string, methods map[string]bool) *value {
	switch {
	case name == "constructor":
		return builtin(kind)
	case name == "__proto__":
		return builtin(kind + ".prototype")
	case methods[name]:
		return builtin(kind + ".prototype." + name)
	case objectMethods[name]:
		return builtin("Object.prototype." + name)
	}
	return undefined
}

func (e *evaluator) ofText(a *atom, name string) *value {
	if i, ok := arrayIndex(name); ok {
		u := units(a.s)
		if i < u.len() {
			return text(u.slice(i, i+1))
		}
		return undefined
	}
	if name == "length" {
		return number(float64(units(a.s).len()))
	}
	return ofKind(name, "String", stringMethods)
}
