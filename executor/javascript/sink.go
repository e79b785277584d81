// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// shortString is up to how many UTF-16 units a string is converted in one go; a longer one is read in pieces, so that
// showing it needs no copy of it and can be given up.
const shortString = 16 << 10

// sink takes text, keeps the first bytes of it and counts the rest, up to a total at which it is over and wants no more.
type sink struct {
	buf   []byte
	keep  int64
	total int64
	limit int64
	cut   bool
}

func newSink(keep, limit int64) *sink { return &sink{keep: keep, limit: limit} }

// over says that more was written than the writer may go on with.
func (w *sink) over() bool { return w.total > w.limit }

// text returns what was kept.
func (w *sink) text() string { return string(w.buf) }

func (w *sink) str(s string) {
	w.total += int64(len(s))
	if w.cut {
		return
	}
	if room := w.keep - int64(len(w.buf)); int64(len(s)) > room {
		s = clip(s, int(max(room, 0)))
		w.cut = true
	}
	w.buf = append(w.buf, s...)
}

// jsString writes a string of the program; lone surrogates become U+FFFD.
func (w *sink) jsString(s goja.String) {
	w.pieces(s, func(piece string) { w.str(piece) })
}

// quoted writes s as a JSON string.
func (w *sink) quoted(s goja.String) {
	w.str(`"`)
	w.pieces(s, func(piece string) { w.escaped(piece) })
	w.str(`"`)
}

// pieces calls f with s, whole or in pieces, until the sink is over.
func (w *sink) pieces(s goja.String, f func(string)) {
	if s.Length() <= shortString {
		f(s.String())
		return
	}
	reader := s.Reader()
	piece := make([]byte, 0, shortString+utf8.UTFMax)
	for !w.over() {
		c, _, err := reader.ReadRune()
		if err == io.EOF {
			break
		}
		if err != nil {
			c = utf8.RuneError
		}
		if piece = utf8.AppendRune(piece, c); len(piece) >= shortString {
			f(string(piece))
			piece = piece[:0]
		}
	}
	f(string(piece))
}

// escaped writes s as the inside of a JSON string, escaped as JSON.stringify does.
func (w *sink) escaped(s string) {
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		w.str(s[start:i])
		start = i + 1
		switch c {
		case '"', '\\':
			w.str("\\" + string(rune(c)))
		case '\b':
			w.str(`\b`)
		case '\t':
			w.str(`\t`)
		case '\n':
			w.str(`\n`)
		case '\f':
			w.str(`\f`)
		case '\r':
			w.str(`\r`)
		default:
			w.str(fmt.Sprintf(`\u%04x`, c))
		}
	}
	w.str(s[start:])
}
