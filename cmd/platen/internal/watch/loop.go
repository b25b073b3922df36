package watch

import (
	"context"
	"slices"
	"sync"
	"time"

	"platen/cmd/platen/internal/report"
)

// How long nothing may change before the pages that changed are shown, and before a build begins, and how long both wait
// at most when things keep changing. Editors write a file in several steps within some 10 ms: a page that is shown too
// early is shown again.
const (
	showTime  = 20 * time.Millisecond
	quietTime = 80 * time.Millisecond
	waitTime  = time.Second
)

// maxGivenUp is how many builds in a row are given up for newer changes: pages that nobody saves are to be right at
// some time, too, when something is saved again and again.
const maxGivenUp = 4

// changes are paths that something happened to, until the next build takes them. It is safe for concurrent use.
type changes struct {
	wake chan struct{} // has an element when there are some

	mu    sync.Mutex
	paths map[string]bool
	order []string
}

func NewChanges() *changes { return &changes{wake: make(chan struct{}, 1), paths: map[string]bool{}} }

// add notes a change.
func (c *changes) add(path string) {
	c.mu.Lock()
	if !c.paths[path] {
		c.paths[path] = true
		c.order = append(c.order, path)
	}
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// take returns the paths in the order of their first change, and forgets them.
func (c *changes) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	paths := c.order
	c.paths, c.order = map[string]bool{}, nil
	return paths
}

// A Loop builds again whenever what it is made from has changed. It looks at changes while a build goes on, too. Its
// functions are called by Run, but for Build, which runs beside it.
type Loop struct {
	Changes *changes
	After   func(time.Duration) <-chan time.Time // as time.After
	Wanted  func(path string) bool               // whether a change means anything

	// Show shows the pages of changed files before all is built again, and Shows reports whether that is all there is to
	// show.
	Show  func(ctx context.Context, changed []string)
	Shows func(changed []string) bool
	// Build makes everything again. It ends early, with report.ExitInterrupted, when the context is cancelled.
	Build func(ctx context.Context) *Build
	// Built takes a build that came to its end. later are the changes that it may have been too early for.
	Built func(ctx context.Context, b *Build, changed, later []string)

	going   *going
	todo    []string // changes for the next build
	givenUp int      // builds in a row
	quiet   <-chan time.Time
	most    <-chan time.Time
}

// A going build runs.
type going struct {
	changed []string
	cancel  context.CancelFunc
	ended   chan *Build
}

// Run ends when the context is cancelled. A build that fails is not its end.
func (w *Loop) Run(ctx context.Context) {
	for {
		var ended chan *Build
		if w.going != nil {
			ended = w.going.ended
		}
		select {
		case <-ctx.Done():
			if w.going != nil {
				w.going.cancel()
				<-ended
			}
			return
		case <-w.Changes.wake:
			w.changed(ctx)
		case <-w.quiet:
			w.quiet, w.most = nil, nil
		case <-w.most:
			w.quiet, w.most = nil, nil
		case b := <-ended:
			w.ended(ctx, b)
		}
		if w.going == nil && w.quiet == nil && len(w.todo) > 0 && ctx.Err() == nil {
			w.begin(ctx)
		}
	}
}

// changed shows what has changed, and leaves it to the next build. One that goes on is given up, as it has what is old
// and is in the way.
func (w *Loop) changed(ctx context.Context) {
	if w.Changes.settled(ctx, w.After); ctx.Err() != nil {
		return
	}
	var changed []string
	for _, path := range w.Changes.take() {
		if w.Wanted(path) {
			changed = append(changed, path)
		}
	}
	if len(changed) == 0 {
		return
	}
	if w.going != nil && w.givenUp < maxGivenUp && w.Shows(changed) {
		w.going.cancel()
	}
	w.Show(ctx, changed)
	if w.most == nil {
		w.most = w.After(waitTime)
	}
	w.quiet = w.After(quietTime - showTime)
	w.todo = appendNew(w.todo, changed)
}

// begin begins a build of all that has changed.
func (w *Loop) begin(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	w.going = &going{changed: w.todo, cancel: cancel, ended: make(chan *Build, 1)}
	w.todo = nil
	go func(ended chan<- *Build) { ended <- w.Build(ctx) }(w.going.ended)
}

// ended takes the build that went on. What one was made for that was given up is left to the next.
func (w *Loop) ended(ctx context.Context, b *Build) {
	g := w.going
	w.going = nil
	g.cancel()
	if b.Exit == report.ExitInterrupted {
		w.givenUp++
		w.todo = appendNew(g.changed, w.todo)
		return
	}
	w.givenUp = 0
	w.Built(ctx, b, g.changed, w.todo)
}

// appendNew appends the paths that are not in the list.
func appendNew(list, paths []string) []string {
	for _, p := range paths {
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// settled waits until nothing has changed for showTime, but for waitTime at most.
func (c *changes) settled(ctx context.Context, after func(time.Duration) <-chan time.Time) {
	most := after(waitTime)
	for {
		select {
		case <-ctx.Done():
			return
		case <-most:
			return
		case <-after(showTime):
			return
		case <-c.wake:
		}
	}
}
