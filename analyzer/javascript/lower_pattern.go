// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"strings"

	"github.com/dop251/goja/ast"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// assignPattern gives the value of a node (0: unknown) to a target: a name, a member, or a pattern that takes it apart.
// What a pattern reads becomes a synthetic member of the value, so that `const {eval: e} = window` and
// `const e = window.eval` are the same to everything behind.
func (l *lowerer) assignPattern(target ast.Expression, value int32, init bool) {
	l.enter(int32(len(l.src)))
	defer l.leave()
	switch t := target.(type) {
	case *ast.Identifier:
		l.assignName(t, value, init)
	case *ast.Binding:
		l.assignPattern(t.Target, l.orDefault(value, t.Initializer), init)
	case *ast.AssignExpression:
		l.assignPattern(t.Left, l.orDefault(value, t.Right), init)
	case *ast.ObjectPattern:
		l.objectPattern(t, value, init)
	case *ast.ArrayPattern:
		l.arrayPattern(t, value, init)
	case *ast.DotExpression, *ast.BracketExpression, *ast.PrivateDotExpression:
		node := l.target(target)
		n := l.t.Nodes[node]
		l.taint(node, value)
		l.t.Add(ir.Node{Kind: ir.NAssign, A: node, D: value, Start: n.Start, End: n.End, Flags: ir.FlagDiscarded})
	}
}

func (l *lowerer) assignName(id *ast.Identifier, value int32, init bool) {
	name := id.Name.String()
	binding := l.lookup(name)
	if binding == 0 {
		node := l.ident(id, ir.FlagTarget)
		n := l.t.Nodes[node]
		l.t.Add(ir.Node{Kind: ir.NAssign, A: node, D: value, Start: n.Start, End: n.End, Flags: ir.FlagDiscarded})
		return
	}
	end := int32(0)
	if value != 0 {
		end = l.t.Nodes[value].End
	}
	l.define(binding, value, ir.OpNone, init, end)
}

// orDefault is value, or what stands in for it.
func (l *lowerer) orDefault(value int32, def ast.Expression) int32 {
	if def == nil {
		return value
	}
	l.t.Metrics.Decisions++
	d := l.expr(def)
	n := l.t.Nodes[d]
	return l.t.Add(ir.Node{Kind: ir.NDefault, A: value, D: d, Start: n.Start, End: n.End, Flags: ir.FlagSynthetic})
}

func (l *lowerer) objectPattern(p *ast.ObjectPattern, value int32, init bool) {
	for _, prop := range p.Properties {
		switch prop := prop.(type) {
		case *ast.PropertyShort:
			start := l.at(prop.Name.Idx)
			name := prop.Name.Name.String()
			end, escaped := l.spelled(start, name)
			node := l.part(value, ir.Node{Kind: ir.NMember, Str: l.t.Text(name), Start: start, End: end}, escaped)
			l.assignName(&prop.Name, l.orDefault(node, prop.Initializer), init)
		case *ast.PropertyKeyed:
			node := int32(0)
			if prop.Computed {
				key := l.expr(prop.Key)
				node = l.part(value, ir.Node{Kind: ir.NIndex, D: key, Start: l.t.Nodes[key].Start, End: l.t.Nodes[key].End}, false)
			} else {
				text, start, end, escaped := l.propertyName(prop.Key)
				node = l.part(value, ir.Node{Kind: ir.NMember, Str: l.t.Text(text), Start: start, End: end}, escaped)
			}
			l.assignPattern(prop.Value, node, init)
		}
	}
	if p.Rest != nil {
		node := int32(0)
		if value != 0 {
			n := l.t.Nodes[value]
			node = l.t.Add(ir.Node{Kind: ir.NRestProps, A: value, Start: n.Start, End: n.End, Flags: ir.FlagSynthetic})
		}
		l.assignPattern(p.Rest, node, init)
	}
}

func (l *lowerer) part(value int32, n ir.Node, escaped bool) int32 {
	if value == 0 {
		return 0
	}
	n.A = value
	n.Flags = ir.FlagSynthetic
	if escaped {
		n.Flags |= ir.FlagEscaped
	}
	return l.t.Add(n)
}

func (l *lowerer) arrayPattern(p *ast.ArrayPattern, value int32, init bool) {
	elem := func(kind ir.NodeKind, i int) int32 {
		if value == 0 {
			return 0
		}
		n := l.t.Nodes[value]
		return l.t.Add(ir.Node{Kind: kind, A: value, B: int32(i), Start: n.Start, End: n.End, Flags: ir.FlagSynthetic})
	}
	for i, e := range p.Elements {
		if e != nil {
			l.assignPattern(e, elem(ir.NElem, i), init)
		}
	}
	if p.Rest != nil {
		l.assignPattern(p.Rest, elem(ir.NRestElems, len(p.Elements)), init)
	}
}

// propertyName returns the text and place of a key that is not computed.
func (l *lowerer) propertyName(key ast.Expression) (text string, start, end int32, escaped bool) {
	switch k := key.(type) {
	case *ast.StringLiteral:
		start = l.at(k.Idx)
		end = start + int32(len(k.Literal))
		// A name as key comes as a string too, without quotes.
		escaped = k.Literal != "" && k.Literal[0] != '"' && k.Literal[0] != '\'' && strings.Contains(k.Literal, `\`)
		return k.Value.String(), start, min(end, int32(len(l.src))), escaped
	case *ast.NumberLiteral:
		start = l.at(k.Idx)
		return numberText(numberOf(k.Value)), start, start + int32(len(k.Literal)), false
	case *ast.PrivateIdentifier:
		start = l.at(k.Idx)
		end, escaped = l.spelled(start, "#"+k.Name.String())
		return "#" + k.Name.String(), start, end, escaped
	case *ast.Identifier:
		start = l.at(k.Idx)
		end, escaped = l.spelled(start, k.Name.String())
		return k.Name.String(), start, end, escaped
	}
	return "", 0, 0, false
}
