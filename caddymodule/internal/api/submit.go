// SPDX-License-Identifier: Apache-2.0

package api

import (
	"encoding/json"
	"net/http"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

func (s *Service) execute(w http.ResponseWriter, r *http.Request) {
	m, ok := s.body(w, r, "code", "language", "timeout", "input", "limits")
	if !ok {
		return
	}
	var f faults
	code, language := f.code(m, s.Languages)
	wish := f.limits(m)
	if t := f.seconds(m); t > 0 && (wish.Wall == 0 || t < wish.Wall) {
		wish.Wall = t
	}
	f.input(m)
	if p := f.problem(); p != nil {
		WriteProblem(w, r, p)
		return
	}
	req := gateway.RunRequest{Submission: s.submission(r, code, language), Executor: s.Executor, Wish: wish, Input: m["input"]}
	x, err := s.Gateway.Run(r.Context(), req)
	if err != nil {
		s.reject(w, r, err)
		return
	}
	if s.Ran != nil {
		s.Ran(r, x)
	}
	s.View.WriteExecution(w, r, x, s.BlockedStatus)
}

func (s *Service) analyze(w http.ResponseWriter, r *http.Request) {
	m, ok := s.body(w, r, "code", "language")
	if !ok {
		return
	}
	var f faults
	code, language := f.code(m, s.Languages)
	if p := f.problem(); p != nil {
		WriteProblem(w, r, p)
		return
	}
	v, err := s.Gateway.Scan(r.Context(), s.submission(r, code, language))
	if err != nil {
		s.reject(w, r, err)
		return
	}
	if s.Scanned != nil {
		s.Scanned(r, v)
	}
	writeJSON(w, r, http.StatusOK, s.View.Analysis(v), false)
}

// body reads the members of a submission; when it returns false it has answered.
func (s *Service) body(w http.ResponseWriter, r *http.Request, known ...string) (map[string]json.RawMessage, bool) {
	if s.Refuse != nil {
		if p := s.Refuse(r); p != nil {
			WriteProblem(w, r, p)
			return nil, false
		}
	}
	body, p := readBody(r, s.MaxBody)
	var m map[string]json.RawMessage
	if p == nil {
		m, p = members(body, known...)
	}
	if p != nil {
		WriteProblem(w, r, p)
		return nil, false
	}
	return m, true
}

func (s *Service) reject(w http.ResponseWriter, r *http.Request, err error) {
	if s.Rejected != nil {
		s.Rejected(r, err)
	}
	WriteRejection(w, r, err)
}

// WriteExecution answers with what became of a program; blockedStatus is the HTTP status of blocked code.
func (vw *View) WriteExecution(w http.ResponseWriter, r *http.Request, x *gateway.Execution, blockedStatus int) {
	status, body := vw.Execution(x, blockedStatus)
	writeJSON(w, r, status, body, body.Problem != nil)
}

// WriteBlocked answers a request whose code was blocked before it reached an app.
func (vw *View) WriteBlocked(w http.ResponseWriter, r *http.Request, v *gateway.Verdict, status int) {
	writeJSON(w, r, status, vw.BlockedBody(v, status), true)
}
