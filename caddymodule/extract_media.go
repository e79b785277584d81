// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"fmt"
	"net/http"
	"path"
	"strings"
)

// scriptTypes are the media types that `extract raw` reads when it names none.
var scriptTypes = []string{
	"application/javascript", "application/x-javascript", "application/ecmascript", "application/x-ecmascript",
	"text/javascript", "text/x-javascript", "text/ecmascript", "text/x-ecmascript", "text/jscript", "text/livescript",
}

// mediaType is a media type, lower case, with its parameters by lower case name.
type mediaType struct {
	full   string
	params map[string]string
}

// bodyKind says how a body of some media type is read.
type bodyKind uint8

const (
	kindOther bodyKind = iota
	kindJSON
	kindForm
	kindMultipart
	kindRaw
)

func (m mediaType) kind(x *extraction) bodyKind {
	for _, glob := range x.types {
		if ok, _ := path.Match(glob, m.full); ok {
			return kindRaw
		}
	}
	switch {
	case m.full == "application/json" || m.full == "text/json" || strings.HasSuffix(m.full, "+json"):
		return kindJSON
	case m.full == "application/x-www-form-urlencoded":
		return kindForm
	case m.full == "multipart/form-data":
		return kindMultipart
	}
	return kindOther
}

// contentType reads the one Content-Type of a request; none is a media type without name. It refuses what servers read
// in different ways: several headers, lists, parameters given twice or continued, and character sets other than UTF-8.
func contentType(h http.Header) (mediaType, *refusal) {
	values := h.Values("Content-Type")
	switch {
	case len(values) == 0 || len(values) == 1 && values[0] == "":
		return mediaType{}, nil
	case len(values) > 1:
		return mediaType{}, refuse(reasonAmbiguous, "the request has several Content-Type headers")
	}
	m, err := parseMediaType(values[0])
	if err != nil {
		return mediaType{}, refuse(reasonAmbiguous, "Content-Type: %v", err)
	}
	if !m.isUTF8() {
		return mediaType{}, refuse(reasonCharset, "Content-Type: want charset utf-8")
	}
	return m, nil
}

// isUTF8 says whether the charset parameter, when there is one, means UTF-8 or a part of it.
func (m mediaType) isUTF8() bool {
	switch charset, given := m.params["charset"]; strings.ToLower(charset) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return true
	default:
		return !given
	}
}

// parseMediaType reads a media type as the standards write it and nothing more: readers of sloppy ones disagree.
func parseMediaType(v string) (mediaType, error) {
	rest := strings.Trim(v, " \t")
	kind, rest := cutToken(rest)
	if kind == "" || !strings.HasPrefix(rest, "/") {
		return mediaType{}, fmt.Errorf("not a media type")
	}
	sub, rest := cutToken(rest[1:])
	if sub == "" {
		return mediaType{}, fmt.Errorf("not a media type")
	}
	params, err := parseParams(rest)
	return mediaType{full: strings.ToLower(kind + "/" + sub), params: params}, err
}

// parseParams reads `; name=value` as often as it comes. Values may be tokens or quoted strings.
func parseParams(rest string) (map[string]string, error) {
	var params map[string]string
	for {
		rest = strings.TrimLeft(rest, " \t")
		if rest == "" {
			return params, nil
		}
		if rest[0] != ';' {
			return nil, fmt.Errorf("want a semicolon before a parameter")
		}
		rest = strings.TrimLeft(rest[1:], " \t")
		if rest == "" || rest[0] == ';' {
			continue
		}
		var name, value string
		name, rest = cutToken(rest)
		name = strings.ToLower(name)
		if name == "" || !strings.HasPrefix(rest, "=") {
			return nil, fmt.Errorf("want name=value after a semicolon")
		}
		rest = rest[1:]
		if strings.HasPrefix(rest, `"`) {
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 {
				return nil, fmt.Errorf("parameter %s has no closing quote", name)
			}
			// Whether a backslash escapes is where readers differ, and so is what a quote behind one means.
			if value = rest[1 : end+1]; strings.HasSuffix(value, `\`) {
				return nil, fmt.Errorf("parameter %s has an escaped quote", name)
			}
			rest = rest[end+2:]
		} else if value, rest = cutToken(rest); value == "" {
			return nil, fmt.Errorf("parameter %s has no value", name)
		}
		if _, there := params[name]; there {
			return nil, fmt.Errorf("parameter %s is given twice", name)
		}
		if strings.Contains(name, "*") && name != "filename*" {
			return nil, fmt.Errorf("parameter %s: continued and encoded parameters are not read here", name)
		}
		if params == nil {
			params = make(map[string]string)
		}
		params[name] = value
	}
}

// cutToken splits s after its leading token (RFC 9110, 5.6.2).
func cutToken(s string) (token, rest string) {
	i := 0
	for i < len(s) && isTokenByte(s[i]) {
		i++
	}
	return s[:i], s[i:]
}

func isTokenByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}
