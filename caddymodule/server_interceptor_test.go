// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// interceptedSites stand in front of the example's app, with everything on that gets between a request and its handler.
const interceptedSites = `{
	skip_install_trust
	auto_https disable_redirects
	admin localhost:{$ADMIN_PORT}
	default_bind 127.0.0.1
	metrics
	code_interceptor {
		policy quiet {
			extends relaxed
			rule code/eval off
		}
	}
}

(app) {
	log
	encode zstd gzip
	header >X-Seen "{http.code_interceptor.decision}|{http.code_interceptor.rule}|{http.code_interceptor.source}|{http.code_interceptor.line}"

	code_interceptor /echo/json* {
		extract json /code /steps/*/code
	}
	code_interceptor /echo/form* {
		extract form script
	}
	code_interceptor /echo/files* {
		extract multipart *.js script
	}
	code_interceptor /echo/raw* {
		extract raw application/javascript text/javascript
	}
	code_interceptor /echo/detect* {
		mode detect
		extract json /code
	}
	code_interceptor /echo/quiet* quiet {
		extract json /code
	}
	code_interceptor /echo/small* {
		extract json /code
		max_body 1KiB
	}
	code_interceptor /echo/pass* {
		extract json /code
		max_body 1KiB
		on_oversize pass
		on_unreadable pass
	}
	code_interceptor /echo/must* {
		extract json /code
		on_no_code block
	}
	code_interceptor /run {
		extract json /code
		execute
	}
	@streams path /live /ticks
	code_interceptor @streams {
		extract json /code
	}
	reverse_proxy 127.0.0.1:{$APP_PORT}
}

http://localhost:{$PORT} {
	import app
}

https://localhost:{$TLS_PORT} {
	tls internal
	import app
}

http://localhost:{$PAGES_PORT} {
	import app
	handle_errors {
		@blocked code_verdict block
		handle @blocked {
			respond "own page: {http.code_interceptor.rule} in line {http.code_interceptor.line}, {http.code_interceptor.scan_id}"
		}
		handle {
			respond "own page: {err.status_code} {http.code_interceptor.reason}"
		}
	}
}
`

// The code that tests send: blocked, passed, and passed with a warning.
const (
	hostileCode = `eval("1")`
	honestCode  = `1 + 1`
	oddCode     = `localStorage.a`
)

// startApp builds and starts the example's application.
func startApp(t *testing.T) (port string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "app")
	out, err := exec.Command("go", "build", "-o", path, "../examples/in-front-of-an-app/app").CombinedOutput()
	if err != nil {
		t.Fatalf("build the app: %v\n%s", err, out)
	}
	port = freePorts(t, 1)[0]
	cmd := exec.Command(path, "-listen", "127.0.0.1:"+port)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	awaitPort(t, port)
	return port
}

// awaitPort waits until somebody listens.
func awaitPort(t *testing.T, port string) {
	t.Helper()
	deadline := time.Now().Add(readyWait)
	for {
		conn, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			conn.Close()
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestServerInterceptor(t *testing.T) {
	s := startText(t, interceptedSites, map[string]string{"APP_PORT": startApp(t)})
	t.Run("verdicts", func(t *testing.T) { intercepts(t, s) })
	t.Run("bytes", func(t *testing.T) { forwardsBytes(t, s) })
	t.Run("framing", func(t *testing.T) { readsFraming(t, s) })
	t.Run("unreadable", func(t *testing.T) { refusesUnreadable(t, s) })
	t.Run("marks", func(t *testing.T) { marks(t, s) })
	t.Run("execute", func(t *testing.T) { executesHere(t, s) })
	t.Run("error pages", func(t *testing.T) { usesErrorPages(t, s) })
	t.Run("web socket", func(t *testing.T) { carriesWebSocket(t, s) })
	t.Run("events", func(t *testing.T) { carriesEvents(t, s) })
	t.Run("metrics", func(t *testing.T) { countsInMetrics(t, s) })
}

// echoed is what the application received.
type echoed struct {
	Method           string      `json:"method"`
	URI              string      `json:"uri"`
	Headers          http.Header `json:"headers"`
	Trailers         http.Header `json:"trailers"`
	ContentLength    int64       `json:"content_length"`
	TransferEncoding []string    `json:"transfer_encoding"`
	Body             string      `json:"body"`
}

func (e *echoed) bytes(t *testing.T) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(e.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// multipartBody is a form with fields and files, whose names hold a dot.
func multipartBody(parts ...string) (media string, body []byte) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", fmt.Sprintf(`form-data; name=%q`, parts[i]))
		if strings.Contains(parts[i], ".") {
			h.Set("Content-Disposition", fmt.Sprintf(`form-data; name="upload"; filename=%q`, parts[i]))
			h.Set("Content-Type", "application/octet-stream")
		}
		p, err := w.CreatePart(h)
		if err == nil {
			_, err = io.WriteString(p, parts[i+1])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return w.FormDataContentType(), b.Bytes()
}

const formMedia = "application/x-www-form-urlencoded"

func intercepts(t *testing.T, s *server) {
	files := func(parts ...string) (string, any) { media, body := multipartBody(parts...); return media, body }
	type form struct {
		media string
		body  any
	}
	multi := func(parts ...string) form { media, body := files(parts...); return form{media, body} }
	for name, c := range map[string]struct {
		path string
		form form
		want string // the decision; block means 403 and that the app saw nothing
		at   string // where the code stood
	}{
		"JSON":                     {"/echo/json", form{"application/json", program(hostileCode)}, "block", "json:/code"},
		"JSON, harmless":           {"/echo/json", form{"application/json", program(honestCode)}, "pass", ""},
		"JSON, odd":                {"/echo/json", form{"application/json", program(oddCode)}, "warn", "json:/code"},
		"JSON in a list":           {"/echo/json", form{"application/json", `{"steps":[{"code":"1"},{"note":"eval(1)"},{"code":"eval(1)"}]}`}, "block", "json:/steps/2/code"},
		"JSON elsewhere":           {"/echo/json", form{"application/json", `{"note":"eval(1)","steps":[{"note":"eval(1)"}]}`}, "pass", ""},
		"JSON, key in escapes":     {"/echo/json", form{"application/json", `{"\u0063ode":"\u0065val(1)"}`}, "block", "json:/code"},
		"JSON split in an array":   {"/echo/json", form{"application/json", `{"code":["ev","al(1)"]}`}, "block", ""},
		"JSON, odd media type":     {"/echo/json", form{"Application/JSON; charset=utf-8", program(hostileCode)}, "block", ""},
		"JSON, called text":        {"/echo/json", form{"text/plain", program(hostileCode)}, "block", ""},
		"JSON, called form":        {"/echo/json", form{formMedia, program(hostileCode)}, "block", ""},
		"JSON, 1500 keys before":   {"/echo/json", form{"application/json", "{" + strings.Join(fillers(1500), ",") + `,"code":"eval(1)"}`}, "block", ""},
		"form":                     {"/echo/form", form{formMedia, "title=a&script=eval%281%29"}, "block", "form:script"},
		"form, harmless":           {"/echo/form", form{formMedia, "title=eval(1)&script=1%2B1"}, "pass", ""},
		"form, second value":       {"/echo/form", form{formMedia, "script=1&script=eval(1)"}, "block", ""},
		"form, escaped name":       {"/echo/form", form{formMedia, "s%63ript=eval(1)"}, "block", ""},
		"form, name with brackets": {"/echo/form", form{formMedia, "script[]=eval(1)"}, "block", ""},
		"multipart field":          {"/echo/files", multi("title", "eval(1)", "script", hostileCode), "block", ""},
		"multipart file":           {"/echo/files", multi("title", "a", "plugin.js", hostileCode), "block", ""},
		"multipart file, capitals": {"/echo/files", multi("PLUGIN.JS", hostileCode), "block", ""},
		"multipart, harmless":      {"/echo/files", multi("title", "eval(1)", "script", honestCode, "plugin.js", honestCode, "readme.txt", hostileCode), "pass", ""},
		"raw":                      {"/echo/raw", form{"text/javascript", hostileCode}, "block", "raw"},
		"raw, odd":                 {"/echo/raw", form{"application/javascript; charset=utf-8", oddCode}, "warn", "raw"},
		"raw, harmless":            {"/echo/raw", form{"application/javascript", honestCode}, "pass", ""},
		"detect":                   {"/echo/detect", form{"application/json", program(hostileCode)}, "detected", ""},
		"rule switched off":        {"/echo/quiet", form{"application/json", program(hostileCode)}, "pass", ""},
		"no body":                  {"/echo/json", form{"application/json", nil}, "pass", ""},
		"no code where it must be": {"/echo/must", form{"application/json", `{"note":1}`}, "refused 422", ""},
	} {
		t.Run(name, func(t *testing.T) {
			for _, url := range []string{s.url(c.path), s.tlsURL(c.path)} {
				r := s.send(t, request{method: http.MethodPost, url: url, media: c.form.media, body: c.form.body})
				seen := strings.Split(r.header.Get("X-Seen"), "|")
				if len(seen) != 4 {
					t.Fatalf("X-Seen %q in %s", r.header.Get("X-Seen"), r)
				}
				decision, place := seen[0], seen[2]
				want := c.want
				switch want {
				case "block":
					blockedReport(t, r)
				case "refused 422":
					if want = "uninspected"; r.status != 422 || r.object(t)["error"] == "" {
						t.Errorf("status %d: %s", r.status, r)
					}
				case "detected":
					want = "block"
					fallthrough
				default:
					if r.status != http.StatusOK {
						t.Fatalf("status %d: %s", r.status, r)
					}
					var e echoed
					r.decode(t, &e)
					if got := e.Headers.Get("Code-Interceptor-Verdict"); got != want {
						t.Errorf("the app was told %q, want %q", got, want)
					}
					if told := r.header.Get("Code-Interceptor-Verdict"); (c.want == "warn") != (told == "warn") {
						t.Errorf("the client was told %q", told)
					}
				}
				if decision != want {
					t.Errorf("decision %q, want %q: %s", decision, want, r)
				}
				if c.at != "" && place != c.at {
					t.Errorf("found at %q, want %q", place, c.at)
				}
			}
		})
	}
}

func fillers(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf(`"k%d":%d`, i, i)
	}
	return out
}

// blockedReport looks at the answer that a blocked request gets where no error page is configured.
func blockedReport(t *testing.T, r reply) {
	t.Helper()
	if r.status != http.StatusForbidden {
		t.Fatalf("status %d, want 403: %s", r.status, r)
	}
	var body struct {
		Type, Error, Message, Detail string
		Status                       int
		Report                       report `json:"security_report"`
	}
	r.decode(t, &body)
	if body.Type != "/problems/policy-violation" || body.Status != 403 || body.Error == "" || body.Message == "" ||
		body.Report.Allowed || !body.Report.has("code/eval") {
		t.Errorf("the report: %s", r)
	}
}

// forwardsBytes holds that the application gets exactly what was sent and judged.
func forwardsBytes(t *testing.T, s *server) {
	media, files := multipartBody("title", "a b", "script", "1 +\r\n1", "plugin.js", "x = {a: 1}\n")
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for name, c := range map[string]struct {
		path, media string
		body        []byte
	}{
		"JSON":             {"/echo/json?a=%2f&b", "application/json", []byte("\r\n {\"code\" : \"1\",\t\"n\": 1e999, \"z\":-0.0, \"u\":\"\\u00e9\xc3\xa9\"}\n")},
		"form":             {"/echo/form", formMedia, []byte("script=1&a=%41+%20&b")},
		"multipart":        {"/echo/files", media, files},
		"raw":              {"/echo/raw", "text/javascript", []byte("\ufeff1 + 1 // é\r\n")},
		"not ours, binary": {"/echo/other", "application/octet-stream", all},
	} {
		t.Run(name, func(t *testing.T) {
			for how, body := range map[string]any{"with length": c.body, "chunked": struct{ io.Reader }{bytes.NewReader(c.body)}} {
				for _, url := range []string{s.url(c.path), s.tlsURL(c.path)} {
					if r, ok := body.(struct{ io.Reader }); ok {
						r.Reader.(*bytes.Reader).Reset(c.body)
					}
					r := s.send(t, request{method: http.MethodPost, url: url, media: c.media, body: body, header: http.Header{"X-Own": {"kept"}}})
					if r.status != http.StatusOK {
						t.Fatalf("%s: %s", how, r)
					}
					var e echoed
					r.decode(t, &e)
					if got := e.bytes(t); !bytes.Equal(got, c.body) {
						t.Errorf("%s: the app received %q, sent was %q", how, got, c.body)
					}
					if e.URI != c.path || e.Method != http.MethodPost || e.Headers.Get("X-Own") != "kept" || e.Headers.Get("Content-Type") != c.media {
						t.Errorf("%s: the app received %+v", how, e)
					}
					if !strings.HasSuffix(c.path, "other") && (e.ContentLength != int64(len(c.body)) || len(e.TransferEncoding) != 0) {
						t.Errorf("%s: the app received length %d, transfer encoding %v; want %d", how, e.ContentLength, e.TransferEncoding, len(c.body))
					}
				}
			}
		})
	}
	// The client's word about verdicts is worth nothing, and trailers carry nothing past the judge.
	r := s.send(t, request{
		method: http.MethodPost, url: s.url("/echo/json"), media: "application/json", body: struct{ io.Reader }{strings.NewReader(program("1"))},
		header:  http.Header{"Code-Interceptor-Verdict": {"warn"}, "Code-Interceptor-Rules": {"forged"}, "code-interceptor-id": {"forged"}},
		trailer: http.Header{"X-Trailer": {hostileCode}},
	})
	var e echoed
	r.decode(t, &e)
	if e.Headers.Get("Code-Interceptor-Verdict") != "pass" || strings.Contains(string(r.body), "forged") || len(e.Trailers) != 0 {
		t.Errorf("forged headers or trailers arrived: %s", r)
	}
}

// raw sends bytes as they are and reads one answer.
func (s *server) raw(t *testing.T, text string) reply {
	t.Helper()
	conn, err := net.Dial("tcp", "127.0.0.1:"+s.env["PORT"])
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("no answer to %q: %v", text, err)
	}
	defer resp.Body.Close()
	for resp.StatusCode == http.StatusContinue {
		t.Fatal("100 Continue was not read past")
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{status: resp.StatusCode, header: resp.Header, body: body, proto: resp.Proto}
}

// readsFraming sends the same hostile body in every framing there is: what comes is judged, whatever the headers say.
func readsFraming(t *testing.T, s *server) {
	hostile := program(hostileCode)
	length := "Content-Length: " + strconv.Itoa(len(hostile)) + "\r\n"
	chunked := "Transfer-Encoding: chunked\r\n"
	chunks := fmt.Sprintf("5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", hostile[:5], len(hostile)-5, hostile[5:])
	const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
	for name, c := range map[string]struct {
		line, headers, body string
		want                []int
	}{
		"length":                    {"POST /echo/json HTTP/1.1", length, hostile, []int{403}},
		"chunked":                   {"POST /echo/json HTTP/1.1", chunked, chunks, []int{403}},
		"HTTP/1.0":                  {"POST /echo/json HTTP/1.0", length, hostile, []int{403}},
		"GET with a body":           {"GET /echo/json HTTP/1.1", length, hostile, []int{403}},
		"DELETE, chunked":           {"DELETE /echo/json HTTP/1.1", chunked, chunks, []int{403}},
		"upgrade with length":       {"POST /echo/json HTTP/1.1", upgrade + length, hostile, []int{403}},
		"upgrade, chunked":          {"GET /echo/json HTTP/1.1", upgrade + chunked, chunks, []int{403}},
		"upgrade to h2c":            {"POST /echo/json HTTP/1.1", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n" + length, hostile, []int{403}},
		"upgrade to nothing known":  {"POST /echo/json HTTP/1.1", "Connection: Upgrade\r\nUpgrade: x\r\n" + length, hostile, []int{403}},
		"upgrade on a stream route": {"GET /live HTTP/1.1", upgrade + length, hostile, []int{403}},
		"incremental":               {"POST /echo/json HTTP/1.1", "Incremental: ?1\r\n" + length, hostile, []int{403}},
		"two lengths":               {"POST /echo/json HTTP/1.1", length + "Content-Length: 2\r\n", hostile, []int{400}},
		"chunked with length":       {"POST /echo/json HTTP/1.1", "Content-Length: 3\r\n" + chunked, chunks, []int{400, 403}},
		"length too small":          {"POST /echo/json HTTP/1.1", "Content-Length: 4\r\n", hostile, []int{400}},
		"path in another spelling":  {"POST /echo//json HTTP/1.1", length, hostile, []int{403}},
		"path in capitals":          {"POST /Echo/JSON HTTP/1.1", length, hostile, []int{403}},
		"path with escapes":         {"POST /echo/%6ason HTTP/1.1", length, hostile, []int{403}},
	} {
		t.Run(name, func(t *testing.T) {
			media := "Content-Type: application/json\r\n"
			if r := s.raw(t, c.line+"\r\nHost: localhost\r\n"+media+c.headers+"\r\n"+c.body); !slices.Contains(c.want, r.status) {
				t.Errorf("status %d, want one of %d: %s", r.status, c.want, r)
			}
		})
	}
	t.Run("expect", func(t *testing.T) {
		r := s.send(t, request{method: "POST", url: s.url("/echo/json"), media: "application/json", body: hostile, header: http.Header{"Expect": {"100-continue"}}})
		blockedReport(t, r)
	})
	t.Run("dripping", func(t *testing.T) {
		read, write := io.Pipe()
		go func() {
			for _, c := range []byte(hostile) {
				_, _ = write.Write([]byte{c})
				time.Sleep(5 * time.Millisecond)
			}
			write.Close()
		}()
		r := s.send(t, request{method: "POST", url: s.tlsURL("/echo/json"), media: "application/json", body: read})
		blockedReport(t, r)
	})
}

func refusesUnreadable(t *testing.T, s *server) {
	wide := func(text string) []byte {
		out := []byte{0xFF, 0xFE}
		for _, c := range []byte(text) {
			out = append(out, c, 0)
		}
		return out
	}
	hostile := program(hostileCode)
	for name, c := range map[string]struct {
		path, media string
		header      http.Header
		body        any
		status      int
		passes      bool // on the route that passes what it cannot read
	}{
		"larger than max_body":          {"small", "application/json", nil, `{"code":"1"}` + strings.Repeat(" ", 1<<10), 413, true},
		"hostile behind padding":        {"small", "application/json", nil, strings.Repeat(" ", 1<<10-len(hostile)) + hostile, 403, false},
		"larger, chunked":               {"small", "application/json", nil, struct{ io.Reader }{strings.NewReader(strings.Repeat(" ", 1<<10) + hostile)}, 413, false},
		"gzip":                          {"json", "application/json", http.Header{"Content-Encoding": {"gzip"}}, "\x1f\x8b not even that", 415, true},
		"an encoding that is a lie":     {"json", "application/json", http.Header{"Content-Encoding": {"br"}}, hostile, 415, false},
		"UTF-16":                        {"json", "application/json", nil, wide(hostile), 415, true},
		"a charset nobody reads":        {"json", "application/json; charset=shift_jis", nil, hostile, 415, false},
		"name given twice":              {"json", "application/json", nil, `{"code":"1","code":"eval(1)"}`, 400, false},
		"name in capitals":              {"json", "application/json", nil, `{"code":"1","Code":"eval(1)"}`, 400, false},
		"a second value":                {"json", "application/json", nil, `{"code":"1"}` + hostile, 400, false},
		"cut":                           {"json", "application/json", nil, `{"code":"eval(1`, 400, true},
		"comment":                       {"json", "application/json", nil, `{/**/"code":"eval(1)"}`, 400, true},
		"deep":                          {"json", "application/json", nil, strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), 400, false},
		"a media type nobody asked for": {"raw", "application/x-msgpack", nil, hostile, 415, false},
		"no boundary":                   {"files", "multipart/form-data", nil, "x", 400, false},
		"no end":                        {"files", "multipart/form-data; boundary=b", nil, "--b\r\nContent-Disposition: form-data; name=\"script\"\r\n\r\n1", 400, false},
	} {
		t.Run(name, func(t *testing.T) {
			q := request{method: http.MethodPost, url: s.url("/echo/" + c.path), media: c.media, header: c.header, body: c.body}
			r := s.send(t, q)
			if r.status != c.status {
				t.Fatalf("status %d, want %d: %s", r.status, c.status, r)
			}
			o := r.object(t)
			if o["status"] != float64(c.status) || o["error"] == "" || o["message"] == "" || o["type"] == "" {
				t.Errorf("the answer: %s", r)
			}
			if seen := r.header.Get("X-Seen"); c.status != 403 && !strings.HasPrefix(seen, "uninspected|") {
				t.Errorf("X-Seen %q", seen)
			}
			if !c.passes {
				return
			}
			q.url = s.url("/echo/pass")
			r = s.send(t, q)
			if r.status != http.StatusOK {
				t.Fatalf("where it may pass: %s", r)
			}
			var e echoed
			r.decode(t, &e)
			want, _ := c.body.([]byte)
			if text, ok := c.body.(string); ok {
				want = []byte(text)
			}
			if !bytes.Equal(e.bytes(t), want) || e.Headers.Get("Code-Interceptor-Verdict") != "uninspected" {
				t.Errorf("where it may pass, the app received %+v", e)
			}
		})
	}
}

// marks holds that logs and headers tell the verdict, and never the code.
func marks(t *testing.T, s *server) {
	s.send(t, request{method: "POST", url: s.url("/echo/json?mark=1"), media: "application/json", body: program("\nsecretName; eval('secret')")})
	line := s.logged("http.log.access", "mark=1")
	for _, want := range []string{`"decision":"block"`, `"rules":["code/eval"`, `"policy":"standard"`, `"source":"json:/code"`, `"code_sha256":"`, `"scan_id":"scn_`} {
		if !strings.Contains(line, want) {
			t.Errorf("the access log lacks %s: %s", want, line)
		}
	}
	if strings.Contains(s.logText(), "secret") {
		t.Error("the log holds code")
	}
	s.logged("code blocked", "code/eval", "client_ip", "127.0.0.1")
	r := s.send(t, request{method: "POST", url: s.url("/echo/json"), media: "application/json", body: program("\n\n" + hostileCode)})
	if got := r.header.Get("X-Seen"); got != "block|code/eval|json:/code|3" {
		t.Errorf("X-Seen %q", got)
	}
	r = s.send(t, request{url: s.url("/echo/free")})
	if got := r.header.Get("X-Seen"); !strings.HasPrefix(got, "{http.code_interceptor.") {
		t.Errorf("X-Seen %q where no interceptor has been", got)
	}
}

func executesHere(t *testing.T, s *server) {
	post := func(body string) reply {
		return s.send(t, request{method: "POST", url: s.url("/run"), media: "application/json", body: body})
	}
	var x execution
	r := post(program(`console.log("here"); [1, 2].map(x => x * 21)[1]`))
	r.decode(t, &x)
	if r.status != http.StatusOK || !x.Success || x.Result != 42.0 || x.Output != "here" {
		t.Errorf("a program: %s", r)
	}
	if r := post(program(hostileCode)); r.status != http.StatusForbidden {
		t.Errorf("a blocked program: %s", r)
	}
	if r := post(`{"note":"no code"}`); r.status != http.StatusUnprocessableEntity {
		t.Errorf("no program: %s", r)
	}
	x = execution{}
	r = post(program(`throw new RangeError("r")`))
	r.decode(t, &x)
	if r.status != http.StatusOK || x.Success || x.Termination.Reason != "exception" {
		t.Errorf("a program that throws: %s", r)
	}
}

func usesErrorPages(t *testing.T, s *server) {
	pages := "http://localhost:" + s.env["PAGES_PORT"]
	r := s.send(t, request{method: "POST", url: pages + "/echo/json", media: "application/json", body: program("\n" + hostileCode)})
	if !strings.HasPrefix(string(r.body), "own page: code/eval in line 2, scn_") || r.status != http.StatusForbidden {
		t.Errorf("blocked: %s", r)
	}
	r = s.send(t, request{method: "POST", url: pages + "/echo/small", media: "application/json", body: strings.Repeat(" ", 2000)})
	if string(r.body) != "own page: 413 oversize" || r.status != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %s", r)
	}
	r = s.send(t, request{method: "POST", url: pages + "/echo/json", media: "application/json", body: program(honestCode)})
	if r.status != http.StatusOK {
		t.Errorf("harmless: %s", r)
	}
}

func countsInMetrics(t *testing.T, s *server) {
	r := s.send(t, request{url: s.adminURL("/metrics")})
	for _, want := range []string{
		`caddy_code_interceptor_scans_total{decision="block",language="javascript",policy="standard"}`,
		`caddy_code_interceptor_violations_total{policy="standard",rule="code/eval",severity="high"}`,
		`caddy_code_interceptor_uninspected_total{policy="standard",reason="oversize"}`,
		`caddy_code_sandbox_executions_total{language="javascript",result="completed"}`,
	} {
		if !strings.Contains(string(r.body), want) {
			t.Errorf("no %s among the metrics", want)
		}
	}
}
