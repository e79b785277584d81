// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"net/http"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/modules/caddyevents"
	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// MarshalLogObject writes what is known about a request for the logs. The code itself is never among it, nor is anything
// else of the body: a digest says which code it was.
func (o *observation) MarshalLogObject(enc zapcore.ObjectEncoder) error {
	enc.AddString("decision", o.decision)
	text := func(key, value string) {
		if value != "" {
			enc.AddString(key, value)
		}
	}
	text("reason", o.reason)
	text("mode", o.mode)
	text("policy", o.policy)
	if o.verdict == nil {
		return nil
	}
	text("policy_version", o.policyVersion)
	text("severity", o.severity)
	enc.AddInt("score", o.score)
	enc.AddInt("complexity", o.complexity)
	zap.Strings("rules", o.rules).AddTo(enc)
	text("language", o.language)
	text("source", o.source)
	text("code_sha256", o.sha256)
	enc.AddInt("code_bytes", o.bytes)
	text("scan_id", o.id)
	enc.AddDuration("duration", o.elapsed)
	return nil
}

// logAccess adds the observation to the request's line in the access log.
func (o *observation) logAccess(r *http.Request) {
	if extra, ok := r.Context().Value(caddyhttp.ExtraLogFieldsCtxKey).(*caddyhttp.ExtraLogFields); ok && extra != nil {
		extra.Set(zap.Object("code_interceptor", o))
	}
}

// log writes a line of our own: a blocked request is an answer 403 to Caddy, which it logs at debug level only. The query
// is left out of it, since it may be where the code was.
func (o *observation) log(logger *zap.Logger, level zapcore.Level, message string, r *http.Request, err error) {
	c := logger.Check(level, message)
	if c == nil {
		return
	}
	fields := []zap.Field{
		zap.Inline(o), zap.String("client_ip", clientIP(r)), zap.String("method", r.Method),
		zap.String("host", r.Host), zap.String("path", r.URL.Path),
	}
	if err != nil {
		fields = append(fields, zap.Error(err))
	}
	c.Write(fields...)
}

// The events that an operator may subscribe to.
const (
	eventBlocked = "code_blocked"
	eventWarned  = "code_warned"
)

// emit tells subscribers about a decision. Handlers of events run before it returns.
func (o *observation) emit(ctx caddy.Context, events *caddyevents.App, name string) {
	if events == nil || !events.ShouldEmit(name) {
		return
	}
	events.Emit(ctx, name, map[string]any{
		"decision": o.decision, "reason": o.reason, "mode": o.mode, "policy": o.policy, "policy_version": o.policyVersion,
		"severity": o.severity, "score": o.score, "complexity": o.complexity, "rules": o.rules, "language": o.language,
		"source": o.source, "code_sha256": o.sha256, "code_bytes": o.bytes, "scan_id": o.id, "duration": o.elapsed.Seconds(),
	})
}

// clientIP returns the client's address as the operator's trusted proxies tell it.
func clientIP(r *http.Request) string {
	ip, _ := caddyhttp.GetVar(r.Context(), caddyhttp.ClientIPVarKey).(string)
	return ip
}
