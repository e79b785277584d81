// SPDX-License-Identifier: Apache-2.0

package confine

import "os"

// Child says what Start is to start.
type Child struct {
	// Path is the program, Args its arguments with its name first.
	Path string
	Args []string
	// Env is the whole environment of the child.
	Env []string
	// Files become descriptors 0, 1, 2. They stay the caller's to close.
	Files [3]*os.File
}
