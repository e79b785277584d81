// SPDX-License-Identifier: Apache-2.0

package javascript_test

import (
	"context"
	"testing"

	"github.com/dop251/goja"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/javascript"
)

const hello = `console.log("Hello World"); 2 + 2`

// BenchmarkRun is one run in process: compile, fresh engine, run, result.
func BenchmarkRun(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		c, err := javascript.Runtime{}.Compile(hello, nil)
		if err != nil {
			b.Fatal(err)
		}
		if o := c.Run(context.Background(), executor.Input{}, executor.Limits{}, nil); string(o.Result) != "4" || len(o.Logs) != 1 {
			b.Fatalf("%+v", o)
		}
	}
}

// BenchmarkRunWarm is the same when the engine was prepared ahead, as a worker does; the preparing is not counted.
func BenchmarkRunWarm(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		javascript.Runtime{}.Warm()
		b.StartTimer()
		c, err := javascript.Runtime{}.Compile(hello, nil)
		if err != nil {
			b.Fatal(err)
		}
		if o := c.Run(context.Background(), executor.Input{}, executor.Limits{}, nil); string(o.Result) != "4" || len(o.Logs) != 1 {
			b.Fatalf("%+v", o)
		}
	}
}

// BenchmarkCompile is the compiling alone.
func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (javascript.Runtime{}).Compile(hello, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareEngine is the floor: the engine with nothing of ours but a console that drops everything.
func BenchmarkBareEngine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		vm := goja.New()
		console := vm.NewObject()
		if err := console.Set("log", func(goja.FunctionCall) goja.Value { return goja.Undefined() }); err != nil {
			b.Fatal(err)
		}
		if err := vm.Set("console", console); err != nil {
			b.Fatal(err)
		}
		if v, err := vm.RunString(hello); err != nil || v.ToInteger() != 4 {
			b.Fatal(v, err)
		}
	}
}
