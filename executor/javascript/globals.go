// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// preludeName is the file name of our own script; its frames are not shown.
const preludeName = "<prelude>"

// prelude hands out the engine's own objects before the program can change them.
var prelude = goja.MustCompile(preludeName, `[
	Function.prototype,
	Object.getPrototypeOf(async function () {}),
	Object.getPrototypeOf(function* () {}),
	EvalError, SyntaxError, Promise.prototype.then, Array.isArray, Map.prototype.forEach, Set.prototype.forEach, JSON.parse,
]`, true)

// intrinsics are the engine's own objects as they were before the program ran.
type intrinsics struct {
	evalError, syntaxError                            *goja.Object
	then, isArray, mapForEach, setForEach, parseInput goja.Callable
}

// install makes the world the program sees.
func (r *run) install(in executor.Input) error {
	vm := r.vm
	vm.SetMaxCallStackSize(maxCallDepth)
	vm.SetParserOptions(noSourceMaps)
	vm.SetPromiseRejectionTracker(r.trackRejection)
	if !in.Now.IsZero() {
		vm.SetTimeSource(func() time.Time { return in.Now.Add(time.Since(r.start)) })
	}

	v, err := vm.RunProgram(prelude)
	if err != nil {
		return err
	}
	objects := make([]*goja.Object, 10)
	if err := vm.ExportTo(v, &objects); err != nil {
		return err
	}
	r.evalError, r.syntaxError = objects[3], objects[4]
	for i, f := range []*goja.Callable{&r.then, &r.isArray, &r.mapForEach, &r.setForEach, &r.parseInput} {
		*f, _ = goja.AssertFunction(objects[5+i])
	}
	r.forbidCodeFromStrings(objects[0], objects[1], objects[2])
	if r.c.guardRegExp {
		r.guardRegExp()
	}

	global := vm.GlobalObject()
	// An engine's private error class says only which engine this is.
	r.must(global.Delete("GoError"))
	if in.Value != nil {
		v, err := r.parseInput(goja.Undefined(), vm.ToValue(string(in.Value)))
		if err != nil {
			return err
		}
		r.define(global, "input", v)
	} else {
		r.define(global, "input", goja.Undefined())
	}
	r.define(global, "setTimeout", r.native("setTimeout", 2, r.setTimer("setTimeout", false, false)))
	r.define(global, "setInterval", r.native("setInterval", 2, r.setTimer("setInterval", true, false)))
	r.define(global, "setImmediate", r.native("setImmediate", 1, r.setTimer("setImmediate", false, true)))
	for _, name := range []string{"clearTimeout", "clearInterval", "clearImmediate"} {
		r.define(global, name, r.native(name, 1, r.clearTimer))
	}
	r.define(global, "queueMicrotask", r.native("queueMicrotask", 1, r.queueMicrotask))
	r.installConsole(global)
	r.installHelpers(global)
	return nil
}

// forbidCodeFromStrings puts throwers in the place of eval and of the constructors of functions, everywhere a program can
// find one: the globals, and the constructor property of the prototypes that all functions inherit. Neither can be changed
// back. What a program derives from a thrower (bind, Proxy, a subclass, Reflect.construct) ends in the thrower.
func (r *run) forbidCodeFromStrings(function, asyncFunction, generatorFunction *goja.Object) {
	for _, x := range []struct {
		name  string
		proto *goja.Object
	}{{"Function", function}, {"AsyncFunction", asyncFunction}, {"GeneratorFunction", generatorFunction}} {
		thrower := r.vm.ToValue(func(goja.ConstructorCall) *goja.Object {
			r.refuse(x.name)
			return nil
		}).(*goja.Object)
		r.name(thrower, x.name, 1)
		// So that instanceof goes on telling the truth.
		r.lock(thrower, "prototype", x.proto)
		r.lock(x.proto, "constructor", thrower)
		if x.name == "Function" {
			r.lock(r.vm.GlobalObject(), "Function", thrower)
		}
	}
	r.lock(r.vm.GlobalObject(), "eval", r.native("eval", 1, func(goja.FunctionCall) goja.Value {
		r.refuse("eval")
		return nil
	}))
}

// refuse records an attempt to make code from a string, and throws.
func (r *run) refuse(name string) {
	r.checkStopped()
	if len(r.out.Attempts) < executor.MaxAttempts {
		a := executor.Attempt{Name: name}
		if frames := r.c.where.frames(r.vm.CaptureCallStack(0, nil)); len(frames) > 0 {
			a.Line, a.Column = frames[0].Line, frames[0].Column
		}
		r.out.Attempts = append(r.out.Attempts, a)
	}
	panic(r.newError(r.evalError, "Code generation from strings is disabled: "+name))
}

// hostNames are names of other hosts by which a program reaches outside. They do not exist here.
var hostNames = map[string]bool{
	"require": true, "process": true, "fetch": true, "XMLHttpRequest": true, "WebSocket": true, "EventSource": true,
	"Deno": true, "Bun": true, "importScripts": true, "Worker": true, "SharedWorker": true, "navigator": true,
	"localStorage": true, "sessionStorage": true, "indexedDB": true,
}

// noteMissingHost records an attempt when the program ended because it used such a name. When it caught the error it
// asked what is there and went on without: no attempt.
func (r *run) noteMissingHost() {
	e := r.out.Exception
	if e == nil || e.Name != "ReferenceError" || len(r.out.Attempts) >= executor.MaxAttempts {
		return
	}
	if name, ok := strings.CutSuffix(e.Message, " is not defined"); ok && hostNames[name] {
		r.out.Attempts = append(r.out.Attempts, executor.Attempt{Name: name, Line: e.Line, Column: e.Column})
	}
}

// native makes a function of the program's world.
func (r *run) native(name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	o := r.vm.ToValue(f).(*goja.Object)
	r.name(o, name, length)
	return o
}

// name gives a function its name: the engine's default would be that of the Go function.
func (r *run) name(o *goja.Object, name string, length int) {
	r.must(o.DefineDataProperty("name", r.vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	if length > 0 {
		r.must(o.DefineDataProperty("length", r.vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}

// define adds a property as built-in ones are: writable, configurable, not listed.
func (r *run) define(o *goja.Object, name string, v goja.Value) {
	r.must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// lock adds a property that can never be changed.
func (r *run) lock(o *goja.Object, name string, v goja.Value) {
	r.must(o.DefineDataProperty(name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
}

// must ends the set-up when the engine refuses what it never refuses before a program ran.
func (r *run) must(err error) {
	if err != nil {
		panic(err)
	}
}

// mustRun passes on how a call into the engine ended, from inside a function that the engine called.
func (r *run) mustRun(err error) {
	if err != nil {
		panic(err)
	}
}

// rethrow is mustRun for a call with a value.
func (r *run) rethrow(v goja.Value, err error) goja.Value {
	r.mustRun(err)
	return v
}

// newError makes an error of the engine to panic with.
func (r *run) newError(class *goja.Object, message string) *goja.Object {
	o, err := r.vm.New(class, r.vm.ToValue(message))
	r.mustRun(err)
	return o
}
