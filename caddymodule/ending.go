// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"context"
	"errors"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/modules/caddyevents"
)

// errEnding is why programs are cancelled when the process ends.
var errEnding = errors.New("the server is shutting down")

// ending knows when the whole process is about to end. Caddy waits for requests under way, so a program that may run for
// half a minute would hold the end up for as long: then it is cancelled, and its answer says so. A reload is no end.
type ending struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
}

// watchEnding subscribes to what Caddy tells before it stops a configuration.
func watchEnding(ctx caddy.Context) (*ending, error) {
	app, err := ctx.App("events")
	if err != nil {
		return nil, err
	}
	e := new(ending)
	e.ctx, e.cancel = context.WithCancelCause(context.Background())
	return e, app.(*caddyevents.App).On("stopping", e)
}

// Handle is told that a configuration stops; it matters only when the process does too.
func (e *ending) Handle(context.Context, caddy.Event) error {
	if caddy.Exiting() {
		e.cancel(errEnding)
	}
	return nil
}

// bound returns a context that is also done when the process ends. release must be called.
func (e *ending) bound(parent context.Context) (ctx context.Context, release func()) {
	ctx, cancel := context.WithCancelCause(parent)
	stop := context.AfterFunc(e.ctx, func() { cancel(errEnding) })
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

var _ caddyevents.Handler = (*ending)(nil)
