// SPDX-License-Identifier: Apache-2.0

// Package admission is the linear scan that decides whether a parser may be called at all.
//
// Recursive parsers can be made to overflow the stack or to run for minutes by a few hundred bytes, and neither can be
// stopped from outside. The scan refuses such sources in one pass: no recursion, no allocation, time proportional to the
// source. It promises that what it admits is parsed in seconds and megabytes; it does not promise that it parses.
//
// It follows the language's tokens closely enough that brackets in strings, comments, templates and regular expressions
// count for what they are. Where the tokens of broken source cannot be known (a slash after an error may begin a regular
// expression or divide), two totals that look at nothing but bytes keep the cost bounded all the same.
package admission
