// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// floor is how many rules there are at least. It only rises: ids are never taken back.
const floor = 30

// withoutBad are the rules that no program can cause to be reported.
var withoutBad = map[string]string{
	"parse/internal": "only a fault of the analyzer reports it",
}

var idPattern = regexp.MustCompile(`^[a-z]+/[a-z]+(-[a-z]+)*$`)

func TestList(t *testing.T) {
	if len(all) < floor {
		t.Errorf("%d rules, fewer than %d", len(all), floor)
	}
	if !slices.IsSortedFunc(all, func(a, b *analyzer.Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("rules.go does not list the rules in the order of their ids")
	}
	seen := map[string]bool{}
	for _, r := range all {
		if seen[r.ID] {
			t.Errorf("%s: two rules have this id", r.ID)
		}
		seen[r.ID] = true
		if !idPattern.MatchString(r.ID) {
			t.Errorf("%s: not an id", r.ID)
		}
		if r.Title == "" || r.Fix == "" || r.Capability == "" || r.Since == "" || len(r.Languages) == 0 {
			t.Errorf("%s: a field is missing: %+v", r.ID, r)
		}
		if !strings.HasSuffix(r.Fix, ".") || strings.HasSuffix(r.Title, ".") {
			t.Errorf("%s: the fix is a sentence, the title is not", r.ID)
		}
		if r.CWE < 0 || r.CWE > 2000 {
			t.Errorf("%s: CWE-%d", r.ID, r.CWE)
		}
	}
}

func TestDocuments(t *testing.T) {
	ids := map[string]bool{}
	for _, r := range all {
		ids[r.ID] = true
		text, ok := Document(r.ID)
		if !ok {
			t.Errorf("%s has no document", r.ID)
			continue
		}
		if !strings.Contains(text, "js good\n") {
			t.Errorf("%s: the document has no good example", r.ID)
		}
		if !strings.Contains(text, " bad\n") && withoutBad[r.ID] == "" {
			t.Errorf("%s: the document has no bad example", r.ID)
		}
		for _, heading := range []string{"\n## Why\n", "\n## Reported\n", "\n## Not reported\n", "\n## Instead\n"} {
			if strings.Count(text, heading) != 1 {
				t.Errorf("%s: the document needs one heading %q", r.ID, strings.TrimSpace(heading))
			}
		}
		if c := Claim(r.ID); !strings.HasSuffix(c, ".") || strings.HasPrefix(c, "#") {
			t.Errorf("%s: the claim is not a sentence: %q", r.ID, c)
		}
	}
	for id := range documents() {
		if !ids[id] {
			t.Errorf("document %q belongs to no rule, or its id is used twice", id)
		}
	}
}

// TestPairs checks that rules come in pairs of files, and that no file's name makes the compiler skip it.
func TestPairs(t *testing.T) {
	documents, _ := files.ReadDir(".")
	if len(documents) != len(all) {
		t.Errorf("%d documents for %d rules", len(documents), len(all))
	}
	for _, e := range documents {
		stem := strings.TrimSuffix(e.Name(), ".md")
		src, err := os.ReadFile(stem + ".go")
		if err != nil {
			t.Errorf("%s has no %s.go", e.Name(), stem)
			continue
		}
		text, _ := files.ReadFile(e.Name())
		title, _, _ := strings.Cut(string(text), "\n")
		id := strings.TrimPrefix(title, "# ")
		if !regexp.MustCompile(`ID:\s+"` + regexp.QuoteMeta(id) + `"`).Match(src) {
			t.Errorf("%s.go does not hold the rule %s of its document", stem, id)
		}
		last := stem[strings.LastIndexByte(stem, '_')+1:]
		if slices.Contains([]string{"js", "wasm", "wasip1", "linux", "windows", "darwin", "test", "arm", "386", "unix"}, last) {
			t.Errorf("%s.go ends in a word that the compiler takes for a platform", stem)
		}
	}
}

func TestTable(t *testing.T) {
	table := Table()
	if n := strings.Count(table, "\n"); n != len(all)+2 {
		t.Errorf("the table has %d lines for %d rules", n, len(all))
	}
	if !strings.Contains(table, "| `code/eval` | high | code | 95 | Any reference to `eval`") {
		t.Error("the row of code/eval is not as expected:\n" + table)
	}
}
