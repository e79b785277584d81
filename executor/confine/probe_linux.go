// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"errors"
	"fmt"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// probe tries to get out and reports every way that was not refused. Each attempt is harmless where it succeeds, and made
// so that only a refusal answers with a refusal's error: a program that does not exist is started, so that "no such file"
// means that the starting itself was not refused.
func probe() error {
	attempts := []struct {
		name string
		try  func() error
	}{
		{"open a file", func() error { return opens("/", unix.O_RDONLY|unix.O_DIRECTORY) }},
		{"create a file", func() error { return opens("/tmp", unix.O_TMPFILE|unix.O_WRONLY) }},
		{"tcp socket", func() error { return makes(unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)) }},
		{"udp socket", func() error { return makes(unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)) }},
		{"unix socket", func() error { return makes(unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)) }},
		{"netlink socket", func() error { return makes(unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW, 0)) }},
		{"start a program", func() error { return unix.Exec("/nonexistent/program", []string{"program"}, nil) }},
		{"new process", func() error { return raw(unix.SYS_CLONE, unix.CLONE_THREAD, 0, 0) }},
		{"signal the parent", func() error { return unix.Kill(unix.Getppid(), 0) }},
		{"trace the parent", func() error { return raw(unix.SYS_PTRACE, unix.PTRACE_PEEKDATA, uintptr(unix.Getppid()), 0) }},
		{"read the parent's memory", readParent},
		{"anonymous file", func() error { return makes(unix.MemfdCreate("probe", unix.MFD_CLOEXEC)) }},
		{"executable memory", executable},
		{"new namespace", func() error { return unix.Unshare(0) }},
		{"change user", func() error { return raw(unix.SYS_SETRESUID, ^uintptr(0), ^uintptr(0), ^uintptr(0)) }},
		{"ring of calls", func() error { return raw(unix.SYS_IO_URING_SETUP, 0, 0, 0) }},
		{"raise a limit", func() error { return raw(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_NOFILE, 0) }},
	}
	var open []string
	for _, a := range attempts {
		if err := a.try(); !errors.Is(err, unix.EPERM) && !errors.Is(err, unix.EACCES) && !errors.Is(err, unix.ENOSYS) {
			if err == nil {
				open = append(open, a.name)
			} else {
				open = append(open, fmt.Sprintf("%s (%v)", a.name, err))
			}
		}
	}
	if len(open) > 0 {
		return errors.New("not refused: " + strings.Join(open, ", "))
	}
	return nil
}

// opens opens and closes a file.
func opens(name string, flags int) error {
	return makes(unix.Open(name, flags|unix.O_CLOEXEC, 0o600))
}

// makes closes what a call made.
func makes(fd int, err error) error {
	if err == nil {
		_ = unix.Close(fd)
	}
	return err
}

// raw makes a system call and returns its error.
func raw(trap, a1, a2, a3 uintptr) error {
	if _, _, errno := unix.Syscall6(trap, a1, a2, a3, 0, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// readParent reads one byte of the parent's memory at an address that is never mapped.
func readParent() error {
	var b byte
	local := []unix.Iovec{{Base: &b}}
	local[0].SetLen(1)
	_, err := unix.ProcessVMReadv(unix.Getppid(), local, []unix.RemoteIovec{{Base: 8, Len: 1}}, 0)
	return err
}

// executable maps a page that could be run.
func executable() error {
	size := uintptr(unix.Getpagesize())
	p, err := unix.MmapPtr(-1, 0, unsafe.Pointer(nil), size, unix.PROT_READ|unix.PROT_EXEC, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err == nil {
		_ = unix.MunmapPtr(p, size)
	}
	return err
}
