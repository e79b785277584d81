// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Escapes that must be refused: what they try fails, and the worker lives.
var refused = map[string]func(arg string) error{
	"read a file":             func(string) error { _, err := os.ReadFile("/etc/passwd"); return err },
	"read its own memory map": func(string) error { _, err := os.ReadFile("/proc/self/maps"); return err },
	"read the parent's environment": func(arg string) error {
		_, err := os.ReadFile("/proc/" + arg + "/environ")
		return err
	},
	"list the root": func(string) error { _, err := os.ReadDir("/"); return err },
	"write a file":  func(string) error { return os.WriteFile("/tmp/code-interceptor-escape", []byte("x"), 0o600) },
	"write shared memory": func(string) error {
		return os.WriteFile("/dev/shm/code-interceptor-escape", []byte("x"), 0o600)
	},
	"remove a file":      func(string) error { return os.Remove("/tmp/code-interceptor-victim") },
	"make a directory":   func(string) error { return os.Mkdir("/tmp/code-interceptor-dir", 0o700) },
	"make a link":        func(string) error { return os.Symlink("/etc", "/tmp/code-interceptor-link") },
	"change directory":   func(string) error { return os.Chdir("/tmp") },
	"stat":               func(string) error { _, err := os.Stat("/etc/passwd"); return err },
	"kill the parent":    func(arg string) error { return syscall.Kill(atoi(arg), syscall.SIGKILL) },
	"kill the group":     func(string) error { return syscall.Kill(0, syscall.SIGKILL) },
	"kill everybody":     func(string) error { return syscall.Kill(-1, syscall.SIGKILL) },
	"tgkill the parent":  func(arg string) error { return unix.Tgkill(atoi(arg), atoi(arg), syscall.SIGKILL) },
	"a pipe":             func(string) error { _, _, err := os.Pipe(); return err },
	"clone a process":    func(string) error { return call(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0) },
	"clone3":             func(string) error { return call(unix.SYS_CLONE3, 0, 0, 0) },
	"raise a limit":      func(string) error { return unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: 1 << 40, Max: 1 << 40}) },
	"regain priority":    func(string) error { return unix.Setpriority(unix.PRIO_PROCESS, 0, -10) },
	"executable memory":  func(string) error { return mapped(unix.PROT_READ | unix.PROT_EXEC) },
	"become dumpable":    func(string) error { return unix.Prctl(unix.PR_SET_DUMPABLE, 1, 0, 0, 0) },
	"executable later":   func(string) error { return call(unix.SYS_MPROTECT, 0, 4096, unix.PROT_EXEC) },
	"ioctl on the pipe":  func(string) error { _, err := unix.IoctlGetInt(0, unix.TIOCINQ); return err },
	"duplicate":          func(string) error { _, err := unix.Dup(1); return err },
	"a timer of signals": func(string) error { return call(unix.SYS_SETITIMER, 0, 0, 0) },
	"send to nowhere":    func(string) error { return unix.Sendto(1, nil, 0, &unix.SockaddrInet4{}) },
	"system log":         func(string) error { _, err := unix.Klogctl(unix.SYSLOG_ACTION_SIZE_BUFFER, nil); return err },
}

// Escapes that end the process: no Go program tries them by accident.
var fatal = map[string]func(arg string) error{
	"tcp":             func(string) error { return dialled(net.DialTimeout("tcp", "127.0.0.1:1", time.Second)) },
	"udp":             func(string) error { return dialled(net.Dial("udp", "127.0.0.1:1")) },
	"unix socket":     func(string) error { return dialled(net.Dial("unix", "/run/x.sock")) },
	"abstract socket": func(string) error { return dialled(net.Dial("unix", "@code-interceptor")) },
	"listen":          func(string) error { _, err := net.Listen("tcp", "127.0.0.1:0"); return err },
	"netlink":         func(string) error { _, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW, 0); return err },
	"packet socket":   func(string) error { _, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW, 0); return err },
	"exec":            func(string) error { return unix.Exec("/bin/sh", []string{"sh", "-c", "exit 0"}, nil) },
	"trace the parent": func(arg string) error {
		return unix.PtraceAttach(atoi(arg))
	},
	"read the parent": func(arg string) error {
		b := make([]byte, 8)
		local := []unix.Iovec{{Base: &b[0], Len: 8}}
		_, err := unix.ProcessVMReadv(atoi(arg), local, []unix.RemoteIovec{{Base: 0x400000, Len: 8}}, 0)
		return err
	},
	"write the parent": func(arg string) error {
		b := make([]byte, 8)
		local := []unix.Iovec{{Base: &b[0], Len: 8}}
		_, err := unix.ProcessVMWritev(atoi(arg), local, []unix.RemoteIovec{{Base: 0x400000, Len: 8}}, 0)
		return err
	},
	"take a descriptor": func(arg string) error { _, err := unix.PidfdOpen(atoi(arg), 0); return err },
	"memfd":             func(string) error { _, err := unix.MemfdCreate("x", 0); return err },
	"unshare":           func(string) error { return unix.Unshare(unix.CLONE_NEWUSER) },
	"setns":             func(string) error { return unix.Setns(0, 0) },
	"setuid":            func(string) error { return call(unix.SYS_SETUID, 0, 0, 0) },
	"setresuid":         func(string) error { return call(unix.SYS_SETRESUID, 0, 0, 0) },
	"mount":             func(string) error { return unix.Mount("none", "/tmp", "tmpfs", 0, "") },
	"chroot":            func(string) error { return unix.Chroot("/tmp") },
	"io_uring":          func(string) error { return call(unix.SYS_IO_URING_SETUP, 8, 0, 0) },
	"bpf":               func(string) error { return call(unix.SYS_BPF, 0, 0, 0) },
	"perf":              func(string) error { return call(unix.SYS_PERF_EVENT_OPEN, 0, 0, 0) },
	"userfaultfd":       func(string) error { return call(unix.SYS_USERFAULTFD, 0, 0, 0) },
	"a filter of its own": func(string) error {
		return call(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, 0)
	},
}

var systemTasks = Tasks{
	"refused": escape(refused),
	"fatal":   escape(fatal),
	// What every thread of the process can be told about itself.
	"start": func(context.Context, *Call) ([]byte, error) {
		return nil, exec.Command("/bin/true").Run()
	},
	"forge_sigkill": func(context.Context, *Call) ([]byte, error) {
		return nil, unix.Tgkill(os.Getpid(), unix.Gettid(), syscall.SIGKILL)
	},
}

// escape makes a task of a table: the payload is "name|pid of the parent", the reply is the error, or nothing on success.
func escape(table map[string]func(string) error) Task {
	return func(_ context.Context, c *Call) ([]byte, error) {
		name, arg, _ := strings.Cut(string(c.Payload), "|")
		try, ok := table[name]
		if !ok {
			return nil, errors.New("no such escape")
		}
		err := try(arg)
		var errno syscall.Errno
		if errors.As(err, &errno) && (errno == unix.EPERM || errno == unix.EACCES || errno == unix.ENOSYS) {
			return []byte("refused"), nil
		}
		return fmt.Appendf(nil, "not refused: %v", err), nil
	}
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

func call(trap, a, b, c uintptr) error {
	if _, _, errno := syscall.RawSyscall(trap, a, b, c); errno != 0 {
		return errno
	}
	return nil
}

func mapped(prot int) error {
	_, err := unix.MmapPtr(-1, 0, unsafe.Pointer(nil), 4096, prot, unix.MAP_PRIVATE|unix.MAP_ANON)
	return err
}

func dialled(c net.Conn, err error) error {
	if err == nil {
		_ = c.Close()
	}
	return err
}

func TestEscapesAreRefused(t *testing.T) {
	if raceBuild {
		t.Skip("the sandbox is not complete under the race detector")
	}
	if len(refused) < 27 {
		t.Errorf("%d escapes: some were lost", len(refused))
	}
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	for name := range refused {
		reply, err := s.Call(context.Background(), "refused", fmt.Appendf(nil, "%s|%d", name, os.Getpid()), CallLimits{}, nil)
		if err != nil || string(reply.Payload) != "refused" {
			t.Errorf("%s: %s, %v", name, reply.Payload, err)
		}
		if err != nil {
			s.Close()
			s = acquire(t, p, Long)
		}
	}
}

func TestEscapesAreFatal(t *testing.T) {
	if raceBuild {
		t.Skip("the sandbox is not complete under the race detector")
	}
	if len(fatal) < 24 {
		t.Errorf("%d escapes: some were lost", len(fatal))
	}
	cfg := testConfig()
	cfg.Size = 3
	p := open(t, cfg)
	for name := range fatal {
		s := acquire(t, p, Short)
		reply, err := s.Call(context.Background(), "fatal", fmt.Appendf(nil, "%s|%d", name, os.Getpid()), CallLimits{}, nil)
		var ended *Ended
		if !errors.As(err, &ended) || ended.Cause != Violation {
			t.Errorf("%s: %s, %v", name, reply.Payload, err)
		}
		s.Close()
	}
	echo(t, p)
}

// TestStartingAProgramIsRefused goes the way a library would, through fork and exec.
func TestStartingAProgramIsRefused(t *testing.T) {
	if raceBuild {
		t.Skip("the sandbox is not complete under the race detector")
	}
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	if _, err := s.Call(context.Background(), "start", nil, CallLimits{}, nil); err == nil {
		t.Error("a program was started")
	}
}

// TestInheritedDescriptorIsClosed gives the worker a descriptor that is not marked close-on-exec, as a careless library in
// the parent would.
func TestInheritedDescriptorIsClosed(t *testing.T) {
	f, err := os.Open("/etc/passwd")
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = f.Close() }()
	fd, err := unix.Dup(int(f.Fd())) // dup clears the mark
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unix.Close(fd) }()
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	links, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.proc.proc.Pid))
	if err != nil {
		t.Skip(err) // an ordinary user may not look into a worker
	}
	for _, l := range links {
		if to, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%s", s.proc.proc.Pid, l.Name())); err == nil && strings.Contains(to, "passwd") {
			t.Errorf("the worker holds %s", to)
		}
	}
	if len(links) < 3 || len(links) > 8 {
		t.Errorf("the worker holds %d descriptors", len(links))
	}
}

// TestWorkerStatus reads what the kernel says about every thread of a worker.
func TestWorkerStatus(t *testing.T) {
	if raceBuild {
		t.Skip("the sandbox is not complete under the race detector")
	}
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	if _, err := s.Call(context.Background(), "stress", nil, CallLimits{}, nil); err != nil {
		t.Fatal(err)
	}
	pid := s.proc.proc.Pid
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil || len(tasks) == 0 {
		t.Fatal(err)
	}
	for _, task := range tasks {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/status", pid, task.Name()))
		if err != nil {
			continue // the thread has ended
		}
		for _, want := range []string{"Seccomp:\t2", "NoNewPrivs:\t1", "CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "CapAmb:\t0000000000000000"} {
			if !strings.Contains(string(text), want+"\n") {
				t.Errorf("thread %s: no %q", task.Name(), want)
			}
		}
		if nice := priority(t, pid, task.Name()); nice != "10" && nice != "" {
			t.Errorf("thread %s has nice %s", task.Name(), nice)
		}
	}
}

// priority returns the nice value of a thread as the kernel prints it.
func priority(t *testing.T, pid int, tid string) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/stat", pid, tid))
	if err != nil {
		return ""
	}
	_, rest, ok := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if !ok || len(fields) < 17 {
		t.Fatalf("stat: %q", text)
	}
	return fields[16]
}

// TestOrphanEnds kills a parent with workers that are idle, in a loop, and asleep. All must be gone soon.
func TestOrphanEnds(t *testing.T) {
	if os.Getenv("CODE_INTERCEPTOR_TEST_ORPHAN") != "" {
		cfg := testConfig()
		cfg.Size = 3
		p := open(t, cfg)
		for p.Status().Ready < 3 {
			time.Sleep(time.Millisecond)
		}
		var pids []string
		for proc := range p.all {
			pids = append(pids, strconv.Itoa(proc.proc.Pid))
		}
		go func() {
			s, _ := p.Acquire(context.Background(), Long)
			_, _ = s.Call(context.Background(), "loop", nil, CallLimits{Wall: 20 * time.Second}, nil)
		}()
		for p.Status().Busy == 0 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(50 * time.Millisecond)
		fmt.Printf("pids %s\n", strings.Join(pids, " "))
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	cmd := exec.Command(selfPath, "-test.run=^TestOrphanEnds$")
	cmd.Env = append(os.Environ(), "CODE_INTERCEPTOR_TEST_ORPHAN=1")
	out, _ := cmd.Output()
	_, list, ok := strings.Cut(string(out), "pids ")
	pids := strings.Fields(list)
	if !ok || len(pids) != 3 {
		t.Fatalf("the parent said %q", out)
	}
	deadline := time.Now().Add(5 * time.Second)
	for _, pid := range pids {
		for alive(pid) {
			if time.Now().After(deadline) {
				t.Fatalf("worker %s outlived its parent", pid)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// alive says whether a process runs; one that ended and was not reaped does not.
func alive(pid string) bool {
	text, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return false
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	return !strings.HasPrefix(rest, "Z") && !strings.HasPrefix(rest, "X")
}

// TestSignalsToTheGroupAreIgnored: a terminal or a service manager signals everyone; calls under way must be answered.
func TestSignalsToTheGroupAreIgnored(t *testing.T) {
	p := open(t, testConfig())
	s := acquire(t, p, Long)
	time.AfterFunc(50*time.Millisecond, func() {
		for _, sig := range []os.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
			_ = s.proc.proc.Signal(sig)
		}
	})
	if reply, err := s.Call(context.Background(), "sleep", []byte("200ms"), CallLimits{}, nil); err != nil || string(reply.Payload) != "slept" {
		t.Errorf("%q, %v", reply.Payload, err)
	}
}

// TestAsOrdinaryUser repeats what matters without root's rights.
func TestAsOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("not root: all other tests run as an ordinary user already")
	}
	if raceBuild {
		t.Skip("the sandbox is not complete under the race detector")
	}
	cmd := exec.Command(selfPath, "-test.run=^(TestHostile|TestEscapes.*|TestWorkerStatus|TestCloseLeavesNothing|TestCallAndEmit|TestCancel)$", "-test.v")
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Credential: &syscall.Credential{Uid: 1000, Gid: 1000},
		// A service unit may grant the right to bind low ports: workers must not inherit it.
		AmbientCaps: []uintptr{unix.CAP_NET_BIND_SERVICE},
	}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, os.ErrPermission) {
		t.Skip(err) // no right to change the user
	}
	if err != nil || strings.Count(string(out), "\n--- PASS: ") < 7 {
		t.Errorf("%v\n%s", err, out)
	}
}
