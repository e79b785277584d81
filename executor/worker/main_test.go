// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor/confine"
)

func TestMain(m *testing.M) {
	if IsWorker(os.Args) {
		// The file says that the tasks of the operating system are there too.
		for name, task := range systemTasks {
			testTasks[name] = task
		}
		Main(testTasks)
	}
	os.Exit(m.Run())
}

// sink keeps the compiler from dropping what a task makes.
var sink any

// testTasks are what a worker of the tests serves.
var testTasks = Tasks{
	"echo": func(_ context.Context, c *Call) ([]byte, error) { return c.Payload, nil },
	"fail": func(_ context.Context, c *Call) ([]byte, error) { return nil, errors.New(string(c.Payload)) },
	"loop": func(context.Context, *Call) ([]byte, error) {
		n := 0
		for {
			n++
			if n < 0 {
				return nil, nil
			}
		}
	},
	"polite": func(ctx context.Context, _ *Call) ([]byte, error) {
		<-ctx.Done()
		return []byte(context.Cause(ctx).Error()), nil
	},
	"bomb": func(context.Context, *Call) ([]byte, error) {
		var all [][]byte
		for {
			b := make([]byte, 1<<20)
			for i := range b {
				b[i] = byte(i)
			}
			all = append(all, b)
			sink = all
		}
	},
	// One allocation far above the limit, at once.
	"huge": func(context.Context, *Call) ([]byte, error) {
		size := int64(8 << 30)
		b := make([]byte, size)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		return b[:1], nil
	},
	"garbage_heap": func(context.Context, *Call) ([]byte, error) {
		for range 4000 {
			sink = bytes.Repeat([]byte("x"), 1<<20)
		}
		sink = nil
		return []byte("done"), nil
	},
	"hold": func(_ context.Context, c *Call) ([]byte, error) {
		n, _ := strconv.Atoi(string(c.Payload))
		sink = bytes.Repeat([]byte{1}, n<<20)
		time.Sleep(200 * time.Millisecond)
		sink = nil
		return nil, nil
	},
	"leak": func(_ context.Context, c *Call) ([]byte, error) {
		n, _ := strconv.Atoi(string(c.Payload))
		sink = bytes.Repeat([]byte{1}, n<<20)
		return nil, nil
	},
	"leave_goroutine": func(context.Context, *Call) ([]byte, error) {
		go func() { select {} }()
		return nil, nil
	},
	"overflow": func(context.Context, *Call) ([]byte, error) {
		var f func(int) int
		f = func(n int) int { return f(n+1) + f(n+2) }
		return nil, errors.New(strconv.Itoa(f(0)))
	},
	"panic": func(context.Context, *Call) ([]byte, error) {
		var s []int
		return nil, errors.New(strconv.Itoa(s[len(os.Args)]))
	},
	"panic_string": func(context.Context, *Call) ([]byte, error) { panic("own words") },
	"goexit":       func(context.Context, *Call) ([]byte, error) { runtime.Goexit(); return nil, nil },
	"exit":         func(_ context.Context, c *Call) ([]byte, error) { os.Exit(int(c.Payload[0])); return nil, nil },
	"flood": func(_ context.Context, c *Call) ([]byte, error) {
		for {
			c.Emit(c.Payload)
		}
	},
	"emit": func(_ context.Context, c *Call) ([]byte, error) {
		for part := range strings.SplitSeq(string(c.Payload), ",") {
			c.Emit([]byte(part))
		}
		return []byte("end"), nil
	},
	"emit_then_loop": func(_ context.Context, c *Call) ([]byte, error) {
		c.Emit([]byte("partial"))
		for {
			runtime.Gosched()
		}
	},
	"large": func(_ context.Context, c *Call) ([]byte, error) {
		n, _ := strconv.Atoi(string(c.Payload))
		return make([]byte, n), nil
	},
	"emit_large": func(_ context.Context, c *Call) ([]byte, error) {
		n, _ := strconv.Atoi(string(c.Payload))
		c.Emit(make([]byte, n))
		return nil, nil
	},
	"raw": func(_ context.Context, c *Call) ([]byte, error) {
		_, err := os.Stdout.Write(c.Payload)
		return []byte("after"), err
	},
	// A reply that names the call before.
	"old_reply": func(_ context.Context, c *Call) ([]byte, error) {
		id := binary.LittleEndian.Uint64(c.Payload)
		_, err := os.Stdout.Write(encodeReply(kindReply, replyHeader{id: id}, []byte("forged")))
		return []byte("true"), err
	},
	"late_emit": func(_ context.Context, c *Call) ([]byte, error) {
		go func() {
			time.Sleep(10 * time.Millisecond)
			c.Emit([]byte("late"))
		}()
		return nil, nil
	},
	"set": func(_ context.Context, c *Call) ([]byte, error) { c.State.Set("k", string(c.Payload)); return nil, nil },
	"get": func(_ context.Context, c *Call) ([]byte, error) {
		v, _ := c.State.Get("k").(string)
		return []byte(v), nil
	},
	"sleep": func(_ context.Context, c *Call) ([]byte, error) {
		d, _ := time.ParseDuration(string(c.Payload))
		time.Sleep(d)
		return []byte("slept"), nil
	},
	"cpu": func(ctx context.Context, _ *Call) ([]byte, error) {
		for n := 0; ; n++ {
			if n%(1<<20) == 0 && ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
		}
	},
	"env": func(context.Context, *Call) ([]byte, error) { return []byte(strings.Join(os.Environ(), " ")), nil },
	"stress": func(context.Context, *Call) ([]byte, error) {
		// Collections, many goroutines, threads, timers, and a stack that grows.
		done := make(chan int)
		for i := range 200 {
			go func() {
				t := time.NewTimer(time.Duration(i%7) * time.Millisecond)
				defer t.Stop()
				<-t.C
				runtime.LockOSThread()
				var deep func(n int) int
				deep = func(n int) int {
					if n == 0 {
						return 0
					}
					return deep(n-1) + 1
				}
				b := bytes.Repeat([]byte{1}, 64<<10)
				done <- deep(1000) + len(b)
			}()
		}
		sum := 0
		for range 200 {
			sum += <-done
		}
		runtime.GC()
		return []byte(strconv.Itoa(sum)), nil
	},
}

// testConfig is a small pool for tests.
func testConfig() Config {
	return Config{Size: 1, Memory: 64 << 20, Sandbox: testSandbox()}
}

// testSandbox is the mode that tests ask for. The race detector's runtime makes system calls of its own, and a build with
// cgo cannot drop an ordinary user's rights on all threads.
func testSandbox() confine.Mode {
	if raceBuild {
		return confine.BestEffort
	}
	return confine.DefaultMode()
}

// open opens a pool that the test closes.
func open(t testing.TB, cfg Config) *Pool {
	t.Helper()
	p, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// acquire takes a session that the test closes.
func acquire(t testing.TB, p *Pool, c Class) *Session {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	s, err := p.Acquire(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// echo fails the test unless the pool's next session works: what every abnormal end must leave behind.
func echo(t testing.TB, p *Pool) {
	t.Helper()
	s := acquire(t, p, Long)
	defer s.Close()
	reply, err := s.Call(context.Background(), "echo", []byte("hello"), CallLimits{}, nil)
	if err != nil || string(reply.Payload) != "hello" {
		t.Fatalf("next session: %q, %v", reply.Payload, err)
	}
}
