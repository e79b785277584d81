// SPDX-License-Identifier: Apache-2.0

//go:build linux

// The tests in server_*_test.go drive the real binary over real connections, as an operator's machine would run it.
package caddymodule_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	// readyWait is how long a server may take to answer; it takes well under a second on a machine that is not busy.
	readyWait = 30 * time.Second
	// stopWait is how long a server may take to end after SIGTERM.
	stopWait = 15 * time.Second
)

// builtCaddy is the binary that is tested: the one the environment names, or the one that tools/ builds.
var builtCaddy = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("CODE_INTERCEPTOR_CADDY"); path != "" {
		return filepath.Abs(path)
	}
	cmd := exec.Command("go", "run", ".", "build")
	cmd.Dir = filepath.Join("..", "tools")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build Caddy: %w\n%s", err, out)
	}
	return filepath.Abs(filepath.Join("..", "build", "caddy"))
})

func caddyBinary(t testing.TB) string {
	t.Helper()
	path, err := builtCaddy()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// caddyCommand runs the binary to its end.
func caddyCommand(t testing.TB, env map[string]string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, caddyBinary(t), args...)
	cmd.Env = environ(t.TempDir(), env)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err = cmd.Run()
	return out.String(), errOut.String(), err
}

// environ is the whole environment of what a test starts: nothing of this process's own configuration leaks into it.
func environ(dir string, env map[string]string) []string {
	all := map[string]string{
		"PATH": os.Getenv("PATH"), "HOME": dir,
		"XDG_DATA_HOME": filepath.Join(dir, "data"), "XDG_CONFIG_HOME": filepath.Join(dir, "config"),
	}
	maps.Copy(all, env)
	out := make([]string, 0, len(all))
	for name, value := range all {
		out = append(out, name+"="+value)
	}
	return out
}

// freePorts returns as many TCP ports that nobody listened on a moment ago.
func freePorts(t testing.TB, n int) []string {
	t.Helper()
	var out []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		_, port, _ := net.SplitHostPort(l.Addr().String())
		out = append(out, port)
	}
	return out
}

// portNames are the variables by which the Caddyfiles of this house take their ports.
var portNames = []string{"PORT", "TLS_PORT", "PAGES_PORT", "EXTRA_PORT", "APP_PORT", "ADMIN_PORT"}

// server is a running Caddy of its own: own ports, own data, own binary name.
type server struct {
	t       testing.TB
	dir     string
	config  string
	binary  string // a link of its own, so that its processes are told from those of other servers
	env     map[string]string
	cmd     *exec.Cmd
	log     string
	exited  chan struct{}
	stopped bool
	client  *http.Client
}

// start starts a server with a Caddyfile and waits until it serves. It is stopped when the test ends.
func start(t testing.TB, config string, env map[string]string) *server {
	t.Helper()
	s := prepare(t, config, env)
	s.run()
	return s
}

// startText is start with the text of a Caddyfile.
func startText(t testing.TB, text string, env map[string]string) *server {
	t.Helper()
	config := filepath.Join(t.TempDir(), "Caddyfile")
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return start(t, config, env)
}

func prepare(t testing.TB, config string, env map[string]string) *server {
	t.Helper()
	config, err := filepath.Abs(config)
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, dir: t.TempDir(), config: config, env: map[string]string{}}
	for i, port := range freePorts(t, len(portNames)) {
		s.env[portNames[i]] = port
	}
	maps.Copy(s.env, env)
	s.env["CADDY_ADMIN"] = "localhost:" + s.env["ADMIN_PORT"]
	s.binary, s.log = filepath.Join(s.dir, "caddy"), filepath.Join(s.dir, "log")
	if err := os.Link(caddyBinary(t), s.binary); err != nil {
		data, err := os.ReadFile(caddyBinary(t))
		if err == nil {
			err = os.WriteFile(s.binary, data, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s.client = s.newClient(&http.Transport{TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool()}, ForceAttemptHTTP2: true})
	return s
}

// newClient makes every name lead to this machine, takes no proxy and follows no redirect.
func (s *server) newClient(tr *http.Transport) *http.Client {
	tr.Proxy = nil
	tr.MaxIdleConnsPerHost = 64
	tr.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		return new(net.Dialer).DialContext(ctx, "tcp", "127.0.0.1:"+port)
	}
	s.t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{
		Transport: tr, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (s *server) run() {
	s.t.Helper()
	s.launch(exec.Command(s.binary, "run", "--config", s.config, "--adapter", "caddyfile"))
	s.awaitReady()
}

// launch starts cmd in a process group of its own, with its output in the log, and stops it when the test ends.
func (s *server) launch(cmd *exec.Cmd) {
	s.t.Helper()
	log, err := os.OpenFile(s.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	cmd.Env, cmd.Stdout, cmd.Stderr = environ(s.dir, s.env), log, log
	if cmd.Dir == "" {
		cmd.Dir = s.dir
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	exited := make(chan struct{})
	go func() { _ = cmd.Wait(); close(exited) }()
	s.cmd, s.exited, s.stopped = cmd, exited, false
	s.t.Cleanup(s.stop)
}

// awaitReady waits until the configuration serves.
func (s *server) awaitReady() {
	s.t.Helper()
	deadline := time.Now().Add(readyWait)
	for {
		resp, err := s.client.Get(s.adminURL("/code_interceptor/status"))
		if err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				break
			}
		}
		select {
		case <-s.exited:
			s.t.Fatalf("the server ended instead of serving:\n%s", tail(s.logText()))
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("the server does not answer (%v):\n%s", err, tail(s.logText()))
		}
	}
	s.awaitTLS(deadline)
}

// awaitTLS waits until a site with `tls internal` has its certificate, and lets the client know the authority.
func (s *server) awaitTLS(deadline time.Time) {
	s.t.Helper()
	address := "127.0.0.1:" + s.env["TLS_PORT"]
	if conn, err := net.Dial("tcp", address); err != nil {
		return // no such site
	} else {
		conn.Close()
	}
	config := s.client.Transport.(*http.Transport).TLSClientConfig
	for {
		pem, err := os.ReadFile(filepath.Join(s.dir, "data", "caddy", "pki", "authorities", "local", "root.crt"))
		if err == nil {
			config.RootCAs.AppendCertsFromPEM(pem)
			var conn *tls.Conn
			if conn, err = tls.Dial("tcp", address, &tls.Config{RootCAs: config.RootCAs, ServerName: "localhost"}); err == nil {
				conn.Close()
				return
			}
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("no TLS: %v\n%s", err, tail(s.logText()))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (s *server) url(path string) string    { return "http://localhost:" + s.env["PORT"] + path }
func (s *server) tlsURL(path string) string { return "https://localhost:" + s.env["TLS_PORT"] + path }
func (s *server) adminURL(path string) string {
	return "http://localhost:" + s.env["ADMIN_PORT"] + path
}

func (s *server) pid() int { return s.cmd.Process.Pid }

func (s *server) logText() string {
	data, err := os.ReadFile(s.log)
	if err != nil {
		s.t.Error(err)
	}
	return string(data)
}

// logged waits for a line of the log that holds all of the texts: Caddy writes an access log after it has answered.
func (s *server) logged(texts ...string) string {
	s.t.Helper()
	deadline := time.Now().Add(5 * time.Second)
	for {
		for line := range strings.Lines(s.logText()) {
			if !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(line, text) }) {
				return line
			}
		}
		if time.Now().After(deadline) {
			s.t.Errorf("no line of the log holds all of %q; its end:\n%s", texts, tail(s.logText()))
			return ""
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// stop ends the server as an operator would, and looks that nothing of it is left and that its log is clean.
func (s *server) stop() {
	s.t.Helper()
	if s.stopped {
		return
	}
	s.stopped = true
	before := s.processes()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.exited:
	case <-time.After(stopWait):
		s.t.Errorf("the server does not end after SIGTERM:\n%s", tail(s.logText()))
		_ = syscall.Kill(-s.pid(), syscall.SIGKILL)
		<-s.exited
	}
	s.nothingLeft(before)
	s.cleanLog()
}

// kill ends the gateway as the kernel would when memory is short.
func (s *server) kill() {
	s.t.Helper()
	s.stopped = true
	_ = s.cmd.Process.Kill()
	<-s.exited
}

// cleanLog fails when the log holds what must never be there.
func (s *server) cleanLog() {
	s.t.Helper()
	for line := range strings.Lines(s.logText()) {
		for _, bad := range []string{"panic", "DATA RACE", "fatal error", "goroutine 1 ["} {
			if strings.Contains(line, bad) {
				s.t.Errorf("the log holds %q: %.1000s", bad, line)
			}
		}
	}
}

func tail(text string) string {
	const most = 2000
	if len(text) > most {
		return "..." + text[len(text)-most:]
	}
	return text
}

// reply is a whole answer.
type reply struct {
	status int
	proto  string
	header http.Header
	body   []byte
	took   time.Duration
}

// String is what a failed test prints.
func (r reply) String() string { return fmt.Sprintf("%d %s %.1500s", r.status, r.header, r.body) }

// object returns the answer's JSON object.
func (r reply) object(t testing.TB) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(r.body, &out); err != nil {
		t.Fatalf("no JSON object: %v in %s", err, r)
	}
	return out
}

// decode reads the answer's JSON into out.
func (r reply) decode(t testing.TB, out any) {
	t.Helper()
	if err := json.Unmarshal(r.body, out); err != nil {
		t.Fatalf("decode: %v in %s", err, r)
	}
}

// request is what tests send; Media is its Content-Type.
type request struct {
	method, url string
	media       string
	header      http.Header
	body        any // string, []byte or io.Reader; an io.Reader is sent chunked
	length      int64
	trailer     http.Header
}

func (s *server) send(t testing.TB, q request) reply {
	t.Helper()
	r, err := s.try(q)
	if err != nil {
		t.Fatalf("%s %s: %v; the log's end:\n%s", q.method, q.url, err, tail(s.logText()))
	}
	return r
}

// try is send for goroutines: it returns the error.
func (s *server) try(q request) (reply, error) {
	return tryWith(s.client, q)
}

func tryWith(client *http.Client, q request) (reply, error) {
	var body io.Reader
	switch b := q.body.(type) {
	case nil:
	case string:
		body = strings.NewReader(b)
	case []byte:
		body = bytes.NewReader(b)
	case io.Reader:
		body = b
	default:
		return reply{}, fmt.Errorf("a body of type %T cannot be sent", b)
	}
	if q.method == "" {
		q.method = http.MethodGet
	}
	req, err := http.NewRequest(q.method, q.url, body)
	if err != nil {
		return reply{}, err
	}
	for name, values := range q.header {
		req.Header[name] = values
	}
	if host := q.header.Get("Host"); host != "" {
		req.Host = host
	}
	if q.media != "" {
		req.Header.Set("Content-Type", q.media)
	}
	if q.length != 0 {
		req.ContentLength = q.length
	}
	req.Trailer = q.trailer
	began := time.Now()
	resp, err := client.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 8<<20))
	if err != nil {
		return reply{}, err
	}
	return reply{resp.StatusCode, resp.Proto, resp.Header, data, time.Since(began)}, nil
}

func (s *server) get(t testing.TB, path string) reply {
	t.Helper()
	return s.send(t, request{url: s.url(path)})
}

// post sends JSON.
func (s *server) post(t testing.TB, path, body string) reply {
	t.Helper()
	return s.send(t, request{method: http.MethodPost, url: s.url(path), media: "application/json", body: body})
}

// execution holds what tests look at in the answer of POST /execute.
type execution struct {
	ID         string  `json:"id"`
	Detail     string  `json:"detail"`
	Success    bool    `json:"success"`
	Output     string  `json:"output"`
	Error      string  `json:"error"`
	ExitCode   int     `json:"exit_code"`
	Time       float64 `json:"execution_time"`
	Result     any     `json:"result"`
	ResultType string  `json:"result_type"`
	Logs       []struct {
		Level string `json:"level"`
		Text  string `json:"text"`
	} `json:"logs"`
	Termination struct {
		Reason  string `json:"reason"`
		Started bool   `json:"started"`
		Message string `json:"message"`
	} `json:"termination"`
	Exception *struct {
		Name    string `json:"name"`
		Message string `json:"message"`
		Line    int    `json:"line"`
	} `json:"exception"`
	Truncated struct {
		Output bool `json:"output"`
	} `json:"truncated"`
	OutputBytes int64 `json:"output_bytes"`
	Limits      struct {
		WallMS      int64 `json:"wall_ms"`
		MemoryMB    int64 `json:"memory_mb"`
		OutputBytes int64 `json:"output_bytes"`
	} `json:"limits"`
	Report report          `json:"security_report"`
	Debug  json.RawMessage `json:"debug"`
}

type report struct {
	Allowed    bool   `json:"allowed"`
	Action     string `json:"action"`
	Complexity int    `json:"complexity_score"`
	CodeHash   string `json:"code_hash"`
	Violations []struct {
		Line     int    `json:"line"`
		Column   int    `json:"column"`
		Severity string `json:"severity"`
		RuleID   string `json:"rule_id"`
		Pattern  string `json:"pattern"`
		Where    string `json:"where"`
		Source   string `json:"source"`
	} `json:"violations"`
}

// has says whether a rule is among the violations.
func (r *report) has(rule string) bool {
	for _, v := range r.Violations {
		if v.RuleID == rule {
			return true
		}
	}
	return false
}

// program is a body of POST /execute.
func program(code string, more ...any) string {
	m := map[string]any{"code": code}
	for i := 0; i < len(more); i += 2 {
		m[more[i].(string)] = more[i+1]
	}
	return mustJSON(m)
}

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// execute runs a program and reads the answer, which must have the given status.
func (s *server) execute(t testing.TB, status int, code string, more ...any) execution {
	t.Helper()
	r := s.post(t, "/execute", program(code, more...))
	if r.status != status {
		t.Fatalf("status %d, want %d: %s", r.status, status, r)
	}
	var x execution
	r.decode(t, &x)
	return x
}

// honest sends a program whose answer is known and says what is wrong with the answer.
func (s *server) honest(n int) error {
	r, err := s.try(request{
		method: http.MethodPost, url: s.url("/execute"), media: "application/json",
		body: program(fmt.Sprintf("const xs = [1, 2, %d]; console.log('n', xs.length); xs.reduce((a, b) => a + b, 0)", n)),
	})
	if err != nil {
		return err
	}
	var x execution
	if err := json.Unmarshal(r.body, &x); err != nil {
		return fmt.Errorf("%w in %s", err, r)
	}
	if r.status != http.StatusOK || !x.Success || x.Result != float64(3+n) || x.Output != "n 3" {
		return fmt.Errorf("an honest program got a wrong answer: %s", r)
	}
	return nil
}
