// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// words is a front end for tests: every word of the source is a fact that its own text names.
type words struct {
	lower func(string) (*Lowered, error)
}

func (words) Language() string { return "words" }

func (w words) Lower(src string) (*Lowered, error) {
	if w.lower != nil {
		return w.lower(src)
	}
	l := &Lowered{Tree: src, Metrics: ir.Metrics{Nodes: len(src)}}
	for i := 0; i < len(src); {
		const space = " \n\r\t\u2028"
		n := strings.IndexAny(src[i:], space)
		if n < 0 {
			n = len(src) - i
		}
		if n > 0 {
			f := ir.Fact{Kind: ir.Ref, Start: i, End: i + n, Path: src[i : i+n]}
			if f.Path[0] == '*' {
				f.Path, f.Hidden, f.Evidence = f.Path[1:], true, strings.Repeat("é", 500)
			}
			l.Facts = append(l.Facts, f)
		}
		i += n
		i += len(src[i:]) - len(strings.TrimLeft(src[i:], space))
	}
	return l, nil
}

func testRules() []*Rule {
	rule := func(id, word, capability string, s Severity) *Rule {
		return &Rule{
			ID: id, Severity: s, Languages: []string{"words"}, Capability: capability, Kinds: []ir.Kind{ir.Ref, ir.Call},
			Check: func(p *Reporter, f *ir.Fact) {
				if f.Path == word {
					p.Report(f, word+" is bad")
				}
			},
		}
	}
	return []*Rule{
		rule("a/high", "high", "code", High), rule("a/medium", "medium", "code", Medium), rule("a/low", "low", "dom", Low),
		{
			ID: "a/panics", Severity: Low, Languages: []string{AnyLanguage}, Capability: "x", Kinds: []ir.Kind{ir.Ref},
			Check: func(p *Reporter, f *ir.Fact) {
				if f.Path == "panic" {
					panic("rule")
				}
			},
		},
		{ID: RuleInternal, Severity: High, Languages: []string{AnyLanguage}, Capability: "parse"},
	}
}

func testAnalyzer(t *testing.T, front words) *Analyzer {
	t.Helper()
	a, err := New([]FrontEnd{front}, testRules())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestNewRefuses(t *testing.T) {
	ok := func() *Rule { return testRules()[0] }
	edit := func(f func(*Rule)) *Rule { r := ok(); f(r); return r }
	front := []FrontEnd{words{}}
	for _, c := range []struct {
		name   string
		fronts []FrontEnd
		rules  []*Rule
		want   string
	}{
		{"no front end", nil, nil, "no front end"},
		{"two front ends", []FrontEnd{words{}, words{}}, nil, "two front ends"},
		{"same id", front, []*Rule{ok(), ok()}, "two rules have the id a/high"},
		{"bad id", front, []*Rule{edit(func(r *Rule) { r.ID = "high" })}, "want an id like"},
		{"no severity", front, []*Rule{edit(func(r *Rule) { r.Severity = 0 })}, "severity"},
		{"no language", front, []*Rule{edit(func(r *Rule) { r.Languages = nil })}, "names no language"},
		{"other language", front, []*Rule{edit(func(r *Rule) { r.Languages = []string{"cobol"} })}, "no front end reads it"},
		{"no kinds", front, []*Rule{edit(func(r *Rule) { r.Kinds = nil })}, "kinds"},
		{"no check", front, []*Rule{edit(func(r *Rule) { r.Check, r.Kinds = nil, nil })}, "no check"},
		{"unknown kind", front, []*Rule{edit(func(r *Rule) { r.Kinds = []ir.Kind{99} })}, "unknown kind"},
	} {
		if _, err := New(c.fronts, c.rules); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, language, source string
		lower                  func(string) (*Lowered, error)
		rule, message          string
		line, column           int
	}{
		{"unknown language", "cobol", "x", nil, RuleUnknownLanguage, `"cobol"`, 1, 1},
		{"long unknown language", strings.Repeat("x", 1000), "x", nil, RuleUnknownLanguage, "…", 1, 1},
		{"too large", "words", strings.Repeat("x ", 200_000), nil, RuleLimits, "400000 bytes, more than 262144", 1, 262145},
		{"not UTF-8", "words", "ab\nc\xffd", nil, RuleUnparsable, "UTF-8", 2, 2},
		{"NUL", "words", "é\x00", nil, RuleUnparsable, "NUL", 1, 2},
		{"deep", "words", strings.Repeat("(", 5000), nil, RuleLimits, "nested deeper", 1, 1025},
		{"panic", "words", "x", func(string) (*Lowered, error) { panic("boom") }, RuleUnparsable, "internal: the front end failed: panic: boom", 1, 1},
		{"nil", "words", "x", func(string) (*Lowered, error) { return nil, nil }, RuleUnparsable, "internal", 1, 1},
		{"fault", "words", "x", func(string) (*Lowered, error) { return nil, fmt.Errorf("broken") }, RuleUnparsable, "internal: the front end failed: broken", 1, 1},
		{"syntax", "words", "a\nb c", func(string) (*Lowered, error) {
			return nil, &SyntaxError{Rule: RuleUnparsable, Offset: 4, Message: "unexpected c"}
		}, RuleUnparsable, "unexpected c", 2, 3},
		{"syntax limits", "words", "a", func(string) (*Lowered, error) {
			return nil, &SyntaxError{Rule: RuleLimits, Offset: 99, Message: "too deep"}
		}, RuleLimits, "too deep", 1, 2},
		{"syntax of an odd rule", "words", "a", func(string) (*Lowered, error) {
			return nil, &SyntaxError{Rule: "code/eval", Offset: -1, Message: "x\ny"}
		}, RuleUnparsable, "x", 1, 1},
		{"rule panics", "words", "a panic high", nil, RuleInternal, "rule a/panics failed", 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := testAnalyzer(t, words{c.lower}).Analyze(Snippet{Source: c.source, Language: c.language})
			if got.Report.Parsed || got.Tree != nil {
				t.Error("taken for understood")
			}
			if len(got.Report.Findings) != 1 {
				t.Fatalf("findings %+v", got.Report.Findings)
			}
			f := got.Report.Findings[0]
			if f.Rule != c.rule || f.Severity != High || !strings.Contains(f.Message, c.message) || len(f.Message) > 400 {
				t.Errorf("finding %+v", f)
			}
			if f.Range.Line != c.line || f.Range.Column != c.column {
				t.Errorf("at %d:%d, want %d:%d", f.Range.Line, f.Range.Column, c.line, c.column)
			}
			if d := (&Policy{}).Decide(&got.Report); d.Action != Block {
				t.Errorf("decision %+v", d)
			}
			if len(got.Report.SHA256) != 64 || got.Report.Elapsed <= 0 || got.Report.Language != c.language {
				t.Errorf("report %+v", got.Report)
			}
		})
	}
}

func TestFindings(t *testing.T) {
	a := testAnalyzer(t, words{})
	got := a.Analyze(Snippet{Source: "ok low\r\n😀 medium\u2028*medium\rhigh *low", Language: "words"})
	var lines []string
	for _, f := range got.Report.Findings {
		r := f.Range
		lines = append(lines, fmt.Sprintf("%s %s %v %v %d:%d-%d:%d", f.Rule, f.Name, f.Severity, f.Hidden, r.Line, r.Column, r.EndLine, r.EndColumn))
		if n := len([]rune(f.Evidence)); n > maxEvidence || f.Hidden && n == 0 {
			t.Errorf("%d runes of evidence", n)
		}
	}
	want := []string{
		"a/low low low false 1:4-1:7",
		"a/medium medium medium false 2:4-2:10",
		"a/medium medium high true 3:1-3:8", // hidden: one step up
		"a/high high high false 4:1-4:5",
		"a/low low low true 4:6-4:10", // dom is not raised
	}
	if !reflect.DeepEqual(lines, want) {
		t.Errorf("findings\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if !got.Report.Parsed || got.Tree == nil || got.Report.Truncated {
		t.Errorf("report %+v", got.Report)
	}
	empty := a.Analyze(Snippet{Language: "words"}).Report
	if b, _ := json.Marshal(empty); !strings.Contains(string(b), `"findings":[]`) || !empty.Parsed {
		t.Errorf("empty source: %s", b)
	}
}

// TestOneConstructOneFinding: a reference and the call of it are one finding, the narrower place with the higher severity.
func TestOneConstructOneFinding(t *testing.T) {
	front := words{func(src string) (*Lowered, error) {
		return &Lowered{Facts: []ir.Fact{
			{Kind: ir.Call, Start: 0, End: 9, Path: "medium"},
			{Kind: ir.Ref, Start: 0, End: 4, Path: "medium", Hidden: true, Evidence: "e"},
			{Kind: ir.Ref, Start: 5, End: 8, Path: "medium"},
			{Kind: ir.Ref, Start: -5, End: 900, Path: "low"},
			{Kind: 200, Path: "high"},
		}}, nil
	}}
	r := testAnalyzer(t, front).Analyze(Snippet{Source: "eval(abc)", Language: "words"}).Report
	if len(r.Findings) != 3 || !r.Parsed {
		t.Fatalf("findings %+v", r.Findings)
	}
	if f := r.Findings[1]; f.Range.End != 4 || f.Severity != High || !f.Hidden || f.Evidence != "e" {
		t.Errorf("finding %+v", f)
	}
	if f := r.Findings[0]; f.Rule != "a/low" || f.Range.Start != 0 || f.Range.End != 9 {
		t.Errorf("out of bounds: %+v", f)
	}
}

// TestFloodHidesNothing: thousands of harmless findings do not push out the dangerous one behind them.
func TestFloodHidesNothing(t *testing.T) {
	a := testAnalyzer(t, words{})
	r := a.Analyze(Snippet{Source: strings.Repeat("low ", 5000) + "high " + strings.Repeat("low ", 5000) + "medium", Language: "words"}).Report
	if len(r.Findings) != MaxFindings || !r.Truncated {
		t.Fatalf("%d findings, truncated %v", len(r.Findings), r.Truncated)
	}
	seen := map[string]bool{}
	last := -1
	for _, f := range r.Findings {
		seen[f.Rule] = true
		if f.Range.Start <= last {
			t.Fatal("not in source order")
		}
		last = f.Range.Start
	}
	if !seen["a/high"] || !seen["a/medium"] {
		t.Errorf("lost: only %v", seen)
	}
}

func TestAnalyzeIsPureAndConcurrent(t *testing.T) {
	a := testAnalyzer(t, words{})
	source := "low medium\n*high " + strings.Repeat("é low ", 50)
	first := a.Analyze(Snippet{Source: source, Language: "words"}).Report
	first.Elapsed = 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				r := a.Analyze(Snippet{Source: source, Language: "words", Where: "json:/code"}).Report
				r.Elapsed = 0
				if !reflect.DeepEqual(r, first) {
					t.Error("two analyses of one source differ")
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestMaxSource(t *testing.T) {
	a := testAnalyzer(t, words{})
	a.MaxSource = 10
	if r := a.Analyze(Snippet{Source: "0123456789", Language: "words"}).Report; !r.Parsed {
		t.Error("10 bytes are refused")
	}
	if r := a.Analyze(Snippet{Source: "0123456789a", Language: "words"}).Report; r.Parsed {
		t.Error("11 bytes pass")
	}
}

// TestLineIndex compares with a plain count.
func TestLineIndex(t *testing.T) {
	for _, src := range []string{
		"", "a", "\n", "\r\n", "a\rb\nc\r\nd\u2028e\u2029f", "\r", "\r\r\n\n", "é😀x\n😀\u2028y", strings.Repeat("é😀\n", 2000), strings.Repeat("x😀", 3000),
		strings.Repeat("abc", 2000) + "\n" + strings.Repeat("é", 2000),
	} {
		x := newLineIndex(src)
		line, column := 1, 1
		for i, r := range src {
			if l, c := x.position(i); l != line || c != column {
				t.Fatalf("%.20q… byte %d: %d:%d, want %d:%d", src, i, l, c, line, column)
			}
			ends := r == '\n' || r == '\u2028' || r == '\u2029' || r == '\r' && (i+1 == len(src) || src[i+1] != '\n')
			if ends {
				line, column = line+1, 1
			} else {
				column += utf16.RuneLen(r)
			}
		}
		if l, c := x.position(len(src)); l != line || c != column {
			t.Errorf("%.20q… end: %d:%d, want %d:%d", src, l, c, line, column)
		}
		x.span(-5, 1<<40)
	}
}
