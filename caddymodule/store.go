// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"fmt"

	"github.com/caddyserver/caddy/v2"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/runlog"
)

// StoreConfig says where submissions are remembered.
type StoreConfig struct {
	// Module is memory, the only store of this version.
	Module string `json:"module,omitempty"`
	// Records is how many of the newest submissions the memory store keeps. Default 1000.
	Records int `json:"records,omitempty"`
}

func (s *StoreConfig) validate() error {
	if s.Module != "" && s.Module != "memory" {
		return fmt.Errorf("%q is not a store of this version: want memory", redactURL(s.Module))
	}
	if s.Records < 0 || s.Records > 1_000_000 {
		return fmt.Errorf("records %d: want 1 to 1000000", s.Records)
	}
	return nil
}

// stores keeps run logs across reloads.
var stores = caddy.NewUsagePool()

type sharedStore struct{ runlog.Store }

// Destruct forgets the records when no configuration needs them any more.
func (s sharedStore) Destruct() error { return s.Close() }

func (s *StoreConfig) open() (runlog.Store, func(), error) {
	key := fmt.Sprintf("memory/%d", s.Records)
	value, _, err := stores.LoadOrNew(key, func() (caddy.Destructor, error) {
		return sharedStore{runlog.NewMemory(s.Records)}, nil
	})
	if err != nil {
		return nil, nil, err
	}
	return value.(sharedStore).Store, func() { _, _ = stores.Delete(key) }, nil
}
