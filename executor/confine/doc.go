// SPDX-License-Identifier: Apache-2.0

// Package confine locks a worker process in, layer by layer, and says truthfully which layers hold.
//
// The parent starts the process with Start, which adds namespaces where the kernel allows them. The child calls Apply once,
// after everything that needs the outside world: Apply takes rights away and then tries to get out (the probe). Each layer
// stands alone, and none is assumed: a layer is reported as on only when its effect was seen.
//
// What it promises on Linux when all essential layers are on: code in the process, even native code, opens no file and no
// socket, starts no program, reaches no other process and gains no right. What it does not promise: protection against
// faults of the kernel itself, or against what can be observed through time. On other systems there is nothing to apply;
// Apply says so and only best effort mode serves there.
package confine
