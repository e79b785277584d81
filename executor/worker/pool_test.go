// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor/confine"
)

func TestCallAndEmit(t *testing.T) {
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	var got []string
	reply, err := s.Call(context.Background(), "emit", []byte("a,,b,c"), CallLimits{}, func(b []byte) { got = append(got, string(b)) })
	if err != nil || string(reply.Payload) != "end" || strings.Join(got, "|") != "a||b|c" {
		t.Fatalf("%q, %q, %v", got, reply.Payload, err)
	}
	_, err = s.Call(context.Background(), "fail", []byte("own error"), CallLimits{}, nil)
	var taskErr *TaskError
	if !errors.As(err, &taskErr) || taskErr.Message != "own error" {
		t.Fatal(err)
	}
	if _, err = s.Call(context.Background(), "no such", nil, CallLimits{}, nil); !errors.As(err, &taskErr) {
		t.Fatal(err)
	}
	proc := s.proc
	s.Close()
	if s = acquire(t, p, Long); s.proc != proc {
		t.Error("a worker was thrown away for a task's error")
	}
}

func TestLargePayloads(t *testing.T) {
	cfg := testConfig()
	cfg.MaxFrame = 3 << 20
	p := open(t, cfg)
	s := acquire(t, p, Long)
	ctx := context.Background()
	payload := bytes.Repeat([]byte("0123456789abcdef"), 3<<20/16)
	reply, err := s.Call(ctx, "echo", payload, CallLimits{}, nil)
	if err != nil || !bytes.Equal(reply.Payload, payload) {
		t.Fatalf("%d bytes, %v", len(reply.Payload), err)
	}
	if _, err := s.Call(ctx, "echo", append(payload, 0), CallLimits{}, nil); !errors.Is(err, ErrLimits) {
		t.Errorf("too large a payload: %v", err)
	}
	var taskErr *TaskError
	if _, err := s.Call(ctx, "large", []byte("3145729"), CallLimits{}, nil); !errors.As(err, &taskErr) || !strings.Contains(err.Error(), "3145729 bytes") {
		t.Errorf("too large an answer: %v", err)
	}
	if _, err := s.Call(ctx, "emit_large", []byte("3145729"), CallLimits{}, nil); !errors.As(err, &taskErr) {
		t.Errorf("too large a chunk: %v", err)
	}
	if _, err := s.Call(ctx, "echo", nil, CallLimits{Wall: time.Hour}, nil); !errors.Is(err, ErrLimits) {
		t.Errorf("too long: %v", err)
	}
	if _, err := s.Call(ctx, "echo", nil, CallLimits{Memory: 1 << 40}, nil); !errors.Is(err, ErrLimits) {
		t.Errorf("too much memory: %v", err)
	}
}

func TestStateEndsWithSession(t *testing.T) {
	p := open(t, testConfig())
	ctx := context.Background()
	s := acquire(t, p, Short)
	proc := s.proc
	if _, err := s.Call(ctx, "set", []byte("secret"), CallLimits{}, nil); err != nil {
		t.Fatal(err)
	}
	if reply, err := s.Call(ctx, "get", nil, CallLimits{}, nil); err != nil || string(reply.Payload) != "secret" {
		t.Fatalf("within the session: %q, %v", reply.Payload, err)
	}
	s.Close()
	s = acquire(t, p, Short)
	if s.proc != proc {
		t.Fatal("not the same worker: nothing was tested")
	}
	if reply, err := s.Call(ctx, "get", nil, CallLimits{}, nil); err != nil || len(reply.Payload) > 0 {
		t.Fatalf("the next session sees %q, %v", reply.Payload, err)
	}
}

func TestLateEmitIsDropped(t *testing.T) {
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	if _, err := s.Call(context.Background(), "late_emit", nil, CallLimits{}, nil); err != nil {
		t.Fatal(err)
	}
	got := 0
	if _, err := s.Call(context.Background(), "sleep", []byte("100ms"), CallLimits{}, func([]byte) { got++ }); err != nil || got > 0 {
		t.Fatalf("%d chunks of the call before, %v", got, err)
	}
}

// TestWorkerIsReplaced covers the reasons for which a worker that could go on must not.
func TestWorkerIsReplaced(t *testing.T) {
	cases := []struct {
		name, task, payload string
		change              func(*Config)
		replaced            bool
	}{
		{"ordinary", "echo", "", func(*Config) {}, false},
		{"per session", "echo", "", func(c *Config) { c.PerSession = true }, true},
		{"recycle after one", "echo", "", func(c *Config) { c.Recycle = 1 }, true},
		{"much memory, given back", "hold", "40", func(*Config) {}, false},
		{"memory kept", "leak", "40", func(*Config) {}, true},
		{"goroutine left", "leave_goroutine", "", func(*Config) {}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			cfg := testConfig()
			c.change(&cfg)
			p := open(t, cfg)
			s := acquire(t, p, Long)
			proc := s.proc
			if _, err := s.Call(context.Background(), c.task, []byte(c.payload), CallLimits{}, nil); err != nil {
				t.Fatal(err)
			}
			s.Close()
			s = acquire(t, p, Long)
			if replaced := s.proc != proc; replaced != c.replaced {
				t.Errorf("replaced: %v, want %v", replaced, c.replaced)
			}
			if c.replaced && !proc.awaitExit(5*time.Second) {
				t.Error("the old worker is still there")
			}
			if _, err := s.Call(context.Background(), "echo", nil, CallLimits{}, nil); err != nil {
				t.Error(err)
			}
			if got := p.Status().Recycled; (got == 1) != c.replaced {
				t.Errorf("recycled %d", got)
			}
		})
	}
}

func TestRecycleCounts(t *testing.T) {
	cfg := testConfig()
	cfg.Recycle = 3
	p := open(t, cfg)
	seen := map[*process]int{}
	for range 9 {
		s := acquire(t, p, Long)
		seen[s.proc]++
		s.Close()
	}
	if len(seen) != 3 {
		t.Errorf("%d workers served 9 sessions, want 3", len(seen))
	}
	for _, n := range seen {
		if n != 3 {
			t.Errorf("a worker served %d sessions", n)
		}
	}
}

// TestLongCannotStarveShort fills the pool with long sessions: a short one must still get a worker, and a long one waits.
func TestLongCannotStarveShort(t *testing.T) {
	cfg := testConfig()
	cfg.Size = 4
	p := open(t, cfg)
	first, second := acquire(t, p, Long), acquire(t, p, Long)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if _, err := p.Acquire(ctx, Long); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("a third long session: %v", err)
	}
	waiting := make(chan error, 1)
	go func() {
		s, err := p.Acquire(context.Background(), Long)
		if err == nil {
			s.Close()
		}
		waiting <- err
	}()
	for p.Status().Waiting == 0 {
		time.Sleep(time.Millisecond)
	}
	// Behind the waiting long one in the queue, and served nevertheless.
	short := acquire(t, p, Short)
	if _, err := short.Call(context.Background(), "echo", nil, CallLimits{}, nil); err != nil {
		t.Fatal(err)
	}
	short.Close()
	first.Close()
	if err := <-waiting; err != nil {
		t.Fatal(err)
	}
	second.Close()
}

func TestQueueIsBounded(t *testing.T) {
	cfg := testConfig()
	cfg.Queue = 2
	p := open(t, cfg)
	s := acquire(t, p, Long)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if _, err := p.Acquire(ctx, Short); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
	}
	for p.Status().Waiting < 2 {
		time.Sleep(time.Millisecond)
	}
	if _, err := p.Acquire(context.Background(), Short); !errors.Is(err, ErrBusy) {
		t.Errorf("third in a queue of two: %v", err)
	}
	cancel()
	wg.Wait()
	s.Close()
	echo(t, p)
}

// TestUnavailable lets no worker start again: callers must hear the reason, at once.
func TestUnavailable(t *testing.T) {
	cfg := testConfig()
	p := open(t, cfg)
	s := acquire(t, p, Long)
	p.cfg.Command = []string{"/nonexistent/worker", Arg}
	s.proc.kill(Lost, "test", nil)
	s.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if _, err := p.Acquire(ctx, Short); !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "/nonexistent/worker") {
		t.Fatal(err)
	}
	if p.Status().Error == "" || p.Status().Failures == 0 {
		t.Errorf("status %+v", p.Status())
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		change func(*Config)
		want   string
	}{
		{func(c *Config) { c.Command = []string{"/nonexistent/worker"} }, "no such file"},
		{func(c *Config) { c.Sandbox = "loose" }, "want strict or best_effort"},
		{func(c *Config) { c.Size = -1 }, "pool size"},
		{func(c *Config) { c.Command = []string{selfPath, "-test.run=^$"} }, "does that program call worker.Main"},
	} {
		if c.want == "does that program call worker.Main" && selfPath == "" {
			continue
		}
		cfg := testConfig()
		c.change(&cfg)
		if p, err := Open(cfg); err == nil {
			_ = p.Close()
			t.Errorf("opened, want %q", c.want)
		} else if !strings.Contains(err.Error(), c.want) && !strings.Contains(err.Error(), "it said") {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
	err := &UnconfinedError{Missing: confine.Layers{{Name: "seccomp", Error: "denied"}}}
	if !strings.Contains(err.Error(), "seccomp (denied)") || !strings.Contains(err.Error(), "best_effort") {
		t.Error(err)
	}
}

// TestStress has workers do what a Go program does, locked in: collect, start threads, grow stacks.
func TestStress(t *testing.T) {
	cfg := testConfig()
	cfg.Size = 3
	p := open(t, cfg)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			for range 10 {
				s, err := p.Acquire(context.Background(), Short)
				if err != nil {
					t.Error(err)
					return
				}
				reply, err := s.Call(context.Background(), "stress", nil, CallLimits{Wall: 20 * time.Second}, nil)
				if want := fmt.Sprint(200 * (1000 + 64<<10)); err != nil || string(reply.Payload) != want {
					t.Errorf("%q, %v", reply.Payload, err)
				}
				s.Close()
			}
		})
	}
	wg.Wait()
}

func TestEnvironment(t *testing.T) {
	t.Setenv("CODE_INTERCEPTOR_TEST_SECRET", "x")
	p := open(t, testConfig())
	s := acquire(t, p, Short)
	reply, err := s.Call(context.Background(), "env", nil, CallLimits{}, nil)
	if err != nil || string(reply.Payload) != strings.Join(environment, " ") {
		t.Errorf("%q, %v", reply.Payload, err)
	}
}

// TestCloseLeavesNothing closes a pool with idle, busy and waited-for workers, and counts what is left.
func TestCloseLeavesNothing(t *testing.T) {
	before, files := runtime.NumGoroutine(), openFiles()
	for round := range 3 {
		cfg := testConfig()
		cfg.Size = 3
		p, err := Open(cfg)
		if err != nil {
			t.Fatal(err)
		}
		var procs []*process
		var wg sync.WaitGroup
		for i := range 2 {
			class := Long
			if i == 1 {
				class = Short
			}
			s, err := p.Acquire(context.Background(), class)
			if err != nil {
				t.Fatal(err)
			}
			procs = append(procs, s.proc)
			wg.Go(func() {
				defer s.Close()
				_, err := s.Call(context.Background(), "loop", nil, CallLimits{Wall: 20 * time.Second}, nil)
				var ended *Ended
				if !errors.As(err, &ended) || ended.Cause != Cancelled {
					t.Errorf("busy call: %v", err)
				}
			})
		}
		wg.Go(func() {
			if _, err := p.Acquire(context.Background(), Long); !errors.Is(err, ErrClosed) {
				t.Errorf("waiting caller: %v", err)
			}
		})
		for p.Status().Waiting == 0 {
			time.Sleep(time.Millisecond)
		}
		if round > 0 {
			time.Sleep(50 * time.Millisecond) // rounds differ in how far the third worker is
		}
		start := time.Now()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("closing took %v", took)
		}
		wg.Wait()
		for _, proc := range procs {
			if !proc.gone() {
				t.Error("a worker outlived the pool")
			}
		}
		if _, err := p.Acquire(context.Background(), Short); !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
	}
	// What Close left to run down may take a moment.
	for range 300 {
		if runtime.NumGoroutine() <= before && len(children()) == 0 && openFiles() <= files {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	buf := make([]byte, 64<<10)
	t.Errorf("left: %d goroutines, before %d; children %v; files %d, before %d\n%s", runtime.NumGoroutine(), before, children(), openFiles(), files, buf[:runtime.Stack(buf, true)])
}

// openFiles counts this process's descriptors, where that can be known.
func openFiles() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}

// children lists the processes that this one started and that are not reaped, where that can be known.
func children() []string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/self/task/%d/children", os.Getpid()))
	if err != nil {
		return nil
	}
	all := strings.Fields(string(text))
	tasks, _ := os.ReadDir("/proc/self/task")
	for _, task := range tasks {
		if more, err := os.ReadFile("/proc/self/task/" + task.Name() + "/children"); err == nil && task.Name() != fmt.Sprint(os.Getpid()) {
			all = append(all, strings.Fields(string(more))...)
		}
	}
	return all
}
