// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// The places an Extractor may look in.
const (
	inJSON      = "json"
	inForm      = "form"
	inMultipart = "multipart"
	inQuery     = "query"
	inHeader    = "header"
	inRaw       = "raw"
)

// What one request may carry. More is refused, never half judged.
const (
	maxSnippets     = 100
	maxSnippetBytes = 4 << 20
	maxWhere        = 200
)

// Extractor says where in a request code stands.
type Extractor struct {
	// In is the kind of place: json, form, multipart, query, header or raw. No placeholders.
	In string `json:"in"`

	// Names are what to look for there. No placeholders.
	//
	// json: JSON Pointers (RFC 6901) in which a segment `*` stands for every element of an array and every member of an
	// object; a string found there is a snippet, an array of strings is judged joined and one by one, anything else there
	// is not code. form: field names; `code` means also `code[]`, `code[0]` and the field `code` of a multipart body or of
	// the query, because most applications read them as one. multipart: globs that match the name of a field or the name
	// of a file, case ignored. query: parameter names. header: header names. raw: media types, where `*` matches a part;
	// none means the media types of JavaScript.
	Names []string `json:"names,omitempty"`
}

// extraction is a compiled list of extractors. It is immutable and safe for concurrent use.
type extraction struct {
	pointers []pointer
	fields   []string
	globs    []string
	types    []string
	query    []string
	headers  []string
	language string
	strict   bool
}

// newExtraction compiles extractors; snippets get the given language. Not strict means that a body which has several
// readings is judged in each of them instead of refused.
func newExtraction(extractors []Extractor, language string, strict bool) (*extraction, error) {
	if len(extractors) == 0 {
		return nil, errors.New("extract: say at least once where the code is, as in `extract json /code`")
	}
	x := &extraction{language: language, strict: strict}
	for _, e := range extractors {
		if len(e.Names) == 0 && e.In != inRaw {
			return nil, fmt.Errorf("extract %s: want at least one name", e.In)
		}
		if err := x.compile(e); err != nil {
			return nil, fmt.Errorf("extract %s: %w", e.In, err)
		}
	}
	return x, nil
}

func (x *extraction) compile(e Extractor) error {
	for _, name := range e.Names {
		if name == "" && e.In != inJSON || !utf8.ValidString(name) {
			return fmt.Errorf("%q is not a name", name)
		}
	}
	switch e.In {
	case inJSON:
		for _, text := range e.Names {
			p, err := parsePointer(text)
			if err != nil {
				return err
			}
			x.pointers = append(x.pointers, p)
		}
		if len(x.pointers) > maxPointers {
			return fmt.Errorf("%d pointers: want at most %d", len(x.pointers), maxPointers)
		}
	case inForm:
		x.fields = append(x.fields, e.Names...)
	case inMultipart:
		for _, glob := range e.Names {
			glob = fold(glob)
			if _, err := path.Match(glob, ""); err != nil {
				return fmt.Errorf("%q is not a glob: %w", glob, err)
			}
			x.globs = append(x.globs, glob)
		}
	case inQuery:
		x.query = append(x.query, e.Names...)
	case inHeader:
		for _, name := range e.Names {
			x.headers = append(x.headers, http.CanonicalHeaderKey(name))
		}
	case inRaw:
		types := e.Names
		if len(types) == 0 {
			types = scriptTypes
		}
		for _, t := range types {
			t = strings.ToLower(t)
			if _, err := path.Match(t, ""); err != nil || strings.Count(t, "/") != 1 {
				return fmt.Errorf("%q is not a media type", t)
			}
			x.types = append(x.types, t)
		}
	default:
		return fmt.Errorf("unknown place %q: want json, form, multipart, query, header or raw", e.In)
	}
	return nil
}

// wantsBody says whether any extractor looks into the body.
func (x *extraction) wantsBody() bool {
	return len(x.pointers)+len(x.fields)+len(x.globs)+len(x.types) > 0
}

// outsideBody finds the snippets of query and headers.
func (x *extraction) outsideBody(r *http.Request, f *finds) *refusal {
	if names := slices.Concat(x.query, x.fields); len(names) > 0 && r.URL.RawQuery != "" {
		if err := x.pairs("query", r.URL.RawQuery, names, nil, f); err != nil {
			return err
		}
	}
	for _, name := range x.headers {
		if err := f.addAll("header:"+name, r.Header.Values(name)); err != nil {
			return err
		}
	}
	return nil
}

// inBody finds the snippets of a whole body. A body that no extractor can read is refused: the application behind may
// well read what we cannot.
func (x *extraction) inBody(h http.Header, body []byte, f *finds) *refusal {
	if len(body) == 0 {
		return nil
	}
	if err := identityOnly(h); err != nil {
		return err
	}
	media, err := contentType(h)
	if err != nil {
		return err
	}
	kind := media.kind(x)
	if kind != kindMultipart && looksWide(body) {
		return refuse(reasonCharset, "the body is not UTF-8")
	}
	jsonLike := len(x.pointers) > 0 && sniffsJSON(body)

	switch {
	case kind == kindJSON && len(x.pointers) > 0:
		return x.json(body, f)

	case kind == kindForm && len(x.fields)+len(x.globs) > 0:
		if err := x.pairs("form", string(body), x.fields, x.globs, f); err != nil {
			return err
		}
		if jsonLike {
			return x.json(body, f)
		}
		return nil

	case kind == kindMultipart && len(x.fields)+len(x.globs) > 0:
		return x.multipart(media, body, f)

	case kind == kindRaw:
		if err := f.add("raw", string(body)); err != nil {
			return err
		}
		// Code may begin as JSON does; only what is JSON to the end can be read so by the application.
		if jsonLike {
			if err := x.json(body, f); err != nil && err.reason != reasonParse {
				return err
			}
		}
		return nil

	case jsonLike:
		return x.json(body, f)
	}
	return refuse(reasonMediaType, "no extractor of this route reads bodies of type %q", media.full)
}

// identityOnly refuses content encodings: what is compressed cannot be judged.
func identityOnly(h http.Header) *refusal {
	for _, v := range h.Values("Content-Encoding") {
		if v = strings.TrimSpace(v); v != "" && !strings.EqualFold(v, "identity") {
			return refuse(reasonEncoding, "a body with a content encoding is not read here; send it as it is")
		}
	}
	return nil
}

// looksWide says whether body is UTF-16 or UTF-32, with or without byte order mark. ASCII in UTF-16 is valid UTF-8 full
// of NULs, so a check of validity does not see it.
func looksWide(body []byte) bool {
	if len(body) >= 2 && (body[0] == 0xFE && body[1] == 0xFF || body[0] == 0xFF && body[1] == 0xFE) {
		return true
	}
	return bytes.IndexByte(body[:min(len(body), 4)], 0) >= 0
}

var byteOrderMark = []byte("\xEF\xBB\xBF")

// sniffsJSON says whether body begins as a JSON object or array does.
func sniffsJSON(body []byte) bool {
	b := bytes.TrimLeft(bytes.TrimPrefix(body, byteOrderMark), " \t\r\n")
	return len(b) > 0 && (b[0] == '{' || b[0] == '[')
}

// finds collects the snippets of one request.
type finds struct {
	language string
	snippets []analyzer.Snippet
	seen     map[string]struct{}
	bytes    int
}

// add takes a source; empty ones and ones already there are skipped.
func (f *finds) add(where, source string) *refusal {
	source = strings.TrimPrefix(source, string(byteOrderMark))
	if source == "" {
		return nil
	}
	if !utf8.ValidString(source) {
		return refuse(reasonCharset, "the code at %s is not UTF-8", place(where))
	}
	if _, there := f.seen[source]; there {
		return nil
	}
	f.bytes += len(source)
	if len(f.snippets) == maxSnippets || f.bytes > maxSnippetBytes {
		return refuse(reasonParse, "the request carries more than %d snippets or %d bytes of code", maxSnippets, maxSnippetBytes)
	}
	if f.seen == nil {
		f.seen = make(map[string]struct{})
	}
	f.seen[source] = struct{}{}
	f.snippets = append(f.snippets, analyzer.Snippet{Source: source, Language: f.language, Where: place(where)})
	return nil
}

// addAll takes sources that an application may read one by one or put together.
func (f *finds) addAll(where string, parts []string) *refusal {
	for i, part := range parts {
		at := where
		if len(parts) > 1 {
			at = fmt.Sprintf("%s/%d", where, i)
		}
		if err := f.add(at, part); err != nil {
			return err
		}
	}
	if len(parts) < 2 {
		return nil
	}
	if err := f.add(where, strings.Join(parts, "")); err != nil {
		return err
	}
	return f.add(where, strings.Join(parts, "\n"))
}

// place makes a name that a client chose fit for logs and headers.
func place(where string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r == utf8.RuneError || r >= 0x80 && !isGraphic(r) {
			return '?'
		}
		return r
	}, where)
	if len(clean) > maxWhere {
		clean = strings.ToValidUTF8(clean[:maxWhere], "") + "..."
	}
	return clean
}
