// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

const (
	startWait = 60 * time.Second // Caddy answers in under a second; a loaded machine may need more
	settle    = 3 * time.Second  // how long an answer other than 200 to /health may still become one
)

// hello is the request that the printed curl line sends, and the first one that smoke sends.
const hello = `{"code":"console.log(\"Hello World\"); 2 + 2"}`

// run starts the built Caddy, detached from the terminal, in place of a former one, and returns when it answers. When
// it does not, run prints the end of its log, ends it and fails.
func (c *checkout) run(ctx context.Context, config string) error {
	sites, err := c.adapt(ctx, config)
	if err != nil {
		return err
	}
	former, err := c.running()
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	if former != 0 {
		if err := c.stop(); err != nil {
			return err
		}
	}
	if busy := firstInUse(sites); busy != "" {
		return fmt.Errorf("run: another program listens on %s; end it, or give the Caddyfile another port", busy)
	}

	logFile, err := os.Create(c.log)
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	defer logFile.Close()
	cmd := exec.Command(c.binary, "run", "--config", c.path(config), "--adapter", "caddyfile")
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.root, logFile, logFile
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("run: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if err := os.WriteFile(c.pid, []byte(strconv.Itoa(cmd.Process.Pid)+"\n"), 0o644); err != nil {
		_ = cmd.Process.Kill()
		return fmt.Errorf("run: %w", err)
	}

	s, healthy, err := awaitSite(ctx, sites, ended)
	if err != nil {
		fmt.Fprintf(os.Stderr, "run: the end of %s:\n", c.log)
		printTail(os.Stderr, c.log, 30)
		return errors.Join(fmt.Errorf("run: %w", err), c.stop())
	}
	c.printWelcome(s, healthy)
	return nil
}

// awaitSite asks every site until one answers /health with 200. An answer of another kind counts too when it stays:
// an application in front of which we stand need not have such a page.
func awaitSite(ctx context.Context, sites []site, ended <-chan error) (s site, healthy bool, err error) {
	deadline := time.Now().Add(startWait)
	var since time.Time
	for {
		var other *site
		for i, s := range sites {
			switch s.healthy(ctx) {
			case http.StatusOK:
				return s, true, nil
			case 0:
			default:
				if other == nil {
					other = &sites[i]
				}
			}
		}
		if other != nil && since.IsZero() {
			since = time.Now()
		}
		if other != nil && time.Since(since) > settle {
			return *other, false, nil
		}
		if time.Now().After(deadline) {
			return site{}, false, fmt.Errorf("nobody answers on %s after %s", sites[0].url("/health"), startWait)
		}
		select {
		case err := <-ended:
			return site{}, false, fmt.Errorf("the server ended instead of serving: %w", orExited(err))
		case <-ctx.Done():
			return site{}, false, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func orExited(err error) error {
	if err == nil {
		return errors.New("exit status 0")
	}
	return err
}

// firstInUse returns an address that somebody listens on already: asking it would mistake another program for ours.
func firstInUse(sites []site) string {
	for _, s := range sites {
		conn, err := net.DialTimeout("tcp", s.dial, time.Second)
		if err == nil {
			conn.Close()
			return s.dial
		}
	}
	return ""
}

func (c *checkout) printWelcome(s site, healthy bool) {
	if healthy {
		fmt.Printf("\nPlayground   %s\nTry          %s\n", s.url("/ui"), curlLine(s))
	} else {
		fmt.Printf("\nAnswers on   %s (there is no /health here)\n", s.url("/"))
	}
	fmt.Printf("Log          tail -f %s\nStop         make stop\n", c.log)
}

func curlLine(s site) string {
	options := ""
	if s.scheme == "https" {
		options += " -k" // the certificate is from Caddy's own authority
	}
	if s.host != "localhost" && net.ParseIP(s.host) == nil {
		options += " --connect-to ::" + s.dial
	}
	return fmt.Sprintf("curl -s%s %s -H 'Content-Type: application/json' -d '%s'",
		options, s.url("/execute"), strings.ReplaceAll(hello, "'", `'\''`))
}
