// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

func TestSitesOf(t *testing.T) {
	const adapted = `{"apps":{"http":{"servers":{
		"srv0":{"listen":[":8443"],"routes":[{"match":[{"host":["shop.example","*.shop.example"]}]}]},
		"srv1":{"listen":["tcp4/127.0.0.1:8080-8090","unix//run/x.sock","udp/:9"],"routes":[{"match":[{"host":["localhost"]}]},{"match":[{"host":["127.0.0.1"]}]}]},
		"srv2":{"listen":["[::]:80"],"routes":[{"handle":[]}]}}}}}`
	sites, err := sitesOf([]byte(adapted))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range sites {
		got = append(got, s.url("/")+" at "+s.dial)
	}
	want := []string{
		"http://localhost:8080/ at 127.0.0.1:8080",
		"http://localhost/ at 127.0.0.1:80",
		"http://127.0.0.1:8080/ at 127.0.0.1:8080",
		"http://shop.example:8443/ at 127.0.0.1:8443",
		"https://localhost:8080/ at 127.0.0.1:8080",
		"https://localhost:80/ at 127.0.0.1:80",
		"https://127.0.0.1:8080/ at 127.0.0.1:8080",
		"https://shop.example:8443/ at 127.0.0.1:8443",
	}
	if !slices.Equal(got, want) {
		t.Errorf("sites\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCurlLine(t *testing.T) {
	for _, tc := range []struct {
		s    site
		want string
	}{
		{site{"http", "localhost", "127.0.0.1:8080"}, "curl -s http://localhost:8080/execute "},
		{site{"https", "shop.example", "127.0.0.1:8443"}, "curl -s -k --connect-to ::127.0.0.1:8443 https://shop.example:8443/execute "},
	} {
		if got := curlLine(tc.s); !strings.HasPrefix(got, tc.want) || !strings.HasSuffix(got, " -d '"+hello+"'") {
			t.Errorf("got %s", got)
		}
	}
}

// serverSite returns the site of a test server.
func serverSite(t *testing.T, server *httptest.Server, scheme string) site {
	t.Helper()
	t.Cleanup(server.Close)
	return site{scheme, "localhost", server.Listener.Addr().String()}
}

func TestHealthyTellsSchemesApart(t *testing.T) {
	ok := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	plain := serverSite(t, httptest.NewServer(ok), "http")
	secure := serverSite(t, httptest.NewTLSServer(ok), "https")
	if got := plain.healthy(t.Context()); got != 200 {
		t.Errorf("plain: %d", got)
	}
	if got := secure.healthy(t.Context()); got != 200 {
		t.Errorf("TLS: %d", got)
	}
	secure.scheme, plain.scheme = "http", "https"
	if got := secure.healthy(t.Context()); got != 0 {
		t.Errorf("HTTP to a TLS server: %d", got)
	}
	if got := plain.healthy(t.Context()); got != 0 {
		t.Errorf("TLS to an HTTP server: %d", got)
	}
}

// TestSmokeChecksCanFail asks a server that has the right status for everything and nothing else, and one that is right
// but for the status.
func TestSmokeChecksCanFail(t *testing.T) {
	for _, ck := range smokeChecks {
		answer := func(status int, body string) string {
			return ck.run(t.Context(), serverSite(t, httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(status)
				fmt.Fprint(w, body)
			})), "http"))
		}
		if answer(ck.status, `{}`) == "" {
			t.Errorf("%s: an empty object passes", ck.name)
		}
		if answer(ck.status, ``) == "" {
			t.Errorf("%s: an empty body passes", ck.name)
		}
		if wrong := answer(502, `{}`); !strings.Contains(wrong, "status 502") {
			t.Errorf("%s: a bad gateway is %q", ck.name, wrong)
		}
	}
	const right = `{"success":true,"exit_code":0,"result":4,"output":"Hello World\n"}`
	const blocked = `{"success":false,"exit_code":1,"error":"Code blocked by security policy","security_report":{"allowed":false,"violations":[{"line":1}]}}`
	for body, want := range map[string]func(reply) string{right: isHello, blocked: isBlocked} {
		server := serverSite(t, httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })), "http")
		if wrong := (check{method: "GET", path: "/", status: 200, want: want}).run(t.Context(), server); wrong != "" {
			t.Error(wrong)
		}
	}
}
