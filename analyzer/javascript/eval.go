// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"regexp"

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
	maxMentions  = 256
	maxWrites    = 16
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
	// nodes and names hold what is known of nodes and bindings outside calls, free of names that nothing declares, by
	// the number of their text.
	nodes []look
	names []look
	free  []look
	// made holds what functions give for what they were passed, running how often each is being called.
	made    map[callKey]*callLook
	running []uint8
	// sited holds what is known of the calls of each function.
	sited []siteList

	// stack is how much is being looked at, met the lowest of it that was met again, question the number of the look
	// that began with nothing on the stack.
	stack, met, question int32

	// regexps holds the expressions that were compiled, nil for those that mean something else to Go.
	regexps map[string]*regexp.Regexp

	fuel int
	// limit is where fuel ends for a guess, 0 when there is none; poor says that the guess got there, guessed is what all
	// guesses took.
	limit   int
	guessed int
	poor    bool
	rooted  uint8
	depth   int
	frames  int
	// cut says that a bound was hit, so that something may have been missed.
	cut bool

	out  []ir.Fact
	told [ir.Syntax + 1]int
	// flood says that a fact that matters was not told for lack of room.
	flood bool
}

func newEvaluator(t *ir.Tree, src string) *evaluator {
	return &evaluator{
		t: t, src: src, fuel: maxFuel + fuelPerNode*len(t.Nodes),
		nodes: make([]look, len(t.Nodes)), names: make([]look, len(t.Bindings)), free: make([]look, len(t.Texts)),
		running: make([]uint8, len(t.Funcs)), sited: make([]siteList, len(t.Funcs)), met: nobody,
	}
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
		l := &e.nodes[id]
		if v, ok := e.known(l); ok {
			return v
		}
		if e.poor {
			return nil
		}
		again, met := e.begin(l)
		return e.end(l, e.deeper(id, n, nil), again, met)
	}
	if v, ok := fr.nodes.get(id); ok {
		return v
	}
	if !e.spend(1) {
		return nil
	}
	// A node that depends on itself sees itself unknown.
	at := fr.nodes.put(id)
	v := e.deeper(id, n, fr)
	fr.nodes.values[at] = v
	return v
}

func (e *evaluator) deeper(id int32, n *ir.Node, fr *frame) *value {
	if e.depth >= maxEvalDepth {
		e.cut = true
		return e.beyond()
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
		return e.taken(e.eval(n.A, fr), int(n.B))
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

// frameFor is the part of fr in which code of a function runs.
func (e *evaluator) frameFor(fn int32, fr *frame) *frame {
	for f := fr; f != nil; f = f.outer {
		if f.fn == fn {
			return f
		}
	}
	return nil
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
