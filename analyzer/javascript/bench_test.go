// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dop251/goja/parser"
)

// honest makes a program of about n bytes, the same one every time: classes, closures, arrays, strings, loops.
func honest(n int) string {
	var b strings.Builder
	b.WriteString("'use strict';\nconst registry = new Map();\n")
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, `
// Orders of customer %[1]d, newest first.
class Order%[1]d {
  #total = 0;
  constructor(items, { currency = 'EUR', vat = 0.2 } = {}) { this.items = items; this.currency = currency; this.vat = vat }
  get total() { return this.items.reduce((sum, item) => sum + item.price * (1 + this.vat), this.#total) }
  toString() { return 'Order ' + this.items.length + ' items, ' + this.total.toFixed(2) + ' ' + this.currency }
}
function summarize%[1]d(list, limit = %[2]d) {
  const seen = {};
  for (let i = 0; i < list.length && i < limit; i++) {
    const { id, name, tags = [] } = list[i];
    if (seen[id]) continue;
    seen[id] = true;
    const key = `+"`${name.trim().toLowerCase()}-${id}`"+`;
    registry.set(key, tags.filter(t => t !== 'hidden' && t.length > %[3]d).map(t => t.toUpperCase()).join(', '));
  }
  return Object.keys(seen).length ? registry : null;
}
const order%[1]d = new Order%[1]d([{ price: %[2]d, name: "chair" }, { price: 12.5, name: 'lamp' }], { vat: 0.07 });
console.log(order%[1]d.toString(), summarize%[1]d([{ id: %[1]d, name: ' Some Name ', tags: ['new', 'hidden'] }]));
`, i, i*7+3, i%5)
	}
	return b.String()
}

var benchSizes = []int{200, 2 << 10, 20 << 10, 200 << 10}

func BenchmarkParse(b *testing.B) {
	for _, n := range benchSizes {
		src := honest(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if _, err := parser.ParseFile(nil, "", src, 0, parser.WithDisableSourceMaps); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLower(b *testing.B) {
	front := New()
	for _, n := range benchSizes {
		src := honest(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if _, err := front.Lower(src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
