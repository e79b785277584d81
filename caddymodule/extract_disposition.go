// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"io"
	"mime"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// disposition reads the Content-Disposition of a part. When strict, a name that readers decode each in their own way
// refuses the body; otherwise every such reading is a name of the part.
func (p *part) disposition(value string, strict bool) *refusal {
	kind, rest := cutToken(value)
	params, err := parseParams(rest)
	switch {
	case !strings.EqualFold(kind, "form-data"):
		return refuse(reasonParse, "a part of the multipart body is not form-data")
	case err != nil:
		return refuse(reasonAmbiguous, "Content-Disposition of a part: %v", err)
	case strict && misleads(params):
		return refuse(reasonAmbiguous, "Content-Disposition of a part: another parameter than the name looks like one")
	}
	name, named := params["name"]
	if !named {
		return refuse(reasonParse, "a part of the multipart body has no proper name")
	}
	file, isFile := params["filename"]
	extended, isExtended := params["filename*"]
	decoded, ok := decodeExtended(extended)
	if isExtended && !ok {
		return refuse(reasonCharset, "the filename* of a part is not UTF-8")
	}
	for _, s := range []string{name, file, decoded} {
		switch {
		case !utf8.ValidString(s):
			return refuse(reasonCharset, "the name of a part is not UTF-8")
		case strict && isDecodedByOthers(s):
			return refuse(reasonAmbiguous, "the name of a part has an escape or a character that applications read in different ways")
		}
	}
	p.fields = readings(name)
	if isFile {
		p.files = readings(file)
	}
	if isExtended {
		p.files = append(p.files, readings(decoded)...)
	}
	// Some readers know no filename*, and some take a part whose file has no name for a field.
	p.plain = file == ""
	return nil
}

// misleads says whether a reader that looks for `name=` and `filename=` without parsing would find them elsewhere.
func misleads(params map[string]string) bool {
	for name, value := range params {
		known := name == "name" || name == "filename" || name == "filename*"
		if !known && strings.HasSuffix(name, "name") || strings.Contains(strings.ToLower(value), "name=") {
			return true
		}
	}
	return false
}

// isDecodedByOthers says whether some reader makes something else of a name than what is written: encoded words
// (RFC 2047), percent escapes beyond the three that browsers write, backslashes, and control characters.
func isDecodedByOthers(name string) bool {
	if strings.Contains(name, "=?") || strings.Contains(name, `\`) || strings.ContainsFunc(name, unicode.IsControl) {
		return true
	}
	for rest := browserEscapes.Replace(name); ; {
		_, after, found := strings.Cut(rest, "%")
		if !found {
			return false
		}
		if len(after) >= 2 && isHex(after[0]) && isHex(after[1]) || strings.HasPrefix(after, "u") || strings.HasPrefix(after, "U") {
			return true
		}
		rest = after
	}
}

// Browsers write quotes and line ends of names as percent escapes, and percent signs as they are.
var (
	browserEscapes   = strings.NewReplacer("%22", "", "%0D", "", "%0A", "", "%0d", "", "%0a", "")
	browserUnescaper = strings.NewReplacer("%22", `"`, "%0D", "\r", "%0A", "\n", "%0d", "\r", "%0a", "\n")
)

// readings returns what readers make of a name: browsers' escapes undone first, then the name as it is, with percent
// escapes decoded once and twice, without backslashes, and with encoded words decoded.
func readings(name string) []string {
	names := []string{browserUnescaper.Replace(name), name}
	if decoded, err := url.PathUnescape(name); err == nil {
		names = append(names, decoded)
		if twice, err := url.PathUnescape(decoded); err == nil {
			names = append(names, twice)
		}
	}
	if decoded, err := wordDecoder.DecodeHeader(name); err == nil {
		names = append(names, decoded)
	}
	names = append(names, strings.ReplaceAll(name, `\`, ""))
	slices.Sort(names[1:])
	return slices.Compact(names)
}

// wordDecoder takes every character set for one that holds ASCII, which is what names of code are written in.
var wordDecoder = mime.WordDecoder{CharsetReader: func(_ string, r io.Reader) (io.Reader, error) { return r, nil }}

// decodeExtended reads an encoded value (RFC 8187): charset, language and percent escapes.
func decodeExtended(s string) (string, bool) {
	charset, rest, ok := strings.Cut(s, "'")
	if !ok || !strings.EqualFold(charset, "utf-8") {
		return "", false
	}
	_, value, ok := strings.Cut(rest, "'")
	if !ok {
		return "", false
	}
	decoded, err := url.PathUnescape(value)
	return decoded, err == nil
}
