// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"fmt"
	"net/http"
)

// reason says why a request could not be inspected. The list is closed: it labels metrics.
type reason string

const (
	// reasonOversize: the body is larger than max_body.
	reasonOversize reason = "oversize"
	// reasonEncoding: the body, or a part of it, is compressed or transfer encoded.
	reasonEncoding reason = "encoding"
	// reasonCharset: text is not UTF-8.
	reasonCharset reason = "charset"
	// reasonAmbiguous: applications differ in how they read the body.
	reasonAmbiguous reason = "ambiguous"
	// reasonParse: the body is not what its media type says, or beyond the limits of reading.
	reasonParse reason = "parse"
	// reasonMediaType: no extractor of the route reads bodies of that media type.
	reasonMediaType reason = "media_type"
	// reasonUpgrade: the body is a tunnel, not a message.
	reasonUpgrade reason = "upgrade"
	// reasonNoCode: the request was read and carries no code.
	reasonNoCode reason = "no_code"
)

// status returns the HTTP status of the answer when a request is refused for r.
func (r reason) status() int {
	switch r {
	case reasonOversize:
		return http.StatusRequestEntityTooLarge
	case reasonEncoding, reasonCharset, reasonMediaType:
		return http.StatusUnsupportedMediaType
	case reasonNoCode:
		return http.StatusUnprocessableEntity
	}
	return http.StatusBadRequest
}

// refusal says that a request, or a part of it, was not inspected. It is a verdict of its own, not a fault.
type refusal struct {
	reason reason
	// detail is for the caller: one sentence without the caller's bytes beyond a name.
	detail string
}

// Error returns the detail.
func (r *refusal) Error() string { return r.detail }

func refuse(why reason, format string, args ...any) *refusal {
	return &refusal{reason: why, detail: fmt.Sprintf(format, args...)}
}
