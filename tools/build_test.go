// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestReadPlan(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPlan(root)
	if err != nil {
		t.Fatal(err)
	}
	if p.Cgo || p.BuildFlags != "" {
		t.Errorf("cgo %v, build flags %q: the digest counts on xcaddy's own flags without cgo", p.Cgo, p.BuildFlags)
	}
	if len(p.Replacements) != 1 || string(p.Replacements[0].New) != root {
		t.Errorf("replacements %v, want one by %s", p.Replacements, root)
	}

	for name, text := range map[string]string{
		"misspelt key":    `{"caddy_version":"v2.0.0","replacement":[]}`,
		"no version":      `{"plugins":[]}`,
		"newest plugin":   `{"caddy_version":"v2.0.0","plugins":[{"module_path":"example.com/a"}]}`,
		"not JSON at all": `caddy`,
	} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, planFile), text)
		if _, err := readPlan(dir); err == nil || !strings.Contains(err.Error(), planFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// smallCheckout is a module with an embedded file, enough for the digest.
func smallCheckout(t *testing.T) *checkout {
	t.Helper()
	c := newCheckout(t.TempDir())
	for name, text := range map[string]string{
		planFile:           `{"caddy_version":"v2.0.0"}`,
		"go.mod":           "module example.com/m\n\ngo 1.26.0\n",
		"go.sum":           "",
		"plugin.go":        "package m\n\nimport _ \"example.com/m/part\"\n",
		"plugin_test.go":   "package m\n",
		"part/part.go":     "package part\n\nimport _ \"embed\"\n\n//go:embed page.html\nvar page string\n",
		"part/page.html":   "page",
		"part/README.md":   "text",
		"unused/unused.go": "package unused\n",
		"tools/go.mod":     "module example.com/m/tools\n",
		"tools/go.sum":     "",
		"tools/main.go":    "package main\n",
	} {
		write(t, filepath.Join(c.root, filepath.FromSlash(name)), text)
	}
	return c
}

func TestDigestFollowsWhatIsBuilt(t *testing.T) {
	c := smallCheckout(t)
	digest := func() string {
		t.Helper()
		d, err := c.inputsDigest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	last := digest()
	if again := digest(); again != last {
		t.Fatal("the same files have two digests")
	}
	for _, tc := range []struct {
		file    string
		changes bool
	}{
		{"plugin.go", true}, {"part/part.go", true}, {"part/page.html", true}, {planFile, true}, {"go.mod", true},
		{"go.sum", true}, {"tools/go.mod", true}, {"tools/go.sum", true}, {"tools/main.go", true},
		{"plugin_test.go", false}, {"part/README.md", false}, {"unused/unused.go", false},
	} {
		f, err := os.OpenFile(filepath.Join(c.root, filepath.FromSlash(tc.file)), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("\n"); err != nil {
			t.Fatal(err)
		}
		f.Close()
		if now := digest(); (now != last) != tc.changes {
			t.Errorf("%s: digest changed: %v, want %v", tc.file, now != last, tc.changes)
		} else {
			last = now
		}
	}
	t.Setenv("GOFLAGS", "-trimpath")
	if digest() == last {
		t.Error("another setting of the go command has the same digest")
	}
	write(t, filepath.Join(c.root, "plugin.go"), "package m\n\nimport _ \"example.com/m/missing\"\n")
	if _, err := c.inputsDigest(t.Context()); err == nil || !strings.Contains(err.Error(), "example.com/m/missing") {
		t.Errorf("a missing package: %v", err)
	}
}

func TestInputs(t *testing.T) {
	got, err := smallCheckout(t).inputs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"go.mod", "go.sum", "part/page.html", "part/part.go", "plugin.go", "tools/go.mod", "tools/go.sum", "tools/main.go", planFile}
	for i := range want {
		want[i] = filepath.FromSlash(want[i])
	}
	if !slices.Equal(got, want) {
		t.Errorf("inputs\n%q, want\n%q", got, want)
	}
}

func TestFreshness(t *testing.T) {
	c := newCheckout(t.TempDir())
	if c.isFresh("inputs") {
		t.Error("nothing was built yet")
	}
	write(t, c.binary, "binary")
	sum, err := fileDigest(c.binary)
	if err != nil {
		t.Fatal(err)
	}
	write(t, c.digest, string(freshness("inputs", sum)))
	if !c.isFresh("inputs") {
		t.Error("an unchanged build is not recognized")
	}
	if c.isFresh("others") {
		t.Error("changed inputs are not recognized")
	}
	write(t, c.binary, "another")
	if c.isFresh("inputs") {
		t.Error("a binary that is not the built one is taken for it")
	}
}
