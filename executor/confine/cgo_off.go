// SPDX-License-Identifier: Apache-2.0

//go:build !cgo

package confine

// cgoBuild says that the program was built with cgo: threads are then the C library's.
const cgoBuild = false
