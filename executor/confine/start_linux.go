// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"syscall"

	"golang.org/x/sys/unix"
)

// namespaces cut the child off from network, processes, IPC, host name and mounts of the machine.
const namespaces = unix.CLONE_NEWNET | unix.CLONE_NEWPID | unix.CLONE_NEWIPC | unix.CLONE_NEWUTS | unix.CLONE_NEWNS

// noNamespaces remembers the kernel's refusal, so that it is asked once and not at every start.
var noNamespaces atomic.Pointer[string]

// Start starts a child in a session and, where the kernel allows, in namespaces of its own. It reports that layer; the
// child reports the others. Safe for concurrent use. The working directory of the child is the root directory.
func Start(c Child) (*os.Process, Layer, error) {
	layer := Layer{Name: LayerNamespaces}
	if refusal := noNamespaces.Load(); refusal != nil {
		layer.Error = *refusal
	} else {
		attr := &syscall.SysProcAttr{Setsid: true, Cloneflags: namespaces}
		layer.Detail = "net pid ipc uts mnt"
		if uid := os.Geteuid(); uid != 0 {
			// An ordinary user needs a user namespace to make the others. Root must not use one: mapped to itself it
			// would stay root outside, so it gives its rights up inside the child instead.
			attr.Cloneflags |= unix.CLONE_NEWUSER
			attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: uid, Size: 1}}
			attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: os.Getegid(), Size: 1}}
			layer.Detail = "user " + layer.Detail
		}
		p, err := start(c, attr)
		if err == nil {
			layer.On = true
			return p, layer, nil
		}
		layer.Detail = ""
		layer.Error = fmt.Sprintf("refused by the kernel or the container: %v", err)
		if !errors.Is(err, unix.EPERM) && !errors.Is(err, unix.EACCES) && !errors.Is(err, unix.EINVAL) &&
			!errors.Is(err, unix.ENOSPC) && !errors.Is(err, unix.ENOSYS) && !errors.Is(err, unix.EUSERS) {
			return nil, layer, err
		}
	}
	p, err := start(c, &syscall.SysProcAttr{Setsid: true})
	if err == nil {
		// Only now is it known that the namespaces, and not the program, were refused.
		refusal := layer.Error
		noNamespaces.Store(&refusal)
	}
	return p, layer, err
}

func start(c Child, attr *syscall.SysProcAttr) (*os.Process, error) {
	return os.StartProcess(c.Path, c.Args, &os.ProcAttr{
		Dir: "/", Env: c.Env, Files: []*os.File{c.Files[0], c.Files[1], c.Files[2]}, Sys: attr,
	})
}
