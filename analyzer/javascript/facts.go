// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"slices"
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// Bounds of what is told.
const (
	maxFacts    = 20_000
	maxPerKind  = maxFacts / 8
	maxEvidence = 110
)

// facts evaluates what matters and tells what was found, in source order.
func (e *evaluator) facts() []ir.Fact {
	e.out = make([]ir.Fact, 0, 8+len(e.t.Nodes)/32)
	// Forwards first: what a name was given usually stands before the name, so that chains of names stay shallow.
	for id := 1; id < len(e.t.Nodes); id++ {
		switch n := &e.t.Nodes[id]; n.Kind {
		case ir.NIdent, ir.NMember, ir.NIndex, ir.NPrivate:
			e.sure(int32(id), n)
		case ir.NCall, ir.NNew, ir.NTagged:
			// What nobody takes need not be known.
			if n.Flags&ir.FlagDiscarded == 0 {
				e.sure(int32(id), n)
			}
		}
	}
	// Then backwards: a chain is told as a whole, and its inner parts come behind its outermost one.
	for id := len(e.t.Nodes) - 1; id > 0; id-- {
		n := &e.t.Nodes[id]
		switch n.Kind {
		case ir.NFree, ir.NIdent:
			e.reference(int32(id), n)
		case ir.NMember, ir.NIndex:
			e.memberFact(int32(id), n)
		case ir.NCall, ir.NNew, ir.NTagged:
			e.callFact(int32(id), n)
		case ir.NAssign, ir.NUpdate:
			e.writeFact(n)
		case ir.NRegexp:
			e.emit(ir.Fact{Kind: ir.Regexp, Text: e.t.Texts[n.Str], Flags: e.t.Texts[n.A]}, n)
		case ir.NUnknown:
			if n.Str != 0 {
				e.emit(ir.Fact{Kind: ir.Syntax, Path: e.t.Texts[n.Str]}, n)
			}
		}
	}
	e.loops()
	if e.cut {
		e.out = append(e.out, ir.Fact{Kind: ir.Syntax, Path: "unevaluated"})
	}
	slices.SortStableFunc(e.out, func(a, b ir.Fact) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return int(a.Kind) - int(b.Kind)
	})
	return e.out
}

// emit tells a fact at the place of n.
func (e *evaluator) emit(f ir.Fact, n *ir.Node) {
	// Each kind has its own room, so that a flood of one cannot push out the others.
	if e.told[f.Kind] >= maxPerKind {
		// Loops that end are told for what they are worth; anything else that is not told could be the worst.
		e.flood = e.flood || f.Kind != ir.Loop || f.Loop.Endless
		return
	}
	e.told[f.Kind]++
	f.Start, f.End = int(n.Start), int(n.End)
	if f.Hidden {
		f.Evidence = e.evidence(n, f)
	}
	e.out = append(e.out, f)
}

// evidence shows a place and what it resolves to.
func (e *evaluator) evidence(n *ir.Node, f ir.Fact) string {
	what := f.Path
	from := strings.Join(strings.Fields(e.src[n.Start:min(n.End, n.Start+400)]), " ")
	room := max(16, maxEvidence-len([]rune(what))-4)
	if r := []rune(from); len(r) > room {
		from = string(r[:room-1]) + "…"
	}
	return from + " → " + what
}

// worst returns the path of the capability that a value may be, the most dangerous one when there are several.
func worst(v *value) (string, bool) {
	best := ""
	for _, a := range v.list() {
		if a.k == aBuiltin && capable(a.s) && (best == "" || danger(a.s) > danger(best)) {
			best = a.s
		}
	}
	return best, best != ""
}

// reference tells of a name that means a capability.
func (e *evaluator) reference(id int32, n *ir.Node) {
	if n.Flags&(ir.FlagTypeof|ir.FlagCompared|ir.FlagTarget|ir.FlagConsumed) != 0 {
		return
	}
	path, ok := worst(e.sure(id, n))
	// Another name for the global object, or one that was only asked for, gives nothing away by itself; what is taken
	// from it does.
	if !ok || path == globalPath && (n.Kind == ir.NIdent && freeText(e, n) == "" || n.Flags&ir.FlagGuarded != 0) {
		return
	}
	hidden := n.Flags&ir.FlagEscaped != 0
	if n.Kind == ir.NIdent {
		// A module in a variable is how modules are used.
		hidden = hidden || !strings.HasPrefix(path, "require:") && freeText(e, n) != path
	}
	f := ir.Fact{Kind: ir.Ref, Path: path, Hidden: hidden}
	if path == globalPath && n.Kind == ir.NFree {
		f.Spelled, f.Base = e.t.Texts[n.Str], n.Flags&ir.FlagBase != 0
	}
	e.emit(f, n)
}

// freeText is the builtin that a name would mean if nothing declared it.
func freeText(e *evaluator, n *ir.Node) string {
	path, _ := freeBuiltin(e.t.Texts[n.Str])
	return path
}

// memberFact tells of a member that is a capability, or of one that cannot be known where capabilities are.
func (e *evaluator) memberFact(id int32, n *ir.Node) {
	e.t.Nodes[n.A].Flags |= ir.FlagBase
	if n.Flags&ir.FlagTarget != 0 {
		return
	}
	if n.Flags&(ir.FlagTypeof|ir.FlagCompared) != 0 {
		e.consume(n.A)
		return
	}
	base := e.guess(n.A)
	if e.called(n) {
		base = e.eval(n.A, nil)
	}
	if n.Kind == ir.NIndex {
		e.unknownKey(n, base, func() *value { return e.eval(n.D, nil) })
	}
	if n.Flags&ir.FlagConsumed != 0 {
		e.consumeBase(n)
		return
	}
	path, ok := worst(e.sure(id, n))
	if !ok {
		if harmless(base, e.t.Texts[n.Str]) {
			e.consumeBase(n)
		}
		return
	}
	e.emit(ir.Fact{Kind: ir.Ref, Path: path, Hidden: n.Flags&ir.FlagEscaped != 0 || !e.plain(id, path)}, n)
	e.consumeBase(n)
}

// harmless says whether a member says something about a capability and does not give it away.
func harmless(base *value, name string) bool {
	for _, a := range base.list() {
		if a.k == aBuiltin && harmlessParts[a.s][name] {
			return true
		}
	}
	return false
}

// consumeBase keeps the inner part of a chain from being told again. The base of a pattern has users of its own.
func (e *evaluator) consumeBase(n *ir.Node) {
	if n.Flags&ir.FlagSynthetic == 0 {
		e.consume(n.A)
	}
}

func (e *evaluator) consume(id int32) {
	switch n := &e.t.Nodes[id]; n.Kind {
	case ir.NFree, ir.NIdent, ir.NMember, ir.NIndex, ir.NCall, ir.NNew:
		n.Flags |= ir.FlagConsumed
	}
}

// plain says whether a chain is spelled as the path is: members by name from a name that nothing declares.
func (e *evaluator) plain(id int32, path string) bool {
	for depth := 0; depth < 64; depth++ {
		n := &e.t.Nodes[id]
		if n.Flags&ir.FlagEscaped != 0 {
			return false
		}
		switch n.Kind {
		case ir.NFree:
			return true
		case ir.NIdent:
			return strings.HasPrefix(path, "require:")
		case ir.NMember:
			if name := e.t.Texts[n.Str]; name == "constructor" && !strings.HasSuffix(path, ".constructor") {
				return false
			}
			id = n.A
		case ir.NIndex:
			key := &e.t.Nodes[n.D]
			if key.Kind != ir.NString || strings.Contains(e.src[key.Start:key.End], `\`) {
				return false
			}
			id = n.A
		case ir.NSequence:
			id = e.t.Kids[n.B+n.C-1]
		case ir.NCall:
			// require("fs").readFile
			return strings.HasPrefix(path, "require:") && e.plain(n.A, path)
		default:
			return false
		}
	}
	return false
}

// unknownKey tells of a computed key that may be anything, on an object that holds capabilities.
func (e *evaluator) unknownKey(n *ir.Node, base *value, key func() *value) {
	for _, a := range base.list() {
		if a.k == aBuiltin && guarded[a.s] {
			if !key().isOpen() {
				return
			}
			e.emit(ir.Fact{Kind: ir.Member, Path: a.s, Hidden: true, Called: n.Flags&ir.FlagCallee != 0}, n)
			return
		}
	}
}

// loops tells of every loop.
func (e *evaluator) loops() {
	truth := func(id int32) (bool, bool) { return e.truth(e.within(guessFuel, id)) }
	for i := range e.t.Loops {
		l := &e.t.Loops[i]
		fact := e.t.Endless(l, truth)
		e.emit(ir.Fact{Kind: ir.Loop, Path: fact.Form, Loop: &fact}, &ir.Node{Start: l.Start, End: l.End})
	}
}
