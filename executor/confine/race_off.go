// SPDX-License-Identifier: Apache-2.0

//go:build !race

package confine

// raceBuild says that the program was built with the race detector, whose shadow memory needs an address space without limit.
const raceBuild = false
