// SPDX-License-Identifier: Apache-2.0

// Package javascript runs JavaScript on goja.
//
// It promises: a fresh engine for every run; no code from strings (eval, the Function constructors and string callbacks
// throw, and each attempt is recorded); nothing of the host but what globals.go installs (console, timers, input and a few
// pure helpers); source maps off, since the engine would open files for them; and after an interrupt no code of the program
// is run again, also not to show a result or an error.
//
// It does not promise that a run stops while the engine works inside one of its own functions or in a regular expression:
// goja looks at an interrupt between two instructions only. Nor that memory is bounded. Both are the worker's to hold.
//
// Where goja differs from other engines:
//
//   - \p{...} classes answer false for everything in goja, so a literal with one is refused by Compile, and RegExp throws a
//     SyntaxError for one at run time.
//   - A stack deeper than maxCallDepth ends the run with a RangeError that the program cannot catch.
//   - A backtracking match that needs more than 100,000 slots answers "no match" instead of failing. Nothing warns of it.
//   - Number.prototype.toLocaleString knows the English forms only and refuses others; dates ignore their locale.
//   - JSON.stringify with an indent goes astray after an empty object; what console shows is made here and does not.
//   - JSON.parse turns lone surrogates into U+FFFD, and so does every string that leaves the engine.
//   - Missing: Intl, WeakRef, iterator helpers, Array.fromAsync, SharedArrayBuffer, async generators, modules.
package javascript
