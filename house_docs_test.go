// SPDX-License-Identifier: Apache-2.0

package interceptor_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule"
)

var update = flag.Bool("update", false, "rewrite the generated parts of the documents; read the diff")

// documents are the pages whose links and generated parts are checked.
var documents = []string{"README.md", "CONTRIBUTING.md", "RATIONALE.md", "CHANGELOG.md", ".github/SECURITY.md"}

// generated are the parts of documents that code knows better, each between
//
//	<!-- generated:name -->
//	<!-- /generated -->
//
// in its file. "go test . -update" writes them. A part whose markers are missing, and markers no part belongs to, fail.
var generated = []struct {
	name string
	file string
	make func() string // Markdown, with or without a newline at the end
}{
	{"routes", "README.md", func() string { return caddymodule.Tables()["routes"] }},
	{"reasons", "README.md", func() string { return caddymodule.Tables()["reasons"] }},
	{"limits", "README.md", func() string { return caddymodule.Tables()["limits"] }},
	{"rules", "README.md", func() string { return caddymodule.Tables()["rules"] }},
}

var generatedPart = regexp.MustCompile(`(?s)<!-- generated:([a-z-]+) -->\n(.*?)<!-- /generated -->`)

var generatedMark = regexp.MustCompile(`<!-- generated:[a-z-]+ -->`)

// fillGenerated puts body between the markers of the name, and says whether there are any.
func fillGenerated(text, name, body string) (string, bool) {
	found := false
	out := generatedPart.ReplaceAllStringFunc(text, func(part string) string {
		if generatedPart.FindStringSubmatch(part)[1] != name {
			return part
		}
		found = true
		return "<!-- generated:" + name + " -->\n" + strings.TrimRight(body, "\n") + "\n<!-- /generated -->"
	})
	return out, found
}

func TestHouseGeneratedParts(t *testing.T) {
	known := map[string]bool{}
	for _, g := range generated {
		known[g.file+" "+g.name] = true
		text := string(read(t, g.file))
		want, found := fillGenerated(text, g.name, g.make())
		switch {
		case !found:
			t.Errorf("%s: no markers for the generated part %s", g.file, g.name)
		case text == want:
		case *update:
			if err := os.WriteFile(g.file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s: the part %s is not what the code says; go test . -update", g.file, g.name)
		}
	}
	for _, name := range documents {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // TestHouseTopLevel wants it
		}
		for _, m := range generatedPart.FindAllStringSubmatch(string(data), -1) {
			if !known[name+" "+m[1]] {
				t.Errorf("%s: nothing generates the part %s", name, m[1])
			}
		}
		if opened := len(generatedMark.FindAllString(string(data), -1)); opened != len(generatedPart.FindAllString(string(data), -1)) {
			t.Errorf("%s: a generated part has no end mark", name)
		}
	}
}

func TestHouseFillGenerated(t *testing.T) {
	const text = "a\n<!-- generated:limits -->\nold $1\n<!-- /generated -->\nb\n<!-- generated:rules -->\nkeep\n<!-- /generated -->\n"
	const want = "a\n<!-- generated:limits -->\nnew $2\n<!-- /generated -->\nb\n<!-- generated:rules -->\nkeep\n<!-- /generated -->\n"
	if got, ok := fillGenerated(text, "limits", "new $2\n\n"); !ok || got != want {
		t.Errorf("got %v\n%s", ok, got)
	}
	if _, ok := fillGenerated(text, "routes", ""); ok {
		t.Error("markers found that are not there")
	}
}

var (
	codeFence    = regexp.MustCompile("(?ms)^[ \t]*```.*?^[ \t]*```[ \t]*$")
	codeSpan     = regexp.MustCompile("`[^`\n]*`")
	markdownLink = regexp.MustCompile(`\]\(([^()\s]+)(?:\s+"[^"]*")?\)`)
	scheme       = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)
	heading      = regexp.MustCompile(`(?m)^#{1,6}[ \t]+(.+?)[ \t]*$`)
	notInAnchor  = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// links returns the targets in this repository: no addresses, nothing from code.
func links(markdown string) []string {
	var targets []string
	text := codeSpan.ReplaceAllString(codeFence.ReplaceAllString(markdown, ""), "")
	for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
		if !scheme.MatchString(m[1]) {
			targets = append(targets, m[1])
		}
	}
	return targets
}

// anchors returns the fragments that headings can be linked by.
func anchors(markdown string) []string {
	var names []string
	for _, m := range heading.FindAllStringSubmatch(codeFence.ReplaceAllString(markdown, ""), -1) {
		name := notInAnchor.ReplaceAllString(strings.ToLower(m[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

// brokenLink says what is wrong with a link in the document, empty when it leads somewhere in the tree.
func brokenLink(tree fs.FS, document, target string) string {
	file, fragment, _ := strings.Cut(target, "#")
	name := document
	if file != "" {
		name = path.Join(path.Dir(document), file)
	}
	info, err := fs.Stat(tree, name)
	if err != nil {
		return "there is no " + name
	}
	if fragment == "" || info.IsDir() || path.Ext(name) != ".md" {
		return ""
	}
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		return err.Error()
	}
	if !slices.Contains(anchors(string(data)), fragment) {
		return fmt.Sprintf("%s has no heading for #%s", name, fragment)
	}
	return ""
}

func TestHouseLinks(t *testing.T) {
	for _, name := range documents {
		data, err := os.ReadFile(filepath.FromSlash(name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // TestHouseTopLevel wants it
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, target := range links(string(data)) {
			if wrong := brokenLink(os.DirFS("."), name, target); wrong != "" {
				t.Errorf("%s links to %s: %s", name, target, wrong)
			}
		}
	}
}

func TestHouseLinksAreFound(t *testing.T) {
	text := "# A b: `c`\n[a](LICENSE) [b](https://example.com/x) [c](no/such.md \"t\") `[d](code)` [e](#a-b-c) [f](#none)\n```\n[g](fence)\n```\n"
	if got, want := links(text), []string{"LICENSE", "no/such.md", "#a-b-c", "#none"}; !slices.Equal(got, want) {
		t.Errorf("links: %q, want %q", got, want)
	}
	if got, want := anchors(text), []string{"a-b-c"}; !slices.Equal(got, want) {
		t.Errorf("anchors: %q, want %q", got, want)
	}
	if brokenLink(os.DirFS("."), "README.md", "no/such.md") == "" || brokenLink(os.DirFS("."), ".github/SECURITY.md", "../LICENSE") != "" {
		t.Error("a missing file is not told from one that is there")
	}
}
