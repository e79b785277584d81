// SPDX-License-Identifier: Apache-2.0

package executor

import (
	"fmt"
	"time"
)

// Limits are what a run may use. The zero value of a field means its default.
type Limits struct {
	// Wall is the wall clock time from start to end, preparation excluded. Default 10 s.
	Wall time.Duration `json:"wall_ns"`
	// Memory is the heap the run may hold, in bytes. Default 128 MiB. Without cgroups one allocation may overshoot it
	// up to twofold before the run is stopped.
	Memory int64 `json:"memory_bytes"`
	// Output is how much console output is kept, in bytes. Default 8 KiB. The rest is counted and not kept; a program that
	// writes more than Flood is stopped.
	Output int64 `json:"output_bytes"`
	// Result is how many bytes of the completion value's JSON are kept. Default 8 KiB.
	Result int64 `json:"result_bytes"`
}

// The defaults, and the hard ceilings that no configuration may exceed.
const (
	DefaultWall   = 10 * time.Second
	DefaultMemory = 128 << 20
	DefaultOutput = 8 << 10
	DefaultResult = 8 << 10

	// CeilingWall is the default ceiling of a caller's wish.
	CeilingWall = 30 * time.Second
)

// Flood returns how many bytes a program may write before it is stopped with OutputLimit: 64 times Output, at least 1 MiB.
// Since a line counts with its line end, this bounds the number of console calls too.
func (l Limits) Flood() int64 {
	return max(64*l.Output, 1<<20)
}

// WithDefaults returns l with its zero fields set.
func (l Limits) WithDefaults() Limits {
	if l.Wall == 0 {
		l.Wall = DefaultWall
	}
	if l.Memory == 0 {
		l.Memory = DefaultMemory
	}
	if l.Output == 0 {
		l.Output = DefaultOutput
	}
	if l.Result == 0 {
		l.Result = DefaultResult
	}
	return l
}

// Validate reports the first field that is outside its bounds.
func (l Limits) Validate() error {
	switch {
	case l.Wall < time.Millisecond || l.Wall > time.Hour:
		return fmt.Errorf("timeout %v: want 1ms to 1h", l.Wall)
	case l.Memory < 8<<20 || l.Memory > 8<<30:
		return fmt.Errorf("memory limit %d bytes: want 8 MiB to 8 GiB", l.Memory)
	case l.Output < 0 || l.Output > 4<<20:
		return fmt.Errorf("output limit %d bytes: want 0 to 4 MiB", l.Output)
	case l.Result < 0 || l.Result > 4<<20:
		return fmt.Errorf("result limit %d bytes: want 0 to 4 MiB", l.Result)
	}
	return nil
}
