// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed *.md
var files embed.FS

// documents maps the id in a document's title to its text. A document that cannot be read or has no title is kept under
// its file name, where the tests find it.
var documents = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	entries, err := files.ReadDir(".")
	if err != nil {
		return out
	}
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			continue
		}
		title, _, _ := strings.Cut(string(text), "\n")
		id, ok := strings.CutPrefix(title, "# ")
		if _, twice := out[id]; !ok || twice {
			id = e.Name()
		}
		out[id] = string(text)
	}
	return out
})

// Document returns the document of the rule with the id, as Markdown, and whether there is one.
func Document(id string) (string, bool) {
	text, ok := documents()[id]
	return text, ok
}

// Claim returns the first sentence of the rule's document, empty when there is none.
func Claim(id string) string {
	text, _ := Document(id)
	_, text, _ = strings.Cut(text, "\n")
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}

// Table returns the list of rules as a Markdown table, the one that the README shows.
func Table() string {
	var b strings.Builder
	b.WriteString("| rule | severity | capability | CWE | claim |\n|---|---|---|---|---|\n")
	for _, r := range all {
		cwe := ""
		if r.CWE != 0 {
			cwe = fmt.Sprint(r.CWE)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r.ID, r.Severity, r.Capability, cwe, strings.ReplaceAll(Claim(r.ID), "|", "\\|"))
	}
	return b.String()
}
