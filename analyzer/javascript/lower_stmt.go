// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// statements lowers a list in the scope that is open; what stands behind a jump is never reached.
func (l *lowerer) statements(list []ast.Statement) {
	outer := l.guard
	for _, s := range list {
		l.statement(s, nil)
		switch s.(type) {
		case *ast.BranchStatement, *ast.ReturnStatement, *ast.ThrowStatement:
			if l.guard == outer {
				l.t.Guards = append(l.t.Guards, ir.Guard{Parent: outer})
				l.guard = int32(len(l.t.Guards) - 1)
			}
		}
	}
	l.guard = outer
}

// block lowers a list in a scope of its own.
func (l *lowerer) block(list []ast.Statement) {
	mark, outer := l.open()
	l.declareStatements(list)
	l.statements(list)
	l.close(mark, outer)
}

// nested counts a level of code that decides or repeats.
func (l *lowerer) nested(f func()) {
	l.nesting++
	l.t.Metrics.MaxNesting = max(l.t.Metrics.MaxNesting, l.nesting)
	f()
	l.nesting--
}

// statement lowers one statement; labels are the labels right before it.
func (l *lowerer) statement(s ast.Statement, labels []string) {
	l.enter(int32(len(l.src)))
	defer l.leave()
	switch s := s.(type) {
	case *ast.ExpressionStatement:
		l.discard(l.expr(s.Expression))
	case *ast.VariableStatement:
		l.bindings(s.List, ir.BindVar)
	case *ast.LexicalDeclaration:
		l.bindings(s.List, lexicalKind(s.Token))
	case *ast.FunctionDeclaration:
		l.functionDeclaration(s.Function)
	case *ast.ClassDeclaration:
		node := l.class(s.Class)
		if s.Class.Name != nil {
			l.define(l.lookup(s.Class.Name.Name.String()), node, ir.OpNone, true, l.t.Nodes[node].End)
		}
	case *ast.ReturnStatement:
		l.returns(s)
	case *ast.IfStatement:
		l.ifStatement(s)
	case *ast.BlockStatement:
		l.labelled(labels, func() { l.block(s.List) })
	case *ast.LabelledStatement:
		l.statement(s.Statement, append(labels, s.Label.Name.String()))
	case *ast.BranchStatement:
		l.branch(s)
	case *ast.ThrowStatement:
		l.expr(s.Argument)
		l.thrown()
	case *ast.TryStatement:
		l.tryStatement(s)
	case *ast.SwitchStatement:
		l.switchStatement(s, labels)
	case *ast.WithStatement:
		l.withStatement(s)
	case *ast.DebuggerStatement:
		start := l.at(s.Debugger)
		l.syntax("debugger", start, start+int32(len("debugger")))
	case *ast.ForStatement, *ast.ForInStatement, *ast.ForOfStatement, *ast.WhileStatement, *ast.DoWhileStatement:
		l.loop(s, labels)
	}
}

// syntaxNode names a construct that is a fact by itself.
func (l *lowerer) syntax(name string, start, end int32) {
	l.t.Add(ir.Node{Kind: ir.NUnknown, Str: l.t.Text(name), Start: start, End: end})
}

func (l *lowerer) discard(node int32) { l.t.Nodes[node].Flags |= ir.FlagDiscarded }

func lexicalKind(t token.Token) ir.BindingKind {
	if t == token.CONST {
		return ir.BindConst
	}
	return ir.BindLexical
}

func (l *lowerer) declareLexical(d *ast.LexicalDeclaration) {
	for _, b := range d.List {
		l.declareTarget(b.Target, lexicalKind(d.Token))
	}
}

// bindings lowers a list of declarations.
func (l *lowerer) bindings(list []*ast.Binding, kind ir.BindingKind) {
	for _, b := range list {
		if b.Initializer == nil {
			if kind != ir.BindVar {
				if id, ok := b.Target.(*ast.Identifier); ok {
					l.define(l.lookup(id.Name.String()), l.t.Add(ir.Node{Kind: ir.NUndef}), ir.OpNone, true, 0)
				}
			}
			continue
		}
		value := l.expr(b.Initializer)
		l.nameFunction(b.Target, value, kind)
		l.assignPattern(b.Target, value, true)
	}
}

// nameFunction remembers the name of a function that is bound once and for all.
func (l *lowerer) nameFunction(target ast.Expression, value int32, kind ir.BindingKind) {
	id, ok := target.(*ast.Identifier)
	if !ok || l.t.Nodes[value].Kind != ir.NFunction {
		return
	}
	if kind == ir.BindConst || kind == ir.BindVar || kind == ir.BindLexical {
		l.t.Funcs[l.t.Nodes[value].A].Binding = l.lookup(id.Name.String())
	}
}

func (l *lowerer) returns(s *ast.ReturnStatement) {
	if l.fn == 0 {
		// Only the wrapper of a top-level await makes the parser accept this.
		panic(&analyzer.SyntaxError{Rule: ruleUnparsable, Offset: int(l.at(s.Return)), Message: "Illegal return statement"})
	}
	node := int32(0)
	if s.Argument != nil {
		node = l.expr(s.Argument)
	} else {
		node = l.t.Add(ir.Node{Kind: ir.NUndef})
	}
	l.addReturn(node)
	l.leaveLoops(func(*loopFrame) bool { return true })
}

func (l *lowerer) addReturn(node int32) {
	fn := &l.t.Funcs[l.fn]
	l.t.Returns = append(l.t.Returns, ir.Return{Node: node, Next: fn.Returns})
	fn.Returns = int32(len(l.t.Returns) - 1)
	fn.NReturns++
}

func (l *lowerer) ifStatement(s *ast.IfStatement) {
	l.t.Metrics.Decisions++
	cond := l.expr(s.Test)
	l.nested(func() {
		l.under(cond, true, func() { l.statement(s.Consequent, nil) })
	})
	// An else-if is the next arm of the same decision, not a deeper one, though it is deeper in the tree.
	switch next := s.Alternate.(type) {
	case nil:
	case *ast.IfStatement:
		l.under(cond, false, func() { l.statement(next, nil) })
	default:
		l.nested(func() {
			l.under(cond, false, func() { l.statement(next, nil) })
		})
	}
}

func (l *lowerer) tryStatement(s *ast.TryStatement) {
	l.nested(func() {
		if s.Catch != nil {
			l.catches++
		}
		l.statement(s.Body, nil)
		if s.Catch != nil {
			l.catches--
			l.t.Metrics.Decisions++
			mark, outer := l.open()
			if s.Catch.Parameter != nil {
				l.declareTarget(s.Catch.Parameter, ir.BindCatch)
				l.assignPattern(s.Catch.Parameter, 0, true)
			}
			l.statement(s.Catch.Body, nil)
			l.close(mark, outer)
		}
		if s.Finally != nil {
			l.statement(s.Finally, nil)
		}
	})
}

func (l *lowerer) switchStatement(s *ast.SwitchStatement, labels []string) {
	l.expr(s.Discriminant)
	mark, outer := l.open()
	for _, c := range s.Body {
		l.declareStatements(c.Consequent)
	}
	l.loops = append(l.loops, loopFrame{loop: -1, labels: labels, catches: l.catches, breakable: true})
	l.nested(func() {
		for _, c := range s.Body {
			l.t.Metrics.Nodes++
			if c.Test != nil {
				l.t.Metrics.Decisions++
				l.expr(c.Test)
			}
			// Which case is taken is not looked into.
			l.under(l.t.Add(ir.Node{Kind: ir.NUnknown}), true, func() { l.statements(c.Consequent) })
		}
	})
	l.loops = l.loops[:len(l.loops)-1]
	l.close(mark, outer)
}

func (l *lowerer) withStatement(s *ast.WithStatement) {
	start := l.at(s.With)
	l.syntax("with", start, start+int32(len("with")))
	l.expr(s.Object)
	l.withs++
	l.statement(s.Body, nil)
	l.withs--
}

// labelled lowers something that a labelled break can leave.
func (l *lowerer) labelled(labels []string, f func()) {
	if len(labels) == 0 {
		f()
		return
	}
	l.loops = append(l.loops, loopFrame{loop: -1, labels: labels, catches: l.catches})
	f()
	l.loops = l.loops[:len(l.loops)-1]
}

// branch records which loops a break or continue leaves.
func (l *lowerer) branch(s *ast.BranchStatement) {
	label := ""
	if s.Label != nil {
		label = s.Label.Name.String()
	}
	for i := len(l.loops) - 1; i >= 0; i-- {
		f := &l.loops[i]
		if f.fence {
			return
		}
		target := false
		for _, name := range f.labels {
			target = target || label != "" && name == label
		}
		if s.Token == token.CONTINUE {
			// continue stays in the loop that it aims at and leaves those inside it.
			if target || label == "" && f.loop >= 0 {
				return
			}
		} else {
			target = target || label == "" && f.breakable
		}
		if f.loop >= 0 {
			l.t.AddExit(f.loop, l.guard)
		}
		if target {
			return
		}
	}
}

// leaveLoops records an exit for every loop of this function that which accepts.
func (l *lowerer) leaveLoops(which func(f *loopFrame) bool) {
	for i := len(l.loops) - 1; i >= 0 && !l.loops[i].fence; i-- {
		if f := &l.loops[i]; f.loop >= 0 && which(f) {
			l.t.AddExit(f.loop, l.guard)
		}
	}
}

// thrown records a throw: it leaves the loops that are not around a catch that takes it.
func (l *lowerer) thrown() {
	l.leaveLoops(func(f *loopFrame) bool { return l.catches <= f.catches })
}

// loop lowers any of the five loops.
func (l *lowerer) loop(s ast.Statement, labels []string) {
	l.t.Metrics.Decisions++
	id := int32(len(l.t.Loops))
	l.t.Loops = append(l.t.Loops, ir.LoopNode{Func: l.fn, Guard: l.guard})
	mark, outer := l.open()
	l.loopNest++
	l.t.Metrics.MaxLoopNesting = max(l.t.Metrics.MaxLoopNesting, l.loopNest)
	body := func(b ast.Statement) {
		l.nested(func() { l.statement(b, nil) })
	}
	push := func() {
		l.t.Loops[id].First = int32(len(l.t.Nodes))
		l.loops = append(l.loops, loopFrame{loop: id, labels: labels, catches: l.catches, breakable: true})
	}
	cond := func(e ast.Expression) int32 {
		if e == nil {
			return 0
		}
		l.t.Loops[id].CondFirst = int32(len(l.t.Nodes))
		node := l.expr(e)
		l.t.Loops[id].Cond = node
		return node
	}
	end := int32(0)
	switch s := s.(type) {
	case *ast.WhileStatement:
		l.startLoop(id, "while", s.While)
		push()
		c := cond(s.Test)
		l.under(c, true, func() { body(s.Body) })
	case *ast.DoWhileStatement:
		l.startLoop(id, "do-while", s.Do)
		push()
		body(s.Body)
		cond(s.Test)
		end = l.at(s.RightParenthesis) + 1
	case *ast.ForStatement:
		l.startLoop(id, "for", s.For)
		l.forInit(s.Initializer)
		push()
		if c := cond(s.Test); c != 0 {
			l.under(c, true, func() { body(s.Body) })
		} else {
			body(s.Body)
		}
		if s.Update != nil {
			l.discard(l.expr(s.Update))
		}
	case *ast.ForInStatement:
		l.startLoop(id, "for-in", s.For)
		l.forEach(id, s.Into, s.Source, ir.NEachKey, push, func() { body(s.Body) })
	case *ast.ForOfStatement:
		l.startLoop(id, "for-of", s.For)
		l.forEach(id, s.Into, s.Source, ir.NEach, push, func() { body(s.Body) })
	}
	l.loops = l.loops[:len(l.loops)-1]
	l.loopNest--
	l.close(mark, outer)
	loop := &l.t.Loops[id]
	loop.Last = int32(len(l.t.Nodes)) - 1
	if end == 0 {
		end = l.loopEnd(s, loop)
	}
	loop.End = max(end, loop.Start)
}

func (l *lowerer) startLoop(id int32, form string, at file.Idx) {
	l.t.Loops[id].Form, l.t.Loops[id].Start = form, l.at(at)
}

// loopEnd finds where a loop's body ends without walking it: at its brace, or behind the last node in it.
func (l *lowerer) loopEnd(s ast.Statement, loop *ir.LoopNode) int32 {
	var body ast.Statement
	switch s := s.(type) {
	case *ast.WhileStatement:
		body = s.Body
	case *ast.ForStatement:
		body = s.Body
	case *ast.ForInStatement:
		body = s.Body
	case *ast.ForOfStatement:
		body = s.Body
	}
	switch b := body.(type) {
	case *ast.BlockStatement:
		return l.at(b.RightBrace) + 1
	case *ast.EmptyStatement:
		return l.at(b.Semicolon) + 1
	}
	end := loop.Start
	for id := loop.First; id <= loop.Last; id++ {
		end = max(end, l.t.Nodes[id].End)
	}
	return end
}

func (l *lowerer) forInit(init ast.ForLoopInitializer) {
	switch init := init.(type) {
	case *ast.ForLoopInitializerExpression:
		l.discard(l.expr(init.Expression))
	case *ast.ForLoopInitializerVarDeclList:
		l.bindings(init.List, ir.BindVar)
	case *ast.ForLoopInitializerLexicalDecl:
		l.declareLexical(&init.LexicalDeclaration)
		l.bindings(init.LexicalDeclaration.List, lexicalKind(init.LexicalDeclaration.Token))
	}
}

func (l *lowerer) forEach(id int32, into ast.ForInto, source ast.Expression, kind ir.NodeKind, push, body func()) {
	l.t.Loops[id].Iterates = true
	over := l.expr(source)
	push()
	n := l.t.Nodes[over]
	each := l.t.Add(ir.Node{Kind: kind, A: over, Start: n.Start, End: n.End, Flags: ir.FlagSynthetic})
	switch into := into.(type) {
	case *ast.ForIntoVar:
		l.assignPattern(into.Binding.Target, each, false)
	case *ast.ForDeclaration:
		kind := ir.BindLexical
		if into.IsConst {
			kind = ir.BindConst
		}
		l.declareTarget(into.Target, kind)
		l.assignPattern(into.Target, each, true)
	case *ast.ForIntoExpression:
		l.assignPattern(into.Expression, each, false)
	}
	body()
}
