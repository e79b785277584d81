// SPDX-License-Identifier: Apache-2.0

package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// readBody returns the JSON body of r, at most max bytes. Only JSON is taken: a page of another site can make a browser
// send a form or text without asking first, but not this media type.
func readBody(r *http.Request, max int64) ([]byte, *Problem) {
	media := r.Header.Values("Content-Type")
	base := ""
	if len(media) == 1 {
		var params map[string]string
		var err error
		base, params, err = mime.ParseMediaType(media[0])
		if err != nil || !utf8Charset(params["charset"]) {
			base = ""
		}
	}
	if base != "application/json" && !(strings.HasPrefix(base, "application/") && strings.HasSuffix(base, "+json")) {
		return nil, NewProblem("unsupported-media", fmt.Sprintf("Content-Type is %q: want application/json in UTF-8", strings.Join(media, ", ")))
	}
	if enc := r.Header.Get("Content-Encoding"); enc != "" && !strings.EqualFold(enc, "identity") {
		return nil, NewProblem("unsupported-media", fmt.Sprintf("Content-Encoding is %q: want none", enc))
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, max+1))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge) || err == nil && int64(len(body)) > max || err != nil && strings.Contains(err.Error(), "request body too large"):
		return nil, NewProblem("payload-too-large", fmt.Sprintf("the body is larger than %d bytes", max))
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, NewProblem("request-timeout", "the body came too slowly")
	case err != nil:
		return nil, NewProblem("invalid-request", "the body ended before it was complete")
	}
	return body, nil
}

func utf8Charset(charset string) bool {
	switch strings.ToLower(charset) {
	case "", "utf-8", "utf8", "us-ascii":
		return true
	}
	return false
}

// members reads the one JSON object in body. Duplicate names, invalid UTF-8, a second value and names that differ from a
// known one only by case are faults: two parsers would read such a body differently.
func members(body []byte, known ...string) (map[string]json.RawMessage, *Problem) {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	d := jsontext.NewDecoder(bytes.NewReader(body))
	malformed := func(err error) *Problem {
		fault := Fault{Pointer: string(d.StackPointer()), Detail: fmt.Sprintf("at byte %d: %s", d.InputOffset(), plain(err))}
		p := NewProblem("invalid-request", "the body cannot be read as one JSON object, "+fault.Detail)
		p.Errors = []Fault{fault}
		return p
	}
	if kind := d.PeekKind(); kind != '{' {
		_, err := d.ReadValue()
		if err == nil {
			err = errors.New("want an object")
		}
		return nil, malformed(err)
	}
	if _, err := d.ReadToken(); err != nil {
		return nil, malformed(err)
	}
	out := map[string]json.RawMessage{}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return nil, malformed(err)
		}
		key := name.String()
		for _, k := range known {
			if k != key && strings.EqualFold(k, key) {
				return nil, malformed(fmt.Errorf("member %q: did you mean %q?", key, k))
			}
		}
		value, err := d.ReadValue()
		if err != nil {
			return nil, malformed(err)
		}
		out[key] = json.RawMessage(bytes.Clone(value))
	}
	if _, err := d.ReadToken(); err != nil {
		return nil, malformed(err)
	}
	if _, err := d.ReadToken(); err != io.EOF {
		if err == nil {
			err = errors.New("a second value follows the first")
		}
		return nil, malformed(err)
	}
	return out, nil
}

// plain returns the cause of a decoder's error without the decoder's own prefix and position.
func plain(err error) string {
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) && syntactic.Err != nil {
		return syntactic.Err.Error()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "the text ends too early"
	}
	return err.Error()
}

// faults collects every fault of a request.
type faults []Fault

func (f *faults) add(pointer, format string, args ...any) {
	*f = append(*f, Fault{Pointer: pointer, Detail: fmt.Sprintf(format, args...)})
}

// problem is nil when there are no faults. headline is what older clients show.
func (f faults) problem() *Problem {
	if len(f) == 0 {
		return nil
	}
	details := make([]string, len(f))
	for i, fault := range f {
		details[i] = fault.Detail
	}
	p := NewProblem("invalid-request", strings.Join(details, "; "))
	p.Errors = f
	return p
}

// code reads the members that every request about code has.
func (f *faults) code(m map[string]json.RawMessage, languages []string) (code, language string) {
	raw, ok := m["code"]
	switch err := json.Unmarshal(raw, &code); {
	case !ok:
		f.add("/code", "Missing required field: code")
	case err != nil || raw[0] != '"':
		f.add("/code", "code: want a string")
	case strings.TrimSpace(code) == "":
		f.add("/code", "code: want a program, this one is empty")
	}
	language = "javascript"
	if raw, ok := m["language"]; ok && string(raw) != "null" {
		if json.Unmarshal(raw, &language) != nil {
			f.add("/language", "language: want a string, one of %s", strings.Join(languages, ", "))
			return code, ""
		}
	}
	language = strings.ToLower(language)
	if language == "js" {
		language = "javascript"
	}
	if !slices.Contains(languages, language) {
		f.add("/language", "Unsupported language: %s. Want one of %s", language, strings.Join(languages, ", "))
	}
	return code, language
}

// seconds reads the timeout member.
func (f *faults) seconds(m map[string]json.RawMessage) time.Duration {
	raw, ok := m["timeout"]
	if !ok || string(raw) == "null" {
		return 0
	}
	var s float64
	if json.Unmarshal(raw, &s) != nil || math.IsNaN(s) || s <= 0 || s > 86400 {
		f.add("/timeout", "timeout: want seconds as a number above 0 and at most 86400, not %s", shorten(raw))
		return 0
	}
	return max(time.Duration(s*float64(time.Second)), time.Millisecond)
}

// input checks the input member: what the engine could not take is the caller's fault, not ours.
func (f *faults) input(m map[string]json.RawMessage) {
	raw, ok := m["input"]
	if !ok {
		return
	}
	var numbers any
	if err := (executor.Input{Value: raw}).Validate(); err != nil {
		f.add("/input", "input: %v", err)
	} else if err := json.Unmarshal(raw, &numbers); err != nil {
		f.add("/input", "input: a number in it is larger than a number can be")
	}
}

// limits reads the limits member.
func (f *faults) limits(m map[string]json.RawMessage) (l executor.Limits) {
	raw, ok := m["limits"]
	if !ok || string(raw) == "null" {
		return l
	}
	var in map[string]json.RawMessage
	if json.Unmarshal(raw, &in) != nil {
		f.add("/limits", "limits: want an object")
		return l
	}
	number := func(name string, most int64) int64 {
		v, ok := in[name]
		delete(in, name)
		if !ok || string(v) == "null" {
			return 0
		}
		var n float64
		if json.Unmarshal(v, &n) != nil || n < 1 || n > float64(most) || n != math.Trunc(n) {
			f.add("/limits/"+name, "limits.%s: want a whole number from 1 to %d, not %s", name, most, shorten(v))
			return 0
		}
		return int64(n)
	}
	l.Wall = time.Duration(number("wall_ms", 86_400_000)) * time.Millisecond
	if mb := number("memory_mb", 1<<20); mb > 0 {
		// Below 8 MiB not even the engine fits.
		l.Memory = max(mb<<20, 8<<20)
	}
	l.Output = number("output_bytes", 1<<30)
	for name := range in {
		f.add("/limits/"+name, "limits.%s: want wall_ms, memory_mb or output_bytes", shorten([]byte(name)))
	}
	return l
}

func shorten(b []byte) string {
	const most = 40
	if s := []rune(strings.ToValidUTF8(string(b), "�")); len(s) > most {
		return string(s[:most]) + "…"
	}
	return string(b)
}
