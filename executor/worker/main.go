// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor/confine"
)

// The times of the stop, counted from the moment a call's context is done.
const (
	// graceTask is how long a task may take to return before the watchdog ends the process.
	graceTask = 40 * time.Millisecond
	// graceWorker is how long the whole worker may take before the parent kills it.
	graceWorker = 150 * time.Millisecond
)

const (
	// maxStack ends a runaway recursion while it is still cheap; the runtime's own bound is 1 GB.
	maxStack = 64 << 20
	// minStack is what a recursion gets however small the memory limit is.
	minStack = 16 << 20
	// cleanAbove is the memory of a call above which the worker is cleaned before its next session.
	cleanAbove = 32 << 20
	// keptAtMost is how much more than at the start a cleaned worker may hold.
	keptAtMost = 16 << 20
)

// helloFrame is a worker's first word.
type helloFrame struct {
	Protocol int            `json:"protocol"`
	Layers   confine.Layers `json:"layers"`
	// Resident is the resident set when ready, in bytes; 0 when unknown.
	Resident int64 `json:"resident"`
}

// child is the state of a worker process.
type child struct {
	tasks    Tasks
	maxFrame int

	outMu sync.Mutex

	meter      *meter
	floor      int64 // heap and stacks when ready
	mapped     int64 // all memory of the runtime when ready
	memory     int64 // CallLimits.Memory that the collector was last told
	goroutines int   // when ready

	session uint64
	state   *State

	mu        sync.Mutex
	current   *running
	cancelled uint64 // the highest call id that was cancelled
}

// running is the call under way.
type running struct {
	id       uint64
	limits   CallLimits
	start    time.Time
	startCPU time.Duration
	ctx      context.Context
	cancel   context.CancelCauseFunc
	peak     atomic.Int64
	over     atomic.Bool // the reply or the end was decided; whoever sets it speaks
	emitErr  error       // guarded by outMu
	done     chan struct{}
	watched  chan struct{}
}

// Main is the whole life of a worker: it warms up, locks the process in, says hello and serves calls until its standard
// input ends. It never returns. warm functions run first, while the process can still open files: they should do once what the
// tasks would otherwise do at their first call.
func Main(tasks Tasks, warm ...func()) {
	// The parent ends its workers; a signal to its whole group or service must not end calls it still wants to finish.
	signal.Ignore(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	// The local zone would be read from a file at the first use.
	time.Local = time.UTC
	for _, f := range warm {
		f()
	}
	in := bufio.NewReaderSize(os.Stdin, 64<<10)
	kind, body, err := readFrame(in, smallFrame)
	var start initFrame
	if err != nil || kind != kindInit || json.Unmarshal(body, &start) != nil || start.Protocol != protocol {
		fmt.Fprintln(os.Stderr, "this process serves a worker pool and is not meant to be started by hand")
		os.Exit(2)
	}
	w := &child{tasks: tasks, maxFrame: start.MaxFrame, meter: newMeter(), state: &State{}}
	resident := residentSet()
	hello := helloFrame{Protocol: protocol, Resident: resident}
	hello.Layers = confine.Apply(confine.Options{Memory: start.Memory, CPU: start.CPU, Nice: start.Nice})
	text, err := json.Marshal(hello)
	if err != nil {
		os.Exit(2)
	}
	debug.FreeOSMemory()
	w.floor, w.mapped = w.meter.held(), w.meter.mapped()
	work := make(chan func(), 4)
	go w.read(in, work)
	w.goroutines = runtime.NumGoroutine()
	w.write(append(appendHeader(nil, kindHello, len(text)), text...))
	for f := range work {
		f()
	}
	select {} // the reader exits the process
}

// read takes frames from the parent until there are no more, which is when the parent is gone or wants the worker to go: it
// then ends the process whatever a task is doing.
func (w *child) read(in *bufio.Reader, work chan<- func()) {
	for {
		kind, body, err := readFrame(in, w.maxFrame+frameSlack)
		if err != nil {
			os.Exit(0)
		}
		switch kind {
		case kindCall:
			call, err := decodeCall(body)
			if err != nil {
				os.Exit(2)
			}
			work <- func() { w.serve(call) }
		case kindEnd:
			session, rest, err := decodeID(body)
			if err != nil || len(rest) != 1 {
				os.Exit(2)
			}
			work <- func() { w.endSession(session, rest[0] == 1) }
		case kindCancel:
			id, _, err := decodeID(body)
			if err != nil {
				os.Exit(2)
			}
			w.mu.Lock()
			w.cancelled = max(w.cancelled, id)
			if w.current != nil && w.current.id == id {
				w.current.cancel(ErrCancelled)
			}
			w.mu.Unlock()
		default:
			os.Exit(2)
		}
	}
}

// write sends whole frames. A parent that cannot be written to is gone.
func (w *child) write(frame []byte) {
	w.outMu.Lock()
	defer w.outMu.Unlock()
	w.writeLocked(frame)
}

func (w *child) writeLocked(frame []byte) {
	if _, err := os.Stdout.Write(frame); err != nil {
		os.Exit(0)
	}
}

// serve carries out one call and answers it.
func (w *child) serve(q callFrame) {
	if q.session != w.session {
		w.session, w.state = q.session, &State{}
	}
	task, ok := w.tasks[q.task]
	if !ok {
		w.write(encodeReply(kindError, replyHeader{id: q.id, total: processCPU()}, []byte("no such task: "+q.task)))
		return
	}
	w.prepareMemory(q.limits.Memory)

	r := &running{id: q.id, limits: q.limits, start: time.Now(), startCPU: processCPU(), done: make(chan struct{}), watched: make(chan struct{})}
	base, cancel := context.WithCancelCause(context.Background())
	ctx, stop := context.WithDeadline(base, r.start.Add(q.limits.Wall))
	defer stop()
	r.ctx, r.cancel = ctx, cancel
	w.mu.Lock()
	w.current = r
	if w.cancelled >= r.id {
		cancel(ErrCancelled)
	}
	w.mu.Unlock()

	go w.watch(r)
	type result struct {
		payload []byte
		err     error
	}
	results := make(chan result, 1)
	call := &Call{Payload: q.payload, State: w.state, Limits: q.limits, emit: func(b []byte) { w.emit(r, b) }}
	go func() {
		returned := false
		defer func() {
			if returned {
				return
			}
			// Not formatted with fmt: the value may be the program's, and its methods run its code.
			w.end(r, Panic, panicText(recover()))
		}()
		payload, err := task(ctx, call)
		returned = true
		results <- result{payload, err}
	}()
	res := <-results
	if !r.over.CompareAndSwap(false, true) {
		select {} // the watchdog is ending the process
	}
	late := ctx.Err() != nil
	close(r.done)
	<-r.watched
	w.mu.Lock()
	w.current = nil
	w.mu.Unlock()
	cancel(nil)

	w.sample(r)
	h := replyHeader{id: r.id, usage: r.usage(), total: processCPU()}
	if late {
		h.flags |= flagRetire
	}
	if h.usage.PeakMemory > cleanAbove || w.leftGoroutines(3, 0) {
		h.flags |= flagClean
	}
	w.outMu.Lock()
	defer w.outMu.Unlock()
	err := res.err
	if err == nil {
		err = r.emitErr
	}
	if err == nil && len(res.payload) > w.maxFrame {
		err = fmt.Errorf("the answer has %d bytes, at most %d can be sent", len(res.payload), w.maxFrame)
	}
	if err != nil {
		text := err.Error()
		w.writeLocked(encodeReply(kindError, h, []byte(text[:min(len(text), w.maxFrame, smallFrame)])))
		return
	}
	w.writeLocked(encodeReply(kindReply, h, res.payload))
}

// emit sends a chunk of the call under way.
func (w *child) emit(r *running, b []byte) {
	w.outMu.Lock()
	defer w.outMu.Unlock()
	if r.over.Load() || r.emitErr != nil {
		return
	}
	if len(b) > w.maxFrame {
		r.emitErr = fmt.Errorf("a chunk of output has %d bytes, at most %d can be sent", len(b), w.maxFrame)
		return
	}
	w.writeLocked(encodeID(kindEmit, r.id, b...))
}

// prepareMemory tells collector and stacks the limit of the coming call, and makes room when much of it is taken by what
// earlier calls left. A stack doubles by copying, so half of the limit is the most that one can have; then a runaway
// recursion ends as one and not as a memory breach.
func (w *child) prepareMemory(limit int64) {
	if w.memory != limit {
		debug.SetMemoryLimit(w.mapped + limit)
		debug.SetMaxStack(int(min(maxStack, max(limit/2, minStack))))
		w.memory = limit
	}
	if w.meter.held()-w.floor > limit/4 {
		runtime.GC()
	}
}

// endSession drops what the session kept. When asked to clean it gives the memory back and says whether the worker is as
// good as new.
func (w *child) endSession(session uint64, clean bool) {
	if w.session == session {
		w.state = &State{}
	}
	if !clean {
		return
	}
	debug.FreeOSMemory()
	ok := byte(1)
	if w.leftGoroutines(100, time.Millisecond) || w.meter.held()-w.floor > keptAtMost {
		ok = 0
	}
	w.write(encodeID(kindClean, session, ok))
}

// leftGoroutines says whether a task left goroutines that do not end within the given patience.
func (w *child) leftGoroutines(tries int, pause time.Duration) bool {
	for range tries {
		if runtime.NumGoroutine() <= w.goroutines {
			return false
		}
		if pause == 0 {
			runtime.Gosched()
		} else {
			time.Sleep(pause)
		}
	}
	return runtime.NumGoroutine() > w.goroutines
}

// panicText describes a recovered value without running any method of it that may be hostile.
func panicText(v any) string {
	switch v := v.(type) {
	case nil:
		return "the task ended its goroutine"
	case runtime.Error:
		return "the task panicked: " + v.Error()
	case string:
		return "the task panicked: " + v[:min(len(v), 1<<10)]
	}
	return fmt.Sprintf("the task panicked with a value of type %T", v)
}
