// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"slices"
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// callFact tells of a call of a builtin, of a module that is loaded, and of a capability that a call gives.
func (e *evaluator) callFact(id int32, n *ir.Node) {
	imported := e.calls(n)
	if n.Flags&(ir.FlagConsumed|ir.FlagTypeof|ir.FlagCompared|ir.FlagDiscarded) != 0 {
		return
	}
	if path, ok := worst(e.sure(id, n)); ok && !(imported && strings.HasPrefix(path, "require:")) {
		e.emit(ir.Fact{Kind: ir.Ref, Path: path, Hidden: true}, n)
	}
}

// calls tells of the builtins that a call calls and says whether it loads a module.
func (e *evaluator) calls(n *ir.Node) (imported bool) {
	c := &e.t.Nodes[n.A]
	callee := e.sure(n.A, c)
	if c.Kind == ir.NCall && n.Kind == ir.NCall {
		e.madeFunction(c)
	}
	if callee == nil && c.Kind != ir.NMember && c.Kind != ir.NIndex {
		return false
	}
	var told []string
	t := target{callee: callee}
	for _, a := range callee.list() {
		if a.k == aBuiltin && wantsArgs(a.s) || a.k == aBound {
			t = e.resolve(n, nil)
			break
		}
	}
	for _, a := range t.callee.list() {
		callee, args := a, t.args
		if a.k == aBound {
			if b, ok := a.x.target.exact(); ok && b.k == aBuiltin {
				callee = b
				args = arguments{list: append(slices.Clone(a.x.elems), t.args.list...), more: t.args.more}
			}
		}
		if callee.k != aBuiltin || slices.Contains(told, callee.s) {
			continue
		}
		told = append(told, callee.s)
		if e.tellCall(n, callee.s, args) {
			imported = true
		}
	}
	if n.Kind == ir.NCall && len(told) == 0 && c.Kind == ir.NMember {
		e.unknownCall(n, e.t.Texts[c.Str])
	}
	return imported
}

// wantsArgs says whether a call of a builtin is told of or goes on to something else, so that its arguments matter.
func wantsArgs(path string) bool {
	return capable(path) || callFacts[path] || callFactsOnBuiltins[path] || loaders[path] ||
		strings.HasPrefix(path, "Function.prototype.")
}

// tellCall tells of a call of one builtin and says whether it loads a module.
func (e *evaluator) tellCall(n *ir.Node, path string, args arguments) (imported bool) {
	wanted := capable(path) || callFacts[path]
	if callFactsOnBuiltins[path] {
		wanted = args.at(0).builtins()
		if path == "Reflect.get" {
			e.unknownKey(n, args.at(0), func() *value { return args.at(1) })
		}
	}
	if wanted {
		e.emit(ir.Fact{Kind: ir.Call, Path: path, New: n.Kind == ir.NNew, Args: exports(args), Hidden: !e.plainCallee(n.A, path)}, n)
	}
	if loaders[path] {
		e.emit(ir.Fact{Kind: ir.Import, Path: path, Args: []ir.Value{args.at(0).export()}}, n)
		return true
	}
	if path == "RegExp" {
		if a, ok := e.newRegexp(args).exact(); ok && a.k == aRegexp {
			e.emit(ir.Fact{Kind: ir.Regexp, Text: a.s, Flags: a.x.flags, Hidden: false}, n)
		}
	}
	return false
}

// plainCallee says whether what is called is spelled as it is, apart from call, apply and bind behind it.
func (e *evaluator) plainCallee(id int32, path string) bool {
	if n := &e.t.Nodes[id]; n.Kind == ir.NMember {
		switch e.t.Texts[n.Str] {
		case "call", "apply":
			id = n.A
		}
	}
	return !capable(path) || e.plain(id, path)
}

// maxArgs is how many arguments of a call are told.
const maxArgs = 16

func exports(args arguments) []ir.Value {
	out := make([]ir.Value, 0, min(len(args.list), maxArgs))
	for i := 0; i < len(args.list) && i < maxArgs; i++ {
		out = append(out, args.list[i].export())
	}
	if args.more && len(out) < maxArgs {
		out = append(out, ir.Value{})
	}
	return out
}

// unknownCall tells of a method whose name alone matters, on something that may have it.
func (e *evaluator) unknownCall(n *ir.Node, name string) {
	if !callSinks[name] && !paddings[name] {
		return
	}
	this := e.eval(e.t.Nodes[n.A].A, nil)
	switch {
	case callSinks[name] && this.isOpen():
		e.emit(ir.Fact{Kind: ir.Call, Path: name, Args: exports(e.args(n, nil))}, n)
	case paddings[name] && e.mayBeText(this):
		e.emit(ir.Fact{Kind: ir.Call, Path: "String.prototype." + name, Args: exports(e.args(n, nil))}, n)
	}
}

func (e *evaluator) mayBeText(v *value) bool {
	for _, a := range v.list() {
		if a.k == aString {
			return true
		}
	}
	return v.isOpen()
}

// madeFunction tells of x.constructor(text)(): what a constructor gives is called at once, which only that of functions
// lets anybody do.
func (e *evaluator) madeFunction(made *ir.Node) {
	c := &e.t.Nodes[made.A]
	if c.Kind != ir.NMember && c.Kind != ir.NIndex {
		return
	}
	for _, a := range e.eval(made.A, nil).list() {
		if a.k == aSomeFn {
			e.emit(ir.Fact{Kind: ir.Ref, Path: "Function", Hidden: true}, c)
			return
		}
	}
}
