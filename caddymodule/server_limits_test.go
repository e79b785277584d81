// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

const (
	// endless is a loop that no rule reports, so that it runs.
	endless = `let i = 0; console.log("begun"); while (i >= 0) { i = (i + 1) % 10 }`
	// hungry holds some 40 MB when it ends.
	hungry = `const a = []; for (let i = 0; i < 100000; i++) a.push({n: i, s: "s" + i}); a.length`
)

// complexProgram is the source of a program above a complexity of 100.
func complexProgram() string {
	var b strings.Builder
	b.WriteString("let a = 1;\n")
	for range 60 {
		b.WriteString("for (let i = 0; i < 1; i++) {\n")
	}
	b.WriteString(strings.Repeat("a ? 1 : 2;\n", 8000))
	b.WriteString(strings.Repeat("(() => 1);\n", 4000))
	b.WriteString(strings.Repeat("}", 60))
	return b.String()
}

// TestServerLimits exceeds every limit of the shipped configuration.
func TestServerLimits(t *testing.T) {
	s := start(t, rootCaddyfile, noLimits())
	t.Run("default time", func(t *testing.T) {
		x := s.execute(t, http.StatusOK, `1`)
		if x.Limits.WallMS != 10_000 || x.Limits.MemoryMB != 128 || x.Limits.OutputBytes != 8192 {
			t.Errorf("%+v", x.Limits)
		}
		x = s.execute(t, http.StatusOK, `1`, "timeout", 3600)
		if x.Limits.WallMS != 30_000 {
			t.Errorf("the ceiling: %+v", x.Limits)
		}
		x = s.execute(t, http.StatusOK, `1`, "limits", map[string]any{"memory_mb": 4096, "output_bytes": 1 << 20, "wall_ms": 1500})
		if x.Limits.WallMS != 1500 || x.Limits.MemoryMB != 128 || x.Limits.OutputBytes != 8192 {
			t.Errorf("wishes above the ceiling: %+v", x.Limits)
		}
	})
	t.Run("time", func(t *testing.T) {
		x := s.execute(t, http.StatusOK, endless, "timeout", 0.5)
		if x.Success || x.ExitCode != 124 || x.Termination.Reason != "timeout_wall" || !x.Termination.Started ||
			x.Output != "begun" || x.Time < 0.5 || x.Time > 2.5 || x.Error == "" {
			t.Errorf("%+v", x)
		}
	})
	t.Run("memory", func(t *testing.T) {
		if x := s.execute(t, http.StatusOK, hungry); !x.Success || x.Result != 100000.0 {
			t.Errorf("within the limit: %+v", x)
		}
		x := s.execute(t, http.StatusOK, `console.log("begun");`+hungry, "limits", map[string]any{"memory_mb": 16})
		if x.Success || x.ExitCode != 137 || x.Termination.Reason != "memory" || x.Output != "begun" || x.Limits.MemoryMB != 16 {
			t.Errorf("above it: %+v", x)
		}
	})
	t.Run("output", func(t *testing.T) {
		x := s.execute(t, http.StatusOK, `for (let i = 0; i < 100; i++) console.log("x".repeat(1000)); "done"`)
		if !x.Success || x.Result != "done" || !x.Truncated.Output || x.OutputBytes != 100_100 ||
			!strings.HasSuffix(x.Output, "[output truncated]") || len(x.Output) > 8192+32 || len(x.Output) < 8000 {
			t.Errorf("success %t, result %v, cut %t, %d bytes written, %d bytes kept", x.Success, x.Result, x.Truncated.Output, x.OutputBytes, len(x.Output))
		}
		x = s.execute(t, http.StatusOK, `for (let i = 0; i < 1e9; i++) console.log("x".repeat(10000))`)
		if x.Success || x.ExitCode != 137 || x.Termination.Reason != "output_limit" {
			t.Errorf("a flood: %+v", x.Termination)
		}
		x = s.execute(t, http.StatusOK, `"y".repeat(1e6)`)
		if !x.Success || x.Result != nil || x.ResultType != "string" {
			t.Errorf("a result above its limit: success %t, type %s, %d bytes", x.Success, x.ResultType, len(mustJSON(x.Result)))
		}
	})
	t.Run("complexity", func(t *testing.T) {
		x := s.execute(t, http.StatusBadRequest, complexProgram())
		if x.Report.Allowed || x.Report.Complexity <= 100 || x.Termination.Reason != "blocked" || !strings.Contains(x.Detail, "complexity") {
			t.Errorf("complexity %d, %q: %+v", x.Report.Complexity, x.Detail, x.Report)
		}
	})
	t.Run("recursion", func(t *testing.T) {
		x := s.execute(t, http.StatusOK, `function f(n) { return f(n + 1) + 1 } f(0)`)
		if x.Success || x.Termination.Reason != "exception" || x.Exception == nil || x.Exception.Name != "RangeError" {
			t.Errorf("%+v", x)
		}
	})
	t.Run("slow", func(t *testing.T) { slowly(t, s) })
	if after := s.execute(t, http.StatusOK, `2 + 2`); after.Result != 4.0 {
		t.Errorf("after all that: %+v", after)
	}
}

// slowly holds that who sends slowly is cut off, and that a program which takes its time is not.
func slowly(t *testing.T, s *server) {
	t.Run("program", func(t *testing.T) {
		t.Parallel()
		// Longer than the timeout for reading a request: that one ends with the body.
		x := s.execute(t, http.StatusOK, `await new Promise(r => setTimeout(() => r("slept"), 10500))`, "timeout", 15)
		if !x.Success || x.Result != "slept" {
			t.Errorf("%+v", x)
		}
	})
	t.Run("sender", func(t *testing.T) {
		t.Parallel()
		conn, err := net.Dial("tcp", "127.0.0.1:"+s.env["PORT"])
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		began := time.Now()
		_, err = io.WriteString(conn, "POST /execute HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
		if err != nil {
			t.Fatal(err)
		}
		answer := make(chan string, 1)
		go func() {
			line, _ := bufio.NewReader(conn).ReadString('\n')
			answer <- line
		}()
		for {
			select {
			case line := <-answer:
				// An answer or a closed connection: both free the server.
				if took := time.Since(began); took < 5*time.Second || took > 25*time.Second || strings.Contains(line, " 200 ") {
					t.Errorf("after %v: %q", took, line)
				}
				return
			case <-time.After(250 * time.Millisecond):
				_, _ = io.WriteString(conn, " ")
			}
			if time.Since(began) > 30*time.Second {
				t.Fatal("a byte now and then keeps the server waiting for ever")
			}
		}
	})
}

// TestServerEnvironment holds that each variable of the shipped configuration has its effect.
func TestServerEnvironment(t *testing.T) {
	s := start(t, rootCaddyfile, noLimits(
		"MAX_EXECUTION_TIME", "1.5", "MAX_MEMORY_MB", "16", "ENVIRONMENT", "development", "LOG_LEVEL", "debug", "DATABASE_URL", "memory",
		"CORS_ORIGIN", `^https://only\.example$`,
	))
	policy := s.get(t, "/security/policy").object(t)
	if policy["max_execution_time"] != 1.5 || policy["max_memory_mb"] != 16.0 || policy["environment"] != "development" {
		t.Errorf("GET /security/policy: %v, %v, %v", policy["max_execution_time"], policy["max_memory_mb"], policy["environment"])
	}
	if env := s.get(t, "/").object(t)["environment"]; env != "development" {
		t.Errorf("GET /: environment %v", env)
	}
	began := time.Now()
	x := s.execute(t, http.StatusOK, endless, "timeout", 20)
	if x.Termination.Reason != "timeout_wall" || x.Limits.WallMS != 1500 || time.Since(began) > 10*time.Second {
		t.Errorf("MAX_EXECUTION_TIME: %+v", x)
	}
	if x := s.execute(t, http.StatusOK, hungry); x.Termination.Reason != "memory" {
		t.Errorf("MAX_MEMORY_MB: %+v", x.Termination)
	}
	var debug struct {
		Engine  string             `json:"engine"`
		Timings map[string]float64 `json:"timings_ms"`
		Trail   []string           `json:"policy_trail"`
	}
	x = s.execute(t, http.StatusOK, `2 + 2`)
	if err := json.Unmarshal(x.Debug, &debug); err != nil || debug.Engine == "" || len(debug.Timings) < 3 || len(debug.Trail) == 0 {
		t.Errorf("ENVIRONMENT=development shows %s (%v)", x.Debug, err)
	}
	if !strings.Contains(s.logText(), `"level":"debug"`) {
		t.Error("LOG_LEVEL=debug logs nothing at that level")
	}
	r := s.send(t, request{url: s.url("/health"), header: http.Header{"Origin": {"https://only.example"}}})
	if r.header.Get("Access-Control-Allow-Origin") != "https://only.example" {
		t.Errorf("CORS_ORIGIN: %s", r)
	}

	quiet := start(t, rootCaddyfile, noLimits("LOG_LEVEL", "ERROR"))
	if x := quiet.execute(t, http.StatusOK, `2 + 2`); x.Debug != nil {
		t.Errorf("production shows %s", x.Debug)
	}
	if x := quiet.execute(t, http.StatusBadRequest, hostileCode); x.Debug != nil {
		t.Errorf("production shows %s", x.Debug)
	}
	quiet.stop()
	for line := range strings.Lines(quiet.logText()) {
		// Until the configuration is read, Caddy logs as it likes.
		if strings.Contains(line, `"level":"info"`) && (strings.Contains(line, "http.log.access") || strings.Contains(line, "code_interceptor")) {
			t.Errorf("LOG_LEVEL=ERROR logs %s", line)
		}
	}
}
