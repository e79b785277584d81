// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// maxLabels bounds how many labels count and time remember.
const maxLabels = 1000

// console is the state of the program's console.
type console struct {
	kept   int64
	indent string
	counts map[string]int
	began  map[string]time.Time
}

// installConsole makes the console object.
func (r *run) installConsole(global *goja.Object) {
	o := r.vm.NewObject()
	method := func(name string, f func(call goja.FunctionCall)) {
		r.define(o, name, r.native(name, 0, func(call goja.FunctionCall) goja.Value {
			r.checkStopped()
			f(call)
			return goja.Undefined()
		}))
	}
	for _, level := range []string{"log", "info", "warn", "error", "debug"} {
		method(level, func(call goja.FunctionCall) { r.print(level, "", call.Arguments) })
	}
	for _, name := range []string{"dir", "table"} {
		method(name, func(call goja.FunctionCall) { r.print("log", "", call.Arguments[:min(1, len(call.Arguments))]) })
	}
	method("trace", func(call goja.FunctionCall) { r.print("error", "Trace:", call.Arguments) })
	method("assert", func(call goja.FunctionCall) {
		if !call.Argument(0).ToBoolean() {
			r.print("error", "Assertion failed", call.Arguments[min(1, len(call.Arguments)):])
		}
	})
	method("group", func(call goja.FunctionCall) {
		if len(call.Arguments) > 0 {
			r.print("log", "", call.Arguments)
		}
		if len(r.console.indent) < 100 {
			r.console.indent += "  "
		}
	})
	method("groupEnd", func(goja.FunctionCall) { r.console.indent = strings.TrimSuffix(r.console.indent, "  ") })
	method("count", func(call goja.FunctionCall) {
		label := r.label(call)
		if r.console.counts == nil {
			r.console.counts = make(map[string]int)
		}
		if _, ok := r.console.counts[label]; ok || len(r.console.counts) < maxLabels {
			r.console.counts[label]++
			r.print("log", label+": "+strconv.Itoa(r.console.counts[label]), nil)
		}
	})
	method("countReset", func(call goja.FunctionCall) { delete(r.console.counts, r.label(call)) })
	method("time", func(call goja.FunctionCall) {
		if r.console.began == nil {
			r.console.began = make(map[string]time.Time)
		}
		if len(r.console.began) < maxLabels {
			r.console.began[r.label(call)] = time.Now()
		}
	})
	elapsed := func(call goja.FunctionCall) string {
		label := r.label(call)
		if began, ok := r.console.began[label]; ok {
			r.print("log", fmt.Sprintf("%s: %.3fms", label, float64(time.Since(began).Microseconds())/1000), nil)
		}
		return label
	}
	method("timeLog", func(call goja.FunctionCall) { elapsed(call) })
	method("timeEnd", func(call goja.FunctionCall) { delete(r.console.began, elapsed(call)) })
	r.define(global, "console", o)
}

// label returns the label of count and time.
func (r *run) label(call goja.FunctionCall) string {
	if goja.IsUndefined(call.Argument(0)) {
		return "default"
	}
	text, _ := r.display(call.Argument(0), 200)
	return text
}

// print writes one console line: the arguments joined by a space, strings as they are. It counts everything, keeps what
// the limit allows, and stops a program that writes far beyond it.
func (r *run) print(level, first string, args []goja.Value) {
	w := newSink(r.limits.Output, r.limits.Flood()-r.out.OutputBytes)
	w.str(r.console.indent)
	w.str(first)
	p := &printer{r: r, w: w}
	for i, arg := range args {
		if w.over() {
			break
		}
		if i > 0 || first != "" {
			w.str(" ")
		}
		p.top(arg)
	}
	// Reading the arguments may have printed lines of its own: the room left is what it is now.
	r.out.OutputBytes += w.total + 1
	r.keep(level, w.text(), w.cut)
	if limit := r.limits.Flood(); r.out.OutputBytes > limit {
		r.stop(executor.OutputLimit, fmt.Sprintf("the program wrote more than %d bytes; %d are kept", limit, r.limits.Output))
		r.checkStopped()
	}
}

// keep keeps a line as far as there is room; after the first cut nothing more is kept.
func (r *run) keep(level, text string, cut bool) {
	room := r.limits.Output - r.console.kept - 1
	if r.out.Cut || room < 0 || len(r.out.Logs) >= executor.MaxLogLines {
		r.out.Cut = true
		return
	}
	if int64(len(text)) > room {
		text, cut = clip(text, int(room)), true
	}
	r.out.Cut = cut
	if cut && text == "" {
		return
	}
	r.console.kept += int64(len(text)) + 1
	line := executor.LogLine{At: time.Since(r.start), Level: level, Text: text}
	r.out.Logs = append(r.out.Logs, line)
	if r.emit != nil {
		r.emit(line)
	}
}
