// SPDX-License-Identifier: Apache-2.0

// Package caddymodule is the application: the App, the handlers, the Caddyfile words, the admin routes and the commands.
// It is the only package that knows Caddy and zap.
package caddymodule
