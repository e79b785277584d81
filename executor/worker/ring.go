// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"io"
	"strings"
	"sync"
)

// ringSize is how much of a worker's standard error is kept: the end, which is where a Go program says why it died.
const ringSize = 4 << 10

// ring keeps the end of a stream.
type ring struct {
	mu     sync.Mutex
	kept   []byte
	filled chan struct{}
}

func newRing() *ring { return &ring{filled: make(chan struct{})} }

// fill reads until the stream ends, however much comes.
func (r *ring) fill(from io.Reader) {
	defer close(r.filled)
	var buf [1 << 10]byte
	for {
		n, err := from.Read(buf[:])
		r.mu.Lock()
		r.kept = append(r.kept, buf[:n]...)
		if over := len(r.kept) - ringSize; over > 0 {
			r.kept = append(r.kept[:0], r.kept[over:]...)
		}
		r.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// reset forgets what was kept.
func (r *ring) reset() {
	r.mu.Lock()
	r.kept = r.kept[:0]
	r.mu.Unlock()
}

// String returns what is kept, as valid text.
func (r *ring) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.TrimSpace(strings.ToValidUTF8(string(r.kept), "?"))
}
