//go:build !unix

package main

import "github.com/rogpeppe/go-internal/testscript"

// makeFIFO fails: there are no named pipes in the file system, and scripts ask for [unix] before.
func makeFIFO(ts *testscript.TestScript, neg bool, args []string) { ts.Fatalf("no named pipes") }
