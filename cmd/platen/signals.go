package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/run"
)

// grace is how long an interrupted run may take to stop by itself.
const grace = 900 * time.Millisecond

// endBySignal cancels the run at the first signal. Whoever does not stop in time, or gets a second signal, is ended
// here; temporary files are swept first.
func endBySignal(cancel func(), open *run.Folders) {
	ch := make(chan os.Signal, 2)
	signal.Notify(ch, os.Interrupt, syscall.SIGTERM)
	<-ch
	cancel()
	select {
	case <-ch:
	case <-time.After(grace):
	}
	open.Sweep()
	os.Exit(report.ExitInterrupted)
}
