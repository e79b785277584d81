// SPDX-License-Identifier: Apache-2.0

package javascript_test

import (
	"testing"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/javascript"
	"github.com/code-interceptor/caddy-code-interceptor/executor/runtimetest"
)

// TestSuite runs the suite on trees made as a front end does.
func TestSuite(t *testing.T) {
	runtimetest.Run(t, &warmed{}, tree)
}

// warmed prepares an engine ahead for some of the runs, so that the suite sees both ways.
type warmed struct {
	javascript.Runtime
	calls int
}

func (w *warmed) Compile(source string, tree any) (executor.Compiled, error) {
	if w.calls++; w.calls%3 == 0 {
		w.Warm()
	}
	return w.Runtime.Compile(source, tree)
}

// tree makes the tree a front end would: that of the source, or of the source in the wrapper for top-level await, with
// the last expression statement returned. It is nil when neither can be parsed.
func tree(t testing.TB, source string) any {
	parse := func(s string) (*ast.Program, error) {
		return parser.ParseFile(nil, "main.js", s, 0, parser.WithDisableSourceMaps)
	}
	if p, err := parse(source); err == nil {
		return p
	}
	p, err := parse("(async()=>{" + source + "\n})()")
	if err != nil {
		return nil
	}
	call := p.Body[0].(*ast.ExpressionStatement).Expression.(*ast.CallExpression)
	body := call.Callee.(*ast.ArrowFunctionLiteral).Body.(*ast.BlockStatement)
	if n := len(body.List); n > 0 {
		if last, ok := body.List[n-1].(*ast.ExpressionStatement); ok {
			body.List[n-1] = &ast.ReturnStatement{Return: last.Idx0(), Argument: last.Expression}
		}
	}
	return p
}
