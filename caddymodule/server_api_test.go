// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// rootCaddyfile is the deployment one copies.
const rootCaddyfile = "../Caddyfile"

// noLimits lifts the rate limits of the root Caddyfile out of the way of a test that is not about them.
func noLimits(more ...string) map[string]string {
	env := map[string]string{"RATE_LIMIT_REQUESTS": "1000000", "RATE_LIMIT_PROGRAMS": "1000000"}
	for i := 0; i < len(more); i += 2 {
		env[more[i]] = more[i+1]
	}
	return env
}

func TestServerAPI(t *testing.T) {
	s := start(t, rootCaddyfile, noLimits())
	t.Run("requests of the older service", func(t *testing.T) { olderRequests(t, s) })
	t.Run("description", func(t *testing.T) { describes(t, s) })
	t.Run("execution", func(t *testing.T) { executes(t, s) })
	t.Run("blocked", func(t *testing.T) { blocks(t, s) })
	t.Run("analysis", func(t *testing.T) { analyzes(t, s) })
	t.Run("errors", func(t *testing.T) { answersErrors(t, s) })
	t.Run("page", func(t *testing.T) { servesPage(t, s) })
	t.Run("TLS", func(t *testing.T) { servesTLS(t, s) })
	t.Run("CORS", func(t *testing.T) { servesCORS(t, s) })
	t.Run("admin", func(t *testing.T) { servesAdmin(t, s) })
	t.Run("access log", func(t *testing.T) { logsAccess(t, s) })
}

// olderRequests sends what the documentation of the service before this one tells its users to send, byte for byte.
func olderRequests(t *testing.T, s *server) {
	root := s.get(t, "/").object(t)
	for name, want := range map[string]any{"status": "healthy", "environment": "production"} {
		if root[name] != want {
			t.Errorf("GET /: %s is %v, want %v", name, root[name], want)
		}
	}
	for _, name := range []string{"service", "version", "timestamp", "policy_version"} {
		if text, _ := root[name].(string); text == "" {
			t.Errorf("GET /: no %s in %v", name, root)
		}
	}
	if _, err := time.Parse(time.RFC3339, root["timestamp"].(string)); err != nil {
		t.Errorf("GET /: %v", err)
	}

	r := s.post(t, "/execute", `{
    "code": "console.log(\"Hello World\"); 2 + 2",
    "language": "javascript",
    "timeout": 10
  }`)
	if r.status != http.StatusOK || r.header.Get("Content-Type") != "application/json" {
		t.Fatalf("POST /execute: %s", r)
	}
	var x execution
	r.decode(t, &x)
	if !x.Success || x.Output != "Hello World" || x.Error != "" || x.ExitCode != 0 || x.Result != 4.0 || x.Time <= 0 || x.Time > 10 {
		t.Errorf("POST /execute: %s", r)
	}
	object := r.object(t)
	for _, name := range []string{"success", "output", "error", "exit_code", "execution_time", "security_report"} {
		if _, ok := object[name]; !ok {
			t.Errorf("POST /execute: no member %s", name)
		}
	}
	if report := object["security_report"].(map[string]any); report["allowed"] != true || report["violations"] == nil {
		t.Errorf("POST /execute: report %v", report)
	} else if _, ok := report["complexity_score"].(float64); !ok {
		t.Errorf("POST /execute: no complexity_score in %v", report)
	}

	var languages struct {
		Languages []map[string]any `json:"languages"`
	}
	s.get(t, "/languages").decode(t, &languages)
	i := slices.IndexFunc(languages.Languages, func(l map[string]any) bool { return l["name"] == "javascript" })
	if i < 0 || languages.Languages[i]["available"] != true || languages.Languages[i]["file_extension"] != ".js" ||
		languages.Languages[i]["timeout_multiplier"] != 1.0 || languages.Languages[i]["command"] == "" {
		t.Errorf("GET /languages: %v", languages)
	}

	policy := s.get(t, "/security/policy").object(t)
	for name, want := range map[string]any{
		"max_execution_time": 30.0, "max_memory_mb": 128.0, "max_output_size": 8192.0, "environment": "production",
		"mode": "enforce", "default_execution_time": 10.0, "max_complexity": 100.0, "max_violations": 5.0,
	} {
		if policy[name] != want {
			t.Errorf("GET /security/policy: %s is %v, want %v", name, policy[name], want)
		}
	}
	rules, _ := policy["rules"].([]any)
	if len(rules) < 20 || policy["dangerous_patterns_count"] != float64(len(rules)) {
		t.Errorf("GET /security/policy: %d rules, dangerous_patterns_count %v", len(rules), policy["dangerous_patterns_count"])
	}
	for _, name := range []string{"limitations", "security_features"} {
		if list, _ := policy[name].([]any); len(list) == 0 {
			t.Errorf("GET /security/policy: no %s", name)
		}
	}
}

func describes(t *testing.T, s *server) {
	health := s.get(t, "/health")
	if o := health.object(t); health.status != http.StatusOK || o["status"] != "ok" || o["workers_version"] == "" {
		t.Errorf("GET /health: %s", health)
	}
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready"} {
		if r := s.get(t, path); r.status != http.StatusOK || r.object(t)["status"] != want {
			t.Errorf("GET %s: %s", path, r)
		}
	}
	var examples []struct{ Title, Language, Code string }
	s.get(t, "/examples").decode(t, &examples)
	if len(examples) < 10 {
		t.Errorf("GET /examples: %d", len(examples))
	}
	for _, e := range examples {
		if e.Title == "" || e.Language == "" || e.Code == "" {
			t.Errorf("GET /examples: %+v", e)
		}
	}
	// HEAD tells the same as GET, without a body.
	for _, path := range []string{"/", "/health", "/languages", "/security/policy", "/ui"} {
		r := s.send(t, request{method: http.MethodHead, url: s.url(path)})
		if r.status != http.StatusOK || len(r.body) != 0 {
			t.Errorf("HEAD %s: %s", path, r)
		}
	}
}

func executes(t *testing.T, s *server) {
	thrown := s.execute(t, http.StatusOK, "const a = 1;\nnull.x")
	if thrown.Success || thrown.ExitCode != 1 || thrown.Termination.Reason != "exception" || thrown.Exception == nil ||
		thrown.Exception.Name != "TypeError" || thrown.Exception.Line != 2 || !strings.Contains(thrown.Error, "TypeError") {
		t.Errorf("a thrown error: %+v", thrown)
	}

	levels := s.execute(t, http.StatusOK, `console.log({a: [1]}); console.info("i"); console.warn("w"); console.error("e"); undefined`)
	if want := "{\n  \"a\": [\n    1\n  ]\n}\n[INFO] i\n[WARN] w"; levels.Output != want || levels.Error != "e" || !levels.Success {
		t.Errorf("output %q, error %q, success %t; want output %q and error \"e\"", levels.Output, levels.Error, levels.Success, want)
	}

	for code, want := range map[string]struct {
		result any
		kind   string
	}{
		`({sum: [1, 2].reduce((a, b) => a + b)})`: {map[string]any{"sum": 3.0}, "object"},
		`"text"`:    {"text", "string"},
		`undefined`: {nil, "undefined"},
		`await new Promise(r => setTimeout(() => r([1, "2"]), 5))`:           {[]any{1.0, "2"}, "array"},
		`class A { #x = 1; get x() { return this.#x ?? 0 } } new A().x ** 2`: {1.0, "number"},
	} {
		x := s.execute(t, http.StatusOK, code)
		if got := mustJSON(x.Result); !x.Success || got != mustJSON(want.result) || x.ResultType != want.kind {
			t.Errorf("%s: result %s of type %s, success %t (%s); want %s of type %s", code, got, x.ResultType, x.Success, x.Error, mustJSON(want.result), want.kind)
		}
	}

	given := s.execute(t, http.StatusOK, `input.items.map(x => x * 2)`, "input", map[string]any{"items": []int{1, 2}})
	if mustJSON(given.Result) != "[2,4]" {
		t.Errorf("input: result %v (%s)", given.Result, given.Error)
	}

	broken := s.execute(t, http.StatusOK, "let a = ;")
	if broken.Success || broken.ExitCode != 1 || broken.Termination.Reason != "syntax_error" || broken.Termination.Started {
		t.Errorf("not a program: %+v", broken)
	}

	// Nothing of one run is seen by the next.
	s.execute(t, http.StatusOK, `var left = 1; console.log = null; JSON.parse = null; "done"`)
	if x := s.execute(t, http.StatusOK, `[typeof left, typeof console.log, typeof JSON.parse].join()`); x.Result != "undefined,function,function" {
		t.Errorf("a run found %v of the one before", x.Result)
	}

	// What the host would offer is not there.
	x := s.execute(t, http.StatusOK, `["process", "require", "fetch", "XMLHttpRequest", "WebSocket", "Deno", "Bun", "module"].filter(n => n in globalThis)`)
	if mustJSON(x.Result) != "[]" {
		t.Errorf("the sandbox offers %v (%s)", x.Result, x.Error)
	}
}

func blocks(t *testing.T, s *server) {
	for name, c := range map[string]struct {
		code, rule string
		line       int
	}{
		"eval":                    {`eval("1")`, "code/eval", 1},
		"eval, spelled otherwise": {"const a = 1;\nglobalThis['ev' + 'al']('1')", "code/eval", 2},
		"eval by alias":           {`const e = (0, eval); e("1")`, "code/eval", 1},
		"constructor":             {`[].filter.constructor("return 1")()`, "code/function-ctor", 1},
		"Function":                {`new Function("return 1")()`, "code/function-ctor", 1},
	} {
		x := s.execute(t, http.StatusBadRequest, c.code)
		if x.Success || x.ExitCode != 1 || x.Error != "Code blocked by security policy" || x.Report.Allowed ||
			x.Termination.Reason != "blocked" || x.Termination.Started || x.Output != "" {
			t.Errorf("%s: %+v", name, x)
		}
		if !x.Report.has(c.rule) || x.Report.Violations[0].Line != c.line {
			t.Errorf("%s: want %s in line %d, got %+v", name, c.rule, c.line, x.Report.Violations)
		}
	}
	// The word alone is nothing.
	for _, code := range []string{
		`const note = "eval(1)"; note.length`, `// eval(1)` + "\n" + `5`, `({eval: 1}).eval`, `function f(eval) { return eval } f(2)`,
		`const process = {env: 3}; process.env`,
	} {
		if x := s.execute(t, http.StatusOK, code); !x.Success || len(x.Report.Violations) != 0 {
			t.Errorf("%s: success %t, violations %+v, error %s", code, x.Success, x.Report.Violations, x.Error)
		}
	}
	// More than five findings block, whatever their severity.
	warned := `localStorage.a;`
	x := s.execute(t, http.StatusOK, "try { "+warned+" } catch (e) {} 1")
	if x.Report.Action != "warn" || !x.Report.Allowed || !x.Success || len(x.Report.Violations) != 1 {
		t.Errorf("one finding: %+v", x.Report)
	}
	x = s.execute(t, http.StatusBadRequest, strings.Repeat("try { "+warned+" } catch (e) {}\n", 6))
	if x.Report.Allowed || len(x.Report.Violations) != 6 {
		t.Errorf("six findings: %+v", x.Report)
	}
}

func analyzes(t *testing.T, s *server) {
	var a struct {
		Allowed bool   `json:"allowed"`
		ID      string `json:"id"`
		Report  report `json:"security_report"`
	}
	r := s.post(t, "/analyze", program("eval('1')"))
	r.decode(t, &a)
	if r.status != http.StatusOK || a.Allowed || a.ID == "" || !a.Report.has("code/eval") {
		t.Errorf("POST /analyze: %s", r)
	}
	r = s.post(t, "/analyze", program("for (;;) {}"))
	if took := r.took; r.status != http.StatusOK || took > 5*time.Second {
		t.Errorf("POST /analyze of a loop took %v: %s", took, r)
	}
}

// answersErrors holds every refusal to one shape: RFC 9457 and the members of the older service.
func answersErrors(t *testing.T, s *server) {
	json, hello := "application/json", program("1")
	for name, c := range map[string]struct {
		q      request
		status int
		code   string
		detail string
	}{
		"no such route":         {request{url: s.url("/nothing/here")}, 404, "not-found", "/nothing/here"},
		"route below another":   {request{url: s.url("/execute/more")}, 404, "not-found", ""},
		"GET /execute":          {request{url: s.url("/execute")}, 405, "method-not-allowed", "POST"},
		"DELETE /languages":     {request{method: "DELETE", url: s.url("/languages")}, 405, "method-not-allowed", "GET"},
		"text":                  {request{method: "POST", url: s.url("/execute"), media: "text/plain", body: hello}, 415, "unsupported-media", "text/plain"},
		"form":                  {request{method: "POST", url: s.url("/execute"), media: "application/x-www-form-urlencoded", body: "code=1"}, 415, "unsupported-media", ""},
		"no media type":         {request{method: "POST", url: s.url("/execute"), body: hello}, 415, "unsupported-media", ""},
		"other charset":         {request{method: "POST", url: s.url("/execute"), media: "application/json; charset=utf-16", body: hello}, 415, "unsupported-media", ""},
		"compressed":            {request{method: "POST", url: s.url("/execute"), media: json, header: http.Header{"Content-Encoding": {"gzip"}}, body: hello}, 415, "unsupported-media", "gzip"},
		"empty body":            {request{method: "POST", url: s.url("/execute"), media: json}, 400, "invalid-request", ""},
		"cut":                   {request{method: "POST", url: s.url("/execute"), media: json, body: `{"code":`}, 400, "invalid-request", ""},
		"list":                  {request{method: "POST", url: s.url("/execute"), media: json, body: `[1]`}, 400, "invalid-request", ""},
		"two values":            {request{method: "POST", url: s.url("/execute"), media: json, body: hello + hello}, 400, "invalid-request", ""},
		"name given twice":      {request{method: "POST", url: s.url("/execute"), media: json, body: `{"code":"1","code":"2"}`}, 400, "invalid-request", ""},
		"name in capitals":      {request{method: "POST", url: s.url("/execute"), media: json, body: `{"code":"1","Code":"2"}`}, 400, "invalid-request", ""},
		"no UTF-8":              {request{method: "POST", url: s.url("/execute"), media: json, body: "{\"code\":\"\xff\"}"}, 400, "invalid-request", ""},
		"deep":                  {request{method: "POST", url: s.url("/execute"), media: json, body: `{"code":"1","input":` + strings.Repeat("[", 100_000)}, 400, "invalid-request", ""},
		"no code":               {request{method: "POST", url: s.url("/execute"), media: json, body: `{"language":"javascript"}`}, 400, "invalid-request", "code"},
		"code is a number":      {request{method: "POST", url: s.url("/execute"), media: json, body: `{"code":1}`}, 400, "invalid-request", "code"},
		"empty code":            {request{method: "POST", url: s.url("/execute"), media: json, body: `{"code":" "}`}, 400, "invalid-request", "code"},
		"other language":        {request{method: "POST", url: s.url("/execute"), media: json, body: program("1", "language", "python")}, 400, "invalid-request", "python"},
		"timeout below nothing": {request{method: "POST", url: s.url("/execute"), media: json, body: program("1", "timeout", -1)}, 400, "invalid-request", "timeout"},
		"timeout in words":      {request{method: "POST", url: s.url("/execute"), media: json, body: program("1", "timeout", "10")}, 400, "invalid-request", "timeout"},
		"too large":             {request{method: "POST", url: s.url("/execute"), media: json, body: program(strings.Repeat("1", 1<<20))}, 413, "payload-too-large", ""},
		"too large, chunked":    {request{method: "POST", url: s.url("/execute"), media: json, body: struct{ *strings.Reader }{strings.NewReader(program(strings.Repeat("1", 1<<20)))}}, 413, "payload-too-large", ""},
		"analysis without code": {request{method: "POST", url: s.url("/analyze"), media: json, body: `{}`}, 400, "invalid-request", "code"},
	} {
		t.Run(name, func(t *testing.T) {
			r := s.send(t, c.q)
			if r.status != c.status {
				t.Fatalf("status %d, want %d: %s", r.status, c.status, r)
			}
			o := r.object(t)
			if o["status"] != float64(c.status) || o["code"] != c.code || o["type"] != "/problems/"+c.code || o["success"] != false {
				t.Errorf("status, code, type or success: %s", r)
			}
			for _, name := range []string{"title", "detail", "message", "error"} {
				if text, _ := o[name].(string); text == "" {
					t.Errorf("no %s: %s", name, r)
				}
			}
			if detail, _ := o["detail"].(string); !strings.Contains(detail, c.detail) {
				t.Errorf("detail %q does not name %q", detail, c.detail)
			}
			switch routes, _ := o["available_routes"].([]any); {
			case c.status == 404 && len(routes) < 6:
				t.Errorf("available_routes: %s", r)
			case c.status == 405 && r.header.Get("Allow") == "":
				t.Error("no Allow header")
			}
			c.q.header = http.Header{"Accept": {"application/problem+json"}}
			if _, stream := c.q.body.(interface{ Read([]byte) (int, error) }); stream || c.code == "unsupported-media" {
				return
			}
			if r := s.send(t, c.q); r.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("Content-Type %q for a client that accepts problems", r.header.Get("Content-Type"))
			}
		})
	}
	// All faults of a request are told at once.
	r := s.post(t, "/execute", `{"language":"cobol","timeout":0}`)
	if faults, _ := r.object(t)["errors"].([]any); r.status != 400 || len(faults) != 3 {
		t.Errorf("want three faults: %s", r)
	}
	if r := s.send(t, request{method: "OPTIONS", url: s.url("/execute")}); r.status != http.StatusNoContent || !strings.Contains(r.header.Get("Allow"), "POST") {
		t.Errorf("OPTIONS /execute: %s", r)
	}
	// A host that is not ours is not served: another name that leads here may be an attack by DNS.
	if r := s.send(t, request{url: s.url("/health"), header: http.Header{"Host": {"evil.example"}}}); len(r.body) != 0 {
		t.Errorf("a foreign host is served: %s", r)
	}
}

func servesPage(t *testing.T, s *server) {
	r := s.get(t, "/ui")
	if r.status != http.StatusOK || !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") || !strings.Contains(strings.ToLower(string(r.body)), "<!doctype html>") {
		t.Errorf("GET /ui: %s", r)
	}
	if csp := r.header.Get("Content-Security-Policy"); !strings.Contains(csp, "'none'") && !strings.Contains(csp, "'self'") || strings.Contains(csp, "unsafe") {
		t.Errorf("Content-Security-Policy %q", csp)
	}
}

func servesTLS(t *testing.T, s *server) {
	r := s.send(t, request{method: "POST", url: s.tlsURL("/execute"), media: "application/json", body: program("6 * 7")})
	var x execution
	r.decode(t, &x)
	if r.proto != "HTTP/2.0" || !x.Success || x.Result != 42.0 {
		t.Errorf("over TLS: %s %s", r.proto, r)
	}
	// The certificate is the internal authority's and of no other.
	stranger := s.newClient(&http.Transport{})
	if _, err := stranger.Get(s.tlsURL("/health")); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a client that does not know the authority: %v", err)
	}
}

func servesCORS(t *testing.T, s *server) {
	const ours, foreign = "http://localhost:5173", "http://localhost.evil.example"
	preflight := func(origin string) reply {
		return s.send(t, request{method: "OPTIONS", url: s.url("/execute"), header: http.Header{
			"Origin": {origin}, "Access-Control-Request-Method": {"POST"}, "Access-Control-Request-Headers": {"content-type"},
		}})
	}
	r := preflight(ours)
	if r.status != http.StatusNoContent || r.header.Get("Access-Control-Allow-Origin") != ours ||
		!strings.Contains(r.header.Get("Access-Control-Allow-Methods"), "POST") ||
		!strings.Contains(r.header.Get("Access-Control-Allow-Headers"), "Content-Type") || !slices.Contains(r.header.Values("Vary"), "Origin") {
		t.Errorf("preflight: %s", r)
	}
	for _, origin := range []string{foreign, "null", "http://localhost:80.evil.example", "https://example.com"} {
		if r := preflight(origin); r.header.Get("Access-Control-Allow-Origin") != "" || r.header.Get("Access-Control-Allow-Methods") != "" {
			t.Errorf("preflight from %s: %s", origin, r)
		}
		r := s.send(t, request{method: "POST", url: s.url("/execute"), media: "application/json", body: program("1"), header: http.Header{"Origin": {origin}}})
		if r.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("request from %s: %s", origin, r)
		}
	}
	r = s.send(t, request{method: "POST", url: s.url("/execute"), media: "application/json", body: program("1"), header: http.Header{"Origin": {ours}}})
	if r.status != http.StatusOK || r.header.Get("Access-Control-Allow-Origin") != ours {
		t.Errorf("request: %s", r)
	}
}

func servesAdmin(t *testing.T, s *server) {
	id := s.execute(t, http.StatusBadRequest, `eval("admin")`).ID
	status := s.send(t, request{url: s.adminURL("/code_interceptor/status")})
	if o := status.object(t); status.status != http.StatusOK || o["default_policy"] != "standard" || o["version"] == "" {
		t.Errorf("status: %s", status)
	}
	records := s.send(t, request{url: s.adminURL("/code_interceptor/records?n=5")})
	if records.status != http.StatusOK || !strings.Contains(string(records.body), id) || strings.Contains(string(records.body), `eval(\"admin\")`) {
		t.Errorf("records: want %s and not its code in %s", id, records)
	}
	if r := s.send(t, request{method: "POST", url: s.adminURL("/code_interceptor/status")}); r.status != http.StatusMethodNotAllowed {
		t.Errorf("POST: %s", r)
	}
}

func logsAccess(t *testing.T, s *server) {
	s.send(t, request{method: "POST", url: s.url("/execute?log=1"), media: "application/json", body: program(`eval("secret-in-code")`), header: http.Header{"Authorization": {"Bearer secret-in-header"}}})
	line := s.logged("http.log.access", "/execute?log=1")
	if !strings.Contains(line, `"decision":"block"`) || !strings.Contains(line, "code/eval") || !strings.Contains(line, "code_sha256") {
		t.Errorf("the access log says nothing of the verdict: %s", line)
	}
	for _, secret := range []string{"secret-in-code", "secret-in-header", `"Authorization":`} {
		if strings.Contains(s.logText(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}
