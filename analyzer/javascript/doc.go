// SPDX-License-Identifier: Apache-2.0

// Package javascript is the front end for JavaScript: goja's parser, a walk that lowers its tree into analyzer/ir with
// every name resolved, and an evaluator that says on demand what an expression may be.
//
// It promises: source maps are never opened; no input that the admission scan lets through overflows the stack, and a
// panic of the parser becomes a *analyzer.SyntaxError; work is linear in the source, apart from calls of the program's
// own functions, which share a fixed amount of fuel; a reference to a builtin that the program writes plainly is a fact
// whatever the fuel.
//
// It does not promise to see through everything: values are sets of what an expression may be, without regard to the
// order of statements, and what cannot be known is unknown. A key that stays unknown on the global object is a fact of
// its own, and so is running out of fuel (Syntax "unevaluated").
//
// Paths of builtins are as in builtins.go: members joined by dots, without a leading "globalThis."; the global object
// itself, under whatever name, is "globalThis"; a module is "require:fs" and its members are "require:fs.readFile".
package javascript
