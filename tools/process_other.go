// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
)

const exeSuffix = ".exe"

// detach does nothing here: a process started without a console of its own outlives this program anyway.
func detach(*exec.Cmd) {}

// terminate kills: there is no signal that asks a process without a window to end.
func terminate(pid int) error { return kill(pid) }

func kill(pid int) error {
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return p.Kill()
}

func killGroup(int) error { return nil }

// commandLine returns the name of the program a process runs, empty when there is no such process.
func commandLine(pid int) (string, error) {
	out, err := exec.Command("tasklist", "/FI", "PID eq "+strconv.Itoa(pid), "/FO", "CSV", "/NH").Output()
	if err != nil {
		return "", fmt.Errorf("tasklist: %w", err)
	}
	if !bytes.HasPrefix(out, []byte(`"`)) {
		return "", nil
	}
	return string(bytes.TrimSpace(out)), nil
}

func groupMembers(int) int { return 0 }
