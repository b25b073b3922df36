package run

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/output"
)

// outputs are where the files of a run go. Which of the fields are set depends on what comes out.
type outputs struct {
	env   Env
	plan  *plan.Plan
	opts  *options.Options
	wrote func(name string) // is told of each file

	folder  *output.Folder // of -o DIR, or of the one file or archive
	known   *output.Known  // what platen wrote into folders
	one     output.Target  // of -o FILE
	ours    bool           // the one file lies in the source, and is only replaced when a run made it
	archive *output.Archive
	file    io.WriteCloser // of the archive
	memory  *output.Mem    // of --serve without -o
	printed []byte         // what went to standard output, for the ledger

	mu   sync.Mutex
	made []report.Output
}

func newOutputs(r *run) *outputs {
	o := &outputs{env: r.env, plan: r.plan, opts: r.opts, wrote: r.log.Progress.File}
	if r.plan.Memory {
		o.memory = output.Memory()
	}
	return o
}

// done notes a file that is finished.
func (o *outputs) done(f report.Output) {
	o.mu.Lock()
	o.made = append(o.made, f)
	o.mu.Unlock()
	o.wrote(f.Path)
}

// open opens what the plan says. Nothing is made before something is written.
func (o *outputs) open(src *sources) error {
	p := o.plan
	if p.Memory || p.File == "-" {
		return nil
	}
	if p.Dir != "" || slices.ContainsFunc(src.ins, func(in *input.Input) bool { return in.Folder }) { // one page is put where the user says
		own, _ := record.Folder(o.opts.Cache) // with "" nothing is known
		o.known = output.OpenKnown(own)
	}
	dir := p.Dir
	if named := p.File + p.Archive; named != "" {
		var err error
		if o.one, err = output.Named(named); err != nil {
			return writeError(err)
		}
		if o.one.Device && p.Archive == "" {
			return nil
		}
		dir = filepath.Dir(o.one.Path)
		for _, in := range src.ins {
			o.ours = o.ours || in.Folder && !in.Archived && !o.opts.Force && in.Holds(o.one.Path)
		}
	}
	err := output.CheckFolder(dir)
	if err == nil {
		o.folder, err = output.Dir(dir, output.Options{Dry: o.opts.DryRun, Force: o.opts.Force, Guard: src.guard.Holds, Known: o.known, Asked: o.asked(src),
			Done: func(f output.File) {
				o.done(report.Output{Path: p.Shown(f.Name, o.one.Path), What: f.State, Size: f.Size, Sum: f.Sum})
			}})
	}
	if err != nil {
		if p.Dir == "" || p.Archive != "" {
			err = &fs.PathError{Op: "write", Path: p.File + p.Archive, Err: options.Cause(err)}
		}
		return writeError(err)
	}
	o.env.Folders.add(o.folder)
	o.folder.Sweep()
	if p.Archive != "" {
		return writeError(o.openArchive())
	}
	return nil
}

// asked returns whether a name of the output folder is that of a guide which the run was to make; nil for all names, where
// it was to make all guides. What belongs to no guide of the set is the first shard's.
func (o *outputs) asked(src *sources) func(name string) bool {
	sel := &o.opts.Select
	if !sel.Some() || !o.plan.Names {
		return nil
	}
	first := sel.Shard.I == 1 && len(sel.Guides) == 0 && sel.Changed == ""
	return func(name string) bool {
		if first && src.set != nil {
			if m, _ := src.set.findPublished(name); m == nil {
				return true
			}
		}
		return slices.ContainsFunc(src.ins, func(in *input.Input) bool { return strings.HasPrefix(name, o.plan.Folder(in)+"/") })
	}
}

// close frees the folders.
func (o *outputs) close() {
	if o.folder != nil {
		o.folder.Close()
		o.env.Folders.remove(o.folder)
	}
	o.known.Close()
}

// of returns where the book's files in one format go. made gets each finished file.
func (o *outputs) of(f options.Format, in *input.Input, b *tree.Book, found *report.Collector, made *madeFiles) writers.Output {
	p, sub := o.plan, o.plan.FolderFor(f, in)
	refused := func(dir string) func(*output.Refusal) {
		return func(r *output.Refusal) {
			if r.Clash || made.refuse() <= maxRefused {
				found.Report(refusal(filepath.Join(dir, sub, filepath.FromSlash(r.Name)), r))
			}
		}
	}
	switch {
	case p.Memory, p.Archive != "":
		shelf := o.shelf(sub)
		shelf.Refused = refused(p.Archive)
		return shelf
	case p.Dir != "":
		at := o.folder.At(sub, f.Name)
		at.Made, at.Refused, at.Hold = made.add, refused(p.Dir), made.hold
		return at
	case p.File == "-":
		return output.OneFile(func() (io.WriteCloser, error) {
			if o.opts.DryRun {
				return output.Discard{}, nil
			}
			return &stdoutFile{o: o, hold: made.hold}, nil
		}, f.Exts[0])
	case o.one.Device:
		open := func() (io.WriteCloser, error) {
			d, err := output.OpenDevice(o.one.Path, o.opts.DryRun)
			if err != nil {
				return nil, err
			}
			d.Done = func(size int64) { o.done(report.Output{Path: p.File, What: "new", Size: size}) }
			return d, nil
		}
		if made.hold != nil {
			return output.OneFile(func() (io.WriteCloser, error) { return &laterFile{hold: made.hold, open: open}, nil }, f.Exts[0])
		}
		return output.OneFile(open, f.Exts[0])
	}
	one := output.OneFile(func() (io.WriteCloser, error) {
		return o.folder.File(output.NamedFile{Name: filepath.Base(o.one.Path), Shown: p.File, Format: f.Name, Ours: o.ours, Made: made.add, Hold: made.hold})
	}, f.Exts[0])
	beside := o.folder.At("", f.Name)
	beside.Beside, beside.Made, beside.Hold, beside.Refused = true, made.add, made.hold, refused(filepath.Dir(o.one.Path))
	one.Beside = beside
	return one
}

// shelf returns a folder of the archive, or of the memory.
func (o *outputs) shelf(sub string) *output.Shelf {
	if o.archive != nil {
		return o.archive.At(sub)
	}
	return o.memory.At(sub)
}

// A stdoutFile takes all bytes and hands them on when it is closed, so that standard output gets the whole or nothing.
type stdoutFile struct {
	bytes.Buffer
	o    *outputs
	hold *output.Hold
}

// Close writes everything.
func (f *stdoutFile) Close() error {
	if f.hold.Later(f.print, f.Abort) {
		return nil
	}
	return f.print()
}

func (f *stdoutFile) print() error {
	f.o.printed = f.Bytes()
	if _, err := f.WriteTo(f.o.env.Stdout); err != nil && !errors.Is(err, syscall.EPIPE) { // a reader that goes away has had enough
		return &fs.PathError{Op: "write", Path: "standard output", Err: options.Cause(err)}
	}
	return nil
}

// Abort drops everything.
func (f *stdoutFile) Abort() { f.Reset() }

// A laterFile takes all bytes, and hands them on to what open returns when the files of its input appear.
type laterFile struct {
	bytes.Buffer
	hold *output.Hold
	open func() (io.WriteCloser, error)
}

// Close leaves the bytes to the hold.
func (f *laterFile) Close() error {
	f.hold.Later(func() error {
		w, err := f.open()
		if err == nil {
			_, err = f.WriteTo(w)
			err = errors.Join(err, w.Close())
		}
		return err
	}, f.Abort)
	return nil
}

// Abort drops everything.
func (f *laterFile) Abort() { f.Reset() }

// shown returns files as reports name them, in the state that is given, "" for their own.
func (o *outputs) shown(files []output.File, state string) []report.Output {
	var list []report.Output
	for _, f := range files {
		list = append(list, report.Output{Path: o.plan.Shown(f.Name, o.one.Path), What: cmp.Or(state, f.State), Size: f.Size, Sum: f.Sum})
	}
	return list
}

// stays takes the outputs of an earlier run as those of this one.
func (o *outputs) stays(in *input.Input, files []output.File) {
	o.folder.Stay(files)
	o.list(in, files)
}

// list notes the finished outputs of an input for the manifest, which knows the outputs of folders.
func (o *outputs) list(in *input.Input, files []output.File) {
	if in.Folder && o.folder != nil {
		o.folder.List(files)
	}
}

// tidy brings the output folder's manifest up to date after a run, reports what is stale there, and removes it with
// --clean. What is stale in a guide's folder is said of the guide.
func (o *outputs) tidy(ins []*input.Input, complete bool) (all []*report.Outcome) {
	p := o.plan
	if p.Dir == "" || p.Archive != "" || p.Memory || !slices.ContainsFunc(ins, func(in *input.Input) bool { return in.Folder }) {
		return nil
	}
	var formats []string
	for _, f := range p.Formats {
		formats = append(formats, f.Name)
	}
	list, err := o.folder.Tidy(formats, complete, o.opts.Clean)
	rest := &report.Outcome{In: ins[len(ins)-1], More: true, Rest: p.Names, Rules: o.opts.Rules}
	of := map[string]*report.Outcome{} // by folder
	if p.Names {
		for _, in := range ins {
			if in.Guide {
				out := &report.Outcome{In: in, More: true, Rules: o.opts.Rules}
				of[p.Folder(in)], all = out, append(all, out)
			}
		}
	}
	for _, s := range list {
		to := rest
		for dir := path.Dir(s.Name); dir != "." && to == rest; dir = path.Dir(dir) {
			to = cmp.Or(of[dir], rest)
		}
		if d := o.stale(s); d != nil {
			to.Findings = append(to.Findings, *d)
		}
	}
	if err != nil && complete { // else there has been said enough
		rest.Err = writeError(err)
	}
	return append(all, rest)
}

// stale is the finding about a file that this run did not write, nil for one that is removed.
func (o *outputs) stale(s output.Stale) *report.Finding {
	d := &report.Finding{Path: input.OutputMark + filepath.Join(o.plan.Dir, filepath.FromSlash(s.Name)), Severity: tree.Info, Code: tree.StaleOutput}
	switch {
	case s.Removed:
		return nil
	case s.Foreign:
		d.Msg = "the list of outputs names the file, and nothing here confirms that platen wrote it: it is not removed"
	case s.Changed:
		d.Msg = "an earlier run wrote the file, and somebody has changed it since: it is not removed"
	case o.opts.Clean:
		d.Severity, d.Msg = tree.Warning, "an earlier run wrote the file, and it cannot be removed"
	default:
		d.Msg, d.Hint = "an earlier run wrote the file, and this one did not", "--clean removes it"
	}
	return d
}
