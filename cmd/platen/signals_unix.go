//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreSignals makes two signals errors of the write that they are about, instead of the end of the process in the
// middle of its outputs: a file beyond the size that files may have (ulimit -f), as on a full disk, and a pipe whose
// reader has gone.
func ignoreSignals() { signal.Ignore(syscall.SIGXFSZ, syscall.SIGPIPE) }
