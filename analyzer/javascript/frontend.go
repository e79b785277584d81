// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"fmt"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// Language is the id of the language that the front end reads.
const Language = "javascript"

type frontEnd struct{}

// New returns the front end. It has no state and is safe for concurrent use.
func New() analyzer.FrontEnd { return frontEnd{} }

// Language returns "javascript".
func (frontEnd) Language() string { return Language }

// Lower parses source and establishes its facts. Tree is the *ast.Program that was judged. When the source uses await
// at its top level, that program is one call of an async arrow around it: its File.Source() then contains the source.
func (frontEnd) Lower(source string) (low *analyzer.Lowered, err error) {
	p, serr := parse(source)
	if serr != nil {
		return nil, serr
	}
	// The parser hands over trees as deep as the source; only the walk's own cap makes the rest safe, and a tree of a
	// shape that the walk does not expect must not take the caller down.
	defer func() {
		if r := recover(); r != nil {
			if limit, ok := r.(*analyzer.SyntaxError); ok {
				low, err = nil, limit
				return
			}
			low, err = nil, fmt.Errorf("javascript: lowering failed: %v", r)
		}
	}()
	t := lower(p)
	ev := newEvaluator(t, source)
	facts := ev.facts()
	if ev.flood {
		return nil, &analyzer.SyntaxError{Rule: ruleLimits, Offset: -1,
			Message: fmt.Sprintf("the program holds more than %d facts of one kind", maxPerKind)}
	}
	if p.shift > 1 {
		returnLast(p)
	}
	return &analyzer.Lowered{Facts: facts, Metrics: t.Metrics, Tree: p.program}, nil
}
