// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"math"
)

// What is being looked at stands on a stack. Something that is met again while it stands there is unknown for the
// moment, and everything above it that saw it so is provisional: good enough within the same question, and looked at
// once more when another question asks for it. Two looks are all that anything gets, so that the work stays linear.
const (
	unseen uint8 = iota
	busy
	ready
	// stale marks a provisional value.
	stale
	// guessed marks what a guess ran out of fuel over. It will do for guesses.
	guessed
)

// nobody is the lowest place on the stack that was met again when none was.
const nobody = math.MaxInt32

// look is what is known of one thing: where on the stack it stands while it is busy, and in which question it was made
// when it is stale.
type look struct {
	v     *value
	at    int32
	state uint8
}

// begin puts something on the stack.
func (e *evaluator) begin(l *look) (again bool, met int32) {
	if e.stack == 0 {
		e.question++
	}
	e.stack++
	again, met = l.state == stale, e.met
	l.state, l.at, e.met = busy, e.stack, nobody
	return again, met
}

// end takes it off again with its value.
func (e *evaluator) end(l *look, v *value, again bool, met int32) *value {
	l.v, l.state = v, ready
	if e.poor {
		l.state = guessed
	}
	if e.met < e.stack {
		if !again && !e.poor {
			l.state, l.at = stale, e.question
		}
		met = min(met, e.met)
	}
	e.met = met
	e.stack--
	return v
}

// known answers from an earlier look, if that is good enough.
func (e *evaluator) known(l *look) (*value, bool) {
	switch l.state {
	case ready:
		return l.v, true
	case busy:
		e.met = min(e.met, l.at)
		return nil, true
	case guessed:
		if e.limit > 0 {
			e.poor = true
			return l.v, true
		}
	case stale:
		if e.stack > 0 && l.at == e.question {
			e.met = min(e.met, 1)
			return l.v, true
		}
	}
	return nil, false
}

// beyond notes that a bound of depth was hit, which another question may not hit.
func (e *evaluator) beyond() *value {
	e.met = min(e.met, 1)
	return nil
}

// frame is one call of a function of the program: what is known of its arguments.
type frame struct {
	fn    int32
	args  []*value
	more  bool
	this  *value
	outer *frame
	names table
	nodes table
}

// table maps few ids to values, and many if need be.
type table struct {
	ids    []int32
	values []*value
	index  map[int32]int32
}

// indexed is the size from which a table is not searched any more.
const indexed = 16

func (t *table) find(id int32) (int, bool) {
	if t.index != nil {
		i, ok := t.index[id]
		return int(i), ok
	}
	for i, have := range t.ids {
		if have == id {
			return i, true
		}
	}
	return 0, false
}

func (t *table) get(id int32) (*value, bool) {
	if i, ok := t.find(id); ok {
		return t.values[i], true
	}
	return nil, false
}

// put adds an id that the table does not have and returns its place.
func (t *table) put(id int32) int {
	at := len(t.ids)
	t.ids = append(t.ids, id)
	t.values = append(t.values, nil)
	switch {
	case t.index != nil:
		t.index[id] = int32(at)
	case len(t.ids) > indexed:
		t.index = make(map[int32]int32, 4*indexed)
		for i, id := range t.ids {
			t.index[id] = int32(i)
		}
	}
	return at
}

// callKey tells calls apart, as far as a digest of what they pass can.
type callKey struct {
	frame  *frame
	digest uint64
	fn     int32
}

// callLook is a call with exactly what it passed.
type callLook struct {
	look
	args arguments
	this *value
}

func keyOf(a *atom, args arguments, this *value) callKey {
	h := uint64(14695981039346656037)
	mix := func(n uint64) { h = (h ^ n) * 1099511628211; h ^= h >> 29 }
	mix(uint64(len(args.list)))
	for _, v := range args.list {
		v.digest(mix)
	}
	this.digest(mix)
	if args.more {
		mix(1)
	}
	return callKey{frame: a.frame(), fn: a.id, digest: h}
}

// digest mixes what tells v apart from others; strings by their ends, since equality is checked behind it.
func (v *value) digest(mix func(uint64)) {
	if v == nil {
		mix(0)
		return
	}
	mix(uint64(len(v.atoms))<<1 | 1)
	for i := range v.atoms {
		a := &v.atoms[i]
		mix(uint64(a.k) | uint64(uint32(a.id))<<8)
		mix(uint64(uint32(a.node)) | uint64(len(a.s))<<32)
		mix(math.Float64bits(a.n))
		for j := 0; j < len(a.s) && j < 16; j++ {
			mix(uint64(a.s[j])<<8 | uint64(a.s[len(a.s)-1-j]))
		}
	}
}

// equal says whether two values are the same for whoever takes them.
func (v *value) equal(w *value) bool {
	if v == w {
		return true
	}
	if v == nil || w == nil || v.open != w.open || len(v.atoms) != len(w.atoms) {
		return false
	}
	for i := range v.atoms {
		if a, b := &v.atoms[i], &w.atoms[i]; a.loose != b.loose || !a.same(b) {
			return false
		}
	}
	return true
}

func (l *callLook) of(args arguments, this *value) bool {
	if l.args.more != args.more || len(l.args.list) != len(args.list) || !l.this.equal(this) {
		return false
	}
	for i, v := range args.list {
		if !l.args.list[i].equal(v) {
			return false
		}
	}
	return true
}
