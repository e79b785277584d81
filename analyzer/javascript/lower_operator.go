// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var unaryOps = map[token.Token]ir.Op{
	token.NOT: ir.OpNot, token.BITWISE_NOT: ir.OpBitNot, token.PLUS: ir.OpPos, token.MINUS: ir.OpNeg,
	token.TYPEOF: ir.OpTypeof, token.VOID: ir.OpVoid, token.DELETE: ir.OpDelete,
	token.INCREMENT: ir.OpInc, token.DECREMENT: ir.OpDec,
}

func (l *lowerer) unary(e *ast.UnaryExpression) int32 {
	op := unaryOps[e.Operator]
	if op == ir.OpInc || op == ir.OpDec {
		return l.update(e, op)
	}
	start := l.at(e.Idx)
	operand := l.expr(e.Operand)
	on := &l.t.Nodes[operand]
	switch op {
	case ir.OpTypeof:
		on.Flags |= ir.FlagTypeof
	case ir.OpDelete:
		on.Flags |= ir.FlagCompared
		l.taint(operand, 0)
	case ir.OpNot:
		on.Flags |= ir.FlagCompared
	}
	return l.t.Add(ir.Node{Kind: ir.NUnary, Op: op, A: operand, Start: start, End: l.t.Nodes[operand].End})
}

func (l *lowerer) update(e *ast.UnaryExpression, op ir.Op) int32 {
	target := l.target(e.Operand)
	n := l.t.Nodes[target]
	start, end := n.Start, l.until(n.End, 2)
	if !e.Postfix {
		start, end = l.at(e.Idx), n.End
	}
	if n.Kind == ir.NIdent {
		l.define(n.A, 0, op, false, end)
	} else {
		l.taint(target, 0)
	}
	return l.t.Add(ir.Node{Kind: ir.NUpdate, Op: op, A: target, Start: start, End: end})
}

// target lowers what is written to.
func (l *lowerer) target(e ast.Expression) int32 {
	switch e := e.(type) {
	case *ast.Identifier:
		return l.ident(e, ir.FlagTarget)
	case *ast.DotExpression:
		return l.dot(e, ir.FlagTarget)
	case *ast.BracketExpression:
		return l.bracket(e, ir.FlagTarget)
	}
	return l.expr(e)
}

// taint records that a property is written.
func (l *lowerer) taint(target, value int32) {
	n := l.t.Nodes[target]
	switch n.Kind {
	case ir.NMember, ir.NPrivate:
		name := l.t.Texts[n.Str]
		l.t.Taint(name, value)
		if name == "length" {
			l.t.Mutates = true
		}
	case ir.NIndex:
		if key := l.t.Nodes[n.D]; key.Kind == ir.NString {
			l.t.Taint(l.t.Texts[key.Str], value)
			return
		}
		l.t.Mutates = true
		l.t.Taint(anyName, value)
	}
}

// anyName stands for a property whose name is computed.
const anyName = "*"

var binaryOps = map[token.Token]ir.Op{
	token.PLUS: ir.OpAdd, token.MINUS: ir.OpSub, token.MULTIPLY: ir.OpMul, token.SLASH: ir.OpDiv, token.REMAINDER: ir.OpMod,
	token.EXPONENT: ir.OpExp, token.AND: ir.OpBitAnd, token.OR: ir.OpBitOr, token.EXCLUSIVE_OR: ir.OpBitXor,
	token.SHIFT_LEFT: ir.OpShl, token.SHIFT_RIGHT: ir.OpShr, token.UNSIGNED_SHIFT_RIGHT: ir.OpUShr,
	token.EQUAL: ir.OpEq, token.NOT_EQUAL: ir.OpNe, token.STRICT_EQUAL: ir.OpStrictEq, token.STRICT_NOT_EQUAL: ir.OpStrictNe,
	token.LESS: ir.OpLt, token.LESS_OR_EQUAL: ir.OpLe, token.GREATER: ir.OpGt, token.GREATER_OR_EQUAL: ir.OpGe,
	token.IN: ir.OpIn, token.INSTANCEOF: ir.OpInstanceof,
	token.LOGICAL_AND: ir.OpAnd, token.LOGICAL_OR: ir.OpOr, token.COALESCE: ir.OpCoalesce,
}

func (l *lowerer) binary(e *ast.BinaryExpression) int32 {
	op := binaryOps[e.Operator]
	kind := ir.NBinary
	if op == ir.OpAnd || op == ir.OpOr || op == ir.OpCoalesce {
		kind = ir.NLogical
		l.t.Metrics.Decisions++
	}
	if private, ok := e.Left.(*ast.PrivateIdentifier); ok {
		// #x in object
		start := l.at(private.Idx)
		right := l.expr(e.Right)
		l.t.Nodes[right].Flags |= ir.FlagCompared
		return l.t.Add(ir.Node{Kind: ir.NUnknown, Start: start, End: l.t.Nodes[right].End})
	}
	a := l.expr(e.Left)
	d := l.expr(e.Right)
	flag := ir.Flags(0)
	switch op {
	case ir.OpEq, ir.OpNe, ir.OpStrictEq, ir.OpStrictNe, ir.OpInstanceof, ir.OpIn:
		flag = ir.FlagCompared
	case ir.OpAdd:
		flag = ir.FlagSummand
	}
	l.t.Nodes[a].Flags |= flag
	l.t.Nodes[d].Flags |= flag
	if op == ir.OpAnd {
		l.guarded(e.Left, d)
	}
	return l.t.Add(ir.Node{Kind: kind, Op: op, A: a, D: d, Start: l.t.Nodes[a].Start, End: l.t.Nodes[d].End})
}

func (l *lowerer) assign(e *ast.AssignExpression) int32 {
	op := ir.OpNone
	if e.Operator != token.ASSIGN {
		op = binaryOps[e.Operator]
		if op == ir.OpAnd || op == ir.OpOr || op == ir.OpCoalesce {
			l.t.Metrics.Decisions++
		}
	}
	switch left := e.Left.(type) {
	case *ast.ObjectPattern, *ast.ArrayPattern:
		value := l.expr(e.Right)
		l.assignPattern(left, value, false)
		n := l.t.Nodes[value]
		// The pattern's own start is that of its bracket.
		return l.t.Add(ir.Node{Kind: ir.NSequence, B: l.one(value), C: 1, Start: l.at(left.Idx0()), End: n.End})
	}
	target := l.target(e.Left)
	value := l.expr(e.Right)
	n := l.t.Nodes[target]
	end := l.t.Nodes[value].End
	if n.Kind == ir.NIdent {
		l.define(n.A, value, op, false, end)
	} else {
		l.taint(target, value)
	}
	return l.t.Add(ir.Node{Kind: ir.NAssign, Op: op, A: target, D: value, Start: n.Start, End: end})
}

func (l *lowerer) one(node int32) int32 {
	b, _ := l.t.List([]int32{node})
	return b
}

func (l *lowerer) conditional(e *ast.ConditionalExpression) int32 {
	l.t.Metrics.Decisions++
	cond := l.expr(e.Test)
	a := l.expr(e.Consequent)
	d := l.expr(e.Alternate)
	l.guarded(e.Test, a)
	l.guarded(e.Test, d)
	return l.t.Add(ir.Node{Kind: ir.NCond, A: cond, B: a, D: d, Start: l.t.Nodes[cond].Start, End: l.t.Nodes[d].End})
}

// guarded marks a name that is taken where `typeof name` was asked for.
func (l *lowerer) guarded(test ast.Expression, taken int32) {
	n := &l.t.Nodes[taken]
	if n.Kind != ir.NFree {
		return
	}
	compare, ok := test.(*ast.BinaryExpression)
	if !ok {
		return
	}
	for _, side := range [...]ast.Expression{compare.Left, compare.Right} {
		if u, ok := side.(*ast.UnaryExpression); ok && u.Operator == token.TYPEOF {
			if id, ok := u.Operand.(*ast.Identifier); ok && id.Name.String() == l.t.Texts[n.Str] {
				n.Flags |= ir.FlagGuarded
			}
		}
	}
}
