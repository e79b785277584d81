// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Caddy gives open requests a grace period of its own; after stopWait it is killed.
const (
	stopWait     = 20 * time.Second
	leftoverWait = 3 * time.Second
)

// stop ends what run started and waits until it is gone. It is no error when nothing runs. Processes that Caddy
// left behind are killed, and are an error: whoever starts one has to end it.
func (c *checkout) stop() error {
	pid, err := c.running()
	if err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	if pid == 0 {
		fmt.Println("stop: nothing runs that was started from here")
		return nil
	}
	if err := terminate(pid); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	if !eventually(stopWait, func() bool { return !c.isOurs(pid) }) {
		_ = kill(pid)
		if !eventually(leftoverWait, func() bool { return !c.isOurs(pid) }) {
			return fmt.Errorf("stop: process %d does not end, not even killed", pid)
		}
		fmt.Printf("stop: process %d did not end in %s and was killed\n", pid, stopWait)
	}
	_ = os.Remove(c.pid)
	if !eventually(leftoverWait, func() bool { return groupMembers(pid) == 0 }) {
		n := groupMembers(pid)
		_ = killGroup(pid)
		return fmt.Errorf("stop: process %d ended but left %d processes of its own running; they were killed", pid, n)
	}
	fmt.Printf("stop: process %d ended\n", pid)
	return nil
}

// running returns the process that run started, 0 when it is gone. A process number can be somebody else's by now, so
// the command line has to be ours; when nobody can tell whose it is, that is an error and nothing is killed.
func (c *checkout) running() (int, error) {
	data, err := os.ReadFile(c.pid)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil || pid <= 1 {
		return 0, fmt.Errorf("%s holds no process number; remove it", c.pid)
	}
	line, err := commandLine(pid)
	if err != nil {
		return 0, fmt.Errorf("whose process is %d: %w", pid, err)
	}
	if !strings.Contains(line, c.ownWord()) {
		_ = os.Remove(c.pid)
		return 0, nil
	}
	return pid, nil
}

func (c *checkout) isOurs(pid int) bool {
	line, err := commandLine(pid)
	return err != nil || strings.Contains(line, c.ownWord())
}

// ownWord is what the command line of our process has and others have not. Windows shows the program's name only.
func (c *checkout) ownWord() string {
	if exeSuffix != "" {
		return filepath.Base(c.binary)
	}
	return c.binary
}

// eventually asks until the answer is yes or the time is over.
func eventually(d time.Duration, yes func() bool) bool {
	for deadline := time.Now().Add(d); ; time.Sleep(50 * time.Millisecond) {
		if yes() {
			return true
		}
		if time.Now().After(deadline) {
			return false
		}
	}
}
