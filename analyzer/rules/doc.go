// SPDX-License-Identifier: Apache-2.0

// Package rules holds what the analyzer looks for: a pair of files per rule, and the list of them in rules.go.
//
// To add a rule, write its document (rule.md: the id as title, a sentence that makes a claim, why, fenced examples
// "js bad" with // want "text" on the lines to be reported and "js good" look-alikes, what to write instead), its
// variable beside it, and its line in the list. The document is the test, the help and the README's row.
//
// Rules see facts and never text, so that a word in a string, a comment or a property of the program's own is nothing.
package rules
