// SPDX-License-Identifier: Apache-2.0

// Command app is a small application with code in its requests: formulas, notes and plugins. It trusts what it is given,
// keeps it in memory and knows nothing of what stands in front of it.
package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/coder/websocket"
)

// maxBody is the largest body the app reads, in bytes.
const maxBody = 16 << 20

func main() {
	listen := flag.String("listen", "127.0.0.1:3000", "address to listen on")
	flag.Parse()
	log.SetFlags(0)

	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	server := &http.Server{
		Addr: *listen, Handler: new(app).routes(), ReadHeaderTimeout: 10 * time.Second,
		// Tickers and echoes end with the app.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	context.AfterFunc(ctx, func() {
		closing, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		_ = server.Shutdown(closing)
	})
	log.Printf("app: listening on %s", *listen)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal("app: ", err)
	}
}

// item is something a user handed in.
type item struct {
	ID      int             `json:"id"`
	Kind    string          `json:"kind"`
	Content json.RawMessage `json:"content"`
	// Rules are what the gateway in front found in it; the app only shows them.
	Rules string `json:"rules,omitempty"`
}

// app is safe for concurrent use.
type app struct {
	mu    sync.Mutex
	items []item
}

func (a *app) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", home)
	mux.HandleFunc("GET /api/items", a.list)
	mux.HandleFunc("POST /api/formulas", a.formula)
	mux.HandleFunc("POST /notes", a.note)
	mux.HandleFunc("POST /api/plugins", a.plugin)
	mux.HandleFunc("GET /live", live)
	mux.HandleFunc("GET /ticks", ticks)
	mux.HandleFunc("/echo/", echo)
	return http.MaxBytesHandler(mux, maxBody)
}

func home(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, `<!doctype html>
<title>Notes</title>
<form method="post" action="/notes">
<p><label>Title <input name="title"></label>
<p><label>Script <textarea name="script">1 + 1</textarea></label>
<p><button>Save</button>
</form>
`)
}

func (a *app) keep(w http.ResponseWriter, r *http.Request, kind string, content any) {
	b, err := json.Marshal(content)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	a.mu.Lock()
	it := item{ID: len(a.items) + 1, Kind: kind, Content: b, Rules: r.Header.Get("Code-Interceptor-Rules")}
	a.items = append(a.items, it)
	a.mu.Unlock()
	answer(w, http.StatusCreated, it)
}

func (a *app) list(w http.ResponseWriter, _ *http.Request) {
	a.mu.Lock()
	items := slices.Clone(a.items)
	a.mu.Unlock()
	answer(w, http.StatusOK, map[string]any{"items": items})
}

// formula takes {"name":"...","formula":"...","steps":[{"code":"..."}]}.
func (a *app) formula(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Name    string `json:"name"`
		Formula string `json:"formula"`
		Steps   []struct {
			Code string `json:"code"`
		} `json:"steps"`
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	a.keep(w, r, "formula", in)
}

// note takes the form of the home page.
func (a *app) note(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	a.keep(w, r, "note", map[string]string{"title": r.PostForm.Get("title"), "script": r.PostForm.Get("script")})
}

// plugin takes a script, bare or as the files of a multipart form. It takes what it could run, and nothing else: files whose
// name does not end in .js are refused, since nobody in front has been told to judge them.
func (a *app) plugin(w http.ResponseWriter, r *http.Request) {
	files := map[string]string{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		if values := r.MultipartForm.Value["script"]; len(values) > 0 {
			files["script"] = strings.Join(values, "\n")
		}
		for _, headers := range r.MultipartForm.File {
			for _, h := range headers {
				if !strings.HasSuffix(h.Filename, ".js") {
					answer(w, http.StatusBadRequest, map[string]string{"error": "a plugin is a file whose name ends in .js"})
					return
				}
				f, err := h.Open()
				if err != nil {
					answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
					return
				}
				b, err := io.ReadAll(f)
				_ = f.Close()
				if err != nil {
					answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
					return
				}
				files[h.Filename] = string(b)
			}
		}
	} else {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		files["plugin.js"] = string(b)
	}
	a.keep(w, r, "plugin", files)
}

// live sends back every message of a WebSocket.
func live(w http.ResponseWriter, r *http.Request) {
	c, err := websocket.Accept(w, r, nil)
	if err != nil {
		return // Accept has answered
	}
	defer c.CloseNow()
	for {
		kind, message, err := c.Read(r.Context())
		if err != nil {
			return
		}
		if err := c.Write(r.Context(), kind, message); err != nil {
			return
		}
	}
}

// ticks sends ten server-sent events, one every ?every= (default 500ms).
func ticks(w http.ResponseWriter, r *http.Request) {
	every, err := time.ParseDuration(r.FormValue("every"))
	if err != nil || every < time.Millisecond {
		every = 500 * time.Millisecond
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for i := 1; i <= 10; i++ {
		if _, err := fmt.Fprintf(w, "id: %d\ndata: tick %d\n\n", i, i); err != nil {
			return
		}
		if err := http.NewResponseController(w).Flush(); err != nil {
			return
		}
		select {
		case <-ticker.C:
		case <-r.Context().Done():
			return
		}
	}
}

// echo answers with exactly what arrived.
func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"method": r.Method, "uri": r.RequestURI, "proto": r.Proto, "headers": r.Header, "trailers": r.Trailer,
		"content_length": r.ContentLength, "transfer_encoding": r.TransferEncoding,
		"body": base64.StdEncoding.EncodeToString(body),
	})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
