// SPDX-License-Identifier: Apache-2.0

// Package ir is the one representation of code that every front end lowers into and every rule reads from.
//
// It has two halves. Facts (Fact, Value, LoopFact) and Metrics are what leaves a front end; rules read nothing else.
// Tree is what a front end builds on the way: nodes in one flat arena in which children come before their parents,
// names resolved to bindings, each binding with every definition it may get its value from, and loops with the ways out
// of them. A Tree lives for one lowering, belongs to one goroutine and is never handed to rules.
//
// The package needs the standard library only and knows no language: what an operator or a member means is the
// business of the front end.
package ir
