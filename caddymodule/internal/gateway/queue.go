// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// queue lets a bounded number of holders in and a bounded number wait a bounded time. No single client may take every
// place, nor every place to wait: the last one of each is always for somebody else. It is safe for concurrent use.
type queue struct {
	slots   chan struct{}
	waiting atomic.Int64
	max     int64
	wait    time.Duration

	mu     sync.Mutex
	shares map[string]*share
}

// share is what one client holds.
type share struct {
	slots   chan struct{}
	holders int // those in and those that wait; guarded by queue.mu
}

// newQueue returns a queue of size holders at once and max waiting ones, each for at most wait.
func newQueue(size, max int, wait time.Duration) *queue {
	return &queue{slots: make(chan struct{}, size), max: int64(max), wait: wait, shares: map[string]*share{}}
}

// enter waits for a slot and returns how to leave it. client names who asks; the empty name has no share to exceed.
// The error is a *Rejection.
func (q *queue) enter(ctx context.Context, client string) (leave func(), err error) {
	mine, err := q.join(client)
	if err != nil {
		return nil, err
	}
	leave = func() { q.leave(client, mine) }
	if tryEnter(mine.slots) {
		if tryEnter(q.slots) {
			return leave, nil
		}
		<-mine.slots
	}
	if q.waiting.Add(1) > q.max {
		q.waiting.Add(-1)
		q.part(client, mine)
		return nil, busy("the queue is full", q.wait)
	}
	defer q.waiting.Add(-1)
	timer := time.NewTimer(q.wait)
	defer timer.Stop()
	// First a place in the client's own share, then one among all: who waits for the first keeps nobody from the second.
	for _, slots := range []chan struct{}{mine.slots, q.slots} {
		select {
		case slots <- struct{}{}:
			continue
		case <-timer.C:
			err = busy("no worker became free in time", q.wait)
		case <-ctx.Done():
			err = cancelled(ctx)
		}
		if slots == q.slots {
			<-mine.slots
		}
		q.part(client, mine)
		return nil, err
	}
	return leave, nil
}

func tryEnter(slots chan struct{}) bool {
	select {
	case slots <- struct{}{}:
		return true
	default:
		return false
	}
}

// join counts a client that wants in.
func (q *queue) join(client string) (*share, error) {
	places := cap(q.slots)
	if client == "" || places == 1 {
		// Nobody to tell apart, or nothing to share.
		return &share{slots: make(chan struct{}, 1)}, nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	s := q.shares[client]
	if s == nil {
		s = &share{slots: make(chan struct{}, places-1)}
		q.shares[client] = s
	}
	if int64(s.holders) >= int64(places-1)+max(1, q.max-1) {
		return nil, busy("this client has too many submissions waiting", q.wait)
	}
	s.holders++
	return s, nil
}

// part forgets what join counted.
func (q *queue) part(client string, s *share) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if s.holders--; s.holders == 0 && q.shares[client] == s {
		delete(q.shares, client)
	}
}

func (q *queue) leave(client string, s *share) {
	<-q.slots
	<-s.slots
	q.part(client, s)
}

// depth returns how many wait, and inside how many are in.
func (q *queue) depth() int  { return int(q.waiting.Load()) }
func (q *queue) inside() int { return len(q.slots) }

func busy(message string, wait time.Duration) *Rejection {
	return &Rejection{Code: CodeBusy, Message: message, RetryAfter: max(wait, time.Second)}
}
