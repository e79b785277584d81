// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bytes"
	"strings"
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
	// fields are the names a reader may take for the field's, the first the one that most do.
	fields []string
	// files are the names a reader may take for the file's; empty when the part is a plain field.
	files []string
	// plain says that some reader takes the part for a plain field.
	plain bool
	body  []byte
}

// multipart finds the snippets of a multipart/form-data body: plain fields and files whose names match.
//
// The body is read as RFC 7578 writes it and nothing more. Lenient readers take bare line feeds, folded headers, doubled
// headers or parameters each in their own way, so those refuse the body.
func (x *extraction) multipart(media mediaType, body []byte, f *finds) *refusal {
	split, err := splitParts(media, body)
	if err != nil {
		return err
	}
	parts, err := x.readParts(split)
	if err != nil {
		return err
	}
	values := make(map[string][]string)
	var order []string
	for i := range parts {
		p := &parts[i]
		if sameName(p.fields[0], "_charset_") && len(p.body) > 0 && !bytes.EqualFold(p.body, []byte("utf-8")) {
			return refuse(reasonCharset, "the form says that it is not UTF-8")
		}
		if !x.wantsPart(p) {
			continue
		}
		key := fieldHead(p.fields[0])
		if len(p.files) > 0 {
			if err := f.add("multipart:"+p.fields[0]+"("+p.files[0]+")", string(p.body)); err != nil {
				return err
			}
		}
		// A file is a program of its own; pieces of fields may be put together.
		if !p.plain {
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
	for _, name := range p.fields {
		if matchesField(name, x.fields, x.globs) {
			return true
		}
	}
	for _, name := range p.files {
		if matchesFile(name, x.globs) {
			return true
		}
	}
	return false
}

// readParts reads the parts. A part to some readers is also what stands before the first boundary, and behind the last
// one may be parts to those that look for another boundary: when strict, nothing may stand there.
func (x *extraction) readParts(split splitBody) ([]part, *refusal) {
	var parts []part
	if epilogue := string(split.epilogue); x.strict && (len(split.preamble) > 0 || epilogue != "" && epilogue != "\r\n") {
		return nil, refuse(reasonAmbiguous, "the multipart body has text before its first or behind its last boundary")
	}
	if p, err := readPart(split.preamble, false); err == nil {
		parts = append(parts, p)
	}
	for _, text := range split.parts {
		p, err := readPart(text, x.strict)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// splitBody is a body cut at its boundary lines.
type splitBody struct {
	// preamble is what stands before the first boundary line, without the line end between them; epilogue is what stands
	// behind the last one, with its line end.
	preamble, epilogue []byte
	parts              [][]byte
}

// splitParts cuts body at its boundary lines. Every place where the boundary stands must be such a line, so that no
// reader can see a part where we see none.
func splitParts(media mediaType, body []byte) (split splitBody, _ *refusal) {
	boundary := media.params["boundary"]
	if !isBoundary(boundary) {
		return split, refuse(reasonParse, "the multipart body has no proper boundary")
	}
	// Some readers look for the word, wherever it stands.
	for name, value := range media.params {
		if name != "boundary" && strings.Contains(strings.ToLower(name+"="+value), "boundary") {
			return split, refuse(reasonAmbiguous, "Content-Type: another parameter than the boundary holds that word")
		}
	}
	mark := []byte("--" + boundary)
	start, at := -1, 0
	for closed := false; ; {
		i := bytes.Index(body[at:], mark)
		if i < 0 {
			if !closed {
				return split, refuse(reasonParse, "the multipart body has no closing boundary")
			}
			split.epilogue = body[start:]
			return split, nil
		}
		line := at + i
		rest := body[line+len(mark):]
		atLine := line == 0 || bytes.HasSuffix(body[:line], []byte("\r\n"))
		last := bytes.HasPrefix(rest, []byte("--")) && (len(rest) == 2 || bytes.HasPrefix(rest[2:], []byte("\r\n")))
		if closed || !atLine || !last && !bytes.HasPrefix(rest, []byte("\r\n")) {
			return split, refuse(reasonAmbiguous, "the boundary of the multipart body stands where no boundary line is")
		}
		if start >= 0 {
			if line-2 < start {
				return split, refuse(reasonParse, "a part of the multipart body has no headers")
			}
			split.parts = append(split.parts, body[start:line-2])
		} else {
			split.preamble = body[:max(line-2, 0)]
		}
		if len(split.parts) > maxParts {
			return split, refuse(reasonParse, "the multipart body has more than %d parts", maxParts)
		}
		start = line + len(mark) + 2
		at, closed = start, last
	}
}

// isBoundary says whether s is a boundary that every reader cuts out of the header alike: 1 to 70 of the characters of
// RFC 2046, without the space and the comma, at which some readers stop, and without the question mark, which makes
// encoded words (RFC 2047) that some readers decode.
func isBoundary(s string) bool {
	if s == "" || len(s) > maxBoundary {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("'()+_-./:=", c) >= 0) {
			return false
		}
	}
	return true
}

// readPart splits a part into headers and body and reads the headers.
func readPart(text []byte, strict bool) (part, *refusal) {
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
		if err := p.header(name, strings.Trim(value[1:], " \t"), strict); err != nil {
			return part{}, err
		}
	}
	if !seen["content-disposition"] {
		return part{}, refuse(reasonParse, "a part of the multipart body has no Content-Disposition")
	}
	return p, nil
}

// header reads one header of a part.
func (p *part) header(name, value string, strict bool) *refusal {
	switch name {
	case "content-disposition":
		return p.disposition(value, strict)
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
