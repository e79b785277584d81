// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/dop251/goja/ast"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// mutators are the methods that change an array in place.
var mutators = map[string]bool{
	"push": true, "pop": true, "shift": true, "unshift": true, "splice": true, "sort": true, "reverse": true,
	"fill": true, "copyWithin": true,
}

// call lowers a call or construction; start is -1 when it begins with its callee.
func (l *lowerer) call(kind ir.NodeKind, start int32, callee ast.Expression, args []ast.Expression, end int32) int32 {
	c := l.base(callee)
	l.t.Nodes[c].Flags |= ir.FlagCallee
	cn := l.t.Nodes[c]
	if start < 0 {
		start = cn.Start
	}
	if cn.Kind == ir.NMember {
		if base := l.t.Nodes[cn.A].Kind; mutators[l.t.Texts[cn.Str]] && base != ir.NArray && base != ir.NCall {
			l.t.Mutates = true
		}
	}
	node := l.list(kind, c, args, start, max(end, cn.End))
	l.passes(node, cn)
	switch cn.Kind {
	case ir.NIdent, ir.NFree:
		l.t.Nodes[c].D = node
	case ir.NFunction:
		l.t.Funcs[cn.A].Site = node
	case ir.NMember:
		// (function () {}).call(this)
		if name := l.t.Texts[cn.Str]; l.t.Nodes[cn.A].Kind == ir.NFunction && (name == "call" || name == "apply") {
			l.t.Funcs[l.t.Nodes[cn.A].A].Site = node
		}
	}
	return node
}

// passes notes which functions are written as arguments of a call, and what the call puts into something that holds values.
func (l *lowerer) passes(call int32, callee ir.Node) {
	n := &l.t.Nodes[call]
	kids := l.t.KidsOf(n)
	for i, k := range kids {
		if fn := &l.t.Nodes[k]; fn.Kind == ir.NFunction {
			l.t.Funcs[fn.A].Passed, l.t.Funcs[fn.A].PassedAs = call, int32(i)
		}
	}
	if callee.Kind != ir.NMember || n.Flags&ir.FlagSpread != 0 {
		return
	}
	switch name := l.t.Texts[callee.Str]; {
	case name == "set" && len(kids) == 2:
		l.t.Taint(putName, kids[1])
	case name == "add" && len(kids) == 1:
		l.t.Taint(putName, kids[0])
	case name == "defineProperty" && len(kids) == 3:
		l.defined(kids[1], kids[2])
	}
}

// putName stands for what a Map or Set is given after it was made.
const putName = "@@put"

// defined notes what Object.defineProperty gives to a property.
func (l *lowerer) defined(key, descriptor int32) {
	name := anyName
	if k := &l.t.Nodes[key]; k.Kind == ir.NString {
		name = l.t.Texts[k.Str]
	} else {
		l.t.Mutates = true
	}
	d := l.t.Nodes[descriptor]
	if d.Kind != ir.NObject {
		l.t.Taint(name, 0)
		return
	}
	for _, k := range l.t.KidsOf(&d) {
		p := l.t.Nodes[k]
		switch {
		case p.Kind != ir.NProperty || p.D == 0:
		case l.t.Texts[p.Str] == "value":
			l.t.Taint(name, p.D)
		case l.t.Texts[p.Str] == "get":
			l.t.Taint(name, l.t.Add(ir.Node{Kind: ir.NCall, A: p.D, Start: p.Start, End: p.End, Flags: ir.FlagDiscarded}))
		}
	}
}
