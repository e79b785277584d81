// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

func TestComplexityCalibration(t *testing.T) {
	for _, c := range []struct {
		name     string
		m        ir.Metrics
		low, top int
	}{
		{"empty", ir.Metrics{}, 0, 0},
		{"one line", ir.Metrics{Nodes: 12, Lines: 1}, 0, 3},
		{"a screenful", ir.Metrics{Nodes: 300, Decisions: 12, Functions: 4, MaxNesting: 4, MaxLoopNesting: 1}, 15, 30},
		{"a module of 20 KB", ir.Metrics{Nodes: 5_000, Decisions: 250, Functions: 60, MaxNesting: 7, MaxLoopNesting: 2}, 45, 65},
		{"a library of 500 KB", ir.Metrics{Nodes: 110_000, Decisions: 6_000, Functions: 1_200, MaxNesting: 14, MaxLoopNesting: 3}, 75, 99},
		{"a framework of 1 MB", ir.Metrics{Nodes: 220_000, Decisions: 13_000, Functions: 1_600, MaxNesting: 15, MaxLoopNesting: 3}, 75, 99},
		{"monstrous", ir.Metrics{Nodes: 80_000, Decisions: 20_000, Functions: 500, MaxNesting: 80, MaxLoopNesting: 60}, 101, 200},
		{"negative counts", ir.Metrics{Nodes: -5, Decisions: -1}, 0, 0},
	} {
		if got := Complexity(c.m); got < c.low || got > c.top {
			t.Errorf("%s: %d, want %d to %d", c.name, got, c.low, c.top)
		}
	}
}

func TestComplexityNeverFalls(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		m := ir.Metrics{
			Nodes: r.IntN(1 << r.IntN(20)), Decisions: r.IntN(1 << r.IntN(16)), Functions: r.IntN(1 << r.IntN(12)),
			MaxNesting: r.IntN(1 << r.IntN(9)), MaxLoopNesting: r.IntN(1 << r.IntN(8)),
		}
		before := Complexity(m)
		v := reflect.ValueOf(&m).Elem()
		f := v.Field(r.IntN(v.NumField()))
		f.SetInt(f.Int() + int64(r.IntN(1000)))
		if after := Complexity(m); after < before {
			t.Fatalf("%+v: %d, before %d", m, after, before)
		}
	}
}
