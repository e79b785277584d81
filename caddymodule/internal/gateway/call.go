// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/worker"
)

// acquire takes a worker for one submission. The error is a *Rejection.
func (e *Executor) acquire(ctx context.Context, class worker.Class) (*worker.Session, error) {
	waiting, cancel := context.WithTimeout(ctx, e.Config.QueueWait)
	defer cancel()
	session, err := e.pool.Acquire(waiting, class)
	switch {
	case err == nil:
		return session, nil
	case ctx.Err() != nil:
		return nil, cancelled(ctx)
	case errors.Is(err, context.DeadlineExceeded):
		return nil, busy("no worker became free in time", e.Config.QueueWait)
	}
	return nil, &Rejection{Code: CodeUnavailable, Message: "no worker can be started", RetryAfter: time.Second, Err: err}
}

// AnalysisMemory is the least that one analysis may hold, in bytes.
const AnalysisMemory = 128 << 20

// analysisMemory returns what one analysis may hold, in bytes. It is what a program may hold wherever that is enough: a
// worker whose limit changes between two calls has to stop its world for it.
func (e *Executor) analysisMemory() int64 { return max(e.Config.Default.Memory, AnalysisMemory) }

// prepare has the worker of session judge snippet and keep its tree. A snippet over which the worker fell gets a report that
// says so and blocks, with lost true: then the session is of no further use. A worker that vanished without a reason may have
// been dead before the snippet came; then session is replaced and the snippet judged once more, which is safe since analysis
// has no effects. The error is a *Rejection.
func (e *Executor) prepare(ctx context.Context, class worker.Class, session **worker.Session, snippet analyzer.Snippet, digest string) (r analyzer.Report, lost bool, err error) {
	if len(snippet.Source) > analyzer.DefaultMaxSource {
		// The worker would say the same; there is no need to send it there.
		return fault(snippet, digest, analyzer.RuleLimits,
			fmt.Sprintf("the source has %d bytes, more than %d", len(snippet.Source), analyzer.DefaultMaxSource)), false, nil
	}
	head, err := json.Marshal(prepareHead{Language: snippet.Language, Where: snippet.Where})
	if err != nil {
		return r, true, &Rejection{Code: CodeUnavailable, Message: "the snippet cannot be handed to a worker", Err: err}
	}
	payload := make([]byte, 0, len(head)+1+len(snippet.Source))
	payload = append(append(append(payload, head...), '\n'), snippet.Source...)

	for again := true; ; again = false {
		reply, err := (*session).Call(ctx, taskPrepare, payload, worker.CallLimits{Wall: e.Config.Analysis, Memory: e.analysisMemory()}, nil)
		if err == nil {
			err = json.Unmarshal(reply.Payload, &r)
			if err == nil && r.SHA256 != digest {
				err = errors.New("the report is of another source")
			}
			if err == nil {
				return r, false, nil
			}
		}
		if ctx.Err() != nil {
			return r, true, cancelled(ctx)
		}
		var ended *worker.Ended
		if !again || !errors.As(err, &ended) || ended.Cause != worker.Lost {
			return faultReport(snippet, digest, err), true, nil
		}
		(*session).Close()
		other, err := e.acquire(ctx, class)
		if err != nil {
			return r, true, err
		}
		*session = other
	}
}

// faultReport is the report of a snippet whose analysis did not come to its end. It blocks: code that could not be judged
// must not pass.
func faultReport(snippet analyzer.Snippet, digest string, err error) analyzer.Report {
	rule, message := analyzer.RuleInternal, "the analysis of this source failed"
	var ended *worker.Ended
	if errors.As(err, &ended) {
		switch ended.Cause {
		case worker.Timeout, worker.CPU:
			rule, message = analyzer.RuleLimits, "the analysis of this source took too long"
		case worker.Memory, worker.StackOverflow:
			rule, message = analyzer.RuleLimits, "the analysis of this source took too much memory"
		}
	}
	return fault(snippet, digest, rule, message)
}

func fault(snippet analyzer.Snippet, digest, rule, message string) analyzer.Report {
	return analyzer.Report{
		Language: snippet.Language, SHA256: digest,
		Findings: []analyzer.Finding{{
			Rule: rule, Capability: "parse", Severity: analyzer.High, Message: message,
			Range: analyzer.Range{Line: 1, Column: 1, EndLine: 1, EndColumn: 1},
		}},
	}
}

// run runs an approved program on the worker that prepared it.
func (e *Executor) run(ctx context.Context, s *worker.Session, p executor.Program, in executor.Input, limits executor.Limits) executor.Outcome {
	if !p.Valid() {
		return executor.Outcome{Reason: executor.Internal, Message: "the program was not approved", ResultType: "undefined"}
	}
	payload, err := json.Marshal(runHead{
		Language: p.Language(), SHA256: p.SourceSHA256(), PolicyVersion: p.PolicyVersion(), Limits: limits, Input: in,
	})
	if err != nil {
		return executor.Outcome{Reason: executor.Internal, Message: "the program's input cannot be handed to a worker", ResultType: "undefined"}
	}
	var logs []executor.LogLine
	started := false
	var last *executor.Outcome
	reply, err := s.Call(ctx, taskRun, payload, worker.CallLimits{Wall: limits.Wall + compileGrace, Memory: limits.Memory}, func(b []byte) {
		if len(b) == 1 && b[0] == chunkStarted {
			started = true
			return
		}
		if len(b) > 0 && b[0] == chunkLast {
			last = new(executor.Outcome)
			if json.Unmarshal(b[1:], last) != nil {
				last = nil
			}
			return
		}
		var line executor.LogLine
		if json.Unmarshal(b, &line) == nil {
			logs = append(logs, line)
		}
	})
	var out executor.Outcome
	if err == nil {
		if err = json.NewDecoder(bytes.NewReader(reply.Payload)).Decode(&out); err == nil {
			out.Logs = logs
			out.Usage.CPU, out.Usage.PeakMemory = reply.Usage.CPU, reply.Usage.PeakMemory
			if out.Reason == executor.TimeoutWall {
				out.Message = timedOut(limits)
			}
			return out
		}
	}
	out = endedOutcome(err, logs, limits)
	out.Started = started
	if last != nil && out.Reason == executor.Internal {
		// The engine failed, and said before it went how far the program had come.
		usage := out.Usage
		out = *last
		out.Logs, out.Usage.CPU, out.Usage.PeakMemory = logs, usage.CPU, usage.PeakMemory
	}
	return out
}

// endedOutcome tells the truth about a run that its worker did not survive. The partial output is what had been streamed.
func endedOutcome(err error, logs []executor.LogLine, limits executor.Limits) executor.Outcome {
	out := executor.Outcome{Logs: logs, ResultType: "undefined"}
	for _, line := range logs {
		out.OutputBytes += int64(len(line.Text)) + 1 // its line end
	}
	var ended *worker.Ended
	if !errors.As(err, &ended) {
		out.Reason, out.Message = executor.Internal, "the worker could not run the program"
		return out
	}
	out.Usage = executor.Usage{Wall: ended.Usage.Wall, CPU: ended.Usage.CPU, PeakMemory: ended.Usage.PeakMemory}
	switch ended.Cause {
	case worker.Timeout:
		out.Reason, out.Message = executor.TimeoutWall, timedOut(limits)
	case worker.CPU:
		out.Reason, out.Message = executor.TimeoutCPU, "Execution used more processor time than it may"
	case worker.Memory:
		out.Reason, out.Message = executor.Memory, "Execution needed more memory than it may use"
	case worker.StackOverflow:
		out.Reason, out.Message = executor.Exception, "RangeError: Maximum call stack size exceeded"
		out.Exception = &executor.ExceptionInfo{Name: "RangeError", Message: "Maximum call stack size exceeded"}
	case worker.Cancelled:
		out.Reason, out.Message = executor.Cancelled, "Execution was cancelled"
	case worker.Output:
		out.Reason, out.Message = executor.OutputLimit, "Execution was stopped because it wrote far more than is kept"
	case worker.Panic:
		out.Reason, out.Message = executor.Internal, "the engine failed; the worker was replaced"
	case worker.Violation:
		out.Reason, out.Message = executor.Violation, "Execution was killed for a forbidden system call"
	default:
		out.Reason, out.Message = executor.WorkerLost, "the worker vanished; whether the program had an effect is not known"
	}
	return out
}

// timedOut is what clients of the service this one succeeds look for, whichever watch saw it first.
func timedOut(limits executor.Limits) string {
	return "Execution timed out after " + limits.Wall.String()
}

func digestOf(source string) string {
	sum := sha256.Sum256([]byte(source))
	return hex.EncodeToString(sum[:])
}
