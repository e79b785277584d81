// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// landlockTSync makes restrict_self act on all threads; kernels with ABI 8 or later know it.
const landlockTSync = 1 << 3

// landlockAttr is the kernel's struct landlock_ruleset_attr. Kernels that know fewer fields accept it as long as the fields
// they do not know are zero.
type landlockAttr struct{ fs, net, scoped uint64 }

// landlockRights returns everything that a kernel of the given ABI can forbid: the first n rights of each kind.
func landlockRights(abi int) landlockAttr {
	first := func(n int) uint64 { return 1<<n - 1 }
	var a landlockAttr
	switch {
	case abi >= 9:
		a.fs = first(17)
	case abi >= 5:
		a.fs = first(16)
	case abi >= 3:
		a.fs = first(15)
	case abi == 2:
		a.fs = first(14)
	default:
		a.fs = first(13)
	}
	switch {
	case abi >= 10:
		a.net = first(4)
	case abi >= 4:
		a.net = first(2)
	}
	if abi >= 6 {
		a.scoped = first(2)
	}
	return a
}

// landlock forbids all that the kernel's Landlock can forbid, by a set of rights without one rule that grants any, and
// checks that it took: a kernel can have it compiled in and switched off. It returns the ABI version.
func landlock() (int, error) {
	r, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0, fmt.Errorf("not offered by this kernel: %w", errno)
	}
	abi := int(r)
	attr := landlockRights(abi)
	fd, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attr)), unsafe.Sizeof(attr), 0)
	if errno != 0 {
		return abi, fmt.Errorf("create ruleset: %w", errno)
	}
	defer func() { _ = unix.Close(int(fd)) }()
	if abi >= 8 {
		if _, _, errno = unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, fd, landlockTSync, 0); errno != 0 {
			return abi, fmt.Errorf("restrict: %w", errno)
		}
	} else if err := allThreads(unix.SYS_LANDLOCK_RESTRICT_SELF, fd, 0, 0, 0, 0); err != nil {
		return abi, fmt.Errorf("restrict: %w", err)
	}
	dir, err := unix.Open("/", unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err == nil {
		_ = unix.Close(dir)
		return abi, errors.New("without effect: the root directory could still be opened")
	}
	return abi, nil
}
