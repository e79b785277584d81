// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// What a JSON body may hold. The depth is far below what the recursive parsers of applications bear.
const (
	maxPointers   = 64
	maxJSONDepth  = 1000
	maxJSONTokens = 1_000_000
)

// pointer is a JSON Pointer in which a segment may be a star.
type pointer struct{ segments []segment }

type segment struct {
	name string
	// index is name read as an array index, -1 when it is none.
	index int
	star  bool
}

// parsePointer reads a JSON Pointer (RFC 6901); a segment that is `*` matches every element and every member.
func parsePointer(text string) (pointer, error) {
	if text == "" {
		return pointer{}, nil
	}
	if text[0] != '/' {
		return pointer{}, fmt.Errorf("%q is not a JSON Pointer: want a slash first", text)
	}
	var p pointer
	for _, raw := range strings.Split(text[1:], "/") {
		for i := 0; i < len(raw); i++ {
			if raw[i] == '~' && (i+1 == len(raw) || raw[i+1] != '0' && raw[i+1] != '1') {
				return pointer{}, fmt.Errorf("%q is not a JSON Pointer: a tilde is written ~0, a slash in a name ~1", text)
			}
		}
		name := strings.ReplaceAll(strings.ReplaceAll(raw, "~1", "/"), "~0", "~")
		s := segment{name: name, index: -1, star: raw == "*"}
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && strconv.Itoa(i) == name {
			s.index = i
		}
		p.segments = append(p.segments, s)
	}
	if len(p.segments) > maxJSONDepth {
		return pointer{}, fmt.Errorf("pointer of %d segments: want at most %d", len(p.segments), maxJSONDepth)
	}
	return p, nil
}

// json walks over the tokens of a document, without recursion, and finds what the pointers name.
//
// The whole document is read strictly: names given twice, invalid UTF-8, lone surrogates, a second value, comments and
// what else goes beyond the standard refuse it, since the application may read it otherwise than we do.
func (x *extraction) json(body []byte, f *finds) *refusal {
	text := bytes.TrimPrefix(body, byteOrderMark)
	w := jsonWalk{
		x:     x,
		finds: f,
		dec:   jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(!x.strict)),
	}
	return w.run()
}

// jsonWalk is one walk over one document.
type jsonWalk struct {
	x     *extraction
	finds *finds
	dec   *jsontext.Decoder
	// frames are the objects and arrays that are open, outermost first.
	frames []jsonFrame
	done   bool
}

type jsonFrame struct {
	array bool
	// wantName says that the next token of an object is a name.
	wantName bool
	// index counts the elements of an array that have begun.
	index int
	// name is the name of the member that is being read; set only in frames that a pointer may reach into.
	name string
	// active are the pointers, as bits, whose segments matched all the way to this frame.
	active uint64
	// member are the pointers that matched the name of the member being read.
	member uint64
	// list gathers the strings of an array that a pointer names; nil when none does.
	list *jsonList
	// owner says that the list ends with this frame.
	owner bool
}

// jsonList is an array at the end of a pointer: its strings may be pieces of one program.
type jsonList struct {
	where string
	parts []string
	bytes int
	outer *jsonList
}

func (w *jsonWalk) run() *refusal {
	for tokens := 0; ; tokens++ {
		token, err := w.dec.ReadToken()
		if errors.Is(err, io.EOF) && w.done {
			return nil
		}
		if err != nil {
			return jsonRefusal(err)
		}
		if tokens == maxJSONTokens {
			return refuse(reasonParse, "the JSON document has more than %d tokens", maxJSONTokens)
		}
		if w.done {
			return refuse(reasonParse, "the body holds more than one JSON value")
		}
		if err := w.token(token); err != nil {
			return err
		}
	}
}

// jsonRefusal tells names given twice from everything else that is not JSON.
func jsonRefusal(err error) *refusal {
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return refuse(reasonAmbiguous, "the JSON document gives a name twice in one object")
	}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) && syntax.Err != nil {
		// The decoder's own words about the kind of fault; its pointer and context would quote the body.
		return refuse(reasonParse, "the body is not strict JSON (byte %d)", syntax.ByteOffset)
	}
	return refuse(reasonParse, "the body is not strict JSON")
}

func (w *jsonWalk) token(token jsontext.Token) *refusal {
	var top *jsonFrame
	if n := len(w.frames); n > 0 {
		top = &w.frames[n-1]
	}
	kind := token.Kind()
	if kind == '}' || kind == ']' {
		return w.close(top)
	}
	if top != nil && top.wantName {
		return w.name(top, token)
	}

	reached := w.reached(top)
	hit := w.ends(reached)
	var list *jsonList
	if top != nil && top.array {
		list = top.list
	}
	switch kind {
	case '{', '[':
		if len(w.frames) == maxJSONDepth {
			return refuse(reasonParse, "the JSON document is nested deeper than %d levels", maxJSONDepth)
		}
		frame := jsonFrame{array: kind == '[', wantName: kind == '{', active: reached &^ hit}
		if frame.array {
			if frame.list = list; hit != 0 {
				frame.list, frame.owner = &jsonList{where: w.where(), outer: list}, true
			}
		}
		w.frames = append(w.frames, frame)
		return nil
	case '"':
		if hit != 0 || list != nil {
			if err := w.found(token.String(), list); err != nil {
				return err
			}
		}
	}
	w.ended()
	return nil
}

// reached returns the pointers that match the place of the value that begins now.
func (w *jsonWalk) reached(top *jsonFrame) uint64 {
	switch {
	case top == nil:
		return 1<<len(w.x.pointers) - 1
	case !top.array:
		return top.member
	}
	top.index++
	if top.active == 0 {
		return 0
	}
	depth := len(w.frames) - 1
	var mask uint64
	for i := range w.x.pointers {
		if top.active&(1<<i) != 0 {
			if s := &w.x.pointers[i].segments[depth]; s.star || s.index == top.index-1 {
				mask |= 1 << i
			}
		}
	}
	return mask
}

// ends returns those of the reached pointers that end at the value that begins now.
func (w *jsonWalk) ends(reached uint64) uint64 {
	if reached == 0 {
		return 0
	}
	var mask uint64
	for i := range w.x.pointers {
		if reached&(1<<i) != 0 && len(w.x.pointers[i].segments) == len(w.frames) {
			mask |= 1 << i
		}
	}
	return mask
}

// name takes the name of a member and finds the pointers that it matches.
func (w *jsonWalk) name(top *jsonFrame, token jsontext.Token) *refusal {
	top.wantName, top.member = false, 0
	if top.active == 0 {
		return nil
	}
	name := token.String()
	top.name = name
	if w.x.strict && name == "__proto__" {
		return refuse(reasonAmbiguous, "the JSON document has a member __proto__")
	}
	depth := len(w.frames) - 1
	for i := range w.x.pointers {
		if top.active&(1<<i) == 0 {
			continue
		}
		s := &w.x.pointers[i].segments[depth]
		switch {
		case s.star || s.name == name:
			top.member |= 1 << i
		case sameName(name, s.name):
			if w.x.strict {
				return refuse(reasonAmbiguous, "the JSON document has a member that may be taken for %q", s.name)
			}
			top.member |= 1 << i
		}
	}
	return nil
}

// found takes a string that a pointer names, or that stands in an array that one names.
func (w *jsonWalk) found(text string, list *jsonList) *refusal {
	for l := list; l != nil; l = l.outer {
		if l.bytes += len(text); len(l.parts) == maxSnippets || l.bytes > maxSnippetBytes {
			return refuse(reasonParse, "an array of code has more than %d strings or %d bytes", maxSnippets, maxSnippetBytes)
		}
		l.parts = append(l.parts, text)
	}
	return w.finds.add(w.where(), text)
}

func (w *jsonWalk) close(top *jsonFrame) *refusal {
	closed := *top
	w.frames = w.frames[:len(w.frames)-1]
	w.ended()
	if closed.owner && len(closed.list.parts) > 1 {
		return w.finds.addAll(closed.list.where, closed.list.parts)
	}
	return nil
}

// ended marks the end of a value: of a member's, or of the document.
func (w *jsonWalk) ended() {
	if n := len(w.frames); n == 0 {
		w.done = true
	} else if top := &w.frames[n-1]; !top.array {
		top.wantName = true
	}
}

// where returns the JSON Pointer of the value that begins now.
func (w *jsonWalk) where() string {
	var b strings.Builder
	b.WriteString("json:")
	for i := range w.frames {
		b.WriteByte('/')
		if f := &w.frames[i]; f.array {
			b.WriteString(strconv.Itoa(f.index - 1))
		} else {
			b.WriteString(pointerEscaper.Replace(f.name))
		}
		if b.Len() > maxWhere {
			break
		}
	}
	return b.String()
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")
