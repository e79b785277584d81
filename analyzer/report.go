// SPDX-License-Identifier: Apache-2.0

package analyzer

import (
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer/ir"
)

// Report is what analysis says of one snippet. It is a pure function of source and language, apart from Elapsed.
type Report struct {
	Language string `json:"language"`
	// SHA256 is the hexadecimal digest of the source's bytes.
	SHA256 string `json:"sha256"`
	// Findings are in source order. At most MaxFindings are kept; Truncated says that there were more.
	Findings  []Finding `json:"findings"`
	Truncated bool      `json:"truncated,omitempty"`
	// Complexity is computed from Metrics; see Complexity.
	Complexity int        `json:"complexity"`
	Metrics    ir.Metrics `json:"metrics"`
	// Parsed says that the whole source was understood. When false, a finding parse/... says why, and the code must not run.
	Parsed  bool          `json:"parsed"`
	Elapsed time.Duration `json:"elapsed_ns"`
}
