// SPDX-License-Identifier: Apache-2.0

// Package gateway turns submissions into verdicts and, where a policy lets them, into runs.
//
// It is the one pipeline behind every door: REST, interceptor and page call Scan or Run and nothing else, so the same
// source under the same policy gets the same verdict everywhere. It knows no wire format, no HTTP and no Caddy.
//
// Source is parsed, analyzed and run in worker processes only. The tasks that a worker serves are composed here (Tasks);
// the parent asks for them and decides (Gateway). A program runs only after the parent has approved it, and the worker
// refuses to run anything else than the very source it prepared.
package gateway
