// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"testing"
	"time"
)

func TestFrames(t *testing.T) {
	call := callFrame{id: 7, session: 9, limits: CallLimits{Wall: time.Second, CPU: 2, Memory: 3}, task: "run", payload: []byte("source")}
	kind, body, err := readFrame(bytes.NewReader(call.encode()), 1<<10)
	if err != nil || kind != kindCall {
		t.Fatal(kind, err)
	}
	if got, err := decodeCall(body); err != nil || !reflect.DeepEqual(got, call) {
		t.Errorf("%+v, %v", got, err)
	}
	h := replyHeader{id: 7, usage: Usage{Wall: 1, CPU: 2, PeakMemory: 3}, total: 4, flags: flagClean}
	_, body, err = readFrame(bytes.NewReader(encodeReply(kindReply, h, []byte("result"))), 1<<10)
	if err != nil {
		t.Fatal(err)
	}
	if got, payload, err := decodeReply(body); err != nil || got != h || string(payload) != "result" {
		t.Errorf("%+v, %q, %v", got, payload, err)
	}
}

func TestFrameBounds(t *testing.T) {
	if _, _, err := readFrame(bytes.NewReader([]byte{1, 1, 0, 0, 'R'}), 256); !errors.Is(err, errFrame) {
		t.Errorf("a byte too much: %v", err)
	}
	if _, _, err := readFrame(bytes.NewReader([]byte{2, 0, 0, 0, 'R', 1}), 256); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a byte too few: %v", err)
	}
	// A length without bytes must not make the reader allocate what it says.
	head := []byte{0, 0, 0, 4, 'R'} // 64 MiB
	if n := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			_, _, _ = readFrame(bytes.NewReader(head), 64<<20)
		}
	}).AllocedBytesPerOp(); n > 1<<20 {
		t.Errorf("%d bytes were allocated for a frame that never came", n)
	}
}

func TestCausesHaveNumbers(t *testing.T) {
	for n, cause := range endedCauses {
		if causeNumber(cause) != n {
			t.Errorf("%s: %d and %d", cause, n, causeNumber(cause))
		}
	}
	if endedCauses[causeNumber(Lost)] != "" {
		t.Error("a cause without a number got one of another")
	}
}

// FuzzFrames reads whatever a worker that was taken over may send.
func FuzzFrames(f *testing.F) {
	call := callFrame{id: 1, session: 1, limits: CallLimits{Wall: 1, Memory: 1}, task: "t", payload: []byte("p")}
	f.Add(call.encode())
	f.Add(encodeReply(kindReply, replyHeader{id: 1}, []byte("x")))
	f.Add(encodeID(kindEmit, 1, 'x'))
	f.Add([]byte{255, 255, 255, 255, 'R'})
	f.Fuzz(func(t *testing.T, b []byte) {
		_, body, err := readFrame(bytes.NewReader(b), 1<<16)
		if err != nil {
			return
		}
		if len(body) > 1<<16 {
			t.Fatalf("%d bytes", len(body))
		}
		_, _, _ = decodeReply(body)
		_, _, _ = decodeID(body)
		if c, err := decodeCall(body); err == nil {
			if again, err := decodeCall(c.encode()[frameHeader:]); err != nil || !reflect.DeepEqual(again, c) {
				t.Fatalf("%+v, %v", again, err)
			}
		}
	})
}
