// SPDX-License-Identifier: Apache-2.0

package runtimetest

import (
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// TestUninterruptible holds what tests elsewhere rely on.
func TestUninterruptible(t *testing.T) {
	programs := Uninterruptible("javascript")
	if len(programs) < 38 {
		t.Errorf("%d programs, once there were 38", len(programs))
	}
	names := map[string]bool{}
	for _, p := range programs {
		if names[p.Name] || p.Source == "" || len(p.Reasons) == 0 {
			t.Errorf("%+v is incomplete, or there twice", p)
		}
		names[p.Name] = true
		for _, r := range p.Reasons {
			if r == executor.Completed || r == executor.WorkerLost || r == executor.Internal {
				t.Errorf("%s may not end as %s", p.Name, r)
			}
		}
	}
	if Uninterruptible("no such language") != nil {
		t.Error("programs of a language that is not there")
	}
}
