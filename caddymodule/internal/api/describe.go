// SPDX-License-Identifier: Apache-2.0

package api

import (
	"net/http"
	"time"

	"github.com/code-interceptor/caddy-code-interceptor/analyzer"
	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

const serviceName = "Code Interceptor for Caddy"

func (s *Service) root(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, r, http.StatusOK, struct {
		Status        string            `json:"status"`
		Service       string            `json:"service"`
		Version       string            `json:"version"`
		Timestamp     string            `json:"timestamp"`
		Environment   string            `json:"environment"`
		Engine        map[string]string `json:"engine"`
		PolicyVersion string            `json:"policy_version"`
	}{
		"healthy", serviceName, s.Version, time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), s.Environment,
		s.Gateway.Engines(), s.policy().Version(),
	}, false)
}

// Health is the answer of GET /health: what anybody may know. Counters and errors are the admin endpoint's.
type Health struct {
	Status string `json:"status"`
	// WorkersVersion keeps the name that older clients read.
	WorkersVersion string `json:"workers_version"`
	Ready          bool   `json:"ready"`
	Running        int    `json:"running"`
	Queued         int    `json:"queued"`
	Workers        int    `json:"workers"`
	// Sandbox is strict or best_effort; Layers says which of its layers this system gives.
	Sandbox string          `json:"sandbox"`
	Layers  map[string]bool `json:"layers"`
}

func (s *Service) health(w http.ResponseWriter, r *http.Request) {
	load := s.executor().Load()
	h := Health{
		Status: "ok", WorkersVersion: s.Version, Ready: s.executor().Ready(), Running: load.Running, Queued: load.Queued,
		Workers: load.Workers.Ready + load.Workers.Busy, Sandbox: string(load.Workers.Sandbox), Layers: layers(load),
	}
	status := http.StatusOK
	if !s.executor().Alive() {
		status, h.Status = http.StatusServiceUnavailable, "unavailable"
	}
	writeJSON(w, r, status, h, false)
}

func layers(load gateway.Load) map[string]bool {
	out := map[string]bool{}
	for _, layer := range load.Workers.Layers {
		out[layer.Name] = layer.On
	}
	return out
}

func (s *Service) healthz(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, r, http.StatusOK, map[string]string{"status": "ok"}, false)
}

func (s *Service) readyz(w http.ResponseWriter, r *http.Request) {
	if !s.executor().Ready() {
		WriteProblem(w, r, NewProblem("unavailable", "no worker is free at the moment"))
		return
	}
	writeJSON(w, r, http.StatusOK, map[string]string{"status": "ready"}, false)
}

// Language describes a language that runs.
type Language struct {
	Name              string  `json:"name"`
	Command           string  `json:"command"`
	FileExtension     string  `json:"file_extension"`
	TimeoutMultiplier float64 `json:"timeout_multiplier"`
	Available         bool    `json:"available"`
	Note              string  `json:"note,omitempty"`
}

var languageFacts = map[string]struct{ extension, note string }{
	"javascript": {".js", "ES2023 without modules; console, timers, promises, top-level await and `input`; no network, no files"},
}

func (s *Service) languages(w http.ResponseWriter, r *http.Request) {
	out := []Language{}
	for _, id := range s.Languages {
		engine, ok := s.Gateway.Engines()[id]
		out = append(out, Language{
			Name: id, Command: engine, FileExtension: languageFacts[id].extension, TimeoutMultiplier: 1, Available: ok,
			Note: languageFacts[id].note,
		})
	}
	writeJSON(w, r, http.StatusOK, map[string]any{"languages": out}, false)
}

// PolicyRule describes a rule and what the policy in force makes of it.
type PolicyRule struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Severity   string   `json:"severity"`
	Action     string   `json:"action"`
	Capability string   `json:"capability"`
	Languages  []string `json:"languages,omitempty"`
	CWE        int      `json:"cwe,omitempty"`
	Fix        string   `json:"fix,omitempty"`
}

func (s *Service) securityPolicy(w http.ResponseWriter, r *http.Request) {
	p, ex := s.policy(), s.executor()
	rules := make([]PolicyRule, 0, len(s.Rules))
	for _, rule := range s.Rules {
		judged := p.Decide(&analyzer.Report{Parsed: true, Findings: []analyzer.Finding{
			{Rule: rule.ID, Capability: rule.Capability, Severity: rule.Severity},
		}}).Findings
		if len(judged) == 0 {
			continue
		}
		rules = append(rules, PolicyRule{
			ID: rule.ID, Title: rule.Title, Severity: judged[0].Severity.String(), Action: judged[0].Action.String(),
			Capability: rule.Capability, Languages: rule.Languages, CWE: rule.CWE, Fix: rule.Fix,
		})
	}
	limits := ex.Config.InForce(ex.Config.Default)
	writeJSON(w, r, http.StatusOK, struct {
		MaxExecutionTime       float64      `json:"max_execution_time"`
		DefaultExecutionTime   float64      `json:"default_execution_time"`
		MaxMemoryMB            int64        `json:"max_memory_mb"`
		MaxOutputSize          int64        `json:"max_output_size"`
		MaxComplexity          int          `json:"max_complexity"`
		MaxViolations          int          `json:"max_violations"`
		MaxCodeSize            int64        `json:"max_code_size"`
		DangerousPatternsCount int          `json:"dangerous_patterns_count"`
		Environment            string       `json:"environment"`
		Name                   string       `json:"name"`
		Version                string       `json:"version"`
		Mode                   string       `json:"mode"`
		Rules                  []PolicyRule `json:"rules"`
		Sandbox                any          `json:"sandbox"`
		Limitations            []string     `json:"limitations"`
		SecurityFeatures       []string     `json:"security_features"`
	}{
		MaxExecutionTime: ex.Config.MaxWall.Seconds(), DefaultExecutionTime: limits.Wall.Seconds(),
		MaxMemoryMB: limits.Memory >> 20, MaxOutputSize: limits.Output,
		MaxComplexity: *p.MaxComplexity, MaxViolations: *p.MaxViolations, MaxCodeSize: analyzer.DefaultMaxSource,
		DangerousPatternsCount: len(rules), Environment: s.Environment,
		Name: p.Name, Version: p.Version(), Mode: string(p.Mode), Rules: rules, Sandbox: layers(ex.Load()),
		Limitations: []string{
			"No network, no files, no processes, no modules inside the sandbox",
			"Code generation from strings (eval, Function) is off inside the sandbox",
			"Isolation is a process under kernel filters, not a virtual machine",
		},
		SecurityFeatures: []string{
			"Analysis by parse tree, in a worker process", "A fresh engine for every run",
			"Wall clock, memory, output and complexity limits", "The reason a run ended is always told",
		},
	}, false)
}

func (s *Service) examples(w http.ResponseWriter, r *http.Request) {
	out := s.Examples
	if out == nil {
		out = []Example{}
	}
	writeJSON(w, r, http.StatusOK, out, false)
}

func (s *Service) page(w http.ResponseWriter, r *http.Request) {
	if s.Page == nil {
		p := NewProblem("not-found", "the page is switched off here")
		p.AvailableRoutes = Routes()
		WriteProblem(w, r, p)
		return
	}
	s.Page.ServeHTTP(w, r)
}
