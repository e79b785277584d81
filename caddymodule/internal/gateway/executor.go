// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"fmt"
	"runtime"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/worker"
)

// ExecutorConfig is what an executor needs besides its workers. The zero value of a field means its default.
type ExecutorConfig struct {
	// Default are the limits of a run whose caller wishes nothing. Its Memory, Output and Result are ceilings too.
	Default executor.Limits
	// MaxWall is the longest wall time a caller may ask for. Default 30 s. A shorter MaxWall lowers Default.Wall.
	MaxWall time.Duration
	// Analysis is how long the snippets of one submission may be analyzed, all together. What is not judged by then blocks;
	// the last one may take as long again. Default 2 s.
	Analysis time.Duration
	// Concurrency is how many programs may run at once; one client may have all but one of them. Default: one more than
	// there are processors, so that one client can use them all and another still gets in.
	Concurrency int
	// Queue is how many submissions may wait for a worker, each at most QueueWait. Defaults 64 and 2 s.
	Queue     int
	QueueWait time.Duration
}

// The defaults of ExecutorConfig.
const (
	DefaultAnalysis  = 2 * time.Second
	DefaultQueue     = 64
	DefaultQueueWait = 2 * time.Second
)

// WithDefaults returns c with its zero fields set.
func (c ExecutorConfig) WithDefaults() ExecutorConfig {
	c.Default = c.Default.WithDefaults()
	if c.MaxWall == 0 {
		c.MaxWall = max(executor.CeilingWall, c.Default.Wall)
	}
	c.Default.Wall = min(c.Default.Wall, c.MaxWall)
	if c.Analysis == 0 {
		c.Analysis = DefaultAnalysis
	}
	if c.Concurrency == 0 {
		c.Concurrency = min(runtime.NumCPU()+1, 256)
	}
	if c.Queue == 0 {
		c.Queue = DefaultQueue
	}
	if c.QueueWait == 0 {
		c.QueueWait = DefaultQueueWait
	}
	return c
}

// Validate reports the first field that is outside its bounds.
func (c ExecutorConfig) Validate() error {
	if err := c.Default.Validate(); err != nil {
		return err
	}
	switch {
	case c.MaxWall < time.Millisecond || c.MaxWall > time.Hour:
		return fmt.Errorf("highest timeout %v: want 1ms to 1h", c.MaxWall)
	case c.Analysis < 10*time.Millisecond || c.Analysis > time.Minute:
		return fmt.Errorf("analysis timeout %v: want 10ms to 1m", c.Analysis)
	case c.Concurrency < 1 || c.Concurrency > 1024:
		return fmt.Errorf("concurrency %d: want 1 to 1024", c.Concurrency)
	case c.Queue < 0 || c.Queue > 1<<16:
		return fmt.Errorf("queue %d: want 0 to 65536", c.Queue)
	case c.QueueWait < 0 || c.QueueWait > time.Minute:
		return fmt.Errorf("queue wait %v: want 0 to 1m", c.QueueWait)
	}
	return nil
}

// compileGrace is how much longer a worker waits for a run than the program may take: the program is compiled within the
// same call, and its own clock starts after that.
const compileGrace = 50 * time.Millisecond

// LongestCall is the longest that any call to a worker may take.
func (c ExecutorConfig) LongestCall() time.Duration { return max(c.MaxWall+compileGrace, c.Analysis) }

// PoolSize is how many workers serve c: those that may run programs at once, and two more for analysis.
func (c ExecutorConfig) PoolSize() int { return c.Concurrency + 2 }

// InForce returns the limits of a run whose caller wishes for wish: defaults where it wishes nothing, and never above
// what the executor allows.
func (c ExecutorConfig) InForce(wish executor.Limits) executor.Limits {
	pick := func(wish, byDefault, ceiling int64) int64 {
		if wish <= 0 {
			return byDefault
		}
		return min(wish, ceiling)
	}
	return executor.Limits{
		Wall:   time.Duration(pick(int64(wish.Wall), int64(c.Default.Wall), int64(c.MaxWall))),
		Memory: pick(wish.Memory, c.Default.Memory, c.Default.Memory),
		Output: pick(wish.Output, c.Default.Output, c.Default.Output),
		Result: pick(wish.Result, c.Default.Result, c.Default.Result),
	}
}

// Executor runs approved programs on a pool of workers, behind a queue. It is safe for concurrent use.
type Executor struct {
	Config ExecutorConfig
	pool   *worker.Pool
	runs   *queue
	scans  *queue
}

// NewExecutor returns an executor over pool, which stays the caller's to close. cfg must have passed Validate.
func NewExecutor(cfg ExecutorConfig, pool *worker.Pool) *Executor {
	return &Executor{
		Config: cfg,
		pool:   pool,
		runs:   newQueue(cfg.Concurrency, cfg.Queue, cfg.QueueWait),
		// A scan holds a worker for about a millisecond, so many more may wait than run.
		scans: newQueue(cfg.PoolSize(), max(256, cfg.Queue), cfg.QueueWait),
	}
}

// Load is what an executor is busy with at a moment.
type Load struct {
	Running int           `json:"running"`
	Queued  int           `json:"queued"`
	Workers worker.Status `json:"workers"`
}

// Load returns what e is busy with.
func (e *Executor) Load() Load {
	return Load{Running: e.runs.inside(), Queued: e.runs.depth() + e.scans.depth(), Workers: e.pool.Status()}
}

// Ready says whether a program handed in now would start now: a place to run and a worker are free.
func (e *Executor) Ready() bool {
	return e.runs.inside() < e.Config.Concurrency && e.pool.Status().Ready > 0
}

// Alive says whether there are workers at all, busy or not.
func (e *Executor) Alive() bool {
	s := e.pool.Status()
	return s.Ready+s.Busy > 0
}
