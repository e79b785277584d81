// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
)

// names are the commands under which Chromium is installed, best first.
var names = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"}

// stepLimit is how long one step of the protocol may take. Machines with few cores need seconds for the first page.
const stepLimit = 60 * time.Second

// Start starts a browser with an empty profile and returns a page of it. It skips the test when no browser is installed
// and fails it when one is demanded. The browser ends with the test, or at Close.
func Start(t testing.TB) *Page {
	t.Helper()
	program := find()
	if program == "" || runtime.GOOS == "windows" {
		if os.Getenv("CI") == "true" || os.Getenv("CODE_INTERCEPTOR_BROWSER") == "1" {
			t.Fatalf("browsertest: no Chromium on the PATH (looked for %q), and this run demands one", names)
		}
		t.Skipf("browsertest: no Chromium on the PATH (looked for %q)", names)
	}
	profile, err := os.MkdirTemp("", "browsertest-")
	if err != nil {
		t.Fatalf("browsertest: %v", err)
	}
	toBrowser, ours, err := os.Pipe()
	if err != nil {
		t.Fatalf("browsertest: %v", err)
	}
	fromBrowser, theirs, err := os.Pipe()
	if err != nil {
		t.Fatalf("browsertest: %v", err)
	}
	args := []string{
		"--headless=new", "--remote-debugging-pipe", "--user-data-dir=" + profile,
		"--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-dev-shm-usage",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
		"--hide-scrollbars", "--force-color-profile=srgb", "--mute-audio", "--password-store=basic",
		// Whatever the page asks for elsewhere must fail, and be seen in Requests.
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
		"--no-proxy-server",
	}
	if os.Geteuid() == 0 {
		// Chromium refuses to sandbox itself as root, as tests in containers run.
		args = append(args, "--no-sandbox")
	}
	cmd := exec.Command(program, append(args, "about:blank")...)
	cmd.ExtraFiles = []*os.File{toBrowser, theirs} // 3 and 4, as the protocol wants
	var said bytes.Buffer
	cmd.Stderr = &said
	cmd.WaitDelay = 5 * time.Second
	ownGroup(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatalf("browsertest: start %s: %v", program, err)
	}
	_ = toBrowser.Close()
	_ = theirs.Close()

	p := &Page{t: t, c: newConn(ours, fromBrowser)}
	p.stop = func() {
		_, _ = p.c.call("", "Browser.close", nil, 5*time.Second)
		_ = ours.Close()
		gone := make(chan struct{})
		go func() { _ = cmd.Wait(); close(gone) }()
		select {
		case <-gone:
		case <-time.After(5 * time.Second):
		}
		// Also after an orderly end: helpers of the browser may outlive it for a moment and hold the profile.
		killGroup(cmd)
		<-gone
		_ = fromBrowser.Close()
		for range 20 {
			if os.RemoveAll(profile) == nil {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		if t.Failed() {
			t.Logf("the browser said:\n%s", worthwhile(said.String()))
		}
	}
	t.Cleanup(p.Close)
	p.attach()
	return p
}

// worthwhile leaves out what Chromium says on every machine without a desktop.
func worthwhile(said string) string {
	var kept []string
	for line := range strings.Lines(said) {
		if !strings.Contains(line, "dbus/") && !strings.Contains(line, "devtools_pipe_handler") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept[max(0, len(kept)-20):], "")
}

// find returns the path of a browser, "" when there is none.
func find() string {
	for _, name := range names {
		if program, err := exec.LookPath(name); err == nil {
			return program
		}
	}
	return ""
}
