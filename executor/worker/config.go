// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor/confine"
)

// Config says what a pool is. The zero value of a field means its default.
type Config struct {
	// Command is the program and all arguments of a worker. Its first argument must be Arg for IsWorker to know it. Default:
	// this very program with Arg.
	Command []string
	// Size is how many workers there are. Default: the number of processors and 2, at most 1024.
	Size int
	// Recycle is after how many sessions a worker is replaced. Default 200.
	Recycle int
	// PerSession replaces a worker after every session: no process ever sees two.
	PerSession bool
	// Memory is the highest CallLimits.Memory that any call may ask, in bytes. The kernel limits the address space of the
	// workers by it. Default 128 MiB.
	Memory int64
	// Wall is the highest CallLimits.Wall that any call may ask. Default 30 s.
	Wall time.Duration
	// Sandbox says whether an incomplete sandbox is accepted. Default: confine.DefaultMode.
	Sandbox confine.Mode
	// Nice is how much lower than this process's the priority of workers is, 0 to 19. Default 10; -1 means 0.
	Nice int
	// MaxFrame is the most bytes of one payload, one reply and one emitted chunk. Default 4 MiB, at most 64 MiB.
	MaxFrame int
	// MaxEmit is how many bytes one call may emit in all, each chunk counted as at least 64, before it is ended. Default 64 MiB.
	MaxEmit int64
	// Queue is how many callers of Acquire may wait. Default 16 for each worker; -1 means none.
	Queue int
	// StartTimeout is how long a worker may take until it is ready. Default 30 s.
	StartTimeout time.Duration
	// Logger receives what happens to workers. Default: nothing is logged.
	Logger *slog.Logger
}

// withDefaults returns c with its zero fields set, or what is wrong with it.
func (c Config) withDefaults() (Config, error) {
	if len(c.Command) == 0 {
		path := selfPath
		if path == "" {
			var err error
			if path, err = os.Executable(); err != nil {
				return c, fmt.Errorf("find this program: %w", err)
			}
		}
		c.Command = []string{path, Arg}
	}
	set(&c.Size, min(runtime.NumCPU()+2, 256))
	set(&c.Recycle, 200)
	if c.PerSession {
		c.Recycle = 1
	}
	set(&c.Memory, 128<<20)
	set(&c.Wall, 30*time.Second)
	set(&c.Sandbox, confine.DefaultMode())
	set(&c.Nice, 10)
	c.Nice = max(c.Nice, 0)
	set(&c.MaxFrame, 4<<20)
	set(&c.MaxEmit, 64<<20)
	set(&c.Queue, 16*c.Size)
	c.Queue = max(c.Queue, 0)
	set(&c.StartTimeout, 30*time.Second)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if err := c.Sandbox.Validate(); err != nil {
		return c, err
	}
	switch {
	case c.Size < 1 || c.Size > 1024:
		return c, fmt.Errorf("pool size %d: want 1 to 1024", c.Size)
	case c.Recycle < 1:
		return c, fmt.Errorf("recycle after %d sessions: want at least 1", c.Recycle)
	case c.Memory < 1<<20 || c.Memory > 64<<30:
		return c, fmt.Errorf("memory %d bytes: want 1 MiB to 64 GiB", c.Memory)
	case c.Wall < time.Millisecond || c.Wall > 24*time.Hour:
		return c, fmt.Errorf("longest call %v: want 1ms to 24h", c.Wall)
	case c.Nice > 19:
		return c, fmt.Errorf("nice %d: want 0 to 19", c.Nice)
	case c.MaxFrame < 1<<10 || c.MaxFrame > 64<<20:
		return c, fmt.Errorf("largest frame %d bytes: want 1 KiB to 64 MiB", c.MaxFrame)
	case c.MaxEmit < 0 || c.StartTimeout < 0:
		return c, fmt.Errorf("output bound %d and start timeout %v: want no negative values", c.MaxEmit, c.StartTimeout)
	}
	return c, nil
}

// set gives a zero field its default.
func set[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// lifetimeCPU is the processor time after which the kernel kills a worker. It guards against a parent that cannot: a worker
// is replaced when it has used half, and the other half is more than its last session can use with two processors.
func (c Config) lifetimeCPU() time.Duration { return 16*c.Wall + 2*time.Minute }

// limits fills in the defaults of a call's limits, or refuses them.
func (c Config) limits(l CallLimits) (CallLimits, error) {
	set(&l.Wall, min(10*time.Second, c.Wall))
	set(&l.Memory, c.Memory)
	switch {
	case l.Wall < 0 || l.Wall > c.Wall:
		return l, fmt.Errorf("%w: wall %v, at most %v", ErrLimits, l.Wall, c.Wall)
	case l.Memory < 0 || l.Memory > c.Memory:
		return l, fmt.Errorf("%w: memory %d, at most %d", ErrLimits, l.Memory, c.Memory)
	case l.CPU < 0:
		return l, fmt.Errorf("%w: negative processor time", ErrLimits)
	}
	return l, nil
}
