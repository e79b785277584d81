// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
)

// brokenBody gives some bytes and then an error.
type brokenBody struct {
	io.Reader
	err    error
	closed bool
}

func (b *brokenBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = b.err
	}
	return n, err
}

func (b *brokenBody) Close() error { b.closed = true; return nil }

func TestBrokenBodiesNeverPass(t *testing.T) {
	limit := caddyhttp.Error(http.StatusRequestEntityTooLarge, &http.MaxBytesError{Limit: 5})
	for _, c := range []struct {
		name   string
		err    error
		status int
	}{
		{"limit of an earlier handler", limit, 413},
		{"bare limit", &http.MaxBytesError{Limit: 5}, 413},
		{"client gone", io.ErrUnexpectedEOF, 400},
		{"too slow", &net.OpError{Op: "read", Err: timeoutError{}}, 408},
	} {
		t.Run(c.name, func(t *testing.T) {
			i, judge, _ := setup(t, Interceptor{OnError: wordPass, OnUnreadable: wordPass, OnOversize: wordPass})
			body := &brokenBody{Reader: strings.NewReader(codeBody(harmless)), err: c.err}
			r := post("")
			r.Body, r.ContentLength = body, -1
			s := serve(i, r)
			he, ok := errors.AsType[caddyhttp.HandlerError](s.err)
			if !ok || he.StatusCode != c.status || s.next.called || len(judge.asked) != 0 {
				t.Errorf("error %v, next called %v, judge asked %d times", s.err, s.next.called, len(judge.asked))
			}
			s.wantDecision(t, decisionError, "read")
			if !body.closed {
				t.Error("the body was left open")
			}
		})
	}
}

type timeoutError struct{}

func (timeoutError) Error() string   { return "timeout" }
func (timeoutError) Timeout() bool   { return true }
func (timeoutError) Temporary() bool { return true }

func TestBodyReplacedByAnEarlierHandler(t *testing.T) {
	i, _, _ := setup(t, Interceptor{})
	r := post("")
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(codeBody(hostile))), 0
	serve(i, r).wantStatus(t, http.StatusForbidden)
	r = httptest.NewRequest("GET", "/", nil)
	r.Body = io.NopCloser(strings.NewReader(codeBody(harmless)))
	s := serve(i, r)
	s.wantStatus(t, http.StatusTeapot)
	if s.next.length != int64(len(codeBody(harmless))) {
		t.Errorf("length %d", s.next.length)
	}
}

func TestTunnelsAreLeftAlone(t *testing.T) {
	i, _, _ := setup(t, Interceptor{})
	tunnel := func(major int, protocol string) (*served, *brokenBody) {
		body := &brokenBody{Reader: strings.NewReader(codeBody(hostile)), err: io.EOF}
		r := httptest.NewRequest("CONNECT", "http://example.com/ws", nil)
		r.Body, r.ContentLength, r.ProtoMajor = body, -1, major
		if major == 3 {
			r.Proto = protocol
		} else {
			r.Header.Set(":protocol", protocol)
		}
		s := &served{ResponseRecorder: httptest.NewRecorder()}
		s.req, s.repl = inCaddy(r, nil)
		s.err = i.ServeHTTP(s, s.req, caddyhttp.HandlerFunc(func(w http.ResponseWriter, r *http.Request) error {
			s.next.called = true
			if r.Body != io.ReadCloser(body) {
				t.Error("the body of a tunnel was replaced")
			}
			return nil
		}))
		return s, body
	}
	for _, major := range []int{2, 3} {
		s, body := tunnel(major, "websocket")
		if s.err != nil || !s.next.called || body.closed || body.Reader.(*strings.Reader).Len() == 0 {
			t.Errorf("HTTP/%d: error %v, next called %v, closed %v", major, s.err, s.next.called, body.closed)
		}
		s.wantDecision(t, decisionUninspected, "upgrade")
	}
	// Only what reverse_proxy treats as a tunnel is one.
	for _, c := range []struct {
		major    int
		protocol string
	}{{1, "websocket"}, {2, ""}, {2, "connect-udp"}, {3, "HTTP/3.0"}} {
		if s, _ := tunnel(c.major, c.protocol); s.next.called || s.Code != http.StatusForbidden {
			t.Errorf("HTTP/%d %q: status %d", c.major, c.protocol, s.Code)
		}
	}
	// Asking for an upgrade in HTTP/1.1 hides no body.
	r := post(codeBody(hostile))
	r.Header.Set("Connection", "Upgrade")
	r.Header.Set("Upgrade", "websocket")
	serve(i, r).wantStatus(t, http.StatusForbidden)
}

// wireServer serves an interceptor over HTTP and tells what reached the app.
func wireServer(t *testing.T, h2 bool) (*httptest.Server, chan string) {
	i, _, _ := setup(t, Interceptor{})
	reached := make(chan string, 16)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, _ = inCaddy(r, nil)
		err := i.ServeHTTP(w, r, caddyhttp.HandlerFunc(func(w http.ResponseWriter, r *http.Request) error {
			body, err := io.ReadAll(r.Body)
			reached <- fmt.Sprintf("%s|%d|%v|%d|%v", body, r.ContentLength, r.TransferEncoding, len(r.Trailer), err)
			return nil
		}))
		if he, ok := errors.AsType[caddyhttp.HandlerError](err); ok {
			w.WriteHeader(he.StatusCode)
		}
	}))
	server.EnableHTTP2 = h2
	if h2 {
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	return server, reached
}

func TestFramingHidesNothing(t *testing.T) {
	server, reached := wireServer(t, false)
	x, y := codeBody(hostile), codeBody(harmless)
	head := "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nConnection: close\r\n"
	chunked := func(body, trailer string) string {
		return fmt.Sprintf("%sTransfer-Encoding: chunked\r\nTrailer: X-Code\r\n\r\n%x\r\n%s\r\n%x\r\n%s\r\n0\r\n%s\r\n",
			head, 4, body[:4], len(body)-4, body[4:], trailer)
	}
	sized := func(head, body string, length int) string {
		return fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", head, length, body)
	}
	for _, c := range []struct {
		name, wire string
		status     int
		app        string // what reaches the app
	}{
		{"plain", sized(head, y, len(y)), 200, fmt.Sprintf("%s|%d|[]|0|<nil>", y, len(y))},
		{"chunked hostile", chunked(x, ""), 403, ""},
		{"chunked harmless", chunked(y, ""), 200, fmt.Sprintf("%s|%d|[]|0|<nil>", y, len(y))},
		{"trailers are dropped", chunked(y, "X-Code: eval(1)\r\n"), 200, fmt.Sprintf("%s|%d|[]|0|<nil>", y, len(y))},
		{"get with a body", sized(strings.Replace(head, "POST", "GET", 1), x, len(x)), 403, ""},
		{"delete with a body", sized(strings.Replace(head, "POST", "DELETE", 1), x, len(x)), 403, ""},
		{"length too small", sized(head, x, 10), 400, ""},
		{"length too large", sized(head, x, len(x)+10), 400, ""},
		{"two lengths", sized(head+"Content-Length: 3\r\n", x, len(x)), 400, ""},
		{"length and chunked", strings.Replace(chunked(x, ""), "Trailer:", "Content-Length: 3\r\nTrailer:", 1), 403, ""},
		{"expect continue", sized(head+"Expect: 100-continue\r\n", x, len(x)), 403, ""},
		{"http/1.0", sized("POST / HTTP/1.0\r\nContent-Type: application/json\r\n", x, len(x)), 403, ""},
		{"incremental", sized(head+"Incremental: ?1\r\n", x, len(x)), 403, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
			if _, err := io.WriteString(conn, c.wire); err != nil {
				t.Fatal(err)
			}
			_ = conn.(*net.TCPConn).CloseWrite()
			reader := bufio.NewReader(conn)
			resp, err := http.ReadResponse(reader, nil)
			for err == nil && resp.StatusCode == http.StatusContinue {
				resp, err = http.ReadResponse(reader, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != c.status {
				t.Errorf("status %d, want %d", resp.StatusCode, c.status)
			}
			select {
			case got := <-reached:
				if got != c.app {
					t.Errorf("the app got %s, want %s", got, c.app)
				}
			default:
				if c.status == 200 {
					t.Error("nothing reached the app")
				}
			}
		})
	}
}

func TestHTTP2WithoutALength(t *testing.T) {
	server, reached := wireServer(t, true)
	for body, status := range map[string]int{codeBody(hostile): 403, codeBody(harmless): 200} {
		req, err := http.NewRequest("POST", server.URL, io.MultiReader(strings.NewReader(body)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := server.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.ProtoMajor != 2 || resp.StatusCode != status {
			t.Errorf("HTTP/%d, status %d, want %d", resp.ProtoMajor, resp.StatusCode, status)
		}
		if status == 200 {
			if got, want := <-reached, fmt.Sprintf("%s|%d|[]|0|<nil>", body, len(body)); got != want {
				t.Errorf("the app got %s, want %s", got, want)
			}
		}
	}
	if len(reached) != 0 {
		t.Error("hostile code reached the app")
	}
}
