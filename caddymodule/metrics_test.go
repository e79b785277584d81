// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

func TestMetricsOutliveConfigurations(t *testing.T) {
	i, _, _ := setup(t, Interceptor{})
	count := func(registry *prometheus.Registry) (n float64) {
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range families {
			if f.GetName() != "caddy_code_interceptor_scans_total" {
				continue
			}
			for _, m := range f.GetMetric() {
				labels := map[string]string{}
				for _, l := range m.GetLabel() {
					labels[l.GetName()] = l.GetValue()
				}
				if labels["decision"] == decisionBlock && labels["policy"] == "standard" && labels["language"] == "javascript" {
					n += m.GetCounter().GetValue()
				}
			}
		}
		return n
	}
	first, second := prometheus.NewRegistry(), prometheus.NewRegistry()
	for _, registry := range []*prometheus.Registry{first, first, second} {
		if err := registerMetrics(registry); err != nil {
			t.Fatal(err)
		}
	}
	before := count(first)
	serve(i, post(codeBody(hostile))).wantStatus(t, 403)
	for _, registry := range []*prometheus.Registry{first, second} {
		if got := count(registry); got != before+1 {
			t.Errorf("%v blocks counted, want %v", got, before+1)
		}
	}

	other := prometheus.NewRegistry()
	other.MustRegister(prometheus.NewCounterVec(
		prometheus.CounterOpts{Namespace: "caddy", Subsystem: "code_interceptor", Name: "scans_total", Help: "x"}, []string{"a"}))
	if err := registerMetrics(other); err == nil {
		t.Error("a stranger's metric of the same name was taken for ours")
	}
}
