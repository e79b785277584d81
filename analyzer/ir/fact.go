// SPDX-License-Identifier: Apache-2.0

package ir

// Kind says what sort of fact a front end found.
type Kind uint8

// The facts that rules can ask for. A front end emits each one once per place.
const (
	// Ref is a reference to a builtin of the target, however it was spelled: Path names it ("eval", "Function",
	// "fetch", "process.env", "document.write"). A reference is a fact even when nothing calls it.
	Ref Kind = iota + 1
	// Call is a call or construction of a builtin; Path names the callee, Args are what is known of the arguments.
	Call
	// Member is an access with a key that could not be known on an object that holds capabilities
	// (globalThis[k], process[k]); Path names the object.
	Member
	// Write is an assignment to a builtin or to a property of one; Path names the target ("Object.prototype.x",
	// "innerHTML" for a property of an unknown object), Args[0] is what is known of the value.
	Write
	// Loop is a loop; Loop holds what is known of its end.
	Loop
	// Import is a module load in any spelling (require, import, import(), createRequire); Args[0] is the specifier.
	Import
	// Regexp is a regular expression literal or one built from a known pattern; Text is the pattern, Flags its flags.
	Regexp
	// Literal is a string constant of the program; Text is its decoded value. No rule reads them, so no front end tells any.
	Literal
	// Syntax is a construct that is a fact by itself; Path names it ("with", "debugger").
	Syntax
)

// Fact is one thing that a front end established about a program. Rules read facts and never text.
// Facts come in source order and are immutable once emitted.
type Fact struct {
	Kind Kind
	// Start and End are byte offsets into the source, End exclusive.
	Start, End int
	// Path is the canonical name of what was reached, dots between members, without a leading "globalThis.".
	Path string
	// Text is the decoded text of a Literal or Regexp.
	Text string
	// Flags are the flags of a Regexp.
	Flags string
	// New says that a Call is a construction.
	New bool
	// Called says of a Member that what it gives is called or constructed at once.
	Called bool
	// Spelled is the name with which the global object is written ("global", "window") in a Ref to it or in a Write to a
	// member of it, empty when it is reached otherwise. Base says that a member is taken from it.
	Spelled string
	Base    bool
	// Hidden says that the name was not written plainly: it was folded from constants, reached through an alias, or
	// written with escapes.
	Hidden bool
	// Evidence is the place as resolved, for people: `globalThis["fe"+"tch"] → fetch`. Empty when the source says it plainly.
	Evidence string
	// Args are the arguments of a Call, the value of a Write, the specifier of an Import.
	Args []Value
	// Loop is set for Kind Loop only.
	Loop *LoopFact
}

// LoopFact is what is known of a loop's end.
type LoopFact struct {
	// Form is "while", "do-while", "for", "for-in" or "for-of".
	Form string
	// Endless says that the condition is always true (or missing, or over bindings that nothing in the loop can write)
	// and that no reachable break, labelled exit, return, uncaught throw, yield or await-driven exit leaves it.
	Endless bool
	// Invariant says that Endless was concluded from a condition that nothing in the loop can change, not from a constant.
	Invariant bool
}

// Value is what evaluation knows of an expression without running it.
// The zero Value knows nothing.
type Value struct {
	// Texts are the strings the expression may be; empty when none is known.
	Texts []string
	// Number is the number the expression is, when IsNumber.
	Number   float64
	IsNumber bool
	// Builtins are the canonical paths of the builtins the expression may be.
	Builtins []string
	// Function says that the expression is a function of the program's own.
	Function bool
	// Exact says that the expression can be nothing else than what stands here.
	Exact bool
}

// Text returns the one string that v must be, and whether that is known.
func (v Value) Text() (string, bool) {
	if v.Exact && len(v.Texts) == 1 && len(v.Builtins) == 0 && !v.Function && !v.IsNumber {
		return v.Texts[0], true
	}
	return "", false
}

// Stringish says whether v may be a known string.
func (v Value) Stringish() bool { return len(v.Texts) > 0 }
