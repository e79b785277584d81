// SPDX-License-Identifier: Apache-2.0

// Package api is the REST face of the gateway: the routes, the wire types and the problems.
//
// The wire types exist once, here; every answer about code, a blocked one too, is built by View. User code that fails is
// never an HTTP error; every error there is has one shape (Problem). The package knows net/http and no Caddy.
package api
