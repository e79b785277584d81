// SPDX-License-Identifier: Apache-2.0

package admission

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// JavaScript scans JavaScript, TypeScript and JSX. It returns nil when the source may be parsed.
func JavaScript(source string) *Refusal {
	// Bytes alone, first: the bound that no trick with quotes or comments can move.
	openers := strings.Count(source, "(") + strings.Count(source, "[") + strings.Count(source, "{")
	if openers > MaxOpeners {
		return limit(0, "more than 60000 opening brackets")
	}
	if strings.Count(source, "=>") > MaxArrowTotal {
		return limit(0, "more than 10000 arrows")
	}
	s := scanner{src: source}
	s.frames[0].child = none
	s.run()
	return s.refusal
}

// prev says what the last token was, as far as the next one depends on it.
type prev uint8

const (
	operator    prev = iota // an operator, a comma, an opening bracket, or the start: an expression begins
	operand                 // an expression has ended
	statement               // a statement begins: after ; { } or the parentheses of if, for, while and with
	blockEnd                // a block has ended: a statement begins
	keyword                 // a keyword that an expression or a statement follows
	dot                     // a property name follows
	functionish             // after function or class: a name follows
	colon                   // a colon that ends neither a label nor a conditional's second part
)

// none marks a frame in which no bracket was closed since the last reset.
const none = -1

// frame is one open bracket.
type frame struct {
	open      byte // ( [ { ` or $ for the ${ of a template
	head      bool // the parentheses of if, for, while or with
	block     bool // braces that hold statements, as far as can be told
	arrows    uint16
	ternaries uint16
	pending   uint16 // question marks without their colon yet
	assigns   uint16
	controls  uint16
	weight    int8 // how often a parser may read the inside again, as a power of two
	child     int8 // highest weight among the brackets closed since the expression began; none when there was none
}

type scanner struct {
	src     string
	pos     int
	prev    prev
	label   bool   // prev is a word where a statement begins: with a colon it is a label
	line    bool   // a line ended after prev
	word    string // which keyword prev is
	prefix  int    // prefix operators in a row
	labels  int    // labels so far
	depth   int
	frames  [MaxNesting + 2]frame
	refusal *Refusal
}

func (s *scanner) top() *frame { return &s.frames[s.depth] }

func (s *scanner) refuse(message string) {
	if s.refusal == nil {
		s.refusal = limit(s.pos, message)
	}
}

func (s *scanner) set(p prev) { s.label, s.line, s.prev = false, false, p }

// labelable says whether a word that comes now begins a statement.
func (s *scanner) labelable() bool {
	switch s.prev {
	case statement, blockEnd, colon:
		return true
	case keyword:
		// A parser that tries an async arrow function reads on behind the word.
		return s.word == "else" || s.word == "do" || s.word == "async"
	}
	return false
}

// newStatement forgets the chains of the expression that ended.
func (f *frame) newStatement() {
	f.arrows, f.ternaries, f.pending, f.assigns, f.controls, f.child = 0, 0, 0, 0, 0, none
}

// operandStarts is called when a token that can only begin an operand follows: right after another operand it begins a
// new statement.
func (s *scanner) operandStarts() {
	if s.prev == operand || s.prev == blockEnd {
		s.top().newStatement()
	}
}

func (s *scanner) operandEnds() {
	s.set(operand)
	s.prefix = 0
}

func (s *scanner) push(open byte) {
	if s.depth >= MaxNesting {
		s.refuse("brackets nested deeper than 256")
		return
	}
	f := frame{open: open, child: none}
	switch open {
	case '(':
		f.head = s.prev == keyword && isHead(s.word)
	case '{':
		// After ) it is a body, after = or ( an object; after an arrow it may be either, and nothing depends on it there.
		f.block = s.prev != operator && s.prev != colon && !(s.prev == keyword && s.word != "else" && s.word != "do" && s.word != "try" && s.word != "finally")
	}
	s.depth++
	s.frames[s.depth] = f
	s.prefix = 0
	if f.block {
		s.set(statement)
	} else {
		s.set(operator)
	}
}

func (s *scanner) pop() {
	f := *s.top()
	s.depth--
	t := s.top()
	t.weight = max(t.weight, f.weight)
	t.child = max(t.child, f.weight)
	s.prefix = 0
	switch {
	case f.head:
		s.set(statement)
	case f.block:
		s.set(blockEnd)
	default:
		s.set(operand)
	}
}

// close ends the innermost bracket if c is its partner. A stray closing bracket closes nothing, so that it hides nothing.
func (s *scanner) close(c byte) {
	open := s.top().open
	switch {
	case c == ')' && open == '(', c == ']' && open == '[', c == '}' && open == '{':
		s.pop()
	case c == '}' && open == '$':
		s.pop()
		s.template()
	case c == '}':
		s.set(blockEnd)
	default:
		s.set(operand)
	}
}

func (s *scanner) run() {
	if strings.HasPrefix(s.src, "#!") {
		s.lineComment()
	}
	s.prev = statement
	for s.pos < len(s.src) && s.refusal == nil {
		c := s.src[s.pos]
		switch {
		case c == '\n' || c == '\r':
			s.line = true
			s.pos++
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			s.pos++
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s.src[s.pos:])
			if unicode.IsSpace(r) || r == '\ufeff' || r == '\u2028' || r == '\u2029' {
				s.pos += n
				s.line = s.line || r == '\u2028' || r == '\u2029'
				continue
			}
			s.identifier()
		case c >= '0' && c <= '9':
			s.number()
		case isIdentifierByte(c) || c == '#' || c == '\\':
			s.identifier()
		case c == '"' || c == '\'':
			s.operandStarts()
			s.quoted(c)
			s.operandEnds()
		case c == '`':
			s.push('`')
			s.pos++
			s.template()
		case c == '(' || c == '[' || c == '{':
			s.push(c)
			s.pos++
		case c == ')' || c == ']' || c == '}':
			s.pos++
			s.close(c)
		case c == '/':
			s.slash()
		default:
			s.punctuator(c)
		}
	}
}

func (s *scanner) at(i int) byte {
	if s.pos+i < len(s.src) {
		return s.src[s.pos+i]
	}
	return 0
}

func (s *scanner) punctuator(c byte) {
	f := s.top()
	s.word = ""
	switch c {
	case ';':
		f.newStatement()
		s.prefix = 0
		s.set(statement)
	case ',':
		f.arrows, f.ternaries, f.pending, f.assigns, f.child = 0, 0, 0, 0, none
		s.prefix = 0
		s.set(operator)
	case '.':
		if s.at(1) == '.' {
			s.countPrefix()
			s.pos++
			if s.at(1) == '.' {
				s.pos++
			}
			s.set(operator)
		} else if d := s.at(1); d >= '0' && d <= '9' {
			s.number()
			return
		} else {
			s.set(dot)
		}
	case '=':
		switch s.at(1) {
		case '>':
			s.pos++
			if f.arrows++; f.arrows > MaxArrows {
				s.refuse("more than 256 arrow functions within one another")
			}
			if f.child != none {
				f.weight = max(f.weight, f.child+1)
			}
			if f.weight > MaxReparse {
				s.refuse("arrow functions in the parameters of arrow functions deeper than 6")
			}
			f.child = none
		case '=':
			s.pos++
			if s.at(1) == '=' {
				s.pos++
			}
		default:
			s.assign()
		}
		s.prefix = 0
		s.set(operator)
	case '?':
		switch {
		case s.at(1) == '.' && (s.at(2) < '0' || s.at(2) > '9'):
			s.pos++
			s.set(dot)
		case s.at(1) == '?':
			s.pos++
			s.set(operator)
		default:
			if f.ternaries++; f.ternaries > MaxChain {
				s.refuse("more than 1000 conditional operators within one another")
			}
			f.pending++
			f.child = none
			s.set(operator)
		}
		s.prefix = 0
	case ':':
		switch {
		case f.pending > 0:
			f.pending--
			s.set(operator)
		case s.label:
			if s.labels++; s.labels > MaxLabels {
				s.refuse("more than 500 labels")
			}
			s.set(statement)
		default:
			s.set(colon)
		}
		f.child = none
		s.prefix = 0
	case '+', '-':
		if s.at(1) == c {
			s.pos++
			if s.prev != operand || s.line { // after a line's end it is a prefix
				s.countPrefix()
				s.set(operator)
			}
			break
		}
		fallthrough
	case '!', '~':
		if s.at(1) == '=' { // != += -=
			s.pos++
			if c != '!' {
				s.assign()
			}
			s.prefix = 0
		} else if s.prev != operand {
			s.countPrefix()
		} else {
			s.prefix = 0
		}
		s.set(operator)
	default:
		if s.at(1) == '=' && c != '<' && c != '>' {
			s.assign()
			s.pos++
		}
		s.prefix = 0
		s.set(operator)
	}
	s.pos++
}

func (s *scanner) countPrefix() {
	if s.prefix++; s.prefix > MaxChain {
		s.refuse("more than 1000 prefix operators in a row")
	}
}

func (s *scanner) assign() {
	f := s.top()
	f.child = none
	if f.assigns++; f.assigns > MaxChain {
		s.refuse("more than 1000 assignments within one another")
	}
}

// wordEnds classifies a plainly written word.
func (s *scanner) wordEnds(w string) {
	f := s.top()
	switch w {
	case "in", "instanceof", "of":
		// Binary operators: what came before goes on.
		if w == "of" && s.prev != operand {
			break
		}
		s.prefix = 0
		s.set(keyword)
		s.word = w
		return
	case "if", "for", "while", "with", "do", "else":
		s.operandStarts()
		if f.controls++; f.controls > MaxChain {
			s.refuse("more than 1000 statements within one another")
		}
		s.prefix = 0
		s.set(keyword)
		s.word = w
		return
	case "typeof", "void", "delete", "new", "await", "yield", "async":
		s.operandStarts()
		s.countPrefix()
		if w == "await" && s.prev == keyword && s.word == "for" {
			return // for await (
		}
		label := s.labelable() && (w == "await" || w == "yield" || w == "async")
		s.set(keyword)
		s.word, s.label = w, label
		return
	case "return", "throw", "case", "default", "var", "let", "const", "try", "finally", "extends", "export", "import":
		s.operandStarts()
		s.prefix = 0
		label := s.labelable() && w == "let"
		s.set(keyword)
		s.word, s.label = w, label
		return
	case "function", "class":
		s.operandStarts()
		s.prefix = 0
		s.set(functionish)
		return
	}
	label := s.labelable()
	s.operandStarts()
	s.operandEnds()
	s.label = label
}

func isHead(w string) bool { return w == "if" || w == "for" || w == "while" || w == "with" }
