// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"math"
	"strconv"
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var (
	nan      = math.NaN()
	infinity = math.Inf(1)
)

// unary is the value of a prefix operator.
func (e *evaluator) unary(n *ir.Node, fr *frame) *value {
	switch n.Op {
	case ir.OpVoid:
		return undefined
	case ir.OpTypeof:
		return e.typeOf(e.eval(n.A, fr))
	case ir.OpNot:
		if yes, known := e.truth(e.eval(n.A, fr)); known {
			return boolean(!yes)
		}
		return &value{atoms: []atom{{k: aBool}, {k: aBool, n: 1}}}
	case ir.OpPos, ir.OpNeg, ir.OpBitNot:
		return e.mapAtoms(e.eval(n.A, fr), func(a *atom) *value {
			f, ok := e.toNumber(a)
			if !ok {
				return nil
			}
			switch n.Op {
			case ir.OpNeg:
				f = -f
			case ir.OpBitNot:
				f = float64(^toInt32(f))
			}
			return number(f)
		})
	}
	return nil
}

func (e *evaluator) typeOf(v *value) *value {
	return e.mapAtoms(v, func(a *atom) *value {
		switch a.k {
		case aUndef:
			return text("undefined")
		case aNull, aObject, aArray, aRegexp, aObjOf, aBytes:
			return text("object")
		case aBool:
			return text("boolean")
		case aNumber:
			return text("number")
		case aString:
			return text("string")
		case aFunc, aClass, aBound, aCode, aSomeFn:
			return text("function")
		}
		return nil
	})
}

// mapAtoms applies f to everything that v may be.
func (e *evaluator) mapAtoms(v *value, f func(*atom) *value) *value {
	if v == nil {
		return nil
	}
	if !v.open && len(v.atoms) == 1 {
		return f(&v.atoms[0])
	}
	out := &value{open: v.open}
	for i := range v.atoms {
		out.merge(f(&v.atoms[i]))
	}
	return out.done()
}

// mapPairs applies f to every pair of what two values may be.
func (e *evaluator) mapPairs(v, w *value, f func(a, b *atom) *value) *value {
	if v == nil || w == nil {
		return nil
	}
	if len(v.atoms) == 1 && len(w.atoms) == 1 && !v.open && !w.open {
		return f(&v.atoms[0], &w.atoms[0])
	}
	out := &value{open: v.open || w.open}
	for i := range v.atoms {
		for j := range w.atoms {
			out.merge(f(&v.atoms[i], &w.atoms[j]))
		}
	}
	return out.done()
}

// binary is the value of an infix operator. Sums lean to the left, as deep as they are long: their left edge is walked,
// not descended.
func (e *evaluator) binary(id int32, n *ir.Node, fr *frame) *value {
	if n.Op != ir.OpAdd {
		return e.arith(n.Op, e.eval(n.A, fr), e.eval(n.D, fr))
	}
	var room [16]int32
	chain := room[:0]
	left := id
	for {
		m := &e.t.Nodes[left]
		if m.Kind != ir.NBinary || m.Op != ir.OpAdd {
			break
		}
		chain = append(chain, left)
		left = m.A
	}
	v := e.eval(left, fr)
	for i := len(chain) - 1; i >= 0; i-- {
		w := e.eval(e.t.Nodes[chain[i]].D, fr)
		s, known := v.text()
		t, ok := w.text()
		if !known || !ok {
			v = e.add(v, w)
			continue
		}
		// A row of texts is put together once.
		parts := append(make([]string, 0, i+2), s, t)
		for i > 0 {
			w = e.eval(e.t.Nodes[chain[i-1]].D, fr)
			if t, ok = w.text(); !ok {
				break
			}
			parts = append(parts, t)
			i--
		}
		v = e.built(parts...)
	}
	return v
}

// add is `v + w`.
func (e *evaluator) add(v, w *value) *value {
	return e.mapPairs(v, w, func(a, b *atom) *value {
		p, ok1 := e.primitive(a)
		q, ok2 := e.primitive(b)
		if !ok1 || !ok2 {
			return nil
		}
		if p.k == aString || q.k == aString {
			s, ok1 := e.toText(&p)
			t, ok2 := e.toText(&q)
			if !ok1 || !ok2 {
				return nil
			}
			return e.built(s, t)
		}
		x, ok1 := e.toNumber(&p)
		y, ok2 := e.toNumber(&q)
		if !ok1 || !ok2 {
			return nil
		}
		return number(x + y)
	})
}

// built is a string that is put together, paid for by its length.
func (e *evaluator) built(parts ...string) *value {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	if n > maxText || n > bytesPerFuel && !e.spend(n/bytesPerFuel) {
		return nil
	}
	return text(strings.Join(parts, ""))
}

// template is the value of a template literal.
func (e *evaluator) template(n *ir.Node, fr *frame) *value {
	v := emptyText
	for _, k := range e.t.KidsOf(n) {
		if v = e.add(v, e.eval(k, fr)); v == nil {
			return nil
		}
	}
	return v
}

// arith is the value of every infix operator but `+`.
func (e *evaluator) arith(op ir.Op, v, w *value) *value {
	if op == ir.OpAdd {
		return e.add(v, w)
	}
	return e.mapPairs(v, w, func(a, b *atom) *value {
		switch op {
		case ir.OpStrictEq, ir.OpStrictNe, ir.OpEq, ir.OpNe:
			return e.equal(op, a, b)
		case ir.OpIn, ir.OpInstanceof:
			return nil
		}
		if op >= ir.OpLt && op <= ir.OpGe && a.k == aString && b.k == aString {
			return boolean(compare(op, strings.Compare(a.s, b.s)))
		}
		x, ok1 := e.toNumber(a)
		y, ok2 := e.toNumber(b)
		if !ok1 || !ok2 {
			return nil
		}
		return calculate(op, x, y)
	})
}

func compare(op ir.Op, c int) bool {
	switch op {
	case ir.OpLt:
		return c < 0
	case ir.OpLe:
		return c <= 0
	case ir.OpGt:
		return c > 0
	}
	return c >= 0
}

func calculate(op ir.Op, x, y float64) *value {
	switch op {
	case ir.OpSub:
		return number(x - y)
	case ir.OpMul:
		return number(x * y)
	case ir.OpDiv:
		return number(x / y)
	case ir.OpMod:
		return number(math.Mod(x, y))
	case ir.OpExp:
		return number(math.Pow(x, y))
	case ir.OpBitAnd:
		return number(float64(toInt32(x) & toInt32(y)))
	case ir.OpBitOr:
		return number(float64(toInt32(x) | toInt32(y)))
	case ir.OpBitXor:
		return number(float64(toInt32(x) ^ toInt32(y)))
	case ir.OpShl:
		return number(float64(toInt32(x) << (uint32(toInt32(y)) & 31)))
	case ir.OpShr:
		return number(float64(toInt32(x) >> (uint32(toInt32(y)) & 31)))
	case ir.OpUShr:
		return number(float64(uint32(toInt32(x)) >> (uint32(toInt32(y)) & 31)))
	case ir.OpLt:
		return boolean(x < y)
	case ir.OpLe:
		return boolean(x <= y)
	case ir.OpGt:
		return boolean(x > y)
	case ir.OpGe:
		return boolean(x >= y)
	}
	return nil
}

// equal compares two primitives of one kind; everything else is left open.
func (e *evaluator) equal(op ir.Op, a, b *atom) *value {
	not := op == ir.OpNe || op == ir.OpStrictNe
	primitive := func(k atomKind) bool { return k >= aUndef && k <= aString }
	if !primitive(a.k) || !primitive(b.k) {
		return nil
	}
	if a.k != b.k {
		if op == ir.OpStrictEq || op == ir.OpStrictNe {
			return boolean(not)
		}
		return nil
	}
	return boolean((a.n == b.n && a.s == b.s) != not)
}

func toInt32(f float64) int32 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return int32(uint32(int64(math.Mod(math.Trunc(f), 1<<32))))
}

// primitive is what an object becomes when an operator needs something simpler.
func (e *evaluator) primitive(a *atom) (atom, bool) {
	switch a.k {
	case aUndef, aNull, aBool, aNumber, aString:
		return *a, true
	case aObject:
		for _, hook := range [...]string{symbolPrimitive, "valueOf", "toString"} {
			v := e.ownProperty(a, hook)
			if v == undefined {
				continue
			}
			if e.depth >= maxEvalDepth {
				return atom{}, false
			}
			e.depth++
			r, ok := e.apply(v, arguments{}, single(*a)).exact()
			e.depth--
			return r, ok && r.k >= aUndef && r.k <= aString
		}
		return atom{k: aString, s: "[object Object]"}, true
	}
	s, ok := e.toText(a)
	return atom{k: aString, s: s}, ok
}

// toText is String(a).
func (e *evaluator) toText(a *atom) (string, bool) {
	switch a.k {
	case aUndef:
		return "undefined", true
	case aNull:
		return "null", true
	case aBool:
		return strconv.FormatBool(a.n != 0), true
	case aNumber:
		return numberText(a.n), true
	case aString:
		return a.s, true
	case aArray:
		if a.loose || e.depth >= maxEvalDepth {
			return "", false
		}
		elems, ok := e.elements(a)
		if !ok {
			return "", false
		}
		e.depth++
		defer func() { e.depth-- }()
		return e.join(elems, ",")
	case aObject:
		p, ok := e.primitive(a)
		if !ok {
			return "", false
		}
		return e.toText(&p)
	case aFunc:
		n := e.t.Nodes[e.t.Funcs[a.id].Node]
		return clip(e.src[n.Start:n.End], maxText), n.End > n.Start
	case aRegexp:
		return "/" + a.s + "/" + a.x.flags, true
	case aBytes:
		return a.s, true
	case aBuiltin:
		if isFunction(a.s) {
			return "function " + a.s[strings.LastIndexByte(a.s, '.')+1:] + "() { [native code] }", true
		}
	}
	return "", false
}

// toNumber is Number(a).
func (e *evaluator) toNumber(a *atom) (float64, bool) {
	switch a.k {
	case aUndef:
		return nan, true
	case aNull:
		return 0, true
	case aBool, aNumber:
		return a.n, true
	case aString:
		return textNumber(a.s), true
	case aArray, aObject:
		p, ok := e.primitive(a)
		if !ok {
			return 0, false
		}
		return e.toNumber(&p)
	case aFunc, aRegexp, aBuiltin:
		return nan, a.k != aBuiltin || isFunction(a.s)
	}
	return 0, false
}

// textNumber reads a string as Number does.
func textNumber(s string) float64 {
	s = strings.TrimFunc(s, isSpace)
	if s == "" {
		return 0
	}
	if len(s) > 2 && s[0] == '0' {
		if base := map[byte]int{'x': 16, 'X': 16, 'o': 8, 'O': 8, 'b': 2, 'B': 2}[s[1]]; base != 0 {
			n, err := strconv.ParseUint(s[2:], base, 64)
			if err != nil {
				return nan
			}
			return float64(n)
		}
	}
	switch s {
	case "Infinity", "+Infinity":
		return infinity
	case "-Infinity":
		return -infinity
	}
	if strings.ContainsAny(s, "xXpP_nNiI") {
		return nan
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		return nan
	}
	return f
}

// numberText writes a number as String does.
func numberText(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		return "0"
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	mantissa, exp, _ := strings.Cut(s, "e")
	sign := exp[:1]
	return mantissa + "e" + sign + strings.TrimLeft(exp[1:], "0")
}
