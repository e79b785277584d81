// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// apiPassword is the password of the example public-api in these tests.
const apiPassword = "correct horse battery staple"

// passwordHash has Caddy make the hash, at the lowest cost.
func passwordHash(t *testing.T) string {
	t.Helper()
	out, errOut, err := caddyCommand(t, nil, "hash-password", "--plaintext", apiPassword, "--bcrypt-cost", "4")
	if err != nil {
		t.Fatalf("%v\n%s", err, errOut)
	}
	return strings.TrimSpace(out)
}

// TestServerCaddyfiles holds every Caddyfile that people copy to what Caddy says of it.
func TestServerCaddyfiles(t *testing.T) {
	files, err := filepath.Glob("../examples/*/Caddyfile")
	if err != nil || len(files) != 3 {
		t.Fatalf("%v, %v: want three", files, err)
	}
	env := map[string]string{"API_PASSWORD_HASH": passwordHash(t)}
	for _, file := range append(files, rootCaddyfile) {
		t.Run(file, func(t *testing.T) {
			if out, _, err := caddyCommand(t, env, "fmt", "--diff", file); err != nil {
				t.Errorf("caddy fmt: %v\n%s", err, out)
			}
			out, errOut, err := caddyCommand(t, env, "adapt", "--config", file, "--adapter", "caddyfile")
			if err != nil || strings.Contains(errOut, `"warn"`) || !strings.Contains(out, `"code_`) {
				t.Errorf("caddy adapt: %v\n%s%s", err, out, errOut)
			}
			if out, errOut, err := caddyCommand(t, env, "validate", "--config", file, "--adapter", "caddyfile"); err != nil || !strings.Contains(out+errOut, "Valid configuration") {
				t.Errorf("caddy validate: %v\n%s%s", err, out, errOut)
			}
		})
	}
}

func TestServerPlayground(t *testing.T) {
	s := start(t, "../examples/playground/Caddyfile", nil)
	if x := s.execute(t, http.StatusOK, `console.log("Hello World"); 2 + 2`); !x.Success || x.Output != "Hello World" || x.Result != 4.0 {
		t.Errorf("%+v", x)
	}
	if r := s.get(t, "/ui"); r.status != http.StatusOK {
		t.Errorf("GET /ui: %s", r)
	}
}

// goEnviron lets a script build with what this machine has built already.
func goEnviron(t *testing.T, env map[string]string) {
	t.Helper()
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "CGO_ENABLED"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		env[name] = strings.TrimSpace(string(out))
	}
}

// TestServerCopiedExample starts a copy of the example that belongs to no checkout.
func TestServerCopiedExample(t *testing.T) {
	const example = "../examples/in-front-of-an-app"
	module, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(example, "start.sh"))
	if err != nil {
		t.Fatal(err)
	}
	// The script names the version that the tests have run with.
	_, version, _ := strings.Cut(string(module), "github.com/coder/websocket ")
	version, _, _ = strings.Cut(version, "\n")
	if !strings.Contains(string(script), "github.com/coder/websocket@"+version+" ") {
		t.Errorf("start.sh does not name version %q", version)
	}
	folder := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(folder, os.DirFS(example)); err != nil {
		t.Fatal(err)
	}
	s := prepare(t, filepath.Join(folder, "Caddyfile"), nil)
	cmd := exec.Command("sh", filepath.Join(folder, "start.sh"))
	cmd.Env = environ(t.TempDir(), nil)
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "CADDY=") {
		t.Errorf("without a Caddy: %v, %s", err, out)
	}
	// What go.sum vouches for is in the module cache; nothing is downloaded.
	goEnviron(t, s.env)
	s.env["CADDY"], s.env["GOPROXY"], s.env["GOSUMDB"] = s.binary, "off", "off"
	s.launch(exec.Command("sh", filepath.Join(folder, "start.sh")))
	s.awaitReady()
	awaitPort(t, s.env["APP_PORT"])
	if r := s.get(t, "/"); r.status != http.StatusOK || !strings.Contains(string(r.body), "<form") {
		t.Errorf("GET /: %s", r)
	}
	if left, err := filepath.Glob(filepath.Join(folder, "app", "go.*")); err != nil || len(left) > 0 {
		t.Errorf("the script left %s, %v", left, err)
	}
}

// TestServerInFrontOfAnApp starts the example as its README says, and talks to the app through it.
func TestServerInFrontOfAnApp(t *testing.T) {
	folder, err := filepath.Abs("../examples/in-front-of-an-app")
	if err != nil {
		t.Fatal(err)
	}
	s := prepare(t, filepath.Join(folder, "Caddyfile"), map[string]string{"CADDY": ""})
	s.env["CADDY"] = s.binary
	goEnviron(t, s.env)
	cmd := exec.Command("sh", filepath.Join(folder, "start.sh"))
	cmd.Dir = t.TempDir()
	s.launch(cmd)
	s.awaitReady()
	awaitPort(t, s.env["APP_PORT"])

	post := func(path, media string, body any) reply {
		return s.send(t, request{method: "POST", url: s.url(path), media: media, body: body})
	}
	if r := s.get(t, "/"); r.status != http.StatusOK || !strings.Contains(string(r.body), "<form") {
		t.Errorf("GET /: %s", r)
	}
	// Formulas: enforced, wherever they stand.
	r := post("/api/formulas", "application/json", `{"name":"sum","formula":"a + b","steps":[{"code":"a"},{"code":"b"}]}`)
	if r.status != http.StatusCreated {
		t.Errorf("a formula: %s", r)
	}
	r = post("/api/formulas", "application/json", `{"name":"sum","formula":"a + b","steps":[{"code":"a"},{"code":"eval(b)"}]}`)
	if r.status != http.StatusForbidden || !strings.Contains(string(r.body), "json:/steps/1/code") {
		t.Errorf("a hostile step: %s", r)
	}
	// Notes: watched only; the app is told.
	r = post("/notes", formMedia, "title=a&script=eval(1)")
	if r.status != http.StatusCreated || r.object(t)["rules"] != "code/eval" {
		t.Errorf("a hostile note: %s", r)
	}
	s.logged("code would be blocked", "code/eval", "/notes")
	// Plugins: bare and as files, by the strict policy.
	if r := post("/api/plugins", "text/javascript", honestCode); r.status != http.StatusCreated {
		t.Errorf("a plugin: %s", r)
	}
	if r := post("/api/plugins", "text/javascript", oddCode); r.status != http.StatusForbidden {
		t.Errorf("a plugin that the strict policy blocks: %s", r)
	}
	media, body := multipartBody("script", "", "tool.js", hostileCode)
	if r := post("/api/plugins", media, body); r.status != http.StatusForbidden {
		t.Errorf("a hostile plugin file: %s", r)
	}
	// What no glob names is not judged, and the app does not take it.
	media, body = multipartBody("tool.mjs", hostileCode)
	if r := post("/api/plugins", media, body); r.status != http.StatusBadRequest {
		t.Errorf("a file that is no plugin: %s", r)
	}
	judgesEverySpelling(t, s)
	cutsSlowBodies(t, s)
	// Previews: run at the gate.
	var x execution
	r = post("/api/preview", "application/json", program("21 * 2"))
	if r.decode(t, &x); r.status != http.StatusOK || x.Result != 42.0 {
		t.Errorf("a preview: %s", r)
	}
	if x.Limits.WallMS != 2000 || x.Limits.MemoryMB != 64 {
		t.Errorf("limits of a preview: %+v", x.Limits)
	}
	// The other two sites.
	r = s.send(t, request{method: "POST", url: "http://localhost:" + s.env["PAGES_PORT"] + "/api/formulas", media: "application/json", body: `{"formula":"eval(1)"}`})
	if r.status != http.StatusForbidden || !strings.HasPrefix(string(r.body), "This script cannot be taken: code/eval in line 1. Tell the help desk scn_") {
		t.Errorf("the site with pages of its own: %s", r)
	}
	r = s.send(t, request{method: "POST", url: s.tlsURL("/echo/x"), media: "application/octet-stream", body: []byte{0, 255}})
	if o := r.object(t); r.proto != "HTTP/2.0" || o["body"] != base64.StdEncoding.EncodeToString([]byte{0, 255}) {
		t.Errorf("over TLS: %s", r)
	}
	conn, _, err := websocket.Dial(t.Context(), s.url("/live"), &websocket.DialOptions{HTTPClient: &http.Client{Transport: s.client.Transport}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	if err := conn.Write(t.Context(), websocket.MessageBinary, []byte{1}); err != nil {
		t.Fatal(err)
	}
	if _, got, err := conn.Read(t.Context()); err != nil || !bytes.Equal(got, []byte{1}) {
		t.Errorf("%v, %v", got, err)
	}
	// What was blocked never reached the app.
	items := string(s.get(t, "/api/items").body)
	if strings.Count(items, `"id"`) != 3 || strings.Contains(items, "eval(b)") || strings.Contains(items, "localStorage") {
		t.Errorf("the app keeps %s", items)
	}
	// The script ends both when it is ended, which stopping the server looks for.
}

// judgesEverySpelling holds that a route is judged however it is asked for, and that verdicts cannot be forged.
func judgesEverySpelling(t *testing.T, s *server) {
	t.Helper()
	const hostile = `{"formula":"eval(1)","code":"eval(1)"}`
	for line, want := range map[string]int{
		"DELETE /api/formulas": 403, "GET /api/formulas": 403, "PUT /api/formulas": 403, "POST /api/formulas/": 403, "POST /api/formulas.json": 403,
		"POST /api/formulas/1/": 403, "POST //api//formulas": 403, "POST /API/Formulas": 403, "POST /api%2Fformulas": 403, "POST /api/x/../formulas": 403,
		"POST /api/formulas;x=1": 403, "POST /api;x=1/formulas": 400, "POST /api/formulas%3Bx": 403, "POST /api%5Cformulas": 400,
		"POST /api/preview/": 403, "POST /api/preview.json": 403, "GET /api/preview": 403, "POST /api/preview;x": 403,
	} {
		method, path, _ := strings.Cut(line, " ")
		text := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", method, path, len(hostile), hostile)
		if r := s.raw(t, text); r.status != want {
			t.Errorf("%s: status %d, want %d: %s", line, r.status, want, r)
		}
	}
	// The app answers 404 to what it does not know; the gate does not.
	var x execution
	r := s.send(t, request{method: "POST", url: s.url("/api/preview/"), media: "application/json", body: program("21 * 2")})
	if r.decode(t, &x); r.status != http.StatusOK || x.Result != 42.0 {
		t.Errorf("a preview with a slash behind: %s", r)
	}
	if r := s.get(t, "/api/preview"); r.status != http.StatusUnprocessableEntity {
		t.Errorf("a preview of nothing: %s", r)
	}
	r = s.send(t, request{method: "POST", url: s.url("/echo/x"), media: "text/plain", body: "x", header: http.Header{
		"Code-Interceptor-Verdict": {"forged"}, "code-interceptor-rules": {"forged"}, "Code_Interceptor_Verdict": {"forged"}, "X-Own": {"kept"}}})
	if text := string(r.body); r.status != http.StatusOK || strings.Contains(text, "forged") || !strings.Contains(text, "kept") {
		t.Errorf("forged headers on a route that is not judged: %s", r)
	}
}

// cutsSlowBodies sends one byte and no more; the answer has to come without the rest.
func cutsSlowBodies(t *testing.T, s *server) {
	t.Helper()
	r := s.raw(t, "POST /api/formulas HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
	if r.status != http.StatusRequestTimeout {
		t.Errorf("a body that does not come: %s", r)
	}
}

func TestServerPublicAPI(t *testing.T) {
	const origin, perUser, perIP = "https://play.example.com", 6, 60
	s := prepare(t, "../examples/public-api/Caddyfile", map[string]string{
		"API_PASSWORD_HASH": passwordHash(t), "RATE_LIMIT_PER_USER": fmt.Sprint(perUser), "RATE_LIMIT_PER_IP": fmt.Sprint(perIP),
	})
	s.env["TLS_PORT"] = s.env["PORT"]
	s.run()
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("demo:"+apiPassword))
	sent := 0
	send := func(method, path string, body any, header ...string) reply {
		h := http.Header{}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		if method != http.MethodOptions {
			sent++
		}
		return s.send(t, request{method: method, url: s.tlsURL(path), media: "application/json", header: h, body: body})
	}
	allows := func(r reply, want string) {
		t.Helper()
		if got := r.header.Get("Access-Control-Allow-Origin"); got != want {
			t.Errorf("Access-Control-Allow-Origin %q, want %q: %s", got, want, r)
		}
	}

	// A preflight carries no credentials and is answered all the same, as often as a browser likes.
	for range perIP + 5 {
		r := send("OPTIONS", "/execute", nil, "Origin", origin, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")
		if r.status != http.StatusNoContent || !strings.Contains(r.header.Get("Access-Control-Allow-Headers"), "Authorization") {
			t.Fatalf("preflight: %s", r)
		}
		allows(r, origin)
	}
	r := send("OPTIONS", "/execute", nil, "Origin", "https://play.example.com.evil.example", "Access-Control-Request-Method", "POST")
	allows(r, "")
	if r.status == http.StatusNoContent {
		t.Errorf("preflight of a foreign origin: %s", r)
	}
	sent++ // that one met the limit like any other request

	for name, header := range map[string][]string{
		"nobody":         {"Origin", origin},
		"wrong password": {"Origin", origin, "Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte("demo:guess"))},
		"wrong user":     {"Origin", origin, "Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte("root:"+apiPassword))},
	} {
		r := send("POST", "/execute", program("1"), header...)
		if o := r.object(t); r.status != http.StatusUnauthorized || o["code"] != "unauthorized" || o["error"] == "" || o["status"] != 401.0 || r.header.Get("Www-Authenticate") == "" {
			t.Errorf("%s: %s", name, r)
		}
		allows(r, origin)
	}

	used := 0
	run := func(code string, header ...string) reply {
		used++
		return send("POST", "/execute", program(code), append(header, "Authorization", basic)...)
	}
	var x execution
	r = run("6 * 7", "Origin", origin)
	if r.decode(t, &x); r.status != http.StatusOK || x.Result != 42.0 || x.Limits.WallMS != 5000 || x.Limits.MemoryMB != 64 {
		t.Errorf("with the password: %s", r)
	}
	allows(r, origin)
	if r.header.Get("Server") != "" || r.header.Get("Strict-Transport-Security") == "" || r.header.Get("X-Request-Id") == "" {
		t.Errorf("headers: %s", r)
	}
	// The strict policy, and 403 for what it blocks.
	r = run(oddCode, "Origin", origin)
	if r.status != http.StatusForbidden || r.object(t)["error"] != "Code blocked by security policy" {
		t.Errorf("blocked: %s", r)
	}
	allows(r, origin)
	allows(run("1", "Origin", "https://evil.example"), "")
	if line := s.logged("http.log.access", `"user_id":"demo"`); strings.Contains(s.logText(), basic) || strings.Contains(line, apiPassword) {
		t.Error("the log holds the password")
	}
	if r := send("GET", "/ui", nil, "Authorization", basic); r.status != http.StatusNotFound {
		t.Errorf("GET /ui: %s", r)
	}
	records := s.send(t, request{url: s.adminURL("/code_interceptor/records")})
	if !strings.Contains(string(records.body), `"demo"`) {
		t.Errorf("the run log does not know who asked: %s", records)
	}

	// The limit per user, then the limit per address; each says its name, and browsers may read it.
	limited := func(r reply, zone string) {
		t.Helper()
		o := r.object(t)
		if r.status != http.StatusTooManyRequests || r.header.Get("Retry-After") == "" || o["code"] != "quota-exhausted" ||
			o["retryable"] != true || !strings.Contains(fmt.Sprint(o["message"]), zone) || o["error"] != "Too Many Requests" {
			t.Errorf("want the limit %s: %s", zone, r)
		}
		allows(r, origin)
	}
	for used < perUser {
		if r := run("1"); r.status != http.StatusOK {
			t.Fatalf("program %d of %d: %s", used, perUser, r)
		}
	}
	limited(run("1", "Origin", origin), "programs_per_user")
	if r := send("GET", "/languages", nil, "Authorization", basic); r.status != http.StatusOK {
		t.Errorf("what runs no program is limited too: %s", r)
	}
	for sent < perIP {
		if r := send("GET", "/healthz", nil, "Authorization", basic); r.status != http.StatusOK {
			t.Fatalf("request %d of %d: %s", sent, perIP, r)
		}
	}
	limited(send("GET", "/healthz", nil, "Origin", origin), "requests_per_ip")
	if r := send("GET", "/healthz", nil, "Accept", "application/problem+json"); r.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("for a client that accepts problems: %s", r)
	}
}

// TestServerRateLimits holds that the limits of the root Caddyfile limit, together over its sites.
func TestServerRateLimits(t *testing.T) {
	s := start(t, rootCaddyfile, map[string]string{"RATE_LIMIT_REQUESTS": "12", "RATE_LIMIT_PROGRAMS": "4"})
	zone := func(r reply) string {
		t.Helper()
		if r.status != http.StatusTooManyRequests {
			return fmt.Sprint(r.status)
		}
		for _, zone := range []string{"programs_per_ip", "requests_per_ip"} {
			if strings.Contains(fmt.Sprint(r.object(t)["detail"]), zone) {
				return zone
			}
		}
		return r.String()
	}
	for i := range 15 {
		want := "200"
		switch {
		case i >= 12:
			want = "requests_per_ip"
		case i >= 4 && i < 8:
			want = "programs_per_ip"
		}
		q := request{method: "POST", url: s.url("/execute"), media: "application/json", body: program("1")}
		if i%2 == 1 {
			q.url = s.tlsURL("/execute")
		}
		if i >= 8 {
			q = request{url: s.url("/languages")}
		}
		if got := zone(s.send(t, q)); got != want {
			t.Errorf("request %d: %s, want %s", i, got, want)
		}
	}
}

// TestServerRefusesToStart holds that a configuration that cannot be says what is wrong with it, and no secret.
func TestServerRefusesToStart(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		env  map[string]string
		want []string
	}{
		"unknown store":           {rootCaddyfile, map[string]string{"DATABASE_URL": "postgres://user:s3cret-word@db/x"}, []string{"store", "memory", "postgres://user"}},
		"memory in words":         {rootCaddyfile, map[string]string{"MAX_MEMORY_MB": "lots"}, []string{"memory_limit", "lots"}},
		"memory below the engine": {rootCaddyfile, map[string]string{"MAX_MEMORY_MB": "1"}, []string{"memory", "8 MiB"}},
		"time below nothing":      {rootCaddyfile, map[string]string{"MAX_EXECUTION_TIME": "-5"}, []string{"timeout", "-5"}},
		"unknown level":           {rootCaddyfile, map[string]string{"LOG_LEVEL": "CHATTY"}, []string{"level", "chatty"}},
		"no password":             {"../examples/public-api/Caddyfile", nil, []string{"basic_auth", "password"}},
	} {
		t.Run(name, func(t *testing.T) {
			env := map[string]string{"CADDY_ADMIN": "off"}
			for i, port := range freePorts(t, len(portNames)) {
				env[portNames[i]] = port
			}
			for k, v := range c.env {
				env[k] = v
			}
			out, errOut, err := caddyCommand(t, env, "run", "--config", c.file, "--adapter", "caddyfile")
			if err == nil {
				t.Fatal("it ran")
			}
			text := out + errOut
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("the error does not name %q: %s", want, tail(text))
				}
			}
			if strings.Contains(text, "s3cret-word") || strings.Contains(text, "panic") {
				t.Errorf("the error tells a secret or is a panic: %s", tail(text))
			}
		})
	}
}
