// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"
)

// What a multipart body may hold.
const (
	maxParts        = 1000
	maxPartHeaders  = 16
	maxPartHeadSize = 8 << 10
	maxBoundary     = 70
)

// part is one part of a multipart body.
type part struct {
	field string
	// files are the names a reader may take for the file's; empty when the part is a plain field.
	files []string
	body  []byte
}

// multipart finds the snippets of a multipart/form-data body: plain fields and files whose names match.
//
// The body is read as RFC 7578 writes it and nothing more. Lenient readers take bare line feeds, folded headers, doubled
// headers or parameters each in their own way, so those refuse the body.
func (x *extraction) multipart(media mediaType, body []byte, f *finds) *refusal {
	parts, err := splitParts(media.params["boundary"], body)
	if err != nil {
		return err
	}
	values := make(map[string][]string)
	var order []string
	for _, text := range parts {
		p, err := readPart(text)
		if err != nil {
			return err
		}
		if sameName(p.field, "_charset_") && len(p.body) > 0 && !bytes.EqualFold(p.body, []byte("utf-8")) {
			return refuse(reasonCharset, "the form says that it is not UTF-8")
		}
		if !x.wantsPart(&p) {
			continue
		}
		key := fieldHead(p.field)
		if len(p.files) > 0 {
			// A file is a program of its own; pieces of fields may be put together.
			if err := f.add("multipart:"+p.field+"("+p.files[0]+")", string(p.body)); err != nil {
				return err
			}
			continue
		}
		if _, there := values[key]; !there {
			order = append(order, key)
		}
		if len(values[key]) == maxSnippets {
			return refuse(reasonParse, "the request carries more than %d snippets", maxSnippets)
		}
		values[key] = append(values[key], string(p.body))
	}
	for _, key := range order {
		if err := f.addAll("multipart:"+key, values[key]); err != nil {
			return err
		}
	}
	return nil
}

func (x *extraction) wantsPart(p *part) bool {
	if matchesField(p.field, x.fields, x.globs) {
		return true
	}
	for _, name := range p.files {
		if matchesFile(name, x.globs) {
			return true
		}
	}
	return false
}

// splitParts cuts body at its boundary lines. Every place where the boundary stands must be such a line, so that no
// reader can see a part where we see none.
func splitParts(boundary string, body []byte) ([][]byte, *refusal) {
	if !isBoundary(boundary) {
		return nil, refuse(reasonParse, "the multipart body has no proper boundary")
	}
	mark := []byte("--" + boundary)
	var parts [][]byte
	start, at := -1, 0
	for closed := false; ; {
		i := bytes.Index(body[at:], mark)
		if i < 0 {
			if !closed {
				return nil, refuse(reasonParse, "the multipart body has no closing boundary")
			}
			return parts, nil
		}
		line := at + i
		rest := body[line+len(mark):]
		atLine := line == 0 || bytes.HasSuffix(body[:line], []byte("\r\n"))
		last := bytes.HasPrefix(rest, []byte("--")) && (len(rest) == 2 || bytes.HasPrefix(rest[2:], []byte("\r\n")))
		if closed || !atLine || !last && !bytes.HasPrefix(rest, []byte("\r\n")) {
			return nil, refuse(reasonAmbiguous, "the boundary of the multipart body stands where no boundary line is")
		}
		if start >= 0 {
			if line-2 < start {
				return nil, refuse(reasonParse, "a part of the multipart body has no headers")
			}
			parts = append(parts, body[start:line-2])
		}
		if len(parts) > maxParts {
			return nil, refuse(reasonParse, "the multipart body has more than %d parts", maxParts)
		}
		start = line + len(mark) + 2
		at, closed = start, last
	}
}

// isBoundary says whether s is a boundary that every reader cuts out of the header alike: 1 to 70 of the characters of
// RFC 2046, without the space and the comma, at which some readers stop.
func isBoundary(s string) bool {
	if s == "" || len(s) > maxBoundary {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("'()+_-./:=?", c) >= 0) {
			return false
		}
	}
	return true
}

// readPart splits a part into headers and body and reads the headers.
func readPart(text []byte) (part, *refusal) {
	head, body, found := bytes.Cut(text, []byte("\r\n\r\n"))
	if !found {
		return part{}, refuse(reasonParse, "a part of the multipart body has no end of headers")
	}
	if len(head) > maxPartHeadSize {
		return part{}, refuse(reasonParse, "a part of the multipart body has more than %d bytes of headers", maxPartHeadSize)
	}
	p := part{body: body}
	lines := strings.Split(string(head), "\r\n")
	if len(lines) > maxPartHeaders {
		return part{}, refuse(reasonParse, "a part of the multipart body has more than %d headers", maxPartHeaders)
	}
	seen := make(map[string]bool, len(lines))
	for _, line := range lines {
		name, value := cutToken(line)
		name = strings.ToLower(name)
		if name == "" || !strings.HasPrefix(value, ":") || strings.ContainsAny(line, "\r\n\x00") {
			return part{}, refuse(reasonParse, "a part of the multipart body has a malformed header")
		}
		if seen[name] {
			return part{}, refuse(reasonAmbiguous, "a part of the multipart body has a header twice")
		}
		seen[name] = true
		if err := p.header(name, strings.Trim(value[1:], " \t")); err != nil {
			return part{}, err
		}
	}
	if !seen["content-disposition"] {
		return part{}, refuse(reasonParse, "a part of the multipart body has no Content-Disposition")
	}
	return p, nil
}

// header reads one header of a part.
func (p *part) header(name, value string) *refusal {
	switch name {
	case "content-disposition":
		return p.disposition(value)
	case "content-type":
		m, err := parseMediaType(value)
		switch {
		case err != nil:
			return refuse(reasonAmbiguous, "Content-Type of a part: %v", err)
		case strings.HasPrefix(m.full, "multipart/") || strings.HasPrefix(m.full, "message/"):
			return refuse(reasonParse, "a part of the multipart body is a message of parts itself")
		case !m.isUTF8():
			return refuse(reasonCharset, "a part of the multipart body is not UTF-8")
		}
	case "content-transfer-encoding":
		switch strings.ToLower(value) {
		case "7bit", "8bit", "binary":
		default:
			return refuse(reasonEncoding, "a part of the multipart body has a transfer encoding")
		}
	case "content-encoding":
		if !strings.EqualFold(value, "identity") {
			return refuse(reasonEncoding, "a part of the multipart body has a content encoding")
		}
	}
	return nil
}

// disposition reads the Content-Disposition of a part.
func (p *part) disposition(value string) *refusal {
	kind, rest := cutToken(value)
	params, err := parseParams(rest)
	switch {
	case !strings.EqualFold(kind, "form-data"):
		return refuse(reasonParse, "a part of the multipart body is not form-data")
	case err != nil:
		return refuse(reasonAmbiguous, "Content-Disposition of a part: %v", err)
	}
	name, named := params["name"]
	if !named || strings.Contains(name, `\`) {
		return refuse(reasonParse, "a part of the multipart body has no proper name")
	}
	p.field = unescapeQuote(name)
	file, isFile := params["filename"]
	extended, isExtended := params["filename*"]
	if isFile {
		p.files = append(p.files, unescapeQuote(file), file)
	}
	if isExtended {
		decoded, ok := decodeExtended(extended)
		if !ok {
			return refuse(reasonCharset, "the filename* of a part is not UTF-8")
		}
		p.files = append(p.files, decoded)
	}
	for _, s := range append([]string{p.field}, p.files...) {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			return refuse(reasonCharset, "the name of a part is not UTF-8")
		}
	}
	return nil
}

// unescapeQuote undoes what browsers do to quotes and line ends in names.
var quoteUnescaper = strings.NewReplacer("%22", `"`, "%0D", "\r", "%0A", "\n", "%0d", "\r", "%0a", "\n")

func unescapeQuote(s string) string { return quoteUnescaper.Replace(s) }

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
