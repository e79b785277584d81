// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// selfPath is the running program itself, also when its file was replaced or removed since it started: a worker must be of
// the same build as its parent.
const selfPath = "/proc/self/exe"

// processCPU returns the processor time of this process.
func processCPU() time.Duration {
	var ts unix.Timespec
	if unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &ts) != nil {
		return 0
	}
	return time.Duration(ts.Nano())
}

// residentSet returns the resident set of this process in bytes, or 0.
func residentSet() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}

// signalOf returns the signal that ended the process, or 0.
func signalOf(s *os.ProcessState) syscall.Signal {
	if status, ok := s.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return status.Signal()
	}
	return 0
}

// brokeFilter says whether the kernel ended the process for a forbidden system call.
func brokeFilter(s *os.ProcessState) bool { return signalOf(s) == unix.SIGSYS }

// killedFromOutside says whether the process died of SIGKILL.
func killedFromOutside(s *os.ProcessState) bool { return signalOf(s) == unix.SIGKILL }

// maxResident returns the highest resident set of an ended process in bytes, or 0.
func maxResident(s *os.ProcessState) int64 {
	if usage, ok := s.SysUsage().(*syscall.Rusage); ok {
		return int64(usage.Maxrss) << 10
	}
	return 0
}
