// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// nobody is the user and group that a worker of root becomes. The number is what kernel and distributions use for it; no
// look-up is made, since that would read files.
const nobody = 65534

// Apply locks the calling process in and reports every layer. It must be called once, when the process has opened and
// initialised all it needs, and before it touches anything hostile. It never fails as a whole: whether what holds is enough
// is the parent's decision. Nothing it does can be undone.
func Apply(o Options) Layers {
	// The poller makes its descriptors at the first timer, and could not after this.
	time.Sleep(time.Microsecond)

	// Thread-wise calls of the fallback for cgo builds must meet the thread that loads the filter.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	var layers Layers
	root := os.Geteuid() == 0

	layers.add(LayerDescriptors, true, "", closeInherited())
	layers.add(LayerPriority, false, "", lowerPriority(o.Nice))
	layers.add(LayerLimits, true, "", limitResources(o))

	// Setting the user sets dumpable to the system's choice, so that comes after; capabilities go last of the three
	// because setting the user needs them.
	detail := "uid " + strconv.Itoa(os.Getuid())
	var userErr error
	if root {
		userErr = becomeNobody()
		detail = "uid " + strconv.Itoa(nobody)
	}
	layers.add(LayerUser, root, detail, userErr)
	capErr := dropCapabilities()
	nnpErr := noNewPrivs()
	if capErr == nil {
		capErr = eachThread("CapEff", "0000000000000000")
	}
	layers.add(LayerCapabilities, true, "", capErr)

	abi, llErr := landlock()
	layers.add(LayerLandlock, false, "abi "+strconv.Itoa(abi), llErr)
	secErr := loadFilter()
	// A build with cgo cannot set the bit on all threads by itself; loading the filter then does.
	if nnpErr != nil && secErr == nil {
		nnpErr = nil
	}
	layers.add(LayerNoNewPrivs, true, "", nnpErr)
	layers.add(LayerSeccomp, true, "", secErr)
	if secErr == nil {
		layers.add(LayerProbe, true, "", errors.Join(probe(), loadFatalFilter()))
	} else {
		layers.add(LayerProbe, true, "", probe())
	}
	return layers
}

// errThisThread says that a call reached the calling thread only.
var errThisThread = errors.New("not possible on all threads in a build with cgo: build with CGO_ENABLED=0")

// allThreads makes a system call on every thread. With cgo it makes it on the calling thread and returns errThisThread.
func allThreads(trap, a1, a2, a3, a4, a5 uintptr) error {
	_, _, errno := syscall.AllThreadsSyscall6(trap, a1, a2, a3, a4, a5, 0)
	if errno == syscall.ENOTSUP {
		if _, _, errno = syscall.Syscall6(trap, a1, a2, a3, a4, a5, 0); errno == 0 {
			return errThisThread
		}
	}
	if errno != 0 {
		return errno
	}
	return nil
}

// eachThread reports the first thread whose status line key is not want.
func eachThread(key, want string) error {
	names, err := filepath.Glob("/proc/self/task/*/status")
	if err != nil || len(names) == 0 {
		return errors.New("cannot verify: /proc is not readable")
	}
	seen := false
	for _, name := range names {
		text, err := os.ReadFile(name)
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
			continue // the thread ended meanwhile
		}
		if err != nil {
			return fmt.Errorf("cannot verify: %w", err)
		}
		for line := range strings.Lines(string(text)) {
			k, v, _ := strings.Cut(line, ":")
			if k != key {
				continue
			}
			seen = true
			if got := strings.TrimSpace(v); got != want {
				return fmt.Errorf("a thread kept %s %s", key, got)
			}
		}
	}
	if !seen {
		return fmt.Errorf("cannot verify: no %s in /proc/self/task", key)
	}
	return nil
}

// closeInherited closes every descriptor above 2 that is not the Go runtime's own: what a parent forgot to mark
// close-on-exec (a listener, a log, a database) must not be there.
func closeInherited() error {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return fmt.Errorf("cannot list descriptors: %w", err)
	}
	for _, e := range entries {
		fd, err := strconv.Atoi(e.Name())
		if err != nil || fd <= 2 || runtimeOwns(fd, e.Name()) {
			continue
		}
		// The descriptor of the listing itself is closed already, which is what EBADF says.
		if err := unix.Close(fd); err != nil && err != unix.EBADF {
			return fmt.Errorf("cannot close descriptor %d: %w", fd, err)
		}
	}
	return nil
}

// runtimeOwns says whether fd is one the Go runtime holds: its poller, and the cgroup files it reads the processor share
// from. Those are told by their file system, not by name, so that nothing else can look like them.
func runtimeOwns(fd int, name string) bool {
	link, err := os.Readlink("/proc/self/fd/" + name)
	if err != nil {
		return false
	}
	if link == "anon_inode:[eventpoll]" || link == "anon_inode:[eventfd]" {
		return true
	}
	var fs unix.Statfs_t
	if unix.Fstatfs(fd, &fs) != nil {
		return false
	}
	if fs.Type != unix.CGROUP2_SUPER_MAGIC && fs.Type != unix.CGROUP_SUPER_MAGIC {
		return false
	}
	flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	return err == nil && flags&unix.O_ACCMODE == unix.O_RDONLY && strings.HasPrefix(filepath.Base(link), "cpu.")
}

// lowerPriority sets the nice value of every thread; threads made later inherit it.
func lowerPriority(nice int) error {
	err := allThreads(unix.SYS_SETPRIORITY, unix.PRIO_PROCESS, 0, uintptr(nice), 0, 0)
	if !errors.Is(err, errThisThread) {
		return err
	}
	entries, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return err
	}
	for _, e := range entries {
		// In a namespace of its own the numbers of /proc are the parent's: then only the calling thread is lowered.
		if tid, err := strconv.Atoi(e.Name()); err == nil {
			_ = unix.Setpriority(unix.PRIO_PROCESS, tid, nice)
		}
	}
	return nil
}

// becomeNobody gives up root on every thread.
func becomeNobody() error {
	if err := syscall.Setgroups(nil); err != nil {
		return fmt.Errorf("setgroups: %w (run as an ordinary user instead)", err)
	}
	if err := syscall.Setresgid(nobody, nobody, nobody); err != nil {
		return fmt.Errorf("setresgid: %w (run as an ordinary user instead)", err)
	}
	if err := syscall.Setresuid(nobody, nobody, nobody); err != nil {
		return fmt.Errorf("setresuid: %w (run as an ordinary user instead)", err)
	}
	want := strings.Repeat(strconv.Itoa(nobody)+"\t", 4)
	return eachThread("Uid", strings.TrimSpace(want))
}

// dropCapabilities empties the ambient, effective, permitted and inheritable sets of every thread. An ordinary user may hold
// some: a service unit that grants the right to bind low ports passes it on to children.
func dropCapabilities() error {
	// Kernels before 4.3 have no ambient set to clear.
	err := allThreads(unix.SYS_PRCTL, unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
	if err != nil && !errors.Is(err, unix.EINVAL) && !errors.Is(err, errThisThread) {
		return fmt.Errorf("clear ambient set: %w", err)
	}
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	err = allThreads(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&data[0])), 0, 0, 0)
	runtime.KeepAlive(&header)
	runtime.KeepAlive(&data)
	if err != nil && !errors.Is(err, errThisThread) {
		return fmt.Errorf("capset: %w", err)
	}
	return nil
}

// noNewPrivs makes it impossible to gain rights by starting a program, and keeps others of the same user from looking in.
func noNewPrivs() error {
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("set not dumpable: %w", err)
	}
	if err := allThreads(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	return eachThread("NoNewPrivs", "1")
}
