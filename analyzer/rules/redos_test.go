// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"
	"testing"
	"time"
)

func TestAmbiguousRepeat(t *testing.T) {
	for _, pattern := range []string{
		`(a+)+`, `(a*)*`, `(a+)*b`, `^(a+)+$`, `([a-z]+)*$`, `(\w+\s?)+$`, `(?:a+){2,}`, `(?:\d+)*x`, `(x+x+)+y`, `((a+))+`, `(a|a)*`,
		`(\w|\d)+`, `(.|\s)*`, `(?:.|\w)*$`, `(a+|b)*`, `(?<n>a+)+`, `^(([a-z])+.)+[A-Z]([a-z])+$`, `(a+){20}`, `(x(\w|_))*`, `([^"]+|\w)*"`,
		`(\s*\w*)*;`, `(?:\/\*[\s\S]*?\*\/|x)*`, `(\w+\d)+`, `(\w+(?:\d|_))*`,
	} {
		if !ambiguousRepeat(pattern) {
			t.Errorf("/%s/ is taken for harmless", pattern)
		}
	}
	for _, pattern := range []string{
		``, `a+`, `(a+)`, `(ab+)*`, `(?:,\s*\w+)*`, `^\d+(\.\d+)*$`, `(?:[^"\\]|\\.)*`, `(a|b)*`, `(.|\n)*`, `([a-z])+`, `[(a+)+]`, `\(a+\)+`,
		`(\w|\s)+`, `^[\w.+-]+@\w+\.\w+$`, `(a+)?`, `(a{2})*`, `(?=a+)*b`, `(\d{3})*`, `^(?:[a-z0-9]+:)?\/\/`, `a**`, `(`, `[`,
		`\`, `(?`, `{`, `x{2`, `(?<`, `(a+){2}`, `(\w+(?:::\w))*`, `(\S+\s)*`, `(?:\\[\da-fA-F]{1,6}|[\w-]|[^\0-\x7f])+`, `([\u0000-\u007f]|[\u{80}-\u{10ffff}])*`, `(?:é|[a-z])+`, `(?:[^,]+, ?)*`, `(\w+\.\w+)*`,
	} {
		if ambiguousRepeat(pattern) {
			t.Errorf("/%s/ is taken for dangerous", pattern)
		}
	}
}

func TestAmbiguousRepeatIsBounded(t *testing.T) {
	for _, unit := range []string{"(", "[", "(?:", "a|", "(a+)+", "\\", "{", "a{1,", "(?<"} {
		start := time.Now()
		ambiguousRepeat(strings.Repeat(unit, 20_000))
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%q: %v", unit, d)
		}
	}
}

func FuzzAmbiguousRepeat(f *testing.F) {
	f.Add(`(a+)+[^\]b]|\p{L}(?<n>.)\k<n>{2,3}?`)
	f.Fuzz(func(t *testing.T, pattern string) { ambiguousRepeat(pattern) })
}
