// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxPairs is how many fields a form or a query may have, maxFieldName how long the name of each may be, in bytes.
const (
	maxPairs     = 10_000
	maxFieldName = 1024
)

// pair is one decoded field of a form or a query.
type pair struct{ name, value string }

// pairs finds the snippets of an urlencoded text: those whose field is one of names or matches one of globs. Every value
// of a field that comes several times is judged, each on its own and put together.
func (x *extraction) pairs(kind, text string, names, globs []string, f *finds) *refusal {
	found, err := x.matching(text, "&", names, globs)
	if err != nil {
		return err
	}
	// Some readers split at semicolons too. That matters only when they would see other code than we do.
	if strings.Contains(text, ";") {
		other, err := x.matching(text, "&;", names, globs)
		if err != nil {
			return err
		}
		if !slices.Equal(found, other) {
			if x.strict {
				return refuse(reasonAmbiguous, "the %s has a semicolon that some applications read as a separator", kind)
			}
			found = append(found, other...)
		}
	}
	for i := range found {
		var values []string
		for _, p := range found[i:] {
			if p.name == found[i].name {
				values = append(values, p.value)
			}
		}
		if slices.ContainsFunc(found[:i], func(p pair) bool { return p.name == found[i].name }) {
			continue
		}
		if err := f.addAll(kind+":"+found[i].name, values); err != nil {
			return err
		}
	}
	return nil
}

// matching decodes text and returns the pairs that are asked for, in order.
func (x *extraction) matching(text, separators string, names, globs []string) ([]pair, *refusal) {
	var found []pair
	for count := 0; text != ""; count++ {
		if count == maxPairs {
			return nil, refuse(reasonParse, "the form or query has more than %d fields", maxPairs)
		}
		var field string
		if i := strings.IndexAny(text, separators); i >= 0 {
			field, text = text[:i], text[i+1:]
		} else {
			field, text = text, ""
		}
		rawName, rawValue, _ := strings.Cut(field, "=")
		name, ok := x.unescape(rawName)
		if !ok {
			return nil, refuse(reasonParse, "the form or query has a percent sign that is no escape")
		}
		if len(name) > maxFieldName {
			return nil, refuse(reasonParse, "the name of a field is longer than %d bytes", maxFieldName)
		}
		if !utf8.ValidString(name) {
			return nil, refuse(reasonCharset, "the name of a field is not UTF-8")
		}
		value, ok := x.unescape(rawValue)
		if !ok {
			return nil, refuse(reasonParse, "the form or query has a percent sign that is no escape")
		}
		if sameName(name, "_charset_") && !strings.EqualFold(value, "utf-8") && value != "" {
			return nil, refuse(reasonCharset, "the form says that it is not UTF-8")
		}
		if !matchesField(name, names, globs) {
			continue
		}
		if len(found) == maxSnippets {
			return nil, refuse(reasonParse, "the request carries more than %d snippets", maxSnippets)
		}
		found = append(found, pair{fieldHead(name), value})
	}
	return found, nil
}

// fieldHead is the name under which the pieces of a field come together: `code[0]` and `code[1]` are both `code`.
func fieldHead(name string) string {
	head, _, _ := strings.Cut(name, "[")
	return fold(fieldName(head))
}

// unescape decodes plus signs and percent escapes. When strict, a percent sign that begins no escape refuses the text:
// readers keep it, drop it, or decode it in ways of their own (%u0065); otherwise it stays as it is.
func (x *extraction) unescape(s string) (string, bool) {
	if !strings.ContainsAny(s, "+%") {
		return s, true
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '+':
			b.WriteByte(' ')
		case c != '%':
			b.WriteByte(c)
		case i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			i += 2
		case x.strict:
			return "", false
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
