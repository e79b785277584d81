// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"fmt"
	"slices"
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// Policies are the policies of one configuration: named, checked and digested. They are immutable.
type Policies struct {
	byName   map[string]*Policy
	fallback string
}

// Policy is a policy with its version: a digest of everything that changes its meaning.
type Policy struct {
	*analyzer.Policy
	version string
}

// Version returns the digest of everything that changes the policy's meaning.
func (p *Policy) Version() string { return p.version }

// NewPolicies checks custom together with the built-in policies. fallback names the default policy; empty means standard.
func NewPolicies(custom []*analyzer.Policy, fallback string, rules []*analyzer.Rule) (*Policies, error) {
	resolved, err := analyzer.ResolvePolicies(custom)
	if err != nil {
		return nil, err
	}
	ps := &Policies{byName: make(map[string]*Policy, len(resolved)), fallback: fallback}
	if ps.fallback == "" {
		ps.fallback = analyzer.DefaultPolicyName
	}
	for name, p := range resolved {
		if err := p.Validate(rules); err != nil {
			return nil, err
		}
		ps.byName[name] = &Policy{Policy: p, version: p.Version(rules)}
	}
	if ps.byName[ps.fallback] == nil {
		return nil, fmt.Errorf("default policy %q: want one of %s", ps.fallback, strings.Join(ps.Names(), ", "))
	}
	return ps, nil
}

// Names returns the names of all policies, sorted.
func (ps *Policies) Names() []string {
	names := make([]string, 0, len(ps.byName))
	for name := range ps.byName {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Get returns the policy of that name; the empty name is the default policy. It returns nil when there is none.
func (ps *Policies) Get(name string) *Policy {
	if name == "" {
		name = ps.fallback
	}
	return ps.byName[name]
}

// in returns the policy with another mode; the empty mode keeps the policy's own.
func (p *Policy) in(mode analyzer.Mode) *analyzer.Policy {
	if mode == "" || mode == p.Mode {
		return p.Policy
	}
	changed := *p.Policy
	changed.Mode = mode
	return &changed
}
