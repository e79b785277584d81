// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package worker

// systemTasks are none where no sandbox is tested.
var systemTasks = Tasks{}
