// SPDX-License-Identifier: Apache-2.0

package standard_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/runtimetest"
	"github.com/code-interceptor/caddy-code-interceptor/executor/standard"
)

// TestRuntimes holds that every runtime is there once, has an id and an engine, runs, and has hostile programs to be
// tried with in a worker.
func TestRuntimes(t *testing.T) {
	seen := map[string]bool{}
	for _, rt := range standard.Runtimes() {
		id := rt.Language()
		if !regexp.MustCompile(`^[a-z][a-z0-9]*$`).MatchString(id) || seen[id] || rt.Engine() == "" {
			t.Errorf("runtime %q on %q", id, rt.Engine())
		}
		seen[id] = true
		if len(runtimetest.Uninterruptible(id)) == 0 {
			t.Errorf("%s has no hostile programs for the worker", id)
		}
		c, err := rt.Compile("2 + 2", nil)
		if err != nil {
			t.Fatal(err)
		}
		if o := c.Run(context.Background(), executor.Input{}, executor.Limits{}, nil); string(o.Result) != "4" {
			t.Errorf("%s: %+v", id, o)
		}
	}
	if !seen["javascript"] {
		t.Error("javascript is gone")
	}
	if r := standard.Runtimes(); len(r) > 0 {
		r[0] = nil
		if standard.Runtimes()[0] == nil {
			t.Error("the slice is shared")
		}
	}
}
