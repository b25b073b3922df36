//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreSizeSignal makes a write beyond the size that files may have (ulimit -f) an error as on a full disk,
// instead of the end of the process.
func ignoreSizeSignal() { signal.Ignore(syscall.SIGXFSZ) }
