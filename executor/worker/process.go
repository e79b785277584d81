// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor/confine"
)

// environment is all that a worker gets to know.
var environment = []string{"TZ=UTC", "GOTRACEBACK=none", "GOMAXPROCS=2", "GOGC=400", "HOME=/nonexistent"}

// exitPatience is how long the end of a killed process is waited for. The kernel ends it at once unless it is stuck in the
// kernel itself.
const exitPatience = 5 * time.Second

// process is the parent's side of one worker. One goroutine at a time talks with it, except for write and kill.
type process struct {
	cfg    *Config
	proc   *os.Process
	in     *os.File
	out    *os.File
	frames *bufio.Reader
	stderr *ring
	hello  helloFrame
	layers confine.Layers

	writeMu sync.Mutex
	killed  atomic.Pointer[killOrder]

	callMu sync.Mutex
	active uint64 // the id of the call under way, or 0

	// holders counts those who may still read out: the pool's place, a session, a clean-up.
	holders atomic.Int32

	// exited is closed when the process was reaped; state and err are set then.
	exited chan struct{}
	state  *os.ProcessState
	err    error

	// Owned by whoever holds the worker.
	sessions int
	lastCall uint64
	cpu      time.Duration
	ready    time.Time
}

// killOrder says why the parent killed a worker. The first order stands.
type killOrder struct {
	cause   Cause
	message string
	err     error
}

// startProcess starts a worker and waits until it said hello. In strict mode a worker that is not fully confined is
// refused. When ctx is done the attempt ends.
func startProcess(ctx context.Context, cfg *Config) (*process, error) {
	var files [6]*os.File
	defer func() {
		for _, f := range files {
			if f != nil {
				_ = f.Close()
			}
		}
	}()
	for i := 0; i < len(files); i += 2 {
		var err error
		if files[i], files[i+1], err = os.Pipe(); err != nil {
			return nil, fmt.Errorf("start worker: %w", err)
		}
	}
	proc, namespaces, err := confine.Start(confine.Child{
		Path: cfg.Command[0], Args: cfg.Command, Env: environment, Files: [3]*os.File{files[0], files[3], files[5]},
	})
	if err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	p := &process{cfg: cfg, proc: proc, in: files[1], out: files[2], stderr: newRing(), exited: make(chan struct{})}
	p.frames = bufio.NewReaderSize(p.out, 16<<10)
	stderr := files[4]
	files[1], files[2], files[4] = nil, nil, nil
	go p.stderr.fill(stderr)
	go p.wait(stderr)
	p.holders.Store(1)
	unwatch := context.AfterFunc(ctx, func() { p.kill(Cancelled, "the pool was closed", ErrClosed) })
	err = p.greet()
	unwatch()
	if err != nil {
		p.letGo()
		return nil, err
	}
	p.layers = append(confine.Layers{namespaces}, p.hello.Layers...)
	if missing := p.layers.Missing(); cfg.Sandbox == confine.Strict && len(missing) > 0 {
		p.kill(Lost, "it is not confined", nil)
		p.awaitExit(exitPatience)
		p.letGo()
		return nil, &UnconfinedError{Missing: missing}
	}
	p.ready = time.Now()
	return p, nil
}

// wait reaps the process and closes its pipes.
func (p *process) wait(stderr *os.File) {
	p.state, p.err = p.proc.Wait()
	// A process that could leave children behind (which only an unconfined one can) must not keep anyone reading.
	soon := time.Now().Add(500 * time.Millisecond)
	_ = p.out.SetReadDeadline(soon)
	_ = stderr.SetReadDeadline(soon)
	<-p.stderr.filled
	close(p.exited)
	_ = stderr.Close()
	_ = p.in.Close()
}

// greet tells the worker what it is to be and reads its hello.
func (p *process) greet() error {
	deadline := time.Now().Add(p.cfg.StartTimeout)
	text, err := json.Marshal(initFrame{
		Protocol: protocol, MaxFrame: p.cfg.MaxFrame, Memory: p.cfg.Memory, CPU: p.cfg.lifetimeCPU(), Nice: p.cfg.Nice,
	})
	if err != nil {
		return fmt.Errorf("start worker: %w", err)
	}
	if err := p.write(append(appendHeader(nil, kindInit, len(text)), text...), deadline); err != nil {
		return p.startError(err)
	}
	_ = p.out.SetReadDeadline(deadline)
	kind, body, err := readFrame(p.frames, smallFrame)
	if err != nil {
		return p.startError(err)
	}
	if kind != kindHello {
		return p.startError(fmt.Errorf("%w: kind %q instead of hello", errFrame, kind))
	}
	if err := json.Unmarshal(body, &p.hello); err != nil {
		return p.startError(err)
	}
	if p.hello.Protocol != protocol {
		p.kill(Lost, "it speaks another protocol", nil)
		p.awaitExit(exitPatience)
		return fmt.Errorf("start worker: it speaks protocol %d and this program %d; use workers of the same build", p.hello.Protocol, protocol)
	}
	// Deadlines of calls are kept by killing, which ends the reading as well.
	_ = p.out.SetReadDeadline(time.Time{})
	return nil
}

// startError explains why a worker did not become ready, with what it said last.
func (p *process) startError(err error) error {
	p.kill(Lost, "it did not become ready", nil)
	p.awaitExit(exitPatience)
	if said := p.stderr.String(); said != "" {
		return fmt.Errorf("start worker %s: %w; it said: %s", p.cfg.Command[0], err, said)
	}
	return fmt.Errorf("start worker %s: %w; does that program call worker.Main first of all?", p.cfg.Command[0], err)
}

// write sends whole frames. Safe for concurrent use.
func (p *process) write(frame []byte, deadline time.Time) error {
	p.writeMu.Lock()
	defer p.writeMu.Unlock()
	_ = p.in.SetWriteDeadline(deadline)
	_, err := p.in.Write(frame)
	return err
}

// kill ends the process at once. Only the first order is remembered. Safe for concurrent use and after the exit.
func (p *process) kill(cause Cause, message string, err error) {
	p.killed.CompareAndSwap(nil, &killOrder{cause, message, err})
	_ = p.proc.Kill()
}

// gone says whether the process was reaped.
func (p *process) gone() bool {
	select {
	case <-p.exited:
		return true
	default:
		return false
	}
}

// awaitExit waits until the process was reaped and says whether it was.
func (p *process) awaitExit(patience time.Duration) bool {
	if p.gone() {
		return true
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-p.exited:
		return true
	case <-timer.C:
		return false
	}
}

// retire lets an idle worker go: the end of its input ends it, and a kill does if that does not.
func (p *process) retire() {
	_ = p.in.Close()
	if !p.awaitExit(500 * time.Millisecond) {
		p.kill(Lost, "it did not end by itself", nil)
		p.awaitExit(exitPatience)
	}
}

// hold and letGo count the holders; the last one closes the pipe.
func (p *process) hold() { p.holders.Add(1) }

func (p *process) letGo() {
	if p.holders.Add(-1) == 0 {
		_ = p.out.Close()
	}
}

// beginCall makes the next call's id the one that killCall acts on.
func (p *process) beginCall() uint64 {
	p.callMu.Lock()
	defer p.callMu.Unlock()
	p.lastCall++
	p.active = p.lastCall
	return p.active
}

// endCall makes every later killCall of the call do nothing.
func (p *process) endCall() {
	p.callMu.Lock()
	p.active = 0
	p.callMu.Unlock()
}

// killCall kills the process if the call is still under way. A timer that fires as the call ends must not hit the next one.
func (p *process) killCall(id uint64, cause Cause, message string, err error) {
	p.callMu.Lock()
	defer p.callMu.Unlock()
	if p.active == id {
		p.kill(cause, message, err)
	}
}
