// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strconv"
	"strings"
)

// maxPatternDepth is how deep groups are followed. Deeper patterns are not judged here; admission refuses them.
const maxPatternDepth = 100

// ambiguousRepeat says whether a pattern of JavaScript holds a repeat whose body can match one text in several ways, so
// that a match that fails in the end tries a number of ways exponential in the text: (a+)+, (\w+\s?)*, (\w|\d)+.
// It judges by structure; a separator that every round must match, as in (?:,\s*\w+)*, makes nested repeats harmless.
func ambiguousRepeat(pattern string) bool {
	p := patternParser{src: pattern}
	p.alternatives(0)
	return p.found
}

// part is what matters of a piece of a pattern.
type part struct {
	// nullable says that it may match nothing.
	nullable bool
	// slides says that it may stretch over any length with nothing else around it, so that repeats of it can be cut
	// anywhere.
	slides bool
	// twoWays says that two of its alternatives match the same character.
	twoWays bool
	// single says that it matches exactly one character, of chars. Otherwise chars holds every character it may match.
	single bool
	chars  charset
	// must are characters that it cannot match without, as far as noted: they separate the rounds of a repeat from what
	// slides, when it cannot match them.
	must  [4]charset
	musts int
}

func (p *part) require(c charset) {
	if p.musts < len(p.must) {
		p.must[p.musts] = c
		p.musts++
	}
}

// charset is a set of the ASCII characters; other stands for all the rest.
type charset struct {
	lo, hi uint64
	other  bool
}

func (c *charset) add(b byte) {
	switch {
	case b < 64:
		c.lo |= 1 << b
	case b < 128:
		c.hi |= 1 << (b - 64)
	}
}

func (c *charset) addRange(from, to rune) {
	for r := from; r <= to && r < 128; r++ {
		c.add(byte(r))
	}
	c.other = c.other || to >= 128
}

func (c *charset) union(d charset) {
	c.lo, c.hi, c.other = c.lo|d.lo, c.hi|d.hi, c.other || d.other
}

func (c charset) not() charset { return charset{^c.lo, ^c.hi, !c.other} }

func (c charset) meets(d charset) bool {
	return c.lo&d.lo != 0 || c.hi&d.hi != 0 || c.other && d.other
}

type patternParser struct {
	src   string
	pos   int
	found bool
}

func (p *patternParser) more() bool { return p.pos < len(p.src) }

// alternatives reads up to a closing parenthesis or the end.
func (p *patternParser) alternatives(depth int) part {
	var out part
	var singles []charset
	for first := true; ; first = false {
		s, single := p.sequence(depth)
		if first {
			out.must, out.musts = s.must, s.musts
		} else {
			out.musts = 0
		}
		out.nullable = out.nullable || s.nullable
		out.slides = out.slides || s.slides
		out.twoWays = out.twoWays || s.twoWays
		if single {
			for _, c := range singles {
				out.twoWays = out.twoWays || c.meets(s.chars)
			}
			if len(singles) < 64 {
				singles = append(singles, s.chars)
			}
		}
		out.single = first && single
		out.chars.union(s.chars)
		if !p.more() || p.src[p.pos] != '|' {
			return out
		}
		p.pos++
	}
}

// sequence reads up to the next | or ). single says that it is one character.
func (p *patternParser) sequence(depth int) (out part, single bool) {
	out.nullable = true
	n, slides := 0, false
	var sliding charset
	for p.more() && p.src[p.pos] != '|' && p.src[p.pos] != ')' {
		q := p.quantified(depth)
		n++
		single = n == 1 && q.single
		out.chars.union(q.chars)
		out.twoWays = out.twoWays || q.twoWays
		out.nullable = out.nullable && q.nullable
		if q.slides {
			slides = true
			sliding.union(q.chars)
		} else if !q.nullable {
			for _, c := range q.must[:q.musts] {
				out.require(c)
			}
		}
	}
	out.slides = slides
	for _, c := range out.must[:out.musts] {
		if !c.meets(sliding) {
			out.slides = false // a separator
		}
	}
	out.single = single
	return out, single
}

// quantified reads one atom and its quantifier.
func (p *patternParser) quantified(depth int) part {
	a := p.atom(depth)
	if !p.more() {
		return a
	}
	low, high := 1, 1 // high -1: without end
	switch p.src[p.pos] {
	case '*':
		low, high = 0, -1
		p.pos++
	case '+':
		high = -1
		p.pos++
	case '?':
		low = 0
		p.pos++
	case '{':
		end := strings.IndexByte(p.src[p.pos:], '}')
		if end < 0 {
			return a
		}
		from, to, isRange := strings.Cut(p.src[p.pos+1:p.pos+end], ",")
		n, err := strconv.Atoi(from)
		if err != nil {
			return a
		}
		low, high = n, n
		if isRange {
			high = -1
			if m, err := strconv.Atoi(to); err == nil {
				high = m
			}
		}
		p.pos += end + 1
	default:
		return a
	}
	if p.more() && p.src[p.pos] == '?' {
		p.pos++
	}
	many := high < 0 || high >= 16
	if many && (a.slides || a.twoWays) {
		p.found = true
	}
	out := part{nullable: a.nullable || low == 0, slides: a.slides || many, twoWays: a.twoWays, chars: a.chars}
	if low > 0 {
		out.must, out.musts = a.must, a.musts
	}
	return out
}

// atom reads a group, a class or a character.
func (p *patternParser) atom(depth int) part {
	c := p.src[p.pos]
	p.pos++
	switch c {
	case '(':
		look := false
		if rest := p.src[p.pos:]; strings.HasPrefix(rest, "?") {
			switch {
			case strings.HasPrefix(rest, "?="), strings.HasPrefix(rest, "?!"):
				look = true
				p.pos += 2
			case strings.HasPrefix(rest, "?<="), strings.HasPrefix(rest, "?<!"):
				look = true
				p.pos += 3
			case strings.HasPrefix(rest, "?<"):
				if end := strings.IndexByte(rest, '>'); end > 0 {
					p.pos += end + 1
				}
			default:
				p.pos += min(2, len(rest))
			}
		}
		if depth >= maxPatternDepth {
			p.pos = len(p.src)
			return part{}
		}
		g := p.alternatives(depth + 1)
		if p.more() {
			p.pos++ // )
		}
		if look {
			return part{nullable: true}
		}
		return g
	case '[':
		return character(p.class())
	case '.':
		var line charset
		line.add('\n')
		line.add('\r')
		return character(line.not())
	case '^', '$':
		return part{nullable: true}
	case '\\':
		set, _, zeroWidth := p.escape()
		if zeroWidth {
			return part{nullable: true}
		}
		return character(set)
	}
	var set charset
	set.addRange(rune(c), rune(c))
	return character(set)
}

func character(c charset) part {
	return part{single: true, chars: c, must: [4]charset{c}, musts: 1}
}

// escape reads what follows a backslash. r is the character when it is a single one, else -1.
func (p *patternParser) escape() (set charset, r rune, zeroWidth bool) {
	if !p.more() {
		return set, -1, true
	}
	c := p.src[p.pos]
	p.pos++
	switch c {
	case 'b', 'B':
		return set, '\b', true // a backspace in a class
	case 'd':
		set.addRange('0', '9')
		return set, -1, false
	case 'D':
		set.addRange('0', '9')
		return set.not(), -1, false
	case 'w', 'W':
		set.addRange('0', '9')
		set.addRange('a', 'z')
		set.addRange('A', 'Z')
		set.add('_')
		if c == 'W' {
			set = set.not()
		}
		return set, -1, false
	case 's', 'S':
		for _, b := range []byte(" \t\n\r\v\f") {
			set.add(b)
		}
		if c == 'S' {
			set = set.not()
		}
		return set, -1, false
	case 'p', 'P', 'k':
		// Names and properties: taken for characters beyond ASCII, which can only miss an overlap.
		if p.more() && (p.src[p.pos] == '{' || p.src[p.pos] == '<') {
			if end := strings.IndexAny(p.src[p.pos:], "}>"); end > 0 {
				p.pos += end + 1
			}
		}
		set.other = c != 'k'
		return set, -1, false
	case 'x':
		r = p.hex(2)
	case 'u':
		r = p.hex(4)
	case 'c':
		if p.more() {
			r = rune(p.src[p.pos] & 31)
			p.pos++
		}
	case 'n':
		r = '\n'
	case 'r':
		r = '\r'
	case 't':
		r = '\t'
	case 'v':
		r = '\v'
	case 'f':
		r = '\f'
	case '0':
		r = 0
	default:
		if c >= '1' && c <= '9' { // a reference back matches nobody knows what
			return set, -1, false
		}
		r = rune(c)
	}
	set.addRange(r, r)
	return set, r, false
}

// hex reads n hexadecimal digits, or any number in braces.
func (p *patternParser) hex(n int) (r rune) {
	braces := n == 4 && p.more() && p.src[p.pos] == '{'
	if braces {
		p.pos++
		n = 8
	}
	for ; n > 0 && p.more() && isHex(p.src[p.pos]); n-- {
		digit, _ := strconv.ParseUint(p.src[p.pos:p.pos+1], 16, 8)
		r = r<<4 | rune(digit)
		p.pos++
	}
	if braces && p.more() && p.src[p.pos] == '}' {
		p.pos++
	}
	return r & 0x1fffff
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// class reads a character class after its [.
func (p *patternParser) class() charset {
	var set charset
	negated := p.more() && p.src[p.pos] == '^'
	if negated {
		p.pos++
	}
	for p.more() && p.src[p.pos] != ']' {
		from, set2 := p.member()
		if from < 0 || p.pos+1 >= len(p.src) || p.src[p.pos] != '-' || p.src[p.pos+1] == ']' {
			set.union(set2)
			continue
		}
		p.pos++
		if to, set3 := p.member(); to >= from {
			set.addRange(from, to)
		} else {
			set.union(set2)
			set.union(set3)
		}
	}
	if p.more() {
		p.pos++
	}
	if negated {
		return set.not()
	}
	return set
}

// member reads one character or escape of a class; r is -1 when it is a set.
func (p *patternParser) member() (r rune, set charset) {
	c := p.src[p.pos]
	p.pos++
	if c == '\\' {
		set, r, _ = p.escape()
		if r == '\b' {
			set.add('\b')
		}
		return r, set
	}
	if c >= 0x80 { // of characters beyond ASCII only that they are
		set.other = true
		for p.more() && p.src[p.pos] >= 0x80 && p.src[p.pos] < 0xc0 {
			p.pos++
		}
		return 0x80, set
	}
	set.add(c)
	return rune(c), set
}
