// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

func TestLayers(t *testing.T) {
	var l Layers
	l.add("one", true, "detail", nil)
	l.add("two", true, "detail", errors.New("denied"))
	l.add("three", false, "", errors.New("absent"))
	if missing := l.Missing(); len(missing) != 1 || missing[0].Name != "two" || missing[0].Detail != "" {
		t.Errorf("missing: %+v", missing)
	}
	if off := l.Off(); len(off) != 2 {
		t.Errorf("off: %+v", off)
	}
	if s := l.String(); s != "one, two (denied), three (absent)" {
		t.Error(s)
	}
}

func TestModes(t *testing.T) {
	if want := map[bool]Mode{true: Strict, false: BestEffort}[runtime.GOOS == "linux"]; DefaultMode() != want {
		t.Errorf("default %s", DefaultMode())
	}
	if err := Mode("off").Validate(); err == nil || !strings.Contains(err.Error(), "strict or best_effort") {
		t.Error(err)
	}
}
