// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/admission"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// The bounds of one analysis.
const (
	// DefaultMaxSource is how large a source may be, in bytes, when MaxSource says nothing else.
	DefaultMaxSource = 256 << 10
	// MaxFindings is how many findings a report keeps.
	MaxFindings = 200
	// maxEvidence is the longest evidence kept, in runes.
	maxEvidence = 120
)

// The rules that the driver itself reports. They mean that the source was not understood; such code must not run.
const (
	RuleUnparsable      = "parse/unparsable"
	RuleLimits          = "parse/limits"
	RuleUnknownLanguage = "parse/unknown-language"
	RuleInternal        = "parse/internal"
)

// Analyzer judges snippets. It is immutable once used, and safe for concurrent use.
type Analyzer struct {
	// MaxSource is how large a source may be, in bytes; 0 means DefaultMaxSource. Set it before the first Analyze.
	MaxSource int

	fronts map[string]FrontEnd
	rules  []*Rule
	byID   map[string]*Rule
	// byKind are the rules of a language that want a kind of fact, in the order of rules.
	byKind map[string]*[ir.Syntax + 1][]*Rule
}

// Snippet is source text and its language.
type Snippet struct {
	Source string
	// Language is the id of the language, lower case.
	Language string
	// Where says where in a submission the source was found, such as "json:/code"; empty for a whole body.
	Where string
}

// Analysis is a report and, when the whole source was understood, the tree that the report is about.
type Analysis struct {
	Report Report
	// Tree is the front end's own tree, nil when Report.Parsed is false.
	Tree any
}

// New returns an analyzer of the languages of fronts that looks for rules. An error says which front end or rule is
// wrong and why.
func New(fronts []FrontEnd, rules []*Rule) (*Analyzer, error) {
	a := &Analyzer{
		fronts: make(map[string]FrontEnd),
		byID:   make(map[string]*Rule),
		byKind: make(map[string]*[ir.Syntax + 1][]*Rule),
		rules:  slices.Clone(rules),
	}
	if len(fronts) == 0 {
		return nil, errors.New("analyzer: no front end: nothing could be understood")
	}
	for _, f := range fronts {
		lang := f.Language()
		if lang == "" || lang != strings.ToLower(lang) {
			return nil, fmt.Errorf("analyzer: front end %T: language %q: want a lower-case id", f, lang)
		}
		if a.fronts[lang] != nil {
			return nil, fmt.Errorf("analyzer: language %q has two front ends, %T and %T", lang, a.fronts[lang], f)
		}
		a.fronts[lang] = f
		a.byKind[lang] = new([ir.Syntax + 1][]*Rule)
	}
	for _, r := range rules {
		if err := a.add(r); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *Analyzer) add(r *Rule) error {
	group, name, ok := strings.Cut(r.ID, "/")
	switch {
	case !ok || group == "" || name == "" || r.ID != strings.ToLower(r.ID):
		return fmt.Errorf("analyzer: rule %q: want an id like code/eval", r.ID)
	case a.byID[r.ID] != nil:
		return fmt.Errorf("analyzer: two rules have the id %s", r.ID)
	case r.Severity < Low || r.Severity > High:
		return fmt.Errorf("analyzer: rule %s has no severity: want low, medium or high", r.ID)
	case len(r.Languages) == 0:
		return fmt.Errorf("analyzer: rule %s names no language", r.ID)
	case (r.Check == nil) != (len(r.Kinds) == 0):
		return fmt.Errorf("analyzer: rule %s: a check needs kinds of facts, and kinds a check", r.ID)
	case r.Check == nil && group != "parse":
		return fmt.Errorf("analyzer: rule %s has no check: only parse/ rules are reported by the driver", r.ID)
	}
	a.byID[r.ID] = r
	spoken := false
	for lang, table := range a.byKind {
		if !slices.Contains(r.Languages, AnyLanguage) && !slices.Contains(r.Languages, lang) {
			continue
		}
		spoken = true
		for _, k := range r.Kinds {
			if k < ir.Ref || k > ir.Syntax {
				return fmt.Errorf("analyzer: rule %s wants the unknown kind of fact %d", r.ID, k)
			}
			if !slices.Contains(table[k], r) {
				table[k] = append(table[k], r)
			}
		}
	}
	if !spoken {
		return fmt.Errorf("analyzer: rule %s is for %s, and no front end reads it", r.ID, strings.Join(r.Languages, ", "))
	}
	return nil
}

// Languages returns the ids of the languages that are understood, sorted.
func (a *Analyzer) Languages() []string {
	var out []string
	for lang := range a.fronts {
		out = append(out, lang)
	}
	slices.Sort(out)
	return out
}

// Rules returns the rules in the order given to New. The caller must not change them.
func (a *Analyzer) Rules() []*Rule { return slices.Clone(a.rules) }

// Rule returns the rule with the id, nil when there is none.
func (a *Analyzer) Rule(id string) *Rule { return a.byID[id] }

// Analyze judges s. It never fails and never panics: what was not understood is a finding parse/... in a report whose
// Parsed is false.
func (a *Analyzer) Analyze(s Snippet) (result Analysis) {
	start := time.Now()
	p := &run{a: a, src: s.Source}
	p.report.Language = s.Language
	sum := sha256.Sum256([]byte(s.Source))
	p.report.SHA256 = hex.EncodeToString(sum[:])
	defer func() {
		if r := recover(); r != nil { // a bug of this package; the verdict is still "not understood"
			p.found = nil
			p.refuse(RuleInternal, -1, "internal: the analyzer failed")
			p.finish()
			p.tree = nil
		}
		p.report.Elapsed = time.Since(start)
		result = Analysis{Report: p.report, Tree: p.tree}
	}()
	p.analyze()
	p.finish()
	return
}

// run is the analysis of one snippet.
type run struct {
	a      *Analyzer
	src    string
	found  []Finding
	report Report
	tree   any
}

func (p *run) analyze() {
	front := p.a.fronts[p.report.Language]
	if front == nil {
		p.refuse(RuleUnknownLanguage, -1, fmt.Sprintf("language %s is not one of those understood: %s",
			quoteShort(p.report.Language), strings.Join(p.a.Languages(), ", ")))
		return
	}
	maxSource := p.a.MaxSource
	if maxSource <= 0 {
		maxSource = DefaultMaxSource
	}
	if len(p.src) > maxSource {
		p.refuse(RuleLimits, maxSource, fmt.Sprintf("the source has %d bytes, more than %d", len(p.src), maxSource))
		return
	}
	if !utf8.ValidString(p.src) {
		p.refuse(RuleUnparsable, invalidAt(p.src), "the source is not UTF-8")
		return
	}
	if i := strings.IndexByte(p.src, 0); i >= 0 {
		p.refuse(RuleUnparsable, i, "the source holds a NUL byte")
		return
	}
	if r := admission.For(p.report.Language)(p.src); r != nil {
		p.refuse(r.Rule, r.Offset, r.Message)
		return
	}
	lowered, err := lower(front, p.src)
	if err != nil {
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			p.refuse(RuleUnparsable, -1, "internal: the front end failed: "+short(err.Error()))
			return
		}
		rule := syntax.Rule
		if rule != RuleLimits {
			rule = RuleUnparsable
		}
		p.refuse(rule, syntax.Offset, short(syntax.Message))
		return
	}
	p.report.Metrics = lowered.Metrics
	p.report.Complexity = Complexity(lowered.Metrics)
	if !p.check(lowered.Facts) {
		return
	}
	p.report.Parsed = true
	p.tree = lowered.Tree
}

// lower calls the front end and turns its panics into errors: parsers panic on some inputs.
func lower(front FrontEnd, src string) (l *Lowered, err error) {
	defer func() {
		if r := recover(); r != nil {
			l, err = nil, fmt.Errorf("panic: %v", r)
		}
	}()
	l, err = front.Lower(src)
	if err == nil && l == nil {
		err = errors.New("no result and no error")
	}
	return l, err
}

// check shows every fact to the rules that want it. It returns false when a rule panicked: then what the rule would
// have found is unknown.
func (p *run) check(facts []ir.Fact) (ok bool) {
	var current *Rule
	defer func() {
		if r := recover(); r != nil {
			p.refuse(RuleInternal, -1, "internal: rule "+current.ID+" failed")
			ok = false
		}
	}()
	table := p.a.byKind[p.report.Language]
	reporter := Reporter{report: p.add}
	for i := range facts {
		f := &facts[i]
		if f.Kind < ir.Ref || f.Kind > ir.Syntax {
			continue
		}
		for _, r := range table[f.Kind] {
			current = r
			reporter.rule = r
			r.Check(&reporter, f)
		}
	}
	return true
}

// raising are the capabilities for which a hidden name is worse than a plain one: hiding it has no honest use.
var raising = map[string]bool{"code": true, "net": true, "process": true, "module": true, "global": true}

// add records a finding of r at f.
func (p *run) add(r *Rule, f *ir.Fact, s Severity, message string) {
	if f.Hidden && f.Kind != ir.Member && s < High && raising[r.Capability] { // a Member is always hidden
		s++
	}
	found := Finding{
		Rule: r.ID, Name: f.Path, Capability: r.Capability, Severity: s, Message: message,
		Evidence: cut(f.Evidence), Hidden: f.Hidden, Range: Range{Start: f.Start, End: f.End},
	}
	// A reference and its call are one construct.
	for i := len(p.found) - 1; i >= 0 && i >= len(p.found)-8; i-- {
		o := &p.found[i]
		if o.Rule != r.ID || o.Range.Start != f.Start {
			continue
		}
		if s > o.Severity {
			o.Severity, o.Message, o.Name = s, message, f.Path
		}
		if o.Evidence == "" {
			o.Evidence = found.Evidence
		}
		o.Hidden = o.Hidden || f.Hidden
		o.Range.End = min(o.Range.End, f.End)
		return
	}
	p.found = append(p.found, found)
}

// refuse records that the source was not understood.
func (p *run) refuse(id string, offset int, message string) {
	r := p.a.byID[id]
	if r == nil {
		r = &Rule{ID: id, Severity: High, Capability: "parse"}
	}
	start, end := max(offset, 0), max(offset, 0)
	if end < len(p.src) && offset >= 0 {
		_, n := utf8.DecodeRuneInString(p.src[end:])
		end += n
	}
	p.report.Parsed = false
	p.found = append(p.found, Finding{
		Rule: id, Capability: r.Capability, Severity: r.Severity, Message: message, Range: Range{Start: start, End: end},
	})
}

// finish sorts and caps the findings and gives them lines and columns.
func (p *run) finish() {
	found := p.found
	slices.SortStableFunc(found, func(a, b Finding) int {
		if a.Range.Start != b.Range.Start {
			return a.Range.Start - b.Range.Start
		}
		if a.Range.End != b.Range.End {
			return a.Range.End - b.Range.End
		}
		return strings.Compare(a.Rule, b.Rule)
	})
	if len(found) > MaxFindings {
		found = keep(found)
		p.report.Truncated = true
	}
	p.report.Findings = make([]Finding, 0, len(found))
	if len(found) == 0 {
		return
	}
	index := newLineIndex(p.src)
	for _, f := range found {
		f.Range = index.span(f.Range.Start, f.Range.End)
		p.report.Findings = append(p.report.Findings, f)
	}
}

// keep returns MaxFindings of found, in their order: the first of each rule and severity, so that no flood of harmless
// findings can push out a dangerous one, then the most severe.
func keep(found []Finding) []Finding {
	type class struct {
		rule     string
		severity Severity
	}
	seen := make(map[class]bool)
	taken := make([]bool, len(found))
	left := MaxFindings
	for i, f := range found {
		if c := (class{f.Rule, f.Severity}); !seen[c] && left > 0 {
			seen[c], taken[i] = true, true
			left--
		}
	}
	for s := High; s >= Low; s-- {
		for i, f := range found {
			if left > 0 && !taken[i] && f.Severity == s {
				taken[i] = true
				left--
			}
		}
	}
	out := make([]Finding, 0, MaxFindings)
	for i, f := range found {
		if taken[i] {
			out = append(out, f)
		}
	}
	return out
}

// invalidAt returns the offset of the first byte that is not UTF-8.
func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return -1
}

// cut shortens evidence to maxEvidence runes.
func cut(s string) string {
	n := 0
	for i := range s {
		if n == maxEvidence-1 {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// short bounds a message that may quote the source.
func short(s string) string {
	if i := strings.IndexAny(s, "\r\n"); i >= 0 {
		s = s[:i]
	}
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "") + "…"
	}
	return s
}

// quoteShort quotes a word that came from outside.
func quoteShort(s string) string {
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:40], "") + "…"
	}
	return fmt.Sprintf("%q", s)
}
