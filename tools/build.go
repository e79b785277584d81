// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"
)

type buildOptions struct {
	force   bool
	verbose bool
}

// build makes build/caddy from xcaddy.json. It does nothing when the inputs and the binary are those of the last good
// build. The binary is put in place by a rename, so that a failed build leaves the former one whole.
func (c *checkout) build(ctx context.Context, o buildOptions) error {
	p, err := readPlan(c.root)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.out, 0o755); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	inputs, err := c.inputsDigest(ctx)
	if err != nil {
		return err
	}
	if !o.force && c.isFresh(inputs) {
		fmt.Println("build: nothing changed,", c.binary, "is up to date")
		return nil
	}
	fmt.Printf("build: Caddy %s", p.CaddyVersion)
	for _, d := range p.Plugins {
		fmt.Printf(" + %s", d)
	}
	fmt.Println("\nbuild: the first time takes some minutes")
	start := time.Now()
	next := c.binary + ".next"
	if err := c.compile(ctx, p, next, o.verbose); err != nil {
		return err
	}
	sum, err := fileDigest(next)
	if err != nil {
		return fmt.Errorf("build: %w", err)
	}
	if err := os.Rename(next, c.binary); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	if err := os.WriteFile(c.digest, freshness(inputs, sum), 0o644); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	fmt.Printf("build: %s in %s\n", c.binary, time.Since(start).Round(100*time.Millisecond))
	return nil
}

// isFresh says whether the binary in place is the one made from these inputs.
func (c *checkout) isFresh(inputs string) bool {
	recorded, err := os.ReadFile(c.digest)
	if err != nil {
		return false
	}
	sum, err := fileDigest(c.binary)
	return err == nil && bytes.Equal(recorded, freshness(inputs, sum))
}

func freshness(inputs, binary string) []byte {
	return fmt.Appendf(nil, "inputs %s\nbinary %s\n", inputs, binary)
}

// compile lets xcaddy build into the file output. Its words go to build/build.log unless verbose, and the end of
// them to standard error when it fails.
func (c *checkout) compile(ctx context.Context, p *plan, output string, verbose bool) error {
	// On macOS xcaddy works in a folder below the current one; build/ is ignored by git and by the go command's "./...".
	if err := os.Chdir(c.out); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	// A workspace above the checkout would override the versions that xcaddy.json names.
	os.Setenv("GOWORK", "off")
	if verbose {
		if err := p.Build(ctx, output); err != nil {
			return fmt.Errorf("build: %w", err)
		}
		return nil
	}
	name := filepath.Join(c.out, "build.log")
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("build: %w", err)
	}
	defer f.Close()
	defer everyHalfMinute(time.Now(), os.Stdout)()

	// xcaddy hands os.Stdout and os.Stderr to the commands it starts and has no other way to redirect them.
	stdout, stderr := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = f, f
	log.SetOutput(f)
	err = p.Build(ctx, output)
	os.Stdout, os.Stderr = stdout, stderr
	log.SetOutput(stderr)
	if err != nil {
		printTail(os.Stderr, name, 40)
		return fmt.Errorf("build: %w (the whole output is in %s)", err, name)
	}
	return nil
}

// everyHalfMinute tells a waiting person, or a build machine that ends silent jobs, that work goes on.
func everyHalfMinute(start time.Time, w *os.File) (stop func()) {
	ticker, done := time.NewTicker(30*time.Second), make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				fmt.Fprintf(w, "build: still compiling after %s\n", time.Since(start).Round(time.Second))
			case <-done:
				return
			}
		}
	}()
	return func() { ticker.Stop(); close(done) }
}

// printTail writes the last n lines of the named file.
func printTail(w *os.File, name string, n int) {
	data, err := os.ReadFile(name)
	if err != nil {
		fmt.Fprintln(w, err)
		return
	}
	lines := bytes.Split(bytes.TrimRight(data, "\n"), []byte("\n"))
	if len(lines) > n {
		lines = lines[len(lines)-n:]
	}
	fmt.Fprintf(w, "%s\n", bytes.Join(lines, []byte("\n")))
}
