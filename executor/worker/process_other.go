// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package worker

import (
	"os"
	"time"
)

// selfPath is empty: the program is found by its name.
const selfPath = ""

// processCPU returns 0: processor time is not limited and not reported on this system.
func processCPU() time.Duration { return 0 }

// residentSet returns 0: unknown.
func residentSet() int64 { return 0 }

// brokeFilter returns false: there is no filter.
func brokeFilter(*os.ProcessState) bool { return false }

// killedFromOutside returns false: unknown.
func killedFromOutside(*os.ProcessState) bool { return false }

// maxResident returns 0: unknown.
func maxResident(*os.ProcessState) int64 { return 0 }
