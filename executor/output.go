// SPDX-License-Identifier: Apache-2.0

package executor

// CutMark is what a face of the gateway puts after output of which Outcome.Cut says that some is missing.
const CutMark = "\n[output truncated]"

// What an outcome holds at most.
const (
	// MaxLogLines is how many console lines are kept, however short.
	MaxLogLines = 1 << 16
	// MaxAttempts is how many attempts are recorded.
	MaxAttempts = 50
	// MaxStackFrames is how many frames of a stack are kept.
	MaxStackFrames = 32
	// MaxMessage is how many bytes of an exception's name, and of its message, are kept.
	MaxMessage = 4 << 10
)
