// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeAPI answers with recorded bodies, chosen by a word in the program, so that the page can be tested alone.
type fakeAPI struct {
	mu       sync.Mutex
	bodies   []string // of POST execute
	analyzed int
	// cancelled gets one value for every run whose client went away.
	cancelled chan struct{}
	bare      bool // without the routes the page can do without
}

const hostile = `<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>`

func violation(line, column, endColumn int, rule, severity, text, fix string) string {
	return fmt.Sprintf(`{"line":%d,"column":%d,"end_line":%d,"end_column":%d,"pattern":"%s","description":%q,"severity":%q,"rule_id":%q,"action":"block",
		"evidence":"","fix":%q,"cwe":"CWE-95","source":"analysis"}`, line, column, line, endColumn, rule, text, severity, rule, fix)
}

// report answers for a program: a finding for each word it knows, at its place.
func report(code string) (body string, allowed bool) {
	allowed = true
	var found []string
	for i, line := range strings.Split(code, "\n") {
		if at := strings.Index(line, "eval"); at >= 0 {
			allowed = false
			found = append(found, violation(i+1, at+1, at+5, "code/eval", "high", "eval turns a string into running code "+hostile, "write the code as a function, or parse data with JSON.parse"))
		}
		if at := strings.Index(line, "setInterval"); at >= 0 {
			found = append(found, violation(i+1, at+1, at+12, "timer/use", "medium", "setInterval runs code again and again", "use a loop that ends"))
		}
		if at := strings.Index(line, "globalThis"); at >= 0 {
			found = append(found, violation(i+1, at+1, at+11, "global/object", "low", "globalThis reaches every global there is", "name the global you need"))
		}
	}
	return fmt.Sprintf(`{"allowed":%v,"action":"block","mode":"enforce","policy":"standard","policy_version":"p-7f3a","complexity_score":12,"score":%d,
		"code_hash":"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","violations":[%s]}`,
		allowed, len(found)*5, strings.Join(found, ",")), allowed
}

const tail = `"execution_time":0.0042,"language":"javascript","output_bytes":%d,"truncated":{"output":%v,"logs":false,"result":false},
	"usage":{"wall_ms":4.2,"cpu_ms":3.1,"peak_memory_bytes":18874368},
	"limits":{"wall_ms":10000,"memory_mb":128,"output_bytes":8192},"security_report":%s}`

func (a *fakeAPI) execute(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	a.mu.Lock()
	a.bodies = append(a.bodies, string(raw))
	a.mu.Unlock()
	var request struct{ Code string }
	_ = json.Unmarshal(raw, &request)
	security, allowed := report(request.Code)
	answer := func(status int, format string, args ...any) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, format, args...)
	}
	has := func(word string) bool { return strings.Contains(request.Code, word) }
	switch {
	case has("PROXY"):
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, "<html><b>"+hostile+"</b></html>")
	case has("BUSY"):
		w.Header().Set("Retry-After", "7")
		answer(503, `{"type":"/problems/queue-full","title":"Service Unavailable","status":503,"detail":"the queue is full %s","error":"Service Unavailable"}`, strings.ReplaceAll(hostile, `"`, `\"`))
	case has("FAULTS"):
		answer(400, `{"title":"Bad Request","status":400,"detail":"two faults","error":"Bad Request","errors":[{"pointer":"/limits/memory_mb","detail":"above the ceiling"},{"pointer":"/timeout","detail":"below zero"}]}`)
	case has("while (true)"):
		select {
		case <-r.Context().Done():
			a.cancelled <- struct{}{}
		case <-time.After(30 * time.Second):
		}
	case !allowed:
		answer(400, `{"type":"/problems/policy-violation","title":"Code blocked by security policy","status":400,"id":"exe_2","success":false,"output":"",
			"error":"Code blocked by security policy","exit_code":1,"result":null,"result_type":"","logs":[],
			"termination":{"reason":"blocked","started":false,"message":"the policy did not let the program start"},"exception":null,`+tail, 0, false, security)
	case has("throw"):
		answer(200, `{"id":"exe_3","success":false,"output":"before\n","error":"TypeError: no `+"<b>"+`","exit_code":1,"result":null,"result_type":"undefined",
			"logs":[{"t_ms":0.2,"level":"log","text":"before"}],"termination":{"reason":"exception","started":true,"message":"the program threw"},
			"exception":{"name":"TypeError","message":"no <b>","line":2,"column":3,"stack":[{"line":2,"column":3,"function":"f"},{"line":4,"column":1}]},`+tail, 7, false, security)
	case has("HOSTILE"):
		text, _ := json.Marshal(hostile + "\u001b[31m\u202egnp.exe")
		answer(200, `{"id":"exe_4","success":true,"output":%s,"error":"","exit_code":0,"result":{"<img src=x onerror=window.pwned=3>":%s,"__proto__":{"polluted":1},"n":12345678901234567890},
			"result_type":"object","logs":[{"t_ms":0.1,"level":"<b>","text":%s}],"termination":{"reason":"completed","started":true,"message":""},"exception":null,`+tail, text, text, text, 90, true, security)
	case has("DEEP"):
		answer(200, `{"id":"exe_5","success":true,"output":"","error":"","exit_code":0,"result":%s1%s,"result_type":"array","logs":[],
			"termination":{"reason":"completed","started":true,"message":""},"exception":null,`+tail, strings.Repeat("[", 30_000), strings.Repeat("]", 30_000), 0, false, security)
	default:
		answer(200, `{"id":"exe_1","success":true,"output":"Hello World\n[WARN] the third reading is late\n","error":"no reading from sensor 4","exit_code":0,
			"result":{"total":4,"mean":2.5,"sensors":["north","south",null],"ok":true,"last":{"at":"2026-03-01","value":12345678901234567890}},"result_type":"object",
			"logs":[{"t_ms":0.21,"level":"log","text":"Hello World"},{"t_ms":0.9,"level":"info","text":"reading 4 sensors"},{"t_ms":1.2,"level":"warn","text":"the third reading is late"},
			{"t_ms":2.4,"level":"error","text":"no reading from sensor 4"},{"t_ms":3.0,"level":"log","text":"{\n  \"mean\": 2.5\n}"}],
			"termination":{"reason":"completed","started":true,"message":""},"exception":null,`+tail, 9300, true, security)
	}
}

// start serves the page and the routes it calls below prefix.
func (a *fakeAPI) start(t *testing.T, prefix string) string {
	t.Helper()
	a.cancelled = make(chan struct{}, 4)
	mux := http.NewServeMux()
	mux.Handle(prefix+"/ui", Handler(prefix))
	mux.Handle(prefix+"/ui/", Handler(prefix))
	mux.HandleFunc("POST "+prefix+"/execute", a.execute)
	fixed := func(route, body string) {
		mux.HandleFunc("GET "+prefix+"/"+route, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, body)
		})
	}
	if !a.bare {
		mux.HandleFunc("POST "+prefix+"/analyze", func(w http.ResponseWriter, r *http.Request) {
			var request struct{ Code string }
			_ = json.NewDecoder(r.Body).Decode(&request)
			a.mu.Lock()
			a.analyzed++
			a.mu.Unlock()
			security, allowed := report(request.Code)
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprintf(w, `{"id":"scan_1","allowed":%v,"security_report":%s,"debug":{"timings_ms":{"parse":0.2},"policy_trail":["mode enforce"]}}`, allowed, security)
		})
		fixed("languages", `{"languages":[{"name":"javascript","available":true},{"name":"python","available":false}]}`)
		fixed("security/policy", `{"max_execution_time":30,"max_memory_mb":128,"max_output_size":8192,"mode":"enforce","version":"p-7f3a","rules":[
			{"id":"code/eval","title":"eval and its kin turn text into code","severity":"high","fix":"write the code as a function"},
			{"id":"timer/use","title":"timers","severity":"medium"}]}`)
		fixed("examples", `[{"title":"Hello","language":"javascript","code":"console.log('hi')"},{"title":"Blocked: eval `+"<b>"+`","language":"javascript","code":"const s = '1+1';\neval(s)\n"}]`)
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + prefix
}

// ran returns the bodies of the runs asked for; checked counts the programs sent to analyze.
func (a *fakeAPI) ran() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]string(nil), a.bodies...)
}

func (a *fakeAPI) checked() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.analyzed
}

// bomb returns the fragment of a link that unpacks to far more than the page takes.
func bomb() string {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	_, _ = io.WriteString(w, `{"code":"`)
	for range 64 {
		_, _ = w.Write(bytes.Repeat([]byte("a"), 1<<20))
	}
	_, _ = io.WriteString(w, `"}`)
	_ = w.Close()
	return base64.RawURLEncoding.EncodeToString(packed.Bytes())
}
