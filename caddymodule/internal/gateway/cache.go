// SPDX-License-Identifier: Apache-2.0

package gateway

import (
	"container/list"
	"sync"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
)

// The bounds of a cache: how many reports it keeps, and how many findings a report may have to be kept. Together they
// bound its memory to some ten MiB.
const (
	cacheReports  = 4096
	cacheFindings = 10
)

// cache keeps the newest reports by what they are a pure function of: language and digest of the source. Policies are not
// part of it, since verdicts are made from the report every time. It is safe for concurrent use.
type cache struct {
	mu    sync.Mutex
	order *list.List // of *cached, the newest first
	byKey map[cacheKey]*list.Element
}

type cacheKey struct{ language, sha256 string }

type cached struct {
	key    cacheKey
	report analyzer.Report
}

func newCache() *cache {
	return &cache{order: list.New(), byKey: make(map[cacheKey]*list.Element)}
}

// get returns the report of a source. Its findings are shared: nobody may change them.
func (c *cache) get(language, sha256 string) (analyzer.Report, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[cacheKey{language, sha256}]
	if !ok {
		return analyzer.Report{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).report, true
}

// put keeps a report that a worker made. A report that says that the analysis failed for a reason which may pass is
// never handed here.
func (c *cache) put(language string, r analyzer.Report) {
	if len(r.Findings) > cacheFindings {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	key := cacheKey{language, r.SHA256}
	if e, ok := c.byKey[key]; ok {
		c.order.MoveToFront(e)
		return
	}
	c.byKey[key] = c.order.PushFront(&cached{key, r})
	if c.order.Len() > cacheReports {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.byKey, last.Value.(*cached).key)
	}
}
