// SPDX-License-Identifier: Apache-2.0

package admission

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isIdentifierByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c >= '0' && c <= '9'
}

func (s *scanner) identifier() {
	start := s.pos
	plain := true
	if s.src[s.pos] == '#' {
		plain = false
		s.pos++
	}
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if isIdentifierByte(c) {
			s.pos++
			continue
		}
		if c == '\\' {
			plain = false
			s.pos++
			if s.at(0) == 'u' && s.at(1) == '{' {
				s.pos += 2
				for c := s.at(0); isIdentifierByte(c); c = s.at(0) {
					s.pos++
				}
				if s.at(0) == '}' {
					s.pos++
				}
			}
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(s.src[s.pos:])
		if unicode.IsSpace(r) || r == '\ufeff' || r == '\u2028' || r == '\u2029' {
			break
		}
		s.pos += n
	}
	if s.pos == start { // cannot happen; progress is the promise
		s.pos++
	}
	if s.prev == dot {
		s.operandEnds()
		return
	}
	if !plain {
		s.wordEnds("")
		return
	}
	s.wordEnds(s.src[start:s.pos])
}

func (s *scanner) number() {
	s.operandStarts()
	for s.pos < len(s.src) && (isIdentifierByte(s.src[s.pos]) || s.src[s.pos] == '.') {
		s.pos++
	}
	s.operandEnds()
}

// quoted skips a string. It ends at the line's end at the latest, as parsers do.
func (s *scanner) quoted(q byte) {
	s.pos++
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; c {
		case q:
			s.pos++
			return
		case '\\':
			s.escape()
		case '\n', '\r':
			s.pos++
			return
		default:
			s.pos++
		}
	}
}

// escape skips a backslash and what it escapes.
func (s *scanner) escape() {
	s.pos++
	if s.at(0) == '\r' && s.at(1) == '\n' {
		s.pos++
	}
	if s.pos < len(s.src) {
		_, n := utf8.DecodeRuneInString(s.src[s.pos:])
		s.pos += n
	}
}

// template skips the characters of a template up to its end or the next ${.
func (s *scanner) template() {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '`':
			s.pos++
			s.pop()
			return
		case c == '\\':
			s.escape()
		case c == '$' && s.at(1) == '{':
			s.push('$')
			s.pos += 2
			return
		default:
			s.pos++
		}
	}
}

func (s *scanner) slash() {
	switch s.at(1) {
	case '/':
		s.lineComment()
		return
	case '*':
		end := strings.Index(s.src[s.pos+2:], "*/")
		if end < 0 {
			s.pos = len(s.src)
		} else {
			s.line = s.line || strings.ContainsAny(s.src[s.pos:s.pos+end+4], "\n\r\u2028\u2029")
			s.pos += end + 4
		}
		return
	}
	if s.prev == operand {
		s.pos++
		if s.at(0) == '=' {
			s.pos++
			s.assign()
		}
		s.prefix = 0
		s.set(operator)
		return
	}
	s.operandStarts()
	s.regexp()
	s.operandEnds()
}

func (s *scanner) lineComment() {
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c == '\n' || c == '\r' {
			return
		}
		if c == 0xe2 && (strings.HasPrefix(s.src[s.pos:], "\u2028") || strings.HasPrefix(s.src[s.pos:], "\u2029")) {
			return
		}
		s.pos++
	}
}

// regexp skips a regular expression literal and bounds how deep its groups stand in one another.
func (s *scanner) regexp() {
	s.pos++
	class, depth := false, 0
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '\n' || c == '\r':
			return
		case c == 0xe2 && (strings.HasPrefix(s.src[s.pos:], "\u2028") || strings.HasPrefix(s.src[s.pos:], "\u2029")):
			return
		case c == '\\':
			s.pos++
			if s.at(0) != '\n' && s.at(0) != '\r' && s.pos < len(s.src) {
				_, n := utf8.DecodeRuneInString(s.src[s.pos:])
				s.pos += n
			}
			continue
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			if depth++; depth > MaxRegexpNesting {
				s.refuse("groups of a regular expression nested deeper than 64")
				return
			}
		case c == ')':
			depth--
		case c == '/':
			s.pos++
			for s.pos < len(s.src) && isIdentifierByte(s.src[s.pos]) {
				s.pos++
			}
			return
		}
		s.pos++
	}
}
