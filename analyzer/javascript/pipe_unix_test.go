// SPDX-License-Identifier: Apache-2.0

//go:build unix

package javascript

import "syscall"

func makePipe(name string) error { return syscall.Mkfifo(name, 0o600) }
