// SPDX-License-Identifier: Apache-2.0

//go:build !race

package worker

// raceBuild says that the tests run with the race detector.
const raceBuild = false
