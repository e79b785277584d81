// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"regexp"
	"strings"
)

// fuelPerRegexp is what compiling an expression costs.
const fuelPerRegexp = 128

// compiled is a regular expression, compiled once.
func (e *evaluator) compiled(pattern, flags string) *regexp.Regexp {
	key := flags + "/" + pattern
	re, ok := e.regexps[key]
	if !ok && e.spend(fuelPerRegexp) {
		re = compileSimple(pattern, flags)
		if e.regexps == nil {
			e.regexps = map[string]*regexp.Regexp{}
		}
		e.regexps[key] = re
	}
	return re
}

// compileSimple translates an expression that means the same to Go, and nothing else.
func compileSimple(pattern, flags string) *regexp.Regexp {
	if len(pattern) > 200 || strings.ContainsAny(pattern, "(*{") && len(pattern) > 40 {
		return nil
	}
	if strings.Contains(pattern, "(?") || strings.ContainsAny(flags, "yv") {
		return nil
	}
	for i := 0; i+1 < len(pattern); i++ {
		if pattern[i] == '\\' {
			if c := pattern[i+1]; c >= '1' && c <= '9' || c == 'u' || c == 'c' || c == 'k' || c == 'p' || c == 'P' || c == 'z' || c == 'A' || c == 'Q' {
				return nil
			}
			i++
		}
	}
	prefix := ""
	if strings.Contains(flags, "i") {
		prefix += "i"
	}
	if strings.Contains(flags, "m") {
		prefix += "m"
	}
	if strings.Contains(flags, "s") {
		prefix += "s"
	}
	if prefix != "" {
		pattern = "(?" + prefix + ")" + pattern
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	return re
}

// replace knows strings, simple expressions, and functions of the program as replacement.
func (e *evaluator) replace(s, name string, list []atom) *value {
	if len(list) < 2 {
		return nil
	}
	with := func(match string) (string, bool) {
		if list[1].k == aFunc {
			r, ok := e.run(&list[1], arguments{list: []*value{text(match)}}, nil).exact()
			if !ok {
				return "", false
			}
			return e.toText(&r)
		}
		t, ok := e.toText(&list[1])
		return t, ok && !strings.Contains(t, "$")
	}
	all := name == "replaceAll"
	var spans [][]int
	if list[0].k == aRegexp {
		re := e.compiled(list[0].s, list[0].x.flags)
		if re == nil {
			return nil
		}
		all = strings.Contains(list[0].x.flags, "g")
		n := 1
		if all {
			n = maxElems
		}
		spans = re.FindAllStringIndex(s, n)
	} else {
		what, ok := e.toText(&list[0])
		if !ok || what == "" {
			return nil
		}
		for at := 0; len(spans) < maxElems; {
			i := strings.Index(s[at:], what)
			if i < 0 {
				break
			}
			spans = append(spans, []int{at + i, at + i + len(what)})
			at += i + len(what)
			if !all {
				break
			}
		}
	}
	var b strings.Builder
	at := 0
	for _, span := range spans {
		r, ok := with(s[span[0]:span[1]])
		if !ok || b.Len()+len(r) > maxText {
			return nil
		}
		b.WriteString(s[at:span[0]])
		b.WriteString(r)
		at = span[1]
	}
	b.WriteString(s[at:])
	return e.built(b.String())
}
