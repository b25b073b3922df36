package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/report"
	"platen/writers/output"
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

func newChanges() *changes { return &changes{wake: make(chan struct{}, 1), paths: map[string]bool{}} }

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

// A watch builds again whenever what it is made from has changed.
type watch struct {
	changes *changes
	settle  func(ctx context.Context)                   // waits until no more changes come
	wanted  func(path string) bool                      // whether a change means anything
	build   func(ctx context.Context, changed []string) // makes everything again
}

// run ends when the context is cancelled. A build that fails is not its end.
func (w *watch) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.changes.wake:
		}
		if w.settle(ctx); ctx.Err() != nil {
			return
		}
		var changed []string
		for _, path := range w.changes.take() {
			if w.wanted(path) {
				changed = append(changed, path)
			}
		}
		if len(changed) > 0 {
			w.build(ctx, changed)
		}
	}
}

// settled waits until nothing has changed for quietTime, but for waitTime at most.
func (c *changes) settled(ctx context.Context, after func(time.Duration) <-chan time.Time) {
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

// watch builds, and builds again when something has changed, until it is interrupted.
func (c *command) watch(ctx context.Context) int {
	if c.opts.DryRun {
		return c.usageError(options.Wrong("--watch and --dry-run exclude each other"))
	}
	var live *server
	if c.opts.Serve != "" {
		var err error
		if live, err = c.listen(c.opts.Serve, c.opts.ServeHosts); err != nil {
			return c.usageError(err)
		}
		defer live.close()
	}
	all := newChanges()
	eyes, err := newEyes(all)
	if err != nil {
		return c.usageError(err)
	}
	defer eyes.close()
	r := &rounds{c: c, eyes: eyes, server: live}
	if code := r.first(ctx); code >= 0 {
		return code
	}
	w := &watch{changes: all, settle: func(ctx context.Context) { all.settled(ctx, time.After) }, wanted: r.wanted, build: r.next}
	w.run(ctx)
	return report.ExitInterrupted
}

// rounds are the builds of a watch.
type rounds struct {
	c      *command
	eyes   *eyes
	server *server // nil without --serve
	scope  *scope
	seen   map[report.Known]int // findings that were printed
}

// build makes everything once, with a command line that is read anew: the project file may have changed.
func (r *rounds) build(ctx context.Context) (*command, int) {
	c := r.c
	b := &command{stdin: c.stdin, stdout: c.stdout, stderr: c.stderr, env: c.env, start: time.Now(), guard: &input.Guard{}, unfinished: c.unfinished, watching: true, seen: r.seen}
	if r.server != nil {
		b.memory = output.Memory()
	}
	code := b.run(ctx, c.args)
	if b.ins != nil {
		r.scope = b.scope()
	}
	if b.diag != nil && b.diag.Met != nil {
		r.seen = b.diag.Met
	}
	for _, problem := range r.eyes.watch(r.scope) {
		c.problem(problem)
	}
	if r.server != nil && b.planned != nil {
		r.server.show(b)
	}
	return b, code
}

// first builds for the first time. The exit code is -1 when there is something to watch.
func (r *rounds) first(ctx context.Context) int {
	b, code := r.build(ctx)
	if code == report.ExitUsage || code == report.ExitInterrupted || b.ins == nil {
		return code
	}
	if r.c.opts.Quiet || r.c.opts.Diagnostics != "" {
		return -1
	}
	what := "watching " + r.scope.named()
	if r.server != nil {
		what = r.server.url() + " shows it; " + what
		if r.server.outside {
			fmt.Fprintln(r.c.stderr, "platen: warning: everybody who reaches this computer on the network can read the pages")
		}
	}
	fmt.Fprintf(r.c.stderr, "platen: %s; Ctrl-C ends\n", report.Printable(what))
	return -1
}

// wanted reports whether a change of a path means a build.
func (r *rounds) wanted(path string) bool { return r.scope.wants(path) }

// next builds after changes, and prints a line about it.
func (r *rounds) next(ctx context.Context, changed []string) {
	b, code := r.build(ctx)
	if ctx.Err() != nil || r.c.opts.Quiet || r.c.opts.Diagnostics == "json" || r.c.opts.Diagnostics == "sarif" {
		return
	}
	line := report.ShownPath(changed[0])
	if n := len(changed) - 1; n > 0 {
		line += fmt.Sprintf(" and %d more", n)
	}
	line += " changed: "
	switch {
	case b.ins == nil || code == report.ExitUsage:
		line += "not built"
	case b.planned == nil:
		line += report.Count(b.pages, "page") + " checked"
	default:
		written, removed := 0, 0
		for _, f := range b.outputs {
			switch f.What {
			case "unchanged":
			case "removed":
				removed++
			default:
				written++
			}
		}
		line += report.Count(b.pages, "page")
		if b.memory == nil || len(b.outputs) > 0 {
			line += ", " + report.Count(written, "file") + " written"
		}
		if removed > 0 {
			line += fmt.Sprintf(", %d removed", removed)
		}
	}
	line += fmt.Sprintf(", %d ms", time.Since(b.start).Milliseconds())
	if b.diag != nil {
		line += b.diag.Counts()
		if n := b.diag.Fresh; n > 0 && n < b.diag.N[0]+b.diag.N[1]+b.diag.N[2] {
			line += fmt.Sprintf(" (%d new)", n)
		}
	}
	if code == report.ExitFailed {
		line += ", failed"
	}
	fmt.Fprintf(r.c.stderr, "platen: %s %s\n", time.Now().Format("15:04:05"), report.Printable(line))
}

// watchable says why what the command line asks for cannot be watched.
func (c *command) watchable(p *plan.Plan, ins []*input.Input) error {
	if !c.watching {
		return nil
	}
	for _, in := range ins {
		if in.Single == "-" {
			return options.Wrong("standard input cannot be watched")
		}
	}
	if p.File == "-" {
		return options.WrongHint("for example -o out/, or --serve to look at it", "--watch needs an output: a file, a folder or an archive")
	}
	return nil
}
