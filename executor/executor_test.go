// SPDX-License-Identifier: Apache-2.0

package executor_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

func TestLimits(t *testing.T) {
	l := executor.Limits{}.WithDefaults()
	if err := l.Validate(); err != nil {
		t.Errorf("the defaults: %v", err)
	}
	if l.Wall != 10*time.Second || l.Memory != 128<<20 || l.Output != 8192 || l.Result != 8192 {
		t.Errorf("defaults %+v", l)
	}
	if f := l.Flood(); f != 1<<20 {
		t.Errorf("a flood begins at %d bytes", f)
	}
	if f := (executor.Limits{Output: 1 << 20}).Flood(); f != 64<<20 {
		t.Errorf("a flood of a large limit begins at %d bytes", f)
	}
	for _, bad := range []executor.Limits{
		{Wall: 1}, {Wall: 2 * time.Hour}, {Wall: -1}, {Memory: 1}, {Memory: -1}, {Memory: 1 << 40}, {Output: -1}, {Output: 1 << 40}, {Result: -1}, {Result: 1 << 40},
	} {
		if bad.WithDefaults().Validate() == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}

func TestExitCodes(t *testing.T) {
	for reason, want := range map[executor.Reason]int{
		executor.Completed: 0, executor.Exception: 1, executor.SyntaxError: 1, executor.Blocked: 1,
		executor.TimeoutWall: 124, executor.TimeoutCPU: 124, executor.Memory: 137, executor.OutputLimit: 137,
		executor.Violation: 137, executor.Cancelled: 130, executor.WorkerLost: 125, executor.Internal: 125,
		"something new": 125,
	} {
		if got := reason.ExitCode(); got != want {
			t.Errorf("%s: exit code %d, want %d", reason, got, want)
		}
	}
}

func TestProgram(t *testing.T) {
	digest := strings.Repeat("a", 64)
	if !executor.Approve("javascript", digest, "p-1").Valid() {
		t.Error("an approved program is not valid")
	}
	for name, p := range map[string]executor.Program{
		"zero":        {},
		"no digest":   executor.Approve("javascript", "", "p-1"),
		"half digest": executor.Approve("javascript", digest[:32], "p-1"),
		"no policy":   executor.Approve("javascript", digest, ""),
		"no language": executor.Approve("", digest, "p-1"),
	} {
		if p.Valid() {
			t.Errorf("%s: valid", name)
		}
	}
}

func TestInputValidate(t *testing.T) {
	for value, ok := range map[string]bool{
		`1`: true, `{"a":["]}\"{["]}`: true, ``: false, `{`: false, `[1]]`: false, `"`: false, `"\`: false, `NaN`: false,
		strings.Repeat("[", 500) + strings.Repeat("]", 500): true,
		strings.Repeat("[", 501) + strings.Repeat("]", 501): false,
		strings.Repeat("[]", 1):                             true,
		"[" + strings.Repeat("[],", 5000) + "[]]":           true,
	} {
		if err := (executor.Input{Value: json.RawMessage(value)}).Validate(); (err == nil) != ok {
			t.Errorf("%.40q: %v", value, err)
		}
	}
	if err := (executor.Input{}).Validate(); err != nil {
		t.Errorf("no input: %v", err)
	}
}
