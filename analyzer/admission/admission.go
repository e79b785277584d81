// SPDX-License-Identifier: Apache-2.0

package admission

import "strings"

// Refusal says why a source must not be given to a parser, and where.
type Refusal struct {
	// Rule is the rule that reports it: parse/limits or parse/unparsable.
	Rule string
	// Offset is the byte offset at which the scan gave up.
	Offset int
	// Message names the construct and the limit.
	Message string
}

// The limits. Honest programs stay far below them; each is far below what hurts a parser.
const (
	// MaxNesting bounds brackets, braces, parentheses and templates inside one another.
	MaxNesting = 256
	// MaxRegexpNesting bounds groups inside one another within one regular expression.
	MaxRegexpNesting = 64
	// MaxArrows bounds arrow functions that return arrow functions (a => b => c): parsers need quadratic time for them.
	MaxArrows = 256
	// MaxReparse bounds arrow functions in the parameters of arrow functions: a parser that reads the parameters twice
	// needs time exponential in it.
	MaxReparse = 6
	// MaxLabels bounds the labels of a whole source: parsers compare each with those around it.
	MaxLabels = 500
	// MaxChain bounds prefix operators in a row, and conditional operators, assignments or unbraced statements within
	// one another.
	MaxChain = 1000
	// MaxOpeners and MaxArrowTotal bound the opening brackets and the arrows of a whole source, wherever they stand.
	MaxOpeners    = 60_000
	MaxArrowTotal = 10_000
)

// scans are the languages with a scan of their own.
var scans = map[string]func(string) *Refusal{
	"javascript": JavaScript,
	"jsx":        JavaScript,
	"typescript": JavaScript,
	"tsx":        JavaScript,
}

// For returns the scan for a language; a language without one of its own gets Scan.
func For(language string) func(source string) *Refusal {
	if scan, ok := scans[language]; ok {
		return scan
	}
	return Scan
}

// Scan is the scan for any language: it knows no tokens, so it bounds only how deep brackets stand in one another.
func Scan(source string) *Refusal {
	depth, total := 0, 0
	for i := 0; i < len(source); i++ {
		switch source[i] {
		case '(', '[', '{':
			if total++; total > MaxOpeners {
				return limit(i, "more than 60000 opening brackets")
			}
			if depth++; depth > 4*MaxNesting {
				return limit(i, "brackets nested deeper than 1024")
			}
		case ')', ']', '}':
			if depth > 0 {
				depth--
			}
		}
	}
	return nil
}

// ArrowHeads is the part of JavaScript's scan that a front end asks for itself, so that it is safe where nobody scanned
// before: parameters within parameters cost a parser time exponential in their depth, and no source is too short for
// that. A source with few arrows is not read at all.
func ArrowHeads(source string) *Refusal {
	if strings.Count(source, "=>") <= MaxReparse {
		return nil
	}
	return JavaScript(source)
}

func limit(offset int, message string) *Refusal {
	return &Refusal{Rule: "parse/limits", Offset: offset, Message: message}
}
