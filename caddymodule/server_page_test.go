// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/browsertest"
)

// TestServerPage uses the page as a person does, in a real browser, against the real server.
func TestServerPage(t *testing.T) {
	p := browsertest.Start(t)
	s := start(t, rootCaddyfile, noLimits())
	const wait = 30 * time.Second
	text := func(selector string) string {
		return p.Eval(`document.querySelector("` + selector + `").textContent`)
	}
	p.Navigate(s.url("/ui"))
	p.WaitFor(`document.documentElement.dataset.ready`, wait)

	t.Run("run a program", func(t *testing.T) {
		p.Fill("#code", `console.log("Hello " + input.who); ({sum: 2 + 2})`)
		p.Eval(`document.querySelector("#options").open = true`)
		p.Fill("#input", `{"who": "World"}`)
		p.Press("Enter", browsertest.Ctrl)
		p.WaitFor(`document.querySelector("#panel-output").textContent.includes("Hello World")`, wait)
		p.Click("#tab-result")
		if got := text("#panel-result"); !strings.Contains(got, "sum") || !strings.Contains(got, "4") {
			t.Errorf("the result is shown as %q", got)
		}
	})
	t.Run("findings while typing", func(t *testing.T) {
		p.Fill("#code", "const a = 1;\nglobalThis['ev' + 'al']('a')")
		p.WaitFor(`document.querySelector("#verdict").textContent.startsWith("Blocked")`, wait)
		p.Fill("#code", "const word = 'eval';\nword.length")
		p.WaitFor(`document.querySelector("#verdict").textContent.startsWith("Allowed")`, wait)
	})
	t.Run("stop", func(t *testing.T) {
		p.Fill("#code", "let i = 0; for (const end = 1e15; i < end; i++) {}")
		p.Click("#run")
		p.WaitFor(`!document.querySelector("#stop").disabled && !document.querySelector("#stop").hidden`, wait)
		p.Click("#stop")
		p.WaitFor(`/cancel/i.test(document.querySelector("#outcome").textContent)`, wait)
		// The server ends the run too: its worker is free again.
		deadline := time.Now().Add(wait)
		for !strings.Contains(string(s.get(t, "/health").body), `"running":0`) {
			if time.Now().After(deadline) {
				t.Fatal("the program that the page stopped still runs")
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
	t.Run("examples", func(t *testing.T) {
		if got := string(s.get(t, "/examples").body); !strings.Contains(got, "Hello, and a typed result") {
			t.Errorf("/examples: %s", got)
		}
	})
	t.Run("the copied Caddyfile", func(t *testing.T) {
		stanza := p.Eval(`import("./ui/share.js").then((m) => m.caddyfile({timeout: 2.5, memory: 64, output: 4096}, {}))`)
		file := filepath.Join(t.TempDir(), "Caddyfile")
		if err := os.WriteFile(file, []byte(strings.TrimSpace(stanza)+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"fmt", "--diff", file}, {"validate", "--adapter", "caddyfile", "--config", file}} {
			if out, err := exec.Command(s.binary, args...).CombinedOutput(); err != nil {
				t.Errorf("caddy %s: %v\n%s\n%s", args[0], err, out, stanza)
			}
		}
	})
	if problems := p.Problems(); len(problems) > 0 {
		t.Errorf("the browser complains: %v", problems)
	}
	if dir := os.Getenv("CODE_INTERCEPTOR_SCREENSHOTS"); dir != "" {
		p.Screenshot(filepath.Join(dir, "page-real.png"))
	}
}
