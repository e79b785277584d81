// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"context"
	"log/slog"

	"github.com/caddyserver/caddy/v2"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// liveLog is a slog handler that writes to whatever log Caddy has at the moment. Workers outlive the configuration that
// started them, and so its loggers.
type liveLog struct {
	name  string
	attrs []slog.Attr
}

func zapLevel(l slog.Level) zapcore.Level {
	switch {
	case l >= slog.LevelError:
		return zapcore.ErrorLevel
	case l >= slog.LevelWarn:
		return zapcore.WarnLevel
	case l >= slog.LevelInfo:
		return zapcore.InfoLevel
	}
	return zapcore.DebugLevel
}

// Enabled says whether Caddy's log takes that level at the moment.
func (h liveLog) Enabled(_ context.Context, l slog.Level) bool {
	return caddy.Log().Core().Enabled(zapLevel(l))
}

// Handle writes one record.
func (h liveLog) Handle(_ context.Context, r slog.Record) error {
	entry := caddy.Log().Named(h.name).Check(zapLevel(r.Level), r.Message)
	if entry == nil {
		return nil
	}
	var fields []zap.Field
	add := func(a slog.Attr) bool {
		fields = append(fields, zap.Any(a.Key, a.Value.Resolve().Any()))
		return true
	}
	for _, a := range h.attrs {
		add(a)
	}
	r.Attrs(add)
	entry.Write(fields...)
	return nil
}

// WithAttrs returns a handler that adds attrs to every record.
func (h liveLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return liveLog{name: h.name, attrs: append(h.attrs[:len(h.attrs):len(h.attrs)], attrs...)}
}

// WithGroup returns a handler whose logger has the group's name after its own.
func (h liveLog) WithGroup(name string) slog.Handler {
	return liveLog{name: h.name + "." + name, attrs: h.attrs}
}
