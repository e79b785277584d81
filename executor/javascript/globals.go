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

// prelude hands out the prototypes of functions.
var prelude = goja.MustCompile(preludeName, `[
	Function.prototype, Object.getPrototypeOf(async function () {}), Object.getPrototypeOf(function* () {}),
]`, true)

// install makes the part of the world that is the same for every program. The engine makes its own objects when they are
// first named, which costs more than all else here, so none is named that most programs do without.
func (r *run) install() error {
	vm := r.vm
	vm.SetMaxCallStackSize(maxCallDepth)
	vm.SetParserOptions(noSourceMaps)
	vm.SetPromiseRejectionTracker(r.trackRejection)

	v, err := vm.RunProgram(prelude)
	if err != nil {
		return err
	}
	prototypes := v.(*goja.Object)
	proto := func(i string) *goja.Object { return prototypes.Get(i).(*goja.Object) }
	r.forbidCodeFromStrings(proto("0"), proto("1"), proto("2"))

	global := vm.GlobalObject()
	// An engine's private error class says only which engine this is.
	r.must(global.Delete("GoError"))
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

// begin adds what this program needs.
func (r *run) begin(in executor.Input) error {
	if !in.Now.IsZero() {
		r.vm.SetTimeSource(func() time.Time { return in.Now.Add(time.Since(r.start)) })
	}
	global := r.vm.GlobalObject()
	input := goja.Undefined()
	if in.Value != nil {
		parse, _ := goja.AssertFunction(r.vm.Get("JSON").(*goja.Object).Get("parse"))
		v, err := parse(goja.Undefined(), r.vm.ToValue(string(in.Value)))
		if err != nil {
			return err
		}
		input = v
	}
	r.define(global, "input", input)

	// A program that names one of these may change it before we need it, so it is taken now.
	for _, name := range []string{"EvalError", "SyntaxError", "Map", "Set", "Promise"} {
		if r.c.names(name) {
			r.intrinsic(name)
		}
	}
	if r.c.names("RegExp") {
		r.guardRegExp()
	}
	if r.c.names("TextEncoder") || r.c.names("TextDecoder") {
		r.installTextCoders(global)
	}
	if r.c.names("toLocaleString") {
		number := r.vm.Get("Number").(*goja.Object).Get("prototype").(*goja.Object)
		r.define(number, "toLocaleString", r.native("toLocaleString", 0, r.toLocaleString))
	}
	return nil
}

// names says whether the program spells a name. One that computes it finds what the engine has, or finds it changed by
// itself: only ever a matter of right answers, never of safety.
func (c *compiled) names(name string) bool { return strings.Contains(c.where.source, name) }

// intrinsics are classes of the engine as they were when they were first needed.
type intrinsics map[string]*goja.Object

// intrinsic returns a class of the engine; nil when the program put something else there before.
func (r *run) intrinsic(name string) *goja.Object {
	if o, ok := r.intrinsics[name]; ok {
		return o
	}
	if r.intrinsics == nil {
		r.intrinsics = make(intrinsics)
	}
	o, _ := r.vm.Get(name).(*goja.Object)
	r.intrinsics[name] = o
	// Methods are kept beside their class.
	if method := map[string]string{"Map": "forEach", "Set": "forEach", "Promise": "then"}[name]; method != "" && o != nil {
		if proto, ok := o.Get("prototype").(*goja.Object); ok {
			r.intrinsics[name+"."+method], _ = proto.Get(method).(*goja.Object)
		}
	}
	return o
}

// method returns a method of a class of the engine. It throws when the program replaced it by no function before.
func (r *run) method(class, name string) goja.Callable {
	r.intrinsic(class)
	if o := r.intrinsics[class+"."+name]; o != nil {
		if f, ok := goja.AssertFunction(o); ok {
			return f
		}
	}
	panic(r.vm.NewTypeError("%s.prototype.%s was replaced", class, name))
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
	panic(r.newError("EvalError", "Code generation from strings is disabled: "+name))
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

// newError makes an error of one of the engine's classes to panic with.
func (r *run) newError(class, message string) *goja.Object {
	if c := r.intrinsic(class); c != nil {
		if o, err := r.vm.New(c, r.vm.ToValue(message)); err == nil {
			return o
		}
		r.checkStopped()
	}
	o := r.vm.NewTypeError("%s", message)
	r.mustRun(o.Set("name", class))
	return o
}
