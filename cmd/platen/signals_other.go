//go:build !unix

package main

// ignoreSignals does nothing where there are no such signals.
func ignoreSignals() {}
