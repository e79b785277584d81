// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"strings"
	"testing"
)

func TestRingKeepsBeginningAndEnd(t *testing.T) {
	r := newRing()
	r.fill(strings.NewReader("fatal error: first\n" + strings.Repeat("frame\n", 100_000) + "last \xff"))
	got := r.String()
	if !strings.HasPrefix(got, "fatal error: first\n") || !strings.HasSuffix(got, "last ?") || len(got) > 2*ringHalf+16 {
		t.Errorf("%d bytes: %.40q ... %q", len(got), got, got[len(got)-20:])
	}
	r.reset()
	if r.String() != "" {
		t.Errorf("after reset: %q", r.String())
	}
	r.add([]byte("short"))
	if r.String() != "short" {
		t.Error(r.String())
	}
}
