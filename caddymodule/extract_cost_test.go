// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestExtractionIsLinear holds that no body of the default size makes extraction slow. The bound is generous: what it
// guards against is work that grows with the square of the body, which takes minutes here.
func TestExtractionIsLinear(t *testing.T) {
	x := mustExtract(t, true,
		Extractor{In: inJSON, Names: []string{"/code", "/a/*/code", "/*", "/a/*/*"}},
		Extractor{In: inForm, Names: []string{"code", "a.b[c]"}},
		Extractor{In: inMultipart, Names: []string{"*.js", "*a*b*c*"}})
	fill := func(s string) string { return strings.Repeat(s, (1<<20)/len(s)) }
	const form, multipart, js = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/json"
	for _, c := range []struct{ name, typ, body string }{
		{"brackets in a name", form, fill("[") + "=1"},
		{"start of the name again and again", form, fill("code[")},
		{"start of a dotted name", form, fill("a_b[c")},
		{"invisible names", form, fill("%00%E2%80%8B") + "=1"},
		{"many fields", form, fill("code=1&")},
		{"many other fields", form, fill("aaa=1&")[:9000*6]},
		{"semicolons", form, "code=" + fill(";")},
		{"escapes", form, "code=" + fill("%41")},
		{"stars and letters", form, fill("a") + "=1"},
		{"many objects", js, `{"a":[` + fill(`{"b":0},`) + `0]}`},
		{"long name", js, `{"` + fill("\u200b") + `":1}`},
		{"many names", js, `{"a":{` + strings.TrimSuffix(fill(`"\u200bcodf`), ",") + `":1}}`},
		{"nested lists of code", js, `{"code":` + strings.Repeat("[", 900) + strings.Repeat(`"x",`, 200_000) + `1` + strings.Repeat("]", 900) + `}`},
		{"nested lists of pointers", js, `{"a":[` + fill(`["x"],`) + `0]}`},
		{"dashes", multipart, fill("-")},
		{"almost boundaries", multipart, fill("\r\n-b")},
		{"parts", multipart, fill("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n")},
		{"long part name", multipart, "--b\r\nContent-Disposition: form-data; name=\"" + fill("a") + "\"\r\n\r\n1\r\n--b--"},
		{"quotes", multipart, "--b\r\nContent-Disposition: form-data; " + fill(`a="`) + "\r\n\r\n1\r\n--b--"},
	} {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("Content-Type", c.typ)
		start := time.Now()
		_, _ = extractAll(x, r, c.body)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: %v", c.name, d)
		} else {
			t.Logf("%s: %v", c.name, d)
		}
	}
}
