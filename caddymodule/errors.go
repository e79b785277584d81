// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/caddyserver/caddy/v2/modules/caddyhttp"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/api"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

// The errors that handle_errors may meet, always inside a caddyhttp.HandlerError.
var (
	// ErrBlocked: the policy blocks the code that the request carries.
	ErrBlocked = errors.New("code blocked by security policy")
	// ErrUninspected: the request could not be inspected, or carries no code where it has to.
	ErrUninspected = errors.New("request not inspected")
	// ErrNoVerdict: there was no verdict; the request is not at fault.
	ErrNoVerdict = errors.New("no verdict")
)

// The words of `respond`.
const (
	respondError  = "error"
	respondReport = "report"
)

// answer lets the operator's error routes answer where there are any, and write otherwise.
func (i *Interceptor) answer(r *http.Request, err caddyhttp.HandlerError, write func()) error {
	if i.Respond == respondError || i.Respond == "" && hasErrorRoute(r, err) {
		return err
	}
	write()
	return nil
}

// hasErrorRoute says whether the server has an error route for this request. One server holds many sites, and the error
// routes of another site must not make this one answer with an empty page. Only the first level of routes is looked at,
// which is where the Caddyfile puts the site's host.
func hasErrorRoute(r *http.Request, err caddyhttp.HandlerError) bool {
	server, ok := r.Context().Value(caddyhttp.ServerCtxKey).(*caddyhttp.Server)
	if !ok || server == nil || server.Errors == nil || len(server.Errors.Routes) == 0 {
		return false
	}
	asError := server.Errors.WithError(r, err)
	for i := range server.Errors.Routes {
		// A matcher that fails says that there is a route and that the request is odd: leave it to Caddy.
		if match, err := server.Errors.Routes[i].MatcherSets.AnyMatchWithError(asError); match || err != nil {
			return true
		}
	}
	return false
}

// problemKinds name the problem for each reason that refuses a request.
var problemKinds = map[int]string{
	http.StatusRequestEntityTooLarge: "payload-too-large",
	http.StatusUnsupportedMediaType:  "unsupported-media",
}

// problem is the answer to a request that is refused for a reason.
func (r *refusal) problem() *api.Problem {
	status := r.reason.status()
	kind, ok := problemKinds[status]
	if !ok {
		kind = "invalid-request"
	}
	p := api.NewProblem(kind, r.detail)
	p.Status, p.Title = status, http.StatusText(status)
	return p
}

// statusClosed is what Caddy logs for a client that went away.
const statusClosed = 499

// rejectionStatus returns the HTTP status of a submission that got no verdict.
func rejectionStatus(err error) int {
	rejection := gateway.AsRejection(err)
	if rejection == nil {
		return http.StatusInternalServerError
	}
	switch rejection.Code {
	case gateway.CodeBusy, gateway.CodeUnavailable:
		return http.StatusServiceUnavailable
	case gateway.CodeCancelled:
		return statusClosed
	}
	return http.StatusInternalServerError
}

// retryAfter tells the client when to try again; at least in a second when the gateway is busy or not there.
func retryAfter(h http.Header, err error) {
	if rejectionStatus(err) != http.StatusServiceUnavailable {
		return
	}
	seconds := max(1, int(gateway.AsRejection(err).RetryAfter.Seconds()+0.999))
	h.Set("Retry-After", strconv.Itoa(seconds))
}
