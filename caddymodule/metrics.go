// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

// metrics are kept for the life of the process: Caddy makes a new registry for every configuration, and the numbers go
// on. Labels are names of the configuration or of closed lists, never what a client chose.
var metrics = struct {
	scans, violations, uninspected *prometheus.CounterVec
	scanDuration, codeSize         *prometheus.HistogramVec
	executions, rejected           *prometheus.CounterVec
	executionDuration              *prometheus.HistogramVec
}{
	scans: counter("code_interceptor", "scans_total",
		"Snippets judged, by what the policy decided.", "policy", "language", "decision"),
	violations: counter("code_interceptor", "violations_total",
		"Findings that the policy did not ignore.", "policy", "rule", "severity"),
	uninspected: counter("code_interceptor", "uninspected_total",
		"Requests that could not be inspected, blocked or not.", "policy", "reason"),
	scanDuration: histogram("code_interceptor", "scan_duration_seconds",
		"Time from submission to verdict.", prometheus.ExponentialBucketsRange(50e-6, 1, 15), "language"),
	codeSize: histogram("code_interceptor", "code_size_bytes",
		"Size of the snippets judged.", prometheus.ExponentialBuckets(64, 4, 9), "language"),
	executions: counter("code_sandbox", "executions_total",
		"Programs handed in to run, by how that ended.", "language", "result"),
	executionDuration: histogram("code_sandbox", "execution_duration_seconds",
		"Wall time of the programs that were started.", prometheus.ExponentialBucketsRange(100e-6, 30, 18), "language"),
	rejected: counter("code_sandbox", "rejected_total",
		"Submissions that got no verdict.", "reason"),
}

func counter(subsystem, name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(
		prometheus.CounterOpts{Namespace: "caddy", Subsystem: subsystem, Name: name, Help: help}, labels)
}

func histogram(subsystem, name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(
		prometheus.HistogramOpts{Namespace: "caddy", Subsystem: subsystem, Name: name, Help: help, Buckets: buckets}, labels)
}

// registerMetrics puts the metrics into the registry of one configuration; being there already is no error.
func registerMetrics(registry prometheus.Registerer) error {
	for _, c := range []prometheus.Collector{
		metrics.scans, metrics.violations, metrics.uninspected, metrics.scanDuration, metrics.codeSize,
		metrics.executions, metrics.executionDuration, metrics.rejected,
	} {
		if err := registry.Register(c); err != nil {
			if already, ok := errors.AsType[prometheus.AlreadyRegisteredError](err); !ok || already.ExistingCollector != c {
				return err
			}
		}
	}
	return nil
}

// observeScan counts a verdict.
func observeScan(v *gateway.Verdict) {
	for i := range v.Judged {
		j := &v.Judged[i]
		language := j.Report.Language
		if i == 0 {
			metrics.scanDuration.WithLabelValues(language).Observe(v.Elapsed.Seconds())
		}
		metrics.codeSize.WithLabelValues(language).Observe(float64(len(j.Snippet.Source)))
		metrics.scans.WithLabelValues(v.Policy, language, decisionOf(j.Decision.Would)).Inc()
		for k := range j.Decision.Findings {
			f := &j.Decision.Findings[k]
			metrics.violations.WithLabelValues(v.Policy, f.Rule, f.Severity.String()).Inc()
		}
	}
}

// observeRun counts a run; the verdict before it is counted by observeScan.
func observeRun(x *gateway.Execution) {
	language := ""
	if len(x.Verdict.Judged) > 0 {
		language = x.Verdict.Judged[0].Report.Language
	}
	metrics.executions.WithLabelValues(language, string(x.Outcome.Reason)).Inc()
	if x.Outcome.Started {
		metrics.executionDuration.WithLabelValues(language).Observe(x.Outcome.Usage.Wall.Seconds())
	}
}

// observeRejection counts a submission that got no verdict.
func observeRejection(err error) {
	code := "internal"
	if r := gateway.AsRejection(err); r != nil {
		code = r.Code
	}
	metrics.rejected.WithLabelValues(code).Inc()
}

// observeUninspected counts a request that could not be inspected.
func observeUninspected(policy string, why reason) {
	metrics.uninspected.WithLabelValues(policy, string(why)).Inc()
}
