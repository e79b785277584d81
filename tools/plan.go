// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/caddyserver/xcaddy"
)

const planFile = "xcaddy.json"

// plan is xcaddy.json: xcaddy's own Builder and the keys that describe the plugin.
type plan struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	License     string `json:"license"`
	Caddy       struct {
		Modules       []string `json:"modules"`
		Directives    []string `json:"directives"`
		GlobalOptions []string `json:"global_options"`
	} `json:"caddy"`
	Compatibility struct {
		Caddy string `json:"caddy"`
		Go    string `json:"go"`
	} `json:"compatibility"`

	xcaddy.Builder
}

// readPlan reads xcaddy.json of the checkout at root. A key that neither Builder nor plan has is an error: a misspelt
// one would otherwise give a binary that lacks something. Relative replacements are resolved against root, since
// xcaddy runs the go command in a folder of its own.
func readPlan(root string) (*plan, error) {
	data, err := os.ReadFile(filepath.Join(root, planFile))
	if err != nil {
		return nil, fmt.Errorf("read build plan: %w", err)
	}
	var p plan
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return nil, fmt.Errorf("read build plan: %s: %w", planFile, err)
	}
	if p.CaddyVersion == "" {
		return nil, fmt.Errorf("read build plan: %s: no caddy_version; without one the newest would be looked up", planFile)
	}
	for _, d := range p.Plugins {
		if d.PackagePath == "" || d.Version == "" {
			return nil, fmt.Errorf("read build plan: %s: plugin %q needs module_path and version", planFile, d)
		}
	}
	for i, r := range p.Replacements {
		if dir := string(r.New); dir == "." || strings.HasPrefix(dir, "./") || strings.HasPrefix(dir, "../") {
			p.Replacements[i].New = xcaddy.ReplacementPath(filepath.Join(root, filepath.FromSlash(dir)))
		}
	}
	return &p, nil
}
