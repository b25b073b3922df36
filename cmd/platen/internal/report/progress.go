package report

import (
	"fmt"
	"io"
	"path"
	"sync"
	"time"

	"platen/cmd/platen/internal/options"
)

// A progress says what is going on: on a terminal in one line that changes, or in plain lines, or not at all. It is
// safe for concurrent use.
type progress struct {
	w        io.Writer
	plain    bool          // whole lines, for logs
	interval time.Duration // between two; 0: nothing is said
	now      func() time.Time

	mu     sync.Mutex
	what   string // "reading guide"
	shown  bool   // a line stands on the terminal
	ended  chan struct{}
	begun  time.Time
	last   time.Time      // of the last step
	single bool           // there is one input
	inputs map[Source]int // their pages
	extent map[string]int // what a page costs in a format, by the format's extension; "" is reading it
	total  int            // pages
	work   int            // what all pages cost
	steps  int            // what was done, as far as it is seen file by file
	whole  int            // what the inputs that are finished cost
	ready  int            // inputs that are finished
}

// How often a line is shown.
const (
	liveInterval  = 200 * time.Millisecond
	plainInterval = 10 * time.Second
)

// newProgress returns the progress that --progress asks for.
func newProgress(o *options.Options, w io.Writer, env func(string) string) *progress {
	p := &progress{w: w, now: time.Now}
	switch {
	case o.Progress == "none" || o.Quiet || o.Diagnostics != "" && o.Progress == "":
	case o.Progress == "plain":
		p.plain, p.interval = true, plainInterval
	case IsTerminal(w) && env("TERM") != "dumb":
		p.interval = liveInterval
	}
	return p
}

// pageCost is what a page costs to read and in each format, in about the same unit: most time goes to setting type.
func pageCost() map[string]int {
	m := map[string]int{"": 2}
	for _, f := range options.Formats() {
		m[f.Exts[0]] = f.Cost
	}
	return m
}

// Active reports whether anything is said.
func (p *progress) Active() bool { return p.interval > 0 }

// Begin starts with what there is to do: the pages of each input. formats are the extensions of the formats that are made.
func (p *progress) Begin(pages map[Source]int, formats []string) {
	if !p.Active() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	cost := pageCost()
	p.extent, p.inputs, p.single = map[string]int{"": cost[""]}, pages, len(pages) == 1
	for _, ext := range formats {
		p.extent[ext] = cost[ext]
	}
	for _, n := range pages {
		p.total += n
	}
	p.work = p.total * p.perPage()
	p.begun = p.now()
	p.last = p.begun
	p.ended = make(chan struct{})
	go p.tick(p.ended)
}

// perPage is what a page costs in all formats.
func (p *progress) perPage() int {
	n := 0
	for _, cost := range p.extent {
		n += cost
	}
	return n
}

// tick shows a line from time to time.
func (p *progress) tick(ended chan struct{}) {
	t := time.NewTicker(p.interval)
	defer t.Stop()
	for {
		select {
		case <-ended:
			return
		case <-t.C:
			p.mu.Lock()
			select {
			case <-ended: // meanwhile
			default:
				p.show()
			}
			p.mu.Unlock()
		}
	}
}

// End takes the line away.
func (p *progress) End() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended != nil {
		close(p.ended)
		p.ended = nil
	}
	p.clear()
}

// Phase says what is done now.
func (p *progress) Phase(what string) {
	p.mu.Lock()
	p.what = what
	p.mu.Unlock()
}

// Read counts a page that was read, file one that was written.
func (p *progress) Read()            { p.step("") }
func (p *progress) File(name string) { p.step(path.Ext(name)) }

func (p *progress) step(ext string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended == nil || ext != "" && p.extent[ext] == 0 {
		return
	}
	n := 1
	if f, ok := options.FormatOf(ext); ok && f.Bound && p.single {
		n = p.total
	}
	p.steps += n * p.extent[ext]
	p.last = p.now()
}

// Finished counts an input that is done.
func (p *progress) Finished(in Source) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.whole += p.inputs[in] * p.perPage()
	p.ready++
	p.last = p.now()
}

// line returns what is shown.
func (p *progress) line() string {
	done := min(max(p.steps, p.whole), p.work)
	elapsed := p.last.Sub(p.begun).Seconds()
	s := p.what
	if !p.single {
		s = fmt.Sprintf("%d of %d guides", p.ready, len(p.inputs))
	}
	if p.work == 0 {
		return s
	}
	pages := p.total * done / p.work
	s += fmt.Sprintf(", %d of %s", pages, Count(p.total, "page"))
	if elapsed < 0.5 || done == 0 {
		return s
	}
	s += fmt.Sprintf(", %.0f/s", max(1, float64(pages)/elapsed))
	left := float64(p.work-done)*elapsed/float64(done) - p.now().Sub(p.last).Seconds()
	if left >= 1 {
		s += ", " + duration(left) + " left"
	}
	return s
}

// duration returns "12 s" or "3 min".
func duration(seconds float64) string {
	if seconds < 90 {
		return fmt.Sprintf("%.0f s", seconds)
	}
	return fmt.Sprintf("%.0f min", seconds/60)
}

// show prints the line. The caller holds the lock.
func (p *progress) show() {
	line := Printable(p.line())
	if p.plain {
		fmt.Fprintf(p.w, "platen: %s\n", line)
		return
	}
	width := 80
	if w := TerminalWidth(p.w); w > 10 {
		width = w
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", fit(line, width-1))
	p.shown = true
}

// clear takes the line off the terminal. The caller holds the lock.
func (p *progress) clear() {
	if p.shown {
		io.WriteString(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// A lined writer takes the progress's line away before anything else is printed where it stands.
type lined struct {
	io.Writer
	p *progress
}

func (l *lined) Write(b []byte) (int, error) {
	l.p.mu.Lock()
	defer l.p.mu.Unlock()
	l.p.clear()
	return l.Writer.Write(b)
}

// Fd returns the terminal's number, so that the writer counts as one.
func (l *lined) Fd() uintptr {
	if f, ok := l.Writer.(interface{ Fd() uintptr }); ok {
		return f.Fd()
	}
	return ^uintptr(0)
}
