// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// benchSites proxy the same app, one plainly and one behind an interceptor, on one server.
const benchSites = `{
	admin localhost:{$ADMIN_PORT}
	default_bind 127.0.0.1
	code_interceptor
}

http://localhost:{$PORT} {
	handle /plain {
		reverse_proxy localhost:{$APP_PORT}
	}
	handle /judged {
		code_interceptor {
			extract json /code
		}
		reverse_proxy localhost:{$APP_PORT}
	}
	handle {
		code_sandbox
	}
}
`

// BenchmarkServer measures whole requests to the built server, one after the other over one connection. What counts are the
// ratios within one run: judged against plain.
func BenchmarkServer(b *testing.B) {
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	}))
	defer app.Close()
	at, err := url.Parse(app.URL)
	if err != nil {
		b.Fatal(err)
	}
	s := startText(b, benchSites, map[string]string{"APP_PORT": at.Port()})

	code := "const parts = [];\n" + strings.Repeat("parts.push(Math.max(parts.length, 1) + 'a piece of text');\n", 34)
	withCode := mustJSON(map[string]string{"code": code})
	withoutCode := mustJSON(map[string]string{"text": strings.Repeat("words ", len(code)/6)})
	post := func(path, body string, status int) func(*testing.B) {
		return func(b *testing.B) {
			q := request{method: http.MethodPost, url: s.url(path), media: "application/json", body: body}
			for b.Loop() {
				if r, err := s.try(q); err != nil || r.status != status {
					b.Fatal(err, r)
				}
			}
		}
	}
	b.Run("hello", post("/execute", mustJSON(map[string]string{"code": `console.log("Hello World"); 2 + 2`}), 200))
	b.Run("plain-2KB", post("/plain", withCode, 204))
	b.Run("judged-2KB-without-code", post("/judged", withoutCode, 204))
	b.Run("judged-2KB-never-seen", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			body := mustJSON(map[string]string{"code": code + "// " + strconv.Itoa(i)})
			q := request{method: http.MethodPost, url: s.url("/judged"), media: "application/json", body: body}
			if r, err := s.try(q); err != nil || r.status != 204 {
				b.Fatal(err, r)
			}
		}
	})
	b.Run("judged-2KB-seen-before", post("/judged", withCode, 204))
	b.Run("get-plain", func(b *testing.B) {
		for b.Loop() {
			if r, err := s.try(request{url: s.url("/plain")}); err != nil || r.status != 204 {
				b.Fatal(err, r)
			}
		}
	})
	b.Run("get-judged", func(b *testing.B) {
		for b.Loop() {
			if r, err := s.try(request{url: s.url("/judged")}); err != nil || r.status != 204 {
				b.Fatal(err, r)
			}
		}
	})
}
