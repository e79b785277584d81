// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

// fakeVariable makes the test binary behave like a Caddy: what it does after "run" is the value.
const fakeVariable = "TOOLS_TEST_CADDY"

func TestMain(m *testing.M) {
	if mode := os.Getenv(fakeVariable); mode != "" {
		fakeCaddy(mode)
		return
	}
	os.Exit(m.Run())
}

func fakeCaddy(mode string) {
	address := os.Getenv(fakeVariable + "_LISTEN")
	if len(os.Args) > 1 && os.Args[1] == "adapt" {
		fmt.Printf(`{"apps":{"http":{"servers":{"srv0":{"listen":[%q],"routes":[{"match":[{"host":["localhost"]}]}]}}}}}`, address)
		return
	}
	switch mode {
	case "ends":
		fmt.Println("the reason it ended")
		os.Exit(3)
	case "leaves":
		child := exec.Command("sleep", "60")
		if err := child.Start(); err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	go func() {
		_ = http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"status":"ok"}`) }))
	}()
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	<-ended
}

// fakeCheckout returns a checkout whose build/caddy is the fake, listening on a free port.
func fakeCheckout(t *testing.T, mode string) *checkout {
	t.Helper()
	c := newCheckout(t.TempDir())
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(c.out, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, c.binary); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(c.root, "Caddyfile"), "")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv(fakeVariable, mode)
	t.Setenv(fakeVariable+"_LISTEN", l.Addr().String())
	return c
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
