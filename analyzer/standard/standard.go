// SPDX-License-Identifier: Apache-2.0

// Package standard says which front ends and rules there are. It is the only package that knows them all.
package standard

import (
	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/javascript"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/rules"
)

// FrontEnds returns the front ends, one per language.
func FrontEnds() []analyzer.FrontEnd {
	return []analyzer.FrontEnd{
		javascript.New(),
	}
}

// Rules returns the rules, ordered by id.
func Rules() []*analyzer.Rule { return rules.All() }

// New returns an analyzer of everything there is. It panics when the lists contradict each other, which the tests exclude.
func New() *analyzer.Analyzer {
	a, err := analyzer.New(FrontEnds(), Rules())
	if err != nil {
		panic(err)
	}
	return a
}
