// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"encoding/json"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// Origin names the door a submission came through.
type Origin string

// The doors. The list is closed: it labels metrics.
const (
	OriginREST        Origin = "rest"
	OriginInterceptor Origin = "interceptor"
	OriginAdmin       Origin = "admin"
)

// Submission is one request to judge code.
type Submission struct {
	Origin Origin
	// Principal names who asks, as the operator's configuration tells it; empty when nobody said.
	Principal string
	// Client tells callers apart that have no Principal, so that one of them cannot take every worker: an address.
	Client string
	// Policy names the policy; empty means the default one.
	Policy string
	// Mode overrides the policy's mode when not empty: enforce, detect or off.
	Mode analyzer.Mode
	// Snippets are judged each on its own; the verdict is the strongest action over all of them.
	Snippets []analyzer.Snippet
}

// client is what tells the one who asks from others; empty when nothing does.
func (s *Submission) client() string {
	if s.Principal != "" {
		return "principal " + s.Principal
	}
	if s.Client != "" {
		return "client " + s.Client
	}
	return ""
}

// Judged is one snippet with its report and what the policy made of it.
type Judged struct {
	Snippet  analyzer.Snippet
	Report   analyzer.Report
	Decision analyzer.Decision
}

// Verdict is what the policy orders for a submission.
type Verdict struct {
	// ID is random and unique; it names the submission in answers, logs and the run log.
	ID string
	// Action is the strongest action over all snippets, whatever the mode: in mode detect a verdict may say block and
	// the request still passes. Ask Blocks.
	Action        analyzer.Action
	Mode          analyzer.Mode
	Policy        string
	PolicyVersion string
	Judged        []Judged
	// Cached says that every report was there already, and no worker was asked.
	Cached  bool
	Elapsed time.Duration
}

// Blocks says whether the request must not go on: the action is block and the mode enforces.
func (v *Verdict) Blocks() bool { return v.Action == analyzer.Block && v.Mode == analyzer.Enforce }

// Word returns the verdict as people see it: pass, warn or block, whatever the mode.
func (v *Verdict) Word() string {
	if v.Action <= analyzer.Pass {
		return "pass"
	}
	return v.Action.String()
}

// Worst returns the judged snippet whose finding weighs most, and that finding; nil when there is no finding.
// Among equals the first in order wins.
func (v *Verdict) Worst() (*Judged, *analyzer.Judged) {
	var worst *Judged
	var finding *analyzer.Judged
	for i := range v.Judged {
		j := &v.Judged[i]
		for k := range j.Decision.Findings {
			f := &j.Decision.Findings[k]
			if finding == nil || f.Action > finding.Action ||
				f.Action == finding.Action && f.Severity > finding.Severity {
				worst, finding = j, f
			}
		}
	}
	return worst, finding
}

// Findings counts the findings over all snippets that the policy did not ignore.
func (v *Verdict) Findings() int {
	n := 0
	for i := range v.Judged {
		n += len(v.Judged[i].Decision.Findings)
	}
	return n
}

// RunRequest is a submission of one snippet that shall run when the policy lets it.
type RunRequest struct {
	Submission
	// Executor names the executor; empty means the default one.
	Executor string
	// Input is the JSON the program sees as `input`.
	Input json.RawMessage
	// Wish are the limits the caller asks for; zero fields mean the executor's defaults. A wish above the executor's
	// ceiling is lowered to it.
	Wish executor.Limits
}

// Execution is what became of a RunRequest.
type Execution struct {
	Verdict *Verdict
	// Limits are the ones in force, after defaults and ceilings.
	Limits  executor.Limits
	Outcome executor.Outcome
	// Attempts are what the program reached for while it ran, and was refused.
	Attempts []analyzer.Judged
	// Engine names the engine that ran the program; empty when none did.
	Engine  string
	Timings Timings
}

// Timings say where the time of a run went.
type Timings struct {
	Queue   time.Duration
	Prepare time.Duration
	Run     time.Duration
}
