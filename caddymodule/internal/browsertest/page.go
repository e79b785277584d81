// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// Page is a page of a browser, with cookies and storage of its own. Its methods fail the test when the browser does not do what they say; they are
// called from the test's goroutine.
type Page struct {
	t       testing.TB
	c       *conn
	session string
	stop    func()
	once    sync.Once

	mu       sync.Mutex
	loaded   int
	problems []string
	requests []Request
}

// Request is one request the page made.
type Request struct {
	Method string
	URL    string
	// Body is what was sent, "" for none.
	Body string
}

// Another opens a further page in the same browser, as fresh as the first and for a fraction of what a browser costs. It
// is closed when t ends.
func (p *Page) Another(t testing.TB) *Page {
	t.Helper()
	other := &Page{t: t, c: p.c}
	context := other.attach()
	other.stop = func() {
		_, _ = p.c.call("", "Target.disposeBrowserContext", map[string]any{"browserContextId": context}, stepLimit)
		p.c.listen(other.session, nil)
	}
	t.Cleanup(other.Close)
	return other
}

// attach opens the page, begins to listen and returns the id of its storage.
func (p *Page) attach() string {
	p.t.Helper()
	var context struct {
		ID string `json:"browserContextId"`
	}
	p.decode(p.mustCall("", "Target.createBrowserContext", nil), &context)
	var target struct {
		ID string `json:"targetId"`
	}
	p.decode(p.mustCall("", "Target.createTarget", map[string]any{"url": "about:blank", "browserContextId": context.ID}), &target)
	var attached struct {
		Session string `json:"sessionId"`
	}
	p.decode(p.mustCall("", "Target.attachToTarget", map[string]any{"targetId": target.ID, "flatten": true}), &attached)
	p.session = attached.Session
	p.c.listen(p.session, p.event)
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		p.call(domain+".enable", nil)
	}
	// Pages do not see each other take the focus away.
	p.call("Emulation.setFocusEmulationEnabled", map[string]any{"enabled": true})
	p.Viewport(1280, 900)
	return context.ID
}

// Navigate loads url and waits until its load event.
func (p *Page) Navigate(url string) {
	p.t.Helper()
	p.mu.Lock()
	before := p.loaded
	p.mu.Unlock()
	var answer struct {
		ErrorText string `json:"errorText"`
		// LoaderID is empty when only the fragment changed: then nothing is loaded.
		LoaderID string `json:"loaderId"`
	}
	p.decode(p.call("Page.navigate", map[string]any{"url": url}), &answer)
	if answer.ErrorText != "" {
		p.t.Fatalf("browsertest: load %s: %s", url, answer.ErrorText)
	}
	for end := time.Now().Add(stepLimit); answer.LoaderID != ""; time.Sleep(10 * time.Millisecond) {
		p.mu.Lock()
		loaded := p.loaded > before
		p.mu.Unlock()
		if loaded {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("browsertest: load %s: not loaded in %v", url, stepLimit)
		}
	}
}

// Eval runs a JavaScript expression in the page, waits for a promise, and returns a string as it is and anything else
// as JSON. The page's Content-Security-Policy does not bind it.
func (p *Page) Eval(js string) string {
	p.t.Helper()
	value, err := p.eval(js)
	if err != nil {
		p.t.Fatalf("browsertest: %s: %v", js, err)
	}
	return value
}

// WaitFor waits until the JavaScript expression is true.
func (p *Page) WaitFor(js string, limit time.Duration) {
	p.t.Helper()
	var value string
	var err error
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(25 * time.Millisecond) {
		if value, err = p.eval("Boolean(" + js + ")"); err == nil && value == "true" {
			return
		}
	}
	text, _ := p.eval("document.body ? document.body.innerText.slice(0, 1500) : ''")
	p.t.Fatalf("browsertest: not true in %v: %s (%v)\nproblems: %q\nthe page reads:\n%s", limit, js, err, p.Problems(), text)
}

// Screenshot writes a PNG of the viewport to path.
func (p *Page) Screenshot(path string) {
	p.t.Helper()
	var shot struct {
		Data string `json:"data"`
	}
	p.decode(p.call("Page.captureScreenshot", map[string]any{"format": "png"}), &shot)
	b, err := base64.StdEncoding.DecodeString(shot.Data)
	if err == nil {
		err = os.WriteFile(path, b, 0o600)
	}
	if err != nil {
		p.t.Fatalf("browsertest: screenshot: %v", err)
	}
}

// Viewport sets the size of the page in CSS pixels.
func (p *Page) Viewport(width, height int) {
	p.t.Helper()
	p.call("Emulation.setDeviceMetricsOverride",
		map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false})
}

// Media sets a media feature the page can ask for, such as prefers-color-scheme to dark.
func (p *Page) Media(feature, value string) {
	p.t.Helper()
	p.call("Emulation.setEmulatedMedia",
		map[string]any{"features": []any{map[string]any{"name": feature, "value": value}}})
}

// OnNewDocument runs js before any script of every page loaded from now on.
func (p *Page) OnNewDocument(js string) {
	p.t.Helper()
	p.call("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": js})
}

// IgnoreCertificates lets the page load sites whose certificate authority the machine does not know.
func (p *Page) IgnoreCertificates() {
	p.t.Helper()
	p.call("Security.setIgnoreCertificateErrors", map[string]any{"ignore": true})
}

// Problems returns what the page complained of since the start: uncaught errors, console errors, violations of its
// Content-Security-Policy. The browser's note that a request was answered with an error status is not among them.
func (p *Page) Problems() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.problems...)
}

// Requests returns the requests the page made, in order, those of navigation too.
func (p *Page) Requests() []Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Request(nil), p.requests...)
}

// Close ends the browser. Calling it again does nothing.
func (p *Page) Close() { p.once.Do(p.stop) }

// event keeps what tests ask for. It runs on the reading goroutine.
func (p *Page) event(m message) {
	var e struct {
		Request struct {
			Method, URL string
			PostData    string
		}
		Entry struct {
			Source, Level, Text string
		}
		Type string
		Args []struct {
			Value       any
			Description string
		}
		ExceptionDetails struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	if json.Unmarshal(m.Params, &e) != nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch m.Method {
	case "Page.loadEventFired":
		p.loaded++
	case "Network.requestWillBeSent":
		p.requests = append(p.requests, Request{e.Request.Method, e.Request.URL, e.Request.PostData})
	case "Runtime.exceptionThrown":
		p.problems = append(p.problems, strings.TrimSpace(e.ExceptionDetails.Text+" "+e.ExceptionDetails.Exception.Description))
	case "Runtime.consoleAPICalled":
		if e.Type == "error" || e.Type == "assert" {
			text := "console:"
			for _, arg := range e.Args {
				text += fmt.Sprint(" ", arg.Value, arg.Description)
			}
			p.problems = append(p.problems, text)
		}
	case "Log.entryAdded":
		if e.Entry.Level == "error" && e.Entry.Source != "network" {
			p.problems = append(p.problems, e.Entry.Source+": "+e.Entry.Text)
		}
	}
}

func (p *Page) eval(js string) (string, error) {
	raw, err := p.c.call(p.session, "Runtime.evaluate",
		map[string]any{"expression": js, "returnByValue": true, "awaitPromise": true, "userGesture": true}, stepLimit)
	if err != nil {
		return "", err
	}
	var answer struct {
		Result struct {
			Type  string
			Value json.RawMessage
		}
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return "", err
	}
	if d := answer.ExceptionDetails; d != nil {
		return "", fmt.Errorf("%s %s", d.Text, d.Exception.Description)
	}
	if answer.Result.Type == "string" {
		var s string
		err := json.Unmarshal(answer.Result.Value, &s)
		return s, err
	}
	return string(answer.Result.Value), nil
}

func (p *Page) call(method string, params any) json.RawMessage {
	p.t.Helper()
	return p.mustCall(p.session, method, params)
}

func (p *Page) mustCall(session, method string, params any) json.RawMessage {
	p.t.Helper()
	raw, err := p.c.call(session, method, params, stepLimit)
	if err != nil {
		p.t.Fatalf("browsertest: %v", err)
	}
	return raw
}

func (p *Page) decode(raw json.RawMessage, into any) {
	p.t.Helper()
	if err := json.Unmarshal(raw, into); err != nil {
		p.t.Fatalf("browsertest: %v", err)
	}
}
