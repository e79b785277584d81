// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor/confine"
)

// Class says what a session is for.
type Class int

// The classes.
const (
	// Short sessions only do bounded, quick work.
	Short Class = iota
	// Long sessions may run until their limits. They may take all workers but two (at least one), so that a short one
	// does not wait until long ones end.
	Long
)

// backoff between attempts to start a worker after one died before it served.
const (
	backoffFirst = 100 * time.Millisecond
	backoffMost  = 10 * time.Second
)

// closePatience is how long Close waits for the last process.
const closePatience = 2 * time.Second

// Pool keeps workers ready. Safe for concurrent use.
type Pool struct {
	cfg     Config
	maxLong int
	ctx     context.Context // done when the pool closes
	cancel  context.CancelFunc
	slots   sync.WaitGroup

	mu       sync.Mutex
	closed   bool
	idle     []*process // the last one is taken first: its memory is warm
	all      map[*process]bool
	long     int // sessions of class Long
	busy     int
	failing  int // slots whose last attempt to start failed
	lastErr  error
	waiters  []*waiter
	sessions uint64
	status   Status
}

// waiter is a caller of Acquire in the queue.
type waiter struct {
	class Class
	got   chan result
}

type result struct {
	session *Session
	err     error
}

// Status is a look at a pool.
type Status struct {
	// Size is how many workers there should be, Ready how many are idle, Busy how many serve a session.
	Size  int `json:"size"`
	Ready int `json:"ready"`
	Busy  int `json:"busy"`
	// Waiting is how many callers wait for a worker.
	Waiting int `json:"waiting"`
	// Starts and Failures count started workers and attempts that failed; Recycled those that were replaced while
	// they could still serve; Kills those that ended any other way.
	Starts   int64 `json:"starts"`
	Failures int64 `json:"failures"`
	Recycled int64 `json:"recycled"`
	Kills    int64 `json:"kills"`
	// Sessions counts all sessions.
	Sessions uint64 `json:"sessions"`
	// Sandbox is the mode; Layers are those of the worker that started last.
	Sandbox confine.Mode   `json:"sandbox"`
	Layers  confine.Layers `json:"layers"`
	// Error is why the last attempt to start a worker failed; empty when one was started since.
	Error string `json:"error,omitempty"`
}

// Open starts a pool. It returns when the first worker is ready; the others follow. It fails when that one cannot be
// started or, in strict mode, is not confined: *UnconfinedError. Close must be called.
func Open(cfg Config) (*Pool, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("open worker pool: %w", err)
	}
	p := &Pool{cfg: cfg, maxLong: max(1, cfg.Size-2), all: map[*process]bool{}}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	first, err := startProcess(p.ctx, &p.cfg)
	if err != nil {
		p.cancel()
		return nil, fmt.Errorf("open worker pool: %w", err)
	}
	if off := first.layers.Off(); len(off) > 0 {
		cfg.Logger.Warn("workers are confined without some layers", "missing", off.String())
	}
	p.admit(first, nil, false)
	for i := range cfg.Size {
		p.slots.Add(1)
		if i == 0 {
			go p.keep(first)
		} else {
			go p.keep(nil)
		}
	}
	return p, nil
}

// keep fills one place of the pool for as long as the pool is open: it starts a worker, waits for its end, starts the next.
// proc is a worker that was admitted already, or nil.
func (p *Pool) keep(proc *process) {
	defer p.slots.Done()
	pause := backoffFirst
	failed := false
	for {
		var err error
		if proc == nil {
			if proc, err = startProcess(p.ctx, &p.cfg); !p.admit(proc, err, failed) {
				return
			}
			failed = err != nil
		}
		if failed {
			p.cfg.Logger.Error("a worker could not be started", "error", err, "retry_after", pause)
		} else {
			p.attend(proc)
			served := proc.sessions > 0 || time.Since(proc.ready) > backoffMost
			if p.ctx.Err() != nil {
				return
			}
			if served {
				pause, proc = backoffFirst, nil
				continue
			}
			p.cfg.Logger.Error("a worker ended before it served", "stderr", proc.stderr.String(), "retry_after", pause)
		}
		proc = nil
		timer := time.NewTimer(pause)
		select {
		case <-p.ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		pause = min(2*pause, backoffMost)
	}
}

// admit notes how an attempt to start a worker ended, and makes the worker ready. failed says that the attempt before had
// failed. It returns false when the pool is closed; the worker is gone then.
func (p *Pool) admit(proc *process, err error, failed bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if failed {
		p.failing--
	}
	switch {
	case p.closed:
		if err == nil {
			proc.kill(Cancelled, "the pool was closed", ErrClosed)
			proc.awaitExit(closePatience)
			proc.letGo()
		}
		return false
	case err != nil:
		p.failing++
		p.lastErr = err
		p.status.Failures++
		p.failWaiters()
	default:
		p.lastErr = nil
		p.status.Starts++
		p.status.Layers = proc.layers
		p.all[proc] = true
		p.idle = append(p.idle, proc)
		p.dispatch()
	}
	return true
}

// attend waits for the end of a worker and takes it off the lists.
func (p *Pool) attend(proc *process) {
	<-proc.exited
	p.mu.Lock()
	delete(p.all, proc)
	for i, idle := range p.idle {
		if idle == proc {
			p.idle = append(p.idle[:i], p.idle[i+1:]...)
			break
		}
	}
	if !p.closed && !(proc.state != nil && proc.state.Success()) {
		p.status.Kills++
	}
	p.mu.Unlock()
	proc.letGo()
}

// Acquire takes a worker for a session of class c, waiting for one in order of arrival as long as ctx allows. The session
// must be closed. Errors: ErrBusy, ErrClosed, ErrUnavailable with the reason, or the context's.
func (p *Pool) Acquire(ctx context.Context, c Class) (*Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("wait for a worker: %w", context.Cause(ctx))
	}
	p.mu.Lock()
	if err := p.refusal(); err != nil {
		p.mu.Unlock()
		return nil, err
	}
	w := &waiter{class: c, got: make(chan result, 1)}
	p.waiters = append(p.waiters, w)
	p.dispatch()
	if len(p.waiters) > p.cfg.Queue && p.waiting(w) {
		p.forget(w)
		p.mu.Unlock()
		return nil, ErrBusy
	}
	p.mu.Unlock()
	select {
	case r := <-w.got:
		return r.session, r.err
	case <-ctx.Done():
	}
	p.mu.Lock()
	p.forget(w)
	p.mu.Unlock()
	select {
	case r := <-w.got: // it came at the same moment
		if r.session != nil {
			r.session.Close()
		}
	default:
	}
	return nil, fmt.Errorf("wait for a worker: %w", context.Cause(ctx))
}

// refusal returns why there can be no worker, or nil.
func (p *Pool) refusal() error {
	switch {
	case p.closed:
		return ErrClosed
	case len(p.all) == 0 && p.failing == p.cfg.Size:
		return fmt.Errorf("%w: %w", ErrUnavailable, p.lastErr)
	}
	return nil
}

// waiting says whether w is still in the queue.
func (p *Pool) waiting(w *waiter) bool {
	for _, other := range p.waiters {
		if other == w {
			return true
		}
	}
	return false
}

// forget takes w out of the queue.
func (p *Pool) forget(w *waiter) {
	for i, other := range p.waiters {
		if other == w {
			p.waiters = append(p.waiters[:i], p.waiters[i+1:]...)
			return
		}
	}
}

// failWaiters tells everyone in the queue when no worker can be expected.
func (p *Pool) failWaiters() {
	err := p.refusal()
	if err == nil {
		return
	}
	for _, w := range p.waiters {
		w.got <- result{err: err}
	}
	p.waiters = nil
}

// dispatch hands idle workers to those who wait, in order; a long session waits while others of its class use all that
// class may have. It is called with mu held whenever a worker, a place or a waiter came.
func (p *Pool) dispatch() {
	for i := 0; i < len(p.waiters) && len(p.idle) > 0; {
		w := p.waiters[i]
		if w.class == Long && p.long >= p.maxLong {
			i++
			continue
		}
		proc := p.idle[len(p.idle)-1]
		p.idle = p.idle[:len(p.idle)-1]
		if proc.gone() {
			continue
		}
		p.waiters = append(p.waiters[:i], p.waiters[i+1:]...)
		p.sessions++
		p.busy++
		if w.class == Long {
			p.long++
		}
		proc.hold()
		proc.sessions++
		proc.stderr.reset()
		w.got <- result{session: &Session{pool: p, proc: proc, class: w.class, id: p.sessions}}
	}
}

// release takes a worker back from a session that is closed and has no call under way.
func (p *Pool) release(s *Session) {
	proc := s.proc
	good := !s.retire && proc.killed.Load() == nil && !proc.gone()
	recycle := good && (proc.sessions >= p.cfg.Recycle || proc.cpu > p.cfg.lifetimeCPU()/2)
	if good && !recycle && !s.clean {
		good = proc.write(encodeID(kindEnd, s.id, 0), time.Now().Add(time.Second)) == nil
	}
	p.mu.Lock()
	p.busy--
	if s.class == Long {
		p.long--
	}
	good = good && !p.closed
	if !p.closed && (recycle || s.retire) && !proc.gone() {
		p.status.Recycled++
	}
	if good && !recycle && !s.clean {
		p.idle = append(p.idle, proc)
	}
	p.dispatch()
	p.mu.Unlock()
	switch {
	case !good || recycle:
		go func() {
			proc.retire()
			proc.letGo()
		}()
	case s.clean:
		go p.cleanUp(proc, s.id)
	default:
		proc.letGo()
	}
}

// cleanUp has a worker give back what a session left in it, and makes it ready again when that succeeded.
func (p *Pool) cleanUp(proc *process, session uint64) {
	err := proc.clean(session)
	p.mu.Lock()
	good := err == nil && !p.closed
	if good {
		p.idle = append(p.idle, proc)
		p.dispatch()
	} else if !p.closed {
		p.status.Recycled++
	}
	p.mu.Unlock()
	if !good {
		proc.retire()
	}
	proc.letGo()
}

// errUnclean says that a worker could not be made as good as new.
var errUnclean = errors.New("the worker kept memory or goroutines of a session")

// clean asks the worker to drop a session and to give its memory back, and waits for the answer.
func (p *process) clean(session uint64) error {
	deadline := time.Now().Add(2 * time.Second)
	if err := p.write(encodeID(kindEnd, session, 1), deadline); err != nil {
		return err
	}
	_ = p.out.SetReadDeadline(deadline)
	kind, body, err := readFrame(p.frames, smallFrame)
	if err != nil {
		return err
	}
	_ = p.out.SetReadDeadline(time.Time{})
	got, rest, err := decodeID(body)
	switch {
	case err != nil || kind != kindClean || got != session || len(rest) != 1:
		return errFrame
	case rest[0] != 1:
		return errUnclean
	}
	return nil
}

// Status returns how the pool is.
func (p *Pool) Status() Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.status
	s.Size, s.Ready, s.Busy, s.Waiting = p.cfg.Size, len(p.idle), p.busy, len(p.waiters)
	s.Sessions, s.Sandbox = p.sessions, p.cfg.Sandbox
	s.Layers = append(confine.Layers(nil), s.Layers...)
	if p.lastErr != nil {
		s.Error = p.lastErr.Error()
	}
	return s
}

// Close ends all workers, those that serve a call too, and waits until they are gone: no longer than 2 seconds. Calls
// under way end as Cancelled, waiting callers get ErrClosed. Later calls return nil at once.
func (p *Pool) Close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	p.cancel()
	p.failWaiters()
	p.idle = nil
	for proc := range p.all {
		proc.kill(Cancelled, "the pool was closed", ErrClosed)
	}
	p.mu.Unlock()
	done := make(chan struct{})
	go func() {
		p.slots.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-time.After(closePatience):
		return errors.New("close worker pool: some processes have not ended yet")
	}
}
