// SPDX-License-Identifier: Apache-2.0

package ir

// BindingKind says how a name was declared.
type BindingKind uint8

// The kinds of bindings.
const (
	BindVar BindingKind = iota + 1
	BindLexical
	BindConst
	BindFunction
	BindClass
	BindParam
	BindCatch
)

// Binding is a declared name in one scope.
type Binding struct {
	Name int32
	// Scope numbers the scope, Func the function whose call makes the binding.
	Scope, Func int32
	Kind        BindingKind
	// FirstDef and LastDef are the ends of the chain of definitions, in source order; 0 when there is none.
	FirstDef, LastDef int32
	// LastRef is the last reference, chained backwards by Node.B.
	LastRef int32
	// Global says that the name is a property of the global object too, so that without a definition it means what the
	// target means by it.
	Global bool
}

// Def is one way a binding may get its value.
type Def struct {
	// Node is the value; for an operator, what is on its right side; 0 when nothing is known.
	Node int32
	// Op is OpNone for a plain definition.
	Op Op
	// Init says that it stands with the declaration.
	Init bool
	// InLoop says that it may happen more often than its binding is made.
	InLoop bool
	Func   int32
	Guard  int32
	// At is the node id that the arena had reached: what a loop contains lies between its two ends.
	At int32
	// End is the byte offset behind which the definition has happened, when control simply runs past it.
	End  int32
	Next int32
}

// Func is a function of the program. The fields named First and End bound the node ids of its parts.
type Func struct {
	Node       int32
	Parent     int32
	First, End int32
	// Params counts the parameters without a rest parameter.
	Params int32
	// Binding is the name that always means this function, 0 when there is none.
	Binding int32
	// Site is the call that is written around the function, 0 when there is none.
	Site int32
	// Passed is the call that the function is written in as argument PassedAs, 0 when there is none.
	Passed   int32
	PassedAs int32
	// Setter is the name of the property that it is the setter of, a text; 0 when it is none.
	Setter int32
	// Yields heads the chain of yielded values.
	Yields int32
	// Returns heads the chain of returned values; NReturns counts them.
	Returns, NReturns int32
	Async, Generator  bool
	Arrow, Strict     bool
	// Method says that `this` is what the function is a method of.
	Method bool
	// Takes says that what it gives may depend on how it is called: it has parameters, or mentions this or arguments.
	Takes bool
	// Bare says that control may reach the end of the body.
	Bare bool
}

// Return is one returned value of a function.
type Return struct {
	Node int32
	Next int32
}

// Class is a class of the program: its elements are the kids of its node.
type Class struct {
	Node, Super int32
	Func        int32
}

// PropWrite is one value assigned to a property of some name on some object.
type PropWrite struct {
	Node int32
	Next int32
}

// Define adds a definition to a binding.
func (t *Tree) Define(binding int32, d Def) {
	if binding == 0 {
		return
	}
	t.Defs = append(t.Defs, d)
	id := int32(len(t.Defs) - 1)
	b := &t.Bindings[binding]
	if b.LastDef == 0 {
		b.FirstDef = id
	} else {
		t.Defs[b.LastDef].Next = id
	}
	b.LastDef = id
}

// Taint records that a property called name is written somewhere, with the value's node or 0.
func (t *Tree) Taint(name string, value int32) {
	if t.Tainted == nil {
		t.Tainted = map[string]int32{}
	}
	t.Writes = append(t.Writes, PropWrite{Node: value, Next: t.Tainted[name]})
	t.Tainted[name] = int32(len(t.Writes) - 1)
}
