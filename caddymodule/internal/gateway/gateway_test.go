// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	analyzers "github.com/code-interceptor/caddy-code-interceptor/analyzer/standard"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/runlog"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
	runtimes "github.com/code-interceptor/caddy-code-interceptor/executor/standard"
	"github.com/code-interceptor/caddy-code-interceptor/executor/worker"
)

// The test binary is its own worker, with the very tasks of the real one.
func TestMain(m *testing.M) {
	if worker.IsWorker(os.Args) {
		worker.Main(Tasks(analyzers.New(), runtimes.Runtimes()))
	}
	os.Exit(m.Run())
}

// setup opens a gateway with real workers.
func setup(t testing.TB, change func(*ExecutorConfig)) (*Gateway, *runlog.Memory) {
	t.Helper()
	cfg := ExecutorConfig{Concurrency: 2}
	if change != nil {
		change(&cfg)
	}
	cfg = cfg.WithDefaults()
	if err := cfg.Validate(); err != nil {
		t.Fatal(err)
	}
	pool, err := worker.Open(worker.Config{Size: cfg.PoolSize(), Memory: max(cfg.Default.Memory, AnalysisMemory), Wall: cfg.LongestCall()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	policies, err := NewPolicies([]*analyzer.Policy{{Name: "watch", Mode: analyzer.Detect}, {Name: "none", Mode: analyzer.Off}}, "", analyzers.Rules())
	if err != nil {
		t.Fatal(err)
	}
	store := runlog.NewMemory(100)
	gw, err := New(Config{
		Policies: policies, Executors: map[string]*Executor{"default": NewExecutor(cfg, pool)}, DefaultExecutor: "default",
		Runtimes: runtimes.Runtimes(), Store: store,
	})
	if err != nil {
		t.Fatal(err)
	}
	return gw, store
}

func snippet(source string) analyzer.Snippet {
	return analyzer.Snippet{Source: source, Language: "javascript"}
}

func program(source string) RunRequest {
	return RunRequest{Submission: Submission{Origin: OriginREST, Snippets: []analyzer.Snippet{snippet(source)}}}
}

func mustRun(t testing.TB, gw *Gateway, r RunRequest) *Execution {
	t.Helper()
	x, err := gw.Run(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestScan(t *testing.T) {
	gw, store := setup(t, nil)
	for _, tc := range []struct {
		name, policy string
		mode         analyzer.Mode
		sources      []string
		word         string
		blocks       bool
	}{
		{"nothing to judge", "", "", nil, "pass", false},
		{"harmless", "", "", []string{"1 + 1"}, "pass", false},
		{"medium warns", "", "", []string{"setTimeout(() => 1, 5)"}, "warn", false},
		{"high blocks", "", "", []string{"eval('1')"}, "block", true},
		{"the strongest of several", "", "", []string{"1", "fetch('http://x')", "2"}, "block", true},
		{"not a program", "", "", []string{"var = ;"}, "block", true},
		{"detect says block and lets pass", "watch", "", []string{"eval('1')"}, "block", false},
		{"a door may tighten the mode", "watch", analyzer.Enforce, []string{"eval('1')"}, "block", true},
		{"off judges nothing", "none", "", []string{"eval('1')"}, "pass", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := Submission{Origin: OriginInterceptor, Policy: tc.policy, Mode: tc.mode}
			for _, src := range tc.sources {
				s.Snippets = append(s.Snippets, snippet(src))
			}
			v, err := gw.Scan(context.Background(), s)
			if err != nil {
				t.Fatal(err)
			}
			if v.Word() != tc.word || v.Blocks() != tc.blocks {
				t.Errorf("verdict %s, blocks %v; want %s, %v: %+v", v.Word(), v.Blocks(), tc.word, tc.blocks, v.Judged)
			}
			rec, err := store.Recent(context.Background(), 1)
			if err != nil || len(rec) != 1 || rec[0].ID != v.ID || rec[0].Verdict != tc.word {
				t.Errorf("the newest record is %+v (%v), want that of %s", rec, err, v.ID)
			}
		})
	}
	if _, err := gw.Scan(context.Background(), Submission{Policy: "missing"}); AsRejection(err) == nil || AsRejection(err).Code != CodeUnknownPolicy {
		t.Errorf("unknown policy: %v", err)
	}
}

// Every door gives the same verdict on the same source.
func TestOneVerdict(t *testing.T) {
	gw, _ := setup(t, nil)
	for _, src := range []string{"1+1", "eval('1')", "setTimeout(()=>1)", "globalThis['ev'+'al']('1')"} {
		v, err := gw.Scan(context.Background(), Submission{Snippets: []analyzer.Snippet{snippet(src)}})
		if err != nil {
			t.Fatal(err)
		}
		x := mustRun(t, gw, program(src))
		if v.Word() != x.Verdict.Word() || v.PolicyVersion != x.Verdict.PolicyVersion {
			t.Errorf("%s: scan says %s, run says %s", src, v.Word(), x.Verdict.Word())
		}
	}
}

func TestRun(t *testing.T) {
	gw, store := setup(t, nil)
	for _, tc := range []struct {
		name, source string
		input        string
		wish         executor.Limits
		reason, or   executor.Reason
		output       string
		result       string
		// unstarted says that not even the first instruction ran, although the program was let through.
		unstarted bool
	}{
		{name: "result", source: `console.log("Hello World"); 2 + 2`, reason: executor.Completed, output: "Hello World", result: "4"},
		{name: "input", source: `input.a.length`, input: `{"a":[1,2]}`, reason: executor.Completed, result: "2"},
		{name: "top-level await", source: "const x = await Promise.resolve(20);\nx + 1", reason: executor.Completed, result: "21"},
		{name: "throws", source: `console.log("before"); throw new TypeError("no")`, reason: executor.Exception, output: "before"},
		{name: "blocked", source: `console.log("never"); eval("1")`, reason: executor.Blocked},
		{name: "not a program", source: `let = `, reason: executor.SyntaxError},
		{name: "endless", source: `console.log("started"); let i = 0; for (const end = 1e15; i < end; i++) {}`,
			wish: executor.Limits{Wall: 200 * time.Millisecond}, reason: executor.TimeoutWall, output: "started"},
		{name: "endless in native code", source: `console.log("started"); /^(a+)+\1$/.test("a".repeat(40) + "b")`,
			wish: executor.Limits{Wall: 200 * time.Millisecond}, reason: executor.TimeoutWall, output: "started"},
		{name: "endless in the compiler", source: `console.log("never"); 2n ** (10n ** 9n) * 3n ** (10n ** 8n)`, unstarted: true,
			wish: executor.Limits{Wall: 300 * time.Millisecond}, reason: executor.TimeoutWall, or: executor.Memory},
		{name: "memory", source: `console.log("started"); const a = []; for (let i = 0; i < 1e9; i++) a.push("x".repeat(1e5) + i)`,
			wish: executor.Limits{Memory: 32 << 20}, reason: executor.Memory, output: "started"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := program(tc.source)
			r.Wish = tc.wish
			if tc.input != "" {
				r.Input = json.RawMessage(tc.input)
			}
			x := mustRun(t, gw, r)
			o := x.Outcome
			if o.Reason != tc.reason && (tc.or == "" || o.Reason != tc.or) {
				t.Fatalf("ended with %s (%s), want %s; verdict %s %v", o.Reason, o.Message, tc.reason, x.Verdict.Word(), x.Verdict.Judged[0].Decision.Why)
			}
			var lines []string
			for _, l := range o.Logs {
				lines = append(lines, l.Text)
			}
			if got := strings.Join(lines, "\n"); got != tc.output {
				t.Errorf("output %q, want %q", got, tc.output)
			}
			if string(o.Result) != tc.result {
				t.Errorf("result %s, want %s", o.Result, tc.result)
			}
			if started := tc.reason != executor.Blocked && tc.reason != executor.SyntaxError && !tc.unstarted; o.Started != started {
				t.Errorf("started %v, want %v", o.Started, started)
			}
			rec, err := store.Recent(context.Background(), 1)
			if err != nil || len(rec) != 1 || rec[0].ID != x.Verdict.ID || rec[0].Reason != string(o.Reason) {
				t.Errorf("the newest record is %+v (%v)", rec, err)
			}
		})
	}
}

// What the analysis lets through in mode detect meets the second line inside the sandbox, and the answer says so.
func TestAttemptsAreReported(t *testing.T) {
	gw, _ := setup(t, nil)
	r := program("let r = 'no';\ntry { eval('r = 1') } catch (e) { r = e.name }\nr")
	r.Policy = "watch"
	x := mustRun(t, gw, r)
	if x.Outcome.Reason != executor.Completed || string(x.Outcome.Result) != `"EvalError"` {
		t.Fatalf("outcome %+v", x.Outcome)
	}
	if len(x.Attempts) != 1 || x.Attempts[0].Rule != "code/eval" || x.Attempts[0].Range.Line != 2 {
		t.Fatalf("attempts %+v, want eval on line 2", x.Attempts)
	}
}

func TestWarmUp(t *testing.T) {
	an := analyzers.New()
	for _, rt := range runtimes.Runtimes() {
		analysis := an.Analyze(analyzer.Snippet{Source: warmUp, Language: rt.Language()})
		compiled, err := rt.Compile(warmUp, analysis.Tree)
		if !analysis.Report.Parsed || err != nil {
			t.Fatalf("%s: parsed %v, %v", rt.Language(), analysis.Report.Parsed, err)
		}
		out := compiled.Run(context.Background(), executor.Input{}, executor.Limits{}.WithDefaults(), func(executor.LogLine) {})
		if out.Reason != executor.Completed || string(out.Result) != `["1","2","3"]` {
			t.Errorf("%s: %+v", rt.Language(), out)
		}
	}
}

func TestLimitsInForce(t *testing.T) {
	cfg := ExecutorConfig{Default: executor.Limits{Wall: 10 * time.Second, Memory: 64 << 20, Output: 100}, MaxWall: 30 * time.Second}.WithDefaults()
	for _, tc := range []struct{ wish, want executor.Limits }{
		{executor.Limits{}, cfg.Default},
		{executor.Limits{Wall: time.Hour, Memory: 1 << 40, Output: 1 << 30, Result: 1 << 30},
			executor.Limits{Wall: 30 * time.Second, Memory: 64 << 20, Output: 100, Result: executor.DefaultResult}},
		{executor.Limits{Wall: time.Second, Memory: 16 << 20, Output: 5, Result: 6},
			executor.Limits{Wall: time.Second, Memory: 16 << 20, Output: 5, Result: 6}},
		{executor.Limits{Wall: -1, Memory: -1, Output: -1, Result: -1}, cfg.Default},
	} {
		if got := cfg.InForce(tc.wish); got != tc.want {
			t.Errorf("wish %+v: in force %+v, want %+v", tc.wish, got, tc.want)
		}
	}
	if short := (ExecutorConfig{MaxWall: 2 * time.Second}).WithDefaults(); short.Default.Wall != 2*time.Second {
		t.Errorf("a ceiling of 2s leaves a default of %v", short.Default.Wall)
	}
}

func TestCancelled(t *testing.T) {
	gw, _ := setup(t, nil)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(300*time.Millisecond, cancel)
	start := time.Now()
	x, err := gw.Run(ctx, program("let i = 0; for (const end = 1e15; i < end; i++) {}"))
	if err != nil {
		t.Fatal(err)
	}
	if x.Outcome.Reason != executor.Cancelled || time.Since(start) > 5*time.Second {
		t.Fatalf("ended with %s after %v, want cancelled within seconds", x.Outcome.Reason, time.Since(start))
	}
}

func TestBusy(t *testing.T) {
	gw, _ := setup(t, func(c *ExecutorConfig) { c.Concurrency, c.Queue, c.QueueWait = 1, 1, 200*time.Millisecond })
	var mu sync.Mutex
	var codes []string
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			r := program("let i = 0; for (const end = 1e15; i < end; i++) {}")
			r.Wish.Wall = 3 * time.Second
			x, err := gw.Run(context.Background(), r)
			mu.Lock()
			defer mu.Unlock()
			if rejection := AsRejection(err); rejection != nil {
				codes = append(codes, rejection.Code)
				if rejection.RetryAfter <= 0 {
					t.Error("a busy rejection does not say when to come back")
				}
			} else if err != nil {
				t.Error(err)
			} else {
				codes = append(codes, string(x.Outcome.Reason))
			}
		})
	}
	time.Sleep(time.Second)
	// Analysis does not wait behind the program that runs.
	v, err := gw.Scan(context.Background(), Submission{Snippets: []analyzer.Snippet{snippet("1")}})
	if err != nil || v.Word() != "pass" {
		t.Errorf("a scan beside a long run: %v, %v", v, err)
	}
	wg.Wait()
	slices.Sort(codes)
	if n := slices.Index(codes, string(executor.TimeoutWall)); n != 5 || codes[0] != CodeBusy {
		t.Errorf("six programs on one place: %v, want five busy and one that ran", codes)
	}
}

// One client cannot take every place, however long its programs run.
func TestOneClientDoesNotStarveOthers(t *testing.T) {
	gw, _ := setup(t, func(c *ExecutorConfig) { c.Concurrency, c.Queue, c.QueueWait = 2, 4, 300*time.Millisecond })
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			r := program("let i = 0; for (const end = 1e15; i < end; i++) {}")
			r.Client, r.Wish.Wall = "greedy", 20*time.Second
			_, _ = gw.Run(ctx, r)
		})
	}
	for deadline := time.Now().Add(10 * time.Second); gw.Executor("").Load().Running < 1; {
		if time.Now().After(deadline) {
			t.Fatal("nothing runs")
		}
		time.Sleep(10 * time.Millisecond)
	}
	for i := range 5 {
		r := program("1 + 1")
		r.Client = "other"
		if x, err := gw.Run(context.Background(), r); err != nil || string(x.Outcome.Result) != "2" {
			t.Errorf("program %d of another client: %v, %v", i, x, err)
		}
	}
	cancel()
	wg.Wait()
	for name, q := range map[string]*queue{"runs": gw.Executor("").runs, "scans": gw.Executor("").scans} {
		if len(q.shares) != 0 || q.inside() != 0 || q.depth() != 0 {
			t.Errorf("%s: left behind are %d shares, %d inside, %d waiting", name, len(q.shares), q.inside(), q.depth())
		}
	}
}

// The snippets of one request share one budget of analysis, and what is not judged within it blocks.
func TestAnalysisBudget(t *testing.T) {
	gw, _ := setup(t, func(c *ExecutorConfig) { c.Analysis = 10 * time.Millisecond })
	s := Submission{}
	for i := range 200 {
		s.Snippets = append(s.Snippets, snippet(strings.Repeat("x = [a, b].map((v) => v + 1);\n", 300)+"// "+strconv.Itoa(i)))
	}
	v, err := gw.Scan(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	last := v.Judged[len(v.Judged)-1]
	if !v.Blocks() || len(v.Judged) != 200 || last.Report.Parsed || last.Report.Findings[0].Rule != analyzer.RuleLimits {
		t.Errorf("%d judged, %s, the last %+v", len(v.Judged), v.Word(), last.Report)
	}
}

// A worker runs nothing but what it prepared.
func TestWorkerRefusesAnotherProgram(t *testing.T) {
	gw, _ := setup(t, nil)
	ex := gw.Executor("")
	ctx := context.Background()
	run := func(t *testing.T, first, digestOfWhat string) executor.Outcome {
		s, err := ex.acquire(ctx, worker.Long)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if first != "" {
			if _, fault, err := ex.prepare(ctx, worker.Long, &s, snippet(first), digestOf(first)); err != nil || fault {
				t.Fatal(err, fault)
			}
		}
		p := executor.Approve("javascript", digestOf(digestOfWhat), "p-test")
		return ex.run(ctx, s, p, executor.Input{}, ex.Config.InForce(executor.Limits{}))
	}
	if o := run(t, "1+1", "1+1"); o.Reason != executor.Completed {
		t.Errorf("the prepared program: %+v", o)
	}
	if o := run(t, "1+1", "2+2"); o.Reason != executor.Internal || o.Started {
		t.Errorf("another program: %+v", o)
	}
	if o := run(t, "", "1+1"); o.Reason != executor.Internal || o.Started {
		t.Errorf("a program that was never prepared: %+v", o)
	}
	s, err := ex.acquire(ctx, worker.Long)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if o := ex.run(ctx, s, executor.Program{}, executor.Input{}, ex.Config.InForce(executor.Limits{})); o.Reason != executor.Internal {
		t.Errorf("a program nobody approved: %+v", o)
	}
}

// Hostile sources cost at most a worker; what comes with and after them is judged as ever.
func TestHostileSources(t *testing.T) {
	gw, _ := setup(t, nil)
	hostile := map[string]string{
		"brackets":   strings.Repeat("[", 400_000),
		"arrows":     strings.Repeat("a=>", 32_000) + "1",
		"additions":  strings.Repeat("1+", 50_000) + "1",
		"source map": "1\n//# sourceMappingURL=file:///dev/zero",
		"code point": `"\u{10FFFF}"`,
		"large":      strings.Repeat("a;", 1<<20),
		"nul":        "a\x00b",
		"not utf-8":  "a\xff",
	}
	for name, src := range hostile {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			v, err := gw.Scan(context.Background(), Submission{Snippets: []analyzer.Snippet{snippet(src), snippet("eval('1')"), snippet("1")}})
			if err != nil {
				t.Fatal(err)
			}
			if len(v.Judged) != 3 || !v.Blocks() || v.Judged[1].Decision.Would != analyzer.Block || v.Judged[2].Decision.Would != analyzer.Pass {
				t.Errorf("judged %+v", v.Judged)
			}
			if d := time.Since(start); d > 10*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// A source that was judged before is judged again without a worker, and a policy still has its say.
func TestCache(t *testing.T) {
	gw, _ := setup(t, nil)
	ctx := context.Background()
	scan := func(policy, source string) *Verdict {
		v, err := gw.Scan(ctx, Submission{Policy: policy, Snippets: []analyzer.Snippet{snippet(source)}})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	first := scan("", "setTimeout(() => 1, 1)")
	before := gw.Executor("").Load().Workers.Sessions
	again := scan("", "setTimeout(() => 1, 1)")
	strict := scan("strict", "setTimeout(() => 1, 1)")
	if after := gw.Executor("").Load().Workers.Sessions; after != before {
		t.Errorf("%d workers were asked again", after-before)
	}
	if first.Cached || !again.Cached || !strict.Cached {
		t.Errorf("cached: first %v, again %v, strict %v", first.Cached, again.Cached, strict.Cached)
	}
	if first.Word() != "warn" || again.Word() != "warn" || strict.Word() != "block" {
		t.Errorf("first %s, again %s, strict %s", first.Word(), again.Word(), strict.Word())
	}
	if f, g := first.Judged[0].Decision.Findings[0], strict.Judged[0].Decision.Findings[0]; f.Action == g.Action {
		t.Errorf("both policies say %s", f.Action)
	}
	if scan("", "setTimeout(() => 2, 1)").ID == first.ID {
		t.Error("two submissions have one id")
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache()
	for i := range cacheReports + 100 {
		c.put("javascript", analyzer.Report{SHA256: strings.Repeat("0", 60) + string(rune(i))})
	}
	if n := c.order.Len(); n != cacheReports || len(c.byKey) != n {
		t.Errorf("%d reports kept, %d keys, want %d", n, len(c.byKey), cacheReports)
	}
	c.put("javascript", analyzer.Report{SHA256: "big", Findings: make([]analyzer.Finding, cacheFindings+1)})
	if _, ok := c.get("javascript", "big"); ok {
		t.Error("a report with many findings is kept")
	}
}

func BenchmarkScan(b *testing.B) {
	gw, _ := setup(b, nil)
	s := Submission{Snippets: []analyzer.Snippet{snippet(`console.log("Hello World"); 2 + 2`)}}
	for i := 0; b.Loop(); i++ {
		s.Snippets[0].Source = `console.log("Hello World"); 2 + ` + strconv.Itoa(i) // never seen before
		if _, err := gw.Scan(context.Background(), s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	gw, _ := setup(b, nil)
	r := program(`console.log("Hello World"); 2 + 2`)
	for b.Loop() {
		if x, err := gw.Run(context.Background(), r); err != nil || x.Outcome.Reason != executor.Completed {
			b.Fatal(x, err)
		}
	}
}
