// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// overArgs calls f with every combination of what the first arguments may be.
func (e *evaluator) overArgs(args arguments, f func(list []atom) *value) *value {
	out := &value{open: args.more}
	var list [4]atom
	combinations := 0
	var walk func(i int)
	walk = func(i int) {
		if i == len(args.list) || i == len(list) {
			if combinations++; combinations > 2*maxAtoms {
				out.open = true
				return
			}
			out.merge(f(list[:i]))
			return
		}
		v := args.list[i]
		if v.isOpen() {
			out.open = true
		}
		for _, a := range v.list() {
			list[i] = a
			walk(i + 1)
		}
	}
	walk(0)
	return out.done()
}

// method calls a method of a string, array or other value of a built-in kind.
func (e *evaluator) method(a *atom, name string, args arguments) *value {
	switch a.k {
	case aString:
		if name == "concat" && len(args.list) > 4 {
			return e.concatText(a.s, args)
		}
		return e.overArgs(args, func(list []atom) *value { return e.textMethod(a.s, name, list) })
	case aArray:
		return e.arrayMethod(a, name, args)
	case aNumber:
		if name == "toString" {
			return e.overArgs(args, func(list []atom) *value { return e.radix(a.n, list) })
		}
	case aBool:
		if name == "toString" {
			return text(strconv.FormatBool(a.n != 0))
		}
	case aBytes:
		if name == "toString" {
			return e.overArgs(args, func(list []atom) *value { return encode(a.s, list) })
		}
	case aRegexp:
		if name == "toString" {
			s, _ := e.toText(a)
			return text(s)
		}
	}
	// Anything else, `constructor` among them, is what the member is, called.
	v := e.property(a, name)
	if name == "constructor" || name == "valueOf" {
		if name == "valueOf" {
			return single(*a)
		}
		return e.apply(v, args, single(*a))
	}
	return nil
}

func (e *evaluator) concatText(s string, args arguments) *value {
	v := text(s)
	for _, arg := range args.list {
		v = e.add(v, arg)
	}
	if args.more {
		return v.opened()
	}
	return v
}

// num is argument i as an integer, or def when it is missing.
func (e *evaluator) num(list []atom, i int, def float64) (float64, bool) {
	if i >= len(list) || list[i].k == aUndef {
		return def, true
	}
	n, ok := e.toNumber(&list[i])
	if math.IsNaN(n) {
		n = 0
	}
	return math.Trunc(n), ok
}

// str is argument i as a string.
func (e *evaluator) str(list []atom, i int) (string, bool) {
	if i >= len(list) {
		return "undefined", true
	}
	return e.toText(&list[i])
}

// textMethod calls a method of a string.
func (e *evaluator) textMethod(s, name string, list []atom) *value {
	if len(s) > bytesPerFuel && !e.spend(len(s)/bytesPerFuel) {
		return nil
	}
	switch name {
	case "toString", "valueOf", "normalize":
		return text(s)
	case "toLowerCase", "toLocaleLowerCase":
		return text(strings.ToLower(s))
	case "toUpperCase", "toLocaleUpperCase":
		return text(strings.ToUpper(s))
	case "trim":
		return text(strings.TrimFunc(s, isSpace))
	case "trimStart", "trimLeft":
		return text(strings.TrimLeftFunc(s, isSpace))
	case "trimEnd", "trimRight":
		return text(strings.TrimRightFunc(s, isSpace))
	case "charAt", "at", "charCodeAt", "codePointAt":
		return e.charOf(s, name, list)
	case "slice", "substring", "substr":
		return e.partOf(s, name, list)
	case "concat":
		out := []string{s}
		for i := range list {
			t, ok := e.toText(&list[i])
			if !ok {
				return nil
			}
			out = append(out, t)
		}
		return e.built(out...)
	case "repeat", "padStart", "padEnd":
		return e.padded(s, name, list)
	case "split":
		return e.split(s, list)
	case "replace", "replaceAll":
		return e.replace(s, name, list)
	case "indexOf", "lastIndexOf", "includes", "startsWith", "endsWith":
		return e.search(s, name, list)
	case "match":
		return nil
	}
	return e.html(s, name, list)
}

func (e *evaluator) charOf(s, name string, list []atom) *value {
	n, ok := e.num(list, 0, 0)
	if !ok {
		return nil
	}
	u := units(s)
	size := float64(u.len())
	if name == "at" && n < 0 {
		n += size
	}
	if n < 0 || n >= size {
		switch name {
		case "charAt":
			return emptyText
		case "charCodeAt":
			return number(nan)
		}
		return undefined
	}
	switch name {
	case "charCodeAt":
		c, _ := u.at(int(n))
		return number(float64(c))
	case "codePointAt":
		r, _ := utf8.DecodeRuneInString(u.slice(int(n), u.len()))
		return number(float64(r))
	}
	return text(u.slice(int(n), int(n)+1))
}

func (e *evaluator) partOf(s, name string, list []atom) *value {
	u := units(s)
	size := float64(u.len())
	from, ok1 := e.num(list, 0, 0)
	to, ok2 := e.num(list, 1, size)
	if !ok1 || !ok2 {
		return nil
	}
	switch name {
	case "substr":
		from = fromEnd(from, size)
		to = math.Min(from+math.Max(to, 0), size)
	case "slice":
		from, to = fromEnd(from, size), fromEnd(to, size)
	default:
		from, to = clamp(from, size), clamp(to, size)
		if from > to {
			from, to = to, from
		}
	}
	if from >= to {
		return emptyText
	}
	return text(u.slice(int(from), int(to)))
}

func clamp(n, size float64) float64 { return math.Max(0, math.Min(n, size)) }

func fromEnd(n, size float64) float64 {
	if n < 0 {
		n += size
	}
	return clamp(n, size)
}

func (e *evaluator) padded(s, name string, list []atom) *value {
	n, ok := e.num(list, 0, 0)
	if !ok || n < 0 || n > maxText {
		return nil
	}
	if name == "repeat" {
		if int(n)*len(s) > maxText || !e.spend(int(n)*len(s)/bytesPerFuel+1) {
			return nil
		}
		return text(strings.Repeat(s, int(n)))
	}
	fill := " "
	if len(list) > 1 && list[1].k != aUndef {
		if fill, ok = e.str(list, 1); !ok {
			return nil
		}
	}
	missing := int(n) - units(s).len()
	if missing <= 0 || fill == "" {
		return text(s)
	}
	if !ascii(fill) || !e.spend(missing/bytesPerFuel+1) {
		return nil
	}
	pad := strings.Repeat(fill, missing/len(fill)+1)[:missing]
	if name == "padStart" {
		return text(pad + s)
	}
	return text(s + pad)
}

func (e *evaluator) split(s string, list []atom) *value {
	if len(list) == 0 || list[0].k == aUndef {
		return array(text(s))
	}
	var parts []string
	if list[0].k == aRegexp {
		re := e.compiled(list[0].s, list[0].x.flags)
		if re == nil {
			return nil
		}
		parts = re.Split(s, maxElems+1)
	} else {
		sep, ok := e.toText(&list[0])
		if !ok {
			return nil
		}
		if sep == "" && !ascii(s) {
			for _, r := range s {
				parts = append(parts, string(r))
			}
		} else {
			parts = strings.SplitN(s, sep, maxElems+1)
		}
	}
	if len(parts) > maxElems || !e.spend(len(parts)/8) {
		return nil
	}
	if limit, ok := e.num(list, 1, infinity); ok && limit >= 0 && limit < float64(len(parts)) {
		parts = parts[:int(limit)]
	}
	elems := make([]*value, len(parts))
	for i, p := range parts {
		elems[i] = text(p)
	}
	return array(elems...)
}

func (e *evaluator) search(s, name string, list []atom) *value {
	what, ok := e.str(list, 0)
	if !ok || len(list) > 1 || len(list) > 0 && list[0].k == aRegexp || !ascii(s) {
		return nil
	}
	switch name {
	case "indexOf":
		return number(float64(strings.Index(s, what)))
	case "lastIndexOf":
		return number(float64(strings.LastIndex(s, what)))
	case "includes":
		return boolean(strings.Contains(s, what))
	case "startsWith":
		return boolean(strings.HasPrefix(s, what))
	}
	return boolean(strings.HasSuffix(s, what))
}

// html is one of the old methods that wrap a string into a tag; nobody needs them but those who need their letters.
func (e *evaluator) html(s, name string, list []atom) *value {
	tag := map[string]string{
		"anchor": "a name", "big": "big", "blink": "blink", "bold": "b", "fixed": "tt", "fontcolor": "font color",
		"fontsize": "font size", "italics": "i", "link": "a href", "small": "small", "strike": "strike", "sub": "sub", "sup": "sup",
	}[name]
	if tag == "" {
		return nil
	}
	element, attribute, has := strings.Cut(tag, " ")
	open := "<" + element
	if has {
		v, ok := e.str(list, 0)
		if !ok {
			return nil
		}
		open += " " + attribute + `="` + strings.ReplaceAll(v, `"`, "&quot;") + `"`
	}
	return e.built(open, ">", s, "</"+element+">")
}

// radix is number.toString(radix).
func (e *evaluator) radix(f float64, list []atom) *value {
	base, ok := e.num(list, 0, 10)
	if !ok || base < 2 || base > 36 {
		return nil
	}
	if base == 10 {
		return text(numberText(f))
	}
	if f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return nil
	}
	return text(strconv.FormatInt(int64(f), int(base)))
}
