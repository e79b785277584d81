// SPDX-License-Identifier: Apache-2.0

package executor

// Reason says how a run ended. The list is closed: every run ends in exactly one of them.
type Reason string

// The reasons, as they stand on the wire in termination.reason.
const (
	// Completed: the program ran to its end.
	Completed Reason = "completed"
	// Exception: the program threw, or left a rejection unhandled.
	Exception Reason = "exception"
	// SyntaxError: the engine could not compile the program; nothing ran.
	SyntaxError Reason = "syntax_error"
	// TimeoutWall: the wall clock limit passed.
	TimeoutWall Reason = "timeout_wall"
	// TimeoutCPU: the processor time limit passed.
	TimeoutCPU Reason = "timeout_cpu"
	// Memory: the memory limit passed.
	Memory Reason = "memory"
	// OutputLimit: the program was stopped because it wrote far beyond what is kept.
	OutputLimit Reason = "output_limit"
	// Cancelled: the caller took the run back.
	Cancelled Reason = "cancelled"
	// WorkerLost: the worker process vanished for a reason that is not known to be the program's.
	WorkerLost Reason = "worker_lost"
	// Violation: the program tried something the sandbox forbids and was killed for it.
	Violation Reason = "sandbox_violation"
	// Internal: our own fault.
	Internal Reason = "internal"
	// Blocked: the policy did not let the program start. Only the gateway gives it.
	Blocked Reason = "blocked"
)

// ExitCode returns the process-style exit code of a run that ended for r: 0 ok; 1 exception, syntax error, blocked;
// 124 time; 137 memory, output or sandbox violation; 130 cancelled; 125 our fault.
func (r Reason) ExitCode() int {
	switch r {
	case Completed:
		return 0
	case Exception, SyntaxError, Blocked:
		return 1
	case TimeoutWall, TimeoutCPU:
		return 124
	case Memory, OutputLimit, Violation:
		return 137
	case Cancelled:
		return 130
	}
	return 125
}

// reasons are all there are, in the order in which documents list them, each with what it means.
var reasons = []struct {
	reason  Reason
	meaning string
}{
	{Completed, "the program ran to its end"},
	{Exception, "it threw, or left a rejection unhandled"},
	{SyntaxError, "the engine cannot compile it; nothing ran"},
	{Blocked, "the policy did not let it start"},
	{TimeoutWall, "the wall clock limit passed"},
	{TimeoutCPU, "the processor time limit passed"},
	{Memory, "the memory limit passed"},
	{OutputLimit, "it wrote far more than is kept"},
	{Violation, "it tried something the sandbox forbids and was killed"},
	{Cancelled, "the caller went away"},
	{WorkerLost, "the worker vanished, and it is not known why"},
	{Internal, "our own fault"},
}

// Reasons returns every reason a run can end for.
func Reasons() []Reason {
	out := make([]Reason, len(reasons))
	for i, r := range reasons {
		out[i] = r.reason
	}
	return out
}

// Meaning returns what r means in a few words, empty when r is no reason.
func (r Reason) Meaning() string {
	for _, known := range reasons {
		if known.reason == r {
			return known.meaning
		}
	}
	return ""
}
