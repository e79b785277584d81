// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
)

// names returns the embedded files, without their folder.
func names(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(static, "static")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	if len(all) < 12 {
		t.Fatalf("only %d embedded files: %q", len(all), all)
	}
	return all
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := static.ReadFile("static/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func do(t *testing.T, h http.Handler, method, url string, header ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(method, url, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

func TestEveryFileIsServedWithItsHeaders(t *testing.T) {
	for _, prefix := range []string{"", "/", "/sandbox", "/a/b/"} {
		h := Handler(prefix)
		page := strings.TrimRight(prefix, "/") + "/ui"
		for _, name := range names(t) {
			url := page + "/" + name
			if name == "index.html" {
				url = page
			}
			get, body := do(t, h, "GET", url)
			if get.StatusCode != 200 || body != read(t, name) {
				t.Fatalf("GET %s: status %d, %d bytes; want the embedded file", url, get.StatusCode, len(body))
			}
			if got := get.Header.Get("Content-Type"); got != contentTypes[path.Ext(name)] {
				t.Errorf("GET %s: Content-Type %q", url, got)
			}
			head, none := do(t, h, "HEAD", url)
			if head.StatusCode != 200 || none != "" || head.Header.Get("Content-Length") != get.Header.Get("Content-Length") {
				t.Errorf("HEAD %s: status %d, body %q, length %q; GET has length %q", url, head.StatusCode, none, head.Header.Get("Content-Length"), get.Header.Get("Content-Length"))
			}
		}
	}
}

func TestSecurityHeadersStandOnEveryAnswer(t *testing.T) {
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
	}
	for _, at := range []struct {
		method, url string
		status      int
	}{{"GET", "/ui", 200}, {"HEAD", "/ui/app.js", 200}, {"GET", "/ui/", 308}, {"POST", "/ui", 405}, {"GET", "/ui/none.js", 404}} {
		got, _ := do(t, Handler(""), at.method, at.url)
		if got.StatusCode != at.status {
			t.Errorf("%s %s: status %d, want %d", at.method, at.url, got.StatusCode, at.status)
		}
		for name, value := range want {
			if got.Header.Get(name) != value {
				t.Errorf("%s %s: %s is %q, want %q", at.method, at.url, name, got.Header.Get(name), value)
			}
		}
	}
}

func TestUnchangedFilesAreNotSentAgain(t *testing.T) {
	h := Handler("")
	seen := map[string]string{}
	for _, url := range []string{"/ui", "/ui/app.js", "/ui/app.css", "/ui/icon.svg"} {
		first, _ := do(t, h, "GET", url)
		tag := first.Header.Get("ETag")
		if !regexp.MustCompile(`^"[\w-]{16}"$`).MatchString(tag) || seen[tag] != "" {
			t.Fatalf("GET %s: ETag %q is no tag of its own (also of %q)", url, tag, seen[tag])
		}
		seen[tag] = url
		if got := first.Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("GET %s: Cache-Control %q", url, got)
		}
		again, body := do(t, h, "GET", url, "If-None-Match", tag)
		if again.StatusCode != 304 || body != "" || again.Header.Get("ETag") != tag {
			t.Errorf("GET %s with its tag: status %d, %d bytes", url, again.StatusCode, len(body))
		}
		other, _ := do(t, h, "GET", url, "If-None-Match", `"another"`)
		if other.StatusCode != 200 {
			t.Errorf("GET %s with another tag: status %d", url, other.StatusCode)
		}
	}
}

func TestOtherMethodsAndPathsAreRefused(t *testing.T) {
	h := Handler("/x")
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get"} {
		got, body := do(t, h, method, "/x/ui")
		if got.StatusCode != 405 || got.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d, Allow %q", method, got.StatusCode, got.Header.Get("Allow"))
		}
		requireProblem(t, body, 405)
	}
	for _, url := range []string{"/ui", "/x", "/x/ui/index.html", "/x/ui/ui.go", "/x/ui/../ui.go", "/x/ui/static/app.js", "/x/ui/app.js/", "/x/ui/%2e%2e/ui.go"} {
		got, body := do(t, h, "GET", url)
		if got.StatusCode != 404 {
			t.Errorf("GET %s: status %d, want 404", url, got.StatusCode)
		}
		requireProblem(t, body, 404)
	}
	got, _ := do(t, h, "GET", "/x/none", "Accept", "application/json, application/problem+json")
	if got.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("Content-Type %q for a client that takes problems", got.Header.Get("Content-Type"))
	}
	slash, _ := do(t, h, "GET", "/x/ui/")
	if slash.StatusCode != 308 || slash.Header.Get("Location") != "../ui" {
		t.Errorf("GET /x/ui/: status %d to %q", slash.StatusCode, slash.Header.Get("Location"))
	}
}

func requireProblem(t *testing.T, body string, status float64) {
	t.Helper()
	var p map[string]any
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatalf("%v: %q", err, body)
	}
	if p["status"] != status || p["success"] != false {
		t.Errorf("problem %v, want status %v", p, status)
	}
	for _, name := range []string{"type", "title", "detail", "code", "message", "error"} {
		if s, _ := p[name].(string); s == "" {
			t.Errorf("problem has no %s: %v", name, p)
		}
	}
}

// forbidden are ways to turn text into markup or code, or to need what the policy forbids. The policy would stop them in
// the browser; this says that they are not even there.
var forbidden = []struct{ name, pattern string }{
	{"innerHTML or outerHTML", `(?i)(inner|outer)HTML`},
	{"insertAdjacentHTML", `(?i)insertAdjacentHTML`},
	{"setHTMLUnsafe or setHTML", `(?i)setHTML`},
	{"document.write", `document\s*\.\s*write`},
	{"a parser of markup", `DOMParser|createContextualFragment|srcdoc`},
	{"eval or Function", `\beval\b|\bnew\s+Function\b|\bFunction\s*\(`},
	{"a timer of text", `set(Timeout|Interval)\s*\(\s*["'\x60]`},
	{"an inline handler", `(?i)<[^>]*\son\w+\s*=`},
	{"an inline style", `(?i)<[^>]*\sstyle\s*=|<style|cssText|setAttribute\(\s*["']style`},
	{"a javascript: address", `(?i)javascript:`},
	{"a dynamic import", `\bimport\s*\(`},
	{"a Trusted Types policy", `createPolicy`},
}

func TestNothingTurnsTextIntoMarkupOrCode(t *testing.T) {
	for _, name := range names(t) {
		text := read(t, name)
		for _, f := range forbidden {
			if found := regexp.MustCompile(f.pattern).FindString(text); found != "" {
				t.Errorf("%s has %s: %q", name, f.name, found)
			}
		}
		if name == "index.html" {
			// A form that leaves the page could not send JSON: the API takes nothing else, so there must be none.
			for _, tag := range regexp.MustCompile(`<form\b[^>]*>`).FindAllString(text, -1) {
				if !strings.Contains(tag, `method="dialog"`) {
					t.Errorf("a form that sends: %q", tag)
				}
			}
			for _, tag := range regexp.MustCompile(`(?is)<script\b.*?</script>`).FindAllString(text, -1) {
				if !regexp.MustCompile(`^<script type="module" src="ui/[a-z]+\.js"></script>$`).MatchString(tag) {
					t.Errorf("an inline script: %q", tag)
				}
			}
		}
	}
	// The table itself can fail.
	for i, sample := range []string{"x.innerHTML = y", "insertAdjacentHTML(", "e.setHTML(", "document.write(", "new DOMParser", "eval(", `setTimeout("x")`,
		`<a onclick="x">`, `<p style="x">`, "javascript:x", "import(x)", "createPolicy("} {
		if !regexp.MustCompile(forbidden[i].pattern).MatchString(sample) {
			t.Errorf("the pattern for %s does not see %q", forbidden[i].name, sample)
		}
	}
}

func TestURLsAreRelativeAndExist(t *testing.T) {
	own := map[string]bool{}
	for _, name := range names(t) {
		own["ui/"+name] = true
	}
	found := 0
	for _, m := range regexp.MustCompile(`\b(?:src|href|action)="([^"]*)"`).FindAllStringSubmatch(read(t, "index.html"), -1) {
		if found++; !own[m[1]] && !strings.HasPrefix(m[1], "#") {
			t.Errorf("index.html refers to %q, which is not an embedded file", m[1])
		}
	}
	used := map[string]bool{"app.js": true}
	for _, name := range names(t) {
		text := read(t, name)
		for _, m := range regexp.MustCompile(`(?m)^(?:import|export)\b[^;]*?from "([^"]*)"`).FindAllStringSubmatch(text, -1) {
			found++
			if !strings.HasPrefix(m[1], "./") || !own["ui/"+m[1][2:]] {
				t.Errorf("%s imports %q, which is not an embedded file", name, m[1])
			}
			used[strings.TrimPrefix(m[1], "./")] = true
		}
		for _, m := range regexp.MustCompile(`\b(?:call|get|urlOf)\("([^"]*)"`).FindAllStringSubmatch(text, -1) {
			if found++; strings.HasPrefix(m[1], "/") || strings.Contains(m[1], ":") {
				t.Errorf("%s asks for %q: not relative", name, m[1])
			}
		}
		// A namespace name is no address; nothing else may look like one.
		text = strings.ReplaceAll(text, `xmlns="http://www.w3.org/2000/svg"`, "")
		if m := regexp.MustCompile(`(?i)(https?:)?//[a-z0-9-]+\.[a-z]{2,}|@import|(?-i:\burl\()`).FindString(text); m != "" {
			t.Errorf("%s refers to another place: %q", name, m)
		}
	}
	if found < 25 {
		t.Errorf("only %d references seen: the patterns of this test have gone blind", found)
	}
	for _, name := range names(t) {
		if strings.HasSuffix(name, ".js") && !used[name] {
			t.Errorf("%s is embedded, and nothing imports it", name)
		}
	}
}

func TestIDsOfThePageAndOfTheScriptsAgree(t *testing.T) {
	page := read(t, "index.html")
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`\bid="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %q stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, name := range names(t) {
		for _, m := range regexp.MustCompile(`\bbyId\("([^"]+)"\)`).FindAllStringSubmatch(read(t, name), -1) {
			if !ids[m[1]] && m[1] != "panel-" && m[1] != "tab-" {
				t.Errorf("%s wants the element %q, which the page does not have", name, m[1])
			}
		}
	}
	for _, m := range regexp.MustCompile(`\b(?:for|aria-controls|aria-labelledby|aria-describedby)="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("the page refers to the element %q, which it does not have", m[1])
		}
	}
}
