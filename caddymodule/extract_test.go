// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile is code that a policy blocks, harmless is code that none does. Extraction does not tell them apart: what must
// hold is that hostile code is always among the snippets, or the request refused.
const (
	hostile  = `eval("alert(1)")`
	harmless = `1 + 1`
)

func mustExtract(tb testing.TB, strict bool, extractors ...Extractor) *extraction {
	tb.Helper()
	x, err := newExtraction(extractors, "javascript", strict)
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// extractAll runs both halves of extraction as the handler does.
func extractAll(x *extraction, r *http.Request, body string) ([]string, *refusal) {
	f := &finds{language: x.language}
	err := x.outsideBody(r, f)
	if err == nil && x.wantsBody() {
		err = x.inBody(r.Header, []byte(body), f)
	}
	var sources []string
	for _, s := range f.snippets {
		sources = append(sources, s.Source)
	}
	return sources, err
}

// extractCase is a request and what must become of it: refused for a reason, or exactly these sources found.
type extractCase struct {
	name    string
	types   []string // Content-Type headers
	header  http.Header
	query   string
	body    string
	want    []string
	refused reason
}

func runExtract(t *testing.T, x *extraction, cases []extractCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/p?"+c.query, nil)
			for k, v := range c.header {
				r.Header[k] = v
			}
			for _, v := range c.types {
				r.Header.Add("Content-Type", v)
			}
			got, err := extractAll(x, r, c.body)
			if c.refused != "" {
				if err == nil || err.reason != c.refused {
					t.Fatalf("refusal %v, found %q; want refused for %s", err, got, c.refused)
				}
				if strings.Contains(err.detail, hostile) {
					t.Errorf("detail quotes the code: %s", err.detail)
				}
				return
			}
			if err != nil {
				t.Fatalf("refused for %s (%v), want %q", err.reason, err, c.want)
			}
			if !slices.Equal(got, c.want) {
				t.Fatalf("found %q, want %q", got, c.want)
			}
		})
	}
}

var jsonType = []string{"application/json"}

func TestExtractByMediaType(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inJSON, Names: []string{"/code"}})
	object := `{"code":` + fmt.Sprintf("%q", hostile) + `}`
	found := []string{hostile}
	runExtract(t, x, []extractCase{
		{name: "plain", types: jsonType, body: object, want: found},
		{name: "upper case type", types: []string{"Application/JSON"}, body: object, want: found},
		{name: "text json", types: []string{"text/json"}, body: object, want: found},
		{name: "problem json", types: []string{"application/problem+json"}, body: object, want: found},
		{name: "vendor json", types: []string{"application/vnd.acme.v1+json; charset=UTF-8"}, body: object, want: found},
		{name: "trailing semicolon", types: []string{"application/json;"}, body: object, want: found},
		{name: "tab before type", types: []string{"\tapplication/json"}, body: object, want: found},
		{name: "no-break space before type", types: []string{"\u00a0application/json"}, body: object, refused: reasonAmbiguous},
		{name: "two charsets", types: []string{"application/json; charset=utf-8; charset=utf-16"}, body: object, refused: reasonAmbiguous},
		{name: "continued charset", types: []string{"application/json; charset*0=utf-; charset*1=16"}, body: object, refused: reasonAmbiguous},
		{name: "two headers", types: []string{"text/plain", "application/json"}, body: object, refused: reasonAmbiguous},
		{name: "missing type", body: object, want: found},
		{name: "empty type", types: []string{""}, body: object, want: found},
		{name: "text plain holding json", types: []string{"text/plain"}, body: object, want: found},
		{name: "text plain holding json after space", types: []string{"text/plain"}, body: " \r\n\t" + object, want: found},
		{name: "octet stream", types: []string{"application/octet-stream"}, body: object, want: found},
		{name: "list of types", types: []string{"application/json,text/plain"}, body: object, refused: reasonAmbiguous},
		{name: "form type holding json", types: []string{"application/x-www-form-urlencoded"}, body: object, want: found},
		{name: "javascript type holding json", types: []string{"application/javascript"}, body: object, want: found},
		{name: "unknown type", types: []string{"application/cbor"}, body: "\xa1dcode", refused: reasonMediaType},
		{name: "text that is not json", types: []string{"text/plain"}, body: hostile, refused: reasonMediaType},
		{name: "form on a json route", types: []string{"application/x-www-form-urlencoded"}, body: "code=1", refused: reasonMediaType},
		{name: "multipart on a json route", types: []string{"multipart/form-data; boundary=b"}, body: "--b--", refused: reasonMediaType},
		{name: "no body, no type"},
		{name: "no body, odd type", types: []string{"application/cbor", "text/plain"}},
	})
}

func TestExtractByCharset(t *testing.T) {
	x := mustExtract(t, true,
		Extractor{In: inJSON, Names: []string{"/code"}}, Extractor{In: inRaw}, Extractor{In: inForm, Names: []string{"code"}})
	object := `{"code":"` + harmless + `"}`
	var le, be, le32 []byte
	for _, c := range []byte(object) {
		le, be, le32 = append(le, c, 0), append(be, 0, c), append(le32, c, 0, 0, 0)
	}
	charset := func(cs string) []string { return []string{"application/json; charset=" + cs} }
	js := []string{"text/javascript"}
	runExtract(t, x, []extractCase{
		{name: "utf-16le", types: jsonType, body: string(le), refused: reasonCharset},
		{name: "utf-16be", types: jsonType, body: string(be), refused: reasonCharset},
		{name: "utf-16le with mark", types: jsonType, body: "\xff\xfe" + string(le), refused: reasonCharset},
		{name: "utf-16be with mark", types: jsonType, body: "\xfe\xff" + string(be), refused: reasonCharset},
		{name: "utf-16 with parameter", types: charset("utf-16le"), body: string(le), refused: reasonCharset},
		{name: "utf-32", types: jsonType, body: string(le32), refused: reasonCharset},
		{name: "utf-16 without a type", body: string(le), refused: reasonCharset},
		{name: "utf-16 script", types: js, body: string(le), refused: reasonCharset},
		{name: "utf-7", types: charset(`"utf-7"`), body: object, refused: reasonCharset},
		{name: "shift_jis", types: charset("Shift_JIS"), body: object, refused: reasonCharset},
		{name: "latin-1", types: charset("iso-8859-1"), body: object, refused: reasonCharset},
		{name: "ascii", types: charset("US-ASCII"), body: object, want: []string{harmless}},
		{name: "utf-8 byte order mark", types: jsonType, body: "\xef\xbb\xbf" + object, want: []string{harmless}},
		{name: "byte order mark before a script", types: js, body: "\xef\xbb\xbf" + hostile, want: []string{hostile}},
		{name: "mark before json under another type", types: []string{"text/plain"}, body: "\xef\xbb\xbf" + object, want: []string{harmless}},
		{name: "overlong byte in a keyword", types: jsonType, body: "{\"code\":\"ev\xc1\xa1l(1)\"}", refused: reasonParse},
		{name: "invalid byte in a script", types: js, body: "ev\xffal(1)", refused: reasonCharset},
		{name: "invalid byte in a form", types: []string{"application/x-www-form-urlencoded"}, body: "code=ev%ffal(1)", refused: reasonCharset},
		{name: "NUL between letters", types: jsonType, body: `{"code":"ev\u0000al(1)"}`, want: []string{"ev\x00al(1)"}},
	})
}

func TestExtractByContentEncoding(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inJSON, Names: []string{"/code"}})
	var cases []extractCase
	for _, enc := range []string{"gzip", "GZIP", "x-gzip", "br", "zstd", "deflate", "gzip, gzip", "identity, gzip", "nonsense"} {
		cases = append(cases, extractCase{name: enc, types: jsonType, body: `{"code":"1"}`,
			header: http.Header{"Content-Encoding": {enc}}, refused: reasonEncoding})
	}
	cases = append(cases,
		extractCase{name: "second header", types: jsonType, body: `{"code":"1"}`,
			header: http.Header{"Content-Encoding": {"identity", "br"}}, refused: reasonEncoding},
		extractCase{name: "identity", types: jsonType, body: `{"code":"1"}`,
			header: http.Header{"Content-Encoding": {"Identity"}}, want: []string{"1"}},
		extractCase{name: "no body", types: jsonType, header: http.Header{"Content-Encoding": {"gzip"}}})
	runExtract(t, x, cases)
}

func TestExtractRaw(t *testing.T) {
	object := `[{"code":` + fmt.Sprintf("%q", hostile) + `}]`
	plain := mustExtract(t, true, Extractor{In: inRaw})
	var cases []extractCase
	for _, typ := range append(scriptTypes, "Text/JavaScript; charset=utf-8") {
		cases = append(cases, extractCase{name: typ, types: []string{typ}, body: hostile, want: []string{hostile}})
	}
	runExtract(t, plain, append(cases,
		extractCase{name: "no type", body: hostile, refused: reasonMediaType},
		extractCase{name: "json on a raw route", types: jsonType, body: object, refused: reasonMediaType}))

	both := mustExtract(t, true, Extractor{In: inRaw, Names: []string{"text/*"}}, Extractor{In: inJSON, Names: []string{"/*/code"}})
	runExtract(t, both, []extractCase{
		{name: "listed by a glob", types: []string{"text/x-formula"}, body: hostile, want: []string{hostile}},
		{name: "json under a script's type", types: []string{"text/javascript"}, body: object, want: []string{object, hostile}},
		{name: "script that begins as json", types: []string{"text/javascript"}, body: "[1,2].map(f)", want: []string{"[1,2].map(f)"}},
		{name: "json with a name twice under a script's type", types: []string{"text/javascript"},
			body: `[{"code":"1","code":"2"}]`, refused: reasonAmbiguous},
	})
}

func TestExtractOutsideTheBody(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inQuery, Names: []string{"code"}}, Extractor{In: inHeader, Names: []string{"x-script"}})
	if x.wantsBody() {
		t.Error("an extraction of query and headers wants the body")
	}
	runExtract(t, x, []extractCase{
		{name: "query", query: "a=b&code=eval(%221%22)&code=2", want: []string{`eval("1")`, "2", `eval("1")2`, "eval(\"1\")\n2"}},
		{name: "encoded name", query: "co%64e=1", want: []string{"1"}},
		{name: "header", header: http.Header{"X-Script": {hostile}}, want: []string{hostile}},
		{name: "header twice", header: http.Header{"X-Script": {"ev", "al(1)"}}, want: []string{"ev", "al(1)", "eval(1)", "ev\nal(1)"}},
		{name: "neither", query: "x=1"},
		{name: "stray percent", query: "code=100%", refused: reasonParse},
	})
}

func TestExtractCaps(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inJSON, Names: []string{"/*"}})
	list := func(n int, item string) string {
		var b strings.Builder
		b.WriteString("[")
		for i := range n {
			if i > 0 {
				b.WriteString(",")
			}
			fmt.Fprintf(&b, item, i)
		}
		return b.String() + "]"
	}
	get := func(body string) (int, *refusal) {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("Content-Type", "application/json")
		got, err := extractAll(x, r, body)
		return len(got), err
	}
	if n, err := get(list(maxSnippets, `"%d"`)); err != nil || n != maxSnippets {
		t.Errorf("%d snippets: found %d, %v", maxSnippets, n, err)
	}
	if _, err := get(list(maxSnippets+1, `"%d"`)); err == nil || err.reason != reasonParse {
		t.Errorf("%d snippets: %v, want refused", maxSnippets+1, err)
	}
	if n, err := get("[" + strings.Repeat(`"same",`, maxSnippets) + `"same"]`); err != nil || n != 1 {
		t.Errorf("the same snippet again and again: found %d, %v", n, err)
	}
	if _, err := get(list(5, `"%d`+strings.Repeat("x", 1<<20)+`"`)); err == nil || err.reason != reasonParse {
		t.Errorf("5 MiB of code: %v, want refused", err)
	}
}

func TestExtractorsThatCannotBe(t *testing.T) {
	for _, e := range []Extractor{
		{}, {In: "graphql", Names: []string{"x"}}, {In: inJSON}, {In: inJSON, Names: []string{"code"}},
		{In: inJSON, Names: []string{"/a~2"}}, {In: inJSON, Names: []string{"/a~"}}, {In: inForm}, {In: inForm, Names: []string{""}},
		{In: inMultipart, Names: []string{"[a"}}, {In: inRaw, Names: []string{"javascript"}}, {In: inQuery, Names: []string{"\xff"}},
	} {
		if _, err := newExtraction([]Extractor{e}, "javascript", true); err == nil {
			t.Errorf("%+v was taken", e)
		}
	}
	if _, err := newExtraction(nil, "javascript", true); err == nil {
		t.Error("no extractor at all was taken")
	}
}

func TestPlaceIsFitForLogs(t *testing.T) {
	got := place("form:a\r\nX: \x1b[31m\u202e\xff" + strings.Repeat("ü", 300))
	if strings.ContainsAny(got, "\r\n\x1b\u202e") || !utf8.ValidString(got) || len(got) > maxWhere+3 {
		t.Errorf("place = %q", got)
	}
}
