// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"math"
	"strconv"
	"strings"
)

// builtinMember is a member of a builtin.
func builtinMember(path, name string) *value {
	if path == globalPath {
		return globalMember(name)
	}
	switch name {
	case "constructor":
		switch {
		case strings.HasSuffix(path, ".prototype"):
			return builtin(strings.TrimSuffix(path, ".prototype"))
		case isFunction(path):
			return builtin("Function")
		case path == "module":
			return builtin("module.constructor")
		}
		return someFn
	case "__proto__":
		switch {
		case strings.HasSuffix(path, ".prototype"):
			return builtin("Object.prototype")
		case isFunction(path):
			return builtin("Function.prototype")
		}
		return nil
	case "call", "apply", "bind":
		if isFunction(path) {
			return builtin("Function.prototype." + name)
		}
	case "defaultView", "contentWindow":
		return builtin(globalPath)
	}
	if name == "default" && strings.HasPrefix(path, "require:") && !strings.Contains(path, ".") {
		return builtin(path)
	}
	if len(path)+len(name) > 200 {
		return nil
	}
	if kind, ok := strings.CutSuffix(path, ".prototype"); ok {
		// Only what a prototype has is a builtin; anything else there is the program's own.
		if methods := prototypes[kind]; methods != nil && !methods[name] {
			return nil
		}
	}
	return builtin(path + "." + name)
}

var prototypes = map[string]map[string]bool{
	"Array": arrayMethods, "String": stringMethods, "Number": numberMethods, "Boolean": numberMethods,
	"Object": objectMethods, "Function": functionMethods, "AsyncFunction": functionMethods,
	"GeneratorFunction": functionMethods, "RegExp": regexpMethods,
}

// globalMember is a property of the global object; what is not a builtin is the program's own.
func globalMember(name string) *value {
	switch name {
	case "undefined":
		return undefined
	case "NaN":
		return number(nan)
	case "Infinity":
		return number(infinity)
	case "constructor":
		return someFn
	}
	if path, ok := freeBuiltin(name); ok {
		switch path {
		case "require", "module", "exports", "AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction":
			if path == "require" || path == "module" {
				return builtin(path)
			}
			return nil
		}
		return builtin(path)
	}
	if _, ok := arrayIndex(name); ok {
		// window[0] is a frame's window.
		return builtin(globalPath).opened()
	}
	return nil
}

// arrayIndex reads a canonical array index.
func arrayIndex(name string) (int, bool) {
	if name == "" || len(name) > 9 || name[0] < '0' || name[0] > '9' || name[0] == '0' && len(name) > 1 {
		return 0, false
	}
	n, err := strconv.Atoi(name)
	return n, err == nil && n <= math.MaxInt32
}
