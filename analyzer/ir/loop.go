// SPDX-License-Identifier: Apache-2.0

package ir

// LoopNode is a loop with what decides whether it ends.
type LoopNode struct {
	Form       string
	Start, End int32
	// Cond is the condition, 0 when there is none to make it stop.
	Cond int32
	// CondFirst bounds the nodes of the condition: they are CondFirst to Cond.
	CondFirst int32
	// First and Last bound the node ids of everything that happens again.
	First, Last int32
	// Func is the function it is in, Guard what must hold for control to get here.
	Func, Guard int32
	// Exits heads the chain of jumps that leave it.
	Exits int32
	// Iterates says that it goes over the elements of something and ends with them.
	Iterates bool
}

// Exit is a jump out of a loop that happens when its guards hold.
type Exit struct {
	Guard int32
	Next  int32
}

// Guard is a condition under which code is reached, inside another guard. Cond 0 is never fulfilled.
type Guard struct {
	Cond   int32
	Want   bool
	Parent int32
}

// AddExit records that loop can be left under guard.
func (t *Tree) AddExit(loop, guard int32) {
	t.Exits = append(t.Exits, Exit{Guard: guard, Next: t.Loops[loop].Exits})
	t.Loops[loop].Exits = int32(len(t.Exits) - 1)
}

// Truth answers whether a node is known to be always true or always false.
type Truth func(node int32) (value, known bool)

// maxGuards bounds the walk up a chain of guards, so that a loop costs a bounded look at its surroundings.
const maxGuards = 64

// Endless judges a loop. A condition that truth knows decides by itself; one over names that nothing in the loop writes
// is invariant: it lets the loop run never or for ever.
func (t *Tree) Endless(l *LoopNode, truth Truth) LoopFact {
	f := LoopFact{Form: l.Form}
	if l.Iterates {
		return f
	}
	if l.Cond != 0 {
		value, known := truth(l.Cond)
		switch {
		case known && !value:
			return f
		case !known && !t.invariant(l):
			return f
		}
		f.Invariant = t.named(l)
	}
	for e := l.Exits; e != 0; e = t.Exits[e].Next {
		if t.reachable(t.Exits[e].Guard, l.Guard, truth) {
			f.Invariant = false
			return f
		}
	}
	f.Endless = true
	return f
}

// named says whether the condition of l reads a name, so that it is no constant by its looks.
func (t *Tree) named(l *LoopNode) bool {
	for id := l.CondFirst; id <= l.Cond; id++ {
		if t.Nodes[id].Kind == NIdent {
			return true
		}
	}
	return false
}

// reachable says whether the guards from g outwards to (not including) stop can all hold.
func (t *Tree) reachable(g, stop int32, truth Truth) bool {
	for i := 0; g != stop && g != 0 && i < maxGuards; i++ {
		guard := &t.Guards[g]
		if guard.Cond == 0 {
			return false
		}
		if value, known := truth(guard.Cond); known && value != guard.Want {
			return false
		}
		g = guard.Parent
	}
	return true
}

// invariant says whether the condition of l depends on names only, and nothing that runs during the loop can write them.
func (t *Tree) invariant(l *LoopNode) bool {
	names := false
	for id := l.CondFirst; id <= l.Cond; id++ {
		n := &t.Nodes[id]
		switch n.Kind {
		case NBool, NNumber, NString, NNull, NUndef, NBigInt, NUnary, NBinary, NLogical, NCond:
			if n.Op == OpDelete || n.Op == OpIn || n.Op == OpInstanceof {
				return false
			}
		case NIdent:
			if n.Flags&(FlagUncertain|FlagTarget) != 0 || !t.stable(n.A, l) {
				return false
			}
			names = true
		default:
			return false
		}
	}
	return names
}

// stable says whether no definition of binding can happen while l runs.
func (t *Tree) stable(binding int32, l *LoopNode) bool {
	b := &t.Bindings[binding]
	for d := b.FirstDef; d != 0; d = t.Defs[d].Next {
		def := &t.Defs[d]
		if def.At >= l.First && def.At <= l.Last {
			return false
		}
		// What another function writes, something called from the loop may write.
		if !def.Init && def.Func != l.Func {
			return false
		}
	}
	return true
}
