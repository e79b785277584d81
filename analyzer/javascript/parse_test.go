// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja/ast"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/admission"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		src, rule, message string
		offset             int
	}{
		{"let = ;", ruleUnparsable, "Unexpected", 6},
		{"é = 1\nx y", ruleUnparsable, "Unexpected identifier", 9},
		{"x\u2028'é' y", ruleUnparsable, "Unexpected identifier", 9},
		{"if (", ruleUnparsable, "Unexpected end of input", -2},
		{"\xff", ruleUnparsable, "UTF-8", -1},
		{`x = "\u{10FFFF}"`, ruleUnparsable, `\u{10FFFF}`, 5},
		{"x = `\\u{10ffff}`", ruleUnparsable, `\u{10FFFF}`, 5},
		{"import x from 'left-pad'", ruleUnparsable, "modules can't be analyzed yet: import is not supported (left-pad)", 0},
		{"1; export default 1", ruleUnparsable, "modules can't be analyzed yet: export", 3},
		{"import.meta.url", ruleUnparsable, "import.meta", 0},
		{"return 1", ruleUnparsable, "Illegal return", 0},
		{"await x; return 1", ruleUnparsable, "Illegal return", 9},
		{"await x })(); (async()=>{ await y", ruleUnparsable, "", -2},
		{"await x }, async()=>{ await y", ruleUnparsable, "", -2},
		{"await x })(1, function(){", ruleUnparsable, "", -2},
		{"function f() { await x }", ruleUnparsable, "Unexpected", -2},
		{"for await (const x of y) {}", ruleUnparsable, "Unexpected", -2},
	} {
		err := syntaxError(t, c.src)
		if err.Rule != c.rule || !strings.Contains(err.Message, c.message) || c.offset != -2 && err.Offset != c.offset {
			t.Errorf("%q: got %+v, want %s %q at %d", c.src, *err, c.rule, c.message, c.offset)
		}
		if err.Offset < -1 || err.Offset > len(c.src) {
			t.Errorf("%q: offset %d is outside", c.src, err.Offset)
		}
	}
}

// TestDeep holds that no depth overflows the stack or takes long: what is deeper than the cap is refused.
func TestDeep(t *testing.T) {
	n := 50_000
	for name, src := range map[string]string{
		"sum":         "1" + strings.Repeat("+1", n),
		"members":     "a" + strings.Repeat(".b", n),
		"calls":       "a" + strings.Repeat("()", n),
		"logical":     "a" + strings.Repeat("&&a", n),
		"unary":       strings.Repeat("!", 5000) + "a",
		"conditional": strings.Repeat("a?b:", 5000) + "c",
		"blocks":      strings.Repeat("{", 5000) + strings.Repeat("}", 5000),
		"brackets":    strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
		"arrows":      strings.Repeat("a=>", 2000) + "a",
		"functions":   strings.Repeat("function a(){", 2000) + strings.Repeat("}", 2000),
		"if":          strings.Repeat("if(a)", 5000) + "b",
		"else if":     strings.Repeat("if(a);else ", 5000) + "b",
		"patterns":    "var " + strings.Repeat("[", 2000) + "a" + strings.Repeat("]", 2000) + "=1",
		"assign":      strings.Repeat("a=", 5000) + "1",
		"labels":      labels(2000) + "1" + strings.Repeat("}", 2000),
		"templates":   strings.Repeat("`${", 2000) + "1" + strings.Repeat("}`", 2000),
	} {
		start := time.Now()
		if err := syntaxError(t, src); err.Rule != ruleLimits {
			t.Errorf("%s: %+v", name, *err)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func labels(n int) string {
	var b strings.Builder
	for i := 0; i < n; i++ {
		fmt.Fprintf(&b, "{a%d:", i)
	}
	return b.String()
}

// TestArrowHeads holds the guard against parameters that the parser reads twice at every level.
func TestArrowHeads(t *testing.T) {
	nest := func(n int, open, inner, shut string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(shut, n)
	}
	for _, src := range []string{
		nest(30, "(a=", "1", ")=>1"),
		nest(30, "async(a=", "1", ")=>1"),
		nest(30, "({a=", "1", "})=>1"),
		nest(30, "([a=", "1", "])=>1"),
		nest(30, "(a= /* ) => */", "')'", ")  /**/ =>1"),
		nest(30, "(a=`${", "1", "}`)=>1"),
	} {
		if err := syntaxError(t, src); err.Rule != ruleLimits || !strings.Contains(err.Message, "arrow") {
			t.Errorf("%q: %+v", src, *err)
		}
	}
	for _, src := range []string{
		nest(200, "f((a)=>", "1", ")"),
		strings.Repeat("((a = (b) => b) => a)(1);", 500),
		"const f = '((((' ; g((x) => x); h((y) => '))) =>');" + strings.Repeat("k((z) => z);", 50),
		nest(admission.MaxReparse, "(a=", "1", ")=>1"),
	} {
		if _, err := New().Lower(src); err != nil {
			t.Errorf("%.80q: %v", src, err)
		}
	}
}

// TestSourceMap holds that the parser opens no file. Opening a pipe that nobody writes to would block for ever.
func TestSourceMap(t *testing.T) {
	name := filepath.Join(t.TempDir(), "map.json")
	if err := makePipe(name); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = New().Lower("1\n//# sourceMappingURL=file://" + name)
		_, _ = New().Lower("await 1\n//# sourceMappingURL=" + name)
		_, _ = New().Lower("import('x')\n//# sourceMappingURL=" + name)
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		if f, err := os.OpenFile(name, os.O_WRONLY, 0); err == nil {
			f.Close()
		}
		t.Fatal("a source map comment opened a file")
	}
}

func TestTree(t *testing.T) {
	low := lowered(t, "const x = 1; x + 1")
	program := low.Tree.(*ast.Program)
	if program.File.Source() != "const x = 1; x + 1" || len(program.Body) != 2 {
		t.Error("the tree is not that of the source")
	}
}

// TestAwait holds how a top-level await is read: inside one async arrow whose last expression is returned, with
// positions in the sender's source.
func TestAwait(t *testing.T) {
	for _, c := range []struct {
		src      string
		returned bool
	}{
		{"const x = await f();\nx + 1", true},
		{"await f(); // end", true},
		{"#!/usr/bin/env node\nawait f();;", true},
		{"await f()\nif (x) y", false},
		{"const { a } = await import('x'); a", true},
	} {
		program := lowered(t, c.src).Tree.(*ast.Program)
		source := program.File.Source()
		at := len(asyncPrefix)
		if !strings.HasPrefix(c.src, "#!") && source[at:at+len(c.src)] != c.src {
			t.Errorf("%q: the program's source is %q", c.src, source)
		}
		arrow := program.Body[0].(*ast.ExpressionStatement).Expression.(*ast.CallExpression).Callee.(*ast.ArrowFunctionLiteral)
		body := arrow.Body.(*ast.BlockStatement).List
		var last ast.Statement
		for _, s := range body {
			if _, empty := s.(*ast.EmptyStatement); !empty {
				last = s
			}
		}
		if _, returned := last.(*ast.ReturnStatement); returned != c.returned {
			t.Errorf("%q: ends in %T", c.src, last)
		}
	}
	if got := fmt.Sprint(told(t, "await 1; eval('é')", ir.Ref)); got != "[ref eval `eval`]" {
		t.Error(got)
	}
	if got := told(t, "function await_() {} var await = 1; await; this.eval", ir.Ref); len(got) != 1 {
		t.Errorf("await as a name: %q", got)
	}
}

// TestImportWord holds that the tree says import where the source does.
func TestImportWord(t *testing.T) {
	src := "const m = import('x'), n = import(y)"
	program := lowered(t, src).Tree.(*ast.Program)
	if program.File.Source() != src {
		t.Errorf("source is %q", program.File.Source())
	}
	call := program.Body[0].(*ast.LexicalDeclaration).List[1].Initializer.(*ast.CallExpression)
	if name := call.Callee.(*ast.Identifier).Name; name != "import" {
		t.Errorf("called %q", name)
	}
	if err := syntaxError(t, "import('"+importStandIn+"'); import('x')"); err.Rule != ruleUnparsable {
		t.Errorf("%+v", *err)
	}
	if err := syntaxError(t, strings.Repeat("import('x');", maxStandIns+1)); !strings.Contains(err.Message, "so many") {
		t.Errorf("%+v", *err)
	}
}

// A program that awaits at its top level is faulty where it is faulty, not at its first await.
func TestFaultBehindAwait(t *testing.T) {
	for source, want := range map[string]int{
		"await 1;\n let a = ;":      18,
		"await 1;\nlet a = ":        17,
		"let a = ;\nawait 1":        8,
		"await 1; const s = '\n'":   19,
		"let s = 'await';\nlet = ;": 23,
	} {
		_, err := parse(source)
		if err == nil || err.Offset != want {
			t.Errorf("%q: %+v, want a fault at byte %d", source, err, want)
		}
	}
}
