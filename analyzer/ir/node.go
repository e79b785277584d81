// SPDX-License-Identifier: Apache-2.0

package ir

// NodeKind says what a Node is.
type NodeKind uint8

// The kinds of nodes. Fields that a kind does not name are zero. "kids" are the node ids Kids[B:B+C].
const (
	NNone      NodeKind = iota
	NUnknown            // an expression whose value is never known
	NNull               //
	NUndef              // an undefined that is written or implied
	NBool               // A: 0 or 1
	NNumber             // A: index into Numbers
	NBigInt             // Str: digits as written
	NString             // Str: decoded text
	NTemplate           // kids: parts in order
	NTagged             // A: tag; kids: an NArray of the texts, then the expressions; Str: the raw text when there are none
	NRegexp             // Str: pattern; A: index into Texts of the flags
	NIdent              // Str: name; A: binding; B: the reference to the same binding before this one; D: the call it is the callee of
	NFree               // Str: a name that nothing in the program declares; D: as for NIdent
	NThis               // A: function
	NArgs               // the arguments object; A: function
	NSuper              //
	NArray              // kids: elements, 0 is a hole
	NSpread             // A: what is spread
	NObject             // kids: NProperty and NSpread
	NProperty           // Op: Prop...; Str: key, or A: computed key; D: value
	NFunction           // A: function
	NClass              // A: class
	NUnary              // Op; A: operand
	NUpdate             // Op; A: target
	NBinary             // Op; A, D: operands
	NLogical            // Op; A, D: operands
	NCond               // A: condition; B: then; D: else
	NAssign             // Op: OpNone for =, else the operator; A: target; D: value
	NSequence           // kids
	NMember             // A: base; Str: name
	NPrivate            // A: base; Str: private name
	NIndex              // A: base; D: key
	NCall               // A: callee; kids: arguments
	NNew                // A: callee; kids: arguments
	NAwait              // A
	NYield              // A
	NParam              // A: function; B: index of the parameter
	NRestParam          // A: function; B: index of the first argument taken
	NElem               // A: what is taken apart; B: index
	NRestElems          // A: what is taken apart; B: index of the first element taken
	NRestProps          // A: what is taken apart
	NEach               // A: what is iterated; the value is one of its elements
	NEachKey            // A: what is iterated; the value is one of its keys
	NDefault            // A: value; D: what stands in when it is undefined
)

// Op is an operator.
type Op uint8

// The operators.
const (
	OpNone Op = iota
	OpAdd
	OpSub
	OpMul
	OpDiv
	OpMod
	OpExp
	OpBitAnd
	OpBitOr
	OpBitXor
	OpShl
	OpShr
	OpUShr
	OpEq
	OpNe
	OpStrictEq
	OpStrictNe
	OpLt
	OpLe
	OpGt
	OpGe
	OpIn
	OpInstanceof
	OpAnd
	OpOr
	OpCoalesce
	OpNot
	OpBitNot
	OpNeg
	OpPos
	OpTypeof
	OpVoid
	OpDelete
	OpInc
	OpDec
	PropValue
	PropMethod
	PropGet
	PropSet
)

// Flags say how a node is used or spelled.
type Flags uint16

// The flags.
const (
	// FlagTypeof marks what is only asked for its type.
	FlagTypeof Flags = 1 << iota
	// FlagCompared marks an operand of a comparison, which does not let the value out.
	FlagCompared
	// FlagCallee marks what is called or constructed.
	FlagCallee
	// FlagTarget marks what is written to.
	FlagTarget
	// FlagEscaped marks a name spelled with escapes.
	FlagEscaped
	// FlagUncertain marks a name inside a with statement.
	FlagUncertain
	// FlagConsumed marks the inner part of a chain that was reported as a whole.
	FlagConsumed
	// FlagSynthetic marks a node that destructuring implies; its base has other users.
	FlagSynthetic
	// FlagKey marks a string that names a property and is no text.
	FlagKey
	// FlagSummand marks an operand of a larger sum.
	FlagSummand
	// FlagBase marks a name that a member is taken from.
	FlagBase
	// FlagOptional marks a link of an optional chain.
	FlagOptional
	// FlagSpread marks a list of kids that contains a spread.
	FlagSpread
	// FlagStatic marks a static class element.
	FlagStatic
	// FlagGuarded marks a name that stands where a typeof test of the same name has found it.
	FlagGuarded
	// FlagDiscarded marks an expression whose value nobody takes.
	FlagDiscarded
)

// Node is one construct. Start and End are byte offsets into the source, End exclusive.
type Node struct {
	Kind       NodeKind
	Op         Op
	Flags      Flags
	Start, End int32
	A, B, C, D int32
	Str        int32
}

// Tree is a lowered program. Node 0, Text 0 and the binding 0 stand for "none".
type Tree struct {
	Nodes    []Node
	Kids     []int32
	Texts    []string
	Numbers  []float64
	Bindings []Binding
	Defs     []Def
	// Funcs[0] is the program itself.
	Funcs   []Func
	Returns []Return
	Classes []Class
	Loops   []LoopNode
	Exits   []Exit
	Guards  []Guard
	// Tainted holds the names of properties that the program assigns or deletes, with the last value node written (chained by Next).
	Tainted map[string]int32
	Writes  []PropWrite
	// Mutates says that something may change an array after it was made: a mutating method or a computed write.
	Mutates bool
	Metrics Metrics
}

// NewTree returns an empty tree with room for a source of n bytes.
func NewTree(n int) *Tree {
	t := &Tree{
		Nodes:    make([]Node, 1, 64+n/5),
		Kids:     make([]int32, 0, 16+n/24),
		Texts:    make([]string, 1, 32+n/12),
		Numbers:  make([]float64, 0, 8+n/64),
		Bindings: make([]Binding, 1, 16+n/64),
		Defs:     make([]Def, 1, 16+n/64),
		Funcs:    make([]Func, 1, 4+n/128),
		Returns:  make([]Return, 1, 4+n/128),
		Classes:  make([]Class, 1),
		Guards:   make([]Guard, 1, 8+n/128),
		Exits:    make([]Exit, 1),
		Writes:   make([]PropWrite, 1),
	}
	return t
}

// Add appends a node and returns its id.
func (t *Tree) Add(n Node) int32 {
	t.Nodes = append(t.Nodes, n)
	return int32(len(t.Nodes) - 1)
}

// Text adds a string to the tree without looking for an equal one.
func (t *Tree) Text(s string) int32 {
	if s == "" {
		return 0
	}
	t.Texts = append(t.Texts, s)
	return int32(len(t.Texts) - 1)
}

// List stores kids and returns the B and C of their parent.
func (t *Tree) List(kids []int32) (b, c int32) {
	b = int32(len(t.Kids))
	t.Kids = append(t.Kids, kids...)
	return b, int32(len(kids))
}

// KidsOf returns the kids of a node that has any.
func (t *Tree) KidsOf(n *Node) []int32 { return t.Kids[n.B : n.B+n.C] }
