// SPDX-License-Identifier: Apache-2.0

package standard_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja/parser"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/analysistest"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/rules"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/standard"
)

// TestNew also checks what New's doc comment promises: the lists do not contradict each other.
func TestNew(t *testing.T) {
	a, err := analyzer.New(standard.FrontEnds(), standard.Rules())
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Languages(); len(got) == 0 || got[0] != "javascript" {
		t.Errorf("languages %q", got)
	}
	for _, p := range analyzer.BuiltinPolicies() {
		if err := p.Validate(a.Rules()); err != nil {
			t.Error(err)
		}
	}
}

// TestTraps gives the inputs that kill or hang parsers to the whole analyzer.
func TestTraps(t *testing.T) {
	a := standard.New()
	for name, source := range map[string]string{
		"source map of a device": "1\n//# sourceMappingURL=file:///dev/zero",
		"source map in eval":     `eval("1\n//# sourceMappingURL=file:///dev/zero")`,
		"last code point":        `"\u{10FFFF}"`,
		"beyond it":              `"\u{110000}"`,
		"400000 brackets":        strings.Repeat("(", 400_000),
		"brackets in the cap":    strings.Repeat("(", 120_000) + strings.Repeat(")", 120_000),
		"arrows":                 strings.Repeat("a=>", 32_000) + "1",
		"arrows in arrows":       strings.Repeat("(a=", 40) + "1" + strings.Repeat(")=>1", 40),
		"sum":                    strings.Repeat("1+", 50_000) + "1",
		"names":                  "a" + strings.Repeat(".a", 100_000),
		"calls":                  "a" + strings.Repeat("()", 100_000),
		"commas":                 strings.Repeat("a,", 100_000) + "a",
		"else if":                strings.Repeat("if(a)b;else ", 15_000) + "c",
		"blocks":                 strings.Repeat("{", 100_000),
		"templates":              strings.Repeat("`${", 60_000),
		"regular expression":     "/" + strings.Repeat("(", 100_000) + "/",
		"labels":                 strings.Repeat("a:", 100_000) + "1",
		"strings":                "x = [" + strings.Repeat(`"eval",`, 30_000) + "]",
		"references":             strings.Repeat("document;", 25_000) + "eval",
		"evals":                  strings.Repeat("eval(1);", 25_000),
		"functions":              strings.Repeat("function f(){}", 15_000),
		"statements":             strings.Repeat("a=b;", 60_000),
		"aliases":                "var a0=eval;" + aliases(8000),
		"doubling":               doubling(60),
		"long name":              strings.Repeat("x", 250_000),
		"not UTF-8":              "\xff",
		"NUL":                    "a\x00b",
		"lines":                  strings.Repeat("\n", 250_000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			got := a.Analyze(analyzer.Snippet{Source: source, Language: "javascript"})
			if d := time.Since(start); d > 10*time.Second {
				t.Errorf("%v", d)
			}
			check(t, source, got)
		})
	}
}

// TestFloodHidesNothing: what stands before thousands of harmless findings of its own kind is still judged, also by a
// policy that ignores those.
func TestFloodHidesNothing(t *testing.T) {
	var relaxed *analyzer.Policy
	for _, p := range analyzer.BuiltinPolicies() {
		if p.Name == "relaxed" {
			relaxed = p
		}
	}
	for name, source := range map[string]string{
		"references": "eval('1');" + strings.Repeat("document;", 6000),
		"calls":      "setTimeout('x');" + strings.Repeat("Array(1);", 6000),
		"loops":      "while(1);" + strings.Repeat("for(a of b);", 6000),
		"writes":     "Object.prototype.x=1;" + strings.Repeat("a.innerHTML=1;", 6000),
	} {
		r := standard.New().Analyze(analyzer.Snippet{Source: source, Language: "javascript"}).Report
		if d := relaxed.Decide(&r); d.Action != analyzer.Block {
			t.Errorf("%s: %v, %d findings", name, d.Action, len(r.Findings))
		}
	}
}

// aliases hands a name on n times.
func aliases(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "var a%d=a%d;", i+1, i)
	}
	return b.String()
}

// doubling makes a text of 2^n characters.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString("var s0='x';")
	for i := range n {
		fmt.Fprintf(&b, "var s%d=s%d+s%d;", i+1, i, i)
	}
	fmt.Fprintf(&b, "globalThis[s%d]", n)
	return b.String()
}

// check holds what is true of every analysis.
func check(t *testing.T, source string, got analyzer.Analysis) {
	t.Helper()
	r := got.Report
	if r.Parsed != (got.Tree != nil) {
		t.Errorf("parsed %v, tree %v", r.Parsed, got.Tree != nil)
	}
	refused := false
	last := 0
	for _, f := range r.Findings {
		refused = refused || strings.HasPrefix(f.Rule, "parse/")
		g := f.Range
		if g.Start < last || g.End < g.Start || g.End > len(source) || g.Line < 1 || g.Column < 1 || g.EndLine < g.Line {
			t.Errorf("range of %+v", f)
		}
		last = g.Start
		if f.Severity < analyzer.Low || f.Severity > analyzer.High || f.Message == "" || len([]rune(f.Evidence)) > 120 {
			t.Errorf("finding %+v", f)
		}
	}
	if r.Parsed == refused {
		t.Errorf("parsed %v, and a parse finding is %v", r.Parsed, refused)
	}
	if len(r.Findings) > analyzer.MaxFindings || r.Findings == nil {
		t.Errorf("%d findings", len(r.Findings))
	}
	if d := (&analyzer.Policy{}).Decide(&r); !r.Parsed && d.Action != analyzer.Block {
		t.Errorf("not understood, and %v", d.Action)
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, r := range standard.Rules() {
		document, _ := rules.Document(r.ID)
		examples, err := analysistest.Examples(document)
		if err != nil {
			f.Fatal(err)
		}
		for _, e := range examples {
			f.Add(e.Source)
		}
	}
	for _, file := range corpus(f) {
		f.Add(file)
	}
	a := standard.New()
	f.Fuzz(func(t *testing.T, source string) {
		start := time.Now()
		got := a.Analyze(analyzer.Snippet{Source: source, Language: "javascript"})
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%v", d)
		}
		check(t, source, got)
		again := a.Analyze(analyzer.Snippet{Source: source, Language: "javascript"})
		got.Report.Elapsed, again.Report.Elapsed = 0, 0
		if !reflect.DeepEqual(got.Report, again.Report) {
			t.Error("two analyses differ")
		}
	})
}

// corpus returns the honest and hostile programs.
func corpus(tb testing.TB) (out []string) {
	tb.Helper()
	files, err := filepath.Glob("../testdata/*/javascript/*.js")
	if err != nil || len(files) < 100 {
		tb.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, string(text))
	}
	return out
}

// honest returns about size bytes of honest code, each file of the corpus in a function of its own.
func honest(b *testing.B, size int) string {
	b.Helper()
	files, err := filepath.Glob("../testdata/honest/javascript/*.js")
	if err != nil {
		b.Fatal(err)
	}
	var out strings.Builder
	for n := 0; out.Len() < size; n++ {
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			if len(text) > 2500 || len(text) > size || out.Len()+len(text) > size+size/5 {
				continue
			}
			fmt.Fprintf(&out, "const f%d_%s = async function () {\n%s};\n", n, strings.TrimSuffix(filepath.Base(file), ".js"), text)
			if out.Len() >= size {
				break
			}
		}
		if n > 10_000 {
			b.Fatal("no files fit")
		}
	}
	return out.String()
}

// BenchmarkAnalyze stands beside BenchmarkParse: the same sources, the parser alone.
func BenchmarkAnalyze(b *testing.B) {
	a := standard.New()
	for _, size := range []int{200, 2_000, 20_000, 200_000} {
		source := honest(b, size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			b.ReportAllocs()
			for b.Loop() {
				if r := a.Analyze(analyzer.Snippet{Source: source, Language: "javascript"}).Report; !r.Parsed {
					b.Fatal(r.Findings)
				}
			}
		})
	}
}

// BenchmarkParse is the floor: the parser that the front end uses, and nothing else.
func BenchmarkParse(b *testing.B) {
	for _, size := range []int{200, 2_000, 20_000, 200_000} {
		source := honest(b, size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := parser.ParseFile(nil, "", source, 0, parser.WithDisableSourceMaps); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
