package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/serve"
	"platen/cmd/platen/internal/watch"
	"platen/writers/output"
)

// watch builds, and builds again when something has changed, until it is interrupted.
func (c *command) watch(ctx context.Context) int {
	if c.opts.DryRun {
		return c.usageError(options.Wrong("--watch and --dry-run exclude each other"))
	}
	var live *serve.Server
	if c.opts.Serve != "" {
		var err error
		if live, err = serve.Listen(c.opts.Serve, c.opts.ServeHosts); err != nil {
			return c.usageError(err)
		}
		defer live.Close()
	}
	all := watch.NewChanges()
	eyes, err := watch.NewWatcher(all)
	if err != nil {
		return c.usageError(err)
	}
	defer eyes.Close()
	r := &rounds{c: c, eyes: eyes, server: live}
	if code := r.first(ctx); code >= 0 {
		return code
	}
	w := &watch.Loop{Changes: all, Settle: func(ctx context.Context) { all.Settled(ctx, time.After) }, Wanted: r.wanted, Build: r.next}
	w.Run(ctx)
	return report.ExitInterrupted
}

// rounds are the builds of a watch.
type rounds struct {
	c      *command
	eyes   *watch.Watcher
	server *serve.Server // nil without --serve
	scope  *watch.Scope
	seen   map[report.Known]int // findings that were printed
	last   *command             // the build that is shown, with what it has open
}

// build makes everything once, with a command line that is read anew: the project file may have changed.
func (r *rounds) build(ctx context.Context) (*command, int) {
	c := r.c
	b := &command{stdin: c.stdin, stdout: c.stdout, stderr: c.stderr, env: c.env, start: time.Now(), guard: &input.Guard{}, unfinished: c.unfinished, watching: true, seen: r.seen}
	if r.server != nil {
		b.memory = output.Memory()
	}
	if r.last != nil {
		r.last.quick.end()
	}
	r.last = b
	code := b.run(ctx, c.args)
	if b.ins != nil {
		r.scope = b.scope()
	}
	if b.diag != nil && b.diag.Met != nil {
		r.seen = b.diag.Met
	}
	for _, problem := range r.eyes.Watch(r.scope) {
		c.problem(problem)
	}
	if r.server != nil && b.planned != nil {
		r.server.Show(newSite(b))
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
	what := "watching " + r.scope.Named()
	if r.server != nil {
		what = r.server.Url() + " shows it; " + what
		if r.server.Outside {
			fmt.Fprintln(r.c.stderr, "platen: warning: everybody who reaches this computer on the network can read the pages")
		}
	}
	fmt.Fprintf(r.c.stderr, "platen: %s; Ctrl-C ends\n", report.Printable(what))
	return -1
}

// wanted reports whether a change of a path means a build.
func (r *rounds) wanted(path string) bool { return r.scope.Wants(path) }

// next builds after changes, and prints a line about it.
func (r *rounds) next(ctx context.Context, changed []string) {
	if r.server != nil && r.last != nil {
		r.last.quick.show(ctx, changed, r.server)
	}
	b, code := r.build(ctx)
	if ctx.Err() != nil || r.c.opts.Quiet || r.c.opts.Diagnostics == "json" || r.c.opts.Diagnostics == "sarif" || r.c.opts.Diagnostics == "github" {
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

// scope returns that of a finished build.
func (c *command) scope() *watch.Scope {
	s := &watch.Scope{Files: map[string]bool{}, Made: map[string]bool{}}
	for _, in := range c.ins {
		s.Names = append(s.Names, in.Named())
		dir := report.Absolute(in.Dir)
		switch {
		case in.Archived:
			s.Files[report.Absolute(in.Archive)] = true
		case in.Guide || c.opts.Each && len(in.Source.Pages) > 0 && in.Single == "":
			s.Trees = append(s.Trees, dir)
		default:
			for _, p := range in.Source.Pages {
				s.Files[filepath.Join(dir, filepath.FromSlash(p))] = true
			}
			for _, p := range in.Read.Paths(dir) {
				s.Files[p] = true
			}
		}
	}
	for _, f := range c.attached.names {
		s.Files[report.Absolute(f)] = true
		if real, err := filepath.EvalSymlinks(f); err == nil {
			s.Files[report.Absolute(real)] = true
		}
	}
	for _, f := range c.project.Looked { // it may come
		s.Files[f] = true
	}
	if c.project.Main != nil {
		s.Files[report.Absolute(c.project.Main.Path)] = true
		s.Hosts = c.project.Main.Hosts()
	}
	for _, g := range c.project.Near {
		if g != nil {
			s.Files[report.Absolute(g.Path)] = true
		}
	}
	for _, f := range c.outputs {
		s.Made[report.Absolute(f.Path)] = true
	}
	for _, f := range append(slices.Clone(c.opts.Reports), c.opts.Baseline, c.opts.Deps) {
		if f != "" {
			s.Made[report.Absolute(f)] = true
		}
	}
	if p := c.planned; p != nil && p.Archive == "" && p.Dir != "" && !p.Memory {
		out := report.Absolute(p.Dir)
		if !slices.ContainsFunc(s.Trees, func(tree string) bool { return report.Within(tree, out) }) {
			s.Outs = append(s.Outs, out)
		}
	}
	return s
}

// newSite returns what a command made. changed are the files that are new or others than before.
func newSite(c *command) (t serve.Site, changed []string) {
	var names []string
	p := c.planned
	switch {
	case p.Memory:
		t.Memory = c.memory.Files()
		names = slices.Collect(maps.Keys(t.Memory))
	case p.Dir != "":
		t.Dir = report.Absolute(p.Dir)
	default:
		t.Dir, t.Only = report.Absolute(filepath.Dir(p.File)), map[string]bool{}
	}
	for _, f := range c.outputs {
		if rel, err := filepath.Rel(t.Dir, report.Absolute(f.Path)); err == nil && filepath.IsLocal(rel) {
			names = append(names, filepath.ToSlash(rel))
			if f.What != "unchanged" {
				changed = append(changed, filepath.ToSlash(rel))
			}
		}
	}
	if t.Only != nil {
		for _, name := range names {
			t.Only[name] = true
		}
	}
	t.Starts = serve.StartPages(names)
	return t, changed
}
