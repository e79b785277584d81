// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/dop251/goja/ast"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// functionDeclaration lowers a declared function; its name always means it, unless something else defines the name too.
func (l *lowerer) functionDeclaration(f *ast.FunctionLiteral) {
	node := l.function(f, declaration)
	if f.Name == nil {
		return
	}
	id := l.lookup(f.Name.Name.String())
	l.t.Funcs[l.t.Nodes[node].A].Binding = id
	guard := l.guard
	l.guard = 0
	l.define(id, node, ir.OpNone, true, 0)
	l.guard = guard
}

// place says where a function literal stands.
type place uint8

const (
	expression place = iota
	declaration
	method
)

// function lowers a function literal.
func (l *lowerer) function(f *ast.FunctionLiteral, where place) int32 {
	fn := ir.Func{
		Async: f.Async, Generator: f.Generator, Method: where == method,
		Strict: l.t.Funcs[l.fn].Strict || useStrict(f.Body.List),
	}
	start := l.at(f.Function)
	end := l.at(f.Body.RightBrace) + 1
	return l.body(fn, start, end, func() {
		if f.Name != nil && where == expression {
			// The name of a function expression is known inside it only.
			id := l.declare(f.Name.Name.String(), ir.BindFunction)
			l.t.Funcs[l.fn].Binding = id
			l.define(id, l.selfNode(start, end), ir.OpNone, true, 0)
			l.scopes++
			l.scope = l.scopes
		}
		l.parameters(f.ParameterList)
		l.declareVars(f.DeclarationList)
		l.declareStatements(f.Body.List)
		l.statements(f.Body.List)
		l.t.Funcs[l.fn].Bare = fallsThrough(f.Body.List)
	})
}

// selfNode stands for the function that is open, inside it.
func (l *lowerer) selfNode(start, end int32) int32 {
	return l.t.Add(ir.Node{Kind: ir.NFunction, A: l.fn, Start: start, End: end})
}

func (l *lowerer) arrow(f *ast.ArrowFunctionLiteral) int32 {
	fn := ir.Func{Async: f.Async, Arrow: true, Strict: l.t.Funcs[l.fn].Strict}
	start := l.at(f.Start)
	switch b := f.Body.(type) {
	case *ast.BlockStatement:
		return l.body(fn, start, l.at(b.RightBrace)+1, func() {
			l.parameters(f.ParameterList)
			l.declareVars(f.DeclarationList)
			l.declareStatements(b.List)
			l.statements(b.List)
			l.t.Funcs[l.fn].Bare = fallsThrough(b.List)
		})
	case *ast.ExpressionBody:
		return l.body(fn, start, 0, func() {
			l.parameters(f.ParameterList)
			l.addReturn(l.expr(b.Expression))
		})
	}
	return l.t.Add(ir.Node{Kind: ir.NUnknown, Start: start, End: start})
}

// body opens a function around lower; end 0 means that it ends with what it returns.
func (l *lowerer) body(fn ir.Func, start, end int32, lower func()) int32 {
	l.t.Metrics.Functions++
	fn.Parent = l.fn
	fn.First = int32(len(l.t.Nodes))
	l.t.Funcs = append(l.t.Funcs, fn)
	id := int32(len(l.t.Funcs) - 1)
	outer, guard, catches, loopNest := l.fn, l.guard, l.catches, l.loopNest
	l.fn, l.guard, l.catches, l.loopNest = id, 0, 0, 0
	l.loops = append(l.loops, loopFrame{loop: -1, fence: true})
	mark, scope := l.open()
	l.nested(lower)
	l.close(mark, scope)
	l.loops = l.loops[:len(l.loops)-1]
	l.fn, l.guard, l.catches, l.loopNest = outer, guard, catches, loopNest
	f := &l.t.Funcs[id]
	if end == 0 && f.Returns != 0 {
		end = l.t.Nodes[l.t.Returns[f.Returns].Node].End
	}
	f.End = int32(len(l.t.Nodes))
	f.Node = l.t.Add(ir.Node{Kind: ir.NFunction, A: id, Start: start, End: max(start, end)})
	return f.Node
}

func (l *lowerer) parameters(list *ast.ParameterList) {
	if list == nil {
		return
	}
	for _, p := range list.List {
		l.declareTarget(p.Target, ir.BindParam)
	}
	if list.Rest != nil {
		l.declareTarget(list.Rest, ir.BindParam)
	}
	l.t.Funcs[l.fn].Params = int32(len(list.List))
	l.t.Funcs[l.fn].Takes = l.t.Funcs[l.fn].Takes || len(list.List) > 0 || list.Rest != nil
	for i, p := range list.List {
		value := l.t.Add(ir.Node{Kind: ir.NParam, A: l.fn, B: int32(i), Flags: ir.FlagSynthetic})
		l.assignPattern(p.Target, l.orDefault(value, p.Initializer), true)
	}
	if list.Rest != nil {
		value := l.t.Add(ir.Node{Kind: ir.NRestParam, A: l.fn, B: int32(len(list.List)), Flags: ir.FlagSynthetic})
		l.assignPattern(list.Rest, value, true)
	}
}

// fallsThrough says whether control may reach the end of a body, judged by its last statement.
func fallsThrough(list []ast.Statement) bool {
	if len(list) == 0 {
		return true
	}
	switch list[len(list)-1].(type) {
	case *ast.ReturnStatement, *ast.ThrowStatement:
		return false
	}
	return true
}

func (l *lowerer) class(c *ast.ClassLiteral) int32 {
	start := l.at(c.Class)
	super := int32(0)
	mark, outer := l.open()
	inner := int32(0)
	if c.Name != nil {
		inner = l.declare(c.Name.Name.String(), ir.BindClass)
	}
	if c.SuperClass != nil {
		super = l.base(c.SuperClass)
	}
	kept := len(l.scratch)
	for _, el := range c.Body {
		l.t.Metrics.Nodes++
		switch el := el.(type) {
		case *ast.MethodDefinition:
			l.scratch = append(l.scratch, l.property(el.Key, el.Body, el.Kind, el.Computed, static(el.Static)))
		case *ast.FieldDefinition:
			l.scratch = append(l.scratch, l.field(el))
		case *ast.ClassStaticBlock:
			l.body(ir.Func{Method: true, Strict: true}, l.at(el.Static), l.at(el.Block.RightBrace)+1, func() {
				l.declareVars(el.DeclarationList)
				l.declareStatements(el.Block.List)
				l.statements(el.Block.List)
			})
		}
	}
	l.t.Classes = append(l.t.Classes, ir.Class{Super: super, Func: l.fn})
	id := int32(len(l.t.Classes) - 1)
	b, n := l.t.List(l.scratch[kept:])
	l.scratch = l.scratch[:kept]
	node := l.t.Add(ir.Node{Kind: ir.NClass, A: id, B: b, C: n, Start: start, End: l.at(c.RightBrace) + 1})
	l.t.Classes[id].Node = node
	if inner != 0 {
		l.define(inner, node, ir.OpNone, true, 0)
	}
	l.close(mark, outer)
	return node
}

// field lowers a class field. Its initializer is code of its own, with a `this` that is not the one outside.
func (l *lowerer) field(el *ast.FieldDefinition) int32 {
	n := ir.Node{Kind: ir.NProperty, Op: ir.PropValue, Flags: static(el.Static)}
	if el.Computed {
		n.A = l.expr(el.Key)
		n.Start, n.End = l.t.Nodes[n.A].Start, l.t.Nodes[n.A].End
	} else {
		text, start, end, _ := l.propertyName(el.Key)
		n.Str, n.Start, n.End = l.t.Text(text), start, end
	}
	if el.Initializer != nil {
		l.body(ir.Func{Method: true, Strict: true}, n.End, n.End, func() { n.D = l.expr(el.Initializer) })
		l.t.Metrics.Functions--
		n.End = max(n.End, l.t.Nodes[n.D].End)
	}
	return l.t.Add(n)
}

func static(is bool) ir.Flags {
	if is {
		return ir.FlagStatic
	}
	return 0
}
