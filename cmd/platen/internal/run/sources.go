package run

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/project"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/watch"
	"platen/convert"
	"platen/convert/tree"
)

// sources are what a run reads: its inputs, project files, and the files that flags name. They are safe for concurrent
// use once the inputs are open.
type sources struct {
	project *project.Files
	guard   *input.Guard   // what must not be written over
	ins     []*input.Input // that were opened
	plan    *plan.Plan     // once it is made
	set     *set           // of the guides, once there is a plan; nil for none
	store   *record.Store  // of drawings of earlier runs; nil for none
	date    time.Time      // of what nothing else dates; the zero time for none

	mu    sync.Mutex
	named []string // files that flags name
}

// open opens what the arguments name. close frees it.
func (s *sources) open(ctx context.Context, args []string, r *run) (close func(), err error) {
	o := &input.Opener{Opts: r.opts, Stdin: r.env.Stdin, Guard: s.guard, Root: s.project.RootOf, Unread: func(in *input.Input) { r.log.Problem(report.ProblemOf(in.Err)) }}
	s.ins, close, err = o.Open(ctx, args)
	return close, err
}

// options returns the options of an input, and for a format's writer those of the format; "" is for reading.
func (s *sources) options(in *input.Input, format string) (*options.Options, error) {
	o, err := s.project.For(in, format)
	if err != nil {
		return nil, err
	}
	return s.based(in, o), nil
}

// attached reads the files that flags name. They are guarded like the source, and a change of one means another build.
func (s *sources) attached(o *options.Options) (options.Files, error) {
	return options.ReadFiles(o, func(name string) {
		s.guard.Add(func() []string { return []string{name} })
		s.mu.Lock()
		s.named = append(s.named, name)
		s.mu.Unlock()
	})
}

// load reads the input's book, as it is for these formats. What is found goes into the collector.
func (s *sources) load(ctx context.Context, in *input.Input, seen *neighbours, formats ...string) (*convert.Session, *report.Collector, error) {
	found := &report.Collector{In: in}
	if in.Err != nil {
		return nil, found, &report.Stopped{Problems: []report.Problem{report.ProblemOf(in.Err)}}
	}
	for _, d := range in.Early {
		found.Report(d)
	}
	o, err := s.options(in, "")
	if err != nil {
		return nil, found, err
	}
	opts, err := in.LoadOptions(o)
	if err != nil {
		return nil, found, err
	}
	if !s.date.IsZero() {
		opts.Defaults = tree.Meta{"date": s.date.UTC().Format("2006-01-02")}
	}
	opts.Conditions.Formats = formats
	opts.Diagrams = s.store.Drawings(opts.Diagrams, o.Diagrams)
	opts.Others = s.set.others(ctx, in, seen)
	g, err := convert.Open(ctx, in.Source, opts, found.Report)
	found.Account(opts.Account)
	if err != nil {
		return nil, found, unread(in, err)
	}
	s.guard.Add(func() []string { return in.Read.Paths(in.Dir) })
	g.Book.Siblings = s.set.siblings(ctx, in, seen)
	return g, found, nil
}

// unread says that nothing came of an input.
func unread(in *input.Input, err error) error {
	p := report.ProblemOf(err)
	if p.Trace == "" {
		p.Code = tree.InputMissing
	}
	p.File, p.Msg = in.Named(), in.Named()+": "+err.Error()
	return &report.Stopped{Problems: []report.Problem{p}}
}

// files returns all files that were read, and the folders in which a new one would count, for make.
func (s *sources) files(scope *watch.Scope) []string {
	set := map[string]bool{}
	for _, in := range s.ins {
		switch {
		case in.Single == "-":
		case in.Archived:
			set[in.Archive] = true
		default:
			for _, f := range in.Read.Paths(in.Dir) {
				if info, err := os.Stat(f); err == nil && info.Mode().IsRegular() {
					set[filepath.Clean(f)] = true
				}
			}
			if in.Guide {
				for _, dir := range scope.Below(report.Absolute(in.Dir)) {
					if rel, err := filepath.Rel(report.Absolute(in.Dir), dir); err == nil {
						set[filepath.Join(in.Dir, rel)] = true
					}
				}
			}
		}
	}
	for _, f := range s.named {
		set[filepath.Clean(f)] = true
	}
	if s.project.Main != nil {
		set[filepath.Clean(s.project.Main.Path)] = true
	}
	var list []string
	for f := range set {
		list = append(list, f)
	}
	slices.Sort(list)
	return list
}

// scope returns which changes of what was read mean another build.
func (s *sources) scope() *watch.Scope {
	w := &watch.Scope{Files: map[string]bool{}, Made: map[string]bool{}}
	for _, in := range s.ins {
		w.Names = append(w.Names, in.Named())
		dir := report.Absolute(in.Dir)
		switch {
		case in.Archived:
			w.Files[report.Absolute(in.Archive)] = true
		case in.Guide || s.project.Options.Each && len(in.Source.Pages) > 0 && in.Single == "":
			w.Trees = append(w.Trees, dir)
		default:
			for _, p := range in.Source.Pages {
				w.Files[filepath.Join(dir, filepath.FromSlash(p))] = true
			}
			for _, p := range in.Read.Paths(dir) {
				w.Files[p] = true
			}
		}
	}
	for _, f := range s.named {
		w.Files[report.Absolute(f)] = true
		if real, err := filepath.EvalSymlinks(f); err == nil {
			w.Files[report.Absolute(real)] = true
		}
	}
	for _, f := range s.project.Looked { // it may come
		w.Files[f] = true
	}
	if main := s.project.Main; main != nil {
		w.Files[report.Absolute(main.Path)] = true
		w.Hosts = main.Hosts()
	}
	for _, g := range s.project.Near {
		if g != nil {
			w.Files[report.Absolute(g.Path)] = true
		}
	}
	return w
}
