//go:build !unix

package main

// ignoreSizeSignal does nothing where there is no such signal.
func ignoreSizeSignal() {}
