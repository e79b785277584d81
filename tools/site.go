// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// site is one way to reach a configured server: where it listens, and a host name that a route of it wants.
type site struct {
	scheme string // "http" or "https"
	host   string // as in the site's address; "localhost" where the address has none
	dial   string // host:port to connect to
}

func (s site) url(path string) string {
	_, port, _ := net.SplitHostPort(s.dial)
	if s.scheme == "http" && port == "80" || s.scheme == "https" && port == "443" {
		return s.scheme + "://" + s.host + path
	}
	return s.scheme + "://" + net.JoinHostPort(s.host, port) + path
}

// client returns a client that connects to the site's listener whatever its host name resolves to. The certificate is
// not checked: it comes from Caddy's own authority, made a moment ago on this machine, and so is in nobody's store.
func (s site) client(timeout time.Duration) *http.Client {
	return &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				var d net.Dialer
				return d.DialContext(ctx, network, s.dial)
			},
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
			ForceAttemptHTTP2: true,
			DisableKeepAlives: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// healthy asks for /health and returns the status, 0 when nobody speaks this scheme there.
func (s site) healthy(ctx context.Context) int {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url("/health"), nil)
	if err != nil {
		return 0
	}
	resp, err := s.client(2 * time.Second).Do(req)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 256))
	if resp.StatusCode == http.StatusBadRequest && strings.Contains(string(body), "HTTP request to an HTTPS server") {
		return 0
	}
	return resp.StatusCode
}

// adapt lets the built Caddy read a Caddyfile, relative to the root, and returns the ways to its sites. The environment
// counts: a Caddyfile may say {$PORT:8080}.
func (c *checkout) adapt(ctx context.Context, config string) ([]site, error) {
	config = c.path(config)
	if _, err := os.Stat(config); err != nil {
		return nil, fmt.Errorf("read sites: %w", err)
	}
	cmd := exec.CommandContext(ctx, c.binary, "adapt", "--config", config, "--adapter", "caddyfile")
	cmd.Dir = c.root
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("read sites: caddy adapt: %w", commandError(err))
	}
	sites, err := sitesOf(out)
	if err == nil && len(sites) == 0 {
		err = fmt.Errorf("read sites: %s configures no site on a TCP address", config)
	}
	return sites, err
}

func (c *checkout) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.root, name)
}

// sitesOf returns the ways to the servers of a JSON configuration, best first: without TLS before with, since such an
// address works in a browser without more ado, and localhost before names that may not resolve. Which servers speak
// TLS follows from many things in Caddy; both ways are returned for each, and who answers decides.
func sitesOf(adapted []byte) ([]site, error) {
	var config struct {
		Apps struct {
			HTTP struct {
				Servers map[string]struct {
					Listen []string `json:"listen"`
					Routes []struct {
						Match []struct {
							Host []string `json:"host"`
						} `json:"match"`
					} `json:"routes"`
				} `json:"servers"`
			} `json:"http"`
		} `json:"apps"`
	}
	if err := json.Unmarshal(adapted, &config); err != nil {
		return nil, fmt.Errorf("read sites: adapted configuration: %w", err)
	}
	var sites []site
	servers := config.Apps.HTTP.Servers
	for _, name := range slices.Sorted(maps.Keys(servers)) {
		var hosts []string
		for _, r := range servers[name].Routes {
			if len(r.Match) == 0 {
				hosts = append(hosts, "localhost")
			}
			for _, m := range r.Match {
				if len(m.Host) == 0 {
					hosts = append(hosts, "localhost")
				}
				hosts = append(hosts, m.Host...)
			}
		}
		for _, listen := range servers[name].Listen {
			dial, ok := dialAddress(listen)
			if !ok {
				continue
			}
			for _, host := range hosts {
				if !strings.ContainsAny(host, "*{") {
					sites = append(sites, site{"http", host, dial}, site{"https", host, dial})
				}
			}
		}
	}
	slices.SortStableFunc(sites, func(a, b site) int { return a.rank() - b.rank() })
	return slices.Compact(sites), nil
}

func (s site) rank() int {
	rank := 2
	if s.host == "localhost" {
		rank = 0
	} else if ip := net.ParseIP(s.host); ip != nil {
		rank = 1
	}
	if s.scheme == "https" {
		rank += 3
	}
	return rank
}

// dialAddress turns a listener address of Caddy's into one to connect to; false when it is no TCP address.
func dialAddress(listen string) (string, bool) {
	if network, address, ok := strings.Cut(listen, "/"); ok {
		if !strings.HasPrefix(network, "tcp") {
			return "", false
		}
		listen = address
	}
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", false
	}
	port, _, _ = strings.Cut(port, "-") // a range: the first will do
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), true
}
