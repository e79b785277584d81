// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"github.com/dop251/goja/ast"
)

// The parser knows await in async functions only, so a source that awaits at its top level is read inside one. The
// prefix has no line break: lines stay the sender's. The suffix has one, because the source may end in a comment.
const (
	asyncPrefix = "(async()=>{"
	asyncSuffix = "\n})()"
)

// parseAsync reads source inside the wrapper, or returns nil. It accepts nothing but the wrapper's own shape: a source
// that closes the wrapper's brace itself (`})(); (async()=>{`) gives another tree and is refused.
func parseAsync(source string) *parsed {
	text := source
	if len(text) > 1 && text[:2] == "#!" {
		text = blankHashbang(text, 0)
	}
	whole := asyncPrefix + text + asyncSuffix
	program, err := parseScript(whole, 1+len(asyncPrefix))
	if err != nil || len(program.Body) != 1 {
		return nil
	}
	statement, ok := program.Body[0].(*ast.ExpressionStatement)
	if !ok {
		return nil
	}
	call, ok := statement.Expression.(*ast.CallExpression)
	if !ok || len(call.ArgumentList) != 0 || int(call.RightParenthesis) != len(whole) {
		return nil
	}
	arrow, ok := call.Callee.(*ast.ArrowFunctionLiteral)
	if !ok || !arrow.Async || int(arrow.Start) != 2 || len(arrow.ParameterList.List) != 0 || arrow.ParameterList.Rest != nil {
		return nil
	}
	body, ok := arrow.Body.(*ast.BlockStatement)
	if !ok || int(body.LeftBrace) != len(asyncPrefix) || int(body.RightBrace) != len(whole)-len("})()")+1 {
		return nil
	}
	return &parsed{
		source: source, program: program, shift: 1 + len(asyncPrefix),
		body: body.List, vars: arrow.DeclarationList, wrapper: arrow,
	}
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
