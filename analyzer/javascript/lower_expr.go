// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"math"
	"math/big"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// expr lowers an expression and returns its node.
func (l *lowerer) expr(e ast.Expression) int32 {
	l.depth++
	l.t.Metrics.Nodes++
	if l.depth > maxDepth {
		l.enter(int32(len(l.src)))
	}
	node := l.exprOf(e)
	l.depth--
	return node
}

func (l *lowerer) exprOf(e ast.Expression) int32 {
	switch e := e.(type) {
	case *ast.Identifier:
		return l.ident(e, 0)
	case *ast.DotExpression:
		return l.dot(e, 0)
	case *ast.CallExpression:
		return l.call(ir.NCall, -1, e.Callee, e.ArgumentList, l.at(e.RightParenthesis)+1)
	case *ast.StringLiteral:
		start := l.at(e.Idx)
		return l.t.Add(ir.Node{Kind: ir.NString, Str: l.t.Text(e.Value.String()), Start: start, End: l.until(start, len(e.Literal))})
	case *ast.NumberLiteral:
		return l.number(e)
	case *ast.BinaryExpression:
		return l.binary(e)
	case *ast.AssignExpression:
		return l.assign(e)
	case *ast.BracketExpression:
		return l.bracket(e, 0)
	case *ast.FunctionLiteral:
		return l.function(e, expression)
	case *ast.ArrowFunctionLiteral:
		return l.arrow(e)
	case *ast.ObjectLiteral:
		return l.object(e)
	case *ast.ArrayLiteral:
		return l.list(ir.NArray, 0, e.Value, l.at(e.LeftBracket), l.at(e.RightBracket)+1)
	case *ast.UnaryExpression:
		return l.unary(e)
	case *ast.ConditionalExpression:
		return l.conditional(e)
	case *ast.NewExpression:
		end := int32(0)
		// Without a list of arguments the parser leaves the position of its parenthesis zero.
		if e.RightParenthesis != 0 {
			end = l.at(e.RightParenthesis) + 1
		}
		return l.call(ir.NNew, l.at(e.New), e.Callee, e.ArgumentList, end)
	case *ast.ThisExpression:
		start := l.at(e.Idx)
		return l.t.Add(ir.Node{Kind: ir.NThis, A: l.takes(), Start: start, End: start + 4})
	case *ast.TemplateLiteral:
		return l.template(e)
	case *ast.BooleanLiteral:
		start := l.at(e.Idx)
		n := ir.Node{Kind: ir.NBool, Start: start, End: l.until(start, len(e.Literal))}
		if e.Value {
			n.A = 1
		}
		return l.t.Add(n)
	case *ast.NullLiteral:
		start := l.at(e.Idx)
		return l.t.Add(ir.Node{Kind: ir.NNull, Start: start, End: start + 4})
	case *ast.RegExpLiteral:
		start := l.at(e.Idx)
		return l.t.Add(ir.Node{Kind: ir.NRegexp, Str: l.t.Text(e.Pattern), A: l.t.Text(e.Flags),
			Start: start, End: l.until(start, len(e.Pattern)+len(e.Flags)+2)})
	case *ast.SequenceExpression:
		return l.sequence(e)
	case *ast.ClassLiteral:
		return l.class(e)
	case *ast.OptionalChain:
		return l.expr(e.Expression)
	case *ast.Optional:
		l.t.Metrics.Decisions++
		node := l.expr(e.Expression)
		l.t.Nodes[node].Flags |= ir.FlagOptional
		return node
	case *ast.PrivateDotExpression:
		base := l.expr(e.Left)
		start := l.at(e.Identifier.Idx)
		end, _ := l.spelled(start, "#"+e.Identifier.Name.String())
		return l.t.Add(ir.Node{Kind: ir.NPrivate, A: base, Str: l.t.Text("#" + e.Identifier.Name.String()), Start: l.t.Nodes[base].Start, End: end})
	case *ast.AwaitExpression:
		return l.wrap(ir.NAwait, e.Await, e.Argument)
	case *ast.YieldExpression:
		// A generator is left at every yield, so that whoever drives it may stop there.
		l.leaveLoops(func(*loopFrame) bool { return true })
		return l.yield(e)
	case *ast.SpreadElement:
		inner := l.expr(e.Expression)
		n := l.t.Nodes[inner]
		return l.t.Add(ir.Node{Kind: ir.NSpread, A: inner, Start: max(n.Start-3, 0), End: n.End})
	case *ast.SuperExpression:
		start := l.at(e.Idx)
		return l.t.Add(ir.Node{Kind: ir.NSuper, Start: start, End: start + 5})
	case *ast.MetaProperty:
		start := l.at(e.Idx)
		if fn := l.thisFunc(); fn != 0 {
			// new.target is what is being made, so a function.
			return l.t.Add(ir.Node{Kind: ir.NFunction, A: fn, Start: start, End: start})
		}
		return l.t.Add(ir.Node{Kind: ir.NUnknown, Start: start, End: start})
	case *ast.ObjectPattern, *ast.ArrayPattern:
		l.assignPattern(e, 0, false)
	case *ast.Binding:
		l.assignPattern(e, 0, false)
	}
	return l.t.Add(ir.Node{Kind: ir.NUnknown})
}

func (l *lowerer) until(start int32, n int) int32 { return int32(min(int(start)+n, len(l.src))) }

// ident lowers a name in use.
func (l *lowerer) ident(id *ast.Identifier, flags ir.Flags) int32 {
	name := id.Name.String()
	start := l.at(id.Idx)
	end, escaped := l.spelled(start, name)
	if name == importStandIn && l.p.imports {
		name, end, escaped = importWord, start+int32(len(importWord)), false
		id.Name = importWord
	}
	if escaped {
		flags |= ir.FlagEscaped
	}
	if l.withs > 0 {
		flags |= ir.FlagUncertain
	}
	slot := &l.current[l.name(name)]
	if slot.id != 0 {
		b := &l.t.Bindings[slot.id]
		node := l.t.Add(ir.Node{Kind: ir.NIdent, Flags: flags, Start: start, End: end, Str: slot.text, A: slot.id, B: b.LastRef})
		b.LastRef = node
		return node
	}
	if name == "arguments" {
		if fn := l.takes(); fn != 0 {
			return l.t.Add(ir.Node{Kind: ir.NArgs, A: fn, Start: start, End: end})
		}
	}
	return l.t.Add(ir.Node{Kind: ir.NFree, Flags: flags, Start: start, End: end, Str: slot.text})
}

// thisFunc returns the function whose `this` and `arguments` are meant here.
func (l *lowerer) thisFunc() int32 {
	fn := l.fn
	for fn != 0 && l.t.Funcs[fn].Arrow {
		fn = l.t.Funcs[fn].Parent
	}
	return fn
}

// takes returns it too, and notes that what it gives may depend on how it is called.
func (l *lowerer) takes() int32 {
	fn := l.thisFunc()
	l.t.Funcs[fn].Takes = true
	return fn
}

// base lowers what a member is taken of, or what is called; it may have stood in parentheses.
func (l *lowerer) base(e ast.Expression) int32 {
	node := l.expr(e)
	switch e.(type) {
	case *ast.SequenceExpression, *ast.ConditionalExpression, *ast.AssignExpression, *ast.ArrowFunctionLiteral,
		*ast.FunctionLiteral, *ast.ObjectLiteral, *ast.ClassLiteral, *ast.BinaryExpression, *ast.UnaryExpression,
		*ast.AwaitExpression, *ast.YieldExpression:
		n := &l.t.Nodes[node]
		if l.closed(n.End) {
			n.Start = l.openParen(n.Start)
		}
	}
	return node
}

func (l *lowerer) dot(e *ast.DotExpression, flags ir.Flags) int32 {
	base := l.base(e.Left)
	name := e.Identifier.Name.String()
	start := l.at(e.Identifier.Idx)
	end, escaped := l.spelled(start, name)
	if escaped {
		flags |= ir.FlagEscaped
	}
	return l.t.Add(ir.Node{Kind: ir.NMember, Flags: flags, A: base, Str: l.t.Text(name), Start: l.t.Nodes[base].Start, End: end})
}

func (l *lowerer) bracket(e *ast.BracketExpression, flags ir.Flags) int32 {
	base := l.base(e.Left)
	key := l.expr(e.Member)
	if l.t.Nodes[key].Kind == ir.NString {
		l.t.Nodes[key].Flags |= ir.FlagKey
	}
	return l.t.Add(ir.Node{Kind: ir.NIndex, Flags: flags, A: base, D: key, Start: l.t.Nodes[base].Start, End: l.at(e.RightBracket) + 1})
}

// kids lowers a list of expressions, of which nil is a hole.
func (l *lowerer) kids(list []ast.Expression) (b, c int32, flags ir.Flags) {
	mark := len(l.scratch)
	for _, e := range list {
		node := int32(0)
		if e != nil {
			node = l.expr(e)
			if l.t.Nodes[node].Kind == ir.NSpread {
				flags |= ir.FlagSpread
			}
		}
		l.scratch = append(l.scratch, node)
	}
	b, c = l.t.List(l.scratch[mark:])
	l.scratch = l.scratch[:mark]
	return b, c, flags
}

func (l *lowerer) list(kind ir.NodeKind, a int32, list []ast.Expression, start, end int32) int32 {
	b, c, flags := l.kids(list)
	return l.t.Add(ir.Node{Kind: kind, A: a, B: b, C: c, Flags: flags, Start: start, End: end})
}

// yield lowers what a generator gives; with a star, it gives the elements of it.
func (l *lowerer) yield(e *ast.YieldExpression) int32 {
	node := l.wrap(ir.NYield, e.Yield, e.Argument)
	value := l.t.Nodes[node].A
	if e.Delegate && value != 0 {
		value = l.t.Add(ir.Node{Kind: ir.NEach, A: value, Start: l.t.Nodes[node].Start, End: l.t.Nodes[node].End, Flags: ir.FlagSynthetic})
	}
	fn := &l.t.Funcs[l.fn]
	l.t.Returns = append(l.t.Returns, ir.Return{Node: value, Next: fn.Yields})
	fn.Yields = int32(len(l.t.Returns) - 1)
	return node
}

func (l *lowerer) wrap(kind ir.NodeKind, idx file.Idx, arg ast.Expression) int32 {
	start := l.at(idx)
	inner, end := int32(0), start+5
	if arg != nil {
		inner = l.expr(arg)
		end = l.t.Nodes[inner].End
	}
	return l.t.Add(ir.Node{Kind: kind, A: inner, Start: start, End: end})
}

func (l *lowerer) sequence(e *ast.SequenceExpression) int32 {
	b, c, _ := l.kids(e.Sequence)
	kids := l.t.Kids[b : b+c]
	for _, k := range kids[:len(kids)-1] {
		l.discard(k)
	}
	return l.t.Add(ir.Node{Kind: ir.NSequence, B: b, C: c, Start: l.t.Nodes[kids[0]].Start, End: l.t.Nodes[kids[len(kids)-1]].End})
}

func (l *lowerer) template(e *ast.TemplateLiteral) int32 {
	tag := int32(0)
	start := l.at(e.OpenQuote)
	end := l.at(e.CloseQuote) + 1
	if e.Tag != nil {
		tag = l.base(e.Tag)
		l.t.Nodes[tag].Flags |= ir.FlagCallee
		start = l.t.Nodes[tag].Start
	}
	if tag != 0 {
		raw := int32(0)
		if len(e.Elements) == 1 {
			raw = l.t.Text(e.Elements[0].Literal)
		}
		mark := len(l.scratch)
		for _, el := range e.Elements {
			at := l.at(el.Idx)
			l.scratch = append(l.scratch, l.t.Add(ir.Node{Kind: ir.NString, Str: l.t.Text(el.Parsed.String()), Start: at, End: at, Flags: ir.FlagKey}))
		}
		b, c := l.t.List(l.scratch[mark:])
		l.scratch = append(l.scratch[:mark], l.t.Add(ir.Node{Kind: ir.NArray, B: b, C: c, Start: start, End: start}))
		for _, x := range e.Expressions {
			l.scratch = append(l.scratch, l.expr(x))
		}
		b, c = l.t.List(l.scratch[mark:])
		l.scratch = l.scratch[:mark]
		node := l.t.Add(ir.Node{Kind: ir.NTagged, A: tag, B: b, C: c, Str: raw, Start: start, End: end})
		if tn := &l.t.Nodes[tag]; tn.Kind == ir.NIdent || tn.Kind == ir.NFree {
			tn.D = node
		}
		return node
	}
	if len(e.Expressions) == 0 {
		return l.t.Add(ir.Node{Kind: ir.NString, Str: l.t.Text(e.Elements[0].Parsed.String()), Start: start, End: end})
	}
	mark := len(l.scratch)
	for i, el := range e.Elements {
		if text := el.Parsed.String(); text != "" {
			at := l.at(el.Idx)
			l.scratch = append(l.scratch, l.t.Add(ir.Node{Kind: ir.NString, Str: l.t.Text(text), Start: at, End: l.until(at, len(el.Literal)), Flags: ir.FlagSummand}))
		}
		if i < len(e.Expressions) {
			l.scratch = append(l.scratch, l.expr(e.Expressions[i]))
		}
	}
	b, c := l.t.List(l.scratch[mark:])
	l.scratch = l.scratch[:mark]
	return l.t.Add(ir.Node{Kind: ir.NTemplate, B: b, C: c, Start: start, End: end})
}

func (l *lowerer) number(e *ast.NumberLiteral) int32 {
	start := l.at(e.Idx)
	if _, big := e.Value.(*big.Int); big {
		return l.t.Add(ir.Node{Kind: ir.NBigInt, Str: l.t.Text(strings.TrimSuffix(e.Literal, "n")), Start: start, End: l.until(start, len(e.Literal))})
	}
	l.t.Numbers = append(l.t.Numbers, numberOf(e.Value))
	return l.t.Add(ir.Node{Kind: ir.NNumber, A: int32(len(l.t.Numbers) - 1), Start: start, End: l.until(start, len(e.Literal))})
}

func numberOf(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case int:
		return float64(v)
	case float64:
		return v
	}
	return math.NaN()
}

func (l *lowerer) object(e *ast.ObjectLiteral) int32 {
	mark := len(l.scratch)
	flags := ir.Flags(0)
	for _, p := range e.Value {
		l.t.Metrics.Nodes++
		switch p := p.(type) {
		case *ast.PropertyShort:
			value := l.ident(&p.Name, 0)
			n := l.t.Nodes[value]
			l.scratch = append(l.scratch, l.t.Add(ir.Node{Kind: ir.NProperty, Op: ir.PropValue, Str: n.Str, D: value, Start: n.Start, End: n.End}))
		case *ast.PropertyKeyed:
			l.scratch = append(l.scratch, l.property(p.Key, p.Value, p.Kind, p.Computed, 0))
		case *ast.SpreadElement:
			flags |= ir.FlagSpread
			l.scratch = append(l.scratch, l.expr(p))
		}
	}
	b, c := l.t.List(l.scratch[mark:])
	l.scratch = l.scratch[:mark]
	return l.t.Add(ir.Node{Kind: ir.NObject, B: b, C: c, Flags: flags, Start: l.at(e.LeftBrace), End: l.at(e.RightBrace) + 1})
}

// property lowers a property of an object or an element of a class.
func (l *lowerer) property(key, value ast.Expression, kind ast.PropertyKind, computed bool, flags ir.Flags) int32 {
	n := ir.Node{Kind: ir.NProperty, Op: ir.PropValue, Flags: flags}
	switch kind {
	case ast.PropertyKindGet:
		n.Op = ir.PropGet
	case ast.PropertyKindSet:
		n.Op = ir.PropSet
	case ast.PropertyKindMethod:
		n.Op = ir.PropMethod
	}
	if computed {
		n.A = l.expr(key)
		n.Start, n.End = l.t.Nodes[n.A].Start, l.t.Nodes[n.A].End
		if l.t.Nodes[n.A].Kind == ir.NString {
			l.t.Nodes[n.A].Flags |= ir.FlagKey
		}
	} else {
		text, start, end, _ := l.propertyName(key)
		n.Str, n.Start, n.End = l.t.Text(text), start, end
	}
	if value != nil {
		if fn, ok := value.(*ast.FunctionLiteral); ok && (kind != ast.PropertyKindValue && kind != "") {
			n.D = l.function(fn, method)
			if n.Op == ir.PropSet && n.A == 0 {
				l.t.Funcs[l.t.Nodes[n.D].A].Setter = n.Str
			}
		} else {
			n.D = l.expr(value)
		}
		n.End = max(n.End, l.t.Nodes[n.D].End)
	}
	return l.t.Add(n)
}
