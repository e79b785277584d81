// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"context"
	"sync/atomic"
	"time"
)

// queue lets a bounded number of holders in and a bounded number wait a bounded time. It is safe for concurrent use.
type queue struct {
	slots   chan struct{}
	waiting atomic.Int64
	max     int64
	wait    time.Duration
}

// newQueue returns a queue of size holders at once and max waiting ones, each for at most wait.
func newQueue(size, max int, wait time.Duration) *queue {
	return &queue{slots: make(chan struct{}, size), max: int64(max), wait: wait}
}

// enter waits for a slot and returns how to leave it. The error is a *Rejection.
func (q *queue) enter(ctx context.Context) (leave func(), err error) {
	select {
	case q.slots <- struct{}{}:
		return q.leave, nil
	default:
	}
	if q.waiting.Add(1) > q.max {
		q.waiting.Add(-1)
		return nil, busy("the queue is full", q.wait)
	}
	defer q.waiting.Add(-1)
	timer := time.NewTimer(q.wait)
	defer timer.Stop()
	select {
	case q.slots <- struct{}{}:
		return q.leave, nil
	case <-timer.C:
		return nil, busy("no worker became free in time", q.wait)
	case <-ctx.Done():
		return nil, cancelled(ctx)
	}
}

func (q *queue) leave() { <-q.slots }

// depth returns how many wait, and inside how many are in.
func (q *queue) depth() int  { return int(q.waiting.Load()) }
func (q *queue) inside() int { return len(q.slots) }

func busy(message string, wait time.Duration) *Rejection {
	return &Rejection{Code: CodeBusy, Message: message, RetryAfter: max(wait, time.Second)}
}
