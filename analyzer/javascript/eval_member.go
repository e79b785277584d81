// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"math"
	"strconv"
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

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
	name, ok := e.toText(key)
	if !ok {
		return nil
	}
	return e.member(base, name)
}

// anyElement is what an unknown key of an array may give. On an object it is nothing that could be relied upon.
func (e *evaluator) anyElement(base *value) *value {
	out := &value{open: true}
	for i := range base.list() {
		if a := &base.atoms[i]; a.k == aArray {
			out.merge(e.each(single(*a)))
		}
	}
	return out.done()
}

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

func (e *evaluator) ofArray(a *atom, name string) *value {
	if i, ok := arrayIndex(name); ok {
		v := e.element(a, i)
		if a.loose {
			return union(v, e.each(single(*a))).opened()
		}
		return v
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
		if a.k != aArray && a.k != aString {
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
	s, ok := e.toText(&key)
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

// builtinMember is a member of a builtin.
func builtinMember(path, name string) *value {
	if path == globalPath {
		return globalMember(name)
	}
	switch name {
	case "constructor":
		switch {
		case strings.HasSuffix(path, ".prototype"):
			return builtin(strings.TrimSuffix(path, ".prototype"))
		case isFunction(path):
			return builtin("Function")
		case path == "module":
			return builtin("module.constructor")
		}
		return someFn
	case "__proto__":
		switch {
		case strings.HasSuffix(path, ".prototype"):
			return builtin("Object.prototype")
		case isFunction(path):
			return builtin("Function.prototype")
		}
		return nil
	case "call", "apply", "bind":
		if isFunction(path) {
			return builtin("Function.prototype." + name)
		}
	case "defaultView", "contentWindow":
		return builtin(globalPath)
	}
	if name == "default" && strings.HasPrefix(path, "require:") && !strings.Contains(path, ".") {
		return builtin(path)
	}
	if len(path)+len(name) > 200 {
		return nil
	}
	if kind, ok := strings.CutSuffix(path, ".prototype"); ok {
		// Only what a prototype has is a builtin; anything else there is the program's own.
		if methods := prototypes[kind]; methods != nil && !methods[name] {
			return nil
		}
	}
	return builtin(path + "." + name)
}

var prototypes = map[string]map[string]bool{
	"Array": arrayMethods, "String": stringMethods, "Number": numberMethods, "Boolean": numberMethods,
	"Object": objectMethods, "Function": functionMethods, "AsyncFunction": functionMethods,
	"GeneratorFunction": functionMethods, "RegExp": regexpMethods,
}

// globalMember is a property of the global object; what is not a builtin is the program's own.
func globalMember(name string) *value {
	switch name {
	case "undefined":
		return undefined
	case "NaN":
		return number(nan)
	case "Infinity":
		return number(infinity)
	case "constructor":
		return someFn
	}
	if path, ok := freeBuiltin(name); ok {
		switch path {
		case "require", "module", "exports", "AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction":
			if path == "require" || path == "module" {
				return builtin(path)
			}
			return nil
		}
		return builtin(path)
	}
	if _, ok := arrayIndex(name); ok {
		// window[0] is a frame's window.
		return builtin(globalPath).opened()
	}
	return nil
}

// arrayIndex reads a canonical array index.
func arrayIndex(name string) (int, bool) {
	if name == "" || len(name) > 9 || name[0] < '0' || name[0] > '9' || name[0] == '0' && len(name) > 1 {
		return 0, false
	}
	n, err := strconv.Atoi(name)
	return n, err == nil && n <= math.MaxInt32
}
