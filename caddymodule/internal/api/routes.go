// SPDX-License-Identifier: Apache-2.0

package api

import (
	"fmt"
	"net/http"
	"strings"
)

// route is one door of the service.
type route struct {
	method, path string
	// tree says that everything below the path belongs to the route too.
	tree    bool
	summary string
	serve   func(*Service, http.ResponseWriter, *http.Request)
}

// routes returns all doors there are, in the order in which they are listed everywhere. It is no variable, since the doors
// themselves list them.
func routes() []route {
	return []route{
		{http.MethodGet, "/", false, "what this service is, and that it lives", (*Service).root},
		{http.MethodGet, "/health", false, "workers, sandbox layers and queue", (*Service).health},
		{http.MethodGet, "/healthz", false, "200 while the process serves", (*Service).healthz},
		{http.MethodGet, "/readyz", false, "200 while a program could run now, else 503", (*Service).readyz},
		{http.MethodPost, "/execute", false, "judge a program and run it when the policy lets it", (*Service).execute},
		{http.MethodPost, "/analyze", false, "judge a program without running it", (*Service).analyze},
		{http.MethodGet, "/languages", false, "the languages that run", (*Service).languages},
		{http.MethodGet, "/security/policy", false, "limits, rules and layers in force", (*Service).securityPolicy},
		{http.MethodGet, "/examples", false, "programs to try", (*Service).examples},
		{http.MethodGet, "/ui", true, "the playground page", (*Service).page},
	}
}

// Routes lists method and path of every route.
func Routes() []string {
	var out []string
	for _, rt := range routes() {
		out = append(out, rt.method+" "+rt.path)
	}
	return out
}

// RoutesTable returns the routes as a Markdown table.
func RoutesTable() string {
	var b strings.Builder
	b.WriteString("| route | answers |\n|---|---|\n")
	for _, rt := range routes() {
		fmt.Fprintf(&b, "| `%s %s` | %s |\n", rt.method, rt.path, rt.summary)
	}
	return b.String()
}

// allow answers a request whose route exists, but not for its method.
func allow(w http.ResponseWriter, r *http.Request, methods []string) {
	for _, m := range methods {
		if m == http.MethodGet {
			methods = append(methods, http.MethodHead)
			break
		}
	}
	allowed := strings.Join(methods, ", ")
	w.Header().Set("Allow", allowed)
	if r.Method == http.MethodOptions {
		// Not a preflight for another site: those are answered by the Caddyfile, where CORS is decided.
		w.WriteHeader(http.StatusNoContent)
		return
	}
	WriteProblem(w, r, NewProblem("method-not-allowed", fmt.Sprintf("%s is not allowed on %s: want %s", shorten([]byte(r.Method)), shorten([]byte(r.URL.Path)), allowed)))
}
