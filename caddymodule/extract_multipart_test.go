// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// aPart writes one part with the given header lines.
func aPart(body string, headers ...string) string {
	return "--b\r\n" + strings.Join(headers, "\r\n") + "\r\n\r\n" + body + "\r\n"
}

const named = `Content-Disposition: form-data; name="script"`

func TestExtractMultipart(t *testing.T) {
	x := mustExtract(t, true, Extractor{In: inMultipart, Names: []string{"*.js", "script"}})
	cd := func(params string) string { return "Content-Disposition: form-data" + params }
	end := "--b--\r\n"
	found := []string{hostile}
	cases := []extractCase{
		{name: "field", body: aPart(hostile, named) + end, want: found},
		{name: "other field", body: aPart(hostile, cd(`; name="x"`)) + end},
		{name: "file", body: aPart(hostile, cd(`; name="x"; filename="a.js"`), "Content-Type: text/javascript") + end, want: found},
		{name: "file in upper case", body: aPart(hostile, cd(`; name="x"; filename="A.JS"`)) + end, want: found},
		{name: "file in folders", body: aPart(hostile, cd(`; name="x"; filename="../../a.js"`)) + end, want: found},
		{name: "file with dots behind", body: aPart(hostile, cd(`; name="x"; filename="a.js. "`)) + end, want: found},
		{name: "other file", body: aPart("\xff\xd8\x00binary", cd(`; name="x"; filename="a.png"`)) + end},
		{name: "decoy name before filename*", body: aPart(hostile, cd(`; name="x"; filename="a.txt"; filename*=UTF-8''a%2Ejs`)) + end, want: found},
		{name: "decoy filename*", body: aPart(hostile, cd(`; name="x"; filename="a.js"; filename*=UTF-8''a.txt`)) + end, want: found},
		{name: "pieces, of which some readers take one for a file", body: aPart("ev", cd(`; name="script"; filename*=UTF-8''a.txt`)) + aPart("al(1)", named) + end,
			want: []string{"ev", "al(1)", "eval(1)", "ev\nal(1)"}},
		{name: "filename* in another charset", body: aPart(hostile, cd(`; name="x"; filename*=utf-16''a.js`)) + end, refused: reasonCharset},
		{name: "unquoted names", body: aPart(hostile, cd(`;name=script`)) + end, want: found},
		{name: "brackets", body: aPart(hostile, cd(`; name="script[]"`)) + end, want: found},
		{name: "field twice", body: aPart("ev", named) + aPart("al(1)", named) + end, want: []string{"ev", "al(1)", "eval(1)", "ev\nal(1)"}},
		{name: "empty part", body: aPart("", named) + end},
		{name: "no parts", body: "--b--"},
		{name: "part charset", body: aPart(hostile, named, "Content-Type: text/plain; charset=utf-16") + end, refused: reasonCharset},
		{name: "base64", body: aPart("ZXZhbA==", named, "Content-Transfer-Encoding: base64") + end, refused: reasonEncoding},
		{name: "quoted-printable", body: aPart("=65val(1)", named, "content-transfer-encoding: Quoted-Printable") + end, refused: reasonEncoding},
		{name: "8bit", body: aPart(hostile, named, "Content-Transfer-Encoding: 8bit") + end, want: found},
		{name: "gzip part", body: aPart(hostile, named, "Content-Encoding: gzip") + end, refused: reasonEncoding},
		{name: "line feeds only", body: strings.ReplaceAll(aPart(hostile, named)+end, "\r\n", "\n"), refused: reasonAmbiguous},
		{name: "line feed between headers", body: aPart(hostile, "Content-Disposition: form-data; name=\"x\"\nContent-Disposition: form-data; name=\"script\"") + end, refused: reasonParse},
		{name: "folded header", body: aPart(hostile, "Content-Disposition: form-data;\r\n name=\"script\"") + end, refused: reasonParse},
		{name: "space before the colon", body: aPart(hostile, `Content-Disposition : form-data; name="script"`) + end, refused: reasonParse},
		{name: "name twice", body: aPart(hostile, cd(`; name="x"; name="script"`)) + end, refused: reasonAmbiguous},
		{name: "name twice by case", body: aPart(hostile, cd(`; name="x"; NAME="script"`)) + end, refused: reasonAmbiguous},
		{name: "encoded name parameter", body: aPart(hostile, cd(`; name*=utf-8''script`)) + end, refused: reasonAmbiguous},
		{name: "continued name parameter", body: aPart(hostile, cd(`; name*0="scr"; name*1="ipt"`)) + end, refused: reasonAmbiguous},
		{name: "escaped quote", body: aPart(hostile, cd(`; name="x\"; name=script; y=""`)) + end, refused: reasonAmbiguous},
		{name: "backslash in the name", body: aPart(hostile, cd(`; name="scr\ipt"`)) + end, refused: reasonAmbiguous},
		{name: "two dispositions", body: aPart(hostile, cd(`; name="x"`), named) + end, refused: reasonAmbiguous},
		{name: "no disposition", body: aPart(hostile, "Content-Type: text/plain") + end, refused: reasonParse},
		{name: "attachment", body: aPart(hostile, `Content-Disposition: attachment; name="script"`) + end, refused: reasonParse},
		{name: "NUL in the file's name", body: aPart(hostile, cd("; name=\"x\"; filename=\"a.txt%00.js\x00\"")) + end, refused: reasonParse},
		{name: "preamble", body: "decoy\r\n" + aPart(harmless, named) + end, refused: reasonAmbiguous},
		{name: "preamble that is a part to some readers", body: strings.TrimPrefix(aPart(hostile, named), "--b\r\n") + aPart(harmless, cd(`; name="x"`)) + end, refused: reasonAmbiguous},
		{name: "epilogue", body: aPart(harmless, named) + end + "decoy", refused: reasonAmbiguous},
		{name: "two line ends before the parts", body: "\r\n\r\n" + aPart(hostile, named) + end, refused: reasonAmbiguous},
		{name: "line ends around the parts", body: "\r\n" + aPart(hostile, named) + end, want: found},
		{name: "no line end behind the last boundary", body: aPart(hostile, named) + "--b--", want: found},
		{name: "boundary in the epilogue", body: aPart(harmless, named) + end + aPart(hostile, named) + end, refused: reasonAmbiguous},
		{name: "boundary in the preamble by line feed", body: "x\n" + aPart(hostile, named) + end, refused: reasonAmbiguous},
		{name: "boundary inside a part", body: aPart("x\n--b\nContent-Disposition: form-data; name=script\n\n"+hostile, cd(`; name="x"`)) + end, refused: reasonAmbiguous},
		{name: "longer boundary", body: aPart(harmless, named) + "--bX\r\n" + end, refused: reasonAmbiguous},
		{name: "space behind the boundary", body: "--b \r\n" + named + "\r\n\r\n" + hostile + "\r\n" + end, refused: reasonAmbiguous},
		{name: "no closing boundary", body: aPart(hostile, named), refused: reasonParse},
		{name: "nothing at all like it", body: hostile, refused: reasonParse},
		{name: "nested", body: aPart("--c--", named, "Content-Type: multipart/mixed; boundary=c") + end, refused: reasonParse},
		{name: "too many parts", body: strings.Repeat(aPart("1", cd(`; name="x"`)), 10_000) + end, refused: reasonParse},
		{name: "too many headers", body: aPart("1", append(slices.Repeat([]string{"X-1: y"}, 1), manyHeaders(20)...)...) + end, refused: reasonParse},
		{name: "charset field", body: aPart("utf-16", cd(`; name="_charset_"`)) + aPart(harmless, named) + end, refused: reasonCharset},
		{name: "invalid bytes in code", body: aPart("ev\xffal", named) + end, refused: reasonCharset},
	}
	for i := range cases {
		cases[i].types = []string{"Multipart/Form-Data; boundary=b"}
	}
	runExtract(t, x, cases)

	body := aPart(hostile, named) + end
	var boundaries []extractCase
	for name, typ := range map[string]string{
		"missing": "multipart/form-data", "empty": `multipart/form-data; boundary=""`,
		"too long": "multipart/form-data; boundary=" + strings.Repeat("b", 71), "with a comma": `multipart/form-data; boundary="b,c"`,
		"with a space": `multipart/form-data; boundary="b "`, "of an encoded word": `multipart/form-data; boundary="=?utf-8?Q?b?="`,
		"with a question mark": `multipart/form-data; boundary="b?"`,
	} {
		boundaries = append(boundaries, extractCase{name: "boundary " + name, types: []string{typ}, body: body, refused: reasonParse})
	}
	boundaries = append(boundaries,
		extractCase{name: "boundary twice", types: []string{"multipart/form-data; boundary=b; boundary=c"}, body: body, refused: reasonAmbiguous},
		extractCase{name: "boundary encoded", types: []string{"multipart/form-data; boundary*=utf-8''b"}, body: body, refused: reasonAmbiguous},
		extractCase{name: "boundary in another parameter", types: []string{`multipart/form-data; x="boundary=c"; boundary=b`}, body: body, refused: reasonAmbiguous},
		extractCase{name: "boundary in another parameter's name", types: []string{`multipart/form-data; x-Boundary=c; boundary=b`}, body: body, refused: reasonAmbiguous},
		extractCase{name: "other multipart", types: []string{"multipart/mixed; boundary=b"}, body: body, refused: reasonMediaType},
		extractCase{name: "quoted boundary", types: []string{`multipart/form-data; boundary="b"`}, body: body, want: found})
	runExtract(t, x, boundaries)

	form := mustExtract(t, true, Extractor{In: inForm, Names: []string{"script"}})
	runExtract(t, form, []extractCase{{name: "form field in a multipart body", types: []string{"multipart/form-data; boundary=b"},
		body: body, want: found}})
}

// TestExtractMultipartNames holds that a name which some reader decodes is refused, or, where bodies with several readings
// are judged, found; and that names which a browser or curl writes are neither.
func TestExtractMultipartNames(t *testing.T) {
	extractors := []Extractor{{In: inMultipart, Names: []string{"*.js", "script", "Kelvin*"}}}
	strict, loose := mustExtract(t, true, extractors...), mustExtract(t, false, extractors...)
	body := func(params string) string {
		return aPart(hostile, "Content-Disposition: form-data; "+params) + "--b--\r\n"
	}
	multi := []string{"multipart/form-data; boundary=b"}

	var refused, found []extractCase
	for _, params := range []string{
		`name="=?utf-8?Q?script?="`, `name="=?utf-8?B?c2NyaXB0?="`, `name="x"; filename="=?utf-8?B?YS5qcw==?="`,
		`name="x"; filename="=?utf-8?Q?a=2Ejs?="`, `name="x"; filename="x =?ISO-8859-1?q?.js?="`, `name="=?windows-1252?q?script?="`,
		`name="scr%69pt"`, `name="x"; filename="a%2ejs"`, `name="x"; filename="a.js%00.png"`, `name="x"; filename="a.%256as"`,
		`name="x"; filename="a.\js"`, `name="x"; filename="..\..\a.js"`, `name="scri\pt"`,
		`name="x"; filename*=utf-8''a.%5Cjs`, `name="x"; filename*=utf-8''a%252ejs`, `name="x"; filename*=utf-8''a.js%00.png`,
		`name="x"; filename*=utf-8''%3D%3Futf-8%3FB%3FYS5qcw%3D%3D%3F%3D`,
	} {
		refused = append(refused, extractCase{name: params, types: multi, body: body(params), refused: reasonAmbiguous})
		found = append(found, extractCase{name: "not strict " + params, types: multi, body: body(params), want: []string{hostile}})
	}
	for _, params := range []string{
		`name="scr%u0069pt"`, "name=\"scr\x01ipt\"", "name=\"scr\tipt\"", "name=\"x\"; filename=\"a.js\x7f\"", "name=\"x\"; filename=\"a.js\u0085\"",
		`name="x"; filename="y; name=script"`, `x-name=script; name="x"`, `name="x"; x="filename=a.js"`,
	} {
		refused = append(refused, extractCase{name: params, types: multi, body: body(params), refused: reasonAmbiguous})
	}
	runExtract(t, strict, refused)
	runExtract(t, loose, found)

	found = nil
	for _, params := range []string{
		`name="ſcript"`, `name="SCRIPT"`, `name="scrıpt"`, "name=\"\u212aelvin\"", `name="KELVIN[]"`, `name="x"; filename="a.Jſ"`, `name="x"; filename="a.js/."`,
		`name="x"; filename="a.js//"`, `name="x"; filename="a.js:x"`, `name="x"; filename="a.js::$DATA"`, `name="x"; filename="d/a.js:x:$DATA"`,
		`name="x"; filename="a.js:x/y"`, `name="x"; filename="a.js. . "`, `name="x"; filename="a.js .:x"`, `name="x"; filename="a.js;.png"`,
		`name="x"; filename="a.js%0D%0A"`, "name=x; filename=\"a.js\u200b\"", "name=x; filename=\"a.j\u200bs\"", `name="x"; filename=" a.js"`,
		`name="x"; filename*=UTF-8''a.js%2F.`, `name="x"; filename*=UTF-8'en'a.js%3Ax`,
	} {
		found = append(found, extractCase{name: params, types: multi, body: body(params), want: []string{hostile}})
	}
	runExtract(t, strict, found)
	runExtract(t, loose, found)

	var honest []extractCase
	for _, params := range []string{
		`name="x"; filename="photo.png"`, `name="x"; filename="résumé 日本.txt"`, `name="x"; filename="100%.txt"`, `name="x"; filename="50% off.txt"`,
		`name="x"; filename="a %22b%22 c.txt"`, `name="a%0D%0Ab"`, `name="user[mail]"`, `name="x"; filename="what?.txt"`, `name="x"; filename=""`,
		`name="x"; filename="r.txt"; filename*=UTF-8''r%C3%A9.txt`, `name="x"; filename="a.jsx"`, `name="x"; filename="js"`, `name=x; filename=a.txt`,
		`name="x"; filename="folder/photo.png"`, "name=x; filename=\"family \U0001f468\u200d\U0001f469.png\"",
	} {
		honest = append(honest, extractCase{name: params, types: multi, body: body(params)})
	}
	runExtract(t, strict, honest)
	runExtract(t, loose, honest)
}

// TestExtractMultipartPreamble holds that what stands before the first boundary is judged as a part where several readings
// are judged, and is no fault when it is none.
func TestExtractMultipartPreamble(t *testing.T) {
	x := mustExtract(t, false, Extractor{In: inMultipart, Names: []string{"script"}})
	multi := []string{"multipart/form-data; boundary=b"}
	runExtract(t, x, []extractCase{
		{name: "a part", types: multi, body: named + "\r\n\r\n" + hostile + "\r\n" + aPart(harmless, named) + "--b--", want: []string{hostile, harmless, hostile + harmless, hostile + "\n" + harmless}},
		{name: "none", types: multi, body: "This is a message of parts.\r\n" + aPart(harmless, named) + "--b--\r\nThe end.", want: []string{harmless}},
		{name: "an encoded boundary", types: []string{`multipart/form-data; boundary="=?utf-8?Q?b?="`}, body: aPart(harmless, named) + "--b--", refused: reasonParse},
	})
}

func manyHeaders(n int) []string {
	var h []string
	for i := range n {
		h = append(h, fmt.Sprintf("X-H%d: y", i))
	}
	return h
}

// FuzzExtractMultipart holds that what the standard library's reader takes for the field or the file is found, or the
// body refused.
func FuzzExtractMultipart(f *testing.F) {
	f.Add([]byte(aPart(hostile, named) + "--b--"))
	f.Add([]byte(aPart(hostile, `Content-Disposition: form-data; name="x"; filename="a.js"`) + "--b--\r\nrest"))
	f.Add([]byte("--b\nContent-Disposition: form-data; name=script\n\n1\n--b--"))
	f.Add([]byte("pre\r\n--b\r\nContent-Disposition: form-data;\r\n name=script\r\n\r\n1\r\n--b\r\n--b--"))
	f.Add([]byte(aPart("=31", named, "Content-Transfer-Encoding: quoted-printable") + "--b--"))
	x, err := newExtraction([]Extractor{{In: inMultipart, Names: []string{"*.js", "script"}}}, "javascript", true)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		found, refused := extractAll(x, r, string(body))
		if refused != nil {
			return
		}
		reader := multipart.NewReader(bytes.NewReader(body), "b")
		for {
			p, err := reader.NextPart()
			if err != nil {
				return
			}
			content, _ := io.ReadAll(p)
			if p.FormName() != "script" && !strings.HasSuffix(p.FileName(), ".js") {
				continue
			}
			if s := strings.TrimPrefix(string(content), "\ufeff"); s != "" && !slices.Contains(found, s) {
				t.Errorf("a reader sees %q in %q, found only %q", s, p.Header, found)
			}
		}
	})
}
