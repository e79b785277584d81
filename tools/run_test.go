// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestRunAndStop(t *testing.T) {
	c := fakeCheckout(t, "serves")
	if err := c.run(t.Context(), "Caddyfile"); err != nil {
		t.Fatal(err)
	}
	first, err := c.running()
	if err != nil || first == 0 {
		t.Fatalf("running: %d, %v", first, err)
	}
	if err := c.run(t.Context(), "Caddyfile"); err != nil { // takes the former one's place, and its port
		t.Fatal(err)
	}
	second, err := c.running()
	if err != nil || second == 0 || second == first {
		t.Fatalf("running: %d after %d, %v", second, first, err)
	}
	if err := c.stop(); err != nil {
		t.Fatal(err)
	}
	for _, pid := range []int{first, second} {
		if line, _ := commandLine(pid); strings.Contains(line, c.binary) {
			t.Errorf("process %d still runs", pid)
		}
	}
	if err := c.stop(); err != nil {
		t.Errorf("a second stop: %v", err)
	}
}

func TestRunTellsThatCaddyEnded(t *testing.T) {
	c := fakeCheckout(t, "ends")
	start := time.Now()
	err := c.run(t.Context(), "Caddyfile")
	if err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("run: %v", err)
	}
	if took := time.Since(start); took > startWait/2 {
		t.Errorf("it took %s to see that the process ended", took)
	}
	if log, _ := os.ReadFile(c.log); !strings.Contains(string(log), "the reason it ended") {
		t.Errorf("the log holds %q", log)
	}
}

func TestRunRefusesAnotherProgramsPort(t *testing.T) {
	c := fakeCheckout(t, "serves")
	l, err := net.Listen("tcp", os.Getenv(fakeVariable+"_LISTEN"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := c.run(t.Context(), "Caddyfile"); err == nil || !strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("run: %v", err)
		_ = c.stop()
	}
}

func TestStopFindsLeftovers(t *testing.T) {
	c := fakeCheckout(t, "leaves")
	if err := c.run(t.Context(), "Caddyfile"); err != nil {
		t.Fatal(err)
	}
	pid, err := c.running()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.stop(); err == nil || !strings.Contains(err.Error(), "left") {
		t.Errorf("stop: %v", err)
	}
	if !eventually(5*time.Second, func() bool { return groupMembers(pid) == 0 }) {
		t.Error("the leftover still runs")
	}
}

func TestStopSparesStrangers(t *testing.T) {
	c := fakeCheckout(t, "serves")
	stranger := exec.Command("sleep", "60")
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- stranger.Wait() }()
	write(t, c.pid, strconv.Itoa(stranger.Process.Pid))
	if err := c.stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	select {
	case <-ended:
		t.Error("stop ended a process that run had not started")
	case <-time.After(500 * time.Millisecond):
		_ = stranger.Process.Kill()
		<-ended
	}
	write(t, c.pid, "-1")
	if err := c.stop(); err == nil {
		t.Error("-1 means every process to the kernel; it is no process number")
	}
}
