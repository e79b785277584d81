// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// maxFiles is how many descriptors a worker may have: the protocol's three, the runtime's four, and a few to find out
// that they cannot be used.
const maxFiles = 16

// limitResources sets the limits that a process cannot raise again. The number of processes is not among them: the limit
// counts threads, and a Go program that cannot start a thread dies; the system call filter keeps new processes away.
func limitResources(o Options) error {
	limits := []struct {
		name  string
		which int
		value uint64
	}{
		{"core", unix.RLIMIT_CORE, 0},
		{"fsize", unix.RLIMIT_FSIZE, 0},
		{"memlock", unix.RLIMIT_MEMLOCK, 0},
		{"msgqueue", unix.RLIMIT_MSGQUEUE, 0},
		{"nofile", unix.RLIMIT_NOFILE, maxFiles},
	}
	if o.CPU > 0 {
		seconds := uint64((o.CPU + time.Second - 1) / time.Second)
		limits = append(limits, struct {
			name  string
			which int
			value uint64
		}{"cpu", unix.RLIMIT_CPU, seconds})
	}
	if o.Memory > 0 && !raceBuild {
		now, err := addressSpace()
		if err != nil {
			return err
		}
		// The runtime maps arenas of 64 MiB, hence one arena of slack.
		room := uint64(o.Memory)*5/2 + 64<<20
		if cgoBuild {
			room += 4 << 30 // every thread of a C library reserves a stack and may reserve a malloc arena
		}
		limits = append(limits, struct {
			name  string
			which int
			value uint64
		}{"as", unix.RLIMIT_AS, now + room})
	}
	for _, l := range limits {
		var old unix.Rlimit
		if err := unix.Getrlimit(l.which, &old); err != nil {
			return fmt.Errorf("rlimit %s: %w", l.name, err)
		}
		value := min(l.value, old.Max)
		if err := unix.Setrlimit(l.which, &unix.Rlimit{Cur: value, Max: value}); err != nil {
			return fmt.Errorf("rlimit %s: %w", l.name, err)
		}
	}
	return nil
}

// addressSpace returns the size of the address space in bytes.
func addressSpace() (uint64, error) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, fmt.Errorf("address space: %w", err)
	}
	field, _, _ := strings.Cut(string(text), " ")
	pages, err := strconv.ParseUint(field, 10, 64)
	if err != nil || pages == 0 {
		return 0, errors.New("address space: unreadable /proc/self/statm")
	}
	return pages * uint64(os.Getpagesize()), nil
}
