// SPDX-License-Identifier: Apache-2.0

package analysistest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// Example is a fenced piece of code in a document.
type Example struct {
	// Language is the analyzer's id of the language.
	Language string
	// Bad says that it is there to be reported.
	Bad    bool
	Source string
	// Line is the line of the document on which the source begins.
	Line int
}

// fences are the words that documents use for languages.
var fences = map[string]string{"js": "javascript", "ts": "typescript", "py": "python", "sh": "shell"}

// Examples returns the fenced examples of a document.
func Examples(document string) ([]Example, error) {
	var out []Example
	var open *Example
	for i, line := range strings.Split(document, "\n") {
		info, fence := strings.CutPrefix(line, "```")
		switch {
		case open != nil && fence:
			out = append(out, *open)
			open = nil
		case open != nil:
			open.Source += line + "\n"
		case fence:
			words := strings.Fields(info)
			if len(words) != 2 || words[1] != "bad" && words[1] != "good" {
				return nil, fmt.Errorf("line %d: want a language and bad or good after ```, have %q", i+1, info)
			}
			open = &Example{Language: words[0], Bad: words[1] == "bad", Line: i + 2}
			if id, ok := fences[words[0]]; ok {
				open.Language = id
			}
		}
	}
	if open != nil {
		return nil, fmt.Errorf("line %d: the example has no end", open.Line)
	}
	return out, nil
}

// want is one expectation: a text that the finding's severity and message must hold.
type want struct {
	line int
	text string
	met  bool
}

// wants reads the // want "text" comments of a source.
func wants(source string) ([]want, error) {
	var out []want
	for i, line := range strings.Split(source, "\n") {
		_, rest, ok := strings.Cut(line, "// want ")
		if !ok {
			continue
		}
		for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return nil, fmt.Errorf("line %d: want quoted text after // want, have %q", i+1, rest)
			}
			text, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, err
			}
			out = append(out, want{line: i + 1, text: text})
			rest = rest[len(quoted):]
		}
	}
	return out, nil
}

// Document runs the examples of the rule's document and returns how many expectations it checked: wants met and good
// examples clean.
func Document(t *testing.T, a *analyzer.Analyzer, rule, document string) (checked int) {
	t.Helper()
	examples, err := Examples(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		expected, err := wants(e.Source)
		if err != nil {
			t.Errorf("example at line %d: %v", e.Line, err)
			continue
		}
		if e.Bad == (len(expected) == 0) {
			t.Errorf("line %d: a bad example needs // want, a good one has none", e.Line)
		}
		report := a.Analyze(analyzer.Snippet{Source: e.Source, Language: e.Language}).Report
		if !report.Parsed && !strings.HasPrefix(rule, "parse/") {
			t.Errorf("line %d: the example was not understood: %+v", e.Line, report.Findings)
			continue
		}
		for _, f := range report.Findings {
			if f.Rule != rule {
				continue
			}
			have := f.Severity.String() + " " + f.Message
			if !meet(expected, f.Range.Line, have) {
				t.Errorf("line %d: not wanted: %s", e.Line+f.Range.Line-1, have)
			}
		}
		for _, w := range expected {
			if !w.met {
				t.Errorf("line %d: nothing reported like %q", e.Line+w.line-1, w.text)
			}
			checked++
		}
		if !e.Bad {
			checked++
		}
	}
	return checked
}

// meet marks the first open expectation on the line that the text satisfies.
func meet(expected []want, line int, text string) bool {
	for i := range expected {
		w := &expected[i]
		if !w.met && w.line == line && strings.Contains(text, w.text) {
			w.met = true
			return true
		}
	}
	return false
}
