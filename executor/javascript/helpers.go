// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"encoding/base64"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// installHelpers makes the pure helpers of browsers that programs take for granted.
func (r *run) installHelpers(global *goja.Object) {
	r.define(global, "atob", r.native("atob", 1, r.atob))
	r.define(global, "btoa", r.native("btoa", 1, r.btoa))
	r.define(global, "structuredClone", r.native("structuredClone", 1, func(call goja.FunctionCall) goja.Value {
		r.checkStopped()
		return (&cloner{r: r, seen: make(map[*goja.Object]*goja.Object)}).clone(call.Argument(0), 0)
	}))
	performance := r.vm.NewObject()
	r.define(performance, "now", r.native("now", 0, func(goja.FunctionCall) goja.Value {
		return r.vm.ToValue(float64(time.Since(r.start).Microseconds()) / 1000)
	}))
	r.define(global, "performance", performance)
}

// btoa encodes a string of characters up to U+00FF.
func (r *run) btoa(call goja.FunctionCall) goja.Value {
	r.checkStopped()
	s := r.argString(call)
	data := make([]byte, s.Length())
	for i := range data {
		c := s.CharAt(i)
		if c > 0xff {
			panic(r.vm.NewTypeError("btoa: the string has a character above U+00FF"))
		}
		data[i] = byte(c)
	}
	return r.vm.ToValue(base64.StdEncoding.EncodeToString(data))
}

// atob decodes base64, forgiving white space and missing padding as browsers do.
func (r *run) atob(call goja.FunctionCall) goja.Value {
	r.checkStopped()
	s := strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \t\n\f\r", c) {
			return -1
		}
		return c
	}, r.argString(call).String())
	if len(s)%4 == 0 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	}
	data, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil {
		panic(r.vm.NewTypeError("atob: the string is not base64"))
	}
	var b goja.StringBuilder
	b.Grow(len(data))
	for _, c := range data {
		b.WriteRune(rune(c))
	}
	return b.String()
}

func (r *run) argString(call goja.FunctionCall) goja.String {
	if len(call.Arguments) == 0 {
		panic(r.vm.NewTypeError("1 argument required, but only 0 present"))
	}
	return call.Argument(0).ToString().(goja.String)
}

// toLocaleString replaces the engine's, which takes the locale for a radix. English forms only: groups of three and at
// most three decimals; anything else is refused, since a wrong form is worse than none.
func (r *run) toLocaleString(call goja.FunctionCall) goja.Value {
	r.checkStopped()
	locale := call.Argument(0)
	if !goja.IsUndefined(locale) && locale.String() != "en" && !strings.HasPrefix(locale.String(), "en-") {
		panic(r.rangeError("toLocaleString: this engine knows the English forms of numbers only"))
	}
	least, most := 0, 3
	if options, ok := call.Argument(1).(*goja.Object); ok {
		for _, key := range options.Keys() {
			digits := options.Get(key).ToInteger()
			switch {
			case digits < 0 || digits > 20:
				panic(r.rangeError("toLocaleString: " + key + " is out of range"))
			case key == "minimumFractionDigits":
				least = int(digits)
				most = max(most, least)
			case key == "maximumFractionDigits":
				most = int(digits)
				least = min(least, most)
			default:
				panic(r.rangeError("toLocaleString: this engine does not know the option " + key))
			}
		}
	}
	this := call.This
	if o, ok := this.(*goja.Object); ok && o.ClassName() == "Number" {
		this = o.ToNumber()
	}
	if !goja.IsNumber(this) {
		panic(r.vm.NewTypeError("Number.prototype.toLocaleString is not generic"))
	}
	return r.vm.ToValue(groupDigits(this.ToFloat(), least, most))
}

// groupDigits writes f in English form, rounded half away from zero as its shortest decimal form has it.
func groupDigits(f float64, least, most int) string {
	text := strconv.FormatFloat(f, 'f', -1, 64)
	switch text {
	case "NaN":
		return text
	case "+Inf":
		return "∞"
	case "-Inf":
		return "-∞"
	}
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = "-", rest
	}
	if _, decimals, ok := strings.Cut(text, "."); ok && len(decimals) > most {
		exact, _ := new(big.Rat).SetString(text)
		text = exact.FloatString(most)
	}
	whole, decimals, _ := strings.Cut(text, ".")
	decimals = strings.TrimRight(decimals, "0")
	for len(decimals) < least {
		decimals += "0"
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	if decimals != "" {
		b.WriteString("." + decimals)
	}
	return b.String()
}

func (r *run) rangeError(message string) *goja.Object { return r.newError("RangeError", message) }

// installTextCoders makes TextEncoder and TextDecoder, for UTF-8.
func (r *run) installTextCoders(global *goja.Object) {
	uint8Array := r.vm.Get("Uint8Array").(*goja.Object)
	class := func(name string, init func(call goja.ConstructorCall)) *goja.Object {
		o := r.vm.ToValue(func(call goja.ConstructorCall) *goja.Object {
			r.checkStopped()
			init(call)
			return nil
		}).(*goja.Object)
		r.name(o, name, 0)
		r.define(global, name, o)
		return o.Get("prototype").(*goja.Object)
	}
	encoder := class("TextEncoder", func(goja.ConstructorCall) {})
	r.define(encoder, "encoding", r.vm.ToValue("utf-8"))
	r.define(encoder, "encode", r.native("encode", 0, func(call goja.FunctionCall) goja.Value {
		r.checkStopped()
		text := ""
		if !goja.IsUndefined(call.Argument(0)) {
			text = call.Argument(0).ToString().String()
		}
		o, err := r.vm.New(uint8Array, r.vm.ToValue(r.vm.NewArrayBuffer([]byte(text))))
		return r.rethrow(o, err)
	}))
	decoder := class("TextDecoder", func(call goja.ConstructorCall) {
		if label := call.Argument(0); !goja.IsUndefined(label) {
			switch strings.ToLower(strings.TrimSpace(label.String())) {
			case "utf-8", "utf8", "unicode-1-1-utf-8":
			default:
				panic(r.rangeError("TextDecoder: this engine decodes UTF-8 only"))
			}
		}
		fatal := false
		if options, ok := call.Argument(1).(*goja.Object); ok {
			if v := options.Get("fatal"); v != nil {
				fatal = v.ToBoolean()
			}
		}
		r.define(call.This, "fatal", r.vm.ToValue(fatal))
	})
	r.define(decoder, "encoding", r.vm.ToValue("utf-8"))
	r.define(decoder, "decode", r.native("decode", 0, func(call goja.FunctionCall) goja.Value {
		r.checkStopped()
		var data []byte
		switch v := call.Argument(0).Export().(type) {
		case nil:
		case []byte:
			data = v
		case goja.ArrayBuffer:
			data = v.Bytes()
		default:
			panic(r.vm.NewTypeError("TextDecoder: want an ArrayBuffer or a Uint8Array"))
		}
		fatal := false
		if o, ok := call.This.(*goja.Object); ok {
			if v := o.Get("fatal"); v != nil {
				fatal = v.ToBoolean()
			}
		}
		if fatal && !utf8.Valid(data) {
			panic(r.vm.NewTypeError("TextDecoder: not valid UTF-8"))
		}
		return r.vm.ToValue(strings.TrimPrefix(string(data), "\ufeff"))
	}))
}
