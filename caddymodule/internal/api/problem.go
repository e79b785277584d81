// SPDX-License-Identifier: Apache-2.0

package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

// Problem holds the members of RFC 9457 and those of the service this one succeeds, so that one body serves both.
type Problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail"`
	Instance string `json:"instance,omitempty"`
	// Code is the last segment of Type.
	Code string `json:"code"`
	// Message is Detail again, under the name that older clients read.
	Message   string `json:"message"`
	Retryable bool   `json:"retryable"`
	// Errors are all faults of the request at once.
	Errors []Fault `json:"errors,omitempty"`
	// AvailableRoutes is set when the route is unknown.
	AvailableRoutes []string `json:"available_routes,omitempty"`
}

// problemBody is a Problem answered alone; an Execution has an `error` member of its own.
type problemBody struct {
	*Problem
	Success bool   `json:"success"`
	Error   string `json:"error"`
}

// Fault is one fault of a request, and where it is.
type Fault struct {
	// Pointer is the JSON Pointer (RFC 6901) of the faulty member.
	Pointer string `json:"pointer"`
	Detail  string `json:"detail"`
}

// kinds are all problems there are: the last segment of the type, with its status and title.
var kinds = map[string]struct {
	status int
	title  string
}{
	"invalid-request":    {http.StatusBadRequest, "Bad Request"},
	"policy-violation":   {http.StatusForbidden, "Code blocked by security policy"},
	"unauthorized":       {http.StatusUnauthorized, "Unauthorized"},
	"forbidden":          {http.StatusForbidden, "Forbidden"},
	"not-found":          {http.StatusNotFound, "Not Found"},
	"method-not-allowed": {http.StatusMethodNotAllowed, "Method Not Allowed"},
	"request-timeout":    {http.StatusRequestTimeout, "Request Timeout"},
	"payload-too-large":  {http.StatusRequestEntityTooLarge, "Payload Too Large"},
	"unsupported-media":  {http.StatusUnsupportedMediaType, "Unsupported Media Type"},
	"queue-full":         {http.StatusServiceUnavailable, "Service Unavailable"},
	"unavailable":        {http.StatusServiceUnavailable, "Service Unavailable"},
	"internal":           {http.StatusInternalServerError, "Internal Server Error"},
}

// NewProblem returns a problem of one of the kinds there are; an unknown kind is internal.
func NewProblem(kind, detail string) *Problem {
	k, ok := kinds[kind]
	if !ok {
		kind, k = "internal", kinds["internal"]
	}
	return &Problem{
		Type: "/problems/" + kind, Title: k.title, Status: k.status, Detail: detail,
		Code: kind, Message: detail, Retryable: k.status == http.StatusServiceUnavailable,
	}
}

// WriteProblem answers with p, as application/problem+json when the client accepts that.
func WriteProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	writeJSON(w, r, p.Status, problemBody{Problem: p, Error: p.Title}, true)
}

// WriteRejection answers a submission that got no verdict.
func WriteRejection(w http.ResponseWriter, r *http.Request, err error) {
	rejection := gateway.AsRejection(err)
	if rejection == nil {
		WriteProblem(w, r, NewProblem("internal", "the request could not be served"))
		return
	}
	kind := "unavailable"
	switch rejection.Code {
	case gateway.CodeBusy:
		kind = "queue-full"
	case gateway.CodeUnsupportedLanguage:
		kind = "invalid-request"
	case gateway.CodeUnknownPolicy, gateway.CodeUnknownExecutor:
		kind = "internal"
	}
	p := NewProblem(kind, rejection.Message)
	if rejection.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(rejection.RetryAfter.Seconds()+0.999)))
	}
	WriteProblem(w, r, p)
}

func writeJSON(w http.ResponseWriter, r *http.Request, status int, body any, problem bool) {
	b, err := json.Marshal(body)
	if err != nil {
		status, b = http.StatusInternalServerError, []byte(`{"error":"Internal Server Error"}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if problem && strings.Contains(strings.Join(r.Header.Values("Accept"), ","), "application/problem+json") {
		h.Set("Content-Type", "application/problem+json")
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", fmt.Sprint(len(b)+1))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(append(b, '\n'))
	}
}
