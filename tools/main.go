// SPDX-License-Identifier: Apache-2.0

// Command tools builds Caddy from xcaddy.json, starts and stops it, runs the tests and drives a running site.
// The Makefile is its caller; it needs nothing but Go on the PATH and a module proxy (or a filled module cache).
// It keeps what it makes in build/ at the checkout's root and promises nothing to other programs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

const usage = `usage: tools <verb> [flags]

  build   build Caddy as xcaddy.json says into build/caddy, unless nothing changed
  run     build, start it with the Caddyfile, wait until it answers
  stop    stop what run started
  smoke   send requests to the running site and check the answers
  test    run every test of the checkout and count them; arguments go to "go test"
`

// errUsage is returned for a command line that makes no sense; the text has been printed already.
var errUsage = errors.New("usage")

func main() {
	// A second interrupt ends the program the ordinary way: NotifyContext stops listening once it fired.
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, cancel)
	err := dispatch(ctx, os.Args[1:])
	cancel()
	switch {
	case err == nil:
	case errors.Is(err, errUsage):
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "tools:", err)
		os.Exit(1)
	}
}

func dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		fmt.Fprint(os.Stderr, usage)
		return errUsage
	}
	root, err := findRoot()
	if err != nil {
		return err
	}
	c := newCheckout(root)
	verb, args := args[0], args[1:]
	fs := flag.NewFlagSet(verb, flag.ContinueOnError)
	switch verb {
	case "build":
		force := fs.Bool("force", false, "build even when nothing changed")
		verbose := fs.Bool("v", false, "show the output of the go command")
		if fs.Parse(args) != nil {
			return errUsage
		}
		return c.build(ctx, buildOptions{force: *force, verbose: *verbose})
	case "run":
		config := fs.String("config", "Caddyfile", "the Caddyfile, relative to the checkout's root")
		if fs.Parse(args) != nil {
			return errUsage
		}
		if err := c.build(ctx, buildOptions{}); err != nil {
			return err
		}
		return c.run(ctx, *config)
	case "stop":
		if fs.Parse(args) != nil {
			return errUsage
		}
		return c.stop()
	case "smoke":
		config := fs.String("config", "Caddyfile", "the Caddyfile the site was started with")
		if fs.Parse(args) != nil {
			return errUsage
		}
		return c.smoke(ctx, *config)
	case "test":
		return c.test(ctx, args)
	}
	fmt.Fprintf(os.Stderr, "unknown verb %q\n\n%s", verb, usage)
	return errUsage
}

// checkout holds the paths the verbs work on; all are absolute.
type checkout struct {
	root   string // where xcaddy.json is
	out    string // build/, ignored by git
	binary string // build/caddy
	digest string // build/caddy.digest: inputs and binary of the last good build
	pid    string // build/caddy.pid: of the process that run started
	log    string // build/caddy.log: its output
}

func newCheckout(root string) *checkout {
	out := filepath.Join(root, "build")
	return &checkout{
		root:   root,
		out:    out,
		binary: filepath.Join(out, "caddy"+exeSuffix),
		digest: filepath.Join(out, "caddy.digest"),
		pid:    filepath.Join(out, "caddy.pid"),
		log:    filepath.Join(out, "caddy.log"),
	}
}

// findRoot looks upwards for xcaddy.json: "go -C tools run ." starts in tools/.
func findRoot() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, planFile)); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("find checkout: no %s in %s or above it", planFile, start)
		}
	}
}
