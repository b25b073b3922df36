package run

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/serve"
	"platen/cmd/platen/internal/watch"
)

// Builds returns what a watch calls: each call is a run of its own, which reads project files anew and prints only the
// findings that the one before had not.
func Builds(env Env, req Request) func(ctx context.Context) *watch.Build {
	in := series{watched: true}
	return func(ctx context.Context) *watch.Build {
		r, exit := begin(ctx, env, req, in)
		if exit == report.ExitInterrupted {
			r.preview.end()
		}
		return r.built(exit, &in)
	}
}

// built returns what a watch is told of the run. The series goes on with its findings, if it was not given up.
func (r *run) built(exit int, in *series) *watch.Build {
	b := &watch.Build{Exit: exit, Line: r.line(exit), Quiet: r.opts.Quiet, Form: r.opts.Diagnostics, Note: r.log.Note, Shows: r.preview.shows, Preview: r.preview.show, Close: r.preview.end}
	if exit == report.ExitInterrupted {
		return b
	}
	if r.src.ins != nil { // else it has looked at nothing
		b.Scope, in.seen = r.scope(), r.log.Met
	}
	if r.plan != nil && r.opts.Serve != "" {
		b.Site, b.Changed = r.site()
	}
	return b
}

// line says what came of the run: "12 pages, 3 files written, 41 ms, 1 warning".
func (r *run) line(exit int) string {
	var line string
	switch {
	case r.src.ins == nil || exit == report.ExitUsage:
		line = "not built"
	case r.plan == nil:
		line = report.Count(r.made.Pages, "page") + " checked"
	default:
		same, removed := r.made.Tally()
		line = report.Count(r.made.Pages, "page")
		if r.opts.Serve == "" || len(r.made.Files) > 0 {
			line += ", " + report.Count(len(r.made.Files)-same-removed, "file") + " written"
		}
		if removed > 0 {
			line += fmt.Sprintf(", %d removed", removed)
		}
	}
	line += fmt.Sprintf(", %d ms", time.Since(r.begun).Milliseconds())
	l := r.log
	line += l.Counts()
	if n := l.Fresh; n > 0 && n < l.N[0]+l.N[1]+l.N[2] {
		line += fmt.Sprintf(" (%d new)", n)
	}
	if exit == report.ExitFailed {
		line += ", failed"
	}
	return line
}

// scope returns what the run was made from and what it made.
func (r *run) scope() *watch.Scope {
	s := r.src.scope()
	for _, f := range r.made.Files {
		s.Made[report.Absolute(f.Path)] = true
	}
	for _, f := range append(slices.Clone(r.opts.Reports), r.opts.Baseline, r.opts.Deps) {
		if f != "" {
			s.Made[report.Absolute(f)] = true
		}
	}
	if p := r.plan; p != nil && p.Archive == "" && p.Dir != "" && !p.Memory {
		out := report.Absolute(p.Dir)
		if !slices.ContainsFunc(s.Trees, func(tree string) bool { return report.Within(tree, out) }) {
			s.Outs = append(s.Outs, out)
		}
	}
	return s
}

// site returns what the run made, for a server. changed are the files that are new or others than before.
func (r *run) site() (t *serve.Site, changed []string) {
	t = &serve.Site{}
	var names []string
	p := r.plan
	switch {
	case p.Memory:
		t.Memory = r.out.memory.Files()
		names = slices.Collect(maps.Keys(t.Memory))
	case p.Dir != "":
		t.Dir = report.Absolute(p.Dir)
	default:
		t.Dir, t.Only = report.Absolute(filepath.Dir(p.File)), map[string]bool{}
	}
	for _, f := range r.made.Files {
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
	for _, f := range r.log.Listed {
		t.Findings = append(t.Findings, serve.Finding{Severity: f.Severity.String(), File: f.File, Page: f.Path, Line: f.Line, Msg: f.Msg, Hint: f.Hint, Code: string(f.Code)})
	}
	return t, changed
}
