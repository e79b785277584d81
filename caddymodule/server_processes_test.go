// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// process is one process of a server. The start time tells it from a later one of the same number.
type process struct {
	pid     int
	started string
}

// stat reads parent, state and start time; ok is false when there is no such process.
func stat(pid int) (parent int, state, started string, ok bool) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, "", "", false
	}
	// The name in parentheses may hold anything.
	rest := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	if len(rest) < 20 {
		return 0, "", "", false
	}
	parent, _ = strconv.Atoi(rest[1])
	return parent, rest[0], rest[19], true
}

// alive says whether p is there and more than a name that waits for its parent.
func (p process) alive() bool {
	_, state, started, ok := stat(p.pid)
	return ok && started == p.started && state != "Z" && state != "X"
}

// processes lists every process of the server: those that run its binary, and children of the gateway.
func (s *server) processes() []process {
	s.t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		s.t.Fatal(err)
	}
	var out []process
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		parent, _, started, ok := stat(pid)
		if !ok {
			continue
		}
		// A worker hides this link from users other than root; as a child it is found all the same.
		exe, _ := os.Readlink(filepath.Join("/proc", e.Name(), "exe"))
		if p := (process{pid, started}); (exe == s.binary || parent == s.pid()) && p.alive() {
			out = append(out, p)
		}
	}
	return out
}

// workers lists the processes of the server besides the gateway.
func (s *server) workers() []process {
	s.t.Helper()
	var out []process
	for _, p := range s.processes() {
		if p.pid != s.pid() {
			out = append(out, p)
		}
	}
	return out
}

// awaitWorkers waits until there are n workers.
func (s *server) awaitWorkers(t *testing.T, n int) []process {
	t.Helper()
	deadline := time.Now().Add(readyWait)
	for {
		w := s.workers()
		if len(w) == n {
			return w
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d workers, want %d", len(w), n)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// nothingLeft fails unless every process of the server, those of before too, ends within two seconds.
func (s *server) nothingLeft(before []process) {
	s.t.Helper()
	deadline := time.Now().Add(2 * time.Second)
	for {
		left := s.processes()
		for _, p := range before {
			if p.alive() {
				left = append(left, p)
			}
		}
		if len(left) == 0 {
			return
		}
		if time.Now().After(deadline) {
			s.t.Errorf("processes are left running: %v", left)
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// residentSet is how much memory a process holds, in bytes.
func residentSet(t *testing.T, pid int) int64 {
	t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return kb << 10
		}
	}
	t.Fatalf("no VmRSS in /proc/%d/status", pid)
	return 0
}
