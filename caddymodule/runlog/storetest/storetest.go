// SPDX-License-Identifier: Apache-2.0

// Package storetest is the suite that every run log store passes.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/runlog"
)

// Run runs the suite. open returns an empty store that keeps at least 100 records.
func Run(t *testing.T, open func(t *testing.T) runlog.Store) {
	ctx := context.Background()

	t.Run("newest first", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		for i := range 5 {
			must(t, s.Append(ctx, record(i)))
		}
		got, err := s.Recent(ctx, 3)
		must(t, err)
		if len(got) != 3 || got[0].ID != "4" || got[1].ID != "3" || got[2].ID != "2" {
			t.Fatalf("Recent(3) after five appends: %v, want records 4, 3, 2", ids(got))
		}
	})

	t.Run("every field survives", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		want := runlog.Record{
			ID: "x", Time: time.Unix(1700000000, 0).UTC(), Origin: "rest", Principal: "alice", Policy: "standard",
			PolicyVersion: "p-1", Language: "javascript", SHA256: "ab", SourceBytes: 7, Verdict: "block",
			Rules: []string{"code/eval"}, Complexity: 3, Reason: "blocked", ExitCode: 1, OutputBytes: 9, Duration: time.Second,
		}
		must(t, s.Append(ctx, want))
		got, err := s.Recent(ctx, 1)
		must(t, err)
		if len(got) != 1 || fmt.Sprintf("%+v", got[0]) != fmt.Sprintf("%+v", want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
	})

	t.Run("asking for more, none or less than none", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		must(t, s.Append(ctx, record(1)))
		for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 1 << 20: 1} {
			got, err := s.Recent(ctx, n)
			must(t, err)
			if len(got) != want {
				t.Errorf("Recent(%d): %d records, want %d", n, len(got), want)
			}
		}
	})

	t.Run("concurrent appends are all there", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() {
				for k := range 10 {
					if err := s.Append(ctx, record(i*10+k)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		got, err := s.Recent(ctx, 1000)
		must(t, err)
		seen := map[string]bool{}
		for _, r := range got {
			seen[r.ID] = true
		}
		if len(seen) != 100 {
			t.Fatalf("%d different records after 100 appends", len(seen))
		}
	})

	t.Run("closed", func(t *testing.T) {
		s := open(t)
		must(t, s.Close())
		if err := s.Append(ctx, record(1)); !errors.Is(err, runlog.ErrClosed) {
			t.Errorf("Append after Close: %v, want ErrClosed", err)
		}
		if _, err := s.Recent(ctx, 1); !errors.Is(err, runlog.ErrClosed) {
			t.Errorf("Recent after Close: %v, want ErrClosed", err)
		}
	})
}

func record(i int) runlog.Record { return runlog.Record{ID: fmt.Sprint(i), Verdict: "pass"} }

func ids(rs []runlog.Record) (out []string) {
	for _, r := range rs {
		out = append(out, r.ID)
	}
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
