// SPDX-License-Identifier: Apache-2.0

package interceptor_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/caddyconfig"
	_ "github.com/caddyserver/caddy/v2/caddyconfig/httpcaddyfile" // the adapter that TestHousePlanModules asks

	_ "github.com/code-interceptor/caddy-code-interceptor"
)

// The analyzer and the executor hold their own forbidden packages in their deps_test.go; here is what belongs to the
// application and to the tree as a whole.

// forbidden packages may not be reached, by whatever way, from the package; a path ending in /... means all below it.
type forbidden struct {
	path   string
	reason string
}

var (
	noCaddy = forbidden{"github.com/caddyserver/...", "only caddymodule knows Caddy: what is below it can be tested and used without a server"}
	noZap   = forbidden{"go.uber.org/zap/...", "logging is Caddy's business, and so caddymodule's: below it, errors and results are returned"}
	noStats = forbidden{"github.com/prometheus/...", "Caddy makes a new registry at every load: only caddymodule knows when"}
	noHTTP  = forbidden{"net/http", "one verdict for every door: what knows HTTP would treat one door differently"}
	noRules = forbidden{modulePath + "/analyzer/standard", "caddymodule composes: which rules exist is handed in"}
	noRuns  = forbidden{modulePath + "/executor/standard", "caddymodule composes: which runtimes exist is handed in"}
	noFaces = forbidden{modulePath + "/caddymodule/internal/api", "imports point one way: faces know the gateway, never the reverse"}
	noExec  = forbidden{"os/exec", "only the executor starts processes"}
)

// reach has a row for every package below caddymodule. One without a row is an error, so that a new package starts
// with a thought about what it may know. Rows of packages that are not there yet wait for them.
var reach = map[string][]forbidden{
	"caddymodule/internal/gateway":     {noHTTP, noCaddy, noZap, noStats, noRules, noRuns, noFaces},
	"caddymodule/internal/entry":       {noHTTP, noCaddy, noZap, noStats},
	"caddymodule/internal/api":         {noCaddy, noZap, noStats, noRules, noRuns},
	"caddymodule/internal/mcp":         {noCaddy, noZap, noStats, noRules, noRuns},
	"caddymodule/internal/ui":          {noCaddy, noZap, noStats, noRules, noRuns, noExec},
	"caddymodule/internal/browsertest": {noCaddy, noZap, noStats, noRules, noRuns},
	"caddymodule/runlog":               {noHTTP, noCaddy, noZap, noStats, noExec},
	"caddymodule/runlog/storetest":     {noHTTP, noCaddy, noZap, noStats, noExec},
	"caddymodule/runlog/sqlite":        {noHTTP, noCaddy, noZap, noStats, noExec},
}

// importers are the only packages (and what is below them) that may name a package themselves, in code that is not a test.
var importers = []struct {
	path   string
	by     []string
	reason string
}{
	{modulePath + "/analyzer/standard", []string{"caddymodule"}, "the list of rules is handed to everybody else"},
	{modulePath + "/executor/standard", []string{"caddymodule"}, "the list of runtimes is handed to everybody else"},
	{"github.com/caddyserver/caddy/v2/...", []string{"caddymodule", "tools"}, noCaddy.reason},
	{"go.uber.org/zap/...", []string{"caddymodule"}, noZap.reason},
	{"github.com/prometheus/...", []string{"caddymodule"}, noStats.reason},
	{"github.com/dop251/goja/...", []string{"analyzer/javascript", "executor/javascript"}, "an engine is behind one front end and one runtime, so that another can take its place"},
	{modulePath + "/caddymodule/...", []string{".", "caddymodule"}, "the libraries are used without Caddy; the application uses them"},
	{modulePath + "/executor/...", []string{"executor", "caddymodule"}, "analyzer and executor meet only in the gateway"},
	{modulePath + "/analyzer/...", []string{"analyzer", "caddymodule"}, "analyzer and executor meet only in the gateway"},
}

// goPackage is what the tests need of "go list -json".
type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

// folder is the package's place in the tree, "." for the root.
func (p goPackage) folder() string {
	if p.ImportPath == modulePath {
		return "."
	}
	return strings.TrimPrefix(p.ImportPath, modulePath+"/")
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	var packages []goPackage
	for dec := json.NewDecoder(bytes.NewReader(goCommand(t, ".", "list", "-e", "-json=ImportPath,Imports,Deps", "./..."))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 5 {
		t.Fatalf("go list knows %d packages only", len(packages))
	}
	return packages
}

// covers says whether a pattern names the package.
func covers(pattern, pkg string) bool {
	tree, ok := strings.CutSuffix(pattern, "/...")
	return pkg == tree || ok && strings.HasPrefix(pkg, tree+"/")
}

func TestHouseReach(t *testing.T) {
	for _, p := range listPackages(t) {
		folder := p.folder()
		if !strings.HasPrefix(folder, "caddymodule/") {
			continue
		}
		row, ok := reach[folder]
		if !ok {
			t.Errorf("%s: add a row to reach: what may this package never know?", folder)
		}
		for _, f := range row {
			if i := slices.IndexFunc(p.Deps, func(dep string) bool { return covers(f.path, dep) }); i >= 0 {
				t.Errorf("%s reaches %s: %s", folder, p.Deps[i], f.reason)
			}
		}
	}
}

func TestHouseImporters(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, rule := range importers {
			for _, imported := range p.Imports {
				if covers(rule.path, imported) && !slices.ContainsFunc(rule.by, func(by string) bool { return isBelow(p.folder(), by) }) {
					t.Errorf("%s imports %s: %s", p.folder(), imported, rule.reason)
				}
			}
		}
	}
}

// isBelow says whether a folder is the other or below it; "." is the root package alone.
func isBelow(folder, other string) bool {
	return folder == other || strings.HasPrefix(folder, other+"/")
}

func TestHouseCovers(t *testing.T) {
	for _, tc := range []struct {
		pattern, pkg string
		want         bool
	}{
		{"net/http", "net/http", true},
		{"net/http", "net/http/httptest", false},
		{"go.uber.org/zap/...", "go.uber.org/zap", true},
		{"go.uber.org/zap/...", "go.uber.org/zap/zapcore", true},
		{"go.uber.org/zap/...", "go.uber.org/zapper", false},
	} {
		if covers(tc.pattern, tc.pkg) != tc.want {
			t.Errorf("covers(%q, %q) is not %v", tc.pattern, tc.pkg, tc.want)
		}
	}
}

// packageOf returns the import path of the package that declares the type of a module.
func packageOf(module any) string {
	typ := reflect.TypeOf(module)
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	return typ.PkgPath()
}

// TestHousePlanModules compares what xcaddy.json promises with what this module registers in Caddy: the very list that
// "caddy list-modules" prints.
func TestHousePlanModules(t *testing.T) {
	var plan struct {
		Caddy struct {
			Modules       []string `json:"modules"`
			Directives    []string `json:"directives"`
			GlobalOptions []string `json:"global_options"`
		} `json:"caddy"`
	}
	if err := json.Unmarshal(read(t, "xcaddy.json"), &plan); err != nil {
		t.Fatal(err)
	}
	var registered []string
	for _, id := range caddy.Modules() {
		info, err := caddy.GetModule(id)
		if err != nil {
			t.Fatal(err)
		}
		if covers(modulePath+"/...", packageOf(info.New())) {
			registered = append(registered, id)
		}
	}
	slices.Sort(registered)
	if !slices.Equal(plan.Caddy.Modules, registered) {
		t.Errorf("xcaddy.json promises the modules\n%q, sorted; registered are\n%q", plan.Caddy.Modules, registered)
	}
	adapter := caddyconfig.GetAdapter("caddyfile")
	adapt := func(text string) string {
		_, _, err := adapter.Adapt([]byte(text), map[string]any{"filename": "Caddyfile"})
		if err == nil {
			return ""
		}
		return err.Error()
	}
	const unknownDirective, unknownOption = "unrecognized directive", "unrecognized global option"
	if !strings.Contains(adapt("localhost {\n\tno_such_directive\n}\n"), unknownDirective) || !strings.Contains(adapt("{\n\tno_such_option\n}\n"), unknownOption) {
		t.Fatal("Caddy says something else about unknown words than this test looks for")
	}
	for _, word := range plan.Caddy.Directives {
		if text := adapt("localhost {\n\t" + word + "\n}\n"); strings.Contains(text, unknownDirective) {
			t.Errorf("xcaddy.json promises the directive %s: %s", word, text)
		}
	}
	for _, word := range plan.Caddy.GlobalOptions {
		if text := adapt("{\n\t" + word + "\n}\n"); strings.Contains(text, unknownOption) {
			t.Errorf("xcaddy.json promises the global option %s: %s", word, text)
		}
	}
}
