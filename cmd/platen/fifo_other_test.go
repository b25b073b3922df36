//go:build !unix

package main

import "github.com/rogpeppe/go-internal/testscript"

// makeFIFO skips the test: there are no named pipes in the file system.
func makeFIFO(ts *testscript.TestScript, neg bool, args []string) { ts.Skip("no named pipes") }
