// SPDX-License-Identifier: Apache-2.0

package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	analyzers "github.com/code-interceptor/caddy-code-interceptor/analyzer/standard"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
	runtimes "github.com/code-interceptor/caddy-code-interceptor/executor/standard"
	"github.com/code-interceptor/caddy-code-interceptor/executor/worker"
)

// The test binary is its own worker, with the very tasks of the real one.
func TestMain(m *testing.M) {
	if worker.IsWorker(os.Args) {
		worker.Main(gateway.Tasks(analyzers.New(), runtimes.Runtimes()))
	}
	os.Exit(m.Run())
}

// serve starts a service with real workers and returns its address.
func serve(t *testing.T, change func(*Config)) string {
	t.Helper()
	cfg := gateway.ExecutorConfig{Concurrency: 2}.WithDefaults()
	pool, err := worker.Open(worker.Config{Size: cfg.PoolSize(), Memory: gateway.AnalysisMemory, Wall: cfg.LongestCall()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	rules := analyzers.Rules()
	policies, err := gateway.NewPolicies(nil, "", rules)
	if err != nil {
		t.Fatal(err)
	}
	gw, err := gateway.New(gateway.Config{
		Policies: policies, Executors: map[string]*gateway.Executor{"default": gateway.NewExecutor(cfg, pool)},
		DefaultExecutor: "default", Runtimes: runtimes.Runtimes(),
	})
	if err != nil {
		t.Fatal(err)
	}
	c := Config{
		Gateway: gw, Rules: rules, View: NewView(rules, false), Languages: []string{"javascript"}, Version: "0.0.0",
		Environment: "production", MaxBody: 1 << 20, BlockedStatus: 400,
	}
	if change != nil {
		change(&c)
	}
	srv := httptest.NewServer(New(c))
	t.Cleanup(srv.Close)
	return srv.URL
}

// call sends one request and returns status, header and the JSON body.
func call(t *testing.T, method, url, body string, header ...string) (int, http.Header, map[string]any) {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &out); err != nil {
			var list []any
			if json.Unmarshal(raw, &list) != nil {
				t.Fatalf("%s %s answers no JSON: %v: %s", method, url, err, raw)
			}
			out = map[string]any{"list": list}
		}
	}
	return res.StatusCode, res.Header, out
}

// at follows members of objects and returns what is there, printed.
func at(v map[string]any, path ...string) string {
	var x any = v
	for _, p := range path {
		m, ok := x.(map[string]any)
		if !ok {
			return "<nothing>"
		}
		if x, ok = m[p]; !ok {
			return "<nothing>"
		}
	}
	return fmt.Sprint(x)
}

func source(code string, more ...string) string {
	b, _ := json.Marshal(code)
	return `{"code":` + string(b) + strings.Join(more, "") + `}`
}

func TestExecute(t *testing.T) {
	url := serve(t, nil) + "/execute"
	for _, tc := range []struct {
		name, body string
		status     int
		want       map[string]string
	}{
		{"the seed's request", `{"code":"console.log(\"Hello World\"); 2 + 2","language":"javascript","timeout":10}`, 200,
			map[string]string{"success": "true", "output": "Hello World", "error": "", "exit_code": "0", "result": "4", "result_type": "number",
				"termination.reason": "completed", "termination.started": "true", "security_report.allowed": "true", "language": "javascript"}},
		{"levels", source(`console.warn("w"); console.info("i"); console.error("e"); console.log({a:1})`), 200,
			map[string]string{"success": "true", "output": "[WARN] w\n[INFO] i\n{\n  \"a\": 1\n}", "error": "e"}},
		{"a thrown error is no HTTP error", source("throw new TypeError('no')"), 200,
			map[string]string{"success": "false", "exit_code": "1", "termination.reason": "exception", "exception.name": "TypeError", "exception.line": "1"}},
		{"a syntax error is no HTTP error", source("let = 1 1"), 200,
			map[string]string{"success": "false", "exit_code": "1", "termination.reason": "syntax_error", "termination.started": "false", "exception.name": "SyntaxError"}},
		{"blocked", source("eval('1')"), 400,
			map[string]string{"success": "false", "exit_code": "1", "error": "Code blocked by security policy", "termination.reason": "blocked",
				"status": "400", "code": "policy-violation", "security_report.allowed": "false"}},
		{"more than five findings", source(strings.Repeat("setTimeout(() => 1, 1);\n", 6)), 400,
			map[string]string{"termination.reason": "blocked"}},
		{"fraction of a second", source("console.log('a'); let i = 0; for (const e = 1e15; i < e; i++) {}", `,"timeout":0.2`), 200,
			map[string]string{"success": "false", "exit_code": "124", "output": "a", "termination.reason": "timeout_wall", "limits.wall_ms": "200"}},
		{"a wish above the ceiling is lowered", source("1", `,"timeout":9999,"limits":{"memory_mb":1048576,"output_bytes":1000000}`), 200,
			map[string]string{"limits.wall_ms": "30000", "limits.memory_mb": "128", "limits.output_bytes": "8192"}},
		{"output is cut with a mark", source("console.log('x'.repeat(20000))", `,"limits":{"output_bytes":10}`), 200,
			map[string]string{"output": "xxxxxxxxx\n[output truncated]", "truncated.output": "true", "output_bytes": "20001"}},
		{"input", source("input.n + 1", `,"input":{"n":41}`), 200, map[string]string{"result": "42"}},
		{"an input with a number beyond numbers", source("1", `,"input":[1e400]`), 400, map[string]string{"code": "invalid-request"}},
		{"an input nested too deep", source("1", `,"input":`, strings.Repeat("[", 5000), strings.Repeat("]", 5000)), 400, map[string]string{"code": "invalid-request"}},
		{"what is thrown need not be an error", source("throw undefined"), 200, map[string]string{"error": "Uncaught undefined (line 1, column 1)"}},
		{"unknown members are ignored", source("1", `,"stdin":"x"`), 200, map[string]string{"success": "true"}},
		{"no code", `{"language":"javascript"}`, 400, map[string]string{"error": "Bad Request", "message": "Missing required field: code", "code": "invalid-request"}},
		{"empty code", source("  \n"), 400, map[string]string{"code": "invalid-request"}},
		{"code is no string", `{"code":7}`, 400, map[string]string{"message": "code: want a string"}},
		{"another language", source("print(1)", `,"language":"python"`), 400, map[string]string{"message": "Unsupported language: python. Want one of javascript"}},
		{"a bad timeout", source("1", `,"timeout":-1`), 400, map[string]string{"code": "invalid-request"}},
		{"a timeout that is text", source("1", `,"timeout":"10"`), 400, map[string]string{"code": "invalid-request"}},
		{"unknown limit", source("1", `,"limits":{"cpus":2}`), 400, map[string]string{"code": "invalid-request"}},
		{"all faults at once", `{"code":1,"timeout":0,"language":"cobol"}`, 400,
			map[string]string{"message": "code: want a string; Unsupported language: cobol. Want one of javascript; timeout: want seconds as a number above 0 and at most 86400, not 0"}},
		{"not JSON", `{"code":`, 400, map[string]string{"code": "invalid-request"}},
		{"no object", `["code"]`, 400, map[string]string{"code": "invalid-request"}},
		{"duplicate member", `{"code":"1","code":"eval('1')"}`, 400, map[string]string{"code": "invalid-request"}},
		{"escaped duplicate", `{"code":"1","c\u006fde":"eval('1')"}`, 400, map[string]string{"code": "invalid-request"}},
		{"look-alike member", `{"code":"1","Code":"eval('1')"}`, 400, map[string]string{"code": "invalid-request"}},
		{"two values", `{"code":"1"}{"code":"2"}`, 400, map[string]string{"code": "invalid-request"}},
		{"not UTF-8", "{\"code\":\"\xff\"}", 400, map[string]string{"code": "invalid-request"}},
		{"too large", source(strings.Repeat("x", 1<<20)), 413, map[string]string{"code": "payload-too-large", "status": "413"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			status, header, got := call(t, "POST", url, tc.body)
			if status != tc.status {
				t.Errorf("status %d, want %d: %v", status, tc.status, got)
			}
			if ct := header.Get("Content-Type"); ct != "application/json" {
				t.Errorf("Content-Type %q", ct)
			}
			for path, want := range tc.want {
				if have := at(got, strings.Split(path, ".")...); have != want {
					t.Errorf("%s is %q, want %q", path, have, want)
				}
			}
			if status >= 400 {
				for _, member := range []string{"type", "title", "status", "detail", "error", "message", "success"} {
					if at(got, member) == "<nothing>" {
						t.Errorf("an error without %s: %v", member, got)
					}
				}
			}
		})
	}
}

func TestMediaTypes(t *testing.T) {
	url := serve(t, nil) + "/execute"
	for ct, want := range map[string]int{
		"application/json": 200, "application/json; charset=utf-8": 200, "Application/JSON": 200, "application/vnd.api+json": 200,
		"text/plain": 415, "application/x-www-form-urlencoded": 415, "multipart/form-data; boundary=x": 415, "": 415,
		"application/json; charset=utf-16": 415, "application/json; charset=utf-8; charset=utf-16": 415, "text/json": 415,
	} {
		if status, _, got := call(t, "POST", url, source("1"), "Content-Type", ct); status != want {
			t.Errorf("Content-Type %q: status %d, want %d: %v", ct, status, want, got)
		}
	}
	if status, _, _ := call(t, "POST", url, source("1"), "Content-Encoding", "gzip"); status != 415 {
		t.Errorf("Content-Encoding gzip: status %d, want 415", status)
	}
	_, header, _ := call(t, "POST", url, source("eval('1')"), "Accept", "application/problem+json")
	if ct := header.Get("Content-Type"); ct != "application/problem+json" {
		t.Errorf("a problem for who accepts problems is %q", ct)
	}
}

func TestRoutesAndMethods(t *testing.T) {
	url := serve(t, nil)
	for _, rt := range routes() {
		status, header, got := call(t, "DELETE", url+rt.path, "")
		if status != 405 || !strings.Contains(header.Get("Allow"), rt.method) || at(got, "code") != "method-not-allowed" {
			t.Errorf("DELETE %s: %d, Allow %q, %v", rt.path, status, header.Get("Allow"), got)
		}
		if status, header, _ := call(t, "OPTIONS", url+rt.path, ""); status != 204 || header.Get("Allow") == "" {
			t.Errorf("OPTIONS %s: %d", rt.path, status)
		}
		if rt.method == "GET" && rt.path != "/ui" {
			if status, _, got := call(t, "HEAD", url+rt.path, ""); status != 200 || got != nil {
				t.Errorf("HEAD %s: %d %v", rt.path, status, got)
			}
		}
	}
	status, _, got := call(t, "GET", url+"/nowhere", "")
	if list, ok := got["available_routes"].([]any); status != 404 || !ok || len(list) != len(routes()) || at(got, "error") != "Not Found" {
		t.Errorf("an unknown route: %d %v", status, got)
	}
	if status, _, got := call(t, "GET", url+"/ui", ""); status != 404 {
		t.Errorf("the page is off: %d %v", status, got)
	}
}

func TestDescriptions(t *testing.T) {
	url := serve(t, nil)
	_, _, root := call(t, "GET", url+"/", "")
	for member, want := range map[string]string{"status": "healthy", "version": "0.0.0", "environment": "production"} {
		if at(root, member) != want {
			t.Errorf("/: %s is %s, want %s", member, at(root, member), want)
		}
	}
	if !strings.HasPrefix(at(root, "engine", "javascript"), "goja") || !strings.HasPrefix(at(root, "policy_version"), "p-") {
		t.Errorf("/: %v", root)
	}
	_, _, health := call(t, "GET", url+"/health", "")
	if at(health, "status") != "ok" || at(health, "workers_version") != "0.0.0" || at(health, "layers", "seccomp") == "<nothing>" {
		t.Errorf("/health: %v", health)
	}
	_, _, languages := call(t, "GET", url+"/languages", "")
	if s := at(languages, "languages"); !strings.Contains(s, "name:javascript") || !strings.Contains(s, "file_extension:.js") {
		t.Errorf("/languages: %v", s)
	}
	_, _, policy := call(t, "GET", url+"/security/policy", "")
	for member, want := range map[string]string{
		"max_execution_time": "30", "default_execution_time": "10", "max_memory_mb": fmt.Sprint(executor.DefaultMemory >> 20),
		"max_output_size": fmt.Sprint(executor.DefaultOutput), "max_complexity": "100", "max_violations": "5",
		"dangerous_patterns_count": fmt.Sprint(len(policy["rules"].([]any))), "name": "standard", "mode": "enforce",
	} {
		if at(policy, member) != want {
			t.Errorf("/security/policy: %s is %s, want %s", member, at(policy, member), want)
		}
	}
}

func TestAnalyze(t *testing.T) {
	url := serve(t, nil) + "/analyze"
	status, _, got := call(t, "POST", url, source("const x = 1;\nglobalThis['ev' + 'al']('x')"))
	if status != 200 || at(got, "allowed") != "false" {
		t.Fatalf("%d %v", status, got)
	}
	v := got["security_report"].(map[string]any)["violations"].([]any)[0].(map[string]any)
	if at(v, "rule_id") != "code/eval" || at(v, "line") != "2" || at(v, "severity") != "high" || at(v, "pattern") != "eval()" {
		t.Errorf("violation %v", v)
	}
}

// Production shows nothing of what is inside; development does.
func TestDebug(t *testing.T) {
	for _, development := range []bool{false, true} {
		url := serve(t, func(c *Config) { c.View = NewView(c.Rules, development) })
		for _, path := range []string{"/execute", "/analyze"} {
			for _, code := range []string{"1", "eval('1')"} {
				_, _, got := call(t, "POST", url+path, source(code))
				if _, shown := got["debug"]; shown != development {
					t.Errorf("development %v: debug shown %v on %s of %s", development, shown, path, code)
				}
			}
		}
	}
}

func TestRefuse(t *testing.T) {
	url := serve(t, func(c *Config) {
		c.Refuse = func(*http.Request) *Problem { return NewProblem("forbidden", "no") }
	})
	for _, path := range []string{"/execute", "/analyze"} {
		if status, _, got := call(t, "POST", url+path, source("1")); status != 403 || at(got, "code") != "forbidden" {
			t.Errorf("%s: %d %v", path, status, got)
		}
	}
	if status, _, _ := call(t, "GET", url+"/health", ""); status != 200 {
		t.Errorf("what describes the service is for everybody: %d", status)
	}
}

func FuzzMembers(f *testing.F) {
	for _, s := range []string{`{}`, `{"code":"1"}`, `{"code":"1","Code":"2"}`, `{"a":{"b":[1,2,{"c":null}]}}`, `[`, `{"a":1}{}`, "\xef\xbb\xbf{}", `{"code":"\ud800"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		m, p := members(body, "code")
		if (m == nil) == (p == nil) {
			t.Fatalf("%q: members %v, problem %v", body, m, p)
		}
		if p != nil {
			return
		}
		// What is let through is read the same by the standard library.
		var std map[string]json.RawMessage
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(body), "\xef\xbb\xbf")), &std); err != nil || len(std) != len(m) {
			t.Fatalf("%q: let through, but the standard library reads %v (%v)", body, std, err)
		}
	})
}

// Whatever made the verdict is told in one sentence, also when no single finding blocks.
func TestBlockedDetail(t *testing.T) {
	url := serve(t, nil) + "/execute"
	for code, want := range map[string]string{
		"eval('1')": "code/eval: ",
		strings.Repeat("setTimeout(() => 1, 1);\n", 6): "6 findings are more than 5",
	} {
		if _, _, got := call(t, "POST", url, source(code)); !strings.Contains(at(got, "detail"), want) {
			t.Errorf("%s: detail %q, want %q in it", code, at(got, "detail"), want)
		}
	}
}
