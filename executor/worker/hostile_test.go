// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"
)

// TestHostile ends calls in every way a task can misbehave. Each must end for the right cause, within its time, with its
// process gone, and leave the next session a worker.
func TestHostile(t *testing.T) {
	const wall = 300 * time.Millisecond
	short := CallLimits{Wall: wall}
	patient := CallLimits{Wall: 20 * time.Second}
	p := open(t, testConfig())
	cases := []struct {
		name, task string
		payload    []byte
		limits     CallLimits
		want       Cause
		message    string
	}{
		{"endless loop", "loop", nil, short, Timeout, "longer than 300ms"},
		{"loop that yields", "emit_then_loop", nil, short, Timeout, ""},
		{"sleep", "sleep", []byte("1h"), short, Timeout, ""},
		{"many small allocations", "bomb", nil, patient, Memory, ""},
		{"one huge allocation", "huge", nil, patient, Memory, ""},
		{"small memory limit", "hold", []byte("30"), CallLimits{Wall: 20 * time.Second, Memory: 8 << 20}, Memory, "8 MiB"},
		{"processor time", "loop", nil, CallLimits{Wall: 20 * time.Second, CPU: 100 * time.Millisecond}, CPU, ""},
		{"recursion", "overflow", nil, patient, StackOverflow, ""},
		{"panic", "panic", nil, patient, Panic, "index out of range"},
		{"panic with words", "panic_string", nil, patient, Panic, "own words"},
		{"end of the goroutine", "goexit", nil, patient, Panic, ""},
		{"exit 0", "exit", []byte{0}, patient, Lost, ""},
		{"exit 7", "exit", []byte{7}, patient, Lost, ""},
		{"flood of output", "flood", []byte(strings.Repeat("x", 4096)), patient, Output, ""},
		{"flood of nothing", "flood", nil, patient, Output, ""},
		{"words on the pipe", "raw", []byte("hello, I am no frame at all\n"), patient, Protocol, ""},
		{"a frame of an unknown kind", "raw", encodeID('?', 1), patient, Protocol, ""},
		{"an endless frame", "raw", []byte{255, 255, 255, 255, 'R'}, patient, Protocol, ""},
		{"a forged end", "raw", encodeReply(kindEnded, replyHeader{id: 1 << 60}, nil), patient, Protocol, ""},
	}
	if raceBuild {
		t.Log("under the race detector memory is not limited by the kernel: its cases are left out")
	}
	ran := 0
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ran++
			if raceBuild && (c.want == Memory || c.want == StackOverflow) {
				t.Skip("race detector")
			}
			s := acquire(t, p, Long)
			proc := s.proc
			start := time.Now()
			_, err := s.Call(context.Background(), c.task, c.payload, c.limits, func([]byte) {})
			took := time.Since(start)
			var ended *Ended
			if !errors.As(err, &ended) || ended.Cause != c.want || !strings.Contains(ended.Message, c.message) {
				if ended != nil {
					t.Log(ended.Stderr)
				}
				t.Fatalf("ended with %v, want %s %q", err, c.want, c.message)
			}
			if !proc.gone() {
				t.Error("the process is still there when Call has returned")
			}
			if bound := c.limits.Wall + 5*time.Second; took > bound {
				t.Errorf("took %v, want less than %v", took, bound)
			}
			if c.want == Timeout && took < wall {
				t.Errorf("timed out after %v already", took)
			}
			if c.want == Memory && took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			s.Close()
			echo(t, p)
		})
	}
	if ran < 19 {
		t.Errorf("%d cases ran: some were lost", ran)
	}
}

func TestPartialOutputIsKept(t *testing.T) {
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	var got []string
	_, err := s.Call(context.Background(), "emit_then_loop", nil, CallLimits{Wall: 200 * time.Millisecond}, func(b []byte) { got = append(got, string(b)) })
	var ended *Ended
	if !errors.As(err, &ended) || ended.Cause != Timeout {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0] != "partial" {
		t.Errorf("kept %q", got)
	}
	if ended.Usage.Wall < 200*time.Millisecond {
		t.Errorf("usage %+v", ended.Usage)
	}
}

// TestOldReplyIsRefused has a worker answer twice, the second time with the id of the call before.
func TestOldReplyIsRefused(t *testing.T) {
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	if _, err := s.Call(context.Background(), "echo", nil, CallLimits{}, nil); err != nil {
		t.Fatal(err)
	}
	old := binary.LittleEndian.AppendUint64(nil, 1)
	reply, err := s.Call(context.Background(), "old_reply", old, CallLimits{}, nil)
	var ended *Ended
	if !errors.As(err, &ended) || ended.Cause != Protocol {
		t.Fatalf("got %q, %v", reply.Payload, err)
	}
	s.Close()
	echo(t, p)
}

// TestPoliteTaskAnswersAfterItsDeadline keeps what a task says that stopped by itself, and gives up its worker.
func TestPoliteTaskAnswersAfterItsDeadline(t *testing.T) {
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	proc := s.proc
	reply, err := s.Call(context.Background(), "polite", nil, CallLimits{Wall: 100 * time.Millisecond}, nil)
	if err != nil || string(reply.Payload) != context.DeadlineExceeded.Error() {
		t.Fatalf("%q, %v", reply.Payload, err)
	}
	s.Close()
	if !proc.awaitExit(5 * time.Second) {
		t.Error("a worker whose call ran into its deadline was kept")
	}
	echo(t, p)
}

func TestCancel(t *testing.T) {
	p := open(t, testConfig())
	mine := errors.New("client went away")
	for _, task := range []string{"loop", "polite", "emit_then_loop"} {
		t.Run(task, func(t *testing.T) {
			s := acquire(t, p, Long)
			proc := s.proc
			ctx, cancel := context.WithCancelCause(context.Background())
			time.AfterFunc(50*time.Millisecond, func() { cancel(mine) })
			start := time.Now()
			reply, err := s.Call(ctx, task, nil, CallLimits{Wall: 20 * time.Second}, nil)
			var ended *Ended
			if !errors.As(err, &ended) || ended.Cause != Cancelled || !errors.Is(err, mine) {
				t.Fatalf("ended with %v", err)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if !proc.gone() {
				t.Error("the process is still there")
			}
			if task == "polite" && string(reply.Payload) != ErrCancelled.Error() {
				t.Errorf("its last words were %q", reply.Payload)
			}
			s.Close()
			echo(t, p)
		})
	}
	t.Run("deadline", func(t *testing.T) {
		s := acquire(t, p, Long)
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		defer cancel()
		_, err := s.Call(ctx, "loop", nil, CallLimits{Wall: 20 * time.Second}, nil)
		var ended *Ended
		if !errors.As(err, &ended) || ended.Cause != Cancelled || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("ended with %v", err)
		}
	})
	t.Run("before", func(t *testing.T) {
		s := acquire(t, p, Long)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := s.Call(ctx, "echo", nil, CallLimits{}, nil); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		s.Close()
		echo(t, p)
	})
}

func TestCloseSessionDuringCall(t *testing.T) {
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	time.AfterFunc(50*time.Millisecond, s.Close)
	_, err := s.Call(context.Background(), "loop", nil, CallLimits{Wall: 20 * time.Second}, nil)
	var ended *Ended
	if !errors.As(err, &ended) || ended.Cause != Cancelled {
		t.Fatal(err)
	}
	if _, err := s.Call(context.Background(), "echo", nil, CallLimits{}, nil); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	s.Close()
	echo(t, p)
}

// TestKilledFromOutside ends a worker as an operator or the kernel would: it is nobody's memory or time limit.
func TestKilledFromOutside(t *testing.T) {
	cfg := testConfig()
	cfg.Memory = 512 << 20 // the race detector alone makes a worker grow by tens of MiB
	p := open(t, cfg)
	s := acquire(t, p, Long)
	proc := s.proc
	time.AfterFunc(50*time.Millisecond, func() { _ = proc.proc.Kill() })
	_, err := s.Call(context.Background(), "sleep", []byte("20s"), CallLimits{Wall: 20 * time.Second}, nil)
	var ended *Ended
	if !errors.As(err, &ended) || ended.Cause != Lost {
		t.Fatal(err)
	}
	s.Close()
	echo(t, p)
}

// TestGarbageIsNotMemory holds that a program that allocates much and keeps little is not ended.
func TestGarbageIsNotMemory(t *testing.T) {
	if raceBuild {
		t.Skip("too slow under the race detector")
	}
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	reply, err := s.Call(context.Background(), "garbage_heap", nil, CallLimits{Wall: 30 * time.Second}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if reply.Usage.PeakMemory == 0 || reply.Usage.PeakMemory > 80<<20 || reply.Usage.Wall == 0 {
		t.Errorf("usage %+v", reply.Usage)
	}
}
