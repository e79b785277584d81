// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/admission"
)

// Rules that report a refused source.
const (
	ruleUnparsable = "parse/unparsable"
	ruleLimits     = "parse/limits"
)

// parsed is a program and how its positions map to the sender's source.
type parsed struct {
	source  string
	program *ast.Program
	// shift is what goja's positions are ahead of byte offsets in source: 1, plus the wrapper's prefix.
	shift int
	body  []ast.Statement
	vars  []*ast.VariableDeclaration
	// wrapper is the async arrow around the source, nil when there is none.
	wrapper *ast.ArrowFunctionLiteral
	// imports says that import(…) was read under another name.
	imports bool
}

func (p *parsed) prefix() string {
	if p.wrapper == nil {
		return ""
	}
	return asyncPrefix
}

func (p *parsed) suffix() string {
	if p.wrapper == nil {
		return ""
	}
	return asyncSuffix
}

// parse reads a script; a script with await at its top level is read inside an async arrow.
func parse(source string) (*parsed, *analyzer.SyntaxError) {
	if !utf8.ValidString(source) {
		return nil, &analyzer.SyntaxError{Rule: ruleUnparsable, Offset: -1, Message: "the source is not valid UTF-8"}
	}
	if r := admission.ArrowHeads(source); r != nil {
		return nil, &analyzer.SyntaxError{Rule: r.Rule, Offset: r.Offset, Message: r.Message}
	}
	text := source
	if strings.HasPrefix(text, "\ufeff#!") {
		text = blankHashbang(text, len("\ufeff"))
	}
	p, text, first := parseStandIns(source, text, parsePlain)
	if first == nil {
		return p, nil
	}
	if strings.Contains(source, "await") {
		p, _, err := parseStandIns(source, text, parseAsync)
		switch {
		case err == nil:
			return p, nil
		case err.Offset >= len(source):
			// The fault is where the wrapper closes.
			first = &analyzer.SyntaxError{Rule: ruleUnparsable, Offset: len(source), Message: "Unexpected end of input"}
		case err.Offset > first.Offset:
			// The first reading stumbled over await; the second one over the fault.
			first = err
		}
	}
	if at, word := moduleSyntax(source, first.Offset); word != "" {
		first = &analyzer.SyntaxError{Rule: ruleUnparsable, Offset: at,
			Message: "modules can't be analyzed yet: " + word + "; send a script, with require instead"}
	}
	return nil, first
}

// The parser does not know import(…). Where it says that it stumbled over the word, a name of the same length takes its
// place; the tree gets the word back, so that it means what was sent.
const (
	importWord    = "import"
	importStandIn = "\uff49\uff4d"
	maxStandIns   = 12
)

// parseStandIns calls read until it succeeds or fails for another reason than import(…).
func parseStandIns(source, text string, read func(source, text string) (*parsed, *analyzer.SyntaxError)) (*parsed, string, *analyzer.SyntaxError) {
	for i := 0; ; i++ {
		p, err := read(source, text)
		if err == nil {
			if p.imports = text != source && strings.Contains(text, importStandIn); p.imports {
				// Positions and Source are those of what was sent.
				p.program.File = file.NewFile("", p.prefix()+source+p.suffix(), 1)
			}
			return p, text, nil
		}
		at := err.Offset
		if i >= maxStandIns || at < 0 || at >= len(text) || strings.Contains(source, importStandIn) {
			return nil, text, err
		}
		rest, ok := strings.CutPrefix(text[at:], importWord)
		if !ok || !strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), "(") {
			return nil, text, err
		}
		text = text[:at] + importStandIn + rest
	}
}

func parsePlain(source, text string) (*parsed, *analyzer.SyntaxError) {
	program, err := parseScript(text, 1)
	if err != nil {
		return nil, err
	}
	return &parsed{source: source, program: program, shift: 1, body: program.Body, vars: program.DeclarationList}, nil
}

// parseScript calls the parser. shift is what its positions are ahead of the sender's.
func parseScript(text string, shift int) (program *ast.Program, serr *analyzer.SyntaxError) {
	defer func() {
		if r := recover(); r != nil {
			program = nil
			serr = &analyzer.SyntaxError{Rule: ruleUnparsable, Offset: -1, Message: "the parser gave up on this source"}
			if at := lastCodePoint(text); at >= 0 {
				serr.Offset = at - (shift - 1)
				serr.Message = `the parser cannot read the escape \u{10FFFF}; write \uDBFF\uDFFF`
			}
		}
	}()
	// Without this option the parser opens whatever file a sourceMappingURL comment names.
	program, err := parser.ParseFile(nil, "", text, 0, parser.WithDisableSourceMaps)
	if err == nil {
		return program, nil
	}
	serr = &analyzer.SyntaxError{Rule: ruleUnparsable, Offset: -1, Message: err.Error()}
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		first := list[0]
		serr.Message = clip(first.Message, 200)
		if at := offsetOf(text, first.Position.Line, first.Position.Column) - (shift - 1); at >= 0 {
			serr.Offset = at
		}
	}
	return nil, serr
}

// offsetOf finds the byte offset of a line and column as the parser counts them: both from 1, columns in bytes.
func offsetOf(text string, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		if at = nextLine(text, at); at < 0 {
			return -1
		}
	}
	return min(at+max(column-1, 0), len(text))
}

// nextLine returns the offset of the line after the one that at is in, -1 when there is none.
func nextLine(text string, at int) int {
	for i := at; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			return i + 1
		case c == '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			return i + 1
		case c == 0xe2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
			return i + 3
		}
	}
	return -1
}

// blankHashbang overwrites the line at offset at with spaces, so that no position moves.
func blankHashbang(text string, at int) string {
	end := nextLine(text, at)
	if end < 0 {
		end = len(text)
	} else {
		_, size := utf8.DecodeLastRuneInString(text[:end])
		end -= size
	}
	return text[:at] + strings.Repeat(" ", end-at) + text[end:]
}

// lastCodePoint finds an escape of the highest code point, whose length the parser miscounts.
func lastCodePoint(text string) int {
	for at := 0; ; {
		i := strings.Index(text[at:], `\u{`)
		if i < 0 {
			return -1
		}
		at += i
		digits := strings.TrimLeft(text[at+3:min(len(text), at+3+64)], "0")
		if len(digits) >= 6 && strings.EqualFold(digits[:6], "10ffff") {
			return at
		}
		at += 3
	}
}

// moduleSyntax says whether the fault at offset is the syntax of modules, and which word shows it.
func moduleSyntax(source string, offset int) (int, string) {
	if offset < 0 || offset >= len(source) {
		return 0, ""
	}
	for _, word := range []string{"import", "export"} {
		// The parser stops at the word, or just behind `import` when it takes it for something else.
		if strings.HasPrefix(source[offset:], word) {
			return offset, describeModule(source[offset:], word)
		}
	}
	return 0, ""
}

// describeModule names the construct, with the specifier when it stands in quotes on the same line.
func describeModule(rest, word string) string {
	line := rest
	if i := strings.IndexAny(line, "\r\n;"); i >= 0 {
		line = line[:i]
	}
	after := strings.TrimLeft(line[len(word):], " \t")
	switch {
	case word == "import" && strings.HasPrefix(after, "("):
		return "so many import(…) are not supported"
	case word == "import" && strings.HasPrefix(after, "."):
		return "import.meta is not supported"
	}
	return word + " is not supported" + specifierIn(line)
}

func specifierIn(line string) string {
	for _, quote := range []string{`"`, `'`} {
		if i := strings.Index(line, quote); i >= 0 {
			if j := strings.Index(line[i+1:], quote); j > 0 {
				return " (" + clip(line[i+1:i+1+j], 80) + ")"
			}
		}
	}
	return ""
}

// clip cuts s to at most n bytes at a rune's edge.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
