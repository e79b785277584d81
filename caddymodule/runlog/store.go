// SPDX-License-Identifier: Apache-2.0

// Package runlog keeps a record of every submission, blocked ones too.
//
// It promises that Append never blocks a verdict for longer than a memory copy, and that what Recent returns is what was
// appended. The memory store forgets the oldest record when it is full and everything when the process ends.
package runlog

import (
	"context"
	"errors"
	"time"
)

// Record is one submission as it is remembered. It never holds the code itself.
type Record struct {
	ID        string    `json:"id"`
	Time      time.Time `json:"time"`
	Origin    string    `json:"origin"`
	Principal string    `json:"principal,omitempty"`
	Policy    string    `json:"policy"`
	// PolicyVersion is the version of the policy that judged it.
	PolicyVersion string `json:"policy_version"`
	Language      string `json:"language"`
	SHA256        string `json:"sha256"`
	SourceBytes   int    `json:"source_bytes"`
	// Verdict is pass, warn or block.
	Verdict    string   `json:"verdict"`
	Rules      []string `json:"rules,omitempty"`
	Complexity int      `json:"complexity"`
	// Reason says how the run ended; empty when nothing was to run.
	Reason      string        `json:"reason,omitempty"`
	ExitCode    int           `json:"exit_code"`
	OutputBytes int64         `json:"output_bytes,omitempty"`
	Duration    time.Duration `json:"duration_ns"`
}

// ErrClosed is returned by a store after Close.
var ErrClosed = errors.New("run log is closed")

// Store remembers records. Implementations are safe for concurrent use.
type Store interface {
	// Append remembers r. An error means r is not remembered; the caller counts it and goes on.
	Append(ctx context.Context, r Record) error
	// Recent returns at most n records, newest first.
	Recent(ctx context.Context, n int) ([]Record, error)
	// Close frees what the store holds. It may be called once.
	Close() error
}
