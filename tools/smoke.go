// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// reply is an answer of the running site; fields is its JSON object, nil when it was none.
type reply struct {
	status int
	media  string
	body   string
	fields map[string]any
}

// check is one request and what its answer has to be; want returns what is wrong, empty when nothing is.
type check struct {
	name   string
	method string
	path   string
	media  string // Content-Type; empty with an empty body
	body   string
	status int
	want   func(reply) string
}

const jsonMedia = "application/json"

// smokeChecks go from the plain to the hostile and end with the first request again: an honest program has to get its
// right answer after all that came before.
var smokeChecks = []check{
	{"health", "GET", "/health", "", "", 200, has("status", "ok")},
	{"service", "GET", "/", "", "", 200, has("status", "healthy")},
	{"languages", "GET", "/languages", "", "", 200, mentions(`"javascript"`)},
	{"policy", "GET", "/security/policy", "", "", 200, mentions(`"max_execution_time"`)},
	{"playground", "GET", "/ui", "", "", 200, isHTML},
	{"honest program", "POST", "/execute", jsonMedia, hello, 200, isHello},
	{"thrown error", "POST", "/execute", jsonMedia, `{"code":"throw new TypeError('no')"}`, 200, all(has("success", false), has("exit_code", 1.0), mentions("TypeError"))},
	{"blocked program", "POST", "/execute", jsonMedia, `{"code":"globalThis['ev' + 'al']('1')"}`, 400, isBlocked},
	{"endless loop", "POST", "/execute", jsonMedia, `{"code":"let i = 0; while (i >= 0) { i = (i + 1) % 10 }","timeout":0.5}`, 200, all(has("success", false), has("exit_code", 124.0))},
	{"memory bomb", "POST", "/execute", jsonMedia, `{"code":"let s = 'ab'; for (let i = 0; i < 40; i++) s += s; s.length","timeout":5}`, 200, has("success", false)},
	{"malformed body", "POST", "/execute", jsonMedia, `{"code":`, 400, hasText("error")},
	{"wrong media type", "POST", "/execute", "text/plain", hello, 415, hasText("error")},
	{"wrong method", "GET", "/execute", "", "", 405, hasText("error")},
	{"unknown route", "GET", "/no/such/route", "", "", 404, hasText("error")},
	{"honest program again", "POST", "/execute", jsonMedia, hello, 200, isHello},
}

// smoke sends a handful of requests to the site that run started, and looks that the binary has every module that
// xcaddy.json names.
func (c *checkout) smoke(ctx context.Context, config string) error {
	pid, err := c.running()
	if err != nil {
		return fmt.Errorf("smoke: %w", err)
	}
	if pid == 0 {
		return errors.New("smoke: nothing runs that was started from here; make run starts it")
	}
	sites, err := c.adapt(ctx, config)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(sites, func(s site) bool { return s.healthy(ctx) == http.StatusOK })
	if i < 0 {
		return errors.New("smoke: no site answers /health")
	}
	passed, failed := 0, 0
	report := func(name, wrong string) {
		if wrong == "" {
			passed++
			fmt.Println("ok   ", name)
			return
		}
		failed++
		fmt.Printf("FAIL  %s: %s\n", name, wrong)
	}
	report("modules of the binary", c.missingModules(ctx))
	for _, ck := range smokeChecks {
		report(ck.name, ck.run(ctx, sites[i]))
	}
	if now, err := c.running(); err != nil || now != pid {
		report("same process at the end", fmt.Sprintf("it was %d, now it is %d (%v)", pid, now, err))
	} else {
		report("same process at the end", "")
	}
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		fmt.Fprintf(os.Stderr, "smoke: the end of %s:\n", c.log)
		printTail(os.Stderr, c.log, 20)
		return errors.New("smoke: the site does not answer as it should")
	}
	return nil
}

// missingModules names the modules of xcaddy.json that "caddy list-modules" does not print.
func (c *checkout) missingModules(ctx context.Context) string {
	p, err := readPlan(c.root)
	if err != nil {
		return err.Error()
	}
	out, err := exec.CommandContext(ctx, c.binary, "list-modules").Output()
	if err != nil {
		return commandError(err).Error()
	}
	listed := strings.Fields(string(out))
	var missing []string
	for _, id := range p.Caddy.Modules {
		if !slices.Contains(listed, id) {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 {
		return "not in list-modules: " + strings.Join(missing, ", ")
	}
	return ""
}

func (ck check) run(ctx context.Context, s site) string {
	req, err := http.NewRequestWithContext(ctx, ck.method, s.url(ck.path), strings.NewReader(ck.body))
	if err != nil {
		return err.Error()
	}
	if ck.media != "" {
		req.Header.Set("Content-Type", ck.media)
	}
	resp, err := s.client(20 * time.Second).Do(req)
	if err != nil {
		return err.Error()
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return err.Error()
	}
	r := reply{status: resp.StatusCode, body: string(data)}
	r.media, _, _ = mime.ParseMediaType(resp.Header.Get("Content-Type"))
	_ = json.Unmarshal(data, &r.fields)
	wrong := ""
	if r.status != ck.status {
		wrong = fmt.Sprintf("status %d instead of %d", r.status, ck.status)
	} else {
		wrong = ck.want(r)
	}
	if wrong == "" {
		return ""
	}
	return fmt.Sprintf("%s; answer: %.500s", wrong, r.body)
}

func all(wants ...func(reply) string) func(reply) string {
	return func(r reply) string {
		for _, want := range wants {
			if wrong := want(r); wrong != "" {
				return wrong
			}
		}
		return ""
	}
}

// has compares a member of the JSON answer; numbers are float64.
func has(member string, value any) func(reply) string {
	return func(r reply) string {
		if got, ok := r.fields[member]; !ok || got != value {
			return fmt.Sprintf("%s is %v, want %v", member, got, value)
		}
		return ""
	}
}

func hasText(member string) func(reply) string {
	return func(r reply) string {
		if text, _ := r.fields[member].(string); text == "" {
			return member + " is no text"
		}
		return ""
	}
}

func mentions(text string) func(reply) string {
	return func(r reply) string {
		if !strings.Contains(r.body, text) {
			return "does not mention " + text
		}
		return ""
	}
}

func isHTML(r reply) string {
	if r.media != "text/html" || !strings.Contains(strings.ToLower(r.body), "<!doctype html>") {
		return fmt.Sprintf("media type %q is no HTML page", r.media)
	}
	return ""
}

func isHello(r reply) string {
	return all(has("success", true), has("exit_code", 0.0), has("result", 4.0), hasText("output"), func(r reply) string {
		if out := strings.TrimSpace(r.fields["output"].(string)); out != "Hello World" {
			return fmt.Sprintf("output is %q", out)
		}
		return ""
	})(r)
}

func isBlocked(r reply) string {
	return all(has("success", false), has("exit_code", 1.0), has("error", "Code blocked by security policy"), func(r reply) string {
		report, _ := r.fields["security_report"].(map[string]any)
		if report["allowed"] != false {
			return fmt.Sprintf("security_report.allowed is %v", report["allowed"])
		}
		violations, _ := report["violations"].([]any)
		if len(violations) == 0 {
			return "security_report.violations is empty"
		}
		if first, _ := violations[0].(map[string]any); first["line"] != 1.0 {
			return fmt.Sprintf("the first violation is on line %v", first["line"])
		}
		return ""
	})(r)
}
