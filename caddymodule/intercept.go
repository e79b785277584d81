// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"fmt"
	"net/http"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/api"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

// call is one request on its way through an interceptor. The response writer is never wrapped: upgrades, streams and
// everything else that a writer can do go on working.
type call struct {
	i    *Interceptor
	w    http.ResponseWriter
	r    *http.Request
	next caddyhttp.Handler
	o    *observation
}

func (c *call) serve() error {
	if c.i.mode == analyzer.Off {
		c.o.decision, c.o.reason = decisionUninspected, "off"
		return c.goOn()
	}
	found, refused, err := c.extract()
	if err != nil {
		c.o.decision, c.o.reason = decisionError, "read"
		c.decided(zap.DebugLevel, "the body could not be read", err)
		return err
	}
	for _, why := range refused {
		observeUninspected(c.i.policy, why.reason)
		if c.blocks(c.onRefusal(why)) {
			return c.refuse(why)
		}
	}
	if len(found.snippets) == 0 {
		return c.noCode(refused)
	}
	if c.i.Execute && len(refused) == 0 {
		return c.execute(found.snippets)
	}
	v, err := c.i.app.Scan(c.r.Context(), c.submission(found.snippets))
	if err != nil {
		return c.noVerdict(err)
	}
	observeScan(v)
	c.o.judged(v)
	if v.Blocks() {
		return c.block(v)
	}
	if len(refused) > 0 {
		return c.uninspected(refused[0])
	}
	return c.pass()
}

// extract finds the snippets of the request. What could not be inspected is told beside what could: an error means that
// the body is broken.
func (c *call) extract() (*finds, []*refusal, error) {
	x := c.i.extraction
	found := &finds{language: c.i.Language}
	var refused []*refusal
	if why := x.outsideBody(c.r, found); why != nil {
		refused = append(refused, why)
	}
	if !x.wantsBody() || isTunnel(c.r) {
		return found, refused, nil
	}
	body, whole, err := readBody(c.r, c.i.MaxBody)
	if err != nil {
		return nil, nil, err
	}
	if !whole {
		why := refuse(reasonOversize, "the body is larger than the %d bytes that are inspected", c.i.MaxBody)
		return found, append(refused, why), nil
	}
	if why := x.inBody(c.r.Header, body, found); why != nil {
		refused = append(refused, why)
	}
	return found, refused, nil
}

func (c *call) submission(snippets []analyzer.Snippet) gateway.Submission {
	s := gateway.Submission{
		Origin: gateway.OriginInterceptor, Client: clientIP(c.r), Policy: c.i.Policy, Mode: c.i.mode, Snippets: snippets,
	}
	if repl, ok := c.r.Context().Value(caddy.ReplacerCtxKey).(*caddy.Replacer); ok {
		s.Principal = repl.ReplaceAll(c.i.Principal, "")
	}
	return s
}

// blocks says whether a setting blocks in the mode in force; the default of every setting is to block.
func (c *call) blocks(setting string) bool {
	return setting != wordPass && c.i.mode == analyzer.Enforce
}

func (c *call) onRefusal(why *refusal) string {
	if why.reason == reasonOversize {
		return c.i.OnOversize
	}
	return c.i.OnUnreadable
}

// refuse answers a request that could not be inspected.
func (c *call) refuse(why *refusal) error {
	c.o.decision, c.o.reason = decisionUninspected, string(why.reason)
	c.decided(zap.WarnLevel, "request refused uninspected", why)
	err := caddyhttp.Error(why.reason.status(), fmt.Errorf("%w: %s", ErrUninspected, why.detail))
	return c.i.answer(c.r, err, func() { api.WriteProblem(c.w, c.r, why.problem()) })
}

// noCode deals with a request in which no code was found.
func (c *call) noCode(refused []*refusal) error {
	switch {
	case len(refused) > 0:
		return c.uninspected(refused[0])
	case c.i.OnNoCode == wordBlock && c.blocks(wordBlock):
		why := refuse(reasonNoCode, "the request carries no code where this route looks for it")
		observeUninspected(c.i.policy, why.reason)
		return c.refuse(why)
	case isTunnel(c.r) && c.i.extraction.wantsBody():
		why := refuse(reasonUpgrade, "the body is a tunnel")
		observeUninspected(c.i.policy, why.reason)
		return c.uninspected(why)
	}
	c.o.decision = decisionPass
	return c.goOn()
}

// uninspected passes a request on although not all of it was inspected.
func (c *call) uninspected(why *refusal) error {
	c.o.decision, c.o.reason = decisionUninspected, string(why.reason)
	if why.reason != reasonUpgrade {
		c.o.log(c.i.logger, zap.InfoLevel, "request passed on uninspected", c.r, why)
	}
	return c.goOn()
}

// noVerdict deals with a submission that got no verdict.
func (c *call) noVerdict(err error) error {
	observeRejection(err)
	c.o.decision, c.o.reason = decisionError, "internal"
	if rejection := gateway.AsRejection(err); rejection != nil {
		c.o.reason = rejection.Code
	}
	status := rejectionStatus(err)
	if status == statusClosed {
		c.decided(zap.DebugLevel, "the client went away before the verdict", err)
		return caddyhttp.Error(status, err)
	}
	if !c.i.Execute && !c.blocks(c.i.OnError) {
		c.o.log(c.i.logger, zap.ErrorLevel, "request passed on without a verdict", c.r, err)
		return c.goOn()
	}
	c.decided(zap.ErrorLevel, "request refused without a verdict", err)
	retryAfter(c.w.Header(), err)
	return c.i.answer(c.r, caddyhttp.Error(status, fmt.Errorf("%w: %w", ErrNoVerdict, err)), func() {
		api.WriteRejection(c.w, c.r, err)
	})
}

// block answers a request whose code the policy blocks.
func (c *call) block(v *gateway.Verdict) error {
	c.decided(zap.WarnLevel, "code blocked", nil)
	c.o.emit(c.i.ctx, c.i.events, eventBlocked)
	err := fmt.Errorf("%w: %s", ErrBlocked, c.o.because())
	return c.i.answer(c.r, caddyhttp.Error(c.i.RespondStatus, err), func() {
		c.i.view.WriteBlocked(c.w, c.r, v, c.i.RespondStatus)
	})
}

// because names the rule that weighs most, or what else decided.
func (o *observation) because() string {
	if o.rule != "" {
		return fmt.Sprintf("%s at line %d, column %d", o.rule, o.line, o.column)
	}
	return fmt.Sprintf("score %d, complexity %d", o.score, o.complexity)
}

// pass passes a judged request on. In mode detect it may carry the decision block.
func (c *call) pass() error {
	switch {
	case c.o.decision == decisionBlock:
		c.o.log(c.i.logger, zap.WarnLevel, "code would be blocked", c.r, nil)
	case c.o.decision == decisionWarn:
		c.o.log(c.i.logger, zap.InfoLevel, "code passed with a warning", c.r, nil)
		c.o.emit(c.i.ctx, c.i.events, eventWarned)
		if c.i.mode == analyzer.Enforce {
			c.o.mark(c.w.Header())
		}
	}
	return c.goOn()
}

// goOn hands the request to the next handler, marked with what was decided.
func (c *call) goOn() error {
	c.o.decided(c.r)
	c.o.logAccess(c.r)
	c.o.mark(c.r.Header)
	return c.next.ServeHTTP(c.w, c.r)
}

// decided leaves what was decided about a request that does not go on, in variables and logs.
func (c *call) decided(level zapcore.Level, message string, err error) {
	c.o.decided(c.r)
	c.o.logAccess(c.r)
	c.o.log(c.i.logger, level, message, c.r, err)
}

// execute runs the snippet when the policy lets it, and answers.
func (c *call) execute(snippets []analyzer.Snippet) error {
	if len(snippets) != 1 {
		return c.refuse(refuse(reasonParse, "the request carries %d snippets; to run code it must carry exactly one", len(snippets)))
	}
	x, err := c.i.app.Run(c.r.Context(), gateway.RunRequest{Submission: c.submission(snippets), Executor: c.i.Executor})
	if err != nil {
		return c.noVerdict(err)
	}
	observeScan(x.Verdict)
	observeRun(x)
	c.o.judged(x.Verdict)
	if x.Verdict.Blocks() && !x.Outcome.Started {
		return c.block(x.Verdict)
	}
	c.o.decided(c.r)
	c.o.logAccess(c.r)
	if c.o.decision == decisionWarn && c.i.mode == analyzer.Enforce {
		c.o.mark(c.w.Header())
	}
	c.i.view.WriteExecution(c.w, c.r, x, c.i.RespondStatus)
	return nil
}
