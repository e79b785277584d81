// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

func TestPageDoesWhatItsMethodsSay(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "script-src 'unsafe-inline'; img-src 'none'")
		_, _ = fmt.Fprint(w, `<input id="a"><button id="b" onclick="document.title = 'clicked ' + a.value">go</button>
			<script>a.onkeydown = (e) => { if (e.ctrlKey && e.key === "Enter") document.title = "pressed" }</script>`)
	}))
	defer server.Close()
	p := Start(t)
	p.Navigate(server.URL)
	if got := p.Eval("Promise.resolve('text')"); got != "text" {
		t.Errorf("a promised string: %s", got)
	}
	if got := p.Eval("({a: [1]})"); got != `{"a":[1]}` {
		t.Errorf("an object: %s", got)
	}
	p.Fill("#a", "x")
	p.Press("Enter", Ctrl)
	p.WaitFor("document.title === 'pressed'", 10*time.Second)
	p.Click("#b")
	p.WaitFor("document.title === 'clicked x'", 10*time.Second)
	if problems := p.Problems(); len(problems) != 0 {
		t.Errorf("problems of an honest page: %q", problems)
	}
	p.Eval("console.error('said'); setTimeout(() => { throw new Error('thrown') }); new Image().src = '/x.png'")
	for end := time.Now().Add(10 * time.Second); len(p.Problems()) < 3 && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
	}
	all := strings.Join(p.Problems(), "\n")
	for _, want := range []string{"console: said", "Error: thrown", "Content Security Policy"} {
		if !strings.Contains(all, want) {
			t.Errorf("the problems do not hold %q:\n%s", want, all)
		}
	}
	// Names that are not of this machine lead nowhere.
	if got := p.Eval("fetch('http://example.com/', {mode: 'no-cors'}).then(() => 'reached', (e) => e.name)"); got != "TypeError" {
		t.Errorf("a foreign host: %s", got)
	}
	requests := p.Requests()
	if last := requests[len(requests)-1]; last.URL != "http://example.com/" || last.Method != "GET" {
		t.Errorf("the attempt was not kept: %v", requests)
	}

	// A further page shares nothing with the first.
	p.Eval("localStorage.setItem('a', '1')")
	t.Run("another", func(t *testing.T) {
		other := p.Another(t)
		other.Navigate(server.URL)
		if got := other.Eval("String(localStorage.getItem('a'))"); got != "null" {
			t.Errorf("storage of another page: %s", got)
		}
	})
	p.Close()
	p.Close()
	if _, err := p.c.call("", "Browser.getVersion", nil, time.Second); err == nil {
		t.Error("the browser answers after Close")
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
