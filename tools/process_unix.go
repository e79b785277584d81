// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const exeSuffix = ""

// detach makes the command survive this program and its terminal: a session, and so a process group, of its own.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

func terminate(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) }

func kill(pid int) error { return syscall.Kill(pid, syscall.SIGKILL) }

func killGroup(pgid int) error { return syscall.Kill(-pgid, syscall.SIGKILL) }

// commandLine returns the command line of a process, empty when there is none: ended, or a zombie nobody waits for.
// Linux is asked through /proc, since small containers have no ps.
func commandLine(pid int) (string, error) {
	if _, err := os.Stat("/proc/self/cmdline"); err == nil {
		data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
			return "", nil
		}
		return string(bytes.TrimSpace(bytes.ReplaceAll(data, []byte{0}, []byte{' '}))), err
	}
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return "", nil
	}
	out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return "", nil // ps exits 1 when there is no such process
	}
	if err != nil {
		return "", fmt.Errorf("ps: %w", err)
	}
	return string(bytes.TrimSpace(out)), nil
}

// groupMembers counts the living processes of a group. Where /proc does not tell, it is 1 for "some".
func groupMembers(pgid int) int {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	if len(stats) == 0 {
		if errors.Is(syscall.Kill(-pgid, 0), syscall.ESRCH) {
			return 0
		}
		return 1
	}
	n := 0
	for _, name := range stats {
		data, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		// pid (name) state parent group ...; the name may hold anything, also parentheses.
		_, rest, ok := strings.Cut(string(data[bytes.LastIndexByte(data, ')')+1:]), " ")
		if f := strings.Fields(rest); ok && len(f) > 2 && f[0] != "Z" && f[0] != "X" && f[2] == strconv.Itoa(pgid) {
			n++
		}
	}
	return n
}
