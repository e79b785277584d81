// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// Bounds of evaluation. Outside calls every node is evaluated once, so that the work is linear by itself; what happens
// inside calls of the program's own functions, and the bytes of strings that are built, are paid for with fuel.
const (
	maxFuel      = 200_000
	maxEvalDepth = 400
	maxFrames    = 32
	maxReturns   = 8
	maxSites     = 16
	maxWrites    = 4
	maxRecursion = 3
	// fuelPerNode is fuel on top for every node, since a longer program calls more.
	fuelPerNode = 4
	// bytesPerFuel is how many bytes of built strings cost one step.
	bytesPerFuel = 64
)

// evaluator says what nodes of one tree may be. It belongs to one goroutine.
type evaluator struct {
	t   *ir.Tree
	src string
	// memo and names hold what is known of nodes and bindings outside calls; state says which are being looked at.
	memo  []*value
	state []uint8
	names []*value
	nameS []uint8
	free  map[int32]*value

	// blank holds what functions give for arguments that are not known, running how often each is being called.
	blank   map[int64]*value
	running map[int32]int

	fuel   int
	depth  int
	frames int
	// cut says that a bound was hit, so that something may have been missed.
	cut bool

	out  []ir.Fact
	told [ir.Syntax + 1]int
	// flood says that a fact that matters was not told for lack of room.
	flood bool
}

const (
	unseen uint8 = iota
	busy
	ready
)

// frame is one call of a function of the program: what is known of its arguments.
type frame struct {
	fn    int32
	args  []*value
	more  bool
	this  *value
	outer *frame
	names map[int32]*value
	nodes map[int32]*value
}

func newEvaluator(t *ir.Tree, src string) *evaluator {
	return &evaluator{
		t: t, src: src, fuel: maxFuel + fuelPerNode*len(t.Nodes),
		memo: make([]*value, len(t.Nodes)), state: make([]uint8, len(t.Nodes)),
		names: make([]*value, len(t.Bindings)), nameS: make([]uint8, len(t.Bindings)),
		free: map[int32]*value{}, blank: map[int64]*value{}, running: map[int32]int{},
	}
}

// spend takes fuel and says whether there was any.
func (e *evaluator) spend(n int) bool {
	if e.fuel <= 0 {
		e.cut = true
		return false
	}
	e.fuel -= n
	return true
}

// eval returns what a node may be, inside a call or (fr nil) wherever it stands.
func (e *evaluator) eval(id int32, fr *frame) *value {
	if id == 0 {
		return nil
	}
	n := &e.t.Nodes[id]
	switch n.Kind {
	case ir.NFree:
		return e.freeName(n)
	case ir.NNull:
		return null
	case ir.NUndef:
		return undefined
	case ir.NBool:
		return boolean(n.A != 0)
	case ir.NUnknown, ir.NSuper, ir.NBigInt:
		return nil
	}
	if fr == nil {
		switch e.state[id] {
		case ready:
			return e.memo[id]
		case busy:
			return nil
		}
		e.state[id] = busy
		v := e.deeper(id, n, nil)
		e.memo[id], e.state[id] = v, ready
		return v
	}
	if v, ok := fr.nodes[id]; ok {
		return v
	}
	if !e.spend(1) {
		return nil
	}
	if fr.nodes == nil {
		fr.nodes = map[int32]*value{}
	}
	// A node that depends on itself sees itself unknown.
	fr.nodes[id] = nil
	v := e.deeper(id, n, fr)
	fr.nodes[id] = v
	return v
}

func (e *evaluator) deeper(id int32, n *ir.Node, fr *frame) *value {
	if e.depth >= maxEvalDepth {
		e.cut = true
		return nil
	}
	e.depth++
	v := e.evalNode(id, n, fr)
	e.depth--
	return v
}

func (e *evaluator) evalNode(id int32, n *ir.Node, fr *frame) *value {
	switch n.Kind {
	case ir.NIdent:
		return e.name(n, fr)
	case ir.NNumber:
		return number(e.t.Numbers[n.A])
	case ir.NString:
		return text(e.t.Texts[n.Str])
	case ir.NRegexp:
		return single(atom{k: aRegexp, s: e.t.Texts[n.Str], x: &extra{flags: e.t.Texts[n.A]}})
	case ir.NTemplate:
		return e.template(n, fr)
	case ir.NThis:
		return e.this(n.A, fr)
	case ir.NArgs:
		return e.arguments(n.A, 0, fr)
	case ir.NArray:
		return single(atom{k: aArray, node: id, x: inFrame(fr)})
	case ir.NObject:
		return single(atom{k: aObject, node: id, x: inFrame(fr)})
	case ir.NFunction:
		return single(atom{k: aFunc, id: n.A, x: inFrame(fr)})
	case ir.NClass:
		return single(atom{k: aClass, id: n.A})
	case ir.NUnary:
		return e.unary(n, fr)
	case ir.NBinary:
		return e.binary(id, n, fr)
	case ir.NLogical:
		return e.logical(n.Op, e.eval(n.A, fr), func() *value { return e.eval(n.D, fr) })
	case ir.NCond:
		if yes, known := e.truth(e.eval(n.A, fr)); known {
			if yes {
				return e.eval(n.B, fr)
			}
			return e.eval(n.D, fr)
		}
		return union(e.eval(n.B, fr), e.eval(n.D, fr))
	case ir.NAssign:
		return e.assigned(n, fr)
	case ir.NSequence:
		if n.C > 0 {
			return e.eval(e.t.Kids[n.B+n.C-1], fr)
		}
	case ir.NMember, ir.NPrivate:
		return e.member(e.eval(n.A, fr), e.t.Texts[n.Str])
	case ir.NIndex:
		return e.index(e.eval(n.A, fr), e.eval(n.D, fr))
	case ir.NCall, ir.NNew, ir.NTagged:
		return e.call(id, n, fr)
	case ir.NAwait:
		return e.eval(n.A, fr)
	case ir.NParam:
		return e.param(n.A, int(n.B), fr)
	case ir.NRestParam:
		return e.arguments(n.A, int(n.B), fr)
	case ir.NElem:
		return e.index(e.eval(n.A, fr), number(float64(n.B)))
	case ir.NRestElems:
		return e.restElems(e.eval(n.A, fr), int(n.B))
	case ir.NRestProps:
		return e.eval(n.A, fr).opened()
	case ir.NEach:
		return e.each(e.eval(n.A, fr))
	case ir.NEachKey:
		return e.eachKey(e.eval(n.A, fr))
	case ir.NDefault:
		return e.withDefault(n, fr)
	}
	return nil
}

func inFrame(fr *frame) *extra {
	if fr == nil {
		return nil
	}
	return &extra{frame: fr}
}

// frameOf returns the call that an atom of the program's own was made in.
func (a *atom) frame() *frame {
	if a.x == nil {
		return nil
	}
	return a.x.frame
}

// freeName is what a name means that nothing declares.
func (e *evaluator) freeName(n *ir.Node) *value {
	if v, ok := e.free[n.Str]; ok {
		return v
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
	e.free[n.Str] = v
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
		switch e.nameS[id] {
		case ready:
			return e.names[id]
		case busy:
			return nil
		}
		e.nameS[id] = busy
		v := e.definitions(b, nil)
		e.names[id], e.nameS[id] = v, ready
		return v
	}
	if v, ok := fr.names[id]; ok {
		return v
	}
	if fr.names == nil {
		fr.names = map[int32]*value{}
	}
	fr.names[id] = nil
	v := e.definitions(b, fr)
	fr.names[id] = v
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

// frameFor is the part of fr in which code of a function runs.
func (e *evaluator) frameFor(fn int32, fr *frame) *frame {
	for f := fr; f != nil; f = f.outer {
		if f.fn == fn {
			return f
		}
	}
	return nil
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

// this is what `this` may be in a function: the global object where a plain call gives a function without strict mode
// nothing better.
func (e *evaluator) this(fn int32, fr *frame) *value {
	if f := e.frameFor(fn, fr); f != nil && fn != 0 {
		return f.this
	}
	if fn == 0 {
		return builtin(globalPath)
	}
	f := &e.t.Funcs[fn]
	if f.Method {
		return nil
	}
	var v *value
	for i, s := range e.sites(fn) {
		if i == 0 {
			v = e.thisOf(s)
		} else {
			v = union(v, e.thisOf(s))
		}
	}
	return v.opened()
}

// thisOf is the `this` that a call of one of the program's own functions gives.
func (e *evaluator) thisOf(site int32) *value {
	n := &e.t.Nodes[site]
	if n.Kind != ir.NCall {
		return nil
	}
	callee := &e.t.Nodes[n.A]
	switch callee.Kind {
	case ir.NIdent:
		if fn := e.t.Bindings[callee.A].FirstDef; fn != 0 {
			if d := e.t.Nodes[e.t.Defs[fn].Node]; d.Kind == ir.NFunction && e.t.Funcs[d.A].Strict {
				return undefined
			}
		}
		return builtin(globalPath)
	case ir.NFunction:
		if e.t.Funcs[callee.A].Strict {
			return undefined
		}
		return builtin(globalPath)
	case ir.NMember:
		if n.C > 0 && n.Flags&ir.FlagSpread == 0 {
			return e.eval(e.t.Kids[n.B], nil)
		}
	}
	return nil
}

// sites are the calls of a function that are known.
func (e *evaluator) sites(fn int32) []int32 {
	f := &e.t.Funcs[fn]
	var sites []int32
	if f.Site != 0 {
		sites = append(sites, f.Site)
	}
	if f.Binding != 0 {
		for r := e.t.Bindings[f.Binding].LastRef; r != 0 && len(sites) <= maxSites; r = e.t.Nodes[r].B {
			if call := e.t.Nodes[r].D; call != 0 && e.t.Nodes[r].Flags&ir.FlagCallee != 0 {
				sites = append(sites, call)
			}
		}
	}
	return sites
}

// escapes says whether a function may be called from places that are not known.
func (e *evaluator) escapes(fn int32) bool {
	f := &e.t.Funcs[fn]
	if f.Site != 0 && f.Binding == 0 {
		return false
	}
	if f.Binding == 0 {
		return true
	}
	n := 0
	for r := e.t.Bindings[f.Binding].LastRef; r != 0; r = e.t.Nodes[r].B {
		if n++; n > maxSites || e.t.Nodes[r].Flags&ir.FlagCallee == 0 {
			return true
		}
	}
	return n == 0 && f.Site == 0
}

// param is what a parameter may be.
func (e *evaluator) param(fn int32, i int, fr *frame) *value {
	if f := e.frameFor(fn, fr); f != nil {
		switch {
		case i < len(f.args):
			return f.args[i]
		case f.more:
			return nil
		}
		return undefined
	}
	return e.overSites(fn, func(args arguments) *value { return args.at(i) })
}

// arguments is the arguments object of a function, or what its rest parameter takes.
func (e *evaluator) arguments(fn int32, from int, fr *frame) *value {
	rest := func(args arguments) *value {
		if args.more {
			return nil
		}
		if from >= len(args.list) {
			return array()
		}
		return array(args.list[from:]...)
	}
	if f := e.frameFor(fn, fr); f != nil {
		return rest(arguments{list: f.args, more: f.more})
	}
	return e.overSites(fn, rest)
}

// overSites joins what the known calls of a function give.
func (e *evaluator) overSites(fn int32, get func(arguments) *value) *value {
	sites := e.sites(fn)
	if len(sites) == 0 || len(sites) > maxSites {
		return nil
	}
	all := &value{open: e.escapes(fn)}
	for _, s := range sites {
		all.merge(get(e.siteArgs(s, nil)))
	}
	return all.done()
}

// truth says whether a value is known to be true or false as a condition.
func (e *evaluator) truth(v *value) (yes, known bool) {
	if v.isOpen() || len(v.atoms) == 0 {
		return false, false
	}
	for i := range v.atoms {
		t, ok := v.atoms[i].truth()
		if !ok || i > 0 && t != yes {
			return false, false
		}
		yes = t
	}
	return yes, true
}

// truth says what an atom is as a condition. A builtin may be missing in the target.
func (a *atom) truth() (yes, known bool) {
	switch a.k {
	case aUndef, aNull:
		return false, true
	case aBool:
		return a.n != 0, true
	case aNumber:
		return a.n != 0 && a.n == a.n, true
	case aString:
		return a.s != "", true
	case aBuiltin:
		return false, false
	}
	return true, true
}

// logical is `a op b`.
func (e *evaluator) logical(op ir.Op, a *value, b func() *value) *value {
	if op == ir.OpCoalesce {
		if x, ok := a.exact(); ok && x.k != aBuiltin {
			if x.k == aUndef || x.k == aNull {
				return b()
			}
			return a
		}
		return union(a, b())
	}
	yes, known := e.truth(a)
	switch {
	case !known:
		return union(a, b())
	case yes == (op == ir.OpAnd):
		return b()
	}
	return a
}
