// SPDX-License-Identifier: Apache-2.0

package javascript

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja/parser"
)

// BenchmarkCorpus compares, for every honest program, reading and judging it with reading it alone: the metric is how many
// times as long as the parser it takes, by the fastest of many tries, so that a busy machine tells the same as an idle one.
// Other programs are compared with `CORPUS=/some/*.js go test -bench Corpus`.
func BenchmarkCorpus(b *testing.B) {
	pattern := os.Getenv("CORPUS")
	if pattern == "" {
		pattern = "../testdata/honest/javascript/*.js"
	}
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		b.Fatalf("%d files, %v", len(files), err)
	}
	front := New()
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		src := string(text)
		b.Run(strings.TrimSuffix(filepath.Base(file), ".js"), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			parse, whole := time.Hour, time.Hour
			for b.Loop() {
				start := time.Now()
				_, _ = parser.ParseFile(nil, "", src, 0, parser.WithDisableSourceMaps)
				parse = min(parse, time.Since(start))
				start = time.Now()
				if _, err := front.Lower(src); err != nil {
					b.Fatal(err)
				}
				whole = min(whole, time.Since(start))
			}
			b.ReportMetric(float64(whole)/float64(parse), "x-parse")
			b.ReportMetric(float64(whole.Microseconds()), "µs-min")
		})
	}
}
