// SPDX-License-Identifier: Apache-2.0

// The house tests walk the tree and hold it to the rules of CONTRIBUTING.md. They read files and ask the go command;
// they need no network and no binary.
package interceptor_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const modulePath = "github.com/code-interceptor/caddy-code-interceptor"

// topLevel is every name that may stand in the root folder; required ones have to.
var topLevel = map[string]struct{ required bool }{
	"caddymodule": {true}, "analyzer": {true}, "executor": {true}, "examples": {true},
	"Caddyfile": {true}, "go.mod": {true}, "go.sum": {true}, "xcaddy.json": {true}, "README.md": {true},
	"LICENSE": {true}, "RATIONALE.md": {true}, "CONTRIBUTING.md": {true}, "CHANGELOG.md": {true}, "Makefile": {true},
	"plugin.go": {true}, "house_test.go": {true}, "house_imports_test.go": {true}, "house_docs_test.go": {true}, "tools": {true},
	".ci": {true}, ".github": {true}, ".gitignore": {true}, ".editorconfig": {true},
	".gitattributes": {}, ".git": {},
	"build": {}, // what tools/ makes; ignored by git
}

// platformFiles may end in the name of an operating system or processor. Any other file with such a name is silently
// not compiled elsewhere: rules_js.go is built for nothing but GOOS=js.
var platformFiles = []string{
	"executor/confine/*_linux.go", "executor/confine/*_windows.go", "executor/confine/*_darwin.go",
	"executor/confine/*_linux_*.go", "executor/confine/*_amd64.go", "executor/confine/*_arm64.go",
	"executor/worker/*_linux.go", "executor/worker/*_windows.go", "executor/worker/*_darwin.go",
}

// platformWords are all names the go command knows, or once knew, in file names.
var platformWords = strings.Fields(`aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9
	solaris wasip1 windows zos 386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32
	mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm`)

// maySkip lists tests that skip for another reason than the platform, as "file: function", with the reason.
var maySkip = map[string]string{
	"analyzer/javascript/parse_test.go: TestSourceMap":                          "named pipes are the kernel's to give, and the file system's",
	"executor/confine/confine_linux_test.go: TestProbeIsNotContentWithLandlock": "the kernel offers no Landlock",
	"executor/worker/system_linux_test.go: TestInheritedDescriptorIsClosed":     "an ordinary user may not look into a worker",
	"executor/worker/system_linux_test.go: TestAsOrdinaryUser":                  "only root can start another user's process; others are ordinary already",
}

// maxLines is where a file is no longer of one idea.
const maxLines = 600

// walk calls f for every file of the tree, with its slash-separated path; not for what git and tools/ keep.
func walk(t *testing.T, f func(name string)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if name == ".git" || name == "build" || strings.HasSuffix(name, "/node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		n++
		f(name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 30 {
		t.Fatalf("the walk saw %d files only: it looks at the wrong folder", n)
	}
}

// walkGo calls f for every Go file outside testdata.
func walkGo(t *testing.T, f func(name string, source []byte)) {
	t.Helper()
	walk(t, func(name string) {
		if strings.HasSuffix(name, ".go") && !strings.Contains("/"+name, "/testdata/") {
			f(name, read(t, name))
		}
	})
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestHouseTopLevel(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range entries {
		seen[e.Name()] = true
		if _, ok := topLevel[e.Name()]; !ok {
			t.Errorf("%s: the root folder has a fixed list of names; put it where it belongs", e.Name())
		}
	}
	for name, entry := range topLevel {
		if entry.required && !seen[name] {
			t.Errorf("%s: missing", name)
		}
	}
}

func TestHouseLicenceLine(t *testing.T) {
	walkGo(t, func(name string, source []byte) {
		if !bytes.HasPrefix(source, []byte("// SPDX-License-Identifier: Apache-2.0\n\n")) {
			t.Errorf("%s: the first line has to be // SPDX-License-Identifier: Apache-2.0, an empty one after it", name)
		}
	})
}

func TestHouseFileLength(t *testing.T) {
	walkGo(t, func(name string, source []byte) {
		if n := bytes.Count(source, []byte{'\n'}); n > maxLines && !strings.HasSuffix(name, "_test.go") {
			t.Errorf("%s: %d lines; above %d a file holds more than one idea", name, n, maxLines)
		}
	})
}

func TestHousePackageComments(t *testing.T) {
	comments := map[string][]string{} // by folder and package name
	walkGo(t, func(name string, source []byte) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, source, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Error(err)
			return
		}
		key := path.Dir(name) + " (package " + f.Name.Name + ")"
		comments[key] = append(comments[key], nil...)
		if f.Doc != nil {
			comments[key] = append(comments[key], name)
		}
	})
	for key, files := range comments {
		if len(files) != 1 {
			t.Errorf("%s: %d package comments %v, want one", key, len(files), files)
		}
	}
}

func TestHousePlatformNames(t *testing.T) {
	walk(t, func(name string) {
		if !strings.HasSuffix(name, ".go") || !endsInPlatform(path.Base(name)) {
			return
		}
		for _, pattern := range platformFiles {
			if ok, _ := path.Match(pattern, strings.Replace(name, "_test.go", ".go", 1)); ok {
				return
			}
		}
		t.Errorf("%s: the name makes the go command build it for one platform only; rename it, or list it in platformFiles", name)
	})
	for name, want := range map[string]bool{
		"rule_js.go": true, "rule_js_test.go": true, "a_linux_amd64.go": true, "a_wasm.go": true,
		"js.go": false, "js_rule.go": false, "a_unix.go": false, "linux_test.go": false,
	} {
		if endsInPlatform(name) != want {
			t.Errorf("endsInPlatform(%q) is not %v", name, want)
		}
	}
}

// endsInPlatform follows the go command: the last word counts, "_test" does not, and a name of one word is free.
func endsInPlatform(base string) bool {
	words := strings.Split(strings.TrimSuffix(strings.TrimSuffix(base, ".go"), "_test"), "_")
	return len(words) > 1 && slices.Contains(platformWords, words[len(words)-1])
}

func TestHouseSkips(t *testing.T) {
	used := map[string]bool{}
	walkGo(t, func(name string, source []byte) {
		if !strings.HasSuffix(name, "_test.go") {
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
		if err != nil {
			t.Error(err)
			return
		}
		for _, fn := range unexcusedSkips(f) {
			key := name + ": " + fn
			if maySkip[key] == "" {
				t.Errorf("%s skips for another reason than the platform: make it run everywhere, or list it in maySkip with the reason", key)
			}
			used[key] = true
		}
	})
	for key := range maySkip {
		if !used[key] {
			t.Errorf("maySkip: %s does not skip (any more)", key)
		}
	}
}

func TestHouseSkipsAreFound(t *testing.T) {
	const source = `package p
func TestA(t *testing.T) { t.Skip("later") }
func TestB(t *testing.T) { if runtime.GOOS != "linux" { t.Skip("no seccomp") } }
func TestC(t *testing.T) { if _, err := exec.LookPath("node"); err != nil { t.Skipf("no %s", "node") } }
func TestD(t *testing.T) { if raceEnabled { t.SkipNow() } }
func TestF(t *testing.T) { if runtime.GOOS == "linux" || lazy { t.Skip() } }
func TestG(t *testing.T) { if slow && (raceBuild || cgoBuild) { t.Skip() } }
func TestE(t *testing.T) { if runtime.GOOS == "x" { } else if true { t.Run("", func(t *testing.T) { t.SkipNow() }) } }
`
	f, err := parser.ParseFile(token.NewFileSet(), "p_test.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := unexcusedSkips(f), []string{"TestA", "TestC", "TestF"}; !slices.Equal(got, want) {
		t.Errorf("unexcused skips: %v, want %v", got, want)
	}
}

// unexcusedSkips names the functions of a test file that skip outside an if statement about the platform.
func unexcusedSkips(f *ast.File) []string {
	var names []string
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		var excused []*ast.IfStmt
		ast.Inspect(fn, func(n ast.Node) bool {
			if s, ok := n.(*ast.IfStmt); ok && isAboutPlatform(s.Cond) {
				excused = append(excused, s)
			}
			return true
		})
		ast.Inspect(fn, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name) {
				return true
			}
			inside := func(s *ast.IfStmt) bool { return s.Pos() <= call.Pos() && call.End() <= s.End() }
			if !slices.ContainsFunc(excused, inside) && !slices.Contains(names, fn.Name.Name) {
				names = append(names, fn.Name.Name)
			}
			return true
		})
	}
	return names
}

// isAboutPlatform says whether a condition can hold on some operating systems, processors or kinds of build only. Of
// "x || y" both have to be about that, of "x && y" one.
func isAboutPlatform(cond ast.Expr) bool {
	switch e := cond.(type) {
	case *ast.ParenExpr:
		return isAboutPlatform(e.X)
	case *ast.UnaryExpr:
		return isAboutPlatform(e.X)
	case *ast.BinaryExpr:
		switch x, y := isAboutPlatform(e.X), isAboutPlatform(e.Y); e.Op {
		case token.LOR:
			return x && y
		default:
			return x || y
		}
	case *ast.Ident:
		return slices.Contains([]string{"raceBuild", "raceEnabled", "cgoBuild"}, e.Name)
	case *ast.SelectorExpr:
		x, _ := e.X.(*ast.Ident)
		return x != nil && x.Name == "runtime" && (e.Sel.Name == "GOOS" || e.Sel.Name == "GOARCH")
	}
	return false
}

// goModule is what the tests need of "go mod edit -json".
type goModule struct {
	Module  struct{ Path string }
	Go      string
	Require []struct{ Path, Version string }
	Replace []any
	Tool    []struct{ Path string }
}

func readModule(t *testing.T, folder string) goModule {
	t.Helper()
	var m goModule
	if err := json.Unmarshal(goCommand(t, folder, "mod", "edit", "-json"), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func goCommand(t *testing.T, folder string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = folder
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, stderr.Bytes())
	}
	return out
}

func TestHouseModuleFile(t *testing.T) {
	m := readModule(t, ".")
	if m.Module.Path != modulePath {
		t.Errorf("go.mod: module %s, want %s", m.Module.Path, modulePath)
	}
	if len(m.Replace) > 0 || len(m.Tool) > 0 {
		t.Error("go.mod: a replace or tool line does not hold, or costs, in the builds of those who use this module; tools belong in tools/go.mod")
	}
	if tools := readModule(t, "tools"); tools.Go != m.Go {
		t.Errorf("tools/go.mod says go %s, go.mod says go %s", tools.Go, m.Go)
	}
}

func TestHouseBuildPlan(t *testing.T) {
	type plugin struct {
		Path    string `json:"module_path"`
		Version string `json:"version"`
	}
	type replacement struct{ Old, New string }
	var plan struct {
		Compatibility struct{ Caddy, Go string }
		CaddyVersion  string `json:"caddy_version"`
		Plugins       []plugin
		Replacements  []replacement
	}
	if err := json.Unmarshal(read(t, "xcaddy.json"), &plan); err != nil {
		t.Fatal(err)
	}
	m := readModule(t, ".")
	required := map[string]string{}
	for _, r := range m.Require {
		required[r.Path] = r.Version
	}
	if want := required["github.com/caddyserver/caddy/v2"]; plan.CaddyVersion != want {
		t.Errorf("xcaddy.json builds Caddy %s, go.mod tests with %s", plan.CaddyVersion, want)
	}
	if want := (plugin{modulePath, "v0.0.0"}); len(plan.Plugins) == 0 || plan.Plugins[0] != want {
		t.Errorf("xcaddy.json: the first plugin has to be %v", want)
	} else {
		for _, p := range plan.Plugins[1:] {
			if p.Version != required[p.Path] {
				t.Errorf("xcaddy.json: %s %s, in go.mod %q: what is shipped has to be what is tested", p.Path, p.Version, required[p.Path])
			}
		}
	}
	if want := []replacement{{modulePath, "."}}; !slices.Equal(plan.Replacements, want) {
		t.Errorf("xcaddy.json: replacements %v, want %v", plan.Replacements, want)
	}
	if want := ">=" + m.Go; plan.Compatibility.Go != want {
		t.Errorf("xcaddy.json: compatibility.go is %q, want %q", plan.Compatibility.Go, want)
	}
	if want := ">=" + strings.TrimPrefix(plan.CaddyVersion, "v"); plan.Compatibility.Caddy != want {
		t.Errorf("xcaddy.json: compatibility.caddy is %q, want %q", plan.Compatibility.Caddy, want)
	}
}

// machinePaths are folders that exist on one machine only and tend to be pasted from its output.
var machinePaths = regexp.MustCompile(`pkg/mod/[a-z]|/go-build[0-9/]|/Users/[a-z]+/|/\.cache/go-|AppData\\Local`)

// registries are hosts that a build environment chooses: naming one would go around that choice.
var registries = regexp.MustCompile(`\b(proxy|sum|index)\.golang\.org|\bgoproxy\.[a-z]+|registry\.npmjs\.org|registry\.yarnpkg\.com|files\.pythonhosted\.org|registry-1\.docker\.io|deb\.debian\.org|archive\.ubuntu\.com`)

func TestHouseNamesNoMachine(t *testing.T) {
	var own []string // what is true of this machine
	if dir, err := os.Getwd(); err == nil && strings.Count(dir, string(filepath.Separator)) > 1 {
		own = append(own, dir)
	}
	env := strings.Split(strings.TrimSpace(string(goCommand(t, ".", "env", "GOMODCACHE", "GOCACHE", "GOPROXY"))), "\n")
	own = append(own, env[0], env[1])
	for _, proxy := range strings.FieldsFunc(env[2], func(r rune) bool { return r == ',' || r == '|' }) {
		if u, err := url.Parse(proxy); err == nil && u.Host != "" {
			own = append(own, u.Host)
		}
	}
	walk(t, func(name string) {
		if name == "house_test.go" || strings.HasSuffix(name, "go.sum") {
			return
		}
		data := read(t, name)
		if found := machinePaths.Find(data); found != nil {
			t.Errorf("%s: names a path of one machine (%q)", name, found)
		}
		if found := registries.Find(data); found != nil && !strings.Contains("/"+name, "/testdata/") {
			t.Errorf("%s: names a registry (%q); the environment chooses it", name, found)
		}
		for _, text := range own {
			if bytes.Contains(data, []byte(text)) {
				t.Errorf("%s: holds %q, which is true of this machine only", name, text)
			}
		}
	})
}
