// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// BuiltinPolicies returns the policies that exist without any configuration, fresh copies in this order:
//
//   - relaxed: for applications that take code from people they know. High blocks, medium is logged, low ignored; any number
//     of findings and any complexity.
//   - standard: the default. High blocks, medium warns, low is logged; more than 5 findings or a complexity above 100 block.
//   - strict: for code from strangers. Medium blocks too, low warns; more than 5 findings or a complexity above 60 block.
//   - agent: for code that a model wrote for a sandbox. Every way to run text as code, to the network, to the process and to
//     modules blocks whatever its severity; the rest as in standard, low ignored, timers allowed, up to 20 findings, a score
//     of 20 blocks.
func BuiltinPolicies() []*Policy {
	return []*Policy{
		{
			Name: "relaxed", Mode: Enforce,
			On:           map[Severity]Action{High: Block, Medium: Pass, Low: Ignore},
			OnUnparsable: Block, MaxViolations: new(0), MaxComplexity: new(0), ScoreThreshold: new(0),
		},
		{
			Name: "standard", Mode: Enforce,
			On:           map[Severity]Action{High: Block, Medium: Warn, Low: Pass},
			OnUnparsable: Block, MaxViolations: new(DefaultMaxViolations), MaxComplexity: new(DefaultMaxComplexity),
			ScoreThreshold: new(0),
		},
		{
			Name: "strict", Mode: Enforce,
			On:           map[Severity]Action{High: Block, Medium: Block, Low: Warn},
			OnUnparsable: Block, MaxViolations: new(5), MaxComplexity: new(60), ScoreThreshold: new(0),
		},
		{
			Name: "agent", Mode: Enforce,
			On:           map[Severity]Action{High: Block, Medium: Warn, Low: Ignore},
			OnUnparsable: Block,
			Allow:        []string{"timer"}, Deny: []string{"code", "global", "module", "net", "process"},
			MaxViolations: new(20), MaxComplexity: new(100), ScoreThreshold: new(20),
		},
	}
}

// DefaultPolicyName is the policy that holds where none is named.
const DefaultPolicyName = "standard"

// ResolvePolicies returns the built-in policies and own ones by name, with everything they extend written into them. Own
// policies may extend built-in ones and each other; one that extends nothing extends standard. A built-in name may be
// redefined: then it extends the built-in policy of that name, unless it says otherwise.
func ResolvePolicies(own []*Policy) (map[string]*Policy, error) {
	builtin, custom := map[string]*Policy{}, map[string]*Policy{}
	for _, p := range BuiltinPolicies() {
		builtin[p.Name] = p
	}
	for _, p := range own {
		if p.Name == "" {
			return nil, fmt.Errorf("policy without a name")
		}
		if custom[p.Name] != nil {
			return nil, fmt.Errorf("policy %q is defined twice", p.Name)
		}
		custom[p.Name] = p
	}
	var resolve func(name string, seen []string) (*Policy, error)
	resolve = func(name string, seen []string) (*Policy, error) {
		p := custom[name]
		switch {
		case p == nil && builtin[name] == nil:
			known := slices.Concat(slices.Collect(maps.Keys(builtin)), slices.Collect(maps.Keys(custom)))
			return nil, fmt.Errorf("policy %q extends %q, which does not exist: want %s", seen[len(seen)-1], name, orList(set(known)))
		case p == nil:
			return builtin[name], nil
		case slices.Contains(seen, name):
			return nil, fmt.Errorf("policies extend each other in a circle: %s", strings.Join(append(seen, name), " → "))
		}
		base := builtin[DefaultPolicyName]
		switch {
		case builtin[name] != nil && (p.Extends == "" || p.Extends == name):
			base = builtin[name]
		case p.Extends != "":
			var err error
			if base, err = resolve(p.Extends, append(slices.Clip(seen), name)); err != nil {
				return nil, err
			}
		}
		merged := &Policy{}
		merged.merge(base)
		merged.merge(p)
		merged.Name = name
		return merged, nil
	}
	out := maps.Clone(builtin)
	for name := range custom {
		p, err := resolve(name, nil)
		if err != nil {
			return nil, err
		}
		out[name] = p
	}
	return out, nil
}

// merge writes what q says over p.
func (p *Policy) merge(q *Policy) {
	if q.Mode != "" {
		p.Mode = q.Mode
	}
	if q.OnUnparsable != 0 {
		p.OnUnparsable = q.OnUnparsable
	}
	if len(q.On) > 0 {
		p.On = maps.Clone(p.On)
		if p.On == nil {
			p.On = map[Severity]Action{}
		}
		maps.Copy(p.On, q.On)
	}
	if len(q.Rules) > 0 {
		p.Rules = maps.Clone(p.Rules)
		if p.Rules == nil {
			p.Rules = map[string]RuleSetting{}
		}
		maps.Copy(p.Rules, q.Rules)
	}
	// What one allows, the other no longer denies, and the other way round.
	if len(q.Allow)+len(q.Deny) > 0 {
		p.Allow = set(append(without(p.Allow, q.Deny), q.Allow...))
		p.Deny = set(append(without(p.Deny, q.Allow), q.Deny...))
	}
	if q.MaxViolations != nil {
		p.MaxViolations = q.MaxViolations
	}
	if q.MaxComplexity != nil {
		p.MaxComplexity = q.MaxComplexity
	}
	if q.ScoreThreshold != nil {
		p.ScoreThreshold = q.ScoreThreshold
	}
}

// without returns the words that are not among drop.
func without(words, drop []string) []string {
	var out []string
	for _, w := range words {
		if !slices.Contains(drop, w) {
			out = append(out, w)
		}
	}
	return out
}

// suggestion returns ": did you mean ...?" for the nearest id, or nothing when none is near.
func suggestion(word string, ids map[string]bool) string {
	best, distance := "", len(word)/2+1
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		d := editDistance(word, id)
		if _, name, ok := strings.Cut(id, "/"); ok {
			d = min(d, editDistance(word, name))
		}
		if d < distance {
			best, distance = id, d
		}
	}
	if best == "" {
		return ""
	}
	return ": did you mean " + best + "?"
}

// editDistance counts the bytes to insert, drop or replace to turn a into b. Both are short; longer ones are cut.
func editDistance(a, b string) int {
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(row[j]+1, row[j+1]+1, cost)
		}
	}
	return row[len(b)]
}
