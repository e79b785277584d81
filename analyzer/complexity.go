// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"math"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// Complexity says in one number how much there is to a program, 0 for an empty one. It is
//
//	2.2 · log₂(1 + nodes/50)
//	+ 2.8 · log₂(1 + decisions/4)
//	+ 1.4 · log₂(1 + functions/4)
//	+ 3   · log₂(1 + max_nesting/2)
//	+ 6   · log₂(1 + max_loop_nesting)
//
// rounded to the nearest integer. Each doubling of a program adds a few points, so that size alone stays harmless: a
// one-liner is near 0, a screenful of code 15 to 30, a library of half a megabyte 70 to 85. Beyond 100 are only programs
// that are huge and deeply nested at once. It never falls when a count rises.
func Complexity(m ir.Metrics) int {
	part := func(weight float64, count int, unit float64) float64 {
		return weight * math.Log2(1+float64(max(count, 0))/unit)
	}
	return int(math.Round(part(2.2, m.Nodes, 50) + part(2.8, m.Decisions, 4) + part(1.4, m.Functions, 4) +
		part(3, m.MaxNesting, 2) + part(6, m.MaxLoopNesting, 1)))
}
