// SPDX-License-Identifier: Apache-2.0

package executor_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/code-interceptor/caddy-code-interceptor"

// dependencies returns everything that pkg links, as go list has it.
func dependencies(t *testing.T, pkg string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", pkg).Output()
	if err != nil {
		t.Fatalf("go list -deps %s: %v", pkg, err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 20 {
		t.Fatalf("go list -deps %s names %d packages only", pkg, len(deps))
	}
	return deps
}

func TestImports(t *testing.T) {
	// prefix is an import path and all below it; thirdParty is every package that is neither ours nor the standard library's.
	type rule struct{ prefix, reason string }
	const thirdParty = "*"
	breaks := func(dep, prefix string) bool {
		if prefix == thirdParty {
			first, _, _ := strings.Cut(dep, "/")
			return strings.Contains(first, ".") && !strings.HasPrefix(dep, module)
		}
		return dep == prefix || strings.HasPrefix(dep, prefix+"/")
	}
	everywhere := []rule{
		{"net/http", "a run needs no network, and what is not linked cannot be reached"},
		{"github.com/caddyserver", "the executor is a library; only caddymodule knows Caddy"},
		{"go.uber.org/zap", "logging is the caller's"},
		{module + "/analyzer", "what is judged and what runs meet in the gateway only, or the one could change the other"},
		{module + "/caddymodule", "imports point one way"},
	}
	for pkg, more := range map[string][]rule{
		"./": {
			{thirdParty, "the vocabulary needs the standard library only, so that everything can import it"},
			{"os/exec", "processes are package worker's"},
			{"net", "a run needs no network"},
		},
		"./javascript": {
			{"os/exec", "a runtime starts nothing"},
			{module + "/executor/worker", "a runtime does not know where it runs"},
			{module + "/executor/confine", "a runtime does not know where it runs"},
			{"github.com/evanw/esbuild", "lowering is the front end's, or what runs would not be what was judged"},
			{"github.com/dop251/goja_nodejs", "require, process and files are not for programs"},
		},
		"./runtimetest": {
			{"github.com/dop251/goja", "the suite is the same for every engine"},
		},
		"./standard": {
			{module + "/executor/worker", "the list of runtimes is not where they run"},
		},
	} {
		t.Run(pkg, func(t *testing.T) {
			for _, dep := range dependencies(t, pkg) {
				for _, r := range append(more, everywhere...) {
					if breaks(dep, r.prefix) {
						t.Errorf("%s must not depend on %s: %s", pkg, dep, r.reason)
					}
				}
			}
		})
	}
}

// TestApprove holds that only the gateway makes an approved program: whoever else could, would run what nobody judged.
// Tests may, since they judge nothing.
func TestApprove(t *testing.T) {
	const gateway = "caddymodule/internal/gateway"
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		rel := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(rel, gateway+"/") {
			return nil
		}
		files++
		for _, use := range approvals(t, path) {
			t.Errorf("%s names executor.Approve, which is for %s only: an approved program means that a policy let its source through", use, gateway)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("only %d files were read", files)
	}
}

// approvals returns the places in a file that name executor.Approve, called or not, under whatever name it is imported.
func approvals(t *testing.T, path string) []string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		// A file that does not parse does not build either.
		return nil
	}
	name := ""
	for _, i := range f.Imports {
		if i.Path.Value == `"`+module+`/executor"` {
			name = "executor"
			if i.Name != nil {
				name = i.Name.Name
			}
		}
	}
	var uses []string
	if name == "." {
		uses = append(uses, fset.Position(f.Pos()).String()+" (dot import)")
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && name != "" && s.Sel.Name == "Approve" {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == name {
				uses = append(uses, fset.Position(s.Pos()).String())
			}
		}
		return true
	})
	return uses
}
