// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"errors"
	"fmt"
	"os"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// The system calls a Go process needs once everything is open: memory, scheduling, signals to itself, time, and reading
// and writing what it has. Names that an architecture does not have are left out there.
var allowed = []string{
	// what the protocol needs
	"read", "write", "close",
	// memory
	"munmap", "madvise", "brk",
	// threads and scheduling
	"futex", "futex_time64", "sched_yield", "sched_getaffinity", "gettid", "getpid", "exit", "exit_group",
	// the poller
	"epoll_pwait", "epoll_ctl", "epoll_wait", "epoll_pwait2",
	// time
	"nanosleep", "clock_gettime", "clock_gettime64", "clock_nanosleep", "clock_nanosleep_time64",
	// signals
	"rt_sigreturn", "sigreturn", "rt_sigprocmask", "rt_sigaction", "sigaltstack", "restart_syscall",
	// the runtime's look at its processor share, on files it holds since start
	"pread64",
	"getrandom",
	// lets a filter be added, which can only take away; used once more, then taken away by that filter
	"seccomp",
}

// allowedWithCgo is what the C library adds when it makes a thread.
var allowedWithCgo = []string{"set_robust_list", "rseq", "membarrier"}

// fatal are calls that no Go program makes by accident. Once the probe is over, to try one is to have taken the worker
// over, and the kernel ends the process at once: the parent sees it and says so.
var fatal = []string{
	"execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "pidfd_open",
	"pidfd_send_signal", "kcmp", "socket", "socketpair", "connect", "bind", "memfd_create", "memfd_secret", "userfaultfd",
	"io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "unshare", "setns", "mount", "umount2",
	"pivot_root", "chroot", "open_by_handle_at", "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups",
	"capset", "keyctl", "add_key", "request_key", "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load",
	"reboot", "swapon", "swapoff", "modify_ldt", "personality", "seccomp",
}

// Clone flags of a new thread of the Go runtime (with and without a thread pointer of its own) and of a C library. A new
// process has none of these.
const (
	cloneGo    = unix.CLONE_VM | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SIGHAND | unix.CLONE_SYSVSEM | unix.CLONE_THREAD
	cloneGoTLS = cloneGo | unix.CLONE_SETTLS
	cloneC     = cloneGoTLS | unix.CLONE_PARENT_SETTID | unix.CLONE_CHILD_CLEARTID
)

// loadFilter installs the system call filter on all threads: what is not named is refused with EPERM (the library's ActionErrno).
//
// It refuses and does not kill, because libraries try harmless things (a time zone file, a host name) and cope with no;
// the calls that have no harmless reason are made deadly by loadFatalFilter.
func loadFilter() error {
	info, err := arch.GetInfo("")
	if err != nil {
		return fmt.Errorf("architecture: %w", err)
	}
	rule := func(name string, conditions ...seccomp.Condition) seccomp.NameWithConditions {
		return seccomp.NameWithConditions{Name: name, Conditions: conditions}
	}
	equal := func(argument uint32, value uint64) seccomp.Condition {
		return seccomp.Condition{Argument: argument, Operation: seccomp.Equal, Value: value}
	}
	noExec := seccomp.Condition{Argument: 2, Operation: seccomp.BitsNotSet, Value: unix.PROT_EXEC}
	rules := []seccomp.NameWithConditions{
		rule("clone", equal(0, cloneGo)),
		rule("clone", equal(0, cloneGoTLS)),
		// The number is the one of this namespace, which is what tgkill takes.
		rule("tgkill", equal(0, uint64(os.Getpid()))),
		rule("mmap", noExec),
		rule("mmap2", noExec),
		rule("mprotect", noExec),
		rule("prctl", equal(0, unix.PR_SET_VMA)),
	}
	names := allowed
	groups := []seccomp.SyscallGroup{}
	if cgoBuild {
		names = append(append([]string{}, allowed...), allowedWithCgo...)
		rules = append(rules, rule("clone", equal(0, cloneC)))
		// A C library takes the older call when it hears that there is no newer one.
		groups = append(groups, seccomp.SyscallGroup{Names: known(info, []string{"clone3"}), Action: seccomp.ActionErrno | seccomp.Action(unix.ENOSYS)})
	}
	var kept []seccomp.NameWithConditions
	for _, r := range rules {
		if _, ok := info.SyscallNames[r.Name]; ok {
			kept = append(kept, r)
		}
	}
	groups = append(groups, seccomp.SyscallGroup{Names: known(info, names), NamesWithCondtions: kept, Action: seccomp.ActionAllow})
	return load(seccomp.Policy{DefaultAction: seccomp.ActionErrno, Syscalls: groups})
}

// loadFatalFilter adds the filter that ends the process at the calls in fatal.
func loadFatalFilter() error {
	info, err := arch.GetInfo("")
	if err != nil {
		return fmt.Errorf("architecture: %w", err)
	}
	return load(seccomp.Policy{
		DefaultAction: seccomp.ActionAllow,
		Syscalls:      []seccomp.SyscallGroup{{Names: known(info, fatal), Action: seccomp.ActionKillProcess}},
	})
}

// known returns those of names that the architecture has.
func known(info *arch.Info, names []string) []string {
	var out []string
	for _, name := range names {
		if _, ok := info.SyscallNames[name]; ok {
			out = append(out, name)
		}
	}
	return out
}

// load installs a filter on all threads.
func load(p seccomp.Policy) error {
	err := seccomp.LoadFilter(seccomp.Filter{NoNewPrivs: false, Flag: seccomp.FilterFlagTSync, Policy: p})
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return fmt.Errorf("%w (the kernel needs CONFIG_SECCOMP_FILTER)", err)
	}
	return err
}
