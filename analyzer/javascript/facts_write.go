// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// writeFact tells of an assignment to a builtin, or to a member whose name alone matters.
func (e *evaluator) writeFact(n *ir.Node) {
	target := &e.t.Nodes[n.A]
	var value []ir.Value
	if n.Kind == ir.NAssign {
		value = []ir.Value{e.eval(n.D, nil).export()}
	}
	switch target.Kind {
	case ir.NFree:
		if path, ok := freeBuiltin(e.t.Texts[target.Str]); ok {
			e.emit(ir.Fact{Kind: ir.Write, Path: path, Args: value, Hidden: target.Flags&ir.FlagEscaped != 0}, n)
		}
	case ir.NMember, ir.NIndex:
		e.memberWrite(n, target, value)
	}
}

func (e *evaluator) memberWrite(n, target *ir.Node, value []ir.Value) {
	base := e.eval(target.A, nil)
	key := text(e.t.Texts[target.Str])
	if target.Kind == ir.NIndex {
		if key = e.eval(target.D, nil); key.isOpen() {
			for _, a := range base.list() {
				if a.k == aBuiltin && (guarded[a.s] || strings.HasSuffix(a.s, ".prototype")) {
					e.emit(ir.Fact{Kind: ir.Write, Path: a.s + ".*", Args: value, Hidden: true}, n)
					e.consumeBase(target)
					return
				}
			}
		}
	}
	for _, k := range key.list() {
		name, ok := e.toText(&k)
		if !ok {
			continue
		}
		if path, hidden, ok := e.writtenPath(target, base, name); ok {
			f := ir.Fact{Kind: ir.Write, Path: path, Args: value, Hidden: hidden}
			if b := &e.t.Nodes[target.A]; b.Kind == ir.NFree {
				if written, _ := freeBuiltin(e.t.Texts[b.Str]); written == globalPath {
					f.Spelled, f.Base = e.t.Texts[b.Str], true
				}
			}
			e.emit(f, n)
			return
		}
	}
}

// writtenPath names what an assignment to a member writes, when it matters.
func (e *evaluator) writtenPath(target *ir.Node, base *value, name string) (path string, hidden, ok bool) {
	if writeSinks[name] && (base.isOpen() || name == "__proto__" && !base.builtins()) {
		return name, target.Kind == ir.NIndex && e.t.Nodes[target.D].Kind != ir.NString, true
	}
	// x.__proto__.name and x.constructor.prototype.name reach what is shared.
	if b := &e.t.Nodes[target.A]; (b.Kind == ir.NMember && e.t.Texts[b.Str] == "__proto__" || b.Kind == ir.NIndex && e.isText(b.D, "__proto__")) && !base.builtins() {
		return "*.__proto__." + name, false, true
	}
	for _, a := range base.list() {
		if a.k != aBuiltin {
			continue
		}
		if a.s == globalPath {
			if p, known := freeBuiltin(name); known {
				e.consumeBase(target)
				return p, !e.plain(target.A, a.s), true
			}
			continue
		}
		if capable(a.s) || strings.HasSuffix(a.s, ".prototype") || known[a.s] && a.s != "module" && a.s != "exports" {
			e.consumeBase(target)
			return a.s + "." + name, !e.plain(target.A, a.s), true
		}
	}
	return "", false, false
}

func (e *evaluator) isText(id int32, want string) bool {
	s, ok := e.eval(id, nil).text()
	return ok && s == want
}
