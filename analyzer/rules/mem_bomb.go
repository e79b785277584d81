// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strconv"
	"strings"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

var memBomb = &analyzer.Rule{
	ID:         "mem/bomb",
	Title:      "One call that takes all memory",
	Severity:   analyzer.Medium,
	Languages:  javaScript,
	Capability: "mem",
	CWE:        770,
	Since:      "0.1.0",
	Fix:        "Ask for what you need; for big data, work in pieces.",
	Kinds:      []ir.Kind{ir.Call},
	Check:      checkMemBomb,
}

func checkMemBomb(p *analyzer.Reporter, f *ir.Fact) {
	size := arg(f, 0)
	if !size.IsNumber || len(f.Args) != 1 && !strings.HasPrefix(f.Path, "String.prototype.pad") {
		return
	}
	name := f.Path[strings.LastIndexByte(f.Path, '.')+1:]
	switch name {
	case "repeat", "padStart", "padEnd", "Array", "ArrayBuffer", "alloc", "allocUnsafe", "allocUnsafeSlow",
		"Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
		"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array":
		if size.Number >= maxUnits {
			p.Report(f, name+" asks for "+strconv.FormatFloat(size.Number, 'g', 6, 64)+" units at once")
		}
	}
}

// maxUnits is how many elements or repeats are taken for honest.
const maxUnits = 1 << 26
