package watch

import (
	"context"
	"sync"
	"time"
)

// How long nothing may change before a build begins, and how long a build waits at most when things keep
// changing. Editors write a file in several steps within some 10 ms.
const (
	quietTime = 80 * time.Millisecond
	waitTime  = time.Second
)

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

// A Loop builds again whenever what it is made from has changed.
type Loop struct {
	Changes *changes
	Settle  func(ctx context.Context)                   // waits until no more changes come
	Wanted  func(path string) bool                      // whether a change means anything
	Build   func(ctx context.Context, changed []string) // makes everything again
}

// Run ends when the context is cancelled. A build that fails is not its end.
func (w *Loop) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.Changes.wake:
		}
		if w.Settle(ctx); ctx.Err() != nil {
			return
		}
		var changed []string
		for _, path := range w.Changes.take() {
			if w.Wanted(path) {
				changed = append(changed, path)
			}
		}
		if len(changed) > 0 {
			w.Build(ctx, changed)
		}
	}
}

// Settled waits until nothing has changed for quietTime, but for waitTime at most.
func (c *changes) Settled(ctx context.Context, after func(time.Duration) <-chan time.Time) {
	most := after(waitTime)
	for {
		select {
		case <-ctx.Done():
			return
		case <-most:
			return
		case <-after(quietTime):
			return
		case <-c.wake:
		}
	}
}
