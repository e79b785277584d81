// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"slices"
	"strings"
)

// join puts elements together.
func (e *evaluator) join(elems []*value, sep string) (string, bool) {
	var b strings.Builder
	for i, v := range elems {
		if i > 0 {
			b.WriteString(sep)
		}
		a, ok := v.exact()
		if !ok {
			return "", false
		}
		if a.k == aUndef || a.k == aNull {
			continue
		}
		s, ok := e.toText(&a)
		if !ok || b.Len()+len(s) > maxText {
			return "", false
		}
		b.WriteString(s)
	}
	if !e.spend(len(elems)/8 + b.Len()/bytesPerFuel + 1) {
		return "", false
	}
	return b.String(), true
}

// arrayMethod calls a method of an array that is known by its elements.
func (e *evaluator) arrayMethod(a *atom, name string, args arguments) *value {
	switch name {
	case "constructor":
		return e.callBuiltin("Array", args, nil)
	case "at":
		if n, ok := e.exactNumber(args, 0, 0); ok {
			if elems, known := e.elements(a); n < 0 && known {
				n += float64(len(elems))
			}
			if n >= 0 && n < 1<<30 {
				return e.ofArray(a, numberText(n))
			}
			return undefined
		}
		return e.each(single(*a))
	}
	if name == "next" {
		return objectOf(map[string]*value{"value": e.each(single(*a)).opened(), "done": nil})
	}
	elems, ok := e.elements(a)
	if !ok {
		return nil
	}
	switch name {
	case "values", symbolIterator:
		return iterator(elems...)
	}
	if a.loose {
		switch name {
		case "pop", "shift", "find":
			return e.each(single(*a)).opened()
		}
		return nil
	}
	switch name {
	case "join", "toString":
		sep := ","
		if name == "join" && len(args.list) > 0 && args.list[0] != undefined {
			s, ok := args.list[0].exact()
			if !ok {
				return nil
			}
			if sep, ok = e.toText(&s); !ok {
				return nil
			}
		}
		s, ok := e.join(elems, sep)
		if !ok {
			return nil
		}
		return text(s)
	case "reverse", "toReversed":
		out := slices.Clone(elems)
		slices.Reverse(out)
		return array(out...)
	case "slice":
		from, ok1 := e.exactNumber(args, 0, 0)
		to, ok2 := e.exactNumber(args, 1, float64(len(elems)))
		if !ok1 || !ok2 {
			return nil
		}
		size := float64(len(elems))
		from, to = fromEnd(from, size), fromEnd(to, size)
		if from >= to {
			return array()
		}
		return array(elems[int(from):int(to)]...)
	case "concat":
		out := slices.Clone(elems)
		for _, arg := range args.list {
			x, ok := arg.exact()
			if !ok {
				return nil
			}
			if x.k != aArray {
				out = append(out, arg)
				continue
			}
			more, ok := e.elements(&x)
			if !ok || len(out)+len(more) > maxElems {
				return nil
			}
			out = append(out, more...)
		}
		return array(out...)
	case "pop":
		if len(elems) == 0 {
			return undefined
		}
		return elems[len(elems)-1]
	case "shift":
		if len(elems) == 0 {
			return undefined
		}
		return elems[0]
	case "flat":
		return e.flat(elems)
	case "map", "filter", "forEach", "find", "flatMap", "reduce", "reduceRight", "some", "every":
		return e.callbacks(a, elems, name, args)
	}
	return nil
}

func (e *evaluator) exactNumber(args arguments, i int, def float64) (float64, bool) {
	if args.more {
		return 0, false
	}
	a, ok := args.at(i).exact()
	if !ok {
		return 0, false
	}
	return e.num([]atom{a}, 0, def)
}

func (e *evaluator) flat(elems []*value) *value {
	var out []*value
	for _, v := range elems {
		a, ok := v.exact()
		if !ok {
			return nil
		}
		if a.k != aArray {
			out = append(out, v)
			continue
		}
		more, ok := e.elements(&a)
		if !ok || len(out)+len(more) > maxElems {
			return nil
		}
		out = append(out, more...)
	}
	return array(out...)
}

// callbacks calls a function for each element.
func (e *evaluator) callbacks(a *atom, elems []*value, name string, args arguments) *value {
	f := args.at(0)
	if f == nil || args.more {
		return nil
	}
	switch name {
	case "reduce", "reduceRight":
		return e.reduce(elems, f, name, args)
	}
	out := make([]*value, 0, len(elems))
	for i, v := range elems {
		r := e.apply(f, arguments{list: []*value{v, number(float64(i)), single(*a)}}, nil)
		switch name {
		case "map":
			out = append(out, r)
		case "flatMap":
			x, ok := r.exact()
			if !ok {
				return nil
			}
			if x.k != aArray {
				out = append(out, r)
				continue
			}
			more, ok := e.elements(&x)
			if !ok || len(out)+len(more) > maxElems {
				return nil
			}
			out = append(out, more...)
		case "filter", "find", "some", "every":
			yes, known := e.truth(r)
			if !known {
				if name == "find" {
					return e.each(single(*a)).opened()
				}
				return nil
			}
			switch {
			case name == "find" && yes:
				return v
			case name == "filter" && yes:
				out = append(out, v)
			}
		}
	}
	switch name {
	case "map", "filter", "flatMap":
		return array(out...)
	case "forEach", "find":
		return undefined
	}
	return nil
}

func (e *evaluator) reduce(elems []*value, f *value, name string, args arguments) *value {
	if name == "reduceRight" {
		elems = slices.Clone(elems)
		slices.Reverse(elems)
	}
	var acc *value
	if len(args.list) > 1 {
		acc = args.list[1]
	} else {
		if len(elems) == 0 {
			return nil
		}
		acc, elems = elems[0], elems[1:]
	}
	for i, v := range elems {
		if acc = e.apply(f, arguments{list: []*value{acc, v, number(float64(i))}}, nil); acc == nil {
			return nil
		}
	}
	return acc
}
