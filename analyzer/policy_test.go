// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func finding(rule string, s Severity, capability string) Finding {
	return Finding{Rule: rule, Severity: s, Capability: capability}
}

func reportOf(findings ...Finding) *Report {
	return &Report{Findings: findings, Parsed: true, Complexity: 10}
}

func builtin(t *testing.T, name string) *Policy {
	t.Helper()
	for _, p := range BuiltinPolicies() {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("no policy %s", name)
	return nil
}

func TestDecide(t *testing.T) {
	high, medium, low := finding("code/eval", High, "code"), finding("timer/use", Medium, "timer"), finding("dom/object", Low, "dom")
	unparsed := &Report{Findings: []Finding{finding("parse/unparsable", High, "parse")}}
	bare := &Report{}
	complex := reportOf()
	complex.Complexity = 101
	truncated := reportOf(low)
	truncated.Truncated = true
	for _, c := range []struct {
		name   string
		policy *Policy
		report *Report
		action Action
		would  Action
		score  int
		why    []string
	}{
		{"nothing", &Policy{}, reportOf(), Pass, Pass, 0, nil},
		{"low", &Policy{}, reportOf(low), Pass, Pass, 1, nil},
		{"medium", &Policy{}, reportOf(medium, low), Warn, Warn, 4, []string{"finding timer/use (medium) warns"}},
		{"high", &Policy{}, reportOf(high), Block, Block, 10, []string{"finding code/eval (high) blocks"}},
		{"five", &Policy{}, reportOf(low, low, low, low, low), Pass, Pass, 5, nil},
		{"six", &Policy{}, reportOf(low, low, low, low, low, low), Block, Block, 6, []string{"6 findings are more than 5"}},
		{"six, unlimited", &Policy{MaxViolations: new(0)}, reportOf(low, low, low, low, low, low), Pass, Pass, 6, nil},
		{"six, ignored", &Policy{On: map[Severity]Action{Low: Ignore}}, reportOf(low, low, low, low, low, low), Pass, Pass, 0, nil},
		{"truncated", &Policy{}, truncated, Block, Block, 1, []string{"more findings than a report holds are more than 5"}},
		{"complexity", &Policy{}, complex, Block, Block, 0, []string{"complexity 101 is above 100"}},
		{"complexity, any", &Policy{MaxComplexity: new(0)}, complex, Pass, Pass, 0, nil},
		{"score below", &Policy{ScoreThreshold: new(5)}, reportOf(medium, low), Warn, Warn, 4, []string{"finding timer/use (medium) warns"}},
		{"score", &Policy{ScoreThreshold: new(4)}, reportOf(medium, low), Block, Block, 4, []string{"finding timer/use (medium) warns", "score 4 reaches 4"}},
		{"rule off", &Policy{Rules: map[string]RuleSetting{"code/eval": {Off: true}}}, reportOf(high), Pass, Pass, 0, nil},
		{"rule lowered", &Policy{Rules: map[string]RuleSetting{"code/eval": {Severity: Low}}}, reportOf(high), Pass, Pass, 1, nil},
		{"rule raised", &Policy{Rules: map[string]RuleSetting{"timer/use": {Severity: High}}}, reportOf(medium), Block, Block, 10, []string{"finding timer/use (high) blocks"}},
		{"allowed", &Policy{Allow: []string{"code"}}, reportOf(high), Pass, Pass, 10, nil},
		{"denied", &Policy{Deny: []string{"dom"}}, reportOf(low), Block, Block, 1, []string{"finding dom/object (low) blocks"}},
		{"detect", &Policy{Mode: Detect}, reportOf(high), Warn, Block, 10, []string{"finding code/eval (high) blocks", "mode detect blocks nothing"}},
		{"off", &Policy{Mode: Off}, reportOf(high), Pass, Pass, 0, []string{"mode off judges nothing"}},
		{"unparsed", &Policy{}, unparsed, Block, Block, 10, []string{"finding parse/unparsable (high) blocks", "the code was not understood"}},
		{"unparsed without a finding", &Policy{}, bare, Block, Block, 0, []string{"the code was not understood"}},
		{"unparsed, rule off", &Policy{Rules: map[string]RuleSetting{"parse/unparsable": {Off: true}}}, unparsed, Block, Block, 0, []string{"the code was not understood"}},
		{"unparsed, warn", &Policy{OnUnparsable: Warn}, unparsed, Warn, Warn, 10, []string{"finding parse/unparsable (high) warns", "the code was not understood"}},
		{"unparsed, allowed capability", &Policy{Allow: []string{"parse"}}, unparsed, Block, Block, 10, nil},
		{"unknown severity", &Policy{}, reportOf(finding("x/y", 77, "x")), Block, Block, 10, nil},
		{"strict", builtin(t, "strict"), reportOf(medium), Block, Block, 3, nil},
		{"relaxed", builtin(t, "relaxed"), reportOf(medium, low, low, low, low, low, low, low), Pass, Pass, 3, nil},
		{"agent", builtin(t, "agent"), reportOf(medium, low), Pass, Pass, 3, nil},
		{"agent, modules", builtin(t, "agent"), reportOf(finding("module/require", Medium, "module")), Block, Block, 3, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, _ := json.Marshal(c.report)
			d := c.policy.Decide(c.report)
			if d.Action != c.action || d.Would != c.would || d.Score != c.score {
				t.Errorf("action %v, would %v, score %d; want %v, %v, %d (%q)", d.Action, d.Would, d.Score, c.action, c.would, c.score, d.Why)
			}
			if c.why != nil && !slices.Equal(d.Why, c.why) {
				t.Errorf("why %q, want %q", d.Why, c.why)
			}
			if d.Action > Pass && len(d.Why) == 0 {
				t.Error("no reason given")
			}
			if after, _ := json.Marshal(c.report); string(after) != string(before) {
				t.Error("the report was changed")
			}
			if !reflect.DeepEqual(d, c.policy.Decide(c.report)) {
				t.Error("two decisions differ")
			}
		})
	}
}

func TestStandardIsTheZeroPolicy(t *testing.T) {
	rules := testRules()
	if (&Policy{}).Version(rules) != builtin(t, "standard").Version(rules) {
		t.Error("the zero policy and standard differ")
	}
}

func TestPolicyJSON(t *testing.T) {
	text := `{"name":"app","extends":"standard","mode":"detect","on":{"high":"block","low":"ignore"},"rules":{"a/low":{"off":true},` +
		`"a/high":{"severity":"medium"}},"max_violations":0,"max_complexity":50,"score_threshold":10,"on_unparsable":"warn","allow":["dom"]}`
	var p Policy
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	if *p.MaxViolations != 0 || p.On[Low] != Ignore || p.Rules["a/high"].Severity != Medium || p.OnUnparsable != Warn {
		t.Errorf("%+v", p)
	}
	if err := p.Validate(testRules()); err != nil {
		t.Error(err)
	}
	b, _ := json.Marshal(p)
	var q Policy
	if err := json.Unmarshal(b, &q); err != nil || !reflect.DeepEqual(p, q) {
		t.Errorf("%s: %v", b, err)
	}
	for _, bad := range []string{`{"on":{"high":"stop"}}`, `{"on":{"worst":"block"}}`, `{"rules":{"a":{"severity":"x"}}}`} {
		if err := json.Unmarshal([]byte(bad), new(Policy)); err == nil || !strings.Contains(err.Error(), "want") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestValidate(t *testing.T) {
	for want, p := range map[string]*Policy{
		`mode "fast": want enforce, detect or off`:                       {Mode: "fast"},
		`rule "eval" does not exist`:                                     {Rules: map[string]RuleSetting{"eval": {}}},
		`rule "hihg" does not exist: did you mean a/high?`:               {Rules: map[string]RuleSetting{"hihg": {}}},
		`rule "a/hgh" does not exist: did you mean a/high?`:              {Rules: map[string]RuleSetting{"a/hgh": {}}},
		`max_violations -1: want 0 to 1000000`:                           {MaxViolations: new(-1)},
		`max_complexity 2000000: want`:                                   {MaxComplexity: new(2_000_000)},
		`score_threshold -3`:                                             {ScoreThreshold: new(-3)},
		`capability "net" does not exist: want code, dom, parse or x`:    {Deny: []string{"net"}},
		`capability "code" is both allowed and denied`:                   {Allow: []string{"code"}, Deny: []string{"code"}},
		`severity(9) is no severity`:                                     {On: map[Severity]Action{9: Block}},
		`action(9) is no action: want ignore, log, warn or block`:        {On: map[Severity]Action{High: 9}},
		`on_unparsable: want ignore`:                                     {OnUnparsable: 9},
		`rule a/high: severity(9) is no severity: want low, medium or h`: {Rules: map[string]RuleSetting{"a/high": {Severity: 9}}},
	} {
		p.Name = "mine"
		if err := p.Validate(testRules()); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), `policy "mine"`) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	rules := append(testRules(), &Rule{ID: "b/x", Capability: "module"}, &Rule{ID: "b/n", Capability: "net"}, &Rule{ID: "b/p", Capability: "process"},
		&Rule{ID: "b/g", Capability: "global"}, &Rule{ID: "b/t", Capability: "timer"})
	for _, p := range BuiltinPolicies() {
		if err := p.Validate(rules); err != nil {
			t.Error(err)
		}
	}
}

// TestVersion: the version changes with the meaning and with nothing else.
func TestVersion(t *testing.T) {
	rules := testRules()
	base := (&Policy{}).Version(rules)
	if !strings.HasPrefix(base, "p-") || len(base) != 14 {
		t.Errorf("version %q", base)
	}
	for name, p := range map[string]*Policy{
		"name":             {Name: "x"},
		"default mode":     {Mode: Enforce},
		"default numbers":  {MaxViolations: new(5), MaxComplexity: new(100), ScoreThreshold: new(0)},
		"default actions":  {On: map[Severity]Action{High: Block, Low: Pass}},
		"default parse":    {OnUnparsable: Block},
		"empty setting":    {Rules: map[string]RuleSetting{"a/high": {}}},
		"setting for none": {Rules: map[string]RuleSetting{"no/rule": {Off: true}}},
	} {
		if v := p.Version(rules); v != base {
			t.Errorf("%s changes the version", name)
		}
	}
	if v := (&Policy{}).Version([]*Rule{rules[4], rules[2], rules[0], rules[1], rules[3]}); v != base {
		t.Error("the order of rules changes the version")
	}
	if (&Policy{Allow: []string{"a", "b"}}).Version(rules) != (&Policy{Allow: []string{"b", "a", "a"}}).Version(rules) {
		t.Error("the order of capabilities changes the version")
	}
	seen := map[string]string{base: "base"}
	for name, p := range map[string]*Policy{
		"detect": {Mode: Detect}, "off": {Mode: Off}, "on": {On: map[Severity]Action{Low: Warn}}, "unparsable": {OnUnparsable: Warn},
		"allow": {Allow: []string{"dom"}}, "deny": {Deny: []string{"dom"}}, "violations": {MaxViolations: new(6)},
		"complexity": {MaxComplexity: new(99)}, "score": {ScoreThreshold: new(1)},
		"rule off": {Rules: map[string]RuleSetting{"a/low": {Off: true}}}, "rule severity": {Rules: map[string]RuleSetting{"a/low": {Severity: High}}},
	} {
		v := p.Version(rules)
		if other, ok := seen[v]; ok {
			t.Errorf("%s and %s have one version", name, other)
		}
		seen[v] = name
	}
	changed := testRules()
	changed[0].Severity = Low
	if (&Policy{}).Version(changed) == base || (&Policy{}).Version(rules[1:]) == base {
		t.Error("another set of rules has the same version")
	}
}

func TestResolvePolicies(t *testing.T) {
	own := []*Policy{
		{Name: "app", Extends: "team", MaxComplexity: new(7), Allow: []string{"code"}},
		{Name: "team", Extends: "strict", Rules: map[string]RuleSetting{"a/low": {Off: true}}, Deny: []string{"code", "dom"}},
		{Name: "plain"},
		{Name: "relaxed", Mode: Detect},
		{Name: "standard", Extends: "relaxed", ScoreThreshold: new(9)},
	}
	all, err := ResolvePolicies(own)
	if err != nil {
		t.Fatal(err)
	}
	app := all["app"]
	if *app.MaxComplexity != 7 || app.On[Medium] != Block || !app.Rules["a/low"].Off || *app.MaxViolations != 5 || app.Name != "app" {
		t.Errorf("app %+v", app)
	}
	if !slices.Equal(app.Allow, []string{"code"}) || !slices.Equal(app.Deny, []string{"dom"}) {
		t.Errorf("app allows %q and denies %q", app.Allow, app.Deny)
	}
	if all["relaxed"].Mode != Detect || *all["relaxed"].MaxViolations != 0 {
		t.Errorf("relaxed %+v", all["relaxed"])
	}
	if all["standard"].Mode != Detect || *all["standard"].ScoreThreshold != 9 {
		t.Errorf("standard %+v", all["standard"])
	}
	if *all["plain"].MaxViolations != 5 || all["agent"] == nil || len(all) != 7 {
		t.Errorf("%d policies, plain %+v", len(all), all["plain"])
	}
	if own[0].MaxViolations != nil || len(own[1].Allow) != 0 {
		t.Error("the policies given were changed")
	}
	for want, bad := range map[string][]*Policy{
		`extends "nobody", which does not exist: want a, agent, relaxed, standard or strict`: {{Name: "a", Extends: "nobody"}},
		"circle: a → b → a": {{Name: "a", Extends: "b"}, {Name: "b", Extends: "a"}},
		"circle: a → a":     {{Name: "a", Extends: "a"}},
		"defined twice":     {{Name: "a"}, {Name: "a"}},
		"without a name":    {{}},
	} {
		if _, err := ResolvePolicies(bad); err == nil || !strings.Contains(err.Error(), want) {
			// A circle can be found from either end.
			if err != nil && strings.Contains(want, "circle: a → b") && strings.Contains(err.Error(), "circle: b → a → b") {
				continue
			}
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
