// SPDX-License-Identifier: Apache-2.0

package confine

import (
	"fmt"
	"runtime"
	"strings"
	"time"
)

// Mode says what happens when an essential layer is missing.
type Mode string

// The modes.
const (
	// Strict refuses to serve when an essential layer is missing or the probe got out. The default on Linux.
	Strict Mode = "strict"
	// BestEffort serves with what the kernel gives, and warns. The only choice on other systems.
	BestEffort Mode = "best_effort"
)

// DefaultMode returns Strict on Linux and BestEffort elsewhere.
func DefaultMode() Mode {
	if runtime.GOOS == "linux" {
		return Strict
	}
	return BestEffort
}

// Validate reports a mode that does not exist; the empty mode means DefaultMode.
func (m Mode) Validate() error {
	switch m {
	case "", Strict, BestEffort:
		return nil
	}
	return fmt.Errorf("sandbox mode %q: want %s or %s", string(m), Strict, BestEffort)
}

// The names of the layers.
const (
	LayerDescriptors  = "descriptors"
	LayerLimits       = "rlimits"
	LayerPriority     = "priority"
	LayerNoNewPrivs   = "no_new_privs"
	LayerUser         = "user"
	LayerCapabilities = "capabilities"
	LayerLandlock     = "landlock"
	LayerSeccomp      = "seccomp"
	LayerProbe        = "probe"
	LayerNamespaces   = "namespaces"
)

// Layer is one way in which a worker is held, and whether it holds.
type Layer struct {
	Name string `json:"name"`
	// On says that the effect of the layer was seen.
	On bool `json:"on"`
	// Essential says that Strict refuses to serve without it.
	Essential bool `json:"essential"`
	// Detail says more when On: a version, a user. Empty when there is no more to say.
	Detail string `json:"detail,omitempty"`
	// Error says why it is not on.
	Error string `json:"error,omitempty"`
}

// Layers are the layers of one worker, in the order they were applied.
type Layers []Layer

// Missing returns the essential layers that are not on.
func (l Layers) Missing() Layers {
	var missing Layers
	for _, layer := range l {
		if layer.Essential && !layer.On {
			missing = append(missing, layer)
		}
	}
	return missing
}

// Off returns all layers that are not on.
func (l Layers) Off() Layers {
	var off Layers
	for _, layer := range l {
		if !layer.On {
			off = append(off, layer)
		}
	}
	return off
}

// String names the layers with their errors, for one line of a log.
func (l Layers) String() string {
	parts := make([]string, 0, len(l))
	for _, layer := range l {
		switch {
		case layer.On:
			parts = append(parts, layer.Name)
		default:
			parts = append(parts, layer.Name+" ("+layer.Error+")")
		}
	}
	return strings.Join(parts, ", ")
}

// add appends one layer; err nil means that it is on.
func (l *Layers) add(name string, essential bool, detail string, err error) {
	layer := Layer{Name: name, Essential: essential, On: err == nil}
	if err != nil {
		layer.Error = err.Error()
	} else {
		layer.Detail = detail
	}
	*l = append(*l, layer)
}

// Options are what Apply takes away beyond what it always takes.
type Options struct {
	// Memory is the most heap any call may ask for, in bytes. The address space is limited to its present size and two
	// and a half times as much more: a backstop behind the worker's own watchdog. 0 sets no such limit.
	Memory int64
	// CPU is the processor time after which the kernel kills the process, rounded up to seconds. 0 sets no such limit.
	CPU time.Duration
	// Nice lowers the priority, 0 to 19.
	Nice int
}
