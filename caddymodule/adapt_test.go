// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/caddyconfig"
	_ "github.com/caddyserver/caddy/v2/modules/standard"
	_ "github.com/mholt/caddy-ratelimit"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata/adapt; read the diff")

// adaptCases is how many golden files there are at least; losing one must not pass unseen.
const adaptCases = 60

const separator = "\n----------\n"

// Each golden file is a Caddyfile, a line of dashes, and what becomes of it: the JSON, the error of the parser, or the error
// of the configuration when the parser has none.
func TestAdapt(t *testing.T) {
	files, err := filepath.Glob("testdata/adapt/*.caddyfiletest")
	if err != nil || len(files) < adaptCases {
		t.Fatalf("%d golden files (%v), want at least %d", len(files), err, adaptCases)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".caddyfiletest")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			input, want, found := strings.Cut(string(raw), separator)
			if !found && !*update {
				t.Fatalf("%s has no line of dashes", file)
			}
			input = strings.TrimRight(input, "\n") + "\n"
			got := adapt(input)
			if strings.HasPrefix(got, "{") == strings.Contains(name, "error") {
				t.Errorf("a file whose name says error holds one, and no other does: %s", got)
			}
			if *update {
				if err := os.WriteFile(file, []byte(strings.TrimRight(input, "\n")+separator+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// adapt returns what becomes of a Caddyfile.
func adapt(input string) string {
	cfg, warnings, err := caddyconfig.GetAdapter("caddyfile").Adapt([]byte(input), map[string]any{"filename": "Caddyfile"})
	if err != nil {
		return "parse error: " + err.Error() + "\n"
	}
	var b bytes.Buffer
	for _, w := range warnings {
		b.WriteString("warning: " + w.Message + "\n")
	}
	var parsed caddy.Config
	if err := json.Unmarshal(cfg, &parsed); err != nil {
		return "not a configuration: " + err.Error() + "\n"
	}
	if err := caddy.Validate(&parsed); err != nil {
		return "configuration error: " + err.Error() + "\n"
	}
	if err := json.Indent(&b, cfg, "", "\t"); err != nil {
		return err.Error()
	}
	return b.String() + "\n"
}
