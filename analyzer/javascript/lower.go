// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// maxDepth is the deepest tree that is let through. The compiler of the engine is quadratic in depth, and everything
// that walks a tree needs stack for it.
const maxDepth = 1000

// lowerer walks goja's tree once and fills an ir.Tree. It never asks a composite node for its position: goja finds
// that by walking down the node's left edge.
type lowerer struct {
	t     *ir.Tree
	p     *parsed
	src   string
	depth int

	// names maps a name to its number in current, which holds the binding that the name means at this point.
	names   map[string]int32
	current []binding
	undo    []undone
	scope   int32
	scopes  int32

	fn       int32
	guard    int32
	loops    []loopFrame
	catches  int
	withs    int
	nesting  int
	loopNest int
	scratch  []int32
}

// binding is what a name means now. text is the name's number among the texts of the tree.
type binding struct {
	id, text int32
}

type undone struct {
	name int32
	old  int32
}

// loopFrame is a statement that break or continue can aim at, or a function's edge (loop -1 and fence).
type loopFrame struct {
	// loop is the index in Tree.Loops, -1 for a switch, a labelled block or a function's edge.
	loop    int32
	labels  []string
	catches int
	fence   bool
	// breakable says that a break without label stops here.
	breakable bool
}

// lower returns the tree of p. It panics with a *analyzer.SyntaxError when p is deeper than maxDepth.
func lower(p *parsed) *ir.Tree {
	l := &lowerer{
		t: ir.NewTree(len(p.source)), p: p, src: p.source,
		names: make(map[string]int32, 16+len(p.source)/64), current: make([]binding, 1, 64),
		scope: 1, scopes: 1,
	}
	l.t.Metrics.Lines = countLines(p.source)
	top := &l.t.Funcs[0]
	top.Strict = useStrict(p.body)
	top.Async = p.wrapper != nil
	top.End = 1 << 30
	l.declareVars(p.vars)
	l.declareStatements(p.body)
	l.statements(p.body)
	return l.t
}

func countLines(src string) int {
	n := 1
	for at := 0; ; n++ {
		if at = nextLine(src, at); at < 0 {
			return n
		}
	}
}

// enter counts a level of the tree.
func (l *lowerer) enter(at int32) {
	l.depth++
	l.t.Metrics.Nodes++
	if l.depth > maxDepth {
		panic(&analyzer.SyntaxError{Rule: ruleLimits, Offset: int(at),
			Message: fmt.Sprintf("the program nests more than %d levels deep", maxDepth)})
	}
}

func (l *lowerer) leave() { l.depth-- }

// at turns a position of the parser into a byte offset in the sender's source.
func (l *lowerer) at(idx file.Idx) int32 {
	n := int(idx) - l.p.shift
	return int32(max(0, min(n, len(l.src))))
}

// name returns the number of a name.
func (l *lowerer) name(s string) int32 {
	if n, ok := l.names[s]; ok {
		return n
	}
	n := int32(len(l.current))
	l.current = append(l.current, binding{text: l.t.Text(s)})
	l.names[s] = n
	return n
}

// open begins a scope and returns what close needs to end it.
func (l *lowerer) open() (mark int, outer int32) {
	outer = l.scope
	l.scopes++
	l.scope = l.scopes
	return len(l.undo), outer
}

func (l *lowerer) close(mark int, outer int32) {
	for i := len(l.undo) - 1; i >= mark; i-- {
		l.current[l.undo[i].name].id = l.undo[i].old
	}
	l.undo = l.undo[:mark]
	l.scope = outer
}

// declare makes a binding in the scope that is open, or returns the one of that name that is already there.
func (l *lowerer) declare(name string, kind ir.BindingKind) int32 {
	n := l.name(name)
	if id := l.current[n].id; id != 0 && l.t.Bindings[id].Scope == l.scope {
		if kind == ir.BindFunction {
			l.t.Bindings[id].Kind = kind
		}
		return id
	}
	l.t.Bindings = append(l.t.Bindings, ir.Binding{
		Name: l.current[n].text, Scope: l.scope, Func: l.fn, Kind: kind,
		Global: kind == ir.BindVar && l.fn == 0 && l.scope == 1 && l.p.wrapper == nil,
	})
	id := int32(len(l.t.Bindings) - 1)
	l.undo = append(l.undo, undone{name: n, old: l.current[n].id})
	l.current[n].id = id
	return id
}

// lookup returns the binding that name means here, 0 when nothing declares it.
func (l *lowerer) lookup(name string) int32 { return l.current[l.name(name)].id }

// define records that binding may get the value of node.
func (l *lowerer) define(id, node int32, op ir.Op, init bool, end int32) {
	if id == 0 {
		return
	}
	inLoop := false
	for i := len(l.loops) - 1; i >= 0 && !inLoop; i-- {
		f := &l.loops[i]
		if f.fence {
			break
		}
		inLoop = f.loop >= 0
	}
	l.t.Define(id, ir.Def{
		Node: node, Op: op, Init: init, InLoop: inLoop, Func: l.fn, Guard: l.guard,
		At: int32(len(l.t.Nodes) - 1), End: end,
	})
}

// under lowers something that happens only when cond has the truth want.
func (l *lowerer) under(cond int32, want bool, f func()) {
	outer := l.guard
	l.t.Guards = append(l.t.Guards, ir.Guard{Cond: cond, Want: want, Parent: outer})
	l.guard = int32(len(l.t.Guards) - 1)
	f()
	l.guard = outer
}

// declareVars declares what `var` hoists to the function that is open.
func (l *lowerer) declareVars(list []*ast.VariableDeclaration) {
	for _, d := range list {
		for _, b := range d.List {
			l.declareTarget(b.Target, ir.BindVar)
		}
	}
}

// declareStatements declares what a list of statements brings into its own scope.
func (l *lowerer) declareStatements(list []ast.Statement) {
	for _, s := range list {
		for {
			labelled, ok := s.(*ast.LabelledStatement)
			if !ok {
				break
			}
			s = labelled.Statement
		}
		switch s := s.(type) {
		case *ast.LexicalDeclaration:
			l.declareLexical(s)
		case *ast.ClassDeclaration:
			if s.Class.Name != nil {
				l.declare(s.Class.Name.Name.String(), ir.BindClass)
			}
		case *ast.FunctionDeclaration:
			if s.Function.Name != nil {
				l.declare(s.Function.Name.Name.String(), ir.BindFunction)
			}
		}
	}
}

// declareTarget declares every name in a binding pattern.
func (l *lowerer) declareTarget(e ast.Expression, kind ir.BindingKind) {
	l.depth++
	defer l.leave()
	if l.depth > maxDepth {
		l.enter(0)
	}
	switch e := e.(type) {
	case *ast.Identifier:
		l.declare(e.Name.String(), kind)
	case *ast.ArrayPattern:
		for _, el := range e.Elements {
			if el != nil {
				l.declareTarget(el, kind)
			}
		}
		if e.Rest != nil {
			l.declareTarget(e.Rest, kind)
		}
	case *ast.ObjectPattern:
		for _, p := range e.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				l.declare(p.Name.Name.String(), kind)
			case *ast.PropertyKeyed:
				l.declareTarget(p.Value, kind)
			}
		}
		if e.Rest != nil {
			l.declareTarget(e.Rest, kind)
		}
	case *ast.AssignExpression:
		l.declareTarget(e.Left, kind)
	case *ast.Binding:
		l.declareTarget(e.Target, kind)
	}
}

// spelled returns the end of the name that begins at start, and whether it is spelled with escapes.
func (l *lowerer) spelled(start int32, name string) (end int32, escaped bool) {
	if rest := l.src[start:]; strings.HasPrefix(rest, name) && !strings.Contains(name, `\`) {
		return start + int32(len(name)), false
	}
	i := int(start)
	if i < len(l.src) && l.src[i] == '#' {
		i++
	}
	for i < len(l.src) {
		c := l.src[i]
		switch {
		case c == '\\':
			escaped = true
			i++
			if i+1 < len(l.src) && l.src[i+1] == '{' {
				for i < len(l.src) && l.src[i] != '}' {
					i++
				}
				i++
			} else {
				i += 5
			}
			continue
		case c < utf8.RuneSelf && identByte(c):
			i++
			continue
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(l.src[i:])
			if unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Pc, unicode.Other_ID_Start, unicode.Other_ID_Continue) || r == '\u200c' || r == '\u200d' {
				i += size
				continue
			}
		}
		break
	}
	return int32(min(i, len(l.src))), escaped
}

// openParen moves the start of an expression that must have stood in parentheses to its parenthesis.
func (l *lowerer) openParen(start int32) int32 {
	for i := start - 1; i >= 0; i-- {
		switch l.src[i] {
		case ' ', '\t', '\n', '\r':
		case '(':
			return i
		default:
			return start
		}
	}
	return start
}

// closed says whether a parenthesis closes right behind an expression.
func (l *lowerer) closed(end int32) bool {
	for i := end; int(i) < len(l.src); i++ {
		switch l.src[i] {
		case ' ', '\t', '\n', '\r':
		default:
			return l.src[i] == ')'
		}
	}
	return false
}

// useStrict says whether a list of statements begins with the directive.
func useStrict(list []ast.Statement) bool {
	for _, s := range list {
		e, ok := s.(*ast.ExpressionStatement)
		if !ok {
			return false
		}
		text, ok := e.Expression.(*ast.StringLiteral)
		if !ok {
			return false
		}
		if text.Literal == `"use strict"` || text.Literal == `'use strict'` {
			return true
		}
	}
	return false
}
