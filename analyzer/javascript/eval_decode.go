// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeBase64 reads base64 as atob does, URL-safe letters and missing padding included.
func decodeBase64(s string) ([]byte, bool) {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '\f', '=':
			return -1
		case '-':
			return '+'
		case '_':
			return '/'
		}
		return r
	}, s)
	b, err := base64.RawStdEncoding.DecodeString(s)
	return b, err == nil
}

func latin1(b []byte) string {
	out := make([]rune, len(b))
	for i, c := range b {
		out[i] = rune(c)
	}
	return string(out)
}

func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var out []uint16
	for i := 0; i < len(s); {
		if s[i] == '%' {
			if i+5 < len(s) && s[i+1] == 'u' {
				if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
					out = append(out, uint16(n))
					i += 6
					continue
				}
			}
			if i+2 < len(s) {
				if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
					out = append(out, uint16(n))
					i += 3
					continue
				}
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		out = utf16.AppendRune(out, r)
		i += size
	}
	return string(utf16.Decode(out))
}

func (e *evaluator) bufferFrom(list []atom) *value {
	if len(list) == 0 {
		return nil
	}
	if list[0].k == aArray {
		elems, ok := e.iterate(single(list[0]))
		if !ok {
			return nil
		}
		b := make([]byte, len(elems))
		for i, v := range elems {
			a, ok := v.exact()
			if !ok {
				return nil
			}
			n, ok := e.toNumber(&a)
			if !ok {
				return nil
			}
			b[i] = byte(toInt32(n))
		}
		return single(atom{k: aBytes, s: string(b)})
	}
	if list[0].k != aString {
		return nil
	}
	encoding := "utf8"
	if len(list) > 1 && list[1].k == aString {
		encoding = strings.ToLower(list[1].s)
	}
	s := list[0].s
	switch encoding {
	case "base64", "base64url":
		b, ok := decodeBase64(s)
		if !ok {
			return nil
		}
		s = string(b)
	case "hex":
		b, err := hex.DecodeString(s)
		if err != nil {
			return nil
		}
		s = string(b)
	case "utf8", "utf-8", "ascii":
	default:
		return nil
	}
	return single(atom{k: aBytes, s: s})
}

// encode is buffer.toString(encoding).
func encode(s string, list []atom) *value {
	encoding := "utf8"
	if len(list) > 0 && list[0].k == aString {
		encoding = strings.ToLower(list[0].s)
	}
	switch encoding {
	case "utf8", "utf-8":
		return text(strings.ToValidUTF8(s, "\ufffd"))
	case "ascii", "latin1", "binary":
		return text(latin1([]byte(s)))
	case "base64":
		return text(base64.StdEncoding.EncodeToString([]byte(s)))
	case "hex":
		return text(hex.EncodeToString([]byte(s)))
	}
	return nil
}

// parseJSON is what JSON.parse makes of a text.
func (e *evaluator) parseJSON(s string) *value {
	if len(s) > 4096 || !e.spend(len(s)/8) {
		return nil
	}
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		return nil
	}
	return fromJSON(v)
}

func fromJSON(v any) *value {
	switch v := v.(type) {
	case nil:
		return null
	case bool:
		return boolean(v)
	case float64:
		return number(v)
	case string:
		return text(v)
	case []any:
		elems := make([]*value, len(v))
		for i := range v {
			elems[i] = fromJSON(v[i])
		}
		return array(elems...)
	case map[string]any:
		props := make(map[string]*value, len(v))
		for k := range v {
			props[k] = fromJSON(v[k])
		}
		return objectOf(props)
	}
	return nil
}

func parseFloat(s string) float64 {
	s = strings.TrimFunc(s, isSpace)
	end := 0
	for end < len(s) && strings.IndexByte("0123456789+-.eE", s[end]) >= 0 {
		end++
	}
	for ; end > 0; end-- {
		if f, err := strconv.ParseFloat(s[:end], 64); err == nil {
			return f
		}
	}
	return nan
}
