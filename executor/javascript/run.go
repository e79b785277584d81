// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// nudge is how often an interrupt is repeated until the run is over: the engine forgets an interrupt when a call from
// outside ends with it.
const nudge = 5 * time.Millisecond

// spare is a run that Warm prepared, with a fresh engine that no program has seen.
var spare atomic.Pointer[run]

// Warm prepares the engine of the next run, so that the run does not wait for it. One is kept.
func (Runtime) Warm() {
	if spare.Load() != nil {
		return
	}
	if r, err := newRun(); err == nil {
		spare.CompareAndSwap(nil, r)
	}
}

// newRun makes a run with a fresh engine and the world that every program sees.
func newRun() (*run, error) {
	r := &run{vm: goja.New(), halted: make(chan struct{})}
	r.out = executor.Outcome{Reason: executor.Completed, Logs: []executor.LogLine{}}
	return r, r.enter(r.install)
}

// run is one execution. Everything but stop, stopped and halted belongs to the goroutine of Run.
type run struct {
	intrinsics
	vm     *goja.Runtime
	c      *compiled
	limits executor.Limits
	emit   func(executor.LogLine)
	start  time.Time
	out    executor.Outcome

	console  console
	timers   timers
	rejected rejections

	// stopped is set before halted is closed; cause is written before both, once.
	stopped atomic.Bool
	halted  chan struct{}
	once    sync.Once
	cause   *executor.StopError
}

// Run runs the program; see executor.Compiled.
func (c *compiled) Run(ctx context.Context, in executor.Input, limits executor.Limits, emit func(executor.LogLine)) executor.Outcome {
	start := time.Now()
	if err := in.Validate(); err != nil {
		return executor.Outcome{Reason: executor.Internal, Message: err.Error(), Logs: []executor.LogLine{}}
	}
	r := spare.Swap(nil)
	if r == nil {
		var err error
		if r, err = newRun(); err != nil {
			panic(&executor.EnginePanic{Value: err, Outcome: executor.Outcome{Reason: executor.Internal, Message: "the engine could not be set up", Logs: []executor.LogLine{}}})
		}
	}
	r.c, r.limits, r.emit, r.start = c, limits.WithDefaults(), emit, start

	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		r.watch(ctx, done)
	}()
	defer func() {
		close(done)
		<-gone
	}()

	r.execute(in)

	r.out.Usage.Wall = time.Since(r.start)
	return r.out
}

// watch stops the run at its deadline or when ctx ends, and repeats the interrupt until done is closed.
func (r *run) watch(ctx context.Context, done <-chan struct{}) {
	deadline := time.NewTimer(time.Until(r.start.Add(r.limits.Wall)))
	defer deadline.Stop()
	select {
	case <-done:
		return
	case <-r.halted:
	case <-deadline.C:
		r.stop(executor.TimeoutWall, fmt.Sprintf("the wall clock limit of %v passed", r.limits.Wall))
	case <-ctx.Done():
		var stop *executor.StopError
		switch cause := context.Cause(ctx); {
		case errors.As(cause, &stop):
			r.stop(stop.Reason, stop.Message)
		case errors.Is(cause, context.DeadlineExceeded):
			r.stop(executor.TimeoutWall, "the caller's deadline passed")
		default:
			r.stop(executor.Cancelled, "the run was cancelled")
		}
	}
	tick := time.NewTicker(nudge)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			r.vm.Interrupt(r.cause)
		}
	}
}

// stop ends the run for a reason of ours; the first one counts. It may be called from any goroutine.
func (r *run) stop(reason executor.Reason, message string) {
	r.once.Do(func() {
		r.cause = &executor.StopError{Reason: reason, Message: message}
		r.stopped.Store(true)
		r.vm.Interrupt(r.cause)
		close(r.halted)
	})
}

// checkStopped leaves the engine when the run is to stop. Our own functions call it, since the engine looks at an
// interrupt between two instructions only and a loop inside one of its functions has none.
func (r *run) checkStopped() {
	if r.stopped.Load() {
		panic(&goja.InterruptedError{})
	}
}

// execute goes the whole way of a run and leaves the truth about it in r.out.
func (r *run) execute(in executor.Input) {
	if err := r.enter(func() error { return r.begin(in) }); err != nil {
		if !r.fail(err) {
			return
		}
		r.out.Reason, r.out.Message, r.out.Exception = executor.Internal, "the input could not be given to the program", nil
		return
	}
	if r.stopped.Load() {
		r.fail(r.cause)
		return
	}

	r.out.Started = true
	var value goja.Value
	err := r.enter(func() (err error) {
		value, err = r.vm.RunProgram(r.c.program)
		return err
	})
	if err == nil {
		err = r.loop()
	}
	if err == nil {
		err = r.enter(func() error { return r.finish(value) })
	}
	if err == nil && r.stopped.Load() {
		// The limit passed while the last instruction ran: it holds.
		err = r.cause
	}
	if err != nil {
		r.out.Result, r.out.ResultType, r.out.ResultText = nil, "", ""
		r.out.ResultCut, r.out.ResultTextCut = false, false
		r.fail(err)
	}
}

// enter calls f, which may run code of the program, and returns how it ended: nil, or an error for fail. What is not the
// engine's own way to end a call goes on as an *executor.EnginePanic.
func (r *run) enter(f func() error) (err error) {
	defer func() {
		x := recover()
		if x == nil {
			return
		}
		if e, ok := x.(error); ok {
			var interrupted *goja.InterruptedError
			var overflow *goja.StackOverflowError
			var exception *goja.Exception
			if errors.As(e, &interrupted) || errors.As(e, &overflow) || errors.As(e, &exception) {
				err = e
				return
			}
		}
		p := &executor.EnginePanic{Value: x, Stack: debug.Stack(), Outcome: r.out}
		p.Outcome.Reason, p.Outcome.Message = executor.Internal, "the engine failed while it ran the program"
		if impossible(x) {
			p.Outcome.Reason, p.Outcome.Message = executor.Memory, "the program asked for more memory than there can be"
		}
		if r.stopped.Load() {
			p.Outcome.Reason, p.Outcome.Message = r.cause.Reason, r.cause.Message
		}
		p.Outcome.Usage.Wall = time.Since(r.start)
		panic(p)
	}()
	return f()
}

// impossible says that the engine panicked with x because a slice can never be as large as the program asked for.
func impossible(x any) bool {
	e, ok := x.(runtime.Error)
	return ok && (strings.Contains(e.Error(), "makeslice: ") || strings.Contains(e.Error(), "growslice: "))
}

// rejection is the error of a promise that was rejected and that nobody handles.
type rejection struct{ value goja.Value }

func (*rejection) Error() string { return "unhandled rejection" }

// fail puts the reason of err into r.out, and says whether err is the program's (an exception). No code of the program
// runs after an interrupt; the name and message of an exception are read under the same deadline as everything.
func (r *run) fail(err error) bool {
	var (
		overflow  *goja.StackOverflowError
		exception *goja.Exception
		rejected  *rejection
	)
	switch {
	case r.stopped.Load():
		r.out.Reason, r.out.Message = r.cause.Reason, r.cause.Message
		return false
	case errors.As(err, &overflow):
		r.out.Reason = executor.Exception
		r.out.Exception = &executor.ExceptionInfo{Name: "RangeError", Message: "Maximum call stack size exceeded", Stack: r.c.where.frames(overflow.Stack())}
		r.out.Message = fmt.Sprintf("more than %d calls were open at once", maxCallDepth)
	case errors.As(err, &rejected):
		r.describe(rejected.value, nil)
		r.setMessage("unhandled rejection: ")
	case errors.As(err, &exception):
		r.describe(exception.Value(), exception.Stack())
		r.setMessage("uncaught ")
	default:
		r.out.Reason, r.out.Message = executor.Internal, clip(err.Error(), executor.MaxMessage)
		return false
	}
	if e := r.out.Exception; e != nil && e.Line == 0 && len(e.Stack) > 0 {
		e.Line, e.Column = e.Stack[0].Line, e.Stack[0].Column
	}
	r.noteMissingHost()
	return r.out.Reason == executor.Exception
}

func (r *run) setMessage(prefix string) {
	if r.out.Reason == executor.Exception {
		r.out.Message = clip(prefix+r.out.Exception.String(), executor.MaxMessage)
	}
}

// describe says what was thrown. Reading it may run code of the program, which may throw or never end in its turn.
func (r *run) describe(value goja.Value, stack []goja.StackFrame) {
	info := &executor.ExceptionInfo{}
	if stack == nil {
		stack = r.stackOf(value)
	}
	info.Stack = r.c.where.frames(stack)
	err := r.enter(func() error {
		o, ok := value.(*goja.Object)
		if !ok || o.ClassName() != "Error" {
			info.Message, _ = r.display(value, executor.MaxMessage)
			return nil
		}
		info.Name, info.Message = r.textOf(o, "name"), r.textOf(o, "message")
		return nil
	})
	if r.stopped.Load() {
		r.out.Reason, r.out.Message = r.cause.Reason, r.cause.Message
		return
	}
	if err != nil && info.Name == "" && info.Message == "" {
		info.Message = "a value that throws when it is read"
	}
	r.out.Reason, r.out.Exception = executor.Exception, info
}

// textOf reads a property as text; empty when it is undefined or throws.
func (r *run) textOf(o *goja.Object, name string) (text string) {
	r.vm.Try(func() {
		if v := o.Get(name); v != nil && !goja.IsUndefined(v) {
			w := newSink(executor.MaxMessage, 64*executor.MaxMessage)
			w.jsString(v.ToString().(goja.String))
			text = w.text()
		}
	})
	return text
}

// stackOf returns the stack that the engine noted when value, an error, was made.
func (r *run) stackOf(value goja.Value) []goja.StackFrame {
	if o, ok := value.(*goja.Object); ok {
		if ex := r.vm.Try(func() { panic(o) }); ex != nil {
			return ex.Stack()
		}
	}
	return nil
}

// rejections are the promises that were rejected and that nobody handles yet, in order. A program may reject a great
// many before it handles the first, so each is found by its index; the handled ones leave a gap.
type rejections struct {
	list  []*goja.Promise
	index map[*goja.Promise]int
}

// trackRejection is told by the engine that a promise was rejected unhandled, or that such a one is handled after all.
func (r *run) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	q := &r.rejected
	if op == goja.PromiseRejectionReject {
		if q.index == nil {
			q.index = make(map[*goja.Promise]int)
		}
		q.index[p] = len(q.list)
		q.list = append(q.list, p)
		return
	}
	if i, ok := q.index[p]; ok {
		delete(q.index, p)
		q.list[i] = nil
		if len(q.index) == 0 {
			q.list = q.list[:0]
		}
	}
}

// unhandled returns the first rejection that nobody handles, once all jobs of promises are done.
func (r *run) unhandled() error {
	for _, p := range r.rejected.list {
		if p != nil {
			return &rejection{p.Result()}
		}
	}
	return nil
}

// finish puts the completion value into r.out.
func (r *run) finish(value goja.Value) error {
	if p, ok := promiseOf(value); ok {
		switch p.State() {
		case goja.PromiseStateRejected:
			return &rejection{p.Result()}
		case goja.PromiseStatePending:
			r.out.ResultType, r.out.ResultText = "promise", "Promise { <pending> }"
			r.out.Message = "the result is a promise that nothing can settle any more"
			return nil
		}
		value = p.Result()
	}
	r.result(value)
	return nil
}

func promiseOf(v goja.Value) (*goja.Promise, bool) {
	if o, ok := v.(*goja.Object); ok && o.ExportType() == typePromise {
		p, ok := o.Export().(*goja.Promise)
		return p, ok
	}
	return nil, false
}

// noSourceMaps keeps the engine from opening files, should anything in it still parse.
var noSourceMaps parser.Option = parser.WithDisableSourceMaps
