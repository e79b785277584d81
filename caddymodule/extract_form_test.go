// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

var formType = []string{"application/x-www-form-urlencoded"}

func TestExtractForm(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inForm, Names: []string{"code"}})
	cases := []extractCase{
		{name: "plain", body: "a=1&code=eval%281%29", want: []string{"eval(1)"}},
		{name: "field twice", body: "code=1&code=eval(1)", want: []string{"1", "eval(1)", "1eval(1)", "1\neval(1)"}},
		{name: "encoded name", body: "co%64e=eval(1)", want: []string{"eval(1)"}},
		{name: "encoded twice is another field", body: "co%2564e=eval(1)"},
		{name: "value encoded twice", body: "code=%2565val(1)", want: []string{"%65val(1)"}},
		{name: "plus is a space", body: "code=a+%2B+b", want: []string{"a + b"}},
		{name: "semicolon hides a field", body: "a=1;code=eval(1)", refused: reasonAmbiguous},
		{name: "semicolon cuts a value", body: "code=1;eval(1)", refused: reasonAmbiguous},
		{name: "semicolon where nothing is judged", body: "note=a;b&code=1", want: []string{"1"}},
		{name: "encoded semicolon", body: "code=1%3Beval(1)", want: []string{"1;eval(1)"}},
		{name: "brackets", body: "code[]=eval(1)", want: []string{"eval(1)"}},
		{name: "encoded brackets", body: "code%5B0%5D=ev&code%5B1%5D=al(1)", want: []string{"ev", "al(1)", "eval(1)", "ev\nal(1)"}},
		{name: "named brackets", body: "code[a][b]=eval(1)", want: []string{"eval(1)"}},
		{name: "pieces under look-alike names", body: "co%64e=ev&C%C5%8Fde=x&CODE[]=al(1)", want: []string{"ev", "al(1)", "eval(1)", "ev\nal(1)"}},
		{name: "other case", body: "CODE=eval(1)", want: []string{"eval(1)"}},
		{name: "name with NUL", body: "code%00=eval(1)", want: []string{"eval(1)"}},
		{name: "leading space in the name", body: "+code=eval(1)", want: []string{"eval(1)"}},
		{name: "longer name", body: "codeword=x&recode=y&cod=z"},
		{name: "unicode escapes of other readers", body: "code=%u0065val(1)", refused: reasonParse},
		{name: "cut escape", body: "code=%4", refused: reasonParse},
		{name: "escape in another field", body: "x=%zz&code=1", refused: reasonParse},
		{name: "invalid name", body: "co%ffde=eval(1)", refused: reasonCharset},
		{name: "form says utf-16", body: "_charset_=utf-16&code=1", refused: reasonCharset},
		{name: "form says utf-8", body: "_charset_=UTF-8&code=1", want: []string{"1"}},
		{name: "no equals sign", body: "code"},
		{name: "name without end", body: "code" + strings.Repeat("%00", 2000) + "=1", refused: reasonParse},
		{name: "too many fields", body: strings.Repeat("a=1&", maxPairs+1), refused: reasonParse},
		{name: "the same field in the query", query: "code=eval(1)", body: "a=1", want: []string{"eval(1)"}},
		{name: "json in a form", body: `{"code":"eval(1)"}`},
	}
	for i := range cases {
		cases[i].types = formType
	}
	runExtract(t, x, cases)

	both := mustExtract(t, true, Extractor{In: inForm, Names: []string{"code"}}, Extractor{In: inJSON, Names: []string{"/code"}})
	runExtract(t, both, []extractCase{
		{name: "json under the form's type", types: formType, body: `{"code":"eval(1)"}`, want: []string{"eval(1)"}},
		{name: "both readings at once", types: formType, body: `{"a":"&code=eval(1)&","code":"2"}`, want: []string{"eval(1)", "2"}},
	})

	loose := mustExtract(t, false, Extractor{In: inForm, Names: []string{"code"}})
	runExtract(t, loose, []extractCase{
		{name: "both sides of a semicolon", types: formType, body: "code=1;code=eval(1)",
			want: []string{"1;code=eval(1)", "1", "eval(1)", "1;code=eval(1)1eval(1)", "1;code=eval(1)\n1\neval(1)"}},
		{name: "stray percent", types: formType, body: "code=100%", want: []string{"100%"}},
	})
}

func TestFieldNames(t *testing.T) {
	for _, c := range []struct {
		name, want string
		same       bool
	}{
		{"code", "code", true}, {"code[", "code", true}, {"my.code", "my_code", true}, {"user[code]", "user[code]", true},
		{"user[code][0]", "user[code]", true}, {"user[name]", "user[code]", false}, {"\u200bcode", "code", true},
		{"\u212aey", "key", true}, {"code2", "code", false}, {"", "code", false}, {"[code]", "code", false},
		{"ſcript[]", "script", true}, {"scrıpt", "script", true}, {"SCRİPT", "script", true},
	} {
		if got := sameField(c.name, c.want); got != c.same {
			t.Errorf("sameField(%q, %q) = %v", c.name, c.want, got)
		}
	}
}

// FuzzExtractForm holds that what the standard library's reader takes for the field is found, or the body refused.
func FuzzExtractForm(f *testing.F) {
	for _, seed := range []string{"code=1", "a=b&code=%41&code=2", "code[]=1;code=2", "co%64e=+", "%", "code=%u0065", "_charset_=x"} {
		f.Add(seed)
	}
	x, err := newExtraction([]Extractor{{In: inForm, Names: []string{"code"}}}, "javascript", true)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("Content-Type", formType[0])
		found, refused := extractAll(x, r, body)
		if refused != nil {
			return
		}
		values, _ := url.ParseQuery(body)
		for _, v := range values["code"] {
			if v = strings.TrimPrefix(v, "\ufeff"); v != "" && !slices.Contains(found, v) {
				t.Errorf("a reader sees %q, found only %q", v, found)
			}
		}
	})
}
