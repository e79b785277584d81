// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/caddyserver/caddy/v2"
)

// A sandbox that other machines reach takes code from nobody it does not know, unless the operator wrote that it shall.
func TestStrangersAreRefused(t *testing.T) {
	tcp := func(ip string) net.Addr { return &net.TCPAddr{IP: net.ParseIP(ip), Port: 443} }
	udp := func(ip string) net.Addr { return &net.UDPAddr{IP: net.ParseIP(ip), Port: 443} }
	for _, tc := range []struct {
		name    string
		local   net.Addr
		remote  string
		user    string
		allowed bool
		want    bool
	}{
		{"loopback", tcp("127.0.0.1"), "127.0.0.1:5", "", false, true},
		{"another loopback address", tcp("127.8.9.10"), "127.0.0.1:5", "", false, true},
		{"loopback, version 6", tcp("::1"), "[::1]:5", "", false, true},
		{"unix socket", &net.UnixAddr{Name: "/run/x.sock", Net: "unix"}, "@", "", false, true},
		{"outside", tcp("192.0.2.1"), "192.0.2.9:5", "", false, false},
		{"outside, version 6", tcp("2001:db8::1"), "[2001:db8::9]:5", "", false, false},
		{"outside, signed in", tcp("192.0.2.1"), "192.0.2.9:5", "alice", false, true},
		{"outside, and meant", tcp("192.0.2.1"), "192.0.2.9:5", "", true, true},
		{"a remote address that says loopback does not help", tcp("192.0.2.1"), "127.0.0.1:5", "", false, false},
		{"HTTP/3 on all addresses, from here", udp("::"), "127.0.0.1:5", "", false, true},
		{"HTTP/3 on all addresses, from outside", udp("::"), "192.0.2.9:5", "", false, false},
		{"HTTP/3 on all addresses, from nobody knows where", udp("0.0.0.0"), "nonsense", "", false, false},
		{"no local address", nil, "127.0.0.1:5", "", false, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			repl := caddy.NewReplacer()
			if tc.user != "" {
				repl.Set("http.auth.user.id", tc.user)
			}
			ctx := context.WithValue(t.Context(), caddy.ReplacerCtxKey, repl)
			if tc.local != nil {
				ctx = context.WithValue(ctx, http.LocalAddrContextKey, tc.local)
			}
			r := httptest.NewRequest(http.MethodPost, "/execute", nil).WithContext(ctx)
			r.RemoteAddr = tc.remote
			// What a client writes about itself must not count.
			r.Header.Set("X-Forwarded-For", "127.0.0.1")
			r.Header.Set("Remote-User", "alice")
			r.Host = "localhost"
			s := &Sandbox{Principal: defaultPrincipal, AllowUnauthenticated: tc.allowed}
			p := s.refuse(r)
			if (p == nil) != tc.want {
				t.Fatalf("refused with %+v, want allowed %v", p, tc.want)
			}
			if p != nil && p.Status != http.StatusForbidden {
				t.Errorf("status %d, want 403", p.Status)
			}
		})
	}
}
