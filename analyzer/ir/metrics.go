// SPDX-License-Identifier: Apache-2.0

package ir

// Metrics are the counts from which the complexity of a program is computed. A front end fills them in its one walk.
type Metrics struct {
	// Nodes counts the nodes of the parse tree.
	Nodes int `json:"nodes"`
	// Decisions counts the branches: if, ?:, case, catch, loops, &&, ||, ??, ?. and default values.
	Decisions int `json:"decisions"`
	// Functions counts the functions, arrows and methods.
	Functions int `json:"functions"`
	// MaxNesting is the deepest nesting of blocks that decide or repeat, functions included.
	MaxNesting int `json:"max_nesting"`
	// MaxLoopNesting is the deepest nesting of loops.
	MaxLoopNesting int `json:"max_loop_nesting"`
	// Lines counts the lines of the source.
	Lines int `json:"lines"`
}
