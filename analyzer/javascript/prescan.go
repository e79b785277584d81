// SPDX-License-Identifier: Apache-2.0

package javascript

import "strings"

// maxArrowHeads is how deep arrow functions may stand inside the parameters of arrow functions. The parser reads such
// parameters twice at every level, so that thirty levels, 150 bytes, would keep it busy for half an hour.
const maxArrowHeads = 4

// arrowHeadsTooDeep returns where parameters of arrow functions nest too deep, -1 when they do not. It is one pass over
// the bytes. Where a slash may be a division or a regular expression it goes by the token before, as any scanner without
// a parser must.
func arrowHeadsTooDeep(source string) int {
	if strings.Count(source, "=>") <= maxArrowHeads {
		return -1
	}
	s := headScan{src: source}
	return s.run()
}

// group is an open bracket: how deep arrow heads nest inside it so far. A template's substitution is a group too.
type group struct {
	open  byte
	heads int
	at    int
}

type headScan struct {
	src    string
	groups []group
	// heads is the deepest nesting seen in the group that is open now.
	heads int
	// closed is the depth of the parenthesis that was closed last, while an arrow may still follow it.
	closed   int
	closedAt int
	// value says that the token before ends a value, so that a slash divides.
	value bool
}

func (s *headScan) run() int {
	for i := 0; i < len(s.src); {
		c := s.src[i]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == '/' && strings.HasPrefix(s.src[i:], "//"):
			i = lineEnd(s.src, i)
		case c == '/' && strings.HasPrefix(s.src[i:], "/*"):
			if j := strings.Index(s.src[i+2:], "*/"); j >= 0 {
				i += j + 4
			} else {
				return -1
			}
		case c == '"' || c == '\'':
			i = quoted(s.src, i, c)
			s.token(true)
		case c == '`':
			i = s.template(i + 1)
		case c == '/' && !s.value:
			i = regexpEnd(s.src, i)
			s.token(true)
		case c == '(' || c == '[' || c == '{':
			s.groups = append(s.groups, group{open: c, heads: s.heads, at: i})
			s.heads = 0
			s.token(false)
			i++
		case c == ')' || c == ']' || c == '}':
			if tick := s.close(c); tick {
				i = s.template(i + 1)
			} else {
				i++
			}
		case c == '=' && strings.HasPrefix(s.src[i:], "=>"):
			if s.closed > 0 {
				if s.closed > maxArrowHeads {
					return s.closedAt
				}
				s.heads = max(s.heads, s.closed)
			}
			s.token(false)
			i += 2
		case identByte(c):
			j := i
			for j < len(s.src) && identByte(s.src[j]) {
				j++
			}
			s.token(!regexpMayFollow(s.src[i:j]))
			i = j
		default:
			s.token(false)
			i++
		}
	}
	return -1
}

// token records what stands before the next token.
func (s *headScan) token(value bool) { s.value, s.closed = value, 0 }

// close ends a group and reports whether it was a template's substitution.
func (s *headScan) close(c byte) (template bool) {
	inner := s.heads
	s.token(c != '}')
	if len(s.groups) == 0 {
		return false
	}
	top := s.groups[len(s.groups)-1]
	s.groups = s.groups[:len(s.groups)-1]
	s.heads = max(top.heads, inner)
	if c == ')' {
		// These would be the parameters of an arrow, one level around what is inside.
		s.closed, s.closedAt = inner+1, top.at
	}
	return top.open == '`'
}

// template runs through the characters of a template from i to its end or to a substitution.
func (s *headScan) template(i int) int {
	for i < len(s.src) {
		switch s.src[i] {
		case '\\':
			i += 2
		case '`':
			s.token(true)
			return i + 1
		case '$':
			if strings.HasPrefix(s.src[i:], "${") {
				s.groups = append(s.groups, group{open: '`', heads: s.heads, at: i})
				s.heads = 0
				s.token(false)
				return i + 2
			}
			i++
		default:
			i++
		}
	}
	return i
}

func identByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c == '\\' || c >= 0x80
}

// regexpMayFollow says whether a word is one after which a slash begins a regular expression.
func regexpMayFollow(word string) bool {
	switch word {
	case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "do", "else", "instanceof", "await", "yield":
		return true
	}
	return false
}

func lineEnd(src string, i int) int {
	if next := nextLine(src, i); next >= 0 {
		return next
	}
	return len(src)
}

// quoted returns the offset behind a string literal; one that is cut off by a line's end ends there.
func quoted(src string, i int, quote byte) int {
	for i++; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		case '\n':
			return i
		}
	}
	return i
}

// regexpEnd returns the offset behind a regular expression literal, or behind the slash when there is none.
func regexpEnd(src string, i int) int {
	class := false
	for j := i + 1; j < len(src); j++ {
		switch src[j] {
		case '\\':
			j++
		case '[':
			class = true
		case ']':
			class = false
		case '\n':
			return i + 1
		case '/':
			if !class {
				return j + 1
			}
		}
	}
	return i + 1
}
