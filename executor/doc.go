// SPDX-License-Identifier: Apache-2.0

// Package executor runs approved programs and says truthfully how each run ended.
//
// It promises: every run ends in exactly one Reason of a closed list, within its limits; partial output is kept; success
// is never invented. It does not promise isolation by itself: a Runtime runs inside a worker process (package worker) that
// has locked itself in (package confine).
//
// The package holds the vocabulary and needs the standard library only. Runtimes, one per language, are in their own
// folders; which of them exist is said in standard.
package executor
