// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// A guess may cost guessFuel while all of them together have cost less than one step for every node, and leastGuess
// from then on.
const (
	guessFuel  = 200
	leastGuess = 8
)

// spend takes fuel and says whether there was any.
func (e *evaluator) spend(n int) bool {
	if e.fuel <= e.limit || e.limit > 0 && e.fuel-n < e.limit {
		if e.limit > 0 && !e.hasRoots() {
			e.poor = true
			return false
		}
		e.limit = 0
		if e.fuel <= 0 {
			e.cut = true
			return false
		}
	}
	e.fuel -= n
	return true
}

// guess evaluates what is of interest only if it happens to be a capability: the value of a call that goes somewhere, a
// name or a member that is handed on. Programs compute much that is not worth following, so that a guess gives up early where the
// program has nothing that a capability could come from. What is called, with all that it takes to know it, and a key of what
// holds capabilities are no guesses.
func (e *evaluator) guess(id int32) *value {
	before := e.fuel
	v := e.within(max(min(guessFuel, len(e.t.Nodes)-e.guessed), leastGuess), id)
	e.guessed += before - e.fuel
	return v
}

// within evaluates at no more than the cost of fuel, unless the program has roots.
func (e *evaluator) within(fuel int, id int32) *value {
	e.limit, e.poor = max(e.fuel-fuel, 0), false
	v := e.eval(id, nil)
	e.limit, e.poor = 0, false
	return v
}

// sure evaluates what is called whatever it costs, and guesses about anything else.
func (e *evaluator) sure(id int32, n *ir.Node) *value {
	if e.called(n) {
		return e.eval(id, nil)
	}
	return e.guess(id)
}

// called says whether n is called itself. A method by a plain name is none that a program without roots could mean
// anything by, unless it calls what it is a method of.
func (e *evaluator) called(n *ir.Node) bool {
	return n.Flags&ir.FlagCallee != 0 && (n.Kind != ir.NMember || functionMethods[e.t.Texts[n.Str]])
}

// rootNames are names through which capabilities are reached, besides their own.
var rootNames = set("constructor __proto__ getPrototypeOf contentWindow defaultView")

// hasRoots says whether the program spells anything that a capability could come from, looked up once.
func (e *evaluator) hasRoots() bool {
	if e.rooted == unseen {
		e.rooted = busy
		if e.searchRoots() {
			e.rooted = ready
		}
	}
	return e.rooted == ready
}

func (e *evaluator) searchRoots() bool {
	for _, s := range e.t.Texts {
		if capabilities[s] || globalAliases[s] || rootNames[s] {
			return true
		}
	}
	for i := range e.t.Nodes {
		if n := &e.t.Nodes[i]; n.Kind == ir.NThis && !e.t.Funcs[n.A].Method {
			return true
		}
	}
	return false
}
