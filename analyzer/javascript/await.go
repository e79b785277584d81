// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"strings"

	"github.com/dop251/goja/ast"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// The parser knows await in async functions only, so a source that awaits at its top level is read inside one. The
// prefix has no line break: lines stay the sender's. The suffix has one, because the source may end in a comment.
const (
	asyncPrefix = "(async()=>{"
	asyncSuffix = "\n})()"
)

// parseAsync reads text, which stands for source, inside the wrapper. It accepts nothing but the wrapper's own shape: a
// source that closes the wrapper's brace itself (`})(); (async()=>{`) gives another tree and is refused.
func parseAsync(source, text string) (*parsed, *analyzer.SyntaxError) {
	if strings.HasPrefix(text, "#!") {
		text = blankHashbang(text, 0)
	}
	whole := asyncPrefix + text + asyncSuffix
	program, err := parseScript(whole, 1+len(asyncPrefix))
	if err != nil {
		return nil, err
	}
	broken := &analyzer.SyntaxError{Rule: ruleUnparsable, Offset: -1, Message: "the braces of the program do not match"}
	if len(program.Body) != 1 {
		return nil, broken
	}
	statement, ok := program.Body[0].(*ast.ExpressionStatement)
	if !ok {
		return nil, broken
	}
	call, ok := statement.Expression.(*ast.CallExpression)
	if !ok || len(call.ArgumentList) != 0 || int(call.RightParenthesis) != len(whole) {
		return nil, broken
	}
	arrow, ok := call.Callee.(*ast.ArrowFunctionLiteral)
	if !ok || !arrow.Async || int(arrow.Start) != 2 || len(arrow.ParameterList.List) != 0 || arrow.ParameterList.Rest != nil {
		return nil, broken
	}
	body, ok := arrow.Body.(*ast.BlockStatement)
	if !ok || int(body.LeftBrace) != len(asyncPrefix) || int(body.RightBrace) != len(whole)-len("})()")+1 {
		return nil, broken
	}
	return &parsed{
		source: source, program: program, shift: 1 + len(asyncPrefix),
		body: body.List, vars: arrow.DeclarationList, wrapper: arrow,
	}, nil
}

// returnLast makes the value of the last expression statement the value that the wrapper's promise resolves to, as it
// would be the completion value of a script.
func returnLast(p *parsed) {
	body := p.wrapper.Body.(*ast.BlockStatement)
	for i := len(body.List) - 1; i >= 0; i-- {
		switch s := body.List[i].(type) {
		case *ast.EmptyStatement:
			continue
		case *ast.ExpressionStatement:
			body.List[i] = &ast.ReturnStatement{Return: s.Idx0(), Argument: s.Expression}
		}
		return
	}
}
