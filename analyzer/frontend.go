// SPDX-License-Identifier: Apache-2.0

package analyzer

import "github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"

// FrontEnd reads one language. It is safe for concurrent use, never executes anything, and ends in bounded time and
// memory on any input that the admission scan let through.
type FrontEnd interface {
	// Language returns the id of the language, lower case ("javascript").
	Language() string
	// Lower parses source and establishes its facts. A *SyntaxError says that the source is not of the language or goes
	// beyond the front end's limits; any other error, or a panic, is a fault of the front end itself.
	Lower(source string) (*Lowered, error)
}

// Lowered is a parsed program and what was established about it.
type Lowered struct {
	Facts   []ir.Fact
	Metrics ir.Metrics
	// Tree is the parser's own tree, opaque here: handing it on makes the very program that was judged the one that runs.
	Tree any
}

// SyntaxError says why a source was refused, and where.
type SyntaxError struct {
	// Rule is the parse/... rule that reports it: parse/unparsable or parse/limits.
	Rule string
	// Offset is the byte offset of the fault, -1 when unknown.
	Offset  int
	Message string
}

// Error returns the message.
func (e *SyntaxError) Error() string { return e.Message }
