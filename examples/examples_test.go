// SPDX-License-Identifier: Apache-2.0

package examples

import (
	"strings"
	"testing"
)

func TestSnippets(t *testing.T) {
	got := Snippets()
	if len(got) < 10 {
		t.Fatalf("%d programs, want at least 10", len(got))
	}
	seen := map[string]bool{}
	for _, s := range got {
		if s.Title == "" || seen[s.Title] || !strings.HasPrefix(s.Code, "// "+s.Title+"\n") {
			t.Errorf("title %q: want one of its own, on the first line", s.Title)
		}
		seen[s.Title] = true
	}
}
