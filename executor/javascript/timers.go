// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"container/heap"
	"math"
	"time"

	"github.com/dop251/goja"
)

// timers is the event loop's memory: what is to be called and when. Times count from the start of the run.
type timers struct {
	queue     timerQueue
	immediate []*timer
	byID      map[int64]*timer
	last      int64
}

type timer struct {
	id       int64
	when     time.Duration
	interval time.Duration // of a repeating one, else 0
	f        goja.Callable
	args     []goja.Value
	index    int // in queue; -1 when it is not there
	dead     bool
}

// timerQueue is a heap by time, then by age.
type timerQueue []*timer

func (q timerQueue) Len() int { return len(q) }
func (q timerQueue) Less(i, j int) bool {
	return q[i].when < q[j].when || q[i].when == q[j].when && q[i].id < q[j].id
}
func (q timerQueue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *timerQueue) Push(x any) {
	t := x.(*timer)
	t.index = len(*q)
	*q = append(*q, t)
}
func (q *timerQueue) Pop() any {
	old := *q
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*q, t.index = old[:len(old)-1], -1
	return t
}

// loop runs what timers and promises still owe until nothing is pending, which intervals count as. Jobs of promises run
// inside every call.
func (r *run) loop() error {
	for {
		if r.stopped.Load() {
			return r.cause
		}
		if err := r.unhandled(); err != nil {
			return err
		}
		now := time.Since(r.start)
		switch q := &r.timers.queue; {
		case q.Len() > 0 && (*q)[0].when <= now:
			t := (*q)[0]
			if t.interval > 0 {
				t.when = now + t.interval
				heap.Fix(q, 0)
			} else {
				heap.Pop(q)
				delete(r.timers.byID, t.id)
			}
			if err := r.fire(t); err != nil {
				return err
			}
		case len(r.timers.immediate) > 0:
			// Those that are set meanwhile wait for the next round.
			batch := r.timers.immediate
			r.timers.immediate = nil
			for _, t := range batch {
				if t.dead {
					continue
				}
				delete(r.timers.byID, t.id)
				if err := r.fire(t); err != nil {
					return err
				}
				if err := r.unhandled(); err != nil {
					return err
				}
			}
		case q.Len() > 0:
			wait := time.NewTimer((*q)[0].when - now)
			select {
			case <-wait.C:
			case <-r.halted:
				wait.Stop()
			}
		default:
			return nil
		}
	}
}

func (r *run) fire(t *timer) error {
	return r.enter(func() error {
		r.checkStopped()
		_, err := t.f(goja.Undefined(), t.args...)
		return err
	})
}

// setTimer is setTimeout and its like. A string as the callback is code from a string and refused.
func (r *run) setTimer(name string, repeat, immediate bool) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		r.checkStopped()
		f, ok := goja.AssertFunction(call.Argument(0))
		if !ok {
			if goja.IsString(call.Argument(0)) {
				r.refuse(name)
			}
			panic(r.vm.NewTypeError("%s: the callback must be a function", name))
		}
		r.timers.last++
		t := &timer{id: r.timers.last, f: f, index: -1}
		rest := 1
		if !immediate {
			rest = 2
			delay := timerDelay(call.Argument(1).ToFloat())
			t.when = time.Since(r.start) + delay
			if repeat {
				t.interval = delay
			}
		}
		if len(call.Arguments) > rest {
			t.args = append([]goja.Value(nil), call.Arguments[rest:]...)
		}
		if r.timers.byID == nil {
			r.timers.byID = make(map[int64]*timer)
		}
		r.timers.byID[t.id] = t
		if immediate {
			r.timers.immediate = append(r.timers.immediate, t)
		} else {
			heap.Push(&r.timers.queue, t)
		}
		return r.vm.ToValue(t.id)
	}
}

// clearTimer is clearTimeout and its like; each clears every kind, as in browsers.
func (r *run) clearTimer(call goja.FunctionCall) goja.Value {
	r.checkStopped()
	if !goja.IsNumber(call.Argument(0)) {
		return goja.Undefined()
	}
	id := call.Argument(0).ToInteger()
	if t := r.timers.byID[id]; t != nil {
		delete(r.timers.byID, id)
		t.dead = true
		if t.index >= 0 {
			heap.Remove(&r.timers.queue, t.index)
		}
	}
	return goja.Undefined()
}

// timerDelay makes a delay of milliseconds as given: at least 1 ms, which is also what not a number and more than 2^31-1
// mean, as in Node.
func timerDelay(ms float64) time.Duration {
	if math.IsNaN(ms) || ms < 1 || ms > math.MaxInt32 {
		ms = 1
	}
	return time.Duration(ms) * time.Millisecond
}

// queueMicrotask calls its argument as a job of a promise. What it throws becomes a rejection that nobody handles.
func (r *run) queueMicrotask(call goja.FunctionCall) goja.Value {
	r.checkStopped()
	f, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(r.vm.NewTypeError("queueMicrotask: the callback must be a function"))
	}
	p, resolve, _ := r.vm.NewPromise()
	r.mustRun(resolve(goja.Undefined()))
	_, err := r.method("Promise", "then")(r.vm.ToValue(p), r.native("", 0, func(goja.FunctionCall) goja.Value {
		return r.rethrow(f(goja.Undefined()))
	}))
	r.mustRun(err)
	return goja.Undefined()
}
