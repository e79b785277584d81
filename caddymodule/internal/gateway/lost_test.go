// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"strings"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// TestEngineFails holds that a run whose engine fails ends with the reason that the engine knew, and keeps its output.
func TestEngineFails(t *testing.T) {
	gw, _ := setup(t, nil)
	x := mustRun(t, gw, program(`console.log("before"); "a".padEnd(2 ** 52)`))
	if x.Outcome.Reason != executor.Memory || !x.Outcome.Started || len(x.Outcome.Logs) != 1 || x.Outcome.Logs[0].Text != "before" {
		t.Errorf("%+v", x.Outcome)
	}
	if x := mustRun(t, gw, program(`2 + 2`)); x.Outcome.Reason != executor.Completed {
		t.Errorf("the next run: %+v", x.Outcome)
	}
}

// TestUnparsedNeverRuns holds that a source that was refused before parsing does not run in any mode.
func TestUnparsedNeverRuns(t *testing.T) {
	gw, _ := setup(t, nil)
	for name, source := range map[string]string{
		"large": strings.Repeat(" ", 300_000) + "1", "deep": strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
	} {
		for _, policy := range []string{"standard", "watch", "none"} {
			r := program(source)
			r.Policy = policy
			if x := mustRun(t, gw, r); x.Outcome.Reason != executor.Blocked || x.Outcome.Started {
				t.Errorf("%s, policy %s: %+v", name, policy, x.Outcome)
			}
		}
	}
}
