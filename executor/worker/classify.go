// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"fmt"
	"os"
	"strings"
)

// classify says why a process that is gone, or is going, ended a call. limit is the memory the call was allowed. Evidence
// counts in this order: our own order to kill, the kernel's word, the worker's exit status, the Go runtime's last words. What
// none of them explains is Lost: the task is never blamed on a guess.
func (p *process) classify(limit int64, usage Usage) *Ended {
	e := &Ended{Cause: Lost, Message: "the worker process vanished", Usage: usage}
	if order := p.killed.Load(); order != nil {
		e.Cause, e.Message, e.Err = order.cause, order.message, order.err
	}
	if !p.awaitExit(exitPatience) {
		e.Message += "; its process has not ended yet"
		return e
	}
	e.Stderr = p.stderr.String()
	if p.state == nil {
		return e
	}
	if cpu := p.state.UserTime() + p.state.SystemTime(); cpu > p.cpu {
		e.Usage.CPU = max(e.Usage.CPU, cpu-p.cpu)
	}
	if p.killed.Load() != nil {
		return e
	}
	code := p.state.ExitCode()
	said := e.Stderr
	switch {
	case brokeFilter(p.state):
		e.Cause, e.Message = Violation, "a forbidden system call was made; the kernel ended the process"
	case killedFromOutside(p.state):
		p.classifyKilled(e, p.state, limit)
	case code >= 0 && code < 256 && endedCauses[byte(code)] != "":
		e.Cause, e.Message = endedCauses[byte(code)], "ended by the worker's watchdog"
	case strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory"):
		e.Cause, e.Message = Memory, "the process could not get more memory"
	case strings.Contains(said, "stack exceeds") || strings.Contains(said, "stack overflow"):
		e.Cause, e.Message = StackOverflow, "the recursion was too deep"
	default:
		e.Message = fmt.Sprintf("the worker process ended unexpectedly (%s)", p.state)
	}
	return e
}

// classifyKilled tells apart who sends SIGKILL besides us: the kernel for processor time, the kernel for memory, and anyone.
func (p *process) classifyKilled(e *Ended, state *os.ProcessState, limit int64) {
	cpu := state.UserTime() + state.SystemTime()
	switch grown := maxResident(state) - p.hello.Resident; {
	case cpu >= p.cfg.lifetimeCPU():
		e.Cause, e.Message = CPU, "the processor time of the process was used up"
	case grown > limit/2:
		e.Cause, e.Message = Memory, fmt.Sprintf("the process was killed while it held %d MiB", grown>>20)
	default:
		e.Message = "the worker process was killed from outside"
	}
}
