// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// Bounds of what is kept of a value.
const (
	maxAtoms = 12
	maxText  = 64 << 10
	maxElems = 2048
)

// atomKind says what an atom is.
type atomKind uint8

const (
	aUndef atomKind = iota + 1
	aNull
	aBool    // n
	aNumber  // n
	aString  // s
	aArray   // node (with frame) or x.elems
	aObject  // node (with frame) or x.props
	aFunc    // id: function; x.frame
	aClass   // id: class
	aObjOf   // id: class: an object made by it
	aRegexp  // s: pattern, x.flags
	aBuiltin // s: path
	aBound   // x.target with x.this and x.elems in front
	aCode    // s: source text of a function made by Function
	aBytes   // s: the bytes of a Buffer
	aMap     // x.elems: what a Map (or, with id 1, a Set) may hold
	aProxy   // x.target with x.this as its handler; whatever has this atom has those of the target too
	aSomeFn  // some constructor about which nothing else is known
)

// atom is one thing that a value may be.
type atom struct {
	k atomKind
	// loose says of an array that its elements may be others, too.
	loose bool
	id    int32
	node  int32
	n     float64
	s     string
	x     *extra
}

// extra holds what only some atoms have.
type extra struct {
	elems  []*value
	props  map[string]*value
	frame  *frame
	flags  string
	target *value
	this   *value
}

// value is what an expression may be: any of its atoms and, when open, anything else. nil is an open value without
// atoms. Values are immutable.
type value struct {
	atoms []atom
	open  bool
	one   [1]atom
}

func single(a atom) *value {
	v := &value{one: [1]atom{a}}
	v.atoms = v.one[:]
	return v
}

var (
	undefined  = single(atom{k: aUndef})
	null       = single(atom{k: aNull})
	valueTrue  = single(atom{k: aBool, n: 1})
	valueFalse = single(atom{k: aBool})
	emptyText  = single(atom{k: aString})
	someFn     = &value{atoms: []atom{{k: aSomeFn}}, open: true}
)

func text(s string) *value {
	if s == "" {
		return emptyText
	}
	if len(s) > maxText {
		return nil
	}
	return single(atom{k: aString, s: s})
}

func number(n float64) *value             { return single(atom{k: aNumber, n: n}) }
func builtin(path string) *value          { return single(atom{k: aBuiltin, s: path}) }
func array(elems ...*value) *value        { return single(atom{k: aArray, x: &extra{elems: elems}}) }
func objectOf(p map[string]*value) *value { return single(atom{k: aObject, x: &extra{props: p}}) }

func boolean(b bool) *value {
	if b {
		return valueTrue
	}
	return valueFalse
}

// isOpen says whether v may be something that is not among its atoms.
func (v *value) isOpen() bool { return v == nil || v.open }

// list returns the atoms of v.
func (v *value) list() []atom {
	if v == nil {
		return nil
	}
	return v.atoms
}

// exact returns the one atom that v is.
func (v *value) exact() (atom, bool) {
	if v == nil || v.open || len(v.atoms) != 1 {
		return atom{}, false
	}
	return v.atoms[0], true
}

// text returns the one string that v is.
func (v *value) text() (string, bool) {
	a, ok := v.exact()
	return a.s, ok && a.k == aString
}

// builtins says whether v may be a builtin.
func (v *value) builtins() bool {
	for _, a := range v.list() {
		if a.k == aBuiltin {
			return true
		}
	}
	return false
}

// opened is v, or anything else.
func (v *value) opened() *value {
	if v == nil || v.open {
		return v
	}
	if len(v.atoms) == 0 {
		return nil
	}
	return &value{atoms: v.atoms, open: true}
}

// same says whether two atoms are the same as far as a set is concerned.
func (a *atom) same(b *atom) bool {
	return a.k == b.k && a.id == b.id && a.node == b.node && a.s == b.s && a.x == b.x && (a.n == b.n || a.n != a.n && b.n != b.n)
}

// union is what a value is that may be either of two.
func union(a, b *value) *value {
	if a == b {
		return a
	}
	if a == nil {
		return b.opened()
	}
	if b == nil {
		return a.opened()
	}
	u := &value{open: a.open || b.open, atoms: append(make([]atom, 0, len(a.atoms)+len(b.atoms)), a.atoms...)}
	for i := range b.atoms {
		u.add(b.atoms[i])
	}
	return u
}

// add puts an atom into a value that is being made; when there is no room for it, the value becomes open.
func (v *value) add(a atom) {
	for i := range v.atoms {
		if v.atoms[i].same(&a) {
			return
		}
	}
	if len(v.atoms) >= maxAtoms {
		v.open = true
		return
	}
	v.atoms = append(v.atoms, a)
}

// done returns a value that was made with add.
func (v *value) done() *value {
	if v.open && len(v.atoms) == 0 {
		return nil
	}
	return v
}

// merge adds everything that w may be.
func (v *value) merge(w *value) {
	if w.isOpen() {
		v.open = true
	}
	for _, a := range w.list() {
		v.add(a)
	}
}

// export is what rules may know of v.
func (v *value) export() ir.Value {
	var out ir.Value
	for _, a := range v.list() {
		switch a.k {
		case aString:
			out.Texts = append(out.Texts, a.s)
		case aNumber:
			if !out.IsNumber {
				out.Number, out.IsNumber = a.n, true
			}
		case aBuiltin:
			out.Builtins = append(out.Builtins, a.s)
		case aFunc, aClass, aBound, aCode:
			out.Function = true
		}
	}
	_, out.Exact = v.exact()
	return out
}
