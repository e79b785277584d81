// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"
)

// BenchmarkCall is one session with one echo, the floor of every run.
func BenchmarkCall(b *testing.B) {
	for _, size := range []int{2 << 10, 64 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("%dKiB", size>>10), func(b *testing.B) {
			p := open(b, testConfig())
			payload := make([]byte, size)
			var times []time.Duration
			for b.Loop() {
				start := time.Now()
				s, err := p.Acquire(context.Background(), Long)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := s.Call(context.Background(), "echo", payload, CallLimits{}, nil); err != nil {
					b.Fatal(err)
				}
				s.Close()
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2])/1e6, "p50-ms")
			b.ReportMetric(float64(times[len(times)*99/100])/1e6, "p99-ms")
		})
	}
}

// BenchmarkSpawn is the time from nothing to a confined worker.
func BenchmarkSpawn(b *testing.B) {
	for b.Loop() {
		p, err := Open(testConfig())
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
