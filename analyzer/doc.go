// SPDX-License-Identifier: Apache-2.0

// Package analyzer judges source code by its parse tree and never runs it.
//
// It promises: a Report is a pure function of source and language; work is bounded in time and memory on any input; no
// input makes it panic. It does not promise that a program without findings is harmless: that is what the sandbox is for.
//
// The package holds the vocabulary and the driver and needs the standard library only. Front ends, one per language, are
// in their own folders; rules are in rules; which of both exist is said in standard.
package analyzer
