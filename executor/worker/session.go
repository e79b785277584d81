// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Session is the use of one worker by one caller. Values that tasks keep in State live as long as it.
type Session struct {
	pool  *Pool
	proc  *process
	class Class
	id    uint64

	mu      sync.Mutex
	calling bool
	closed  bool
	retire  bool // the worker must not serve another session
	clean   bool // the worker must be cleaned before it does
}

// Call has the worker carry out a task and returns its reply. emit receives each chunk that the task emits, in order, from
// the goroutine of Call; it must not block for long and not keep the slice. emit may be nil: chunks are then dropped.
//
// When ctx is done the call is taken back: the task's context ends, and the process is killed if the task does not return. A
// call that ended any other way than by an orderly reply in time returns an *Ended, together with the reply if the task managed
// to give one after it was taken back. Call returns only when the task has stopped: after an *Ended its process is gone. Other
// errors: *TaskError, and ErrLimits, ErrClosed, ErrInUse before anything was done. One call at a time.
func (s *Session) Call(ctx context.Context, task string, payload []byte, lim CallLimits, emit func([]byte)) (Reply, error) {
	p := s.proc
	lim, err := p.cfg.limits(lim)
	if err != nil {
		return Reply{}, err
	}
	if len(payload) > p.cfg.MaxFrame || len(task) > 255 {
		return Reply{}, fmt.Errorf("%w: payload of %d bytes, at most %d", ErrLimits, len(payload), p.cfg.MaxFrame)
	}
	if err := s.begin(); err != nil {
		return Reply{}, err
	}
	defer s.finish()
	if err := ctx.Err(); err != nil {
		return Reply{}, &Ended{Cause: Cancelled, Message: "taken back before it began", Err: context.Cause(ctx)}
	}

	id := p.beginCall()
	defer p.endCall()
	start := time.Now()
	hard := lim.Wall + graceWorker
	deadline := time.AfterFunc(hard, func() { p.killCall(id, Timeout, fmt.Sprintf("longer than %v", lim.Wall), nil) })
	defer deadline.Stop()
	unwatch := context.AfterFunc(ctx, func() {
		time.AfterFunc(graceWorker, func() { p.killCall(id, Cancelled, "the caller took the call back", context.Cause(ctx)) })
		// A cancel that comes late names a call that is over, and is ignored.
		_ = p.write(encodeID(kindCancel, id), time.Now().Add(graceWorker))
	})
	defer unwatch()

	call := callFrame{id: id, session: s.id, limits: lim, task: task, payload: payload}
	if err := p.write(call.encode(), start.Add(hard)); err != nil {
		s.retire = true
		p.kill(Lost, "the worker process did not take the call", nil)
		return Reply{}, p.classify(lim.Memory, Usage{Wall: time.Since(start)})
	}
	reply, err := s.receive(id, lim, start, emit)
	var ended *Ended
	switch {
	case ctx.Err() == nil:
	case err == nil && s.retire:
		// The task saw that it was taken back and answered nevertheless.
		p.kill(Cancelled, "the caller took the call back", context.Cause(ctx))
		err = p.classify(lim.Memory, reply.Usage)
	case errors.As(err, &ended) && ended.Cause == Cancelled && ended.Err == nil:
		ended.Err = context.Cause(ctx)
	}
	return reply, err
}

// receive reads frames until the call is over.
func (s *Session) receive(id uint64, lim CallLimits, start time.Time, emit func([]byte)) (Reply, error) {
	p := s.proc
	var emitted int64
	for {
		kind, body, err := readFrame(p.frames, p.cfg.MaxFrame+frameSlack)
		if err != nil {
			s.retire = true
			if errors.Is(err, errFrame) {
				p.kill(Protocol, err.Error(), nil)
			}
			return Reply{}, p.classify(lim.Memory, Usage{Wall: time.Since(start)})
		}
		switch kind {
		case kindEmit:
			got, chunk, err := decodeID(body)
			if err != nil || got != id {
				return s.oddity("a chunk of another call", lim, start)
			}
			if emitted += max(int64(len(chunk)), 64); emitted > p.cfg.MaxEmit {
				s.retire = true
				p.kill(Output, fmt.Sprintf("more than %d bytes of output", p.cfg.MaxEmit), nil)
				return Reply{}, p.classify(lim.Memory, Usage{Wall: time.Since(start)})
			}
			if emit != nil {
				emit(chunk)
			}
		case kindReply, kindError, kindEnded:
			h, payload, err := decodeReply(body)
			if err != nil || h.id != id {
				return s.oddity("a reply to another call", lim, start)
			}
			if kind == kindEnded {
				return s.ended(h, payload, lim, start)
			}
			p.cpu = h.total
			s.retire = s.retire || h.flags&flagRetire != 0
			s.clean = s.clean || h.flags&flagClean != 0
			if kind == kindError {
				return Reply{}, &TaskError{Message: string(payload), Usage: h.usage}
			}
			return Reply{Payload: payload, Usage: h.usage}, nil
		default:
			return s.oddity(fmt.Sprintf("a frame of kind %q", kind), lim, start)
		}
	}
}

// ended handles the worker's own word that it ends.
func (s *Session) ended(h replyHeader, message []byte, lim CallLimits, start time.Time) (Reply, error) {
	p := s.proc
	cause, ok := endedCauses[h.flags]
	if !ok {
		return s.oddity("an end without a cause", lim, start)
	}
	s.retire = true
	if !p.awaitExit(graceWorker) {
		p.kill(cause, string(message), nil)
	}
	e := p.classify(lim.Memory, h.usage)
	if p.gone() {
		// The worker's word is more exact than an order to kill that came at the same moment.
		e.Cause, e.Message = cause, string(message)
	}
	return Reply{}, e
}

// oddity kills a worker that sent what it never should.
func (s *Session) oddity(what string, lim CallLimits, start time.Time) (Reply, error) {
	s.retire = true
	s.proc.kill(Protocol, "the worker sent "+what, nil)
	return Reply{}, s.proc.classify(lim.Memory, Usage{Wall: time.Since(start)})
}

// begin claims the session for a call.
func (s *Session) begin() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return ErrClosed
	case s.calling:
		return ErrInUse
	}
	s.calling = true
	return nil
}

// finish gives the worker back when the session was closed during the call.
func (s *Session) finish() {
	s.mu.Lock()
	s.calling = false
	closed := s.closed
	s.mu.Unlock()
	if closed {
		s.pool.release(s)
	}
}

// Close ends the session: what tasks kept is dropped, and the worker goes back to the pool or, after anything abnormal, away.
// A call under way is cancelled by killing the worker, and returns soon after. Close does not wait for either. It may be
// called more than once.
func (s *Session) Close() {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.closed = true
	calling := s.calling
	if calling {
		// With the lock held: the call cannot end and the worker not be in other hands meanwhile.
		s.proc.kill(Cancelled, "the session was closed", ErrClosed)
	}
	s.mu.Unlock()
	if !calling {
		s.pool.release(s)
	}
}
