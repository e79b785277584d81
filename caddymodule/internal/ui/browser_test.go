// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/browsertest"
)

const patience = 30 * time.Second

// TestPage runs everything that needs a browser in one, each test on a fresh page.
func TestPage(t *testing.T) {
	browser := browsertest.Start(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *browsertest.Page)
	}{
		{"ChecksWhileTypingAndRuns", testPageChecksWhileTypingAndRuns},
		{"ShowsHostileOutputAsText", testPageShowsHostileOutputAsText},
		{"PolicyHolds", testPolicyHolds},
		{"SaysWhatTheSandboxSaid", testPageSaysWhatTheSandboxSaid},
		{"StopsARun", testPageStopsARun},
		{"SendsWhatTheFieldsSay", testPageSendsWhatTheFieldsSay},
		{"LinkSendsNothingBeforeAPersonActs", testLinkSendsNothingBeforeAPersonActs},
		{"CurlCarriesAnyProgramAsOneWord", testCurlCarriesAnyProgramAsOneWord},
		{"WorksWithoutStorageAndWithoutItsHelpers", testPageWorksWithoutStorageAndWithoutItsHelpers},
		{"HistoryExamplesAndRules", testHistoryExamplesAndRules},
		{"IsUsableByKeyboard", testPageIsUsableByKeyboard},
		{"FitsNarrowScreensInBothSchemes", testPageFitsNarrowScreensInBothSchemes},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, browser.Another(t)) })
	}
}

// open loads the page of a, waits until it is ready and returns the URL it is mounted under.
func open(t *testing.T, p *browsertest.Page, a *fakeAPI, prefix string) string {
	t.Helper()
	url := a.start(t, prefix)
	p.Navigate(url + "/ui")
	p.WaitFor("document.documentElement.dataset.ready", patience)
	return url
}

// quiet requires that the page complained of nothing, asked no other place and let no hostile text act.
func quiet(t *testing.T, p *browsertest.Page, url string) {
	t.Helper()
	if problems := p.Problems(); len(problems) > 0 {
		t.Errorf("the page complained: %q", problems)
	}
	for _, r := range p.Requests() {
		if !strings.HasPrefix(r.URL, url+"/") && !strings.HasPrefix(r.URL, "about:") {
			t.Errorf("the page asked for %s %s, outside of %s", r.Method, r.URL, url)
		}
	}
	if got := p.Eval("String(window.pwned) + String({}.polluted) + document.querySelectorAll('img:not([src=\"ui/icon.svg\"]), iframe, script:not([src=\"ui/app.js\"])').length"); got != "undefinedundefined0" {
		t.Errorf("hostile text acted on the page: %s", got)
	}
}

func write(p *browsertest.Page, code string) { p.Fill("#code", code) }

func shot(t *testing.T, p *browsertest.Page, name string) {
	t.Helper()
	if dir := os.Getenv("CODE_INTERCEPTOR_SCREENSHOTS"); dir != "" {
		time.Sleep(200 * time.Millisecond) // transitions
		p.Screenshot(filepath.Join(dir, name+".png"))
	}
}

func testPageChecksWhileTypingAndRuns(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "/sandbox")
	p.WaitFor("document.getElementById('verdict').textContent === 'Allowed'", patience)

	write(p, "const answer = 6 * 7; // honest\n\n  eval('answer')\nsetInterval(f, 10)")
	p.WaitFor("document.getElementById('verdict').textContent === 'Blocked · 2 findings'", patience)
	p.WaitFor("document.querySelectorAll('.signs .sign').length === 2", patience)
	if got := p.Eval("[...document.querySelectorAll('.sign')].map(s => s.style.getPropertyValue('--line') + s.className).join()"); got != "2sign sev-high,3sign sev-medium" {
		t.Errorf("signs in the gutter: %s", got)
	}
	if got := p.Eval("[...document.querySelectorAll('.paint .mark')].map(m => m.textContent).join()"); got != "eval,setInterval" {
		t.Errorf("underlined: %s", got)
	}
	p.Click("#findings .finding button")
	if got := p.Eval("(() => { const c = document.getElementById('code'); return c.value.slice(c.selectionStart, c.selectionEnd) + (document.activeElement === c) })()"); got != "evaltrue" {
		t.Errorf("a click on a finding selects %q", got)
	}
	shot(t, p, "checked")

	// Marks stay with their text while it moves.
	p.Eval("document.getElementById('code').setSelectionRange(0, 0)")
	p.Type("\n")
	p.WaitFor("document.querySelector('.sign.sev-high').style.getPropertyValue('--line') === '3'", patience)

	write(p, "console.log('Hello World')")
	p.Press("Enter", browsertest.Ctrl)
	p.WaitFor("document.getElementById('outcome').textContent === 'Completed'", patience)
	if got := p.Eval("[...document.querySelectorAll('#panel-output .line pre')].map(l => l.textContent).join('|')"); !strings.HasPrefix(got, "Hello World|reading 4 sensors|the third") {
		t.Errorf("output: %s", got)
	}
	if got := p.Eval("document.querySelector('#panel-output .cut').textContent"); got != "Output cut here at 8 KiB: the program wrote 9.1 KiB." {
		t.Errorf("cut mark: %s", got)
	}
	shot(t, p, "output")
	p.Click("#tab-result")
	if got := p.Eval("document.querySelector('#panel-result').innerText"); !strings.Contains(got, "total: 4") || !strings.Contains(got, `"north"`) {
		t.Errorf("result: %s", got)
	}
	shot(t, p, "result")
	p.Press("ArrowRight", 0)
	p.Press("ArrowRight", 0)
	if got := p.Eval("document.activeElement.id + document.querySelector('#panel-timeline').innerText"); !strings.HasPrefix(got, "tab-timeline") || !strings.Contains(got, "18 MiB of 128 MiB") {
		t.Errorf("timeline: %s", got)
	}
	shot(t, p, "timeline")
	p.Click("#tab-raw")
	if got := p.Eval("document.querySelector('#panel-raw').innerText"); !strings.Contains(got, "12345678901234567890") {
		t.Errorf("the raw answer lost a digit: %s", got)
	}
	shot(t, p, "raw")
	quiet(t, p, url)
}

func testPageShowsHostileOutputAsText(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "")
	for _, program := range []string{"HOSTILE", "throw", "BUSY", "PROXY", "FAULTS", "DEEP", "eval"} {
		write(p, program)
		p.Eval("document.getElementById('outcome').textContent = ''")
		p.Click("#run")
		p.WaitFor("!/^(|Running…)$/.test(document.getElementById('outcome').textContent)", patience)
		for _, tab := range []string{"output", "result", "report", "timeline", "raw"} {
			p.Click("#tab-" + tab)
		}
		text := p.Eval("document.querySelector('.ran').textContent")
		want := map[string]string{
			"HOSTILE": `onerror="window.pwned=1"`, "throw": "TypeError: no <b>", "BUSY": "Try again in 7 seconds", "PROXY": "502",
			"FAULTS": "/limits/memory_mb above the ceiling", "DEEP": "[1 item]", "eval": "Blocked by the policy: nothing ran",
		}[program]
		if !strings.Contains(text, want) {
			t.Errorf("%s: the page does not say %q:\n%s", program, want, text)
		}
		if program == "HOSTILE" && (strings.ContainsAny(text, "\u202e\u001b") || !strings.Contains(text, "⟨U+202E⟩")) {
			t.Errorf("characters that act unseen reach the page")
		}
	}
	quiet(t, p, url)
}

// testPolicyHolds does what a fault of the page would do, and sees the browser refuse it.
func testPolicyHolds(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	open(t, p, a, "")
	other := (&fakeAPI{}).start(t, "")
	if len(p.Problems()) != 0 {
		t.Fatalf("problems before: %q", p.Problems())
	}
	for attempt, want := range map[string]string{
		`(() => { try { document.body.innerHTML = "<img src=x onerror=pwned=1>"; return "done" } catch (e) { return e.name } })()`:                                                                                            "TypeError",
		`(() => { try { document.body.insertAdjacentHTML("beforeend", "<b>x</b>"); return "done" } catch (e) { return e.name } })()`:                                                                                          "TypeError",
		`(() => { try { const s = document.createElement("script"); s.textContent = "window.pwned=1"; document.body.append(s); return "done" } catch (e) { return e.name } })()`:                                              "TypeError",
		`(() => { const e = document.createElement("p"); e.setAttribute("style", "color: rgb(1, 2, 3)"); document.body.append(e); return getComputedStyle(e).color === "rgb(1, 2, 3)" ? "done" : "refused" })()`:              "refused",
		`(() => { const e = document.createElement("p"); e.setAttribute("onclick", "window.pwned=1"); document.body.append(e); e.click(); return String(window.pwned) })()`:                                                   "undefined",
		`fetch("` + other + `/languages", {mode: "no-cors"}).then(() => "done", (e) => e.name)`:                                                                                                                               "TypeError",
		`new Promise((done) => { const i = new Image(); i.onload = () => done("done"); i.onerror = () => done("refused"); i.src = "` + other + `/ui/icon.svg" })`:                                                             "refused",
		`new Promise((done) => { const f = document.createElement("iframe"); document.addEventListener("securitypolicyviolation", (e) => done(e.effectiveDirective), {once: true}); f.src = "ui"; document.body.append(f) })`: "frame-src",
	} {
		// A handler's attribute is refused aloud by throwing, too, where the browser types it.
		if got := p.Eval("(async () => { try { return await " + attempt + " } catch (e) { return e.name } })()"); got != want && (want != "undefined" || got != "TypeError") {
			t.Errorf("%s: %s, want %s", attempt, got, want)
		}
	}
	if len(p.Problems()) < 5 {
		t.Errorf("the browser reported too few violations: %q", p.Problems())
	}
}

func testPageSaysWhatTheSandboxSaid(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "")
	write(p, "function f() {\n  throw new TypeError('no')\n}\nf()")
	p.Click("#run")
	p.WaitFor("document.querySelector('#panel-output .thrown')", patience)
	p.Click("#panel-output .thrown button")
	if got := p.Eval("document.getElementById('code').selectionStart"); got != "17" {
		t.Errorf("a click on the place of an exception goes to %s, want 17 (line 2, column 3)", got)
	}
	shot(t, p, "exception")
	write(p, "eval('1')\nglobalThis.x\nsetInterval(f)")
	p.Click("#run")
	p.WaitFor("document.getElementById('tab-report').getAttribute('aria-selected') === 'true'", patience)
	text := p.Eval("document.getElementById('panel-report').innerText")
	for _, want := range []string{"code/eval", "CWE-95", "sha256:9f86", "Instead: use a loop that ends"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
	shot(t, p, "blocked")
	p.Media("prefers-color-scheme", "dark")
	shot(t, p, "blocked-dark")
	quiet(t, p, url)
}

func testPageStopsARun(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "")
	write(p, "while (true) {}")
	p.Click("#run")
	p.WaitFor("!document.getElementById('stop').disabled && document.getElementById('outcome').textContent === 'Running…'", patience)
	p.Click("#stop")
	p.WaitFor("document.getElementById('outcome').textContent === 'Cancelled from this page'", patience)
	select {
	case <-a.cancelled:
	case <-time.After(patience):
		t.Error("the server was not told")
	}
	if got := p.Eval("document.getElementById('panel-output').textContent + document.getElementById('run').disabled"); !strings.Contains(got, "No outcome was received") || !strings.HasSuffix(got, "false") {
		t.Errorf("after Stop: %s", got)
	}
	quiet(t, p, url)
}

func testPageSendsWhatTheFieldsSay(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "")
	write(p, "input")
	p.Click("#options summary")
	p.Fill("#input", "{numbers: 1}")
	p.Click("#run")
	p.WaitFor("document.getElementById('input-error').textContent.startsWith('The input is not JSON')", patience)
	p.Fill("#input", "[12345678901234567890]")
	p.Fill("#timeout", "-1")
	p.Click("#run")
	if ran := a.ran(); len(ran) != 0 {
		t.Fatalf("the page sent what it knew to be wrong: %q", ran)
	}
	p.Fill("#timeout", "2.5")
	p.Fill("#memory", "64")
	p.Fill("#output-limit", "1024")
	shot(t, p, "options")
	p.Click("#run")
	p.WaitFor("document.getElementById('outcome').textContent === 'Completed'", patience)
	want := `{"code":"input","language":"javascript","timeout":2.5,"limits":{"memory_mb":64,"output_bytes":1024},"input":[12345678901234567890]}`
	if ran := a.ran(); len(ran) != 1 || ran[0] != want {
		t.Errorf("sent %q, want %q", ran, want)
	}
	quiet(t, p, url)
}

func testLinkSendsNothingBeforeAPersonActs(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "/x")
	program := "eval('déjà vu \u2603')\n"
	write(p, program)
	p.WaitFor("document.getElementById('verdict').textContent.startsWith('Blocked')", patience)
	p.Click("#open-share")
	p.WaitFor("document.getElementById('share-text').value.includes('#p=')", patience)
	link := p.Eval("document.getElementById('share-text').value")
	if !strings.HasPrefix(link, url+"/ui#p=") {
		t.Fatalf("link %q", link)
	}
	shot(t, p, "share")
	for kind, want := range map[string]string{
		"curl":      "curl -sS '" + url + "/execute'",
		"fetch":     `await fetch("` + url + `/execute"`,
		"caddyfile": "memory_limit 128MiB",
	} {
		p.Click("input[value=" + kind + "]")
		p.WaitFor("document.getElementById('share-text').value.includes("+quoted(want)+")", patience)
	}
	p.Eval("document.getElementById('share').close()")

	before := a.checked()
	p.Navigate("about:blank")
	p.Navigate(link)
	p.WaitFor("document.documentElement.dataset.ready", patience)
	if got := p.Eval("document.getElementById('code').value"); got != program {
		t.Errorf("the link carried %q, want %q", got, program)
	}
	time.Sleep(time.Second) // more than twice the pause before a check
	if a.checked() != before || len(a.ran()) != 0 {
		t.Errorf("opening a link sent its program: %d checks, runs %q", a.checked()-before, a.ran())
	}
	if got := p.Eval("document.getElementById('verdict').textContent"); got != "Not checked" {
		t.Errorf("verdict of a link: %s", got)
	}
	shot(t, p, "link")
	p.Click("#check")
	p.WaitFor("document.getElementById('verdict').textContent.startsWith('Blocked')", patience)

	for _, bad := range []string{"#p=AAAA", "#p=%3Cscript%3E", "#p=" + bomb()} {
		p.Navigate("about:blank")
		p.Navigate(url + "/ui" + bad)
		p.WaitFor("document.getElementById('outcome').textContent === 'The link could not be opened'", patience)
	}
	quiet(t, p, url)
}

// testCurlCarriesAnyProgramAsOneWord lets a shell read the command: a program must not become one of the shell's.
func testCurlCarriesAnyProgramAsOneWord(t *testing.T, p *browsertest.Page) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a POSIX shell")
	}
	a := &fakeAPI{}
	url := open(t, p, a, "")
	program := "'; echo pwned; ' $(echo pwned) `echo pwned` \"\\ \u202e\u2028\u009b !! 'x'\n'\n#"
	write(p, program)
	p.Eval("document.getElementById('input').value = '{\\n  \"it\\'s\": 1\\n}'")
	p.Click("#open-share")
	p.Click("input[value=curl]")
	p.WaitFor("document.getElementById('share-text').value.startsWith('curl')", patience)
	command := p.Eval("document.getElementById('share-text').value")
	if strings.ContainsAny(command, "\u202e\u2028\u009b") {
		t.Errorf("the command holds characters that act unseen: %q", command)
	}
	out, err := exec.Command("sh", "-c", "curl() { for word; do printf '%s\\0' \"$word\"; done; }\n"+command).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, command)
	}
	words := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	if len(words) != 6 || words[1] != url+"/execute" {
		t.Fatalf("the shell reads %q", words)
	}
	var sent struct {
		Code  string
		Input map[string]int
	}
	if err := json.Unmarshal([]byte(words[5]), &sent); err != nil || sent.Code != program || sent.Input["it's"] != 1 {
		t.Errorf("the command sends %q (%v), want the program %q", words[5], err, program)
	}
	quiet(t, p, url)
}

func testPageWorksWithoutStorageAndWithoutItsHelpers(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{bare: true}
	p.OnNewDocument(`for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, {get() { throw new DOMException("denied", "SecurityError") }})`)
	url := a.start(t, "")
	p.Navigate(url + "/ui")
	p.WaitFor("document.documentElement.dataset.ready", patience)
	p.WaitFor("document.getElementById('verdict').textContent.startsWith('Not checked: 404')", patience)
	if got := p.Eval("document.getElementById('examples-field').hidden && document.getElementById('open-policy').hidden"); got != "true" {
		t.Error("menus without content are shown")
	}
	p.Click("#run")
	p.WaitFor("document.getElementById('outcome').textContent === 'Completed'", patience)
	p.Click("#open-history")
	p.WaitFor("document.getElementById('history-hint').textContent.startsWith('This browser does not')", patience)
	quiet(t, p, url)
}

func testHistoryExamplesAndRules(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "")
	write(p, "console.log('one')")
	p.Click("#run")
	p.WaitFor("document.getElementById('outcome').textContent === 'Completed'", patience)
	p.Eval("(() => { const e = document.getElementById('examples'); e.value = '1'; e.dispatchEvent(new Event('change')) })()")
	p.WaitFor("document.getElementById('verdict').textContent.startsWith('Blocked')", patience)
	p.Click("#open-policy")
	p.WaitFor("document.getElementById('policy').open && document.querySelectorAll('#policy-rules tbody tr').length === 2", patience)
	shot(t, p, "rules")
	p.Press("Escape", 0)
	p.Navigate(url + "/ui?again")
	p.WaitFor("document.documentElement.dataset.ready", patience)
	if got := p.Eval("document.getElementById('code').value"); !strings.Contains(got, "eval(s)") {
		t.Errorf("a reload lost the draft: %q", got)
	}
	p.Click("#open-history")
	shot(t, p, "history")
	p.Click("#history-list button")
	p.WaitFor(`document.getElementById('code').value === "console.log('one')"`, patience)
	p.Click("#open-history")
	p.Click("#history-clear")
	p.WaitFor("document.querySelectorAll('#history-list li').length === 0", patience)
	quiet(t, p, url)
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
