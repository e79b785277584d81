// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"io"
	"strings"
	"sync"
)

// ringHalf is how much is kept of the beginning, where a Go program says why it died, and as much of the end.
const ringHalf = 2 << 10

// ring keeps beginning and end of a stream.
type ring struct {
	mu         sync.Mutex
	head, tail []byte
	filled     chan struct{}
}

func newRing() *ring { return &ring{filled: make(chan struct{})} }

// fill reads until the stream ends, however much comes.
func (r *ring) fill(from io.Reader) {
	defer close(r.filled)
	var buf [1 << 10]byte
	for {
		n, err := from.Read(buf[:])
		r.add(buf[:n])
		if err != nil {
			return
		}
	}
}

// add keeps what there is room for.
func (r *ring) add(b []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	room := min(len(b), ringHalf-len(r.head))
	r.head = append(r.head, b[:room]...)
	r.tail = append(r.tail, b[room:]...)
	if over := len(r.tail) - ringHalf; over > 0 {
		r.tail = append(r.tail[:0], r.tail[over:]...)
	}
}

// reset forgets what was kept.
func (r *ring) reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.head, r.tail = r.head[:0], r.tail[:0]
}

// String returns what is kept, as valid text.
func (r *ring) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	text := string(r.head)
	if len(r.tail) == ringHalf {
		text += " [...] "
	}
	return strings.TrimSpace(strings.ToValidUTF8(text+string(r.tail), "?"))
}
