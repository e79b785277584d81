// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"

	"github.com/dop251/goja"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// result puts a completion value into the outcome. JSON keeps what it can: a bigint is a string of digits, a Map an array
// of pairs, a Set and a typed array an array, an Error its name and message, a Date its ISO string. NaN and the infinities
// have no JSON form at the top, and are null inside something, as JSON.stringify has it; -0 is 0 in JSON and -0 in the text.
func (r *run) result(v goja.Value) {
	if v == nil {
		v = goja.Undefined()
	}
	out := &r.out
	if ex := r.vm.Try(func() { out.ResultType = r.kindOf(v) }); ex != nil {
		out.ResultType, out.ResultText = "object", "[Throws]"
		out.Message = "the result throws when it is read"
		return
	}
	hasJSON := true
	switch out.ResultType {
	case "undefined", "symbol", "function", "promise", "array_buffer":
		hasJSON = false
	case "number":
		f := v.ToFloat()
		hasJSON = !math.IsNaN(f) && !math.IsInf(f, 0)
	}
	if hasJSON {
		r.resultJSON(v)
	}
	switch out.ResultType {
	case "object", "array", "date":
		if out.ResultType == "date" && string(out.Result) == "null" {
			out.ResultText = "Invalid Date"
			return
		}
		if out.Result != nil {
			// The text is made from the JSON, so that getters run once.
			var text bytes.Buffer
			if json.Indent(&text, out.Result, "", "  ") == nil {
				out.ResultText = clip(text.String(), int(r.limits.Result))
				out.ResultTextCut = len(out.ResultText) < text.Len()
				return
			}
		}
	}
	out.ResultText, out.ResultTextCut = r.display(v, r.limits.Result)
}

func (r *run) resultJSON(v goja.Value) {
	w := newSink(r.limits.Result, r.limits.Result)
	p := &printer{r: r, w: w, json: true}
	prepared, kind, omit := p.member(v, "")
	if !omit && p.err == nil {
		p.value(prepared, kind, 0)
	}
	var exception *goja.Exception
	switch {
	case errors.As(p.err, &exception):
		r.out.Message = clip("the result throws when it is read: "+r.thrownText(exception), executor.MaxMessage)
	case p.err != nil:
		r.out.Message = p.err.Error()
	case omit:
	case w.over() || w.cut:
		r.out.ResultCut = true
	case json.Valid(w.buf):
		r.out.Result = w.buf
	}
}

// thrownText returns a short form of what was thrown while a result was read.
func (r *run) thrownText(ex *goja.Exception) string {
	text, _ := r.display(ex.Value(), executor.MaxMessage)
	if line, _, ok := bytes.Cut([]byte(text), []byte("\n")); ok {
		return string(line)
	}
	return text
}
