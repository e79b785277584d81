// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/analyzer/rules"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/api"
	"github.com/code-interceptor/caddy-code-interceptor/executor"
)

// Tables returns the tables of the README in Markdown, by name: routes, reasons, limits and rules. The code knows them
// better than a document does.
func Tables() map[string]string {
	return map[string]string{
		"routes": api.RoutesTable(), "reasons": reasonsTable(), "limits": limitsTable(), "rules": rules.Table(),
	}
}

func reasonsTable() string {
	var b strings.Builder
	b.WriteString("| `termination.reason` | `exit_code` | means |\n|---|---|---|\n")
	for _, r := range executor.Reasons() {
		fmt.Fprintf(&b, "| `%s` | %d | %s |\n", r, r.ExitCode(), r.Meaning())
	}
	return b.String()
}

func limitsTable() string {
	e := new(ExecutorConfig).gateway()
	size := func(n int64) string { return humanize.IBytes(uint64(n)) }
	var b strings.Builder
	b.WriteString("| limit | default | set by |\n|---|---|---|\n")
	for _, row := range [][3]string{
		{"time of a run", fmt.Sprintf("%v, ceiling %v", e.Default.Wall, e.MaxWall), "executor `timeout`"},
		{"memory of a run", size(e.Default.Memory), "executor `memory_limit`"},
		{"console output kept", size(e.Default.Output), "executor `output_limit`"},
		{"result kept", size(e.Default.Result), "executor `result_limit`"},
		{"source of one snippet", size(analyzer.DefaultMaxSource), "fixed"},
		{"analysis of one request", e.Analysis.String(), "executor `analysis_timeout`"},
		{"programs at once", "processors + 1; all but one of them for one client", "executor `concurrency`"},
		{"waiting submissions", fmt.Sprintf("%d, each at most %v", e.Queue, e.QueueWait), "executor `queue`"},
		{"findings", fmt.Sprint(analyzer.DefaultMaxViolations), "policy `max_violations`"},
		{"complexity", fmt.Sprint(analyzer.DefaultMaxComplexity), "policy `max_complexity`"},
		{"body read by `code_interceptor`", size(defaultMaxBody), "`max_body`"},
		{"body read by `code_sandbox`", size(defaultSandboxBody), "`max_body`"},
		{"snippets of one request", fmt.Sprintf("%d, %s in all", maxSnippets, size(maxSnippetBytes)), "fixed"},
	} {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", row[0], row[1], row[2])
	}
	return b.String()
}
