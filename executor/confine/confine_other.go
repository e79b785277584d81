// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package confine

import (
	"errors"
	"os"
	"runtime"
)

// errNotHere says why a layer is missing.
var errNotHere = errors.New("not available on " + runtime.GOOS + ": a worker there is a process of its own with deadlines and a watchdog, and no more")

// Apply reports that no layer exists on this system. A worker here has a process of its own, deadlines and a watchdog, and
// all the rights of its user: code that breaks out of the engine has them too.
func Apply(Options) Layers {
	var layers Layers
	for _, name := range []string{LayerDescriptors, LayerLimits, LayerUser, LayerCapabilities, LayerNoNewPrivs, LayerSeccomp, LayerProbe} {
		layers.add(name, true, "", errNotHere)
	}
	return layers
}

// Start starts a child. There are no namespaces on this system.
func Start(c Child) (*os.Process, Layer, error) {
	p, err := os.StartProcess(c.Path, c.Args, &os.ProcAttr{
		Dir: rootDir(), Env: c.Env, Files: []*os.File{c.Files[0], c.Files[1], c.Files[2]},
	})
	return p, Layer{Name: LayerNamespaces, Error: errNotHere.Error()}, err
}

// rootDir returns a directory that always exists.
func rootDir() string {
	if runtime.GOOS == "windows" {
		return os.TempDir()
	}
	return "/"
}
