// SPDX-License-Identifier: Apache-2.0

// Package analysistest runs rule documents and corpora of programs as tests.
//
// A document is run with Document: every line of a bad example says with // want what is to be reported there, and nothing
// else may be; nothing may be reported in a good one. A corpus is run with Corpus.
package analysistest
