// SPDX-License-Identifier: Apache-2.0

package analysistest_test

import (
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/analysistest"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/rules"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/standard"
)

// The floors only rise.
const (
	documentFloor = 152
	honestFloor   = 39
	hostileFloor  = 243
)

func TestDocuments(t *testing.T) {
	a := standard.New()
	checked := 0
	for _, r := range standard.Rules() {
		document, ok := rules.Document(r.ID)
		if !ok {
			t.Errorf("%s has no document", r.ID)
			continue
		}
		t.Run(r.ID, func(t *testing.T) { checked += analysistest.Document(t, a, r.ID, document) })
	}
	if checked < documentFloor {
		t.Errorf("only %d expectations in all documents, fewer than %d", checked, documentFloor)
	}
	t.Logf("%d expectations", checked)
}

func TestCorpus(t *testing.T) {
	analysistest.Corpus(t, standard.New(), &analyzer.Policy{}, "../testdata", honestFloor, hostileFloor)
}
