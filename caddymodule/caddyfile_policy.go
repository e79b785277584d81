// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"strconv"

	"github.com/caddyserver/caddy/v2/caddyconfig/caddyfile"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	analyzers "github.com/code-interceptor/caddy-code-interceptor/analyzer/standard"
)

// parsePolicy reads one policy.
//
//	policy <name> {
//		extends         <name>
//		mode            enforce|detect|off
//		on              <severity> block|warn|log|ignore
//		on_unparsable   block|warn|log|ignore
//		max_violations  <n>
//		max_complexity  <n>
//		score_threshold <n>
//		allow|deny      <capability...>
//		rule            <rule_id> <severity>|off
//	}
func parsePolicy(d *caddyfile.Dispenser, app *App) error {
	p := new(analyzer.Policy)
	if err := oneArg(d, &p.Name); err != nil {
		return err
	}
	for _, other := range app.Policies {
		if other.Name == p.Name {
			return d.Errf("policy %s is given twice", p.Name)
		}
	}
	app.Policies = append(app.Policies, p)
	for nesting := d.Nesting(); d.NextBlock(nesting); {
		var err error
		switch word := d.Val(); word {
		case "extends":
			err = oneArg(d, &p.Extends)
		case "mode":
			err = modeArg(d, &p.Mode)
		case "on":
			err = parseOn(d, p)
		case "on_unparsable":
			var action string
			if err = wordArg(d, &action, analyzer.ActionNames()); err == nil {
				p.OnUnparsable, err = analyzer.ParseAction(action)
			}
		case "max_violations":
			err = numberArg(d, &p.MaxViolations)
		case "max_complexity":
			err = numberArg(d, &p.MaxComplexity)
		case "score_threshold":
			err = numberArg(d, &p.ScoreThreshold)
		case "allow":
			err = wordsArg(d, &p.Allow)
		case "deny":
			err = wordsArg(d, &p.Deny)
		case "rule":
			err = parseRule(d, p)
		default:
			err = unknownWord(d, word, "extends", "mode", "on", "on_unparsable", "max_violations", "max_complexity",
				"score_threshold", "allow", "deny", "rule")
		}
		if err != nil {
			return err
		}
	}
	if err := p.Validate(analyzers.Rules()); err != nil {
		return d.Err(err.Error())
	}
	return nil
}

func parseOn(d *caddyfile.Dispenser, p *analyzer.Policy) error {
	args := d.RemainingArgs()
	if len(args) != 2 {
		return d.ArgErr()
	}
	severity, err := analyzer.ParseSeverity(args[0])
	if err != nil {
		return d.Errf("on: %v", err)
	}
	action, err := analyzer.ParseAction(args[1])
	if err != nil {
		return d.Errf("on %s: %v", severity, err)
	}
	if p.On == nil {
		p.On = map[analyzer.Severity]analyzer.Action{}
	}
	if p.On[severity] != 0 {
		return d.Errf("on %s is given twice", severity)
	}
	p.On[severity] = action
	return nil
}

func parseRule(d *caddyfile.Dispenser, p *analyzer.Policy) error {
	args := d.RemainingArgs()
	if len(args) != 2 {
		return d.ArgErr()
	}
	var setting analyzer.RuleSetting
	if args[1] == "off" {
		setting.Off = true
	} else {
		var err error
		if setting.Severity, err = analyzer.ParseSeverity(args[1]); err != nil {
			return d.Errf("rule %s: %v, or off", args[0], err)
		}
	}
	if _, twice := p.Rules[args[0]]; twice {
		return d.Errf("rule %s is given twice", args[0])
	}
	if p.Rules == nil {
		p.Rules = map[string]analyzer.RuleSetting{}
	}
	p.Rules[args[0]] = setting
	return nil
}

// modeArg reads a mode.
func modeArg(d *caddyfile.Dispenser, into *analyzer.Mode) error {
	var word string
	if err := wordArg(d, &word, analyzer.ModeNames()); err != nil {
		return err
	}
	*into = analyzer.Mode(word)
	return nil
}

// numberArg reads a number that may be 0.
func numberArg(d *caddyfile.Dispenser, into **int) error {
	what := d.Val()
	var s string
	if err := oneArg(d, &s); err != nil {
		return err
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return d.Errf("%s %q: want a number, 0 for no limit", what, s)
	}
	*into = &n
	return nil
}

// wordsArg reads one or more words.
func wordsArg(d *caddyfile.Dispenser, into *[]string) error {
	words := d.RemainingArgs()
	if len(words) == 0 {
		return d.ArgErr()
	}
	*into = append(*into, words...)
	return nil
}
