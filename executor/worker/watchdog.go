// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/metrics"
	"time"
)

// watchInterval is how often the watchdog looks. Between two looks a program can allocate what the machine allows, which
// is what the limit of the address space is for.
const watchInterval = 2 * time.Millisecond

// meter reads what the Go runtime holds. It is not safe for concurrent use.
type meter struct{ now, all []metrics.Sample }

func newMeter() *meter {
	return &meter{
		now: []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}},
		all: []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}},
	}
}

// held returns the bytes of heap objects, dead ones that were not swept yet included, and of stacks.
func (m *meter) held() int64 {
	metrics.Read(m.now)
	return int64(m.now[0].Value.Uint64() + m.now[1].Value.Uint64())
}

// mapped returns all bytes the runtime has from the system, which is what its memory limit counts.
func (m *meter) mapped() int64 {
	metrics.Read(m.all)
	return int64(m.all[0].Value.Uint64() - m.all[1].Value.Uint64())
}

// watch looks after a call until it is done, and ends the process when a limit is passed.
func (w *child) watch(r *running) {
	defer close(r.watched)
	m := newMeter()
	tick := time.NewTicker(watchInterval)
	defer tick.Stop()
	var since time.Time // when the context was first seen done
	for {
		select {
		case <-r.done:
			return
		case <-tick.C:
		}
		held := m.held() - w.floor
		if held > r.peak.Load() {
			r.peak.Store(held)
		}
		// The collector works towards the limit itself; what is a quarter above it is not garbage.
		if held > r.limits.Memory+r.limits.Memory/4 {
			w.end(r, Memory, fmt.Sprintf("more than %d MiB of memory", r.limits.Memory>>20))
			return
		}
		if r.limits.CPU > 0 && processCPU()-r.startCPU > r.limits.CPU {
			r.cancel(ErrCPU)
		}
		if r.ctx.Err() == nil {
			continue
		}
		if since.IsZero() {
			since = time.Now()
		}
		if time.Since(since) < graceTask-watchInterval {
			continue
		}
		switch cause := context.Cause(r.ctx); {
		case errors.Is(cause, ErrCPU):
			w.end(r, CPU, fmt.Sprintf("more than %v of processor time", r.limits.CPU))
		case errors.Is(cause, ErrCancelled):
			w.end(r, Cancelled, "the caller took the call back")
		default:
			w.end(r, Timeout, fmt.Sprintf("longer than %v", r.limits.Wall))
		}
		return
	}
}

// sample notes the memory held now, for calls that are over before the watchdog looks.
func (w *child) sample(r *running) {
	if held := w.meter.held() - w.floor; held > r.peak.Load() {
		r.peak.Store(held)
	}
}

// usage returns what r used so far.
func (r *running) usage() Usage {
	return Usage{Wall: time.Since(r.start), CPU: max(0, processCPU()-r.startCPU), PeakMemory: max(0, r.peak.Load())}
}

// end reports how the call ended and ends the process. When the parent does not read in time, the exit status has to say it.
func (w *child) end(r *running, cause Cause, message string) {
	if !r.over.CompareAndSwap(false, true) {
		select {}
	}
	number := causeNumber(cause)
	h := replyHeader{id: r.id, usage: r.usage(), total: processCPU(), flags: number}
	written := make(chan struct{})
	go func() {
		w.write(encodeReply(kindEnded, h, []byte(message)))
		close(written)
	}()
	select {
	case <-written:
	case <-time.After(20 * time.Millisecond):
	}
	os.Exit(int(number))
}
