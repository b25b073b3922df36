package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// A progress shows on a terminal what is going on. Off, it prints nothing. It is safe for concurrent use.
type progress struct {
	w  io.Writer
	on bool

	mu    sync.Mutex
	what  string
	files int
	shown time.Time
}

// progressWidth is how many bytes the line has at most, so that it does not wrap.
const progressWidth = 70

// phase begins a line; "" takes it away.
func (p *progress) phase(what string) {
	if !p.on {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what, p.files, p.shown = what, 0, time.Now()
	p.show()
}

// file counts a file that was written. The line changes ten times a second at most.
func (p *progress) file() {
	if !p.on {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files++
	if now := time.Now(); now.Sub(p.shown) > time.Second/10 {
		p.shown = now
		p.show()
	}
}

func (p *progress) show() {
	line := cut(printable(p.what), progressWidth)
	if p.files > 0 {
		line += fmt.Sprintf(" %d", p.files)
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
}
