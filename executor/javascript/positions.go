// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// positions translates the engine's places into the caller's: the engine counts bytes in the text it was given, callers
// see lines and UTF-16 columns in the source they sent.
type positions struct {
	// file is the engine's text and source the caller's, which begins shift bytes into it.
	file, source string
	shift        int

	once                    sync.Once
	fileStarts, sourceStart []int
}

// at returns line and column, both from 1, of one of the engine's places; zeros when it has none.
func (p *positions) at(pos file.Position) (line, column int) {
	p.init()
	if pos.Line < 1 || pos.Line > len(p.fileStarts) {
		return 0, 0
	}
	return p.offset(p.fileStarts[pos.Line-1] + pos.Column - 1)
}

// offset returns line and column of a byte of the engine's text. A place in the wrapper is that of the nearest byte of
// the source.
func (p *positions) offset(o int) (line, column int) {
	p.init()
	o = min(max(o-p.shift, 0), len(p.source))
	line = sort.SearchInts(p.sourceStart, o+1)
	return line, utf16Len(p.source[p.sourceStart[line-1]:o]) + 1
}

func (p *positions) init() {
	p.once.Do(func() {
		p.fileStarts = lineStarts(p.file)
		p.sourceStart = p.fileStarts
		if p.file != p.source {
			p.sourceStart = lineStarts(p.source)
		}
	})
}

// frames returns the frames of a stack that are in the program, at most executor.MaxStackFrames.
func (p *positions) frames(stack []goja.StackFrame) []executor.StackFrame {
	var frames []executor.StackFrame
	for i := range stack {
		f := &stack[i]
		if f.SrcName() == preludeName {
			continue
		}
		pos := f.Position()
		if pos.Line == 0 {
			continue
		}
		frame := executor.StackFrame{Function: clip(f.FuncName(), 200)}
		if frame.Function == "<anonymous>" {
			frame.Function = ""
		}
		frame.Line, frame.Column = p.at(pos)
		frames = append(frames, frame)
		if len(frames) == executor.MaxStackFrames {
			break
		}
	}
	return frames
}

// lineStarts returns the offset of the first byte of each line, where lines end as JavaScript says.
func lineStarts(s string) []int {
	starts := []int{0}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			starts = append(starts, i+1)
		case '\n':
			starts = append(starts, i+1)
		case 0xe2:
			if strings.HasPrefix(s[i:], "\u2028") || strings.HasPrefix(s[i:], "\u2029") {
				i += 2
				starts = append(starts, i+1)
			}
		}
	}
	return starts
}

// utf16Len returns how many UTF-16 code units s has.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xffff {
			n++
		}
	}
	return n
}

// clip returns at most n bytes of s, cut between two characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
