// SPDX-License-Identifier: Apache-2.0

package analysistest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// Verdict is what a policy said of one file of a corpus.
type Verdict struct {
	// File is the path below the corpus.
	File     string
	Report   analyzer.Report
	Decision analyzer.Decision
}

// Judge analyzes every file below dir/<language> and lets policy decide. The language is the name of the folder.
func Judge(t *testing.T, a *analyzer.Analyzer, policy *analyzer.Policy, dir string) []Verdict {
	t.Helper()
	var out []Verdict
	folders, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		files, err := os.ReadDir(filepath.Join(dir, folder.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := filepath.Join(folder.Name(), file.Name())
			source, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			report := a.Analyze(analyzer.Snippet{Source: string(source), Language: folder.Name()}).Report
			out = append(out, Verdict{filepath.ToSlash(name), report, policy.Decide(&report)})
		}
	}
	return out
}

// Corpus runs the honest and the hostile files below dir. No honest file may be blocked; every hostile one must be, apart
// from those that dir/misses.json lists, with the reason. A listed miss that is blocked fails too, so that the list stays
// true. There must be at least as many files as the floors say.
func Corpus(t *testing.T, a *analyzer.Analyzer, policy *analyzer.Policy, dir string, honestFloor, hostileFloor int) {
	t.Helper()
	misses := map[string]string{}
	text, err := os.ReadFile(filepath.Join(dir, "misses.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &misses); err != nil {
		t.Fatalf("misses.json: %v", err)
	}
	honest := Judge(t, a, policy, filepath.Join(dir, "honest"))
	if len(honest) < honestFloor {
		t.Errorf("%d honest files, fewer than %d", len(honest), honestFloor)
	}
	for _, v := range honest {
		if v.Decision.Action == analyzer.Block {
			t.Errorf("honest/%s is blocked: %q %s", v.File, v.Decision.Why, describe(v.Report))
		}
		if !v.Report.Parsed {
			t.Errorf("honest/%s is not understood", v.File)
		}
	}
	hostile := Judge(t, a, policy, filepath.Join(dir, "hostile"))
	if len(hostile) < hostileFloor {
		t.Errorf("%d hostile files, fewer than %d", len(hostile), hostileFloor)
	}
	for _, v := range hostile {
		blocked := v.Decision.Action == analyzer.Block
		_, listed := misses[v.File]
		switch {
		case !blocked && !listed:
			t.Errorf("hostile/%s passes: %s", v.File, describe(v.Report))
		case blocked && listed:
			t.Errorf("hostile/%s is blocked, and misses.json says that it is not: take it off the list", v.File)
		}
		delete(misses, v.File)
	}
	for file, reason := range misses {
		t.Errorf("misses.json lists %s, which does not exist", file)
		if reason == "" {
			t.Errorf("misses.json: %s has no reason", file)
		}
	}
}

// describe lists the findings of a report in one line.
func describe(r analyzer.Report) string {
	var ids []string
	for _, f := range r.Findings {
		ids = append(ids, f.Rule+"("+f.Name+")")
	}
	slices.Sort(ids)
	b, _ := json.Marshal(slices.Compact(ids))
	return string(b)
}
