// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
)

// TestMain is also the child: with the variable set it does what the variable says, prints what it found, and ends.
func TestMain(m *testing.M) {
	switch os.Getenv("CONFINE_TEST_CHILD") {
	case "probe":
		// Unconfined: the probe must find ways out, or it could never say that there are none.
		fmt.Print(probe())
		os.Exit(0)
	case "apply":
		layers := Apply(Options{Memory: 64 << 20, Nice: 5})
		text, _ := json.Marshal(layers)
		fmt.Print(string(text))
		os.Exit(0)
	case "no seccomp":
		// Landlock and the rest without the filter.
		_ = dropCapabilities()
		_ = noNewPrivs()
		_, err := landlock()
		fmt.Print(err, ";", probe())
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func child(t *testing.T, what string) string {
	t.Helper()
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = []string{"CONFINE_TEST_CHILD=" + what}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestProbeFindsTheWayOut(t *testing.T) {
	got := child(t, "probe")
	for _, want := range []string{
		"open a file", "tcp socket", "udp socket", "unix socket", "start a program", "new process", "signal the parent", "anonymous file",
		"executable memory", "new namespace", "change user", "raise a limit",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("unconfined, and %q is not among: %s", want, got)
		}
	}
}

func TestProbeIsNotContentWithLandlock(t *testing.T) {
	got := child(t, "no seccomp")
	if strings.Contains(got, "not offered") || cgoBuild {
		t.Skip(got)
	}
	if strings.Contains(got, "open a file") || !strings.Contains(got, "udp socket") || !strings.Contains(got, "anonymous file") {
		t.Errorf("with Landlock alone: %s", got)
	}
}

func TestApplyHoldsEveryEssentialLayer(t *testing.T) {
	if raceBuild {
		t.Skip("the race detector's runtime makes system calls of its own")
	}
	var layers Layers
	if err := json.Unmarshal([]byte(child(t, "apply")), &layers); err != nil {
		t.Fatal(err)
	}
	if len(layers) != 9 {
		t.Errorf("%d layers: %s", len(layers), layers)
	}
	if missing := layers.Missing(); len(missing) > 0 {
		t.Errorf("missing: %s", missing)
	}
}

// TestFiltersAssembleEverywhere builds both filters' name lists for the architectures that we promise.
func TestFiltersAssembleEverywhere(t *testing.T) {
	for _, name := range []string{"amd64", "arm64"} {
		info, err := arch.GetInfo(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, must := range []string{"read", "write", "futex", "munmap", "epoll_pwait", "nanosleep", "rt_sigreturn", "exit_group", "clock_gettime"} {
			if !strings.Contains(" "+strings.Join(known(info, allowed), " ")+" ", " "+must+" ") {
				t.Errorf("%s: %s is not allowed", name, must)
			}
		}
		if n := len(known(info, fatal)); n < 40 {
			t.Errorf("%s: only %d deadly calls", name, n)
		}
	}
	for _, name := range fatal {
		for _, other := range allowed {
			if name == other && name != "seccomp" {
				t.Errorf("%s is both allowed and deadly", name)
			}
		}
	}
	p := seccomp.Policy{DefaultAction: seccomp.ActionErrno, Syscalls: []seccomp.SyscallGroup{{Names: []string{"read"}, Action: seccomp.ActionAllow}}}
	if _, err := p.Assemble(); err != nil {
		t.Error(err)
	}
}
