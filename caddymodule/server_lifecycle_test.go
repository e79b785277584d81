// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// reloaded is a configuration of which every number makes another one; only the number of workers makes another pool.
func reloaded(n, workers int) string {
	return fmt.Sprintf(`{
	skip_install_trust
	admin localhost:{$ADMIN_PORT}
	default_bind 127.0.0.1
	code_interceptor {
		policy p%d {
			extends standard
			max_complexity %d
		}
		executor default {
			memory_limit %dMiB
			concurrency %d
			queue 64 10s
			recycle 100000
		}
	}
}

http://localhost:{$PORT} {
	header X-Generation %d
	code_interceptor /intercepted p%d {
		extract json /code
	}
	respond /intercepted "passed"
	code_sandbox {
		policy p%d
	}
}
`, n, 50+n%50, 64+n, workers-2, n, n, n)
}

// native is a loop that no rule reports, most of it in functions that an engine cannot interrupt.
const native = `let n = 0; while (n >= 0) n = Array(1e6).fill(0).length`

// load gives the running server another configuration.
func (s *server) load(config string) error {
	for name, value := range s.env {
		config = strings.ReplaceAll(config, "{$"+name+"}", value)
	}
	r, err := s.try(request{method: http.MethodPost, url: s.adminURL("/load"), media: "text/caddyfile", body: config})
	if err == nil && r.status != http.StatusOK {
		err = errors.New(r.String())
	}
	// The server closes idle connections now; a request of ours must not take one of them.
	s.client.CloseIdleConnections()
	return err
}

// status is what the admin endpoint says of the default executor.
type status struct {
	Running int `json:"running"`
	Queued  int `json:"queued"`
	Workers struct {
		Size   int   `json:"size"`
		Ready  int   `json:"ready"`
		Busy   int   `json:"busy"`
		Starts int64 `json:"starts"`
	} `json:"workers"`
}

func (s *server) status(t *testing.T) status {
	t.Helper()
	var all struct {
		Executors map[string]status `json:"executors"`
	}
	s.send(t, request{url: s.adminURL("/code_interceptor/status")}).decode(t, &all)
	return all.Executors["default"]
}

// awaitIdle waits until no program runs.
func (s *server) awaitIdle(t *testing.T, patience time.Duration) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		now := s.status(t)
		if now.Running == 0 && now.Workers.Busy == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("after %v programs still run: %+v", patience, now)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// closedEarly says that the server closed the connection before any answer. Go's HTTP server does so with a request that
// comes while it is being replaced, which Caddy does at every reload, with any handler.
func closedEarly(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) ||
		err != nil && strings.Contains(err.Error(), "server closed idle connection") // net/http does not export this one
}

func TestServerReload(t *testing.T) {
	const reloads = 12
	s := startText(t, reloaded(0, 4), nil)
	before := s.awaitWorkers(t, 4)

	var answered, blocked, dropped atomic.Int64
	generations := sync.Map{}
	done := make(chan struct{})
	var callers sync.WaitGroup
	for caller := range 3 {
		callers.Go(func() {
			for n := caller; ; n += 3 {
				select {
				case <-done:
					return
				default:
				}
				if err := s.honest(n); closedEarly(err) {
					dropped.Add(1)
				} else if err != nil {
					t.Errorf("during reloads: %v", err)
					return
				} else {
					answered.Add(1)
				}
				// No request slips through unjudged while configurations change hands.
				r, err := s.try(request{method: "POST", url: s.url("/intercepted"), media: "application/json", body: program(hostileCode)})
				if closedEarly(err) {
					dropped.Add(1)
					continue
				}
				if err != nil || r.status != http.StatusForbidden {
					t.Errorf("during reloads, a hostile request: %v %s", err, r)
					return
				}
				blocked.Add(1)
				generations.Store(r.header.Get("X-Generation"), true)
			}
		})
	}
	for n := 1; n <= reloads; n++ {
		if err := s.load(reloaded(n, 4)); err != nil {
			t.Error(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	close(done)
	callers.Wait()
	seen := 0
	generations.Range(func(any, any) bool { seen++; return true })
	if answered.Load() < reloads || blocked.Load() < reloads || seen < 3 {
		t.Errorf("%d answers, %d blocked, %d generations seen: too few to say anything", answered.Load(), blocked.Load(), seen)
	}
	t.Logf("%d answers, %d blocked, %d connections closed early over %d reloads", answered.Load(), blocked.Load(), dropped.Load(), reloads)
	// What was not answered did not run either: the run log, which outlives reloads, has a run for each answer and no more.
	if most := int64(2 * 3 * reloads); dropped.Load() > most {
		t.Errorf("%d connections were closed early, at most %d may be", dropped.Load(), most)
	}
	records := s.send(t, request{url: s.adminURL("/code_interceptor/records?n=1000")})
	if runs := int64(strings.Count(string(records.body), `"exe_`)); runs != answered.Load() {
		t.Errorf("%d programs ran, %d were answered", runs, answered.Load())
	}

	// The workers are those of the start: nothing about them changed.
	after := s.awaitWorkers(t, 4)
	for _, p := range before {
		if !slices.Contains(after, p) {
			t.Errorf("worker %d was replaced though its executor did not change", p.pid)
		}
	}
	// Another pool has workers of its own; the old ones end.
	if err := s.load(reloaded(32, 5)); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for slices.ContainsFunc(before, process.alive) {
		if time.Now().After(deadline) {
			t.Fatal("the workers of the configuration before are left")
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.awaitWorkers(t, 5)
	if x := s.execute(t, http.StatusOK, "2 + 2"); x.Limits.MemoryMB != 96 || x.Result != 4.0 {
		t.Errorf("%+v", x)
	}
	// A configuration that cannot be changes nothing.
	if err := s.load(strings.Replace(reloaded(33, 5), "extends standard", "extends nothing", 1)); err == nil {
		t.Error("a configuration with an unknown policy was taken")
	}
	if err := s.honest(1); err != nil {
		t.Error(err)
	}
}

func TestServerWorkerKilled(t *testing.T) {
	s := startText(t, reloaded(0, 4), nil)
	before := s.awaitWorkers(t, 4)

	// While nothing runs.
	for _, p := range before {
		_ = syscall.Kill(p.pid, syscall.SIGKILL)
	}
	for n := range 3 {
		if err := s.honest(n); err != nil {
			t.Errorf("after the workers were killed: %v", err)
		}
	}
	s.awaitWorkers(t, 4)

	// While a program runs: the answer says what is known and invents no success.
	answer := make(chan reply, 1)
	go func() {
		r, err := s.try(request{method: "POST", url: s.url("/execute"), media: "application/json", body: program(endless, "timeout", 20)})
		if err != nil {
			t.Error(err)
		}
		answer <- r
	}()
	deadline := time.Now().Add(10 * time.Second)
	for s.status(t).Running == 0 {
		if time.Now().After(deadline) {
			t.Fatal("the program does not start")
		}
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond)
	for _, p := range s.workers() {
		_ = syscall.Kill(p.pid, syscall.SIGKILL)
	}
	killed := time.Now()
	var x execution
	r := <-answer
	r.decode(t, &x)
	if x.Success || x.Termination.Reason != "worker_lost" || x.ExitCode != 125 || !x.Termination.Started || x.Output != "begun" {
		t.Errorf("a program whose worker was killed: %s", r)
	}
	if late := time.Since(killed); late > 5*time.Second {
		t.Errorf("answered %v after the kill", late)
	}
	if err := s.honest(1); err != nil {
		t.Errorf("the next program: %v", err)
	}
	s.awaitWorkers(t, 4)
}

func TestServerCallerGone(t *testing.T) {
	// One client may run one program less than there are places.
	s := startText(t, reloaded(0, 5), nil)
	s.awaitWorkers(t, 5)
	ctx, cancel := context.WithCancel(t.Context())
	var callers sync.WaitGroup
	for range 2 {
		callers.Go(func() {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url("/execute"), strings.NewReader(program(native, "timeout", 30)))
			if err != nil {
				t.Error(err)
				return
			}
			req.Header.Set("Content-Type", "application/json")
			if resp, err := s.client.Do(req); err == nil {
				resp.Body.Close()
			}
		})
		callers.Go(func() {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url("/execute"), strings.NewReader(program(endless, "timeout", 30)))
			if err != nil {
				t.Error(err)
				return
			}
			req.Header.Set("Content-Type", "application/json")
			if resp, err := s.client.Do(req); err == nil {
				resp.Body.Close()
			}
		})
	}
	deadline := time.Now().Add(10 * time.Second)
	for s.status(t).Running < 2 {
		if time.Now().After(deadline) {
			t.Fatal("the programs do not start")
		}
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(200 * time.Millisecond)
	cancel()
	callers.Wait()
	s.awaitIdle(t, 3*time.Second)
	if err := s.honest(1); err != nil {
		t.Error(err)
	}
}

// TestServerEnds holds that whatever way the gateway ends, nothing of it is left.
func TestServerEnds(t *testing.T) {
	busy := func(t *testing.T, seconds float64) (s *server, answer <-chan reply) {
		s = startText(t, reloaded(0, 5), nil)
		s.awaitWorkers(t, 5)
		replies := make(chan reply, 2)
		for _, code := range []string{endless, native} {
			go func() {
				r, _ := s.try(request{method: "POST", url: s.url("/execute"), media: "application/json", body: program(code, "timeout", seconds)})
				replies <- r
			}()
		}
		deadline := time.Now().Add(10 * time.Second)
		for s.status(t).Running < 2 {
			if time.Now().After(deadline) {
				t.Fatal("the programs do not start")
			}
			time.Sleep(10 * time.Millisecond)
		}
		return s, replies
	}
	t.Run("SIGTERM", func(t *testing.T) {
		s, answers := busy(t, 30)
		began := time.Now()
		s.stop() // waits, and looks for what is left
		if took := time.Since(began); took > 15*time.Second {
			t.Errorf("programs of 30 s held the end up for %v", took)
		}
		for range 2 {
			// What had begun is answered, and truly.
			r := <-answers
			var x execution
			waiting := r.status == 503 && strings.Contains(string(r.body), "shutting down")
			if err := json.Unmarshal(r.body, &x); err != nil || x.Success || x.Termination.Reason != "cancelled" && !waiting {
				t.Errorf("the answer during the end: %v, %s", err, r)
			}
		}
	})
	t.Run("SIGINT", func(t *testing.T) {
		s := startText(t, reloaded(0, 5), nil)
		before := s.processes()
		_ = s.cmd.Process.Signal(syscall.SIGINT)
		select {
		case <-s.exited:
		case <-time.After(stopWait):
			t.Fatal("it does not end")
		}
		s.stopped = true
		s.nothingLeft(before)
		s.cleanLog()
	})
	t.Run("SIGKILL", func(t *testing.T) {
		s, answers := busy(t, 30)
		before := s.processes()
		if len(before) < 6 {
			t.Errorf("%d processes, want a gateway and 5 workers", len(before))
		}
		s.kill()
		s.nothingLeft(before)
		for range 2 {
			if r := <-answers; strings.Contains(string(r.body), `"success":true`) {
				t.Errorf("an answer out of nowhere: %s", r)
			}
		}
	})
}
