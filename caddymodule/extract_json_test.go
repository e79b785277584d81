// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestExtractJSON(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inJSON, Names: []string{"/code", "/steps/*/code", "/by~1slash/0/~0tilde"}})
	q := func(s string) string { return fmt.Sprintf("%q", s) }
	var escaped strings.Builder
	for _, c := range hostile {
		fmt.Fprintf(&escaped, `\u%04x`, c)
	}
	var filler strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&filler, `"k%d":1,`, i)
	}
	cases := []extractCase{
		{name: "pointer", body: `{"code":` + q(hostile) + `,"other":"not code"}`, want: []string{hostile}},
		{name: "star over an array", body: `{"steps":[{"code":"1"},{"x":0},{"code":"2"}]}`, want: []string{"1", "2"}},
		{name: "star over an object", body: `{"steps":{"a":{"code":"1"},"b":{"code":"2"}}}`, want: []string{"1", "2"}},
		{name: "escapes in pointers", body: `{"by/slash":[{"~tilde":"1"}]}`, want: []string{"1"}},
		{name: "index as a member's name", body: `{"by/slash":{"0":{"~tilde":"1"}}}`, want: []string{"1"}},
		{name: "other index", body: `{"by/slash":[0,{"~tilde":"1"}]}`},
		{name: "deeper than the pointer", body: `{"x":{"code":"1"}}`},
		{name: "dotted name", body: `{"steps.0.code":"1","steps/0/code":"2"}`},
		{name: "scalars are not code", body: `{"code":1,"steps":[{"code":null},{"code":true},{"code":{"text":"x"}}]}`},
		{name: "numbers beyond floats", body: `{"n":1e999,"z":-0,"code":"1"}`, want: []string{"1"}},
		{name: "empty string", body: `{"code":""}`},
		{name: "name twice, hostile first", body: `{"code":` + q(hostile) + `,"code":"1"}`, refused: reasonAmbiguous},
		{name: "name twice, hostile last", body: `{"code":"1","code":` + q(hostile) + `}`, refused: reasonAmbiguous},
		{name: "name twice by escape", body: `{"code":"1","\u0063ode":` + q(hostile) + `}`, refused: reasonAmbiguous},
		{name: "name twice elsewhere", body: `{"code":"1","a":[{"b":1,"b":2}]}`, refused: reasonAmbiguous},
		{name: "name in another case beside it", body: `{"code":"1","Code":` + q(hostile) + `}`, refused: reasonAmbiguous},
		{name: "name in another case alone", body: `{"CODE":` + q(hostile) + `}`, refused: reasonAmbiguous},
		{name: "long s in a name", body: `{"ſteps":[{"code":` + q(hostile) + `}]}`, refused: reasonAmbiguous},
		{name: "name with NUL", body: `{"code\u0000":` + q(hostile) + `}`, refused: reasonAmbiguous},
		{name: "name with a trailing space", body: `{"code ":` + q(hostile) + `}`, refused: reasonAmbiguous},
		{name: "name with an invisible character", body: `{"co\u200bde":` + q(hostile) + `}`, refused: reasonAmbiguous},
		{name: "proto member", body: `{"__proto__":{"code":` + q(hostile) + `}}`, refused: reasonAmbiguous},
		{name: "other case where no pointer goes", body: `{"x":{"Code":"1","code":"2"}}`},
		{name: "escaped name", body: `{"\u0063ode":` + q(hostile) + `}`, want: []string{hostile}},
		{name: "all escapes", body: `{"code":"` + escaped.String() + `"}`, want: []string{hostile}},
		{name: "lone surrogate", body: `{"code":"\ud800"}`, refused: reasonParse},
		{name: "second value", body: `{"code":"1"}{"code":` + q(hostile) + `}`, refused: reasonParse},
		{name: "lines of values", body: "{\"code\":\"1\"}\n{\"code\":\"2\"}\n", refused: reasonParse},
		{name: "garbage after the value", body: `{"code":"1"}x`, refused: reasonParse},
		{name: "comment", body: `{/**/"code":"1"}`, refused: reasonParse},
		{name: "trailing comma", body: `{"code":"1",}`, refused: reasonParse},
		{name: "single quotes", body: `{'code':'1'}`, refused: reasonParse},
		{name: "NaN", body: `{"code":NaN}`, refused: reasonParse},
		{name: "only space", body: "  ", refused: reasonParse},
		{name: "cut off", body: `{"code":"1"`, refused: reasonParse},
		{name: "fillers before the code", body: `{` + filler.String() + `"code":` + q(hostile) + `}`, want: []string{hostile}},
		{name: "array split", body: `{"code":["ev","al(1)"]}`, want: []string{"ev", "al(1)", "eval(1)", "ev\nal(1)"}},
		{name: "array in array split", body: `{"code":[["ev",0],[["al(1)"]]]}`, want: []string{"ev", "al(1)", "eval(1)", "ev\nal(1)"}},
		{name: "array of one", body: `{"code":["1"]}`, want: []string{"1"}},
		{name: "objects in an array of code", body: `{"code":[{"text":"x"},"1"]}`, want: []string{"1"}},
		{name: "deep", body: strings.Repeat("[", 1001) + strings.Repeat("]", 1001), refused: reasonParse},
		{name: "not too deep", body: strings.Repeat("[", 1000) + strings.Repeat("]", 1000)},
		{name: "deep objects", body: strings.Repeat(`{"a":`, 10_001) + "0" + strings.Repeat("}", 10_001), refused: reasonParse},
	}
	for i := range cases {
		cases[i].types = jsonType
	}
	runExtract(t, x, cases)
}

func TestExtractJSONRoot(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inJSON, Names: []string{"", "/*"}})
	runExtract(t, x, []extractCase{
		{name: "string", types: jsonType, body: `"1"`, want: []string{"1"}},
		{name: "array", types: jsonType, body: `["a","b"]`, want: []string{"a", "b", "ab", "a\nb"}},
	})
}

func TestExtractJSONNotStrict(t *testing.T) {
	x := mustExtract(t, false, Extractor{In: inJSON, Names: []string{"/code"}})
	runExtract(t, x, []extractCase{
		{name: "name twice", types: jsonType, body: `{"code":"1","code":"2"}`, want: []string{"1", "2"}},
		{name: "other case", types: jsonType, body: `{"code":"1","Code":"2"}`, want: []string{"1", "2"}},
		{name: "still no second value", types: jsonType, body: `{"code":"1"}{}`, refused: reasonParse},
	})
}

func TestExtractJSONTokenCap(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inJSON, Names: []string{"/code"}})
	body := `{"a":[` + strings.Repeat("1,", maxJSONTokens) + `1],"code":"1"}`
	start := time.Now()
	err := x.json([]byte(body), &finds{})
	if err == nil || err.reason != reasonParse {
		t.Errorf("%v, want refused", err)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestWhereOfJSON(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inJSON, Names: []string{"/steps/*/code", "/lines"}})
	var f finds
	if err := x.json([]byte(`{"a":[[1],{}],"steps":[{"code":"1"},{"b":{},"code":"2"}],"lines":["x",["y"]]}`), &f); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range f.snippets {
		got = append(got, s.Where)
	}
	want := []string{"json:/steps/0/code", "json:/steps/1/code", "json:/lines/0", "json:/lines/1/0", "json:/lines", "json:/lines"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzExtractJSON holds that whatever a careless reader takes for the code is among the snippets, or the body refused.
// The reader is encoding/json: last name wins, case ignored, invalid UTF-8 replaced, a second value ignored.
func FuzzExtractJSON(f *testing.F) {
	for _, seed := range []string{
		`{"code":"1"}`, `{"Code":"1"}`, `{"code":"1","\u0063ode":"2"}`, `{"ſteps":[{"code":"x"}]}`, `{"steps":[{"code":"x"},{"code":["a","b"]}]}`,
		"\xef\xbb\xbf{}", `{"code":"\ud800"}`, `{"code":"1"}{"code":"2"}`, `[[[[`, `{"__proto__":{"code":"1"}}`, "{\"code\":\"\xff\"}",
		`{"steps":[{"K":1,"code":"1"}]}`, `{"code":null,"code":"2"}`,
	} {
		f.Add([]byte(seed))
	}
	x, err := newExtraction([]Extractor{{In: inJSON, Names: []string{"/code", "/steps/*/code"}}}, "javascript", true)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("Content-Type", "application/json")
		found, refused := extractAll(x, r, string(body))
		if refused != nil {
			return
		}
		var reader struct {
			Code  any `json:"code"`
			Steps any `json:"steps"`
		}
		if json.NewDecoder(bytes.NewReader(body)).Decode(&reader) != nil {
			return
		}
		want := stringsIn(reader.Code)
		switch steps := reader.Steps.(type) {
		case []any:
			for _, s := range steps {
				if m, ok := s.(map[string]any); ok {
					want = append(want, stringsIn(m["code"])...)
				}
			}
		case map[string]any:
			for _, s := range steps {
				if m, ok := s.(map[string]any); ok {
					want = append(want, stringsIn(m["code"])...)
				}
			}
		}
		for _, s := range want {
			if s = strings.TrimPrefix(s, "\ufeff"); s != "" && !slices.Contains(found, s) {
				t.Errorf("a reader sees %q, found only %q", s, found)
			}
		}
	})
}

func stringsIn(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, stringsIn(e)...)
		}
		return all
	}
	return nil
}

func BenchmarkExtractJSON(b *testing.B) {
	x := mustExtract(b, true, Extractor{In: inJSON, Names: []string{"/code", "/steps/*/code"}})
	for _, size := range []int{200, 2 << 10, 20 << 10, 200 << 10} {
		body, err := json.Marshal(map[string]any{"title": "x", "tags": []string{"a", "b"}, "code": strings.Repeat("f(1);\n", size/6)})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if err := x.json(body, &finds{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
