// SPDX-License-Identifier: Apache-2.0

package admission

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja/parser"
)

// trap is a source that grows with n.
type trap struct {
	name, open, middle, close string
	// refused says that a big one must be refused; the others are admitted and must be cheap to parse.
	refused bool
}

var traps = []trap{
	{"parentheses", "(", "1", ")", true},
	{"parentheses unclosed", "(", "", "", true},
	{"arrays", "[", "1", "]", true},
	{"objects", "{a:", "1", "}", true},
	{"object expression", "x={a:", "1", "}", true},
	{"blocks", "{", "", "}", true},
	{"templates", "`${", "1", "}`", true},
	{"tagged templates", "a`${", "1", "}`", true},
	{"calls", "a(", "", ")", true},
	{"constructions", "new a(", "", ")", true},
	{"members", "a[", "1", "]", true},
	{"imports", "import(", "1", ")", true},
	{"spread", "[...", "1", "]", true},
	{"array pattern", "[", "a", "]=b;", true},
	{"functions", "function a(){", "", "}", true},
	{"function expressions", "!function(){", "", "}", true},
	{"arrows", "a=>", "1", "", true},
	{"arrows with line ends", "a=>\n", "1", "", true},
	{"arrows with comments", "a/*;,*/=>", "1", "", true},
	{"async arrows", "async x=>", "1", "", true},
	{"arrow bodies", "x=>{", "", "}", true},
	{"parenthesized arrows", "(a)=>", "1", "", true},
	{"arrow defaults", "(a=", "1", ")=>1", true},
	{"labels behind async", "async a:", "1", "", true},
	{"async arrow defaults", "async(a=", "1", ")=>1", true},
	{"arrow pattern defaults", "({a=", "1", "})=>1", true},
	{"arrow in template in default", "`${(a=", "1", ")=>1}`", true},
	{"classes", "class a{b=", "1", "}", true},
	{"class methods", "class a{b(){", "", "}}", true},
	{"class heritage", "class a extends(", "b", "){}", true},
	{"switch", "switch(a){case 1:", "", "}", true},
	{"try", "try{", "", "}finally{}", true},
	{"labels", "a:", "1", "", true},
	{"labels behind if", "if(x)b:", "1", "", true},
	{"conditionals", "a?", "1", ":1", true},
	{"conditionals else", "a?1:", "1", "", true},
	{"assignments", "a=", "1", "", true},
	{"compound assignments", "a+=", "1", "", true},
	{"divide assignments", "a/=", "1", "", true},
	{"minus", "- ", "1", "", true},
	{"not", "!", "1", "", true},
	{"complement", "~", "1", "", true},
	{"typeof", "typeof ", "1", "", true},
	{"void", "void ", "1", "", true},
	{"delete", "delete ", "1", "", true},
	{"new", "new ", "a", "", true},
	{"await", "await ", "1", "", true},
	{"yield", "yield ", "1", "", true},
	{"async words", "async ", "1", "", true},
	{"increments", "++", "a", "", true},
	{"if", "if(a)", "1", "", true},
	{"while", "while(a)", "1", "", true},
	{"for", "for(;;)", "1", "", true},
	{"do", "do ", "1", "", true},
	{"with", "with(a)", "1", "", true},
	{"regular expression groups", "/(", "", "", false},
	{"sum", "1+", "1", "", false},
	{"power", "1**", "1", "", false},
	{"comma", "a,", "a", "", false},
	{"chain", ".a", "", "", false},
	{"optional chain", "a?.", "b", "", false},
	{"else if", "if(a);else ", "1", "", false},
	{"else if braces", "if(a){}else ", "1", "", false},
	{"labels behind else", "if(a);else b:", "1", "", true},
	{"labels in a case", "switch(1){case 1:a:", "1", "}", true},
	{"labels behind a case", "a:", "1}", "", true},
	{"labels in arrows", "x=>{a:a:", "1", "}", true},
	{"odd labels", "async:await:let:yield:", "1", "", true},
	{"escaped labels", "\\u0061:", "1", "", true},
	{"closing", ")", "", "", false},
	{"semicolons", ";", "", "", false},
	{"strings", "'a' ", "", "", false},
	{"regular expressions", "/a/", "", "", false},
	{"comments", "/**/", "1", "", false},
	{"script ends", "</script>", "", "", false},
	{"substitutions", "a+`${b}`+", "1", "", false},
	{"long line", "x", "", "", false},
	{"digits", "7", "", "n", false},
	{"errors", "a b ", "", "", false},
	{"not JavaScript", "let let ", "", "", false},
	{"line comments", "//\n", "1", "", false},
}

func parse(t *testing.T, src string) time.Duration {
	t.Helper()
	start := time.Now()
	func() {
		defer func() { recover() }()
		parser.ParseFile(nil, "", src, 0, parser.WithDisableSourceMaps)
	}()
	return time.Since(start)
}

// TestTraps holds the promise of the package: each trap is refused or cheap, at every size.
func TestTraps(t *testing.T) {
	if len(traps) < 70 {
		t.Fatalf("only %d traps left", len(traps))
	}
	for _, tr := range traps {
		t.Run(tr.name, func(t *testing.T) {
			for _, size := range []int{4 << 10, 64 << 10, 256 << 10, 1 << 20} {
				n := size / (len(tr.open) + len(tr.close))
				src := strings.Repeat(tr.open, n) + tr.middle + strings.Repeat(tr.close, n)
				start := time.Now()
				r := JavaScript(src)
				if d := time.Since(start); d > time.Second {
					t.Fatalf("%d bytes: the scan took %v", len(src), d)
				}
				if tr.refused && size >= 64<<10 && r == nil {
					t.Errorf("%d bytes: admitted", len(src))
				}
				if r != nil && (r.Rule != "parse/limits" || r.Message == "" || r.Offset < 0 || r.Offset > len(src)) {
					t.Errorf("%d bytes: incomplete refusal %+v", len(src), r)
				}
				if r == nil && size <= 256<<10 {
					if d := parse(t, src); d > 5*time.Second {
						t.Errorf("%d bytes: admitted, and the parser took %v", len(src), d)
					}
				}
			}
		})
	}
}

// TestMixedTraps nests two constructs in turn, so that no counter is fooled by the other's resets.
func TestMixedTraps(t *testing.T) {
	nesting := []trap{}
	for _, tr := range traps {
		if tr.refused && !strings.Contains(tr.name, "unclosed") {
			nesting = append(nesting, tr)
		}
	}
	for i, a := range nesting {
		b := nesting[(i*7+3)%len(nesting)]
		n := 100_000 / (len(a.open) + len(a.close) + len(b.open) + len(b.close))
		src := strings.Repeat(a.open+b.open, n) + "1" + strings.Repeat(b.close+a.close, n)
		if JavaScript(src) != nil {
			continue
		}
		if d := parse(t, src); d > 10*time.Second {
			t.Errorf("%s and %s, %d bytes: admitted, and the parser took %v", a.name, b.name, len(src), d)
		}
	}
}

// TestAdmittedEdge parses what stands just below each limit.
func TestAdmittedEdge(t *testing.T) {
	for _, tr := range traps {
		lo, hi := 1, 1<<20/(len(tr.open)+len(tr.close))
		for lo < hi { // the largest n that is admitted
			mid := (lo + hi + 1) / 2
			if JavaScript(strings.Repeat(tr.open, mid)+tr.middle+strings.Repeat(tr.close, mid)) == nil {
				lo = mid
			} else {
				hi = mid - 1
			}
		}
		if !tr.refused {
			continue
		}
		src := strings.Repeat(tr.open, lo) + tr.middle + strings.Repeat(tr.close, lo)
		if d := parse(t, src); d > 2*time.Second {
			t.Errorf("%s: %d are admitted, and the parser took %v", tr.name, lo, d)
		}
		// The same, many times over in one source.
		many := strings.Repeat(src+";\n", max(1, (256<<10)/(len(src)+2)))
		if JavaScript(many) == nil {
			if d := parse(t, many); d > 5*time.Second {
				t.Errorf("%s: %d in a row, %d bytes, are admitted, and the parser took %v", tr.name, lo, len(many), d)
			}
		}
	}
}

// TestHiding tries to make the scan believe that code is text. What follows each opening must be counted.
func TestHiding(t *testing.T) {
	deep := strings.Repeat("(", 1000)
	for _, open := range []string{
		"// \u2028", "// \u2029", "// \r", "'\\\n'", "'\\\r\n'", `"\\"`, "'\\''", "`\\``", "`${'`'}`", "`${`${1}`}`",
		"/[/'\"`]/;", "/\\//;", "/[\\]/'`]/;", "/'/.a\n", "return /'/\n", "x = /`/\n", "f(/`/)\n", "[/`/]\n", "a ? /`/ : 1\n",
		"if (a) /`/\n", "while (a) /`/\n", "a\u00a0/ 1 // `\n", "a++ / 2 // `\n", "a\n++/`/.b\n", "typeof /`/\n", "({}) / 2 // `\n",
		"{} /`/.a;", "x = {a: 1} / 2; // `\n", "a.return / 2 //`\n", "a.if(b) / 2 //`\n", "a[0] / 2 //`\n", "1 / 2 //`\n", "1./2//`\n", "'a' / 2 //`\n",
		"#!`\n", "a /* ` */ ", "<!-- ' \n", "\ufeff/`/.a;", "return\u00a0/`/\n", "x = a / b / c; '\n",
		"\\u0061 / 2 //`\n", "a\\u{62} / 2 //`\n", "yield /`/\n", "case /`/:\n", "} /`/\n", ") / 1 //`\n",
	} {
		if r := JavaScript(open + deep); r == nil {
			t.Errorf("%q hides the brackets after it", open)
		}
		if r := JavaScript(open + strings.Repeat("(", 100)); r != nil && open != ") / 1 //`\n" {
			t.Errorf("%q: 100 brackets are refused: %s", open, r.Message)
		}
	}
}

// TestText checks that brackets in text are not counted.
func TestText(t *testing.T) {
	deep := strings.Repeat("(", 1000)
	for _, format := range []string{
		"'%s'", `"%s"`, "`%s`", "// %s", "/* %s */ 1", "/[%s]/.test(x)", "x = /[%s]/g; y", "if (a) /[%s]/.exec(b)", "`a${1}%s`",
		"'\\\n%s'", "return /[%s]/", "f(/[%s]/, 1)", "a && /[%s]/.x", "#!%s\n1", "var a = b / c; // %s / d", "x = {}\n/[%s]/.y",
		"'\u2028%s'", "a => /[%s]/", "(a, /[%s]/)", "{}\n/[%s]/.x", "function f() {}\n/[%s]/.x", "/[\\]%s]/",
	} {
		if r := JavaScript(fmt.Sprintf(format, deep)); r != nil {
			// Two of them cannot be told apart from a division without a parser; they must not be many.
			if format == "x = {}\n/[%s]/.y" {
				continue
			}
			t.Errorf("%q: %s", format, r.Message)
		}
	}
}

// TestHonest admits what people and their tools write.
func TestHonest(t *testing.T) {
	var elseIf, cases, minified, chain, sum, noSemicolons, nested, ternary, json strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&elseIf, "if (x === %d) { y = [%d, (%d)]; } else ", i, i, i)
		fmt.Fprintf(&cases, "case %d: { return ((a) => { return /[({]/.test(a); })(%d); }\n", i, i)
		fmt.Fprintf(&minified, `function f%d(e,t){return e?t/2:function(n){if(!n)return/["'(]+/g.exec(t);for(var r=0;r<n;r++)e(r)}}var g%d=a=>b=>a/b;`, i, i)
		fmt.Fprintf(&chain, ".then((v) => v.map(x => x + %d))\n", i)
		fmt.Fprintf(&sum, "'a%d' +\n", i)
		fmt.Fprintf(&noSemicolons, "const f%d = (a, b = () => 1) => a + b\nf%d(x => y => x)\nlet g%d = async (c) => {\n  await c\n}\n", i, i, i)
		fmt.Fprintf(&json, `{"k%d":[{"a":"((("},[1,2]]},`, i)
	}
	for i := range 100 {
		fmt.Fprintf(&ternary, "a === %d ? 'x%d' : ", i, i)
	}
	nested.WriteString(strings.Repeat("describe('x', () => {\n", 60) + "f(x => x)\n" + strings.Repeat("})\nconst z = (a) => a\n", 60))
	for name, src := range map[string]string{
		"else if":       elseIf.String() + "{}",
		"cases":         "function f(x) { switch (x) {\n" + cases.String() + "} }",
		"minified":      minified.String(),
		"chain":         "p" + chain.String(),
		"sum":           "x = " + sum.String() + "''",
		"no semicolons": noSemicolons.String(),
		"nested":        nested.String(),
		"ternary":       "x = " + ternary.String() + "0",
		"data":          "var d = [" + json.String() + "0]",
		"curried":       "const f = a => b => c => d => (e, f) => (g = (h) => h) => a",
		"jsx":           "const a = <div className=\"a\" onClick={() => f(1)}>It is {b ? <b>1</b> : null}</div>",
		"empty":         "",
	} {
		if r := JavaScript(src); r != nil {
			t.Errorf("%s (%d bytes): %s at %d", name, len(src), r.Message, r.Offset)
		}
	}
}

func TestScanIsForAnyLanguage(t *testing.T) {
	if r := For("python")(strings.Repeat("(", 2000)); r == nil {
		t.Error("2000 brackets are admitted")
	}
	if r := For("python")("f(a[1], {})\n"); r != nil {
		t.Error(r.Message)
	}
	if r := For("javascript")("'" + strings.Repeat("(", 2000) + "'"); r != nil {
		t.Error(r.Message)
	}
}

func TestNoAllocation(t *testing.T) {
	src := strings.Repeat("function f(a) { return `x${a}` + /[)]/.test('b') }\n", 1000)
	if n := testing.AllocsPerRun(10, func() { JavaScript(src) }); n > 1 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzJavaScript(f *testing.F) {
	for _, tr := range traps {
		f.Add(strings.Repeat(tr.open, 20) + tr.middle + strings.Repeat(tr.close, 20))
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 64<<10 || JavaScript(src) != nil {
			return
		}
		if d := parse(t, src); d > 5*time.Second {
			t.Errorf("admitted, and the parser took %v", d)
		}
	})
}

func BenchmarkJavaScript(b *testing.B) {
	src := strings.Repeat("function f(a) { return `x${a}` + /[)]/.test('b') / 2 } // comment\n", 4000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		JavaScript(src)
	}
}
