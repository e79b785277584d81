// SPDX-License-Identifier: Apache-2.0

// Package ui is the page for people: write a program, see what the policy says of it, run it, read what happened.
//
// The page is plain HTML, CSS and JavaScript embedded in the binary. It needs no other origin, no build step and no
// inline script or style, and says so in a Content-Security-Policy that holds even if the page had a fault: what a
// program prints can only become text. It decides nothing; it calls the routes every client calls, by relative URLs, so
// it works under any mount prefix.
package ui

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static
var static embed.FS

// contentSecurityPolicy names everything the page may do. Trusted types come on top: a browser that knows them refuses
// to turn any string into markup or code, whoever asks.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
	"img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

// contentTypes are those of the kinds of file there are. The system's table is not asked: it differs between machines.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".svg":  "image/svg+xml",
}

// file is one embedded file as it is served.
type file struct {
	contentType string
	etag        string
	body        []byte
}

// handler serves files by their path below the prefix.
type handler struct {
	page  string
	files map[string]file
}

// Handler serves the page at prefix + "/ui" and what it needs below that path. The prefix is the mount path of the API
// ("" or "/sandbox"), as it stands in the path of the requests that reach the handler. Only GET and HEAD are answered;
// other methods get 405, other paths 404. The handler is safe for concurrent use and holds nothing but the files.
func Handler(prefix string) http.Handler {
	page := strings.TrimRight(prefix, "/") + "/ui"
	h := &handler{page: page, files: make(map[string]file)}
	err := fs.WalkDir(static, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := static.ReadFile(name)
		if err != nil {
			return err
		}
		contentType, ok := contentTypes[path.Ext(name)]
		if !ok {
			return fmt.Errorf("%s: no content type for this kind of file", name)
		}
		url := page + strings.TrimPrefix(name, "static")
		if name == "static/index.html" {
			url = page
		}
		sum := sha256.Sum256(body)
		h.files[url] = file{contentType, `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`, body}
		return nil
	})
	if err != nil {
		// The files are part of the binary: this is a fault of the build, and the tests see it.
		panic("ui: " + err.Error())
	}
	return h
}

// ServeHTTP answers with one of the embedded files.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Content-Security-Policy", contentSecurityPolicy)
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")

	f, ok := h.files[r.URL.Path]
	slash := r.URL.Path == h.page+"/"
	if !ok && !slash {
		refuse(w, r, http.StatusNotFound, "there is nothing at this path; the page is at "+h.page)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		refuse(w, r, http.StatusMethodNotAllowed, "the page answers GET and HEAD only")
		return
	}
	if slash {
		// Relative, since a prefix may have been stripped before the request came here.
		header.Set("Location", "../ui")
		w.WriteHeader(http.StatusPermanentRedirect)
		return
	}
	header.Set("Content-Type", f.contentType)
	header.Set("Cache-Control", "no-cache")
	header.Set("ETag", f.etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
}

// refuse answers an error in the members that every error of the service has.
func refuse(w http.ResponseWriter, r *http.Request, status int, detail string) {
	title := http.StatusText(status)
	kind := strings.ReplaceAll(strings.ToLower(title), " ", "-")
	body, err := json.Marshal(map[string]any{
		"type": "/problems/" + kind, "title": title, "status": status, "detail": detail,
		"code": kind, "message": detail, "error": title, "success": false, "retryable": false,
	})
	if err != nil {
		body = []byte(`{}`)
	}
	contentType := "application/json"
	for _, part := range strings.Split(strings.Join(r.Header.Values("Accept"), ","), ",") {
		if media, _, err := mime.ParseMediaType(part); err == nil && media == "application/problem+json" {
			contentType = media
		}
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(append(body, '\n'))
	}
}
