// SPDX-License-Identifier: Apache-2.0

// Package caddymodule is the application: it makes the gateway a citizen of Caddy, and is the only package that knows
// Caddy, zap and Prometheus. It decides nothing about code.
//
// The modules: the app code_interceptor (App) holds policies, executors and the run log of one configuration; the handlers
// http.handlers.code_interceptor (Interceptor) and http.handlers.code_sandbox (Sandbox) are the two doors; the matcher
// http.matchers.code_verdict (MatchVerdict) reads what an interceptor decided; admin.api.code_interceptor (Admin) tells
// the operator. Their words in the Caddyfile stand at parseApp, parseInterceptor, parseSandbox and
// MatchVerdict.UnmarshalCaddyfile.
//
// What is left at a request: the placeholders {http.code_interceptor.*} (observation) and {http.code_sandbox.*} (App.ran),
// the variable code_interceptor.decision, the object code_interceptor in the access log, the headers Code-Interceptor-*
// to the app and, after a warning, to the client. Events: code_blocked, code_warned. Metrics: metrics.go.
//
// The way of a request: extract.go finds the snippets, intercept.go asks the gateway (internal/gateway) and carries the
// verdict out; sandbox.go hands the REST routes to internal/api. Workers and run logs outlive a reload (executor.go).
package caddymodule
