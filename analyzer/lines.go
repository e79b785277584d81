// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"sort"
	"unicode/utf8"
)

// block is the distance between two marks of a lineIndex, in bytes.
const block = 1024

// lineIndex turns byte offsets into lines and columns. Lines end at LF, CR, CR LF, U+2028 and U+2029.
type lineIndex struct {
	src string
	// starts are the offsets at which lines begin.
	starts []int
	// marks[i] is the number of UTF-16 code units before byte i*block; nil when the source is ASCII.
	marks []int
}

func newLineIndex(src string) *lineIndex {
	x := &lineIndex{src: src, starts: []int{0}}
	ascii := true
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\n', c == '\r' && (i+1 == len(src) || src[i+1] != '\n'):
			x.starts = append(x.starts, i+1)
		case c >= utf8.RuneSelf:
			ascii = false
			if c == 0xe2 && i+2 < len(src) && src[i+1] == 0x80 && (src[i+2] == 0xa8 || src[i+2] == 0xa9) {
				x.starts = append(x.starts, i+3)
			}
		}
	}
	if ascii {
		return x
	}
	units := 0
	for i := 0; i < len(src); i++ {
		if i%block == 0 {
			x.marks = append(x.marks, units)
		}
		units += unitsOf(src[i])
	}
	return x
}

// unitsOf returns how many UTF-16 code units end with the UTF-8 byte c leading: two for a lead byte of four, none for
// a continuation.
func unitsOf(c byte) int {
	switch {
	case c >= 0xf0:
		return 2
	case c >= 0x80 && c < 0xc0:
		return 0
	}
	return 1
}

// units returns the number of UTF-16 code units before offset.
func (x *lineIndex) units(offset int) int {
	if len(x.marks) == 0 {
		return offset
	}
	m := min(offset/block, len(x.marks)-1)
	n := x.marks[m]
	for i := m * block; i < offset; i++ {
		n += unitsOf(x.src[i])
	}
	return n
}

// position returns the line and column of offset, which is brought into the source's bounds.
func (x *lineIndex) position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(x.src))
	line = sort.SearchInts(x.starts, offset+1)
	return line, x.units(offset) - x.units(x.starts[line-1]) + 1
}

// span returns the Range of the bytes from start to end.
func (x *lineIndex) span(start, end int) Range {
	start = min(max(start, 0), len(x.src))
	end = min(max(end, start), len(x.src))
	r := Range{Start: start, End: end}
	r.Line, r.Column = x.position(start)
	r.EndLine, r.EndColumn = x.position(end)
	return r
}
