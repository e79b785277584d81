// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	analyzers "github.com/code-interceptor/caddy-code-interceptor/analyzer/standard"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/api"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
	runtimes "github.com/code-interceptor/caddy-code-interceptor/executor/standard"
)

// localJudge judges with the real analyzer, rules and policies, and runs on the real engine, in this process: the code of
// these tests is our own. Only the worker processes are missing.
type localJudge struct {
	tb       testing.TB
	analyzer *analyzer.Analyzer
	policies *gateway.Policies
	// fails, when set, is the answer to everything.
	fails error
	asked []gateway.Submission
}

func newLocalJudge(tb testing.TB) *localJudge {
	policies, err := gateway.NewPolicies(nil, "", analyzers.Rules())
	if err != nil {
		tb.Fatal(err)
	}
	return &localJudge{tb: tb, analyzer: analyzers.New(), policies: policies}
}

func (j *localJudge) Scan(_ context.Context, s gateway.Submission) (*gateway.Verdict, error) {
	v, _, err := j.judge(s)
	return v, err
}

func (j *localJudge) judge(s gateway.Submission) (*gateway.Verdict, any, error) {
	j.asked = append(j.asked, s)
	if j.fails != nil {
		return nil, nil, j.fails
	}
	start := time.Now()
	policy := *j.policies.Get(s.Policy).Policy
	policy.Mode = s.Mode
	v := &gateway.Verdict{ID: "scn_local", Action: analyzer.Pass, Mode: s.Mode, Policy: policy.Name,
		PolicyVersion: j.policies.Get(s.Policy).Version()}
	var tree any
	for _, snippet := range s.Snippets {
		analysis := j.analyzer.Analyze(snippet)
		decision := policy.Decide(&analysis.Report)
		v.Judged = append(v.Judged, gateway.Judged{Snippet: snippet, Report: analysis.Report, Decision: decision})
		v.Action = max(v.Action, decision.Would)
		tree = analysis.Tree
	}
	v.Elapsed = time.Since(start)
	return v, tree, nil
}

func (j *localJudge) Run(ctx context.Context, r gateway.RunRequest) (*gateway.Execution, error) {
	v, tree, err := j.judge(r.Submission)
	if err != nil {
		return nil, err
	}
	x := &gateway.Execution{Verdict: v, Limits: executor.Limits{}.WithDefaults()}
	if v.Blocks() {
		x.Outcome = executor.Outcome{Reason: executor.Blocked}
		return x, nil
	}
	compiled, err := runtimes.Runtimes()[0].Compile(r.Snippets[0].Source, tree)
	if err != nil {
		j.tb.Errorf("compile: %v", err)
		return nil, err
	}
	x.Outcome = compiled.Run(ctx, executor.Input{}, x.Limits, func(executor.LogLine) {})
	return x, nil
}

func (j *localJudge) policyNames() []string   { return j.policies.Names() }
func (j *localJudge) executorNames() []string { return []string{"default"} }
func (j *localJudge) policyInForce(name string) (string, analyzer.Mode) {
	return (&App{policies: j.policies}).policyInForce(name)
}

// setup provisions an interceptor with a local judge, by default for the code at /code of a JSON body.
func setup(tb testing.TB, i Interceptor) (*Interceptor, *localJudge, *observer.ObservedLogs) {
	tb.Helper()
	judge := newLocalJudge(tb)
	core, logs := observer.New(zapcore.DebugLevel)
	i.app, i.view, i.logger = judge, api.NewView(analyzers.Rules(), false), zap.New(core)
	if i.Extract == nil {
		i.Extract = []Extractor{{In: inJSON, Names: []string{"/code"}}}
	}
	i.setDefaults()
	var err error
	if i.extraction, err = newExtraction(i.Extract, i.Language, i.Strict != "off"); err != nil {
		tb.Fatal(err)
	}
	if err := i.Validate(); err != nil {
		tb.Fatal(err)
	}
	return &i, judge, logs
}

// upstream is the next handler: it records what reached it.
type upstream struct {
	called bool
	header http.Header
	body   []byte
	length int64
	err    error
}

func (u *upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) error {
	u.called, u.header, u.length = true, r.Header.Clone(), r.ContentLength
	if r.Body != nil {
		u.body, u.err = io.ReadAll(r.Body)
	}
	w.WriteHeader(http.StatusTeapot)
	return nil
}

// inCaddy gives r what Caddy's server gives every request.
func inCaddy(r *http.Request, server *caddyhttp.Server) (*http.Request, *caddy.Replacer) {
	repl := caddy.NewReplacer()
	ctx := context.WithValue(r.Context(), caddy.ReplacerCtxKey, repl)
	ctx = context.WithValue(ctx, caddyhttp.VarsCtxKey, map[string]any{caddyhttp.ClientIPVarKey: "192.0.2.1"})
	ctx = context.WithValue(ctx, caddyhttp.ExtraLogFieldsCtxKey, new(caddyhttp.ExtraLogFields))
	if server != nil {
		ctx = context.WithValue(ctx, caddyhttp.ServerCtxKey, server)
	}
	return r.WithContext(ctx), repl
}

func post(body string) *http.Request {
	r := httptest.NewRequest("POST", "/formulas?secret=1", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}

func codeBody(code string) string {
	b, _ := json.Marshal(map[string]string{"code": code})
	return string(b)
}

// served is everything one request left behind.
type served struct {
	*httptest.ResponseRecorder
	next upstream
	repl *caddy.Replacer
	req  *http.Request
	err  error
}

func serve(i *Interceptor, r *http.Request) *served {
	return serveIn(i, r, nil)
}

func serveIn(i *Interceptor, r *http.Request, server *caddyhttp.Server) *served {
	s := &served{ResponseRecorder: httptest.NewRecorder()}
	s.req, s.repl = inCaddy(r, server)
	s.err = i.ServeHTTP(s.ResponseRecorder, s.req, &s.next)
	return s
}

func (s *served) placeholder(name string) string {
	value, known := s.repl.GetString("http.code_interceptor." + name)
	if !known {
		return "<unknown>"
	}
	return value
}

func (s *served) wantStatus(t *testing.T, status int) {
	t.Helper()
	if s.err != nil || s.Code != status {
		t.Fatalf("status %d, error %v; want status %d\n%s", s.Code, s.err, status, s.Body)
	}
	if s.next.called != (status == http.StatusTeapot) {
		t.Fatalf("next handler called: %v", s.next.called)
	}
}

func (s *served) wantDecision(t *testing.T, decision, reason string) {
	t.Helper()
	if got := s.placeholder("decision"); got != decision {
		t.Errorf("decision %q, want %q", got, decision)
	}
	if got := s.placeholder("reason"); got != reason {
		t.Errorf("reason %q, want %q", got, reason)
	}
	if got := caddyhttp.GetVar(s.req.Context(), decisionVar); got != decision {
		t.Errorf("variable %v, want %q", got, decision)
	}
}

func TestBlockedCodeNeverReachesTheApp(t *testing.T) {
	i, _, logs := setup(t, Interceptor{})
	s := serve(i, post(codeBody("let a = 1;\n  "+hostile)))
	s.wantStatus(t, http.StatusForbidden)
	s.wantDecision(t, decisionBlock, "")

	var body struct {
		Status  int    `json:"status"`
		Success *bool  `json:"success"`
		Error   string `json:"error"`
		Report  struct {
			Allowed    bool `json:"allowed"`
			Violations []struct {
				Rule string `json:"rule_id"`
				Line int    `json:"line"`
			} `json:"violations"`
		} `json:"security_report"`
	}
	if err := json.Unmarshal(s.Body.Bytes(), &body); err != nil {
		t.Fatalf("%v in %s", err, s.Body)
	}
	if body.Status != 403 || body.Success == nil || *body.Success || body.Report.Allowed || len(body.Report.Violations) == 0 ||
		body.Report.Violations[0].Rule != "code/eval" || body.Report.Violations[0].Line != 2 {
		t.Errorf("body %s", s.Body)
	}
	for name, want := range map[string]string{
		"rule": "code/eval", "rules": "code/eval", "violations": "1", "line": "2", "column": "3", "severity": "high",
		"language": "javascript", "source": "json:/code", "mode": "enforce", "policy": "standard", "scan_id": "scn_local",
	} {
		if got := s.placeholder(name); got != want {
			t.Errorf("placeholder %s = %q, want %q", name, got, want)
		}
	}
	if got := s.placeholder("report"); !json.Valid([]byte(got)) || !strings.Contains(got, "code/eval") {
		t.Errorf("placeholder report = %q", got)
	}
	if got := logs.FilterMessage("code blocked").FilterLevelExact(zap.WarnLevel).Len(); got != 1 {
		t.Errorf("%d lines of log, want 1", got)
	}
	noCodeIn(t, logs, "alert", "secret")
}

// noCodeIn holds that our own log says nothing of the code.
func noCodeIn(t *testing.T, logs *observer.ObservedLogs, words ...string) {
	t.Helper()
	enc := zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig())
	for _, entry := range logs.All() {
		line, err := enc.EncodeEntry(entry.Entry, entry.Context)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range words {
			if strings.Contains(line.String(), word) {
				t.Errorf("the log says %q: %s", word, line)
			}
		}
	}
}

func TestHarmlessCodePassesUntouched(t *testing.T) {
	i, _, logs := setup(t, Interceptor{})
	body := ` { "code" : "1 + 1" , "n":1e999,"z":-0 } `
	r := post(body)
	r.Header.Set("Code-Interceptor-Verdict", "forged")
	r.Header["code-interceptor-rules"] = []string{"forged"}
	r.Header["Code_Interceptor_Mode"] = []string{"forged"}
	r.Header.Set("X-Code-Trusted", "kept")
	s := serve(i, r)
	s.wantStatus(t, http.StatusTeapot)
	s.wantDecision(t, decisionPass, "")
	if string(s.next.body) != body || s.next.length != int64(len(body)) || s.next.err != nil {
		t.Errorf("the app got %q (length %d, %v)", s.next.body, s.next.length, s.next.err)
	}
	if got := s.next.header["Code-Interceptor-Verdict"]; len(got) != 1 || got[0] != decisionPass {
		t.Errorf("verdict header for the app: %q", got)
	}
	for name, values := range s.next.header {
		if slices.Contains(values, "forged") {
			t.Errorf("a forged header reached the app: %s", name)
		}
	}
	if s.next.header.Get("Code-Interceptor-Id") != "scn_local" || s.next.header.Get("X-Code-Trusted") != "kept" {
		t.Errorf("headers for the app: %v", s.next.header)
	}
	if s.Header().Get("Code-Interceptor-Verdict") != "" {
		t.Error("a client whose code passed was told so")
	}
	if logs.Len() != 0 {
		t.Errorf("a passed request left %d lines of log", logs.Len())
	}
}

func TestWarningGoesToClientAndApp(t *testing.T) {
	i, _, logs := setup(t, Interceptor{})
	s := serve(i, post(codeBody(`localStorage.setItem("a", "b")`)))
	s.wantStatus(t, http.StatusTeapot)
	s.wantDecision(t, decisionWarn, "")
	for who, h := range map[string]http.Header{"client": s.Header(), "app": s.next.header} {
		if h.Get("Code-Interceptor-Verdict") != decisionWarn || h.Get("Code-Interceptor-Id") == "" ||
			!strings.Contains(h.Get("Code-Interceptor-Rules"), "/") {
			t.Errorf("headers for the %s: %v", who, h)
		}
	}
	if logs.FilterMessage("code passed with a warning").FilterLevelExact(zap.InfoLevel).Len() != 1 {
		t.Errorf("log: %v", logs.All())
	}
}

func TestModeDetectBlocksNothing(t *testing.T) {
	for _, c := range []struct {
		name, body, decision, reason string
	}{
		{"hostile", codeBody(hostile), decisionBlock, ""},
		{"ambiguous", `{"code":"1","code":"2"}`, decisionUninspected, "ambiguous"},
		{"oversize", codeBody(strings.Repeat(" ", 300)), decisionUninspected, "oversize"},
		{"no code", `{}`, decisionPass, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			i, _, _ := setup(t, Interceptor{Mode: analyzer.Detect, MaxBody: 256, OnNoCode: wordBlock})
			s := serve(i, post(c.body))
			s.wantStatus(t, http.StatusTeapot)
			s.wantDecision(t, c.decision, c.reason)
			if string(s.next.body) != c.body {
				t.Errorf("the app got %q", s.next.body)
			}
			if s.Header().Get("Code-Interceptor-Verdict") != "" || s.next.header.Get("Code-Interceptor-Mode") != "detect" {
				t.Errorf("headers: client %v, app %v", s.Header(), s.next.header)
			}
		})
	}
}

func TestModeOffJudgesNothing(t *testing.T) {
	i, judge, _ := setup(t, Interceptor{Mode: analyzer.Off})
	s := serve(i, post(codeBody(hostile)))
	s.wantStatus(t, http.StatusTeapot)
	s.wantDecision(t, decisionUninspected, "off")
	if len(judge.asked) != 0 {
		t.Error("the judge was asked")
	}
}

func TestUninspectedBodies(t *testing.T) {
	big := codeBody(strings.Repeat("1;", 200))
	for _, c := range []struct {
		name, body, reason string
		header             http.Header
		status             int
	}{
		{name: "oversize", body: big, reason: "oversize", status: 413},
		{name: "encoding", body: "x", header: http.Header{"Content-Encoding": {"gzip"}}, reason: "encoding", status: 415},
		{name: "charset", body: "{}", header: http.Header{"Content-Type": {"application/json; charset=utf-16"}}, reason: "charset", status: 415},
		{name: "media type", body: "x", header: http.Header{"Content-Type": {"text/plain"}}, reason: "media_type", status: 415},
		{name: "ambiguous", body: `{"code":"1","code":"2"}`, reason: "ambiguous", status: 400},
		{name: "parse", body: `{"code":`, reason: "parse", status: 400},
	} {
		request := func() *http.Request {
			r := post(c.body)
			for k, v := range c.header {
				r.Header[k] = v
			}
			return r
		}
		t.Run(c.name, func(t *testing.T) {
			i, judge, logs := setup(t, Interceptor{MaxBody: 128})
			s := serve(i, request())
			s.wantStatus(t, c.status)
			s.wantDecision(t, decisionUninspected, c.reason)
			if !json.Valid(s.Body.Bytes()) || len(judge.asked) != 0 || logs.FilterLevelExact(zap.WarnLevel).Len() != 1 {
				t.Errorf("body %s, judge asked %d times, log %v", s.Body, len(judge.asked), logs.All())
			}

			i, _, _ = setup(t, Interceptor{MaxBody: 128, OnOversize: wordPass, OnUnreadable: wordPass})
			s = serve(i, request())
			s.wantStatus(t, http.StatusTeapot)
			s.wantDecision(t, decisionUninspected, c.reason)
			if string(s.next.body) != c.body || s.next.length != int64(len(c.body)) {
				t.Errorf("the app got %q (length %d)", s.next.body, s.next.length)
			}
			if s.next.header.Get("Code-Interceptor-Verdict") != decisionUninspected {
				t.Errorf("headers for the app: %v", s.next.header)
			}
		})
	}
}

func TestWhatPassesUninspectedHidesNoOtherCode(t *testing.T) {
	i, _, _ := setup(t, Interceptor{MaxBody: 64, OnOversize: wordPass, OnUnreadable: wordPass,
		Extract: []Extractor{{In: inJSON, Names: []string{"/code"}}, {In: inQuery, Names: []string{"q"}}}})
	for name, body := range map[string]string{"oversize": strings.Repeat(" ", 100), "unreadable": "{"} {
		r := httptest.NewRequest("POST", "/?q=eval(%221%22)", strings.NewReader(body))
		s := serve(i, r)
		if s.Code != http.StatusForbidden || s.next.called {
			t.Errorf("%s: status %d", name, s.Code)
		}
	}
	// What was found before the fault is judged as well.
	s := serve(i, post(`{"code":"eval('1')",`))
	if s.Code != http.StatusForbidden || s.next.called {
		t.Errorf("code before a fault: status %d", s.Code)
	}
}

func TestPaddingUpToTheLimitHidesNothing(t *testing.T) {
	tail := `"code":` + fmt.Sprintf("%q", hostile) + `}`
	pad := strings.Repeat(" ", defaultMaxBody-len(tail)-1)
	i, _, _ := setup(t, Interceptor{})
	serve(i, post("{"+pad+tail)).wantStatus(t, http.StatusForbidden)
	serve(i, post("{"+pad+" "+tail)).wantStatus(t, http.StatusRequestEntityTooLarge)
}

func TestRequestsWithoutCode(t *testing.T) {
	i, judge, _ := setup(t, Interceptor{})
	for _, r := range []*http.Request{httptest.NewRequest("GET", "/", nil), post(`{"title":"x"}`), post("")} {
		s := serve(i, r)
		s.wantStatus(t, http.StatusTeapot)
		s.wantDecision(t, decisionPass, "")
	}
	if len(judge.asked) != 0 {
		t.Error("the judge was asked about nothing")
	}
	i, _, _ = setup(t, Interceptor{OnNoCode: wordBlock})
	s := serve(i, post(`{"title":"x"}`))
	s.wantStatus(t, http.StatusUnprocessableEntity)
	s.wantDecision(t, decisionUninspected, "no_code")
}

func TestEveryPlaceholderIsKnown(t *testing.T) {
	i, _, _ := setup(t, Interceptor{})
	s := serve(i, httptest.NewRequest("GET", "/", nil))
	for _, name := range []string{
		"decision", "mode", "policy", "policy_version", "severity", "score", "complexity", "rule", "rules", "violations",
		"report", "language", "line", "column", "code_sha256", "source", "scan_id", "reason", "cached", "duration_ms",
	} {
		if s.placeholder(name) == "<unknown>" {
			t.Errorf("placeholder %s is not known", name)
		}
	}
	if got := s.placeholder("line"); got != "0" {
		t.Errorf("line %q, want 0", got)
	}
	if s.placeholder("nonsense") != "<unknown>" {
		t.Error("a placeholder that does not exist is known")
	}
}

func TestTheLastInterceptorSpeaks(t *testing.T) {
	first, _, _ := setup(t, Interceptor{})
	second, _, _ := setup(t, Interceptor{Extract: []Extractor{{In: inJSON, Names: []string{"/other"}}}})
	s := &served{ResponseRecorder: httptest.NewRecorder()}
	s.req, s.repl = inCaddy(post(`{"code":"1","other":"eval('x')"}`), nil)
	err := first.ServeHTTP(s, s.req, caddyhttp.HandlerFunc(func(w http.ResponseWriter, r *http.Request) error {
		return second.ServeHTTP(w, r, &s.next)
	}))
	if err != nil || s.Code != http.StatusForbidden {
		t.Fatalf("%v, status %d", err, s.Code)
	}
	s.wantDecision(t, decisionBlock, "")
	if got := s.placeholder("source"); got != "json:/other" {
		t.Errorf("source %q", got)
	}
}

func TestErrorRoutesAnswerWhereTheyAre(t *testing.T) {
	ours := &caddyhttp.Server{Errors: &caddyhttp.HTTPErrorConfig{Routes: caddyhttp.RouteList{{}}}}
	foreign := &caddyhttp.Server{Errors: &caddyhttp.HTTPErrorConfig{Routes: caddyhttp.RouteList{
		{MatcherSets: caddyhttp.MatcherSets{{caddyhttp.MatchHost{"other.example"}}}},
	}}}
	for _, c := range []struct {
		name    string
		server  *caddyhttp.Server
		respond string
		asError bool
	}{
		{"no error route", &caddyhttp.Server{}, "", false},
		{"error route", ours, "", true},
		{"error route of another site", foreign, "", false},
		{"told to report", ours, respondReport, false},
		{"told to err", nil, respondError, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			i, _, _ := setup(t, Interceptor{Respond: c.respond, RespondStatus: 451})
			s := serveIn(i, post(codeBody(hostile)), c.server)
			if !c.asError {
				s.wantStatus(t, 451)
				return
			}
			he, ok := errors.AsType[caddyhttp.HandlerError](s.err)
			if !ok || he.StatusCode != 451 || !errors.Is(s.err, ErrBlocked) || s.next.called || s.Body.Len() != 0 {
				t.Errorf("error %v, body %s", s.err, s.Body)
			}
			s.wantDecision(t, decisionBlock, "")

			s = serveIn(i, post("{"), c.server)
			if he, ok := errors.AsType[caddyhttp.HandlerError](s.err); !ok || he.StatusCode != 400 || !errors.Is(s.err, ErrUninspected) {
				t.Errorf("unreadable: error %v", s.err)
			}
		})
	}
}

func TestNoVerdict(t *testing.T) {
	busy := &gateway.Rejection{Code: gateway.CodeBusy, Message: "too much to do", RetryAfter: 1500 * time.Millisecond}
	for _, c := range []struct {
		name, reason, retry string
		err                 error
		status              int
	}{
		{"busy", "busy", "2", busy, 503},
		{"unavailable", "unavailable", "1", &gateway.Rejection{Code: gateway.CodeUnavailable, Message: "not started"}, 503},
		{"wrong configuration", "unknown_policy", "", &gateway.Rejection{Code: gateway.CodeUnknownPolicy, Message: "x"}, 500},
		{"fault", "internal", "", errors.New("oops"), 500},
	} {
		t.Run(c.name, func(t *testing.T) {
			i, judge, _ := setup(t, Interceptor{})
			judge.fails = c.err
			s := serve(i, post(codeBody(harmless)))
			s.wantStatus(t, c.status)
			s.wantDecision(t, decisionError, c.reason)
			if got := s.Header().Get("Retry-After"); got != c.retry {
				t.Errorf("Retry-After %q, want %q", got, c.retry)
			}

			i, judge, _ = setup(t, Interceptor{OnError: wordPass})
			judge.fails = c.err
			s = serve(i, post(codeBody(harmless)))
			s.wantStatus(t, http.StatusTeapot)
			s.wantDecision(t, decisionError, c.reason)
			if string(s.next.body) != codeBody(harmless) || s.next.header.Get("Code-Interceptor-Verdict") != decisionError {
				t.Errorf("the app got %q, %v", s.next.body, s.next.header)
			}
		})
	}
	i, judge, _ := setup(t, Interceptor{OnError: wordPass})
	judge.fails = &gateway.Rejection{Code: gateway.CodeCancelled, Message: "gone"}
	if s := serve(i, post(codeBody(harmless))); s.err == nil || s.next.called {
		t.Errorf("a client that went away: error %v, next called %v", s.err, s.next.called)
	}
}

func TestExecute(t *testing.T) {
	i, _, _ := setup(t, Interceptor{Execute: true})
	s := serve(i, post(codeBody("2 + 2")))
	s.wantStatus(t, http.StatusOK)
	s.wantDecision(t, decisionPass, "")
	var body struct {
		Success bool `json:"success"`
		Result  int  `json:"result"`
	}
	if err := json.Unmarshal(s.Body.Bytes(), &body); err != nil || !body.Success || body.Result != 4 {
		t.Errorf("body %s (%v)", s.Body, err)
	}

	s = serve(i, post(codeBody(hostile)))
	s.wantStatus(t, http.StatusForbidden)
	s.wantDecision(t, decisionBlock, "")

	s = serve(i, post(`{"code":["1","2"]}`))
	s.wantStatus(t, http.StatusBadRequest)
	s.wantDecision(t, decisionUninspected, "parse")

	s = serve(i, post(`{}`))
	s.wantStatus(t, http.StatusUnprocessableEntity)

	i, judge, _ := setup(t, Interceptor{Execute: true, OnError: wordPass})
	judge.fails = &gateway.Rejection{Code: gateway.CodeBusy, Message: "busy"}
	s = serve(i, post(codeBody("1")))
	s.wantStatus(t, http.StatusServiceUnavailable)
}

func TestPrincipalOfASubmission(t *testing.T) {
	i, judge, _ := setup(t, Interceptor{Principal: "{test.user}!"})
	r, repl := inCaddy(post(codeBody(harmless)), nil)
	repl.Set("test.user", "ada")
	if err := i.ServeHTTP(httptest.NewRecorder(), r, new(upstream)); err != nil {
		t.Fatal(err)
	}
	if s := judge.asked[0]; s.Principal != "ada!" || s.Origin != gateway.OriginInterceptor || s.Mode != analyzer.Enforce {
		t.Errorf("submission %+v", s)
	}
}

func TestConfigurationsThatCannotBe(t *testing.T) {
	judge := newLocalJudge(t)
	for name, i := range map[string]Interceptor{
		"policy": {Policy: "nonsense"}, "mode": {Mode: "loud"}, "language": {Language: "klingon"}, "strict": {Strict: "very"},
		"on_oversize": {OnOversize: "maybe"}, "on_unreadable": {OnUnreadable: "warn"}, "on_error": {OnError: "ignore"},
		"on_no_code": {OnNoCode: "x"}, "respond": {Respond: "jsonrpc"}, "executor": {Executor: "nonsense", Execute: true},
		"executor:": {Executor: "default"}, "max_body": {MaxBody: -1}, "status": {RespondStatus: 200},
	} {
		i.app = judge
		i.setDefaults()
		if err := i.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAccessLogObject(t *testing.T) {
	i, _, _ := setup(t, Interceptor{})
	s := serve(i, post(codeBody(hostile)))
	var o observation
	if value, _ := s.repl.Get(observationKey); value != nil {
		o = *value.(*observation)
	}
	enc := zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig())
	line, err := enc.EncodeEntry(zapcore.Entry{}, []zap.Field{zap.Object("code_interceptor", &o)})
	if err != nil {
		t.Fatal(err)
	}
	out := line.String()
	for _, want := range []string{`"decision":"block"`, `"rules":["code/eval"]`, `"source":"json:/code"`, `"code_sha256":"`, `"scan_id":"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is missing in %s", want, out)
		}
	}
	if strings.Contains(out, "alert") {
		t.Errorf("the code is in the access log: %s", out)
	}
}
