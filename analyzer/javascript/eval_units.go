// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// units is a string counted in UTF-16 units, as the language counts.
type units string

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (u units) len() int {
	if ascii(string(u)) {
		return len(u)
	}
	n := 0
	for _, r := range string(u) {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// slice is the units from i up to (not including) j, which must be in order and in range.
func (u units) slice(i, j int) string {
	if ascii(string(u)) {
		return string(u[i:j])
	}
	return string(utf16.Decode(utf16.Encode([]rune(string(u)))[i:j]))
}

// at is one unit.
func (u units) at(i int) (uint16, bool) {
	if i < 0 || i >= len(u) {
		return 0, false
	}
	if ascii(string(u)) {
		return uint16(u[i]), true
	}
	all := utf16.Encode([]rune(string(u)))
	if i >= len(all) {
		return 0, false
	}
	return all[i], true
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }

func identByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c == '\\' || c >= 0x80
}
