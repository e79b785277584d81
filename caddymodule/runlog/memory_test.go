// SPDX-License-Identifier: Apache-2.0

package runlog_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/runlog"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/runlog/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(*testing.T) runlog.Store { return runlog.NewMemory(100) })
}

func TestMemoryForgetsTheOldest(t *testing.T) {
	m := runlog.NewMemory(3)
	for i := range 7 {
		if err := m.Append(context.Background(), runlog.Record{ID: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := m.Recent(context.Background(), 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].ID != "6" || got[2].ID != "4" {
		t.Fatalf("a store of 3 after 7 appends holds %v", got)
	}
}
