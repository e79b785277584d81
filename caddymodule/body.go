// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"

	"github.com/caddyserver/caddy/v2/modules/caddyhttp"
)

// readBody reads the bytes that come, whatever the framing headers say, and puts them back for the next handler. When
// there are more than limit, whole is false, body holds the first ones, and the next handler still gets all of them.
// The error fits a handler's return: the body is broken then.
func readBody(r *http.Request, limit int64) (body []byte, whole bool, err error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, true, nil
	}
	original := r.Body
	body, err = io.ReadAll(io.LimitReader(original, limit+1))
	if err != nil {
		_ = original.Close()
		r.Body = http.NoBody
		return nil, false, readError(err)
	}
	if int64(len(body)) > limit {
		r.Body = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(bytes.NewReader(body), original), original}
		return body, false, nil
	}
	_ = original.Close()
	putBack(r, body)
	return body, true, nil
}

// putBack makes body all that the next handler gets: its length is exact and there are no trailers, so that nothing
// reaches the application that was not judged.
func putBack(r *http.Request, body []byte) {
	_, declared := r.Header["Content-Length"]
	r.ContentLength = int64(len(body))
	r.TransferEncoding = nil
	r.Trailer = nil
	r.Header.Del("Transfer-Encoding")
	r.Header.Del("Trailer")
	if declared || len(body) > 0 {
		r.Header.Set("Content-Length", strconv.Itoa(len(body)))
	}
	if len(body) == 0 {
		r.Body = http.NoBody
		r.GetBody = nil
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
}

// readError keeps the status that a handler before has given to a limit, and makes everything else the client's fault.
func readError(err error) error {
	if he, ok := errors.AsType[caddyhttp.HandlerError](err); ok {
		return he
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return caddyhttp.Error(http.StatusRequestEntityTooLarge, err)
	}
	if ne, ok := errors.AsType[net.Error](err); ok && ne.Timeout() {
		return caddyhttp.Error(http.StatusRequestTimeout, err)
	}
	return caddyhttp.Error(http.StatusBadRequest, err)
}

// isTunnel says whether the body of r is a WebSocket over HTTP/2 or HTTP/3 (RFC 8441, RFC 9220) and not a message.
// reverse_proxy decides the same way, and sends no body before the application has agreed. An HTTP/1.1 request that asks
// for an upgrade is a message like any other: its body is read.
func isTunnel(r *http.Request) bool {
	return r.Method == http.MethodConnect &&
		(r.ProtoMajor == 2 && r.Header.Get(":protocol") == "websocket" || r.ProtoMajor == 3 && r.Proto == "websocket")
}
