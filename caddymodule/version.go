// SPDX-License-Identifier: Apache-2.0

package caddymodule

// Version is the version of this module, as answers and metrics name it. The top entry of CHANGELOG.md is its entry.
const Version = "0.1.0"
