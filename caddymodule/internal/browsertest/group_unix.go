// SPDX-License-Identifier: Apache-2.0

//go:build unix

package browsertest

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the browser into a process group of its own, so that its helpers can be ended with it.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends the browser and its helpers.
func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
