// SPDX-License-Identifier: Apache-2.0

package runlog

import (
	"context"
	"sync"
)

// Memory is a Store that keeps the newest records in memory. It is safe for concurrent use.
type Memory struct {
	mu     sync.Mutex
	ring   []Record
	next   int
	full   bool
	closed bool
}

// DefaultMemoryRecords is how many records NewMemory keeps when it is asked for none.
const DefaultMemoryRecords = 1000

// NewMemory returns a store of the newest size records; size below 1 means DefaultMemoryRecords.
func NewMemory(size int) *Memory {
	if size < 1 {
		size = DefaultMemoryRecords
	}
	return &Memory{ring: make([]Record, size)}
}

// Append remembers r and forgets the oldest record when the store is full.
func (m *Memory) Append(_ context.Context, r Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	m.ring[m.next] = r
	m.next = (m.next + 1) % len(m.ring)
	m.full = m.full || m.next == 0
	return nil
}

// Recent returns at most n records, newest first.
func (m *Memory) Recent(_ context.Context, n int) ([]Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, ErrClosed
	}
	have := m.next
	if m.full {
		have = len(m.ring)
	}
	n = max(0, min(n, have))
	out := make([]Record, 0, n)
	for i := range n {
		out = append(out, m.ring[(m.next-1-i+len(m.ring))%len(m.ring)])
	}
	return out, nil
}

// Close forgets everything; later calls return ErrClosed.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	m.closed, m.ring = true, nil
	return nil
}

var _ Store = (*Memory)(nil)
