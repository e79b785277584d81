// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

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
