// SPDX-License-Identifier: Apache-2.0

//go:build linux

package caddymodule_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// carriesWebSocket talks to the application through an intercepted route, in the clear and over TLS.
func carriesWebSocket(t *testing.T, s *server) {
	tls := s.client.Transport.(*http.Transport).TLSClientConfig.Clone()
	tls.NextProtos = []string{"http/1.1"}
	client := s.newClient(&http.Transport{TLSClientConfig: tls})
	client.Timeout = 0
	for _, url := range []string{s.url("/live"), s.tlsURL("/live")} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		conn, resp, err := websocket.Dial(ctx, url, &websocket.DialOptions{HTTPClient: client})
		if err != nil {
			t.Errorf("%s: %v (%v)", url, err, resp)
			cancel()
			continue
		}
		for i := range 20 {
			message := fmt.Sprintf("%d %s", i, strings.Repeat(hostileCode, i*10))
			if err := conn.Write(ctx, websocket.MessageText, []byte(message)); err != nil {
				t.Fatalf("%s: %v", url, err)
			}
			if _, got, err := conn.Read(ctx); err != nil || string(got) != message {
				t.Fatalf("%s: %q, %v; want %q", url, got, err, message)
			}
		}
		if err := conn.Close(websocket.StatusNormalClosure, ""); err != nil {
			t.Errorf("%s: close: %v", url, err)
		}
		cancel()
	}
}

// carriesEvents holds that events come one by one, as the application sends them, and not at the end.
func carriesEvents(t *testing.T, s *server) {
	const events, every = 10, 100 * time.Millisecond
	for name, c := range map[string]struct{ url, encoding, proto string }{
		"HTTP/1.1":         {s.url("/ticks?every=100ms"), "identity", "HTTP/1.1"},
		"HTTP/1.1, packed": {s.url("/ticks?every=100ms"), "gzip", "HTTP/1.1"},
		"HTTP/2":           {s.tlsURL("/ticks?every=100ms"), "identity", "HTTP/2.0"},
		"HTTP/2, packed":   {s.tlsURL("/ticks?every=100ms"), "gzip", "HTTP/2.0"},
	} {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Accept-Encoding", c.encoding)
			resp, err := s.client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			if resp.Proto != c.proto || resp.Header.Get("Content-Type") != "text/event-stream" {
				t.Errorf("%s %v", resp.Proto, resp.Header)
			}
			var body io.Reader = resp.Body
			if resp.Header.Get("Content-Encoding") == "gzip" {
				if body, err = gzip.NewReader(resp.Body); err != nil {
					t.Fatal(err)
				}
			} else if c.encoding == "gzip" {
				t.Error("the stream is not packed")
			}
			var at []time.Time
			lines := bufio.NewScanner(body)
			for lines.Scan() {
				if text, ok := strings.CutPrefix(lines.Text(), "data: tick "); ok {
					at = append(at, time.Now())
					if text != fmt.Sprint(len(at)) {
						t.Errorf("tick %s came as number %d", text, len(at))
					}
				}
			}
			if len(at) != events {
				t.Fatalf("%d events, want %d (%v)", len(at), events, lines.Err())
			}
			// Had they been held back, they would have come together.
			if spread := at[events-1].Sub(at[0]); spread < (events-1)*every/2 {
				t.Errorf("all events came within %v", spread)
			}
		})
	}
}
