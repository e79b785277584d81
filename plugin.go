// SPDX-License-Identifier: Apache-2.0

// Package interceptor is what xcaddy builds into Caddy: it only imports caddymodule, which registers everything.
//
// The map of the house: caddymodule is the application and the only package that knows Caddy; analyzer judges source code
// by its parse tree; executor runs what was approved, in worker processes that locked themselves in; examples holds one
// folder per deployment. Imports point one way: caddymodule → its internal gateway → analyzer and executor, which do
// not know each other.
package interceptor

import _ "github.com/code-interceptor/caddy-code-interceptor/caddymodule"
