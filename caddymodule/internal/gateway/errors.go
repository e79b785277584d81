// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"context"
	"errors"
	"time"
)

// Rejection says that a submission got no verdict, and why. It is never the program's fault.
type Rejection struct {
	// Code is one of the Code constants.
	Code string
	// Message is for people; it names no internals.
	Message string
	// RetryAfter is when trying again makes sense; zero when it does not.
	RetryAfter time.Duration
	Err        error
}

// The codes of rejections. The list is closed: it labels metrics.
const (
	// CodeBusy: the queue is full, or no worker became free in the time a submission may wait.
	CodeBusy = "busy"
	// CodeUnavailable: the gateway has not started, is shutting down, or cannot start workers.
	CodeUnavailable = "unavailable"
	// CodeCancelled: the caller went away before there was a verdict.
	CodeCancelled = "cancelled"
	// CodeUnknownPolicy and CodeUnknownExecutor: the configuration names something that is not there.
	CodeUnknownPolicy   = "unknown_policy"
	CodeUnknownExecutor = "unknown_executor"
	// CodeUnsupportedLanguage: no runtime of that language exists.
	CodeUnsupportedLanguage = "unsupported_language"
)

// Error returns the message, and the cause where there is one.
func (r *Rejection) Error() string {
	if r.Err != nil {
		return r.Message + ": " + r.Err.Error()
	}
	return r.Message
}

// Unwrap returns the cause.
func (r *Rejection) Unwrap() error { return r.Err }

// AsRejection returns the rejection in err's chain, nil when there is none.
func AsRejection(err error) *Rejection {
	var r *Rejection
	if errors.As(err, &r) {
		return r
	}
	return nil
}

// cancelled is the rejection of a submission whose context is done. It says why where that is known; otherwise the caller
// is gone, and nobody reads it.
func cancelled(ctx context.Context) *Rejection {
	message := "the caller went away"
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) && !errors.Is(cause, context.DeadlineExceeded) {
		message = cause.Error()
	}
	return &Rejection{Code: CodeCancelled, Message: message, RetryAfter: time.Second, Err: ctx.Err()}
}
