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
	for i, s := range e.sites(fn).list {
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

// siteList is what is known of the calls of a function: those that are written, and whether there may be others.
type siteList struct {
	list    []int32
	escapes bool
	ready   bool
}

// sites are the calls of a function that are known.
func (e *evaluator) sites(fn int32) *siteList {
	s := &e.sited[fn]
	if s.ready {
		return s
	}
	s.ready = true
	f := &e.t.Funcs[fn]
	if f.Site != 0 {
		s.list = append(s.list, f.Site)
	}
	if f.Binding == 0 {
		s.escapes = f.Site == 0
		return s
	}
	seen := 0
	for r := e.t.Bindings[f.Binding].LastRef; r != 0; r = e.t.Nodes[r].B {
		n := &e.t.Nodes[r]
		if n.Flags&ir.FlagCallee == 0 {
			s.escapes = true
		} else if n.D != 0 {
			s.list = append(s.list, n.D)
		}
		if seen++; len(s.list) > maxSites || seen > maxMentions {
			// Too many to say anything of all of them.
			s.list, s.escapes = nil, true
			return s
		}
	}
	s.escapes = s.escapes || seen > maxSites || seen == 0 && f.Site == 0
	return s
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
	if f := &e.t.Funcs[fn]; f.Passed != 0 && f.Binding == 0 {
		return e.passed(f, i)
	} else if f.Setter != 0 {
		return e.written(nil, e.t.Texts[f.Setter])
	}
	return e.overSites(fn, func(site int32) *value { return e.siteArg(site, i) })
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
	return e.overSites(fn, func(site int32) *value { return rest(e.siteArgs(site, nil)) })
}

// overSites joins what the known calls of a function give.
func (e *evaluator) overSites(fn int32, get func(site int32) *value) *value {
	sites := e.sites(fn)
	if len(sites.list) == 0 {
		return nil
	}
	all := &value{open: sites.escapes}
	for _, s := range sites.list {
		all.merge(get(s))
	}
	return all.done()
}

// siteArg is one argument of a call of one of the program's own functions; the others are not looked at where that can be.
func (e *evaluator) siteArg(site int32, i int) *value {
	n := &e.t.Nodes[site]
	callee := &e.t.Nodes[n.A]
	if n.Kind != ir.NCall || n.Flags&ir.FlagSpread != 0 || callee.Kind == ir.NMember {
		return e.siteArgs(site, nil).at(i)
	}
	if i >= int(n.C) {
		return undefined
	}
	return e.eval(e.t.Kids[int(n.B)+i], nil)
}
