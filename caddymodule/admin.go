// SPDX-License-Identifier: Apache-2.0

package caddymodule

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/caddyserver/caddy/v2"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/gateway"
)

func init() { caddy.RegisterModule(new(Admin)) }

// Admin serves /code_interceptor/ on Caddy's admin endpoint: status and recent records.
type Admin struct{}

// CaddyModule names the admin API.
func (*Admin) CaddyModule() caddy.ModuleInfo {
	return caddy.ModuleInfo{ID: "admin.api.code_interceptor", New: func() caddy.Module { return new(Admin) }}
}

// Routes lists what is served.
func (a *Admin) Routes() []caddy.AdminRoute {
	get := func(serve func(*http.Request, *App, *gateway.Gateway) (any, error)) caddy.AdminHandler {
		return caddy.AdminHandlerFunc(func(w http.ResponseWriter, r *http.Request) error {
			if r.Method != http.MethodGet {
				return caddy.APIError{HTTPStatus: http.StatusMethodNotAllowed, Err: fmt.Errorf("method %s: want GET", r.Method)}
			}
			app, gw, err := activeGateway(r)
			if err != nil {
				return err
			}
			body, err := serve(r, app, gw)
			if err != nil {
				return err
			}
			w.Header().Set("Content-Type", "application/json")
			return json.NewEncoder(w).Encode(body)
		})
	}
	return []caddy.AdminRoute{
		{Pattern: "/code_interceptor/status", Handler: get(adminStatus)},
		{Pattern: "/code_interceptor/records", Handler: get(adminRecords)},
	}
}

// activeGateway finds the gateway of the configuration that is running now: this module may be provisioned before it.
func activeGateway(r *http.Request) (*App, *gateway.Gateway, error) {
	found, err := caddy.ActiveContext().AppIfConfigured("code_interceptor")
	app, ok := found.(*App)
	if err != nil || !ok {
		return nil, nil, caddy.APIError{HTTPStatus: http.StatusNotFound, Err: fmt.Errorf("the running configuration does not use the code interceptor")}
	}
	gw, err := app.gateway(r.Context())
	if err != nil {
		return nil, nil, caddy.APIError{HTTPStatus: http.StatusServiceUnavailable, Err: err}
	}
	return app, gw, nil
}

func adminStatus(_ *http.Request, app *App, gw *gateway.Gateway) (any, error) {
	load := map[string]gateway.Load{}
	for _, name := range gw.ExecutorNames() {
		load[name] = gw.Executor(name).Load()
	}
	versions := map[string]string{}
	for _, name := range gw.Policies().Names() {
		versions[name] = gw.Policies().Get(name).Version()
	}
	return map[string]any{
		"version": Version, "environment": app.Environment, "executors": load, "policies": versions,
		"default_policy": gw.Policies().Get("").Name, "engines": gw.Engines(),
	}, nil
}

// maxAdminRecords is how many records one request may ask for.
const maxAdminRecords = 1000

func adminRecords(r *http.Request, _ *App, gw *gateway.Gateway) (any, error) {
	n := 100
	if s := r.URL.Query().Get("n"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil || n < 1 || n > maxAdminRecords {
			return nil, caddy.APIError{HTTPStatus: http.StatusBadRequest, Err: fmt.Errorf("n=%q: want 1 to %d", s, maxAdminRecords)}
		}
	}
	records, err := gw.Records(r.Context(), n)
	if err != nil {
		return nil, caddy.APIError{HTTPStatus: http.StatusServiceUnavailable, Err: err}
	}
	return map[string]any{"records": records}, nil
}

// Interface guards
var (
	_ caddy.Module      = (*Admin)(nil)
	_ caddy.AdminRouter = (*Admin)(nil)
)
