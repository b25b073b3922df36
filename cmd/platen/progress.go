package main

import (
	"fmt"
	"io"
)

// A progress shows on a terminal what is going on. Off, it prints nothing.
type progress struct {
	w  io.Writer
	on bool
}

// phase replaces the line; "" takes it away.
func (p *progress) phase(s string) {
	if p.on {
		fmt.Fprintf(p.w, "\r\x1b[K%s", printable(s))
	}
}
