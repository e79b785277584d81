// SPDX-License-Identifier: Apache-2.0

// Package browsertest drives a real Chromium in tests, over the DevTools protocol on a pipe: no port is opened, no
// library is needed, and the browser reaches nothing but the loopback addresses.
//
// It promises that a test gets a fresh profile, that every method ends within its time limit or fails the test, and that
// the browser is gone when the test is. What the page complained of (uncaught errors, console errors, violations of its
// Content-Security-Policy) and every URL it asked for are kept, so that a test can require that there was nothing.
//
// The browser is looked for on the PATH. A machine without one skips the test, unless CI=true or
// CODE_INTERCEPTOR_BROWSER=1 says that it must be there.
package browsertest
