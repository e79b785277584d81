// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/caddyserver/caddy/v2"
	"go.uber.org/zap"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
	"github.com/code-interceptor/caddy-code-interceptor/executor/confine"
	"github.com/code-interceptor/caddy-code-interceptor/executor/worker"
)

// ExecutorConfig says how programs are run: their limits, how many at once, and how the workers are held.
type ExecutorConfig struct {
	// Timeout is the wall time of a run whose caller asks for none. Default 10s; never above MaxTimeout.
	Timeout caddy.Duration `json:"timeout,omitempty"`
	// MaxTimeout is the longest wall time a caller may ask for. Default 30s.
	MaxTimeout caddy.Duration `json:"max_timeout,omitempty"`
	// MemoryLimit is the heap a run may hold, in bytes, and the most a caller may ask for. Default 128 MiB.
	MemoryLimit int64 `json:"memory_limit,omitempty"`
	// OutputLimit is how many bytes of console output are kept, and the most a caller may ask for. Default 8 KiB.
	OutputLimit int64 `json:"output_limit,omitempty"`
	// ResultLimit is how many bytes of the result's JSON are kept. Default 8 KiB.
	ResultLimit int64 `json:"result_limit,omitempty"`
	// AnalysisTimeout is how long the code of one request may be analyzed before it is blocked. Default 2s.
	AnalysisTimeout caddy.Duration `json:"analysis_timeout,omitempty"`
	// Concurrency is how many programs may run at once. One client, told by principal or address, may have all but one
	// of them. Default: one more than there are processors. Two more workers are kept for analysis, so that it never
	// waits behind programs.
	Concurrency int `json:"concurrency,omitempty"`
	// Queue is how many submissions may wait, each at most QueueWait. Defaults 64 and 2s.
	Queue     int            `json:"queue,omitempty"`
	QueueWait caddy.Duration `json:"queue_wait,omitempty"`
	// Isolation is worker (a worker process serves several runs one after another, each with a fresh engine; the default)
	// or process (every submission has a process of its own).
	Isolation string `json:"isolation,omitempty"`
	// Recycle is after how many submissions a worker process is replaced. Default 200.
	Recycle int `json:"recycle,omitempty"`
	// Sandbox is strict (refuse to start when an essential layer of the sandbox is missing; the default on Linux) or
	// best_effort (start, and warn; the only choice elsewhere).
	Sandbox string `json:"sandbox,omitempty"`
}

// The words of ExecutorConfig.
var (
	isolationWords = []string{"worker", "process"}
	sandboxWords   = []string{string(confine.Strict), string(confine.BestEffort)}
)

func (e *ExecutorConfig) gateway() gateway.ExecutorConfig {
	return gateway.ExecutorConfig{
		Default: executor.Limits{
			// Zero fields mean the default; the executor package owns the numbers.
			Memory: e.MemoryLimit, Output: e.OutputLimit, Result: e.ResultLimit,
			Wall: timeDuration(e.Timeout),
		},
		MaxWall: timeDuration(e.MaxTimeout), Analysis: timeDuration(e.AnalysisTimeout),
		Concurrency: e.Concurrency, Queue: e.Queue, QueueWait: timeDuration(e.QueueWait),
	}.WithDefaults()
}

func (e *ExecutorConfig) validate() error {
	if err := e.gateway().Validate(); err != nil {
		return err
	}
	if err := oneOf("isolation", e.Isolation, isolationWords); err != nil {
		return err
	}
	if err := oneOf("sandbox", e.Sandbox, sandboxWords); err != nil {
		return err
	}
	if e.Recycle < 0 {
		return fmt.Errorf("recycle %d: want a number above 0", e.Recycle)
	}
	return nil
}

// pools keeps worker pools across reloads, by what their workers are started with.
var pools = caddy.NewUsagePool()

// sharedPool is a pool in pools.
type sharedPool struct{ *worker.Pool }

// Destruct ends the workers when no configuration needs them any more.
func (p sharedPool) Destruct() error { return p.Close() }

// openPool returns the pool of e, started if no living configuration has the same one, and how to give it back.
func (e *ExecutorConfig) openPool(logger *zap.Logger) (*worker.Pool, func(), error) {
	cfg := e.gateway()
	wc := worker.Config{
		// What a worker may hold is at least what an analysis needs; a smaller limit of runs is its watchdog's.
		Size: cfg.PoolSize(), Memory: max(cfg.Default.Memory, gateway.AnalysisMemory), Wall: cfg.LongestCall(),
		Recycle: e.Recycle, PerSession: e.Isolation == "process", Sandbox: confine.Mode(e.Sandbox),
		// Who may wait is the gateway's to say.
		Queue: 1 << 20,
		// The largest body there may be, and what output and result may grow to when JSON escapes every byte of them.
		MaxFrame: int(min(64<<20, largestSandboxBody+1<<20+6*(cfg.Default.Output+cfg.Default.Result))),
	}
	key, err := json.Marshal(wc) // before there is a logger in it
	if err != nil {
		return nil, nil, err
	}
	value, loaded, err := pools.LoadOrNew(string(key), func() (caddy.Destructor, error) {
		wc.Logger = slog.New(liveLog{name: "code_interceptor.workers"})
		pool, err := worker.Open(wc)
		if err != nil {
			return nil, err
		}
		return sharedPool{pool}, nil
	})
	if err != nil {
		return nil, nil, err
	}
	pool := value.(sharedPool).Pool
	if !loaded {
		logLayers(logger, pool.Status())
	}
	return pool, func() {
		if _, err := pools.Delete(string(key)); err != nil {
			logger.Error("the workers did not end cleanly", zap.Error(err))
		}
	}, nil
}

// logLayers says which layers of the sandbox this kernel gave, loudly when one is missing.
func logLayers(logger *zap.Logger, s worker.Status) {
	var on, off []string
	for _, layer := range s.Layers {
		if layer.On {
			on = append(on, layer.Name)
		} else {
			off = append(off, layer.Name)
		}
	}
	logger.Info("workers are ready", zap.Int("workers", s.Size), zap.Strings("sandbox_layers", on))
	if len(off) > 0 {
		logger.Warn("this system does not give every layer of the sandbox", zap.Strings("missing_layers", off))
	}
}
