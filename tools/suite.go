// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// binaryVariable tells tests that drive a whole server which binary to start.
const binaryVariable = "CODE_INTERCEPTOR_CADDY"

// test builds the binary and runs the tests of this module and of tools/, then prints how many passed and failed. The
// arguments go to "go test"; arguments after "--" name packages instead of "./...". Results are never taken from the go
// command's cache: it does not see what the tests start.
func (c *checkout) test(ctx context.Context, args []string) error {
	if err := c.build(ctx, buildOptions{}); err != nil {
		return err
	}
	packages := []string{"./..."}
	if i := slices.Index(args, "--"); i >= 0 {
		args, packages = args[:i], args[i+1:]
	}
	flags := []string{"-count=1", "-timeout=20m"}
	env := append(os.Environ(), binaryVariable+"="+c.binary)
	if !slices.Contains(args, "-race") {
		// The settings xcaddy builds with: its compiled packages are used again, which halves the time on a fresh machine.
		flags = append(flags, "-trimpath", "-tags="+buildTags)
		env = append(env, "CGO_ENABLED=0")
	} else {
		env = append(env, "CGO_ENABLED=1") // the race detector is written in C
	}
	flags = append(flags, args...)
	t := newTally(os.Stdout)
	var failures []error
	runs := []struct {
		dir      string
		packages []string
	}{{c.root, packages}}
	if slices.Equal(packages, []string{"./..."}) {
		runs = append(runs, struct {
			dir      string
			packages []string
		}{filepath.Join(c.root, "tools"), packages})
	}
	for _, r := range runs {
		cmd := exec.CommandContext(ctx, "go", slices.Concat([]string{"test", "-json"}, flags, r.packages)...)
		cmd.Dir, cmd.Env, cmd.Stderr = r.dir, env, os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			return fmt.Errorf("test: %w", err)
		}
		if err := cmd.Start(); err != nil {
			return fmt.Errorf("test: %w", err)
		}
		readErr := t.read(out)
		failures = append(failures, readErr, cmd.Wait())
	}
	passed, failed, skipped := t.count()
	line := fmt.Sprintf("%d passed, %d failed", passed, failed)
	if skipped > 0 {
		line += fmt.Sprintf(", %d skipped", skipped)
	}
	fmt.Println(line)
	if err := errors.Join(failures...); err != nil {
		return fmt.Errorf("test: %w", err)
	}
	if failed > 0 || passed == 0 {
		return errors.New("test: not everything passed")
	}
	return nil
}

// tally prints what "go test" would print and counts the tests from its events.
type tally struct {
	w       io.Writer
	results map[testName]string
	output  map[testName]*strings.Builder
}

// testName is a test or subtest; with an empty test, the package.
type testName struct{ pkg, test string }

func newTally(w io.Writer) *tally {
	return &tally{w: w, results: map[testName]string{}, output: map[testName]*strings.Builder{}}
}

// read takes the events of one "go test -json" until the end. Lines that are no events are printed as they are.
func (t *tally) read(r io.Reader) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		var e struct{ Action, Package, Test, Output string }
		if json.Unmarshal(line, &e) == nil {
			t.event(e.Action, testName{e.Package, e.Test}, e.Output)
		} else if len(line) > 0 {
			fmt.Fprintf(t.w, "%s", line)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read test events: %w", err)
		}
	}
}

func (t *tally) event(action string, name testName, output string) {
	switch action {
	case "output":
		if t.output[name] == nil {
			t.output[name] = &strings.Builder{}
		}
		t.output[name].WriteString(output)
	case "build-output":
		fmt.Fprint(t.w, output)
	case "pass", "fail", "skip":
		t.results[name] = action
		if name.test == "" {
			t.finishPackage(name.pkg, action)
		}
	}
}

// finishPackage prints everything about a failed package, in order of test names, and one line about any other.
func (t *tally) finishPackage(pkg, action string) {
	var names []testName
	for name := range t.output {
		if name.pkg == pkg {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b testName) int { return cmp.Compare(a.test, b.test) })
	for _, name := range names {
		text := t.output[name].String()
		delete(t.output, name)
		switch {
		case name.test == "" && action == "fail":
			defer fmt.Fprint(t.w, text)
		case name.test == "":
			for line := range strings.Lines(text) {
				if strings.HasPrefix(line, "ok ") {
					fmt.Fprint(t.w, line)
				}
			}
		case action == "fail" && t.results[name] != "pass" && t.results[name] != "skip":
			fmt.Fprint(t.w, text) // failed, or still running when the process ended
		}
	}
}

// count counts tests without subtests, and what failed on its own: a test all of whose subtests passed, or a package
// that ended without any failed test (it did not compile, or its process died).
func (t *tally) count() (passed, failed, skipped int) {
	parents := map[testName]bool{}
	blamed := map[testName]bool{} // something below failed too
	for name, result := range t.results {
		for up := name; up.test != ""; {
			i := strings.LastIndexByte(up.test, '/')
			up.test = up.test[:max(i, 0)]
			parents[up] = true
			if result == "fail" {
				blamed[up] = true
			}
		}
	}
	for name, result := range t.results {
		switch {
		case result == "fail" && !blamed[name]:
			failed++
		case name.test == "" || parents[name]:
		case result == "pass":
			passed++
		case result == "skip":
			skipped++
		}
	}
	return passed, failed, skipped
}
