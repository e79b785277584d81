// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"
)

func TestTally(t *testing.T) {
	const events = `
{"Action":"output","Package":"a","Test":"TestOne","Output":"--- PASS: TestOne\n"}
{"Action":"pass","Package":"a","Test":"TestOne"}
{"Action":"pass","Package":"a","Test":"TestMany/x"}
{"Action":"pass","Package":"a","Test":"TestMany/y"}
{"Action":"pass","Package":"a","Test":"TestMany"}
{"Action":"skip","Package":"a","Test":"TestSkip"}
{"Action":"output","Package":"a","Output":"PASS\n"}
{"Action":"output","Package":"a","Output":"ok  \ta\t0.1s\n"}
{"Action":"pass","Package":"a"}
{"Action":"output","Package":"b","Test":"TestSub/bad","Output":"why it failed\n"}
{"Action":"fail","Package":"b","Test":"TestSub/bad"}
{"Action":"pass","Package":"b","Test":"TestSub/good"}
{"Action":"fail","Package":"b","Test":"TestSub"}
{"Action":"pass","Package":"b","Test":"TestOwn/good"}
{"Action":"fail","Package":"b","Test":"TestOwn"}
{"Action":"output","Package":"b","Output":"FAIL\tb\t0.1s\n"}
{"Action":"fail","Package":"b"}
{"ImportPath":"c","Action":"build-output","Output":"c.go:1: no\n"}
{"Action":"output","Package":"c","Output":"FAIL\tc [build failed]\n"}
{"Action":"fail","Package":"c"}
{"Action":"output","Package":"d","Test":"TestDies","Output":"panic: gone\n"}
{"Action":"fail","Package":"d"}
a line that is no event`
	var out strings.Builder
	ta := newTally(&out)
	if err := ta.read(strings.NewReader(strings.TrimSpace(events))); err != nil {
		t.Fatal(err)
	}
	// Passed: TestOne, TestMany/x and y, TestSub/good, TestOwn/good. Failed: TestSub/bad, TestOwn itself, c and d.
	if passed, failed, skipped := ta.count(); passed != 5 || failed != 4 || skipped != 1 {
		t.Errorf("%d passed, %d failed, %d skipped", passed, failed, skipped)
	}
	const want = "ok  \ta\t0.1s\nwhy it failed\nFAIL\tb\t0.1s\nc.go:1: no\nFAIL\tc [build failed]\npanic: gone\na line that is no event"
	if out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", out.String(), want)
	}
}
