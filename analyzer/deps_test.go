// SPDX-License-Identifier: Apache-2.0

package analyzer_test

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/code-interceptor/caddy-code-interceptor"

// everywhere is what no package of the analyzer may link, and why.
var everywhere = map[string]string{
	"net/http":                        "the analyzer does not know how code travels",
	"net":                             "judging code needs no network",
	"os/exec":                         "judging code starts nothing",
	"plugin":                          "judging code loads nothing",
	"github.com/caddyserver/caddy/v2": "only caddymodule knows Caddy",
	"go.uber.org/zap":                 "only caddymodule logs",
	"github.com/prometheus/client_golang/prometheus": "only caddymodule counts",
	"github.com/dop251/goja":                         "the engine runs code; only its parser may be here",
	module + "/executor":                             "analyzer and executor meet in the gateway only",
	module + "/caddymodule":                          "imports point one way",
}

// further is what single packages may not link, besides.
var further = map[string]map[string]string{
	"analyzer": {
		"github.com/dop251/goja/parser": "the vocabulary and the driver need the standard library only",
		module + "/analyzer/rules":      "the driver knows no rule",
		module + "/analyzer/javascript": "the driver knows no language",
		"testing":                       "tests stay out of programs",
	},
	"analyzer/ir":        {module + "/analyzer/rules": "facts do not know who reads them", "github.com/dop251/goja/parser": "facts are of no language"},
	"analyzer/admission": {module + "/analyzer/ir": "the scan comes before everything", "github.com/dop251/goja/parser": "the scan decides whether a parser may be called"},
	"analyzer/rules":     {"github.com/dop251/goja/parser": "rules see facts, never text", module + "/analyzer/javascript": "rules are of no front end", "testing": "tests stay out of programs"},
	"analyzer/javascript": {
		module + "/analyzer/rules": "a front end does not know what is looked for",
		"testing":                  "tests stay out of programs",
	},
	"analyzer/standard": {"testing": "tests stay out of programs"},
}

// onlyStandard are the packages that link nothing but the standard library and the analyzer's own.
var onlyStandard = map[string]bool{"analyzer": true, "analyzer/ir": true, "analyzer/rules": true, "analyzer/admission": true}

func TestImportsPointOneWay(t *testing.T) {
	for pkg, forbidden := range further {
		out, err := exec.Command("go", "list", "-deps", module+"/"+pkg).Output()
		if err != nil {
			t.Fatalf("go list %s: %v", pkg, err)
		}
		deps := strings.Fields(string(out))
		if len(deps) == 0 || deps[len(deps)-1] != module+"/"+pkg {
			t.Fatalf("go list %s gives %d packages", pkg, len(deps))
		}
		for _, dep := range deps {
			if why := forbidden[dep]; why != "" {
				t.Errorf("%s links %s: %s", pkg, dep, why)
			}
			for root, why := range everywhere {
				if dep == root || strings.HasPrefix(dep, root+"/") && root != "net" && root != "github.com/dop251/goja" {
					t.Errorf("%s links %s: %s", pkg, dep, why)
				}
			}
			if first, _, _ := strings.Cut(dep, "/"); onlyStandard[pkg] && strings.Contains(first, ".") && !strings.HasPrefix(dep, module+"/analyzer") {
				t.Errorf("%s links %s: it needs the standard library only", pkg, dep)
			}
		}
	}
}
