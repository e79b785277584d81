// SPDX-License-Identifier: Apache-2.0

// Package ir is the one representation of code that every front end lowers into and every rule reads from.
package ir
