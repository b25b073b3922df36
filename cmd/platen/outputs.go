package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/output"
)

// outputs are where the files of a run go. All but stdout may be nil: what comes out says which is used.
type outputs struct {
	folder  *output.Folder // of -o DIR, or of the one file or archive
	known   *output.Known
	one     output.Target // of -o FILE
	ours    bool          // the one file lies in the source, and is only replaced when a run made it
	done    func(report.Output)
	archive *output.Archive
	file    io.WriteCloser // of the archive
	memory  *output.Mem    // of --serve without -o
	printed []byte         // what went to standard output, for the ledger
}

// openOutputs opens what the plan says. Nothing is made before something is written.
func (c *command) openOutputs(p *plan.Plan, ins []*input.Input, done func(report.Output)) error {
	o := &c.out
	o.done, o.memory = done, c.memory
	if p.Memory || p.File == "-" {
		return nil
	}
	if p.Dir != "" || slices.ContainsFunc(ins, func(in *input.Input) bool { return in.Folder }) { // one page is put where the user says
		own, _ := c.ownFolder() // with "" nothing is known
		o.known = output.OpenKnown(own)
	}
	opts := output.Options{Dry: c.opts.DryRun, Force: c.opts.Force, Guard: c.guard.Holds, Known: o.known,
		Done: func(f output.File) {
			done(report.Output{Path: p.Shown(f.Name, o.one.Path), What: f.State, Size: f.Size})
		}}
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
		for _, in := range ins {
			o.ours = o.ours || in.Folder && !in.Archived && !c.opts.Force && liesIn(o.one.Path, in.Dir)
		}
	}
	err := output.CheckFolder(dir)
	if err == nil {
		o.folder, err = output.Dir(dir, opts)
	}
	if err != nil {
		if p.Dir == "" || p.Archive != "" {
			err = &fs.PathError{Op: "write", Path: p.File + p.Archive, Err: options.Cause(err)}
		}
		return writeError(err)
	}
	c.unfinished.add(o.folder)
	o.folder.Sweep()
	if p.Archive != "" {
		return writeError(c.openArchive(p))
	}
	return nil
}

// close frees the folders.
func (c *command) closeOutputs() {
	if c.out.folder != nil {
		c.out.folder.Close()
		c.unfinished.remove(c.out.folder)
	}
	c.out.known.Close()
}

// output returns where the book's files in one format go. made gets each finished file.
func (c *command) output(p *plan.Plan, f options.Format, in *input.Input, b *tree.Book, found *report.Collector, made *madeFiles) writers.Output {
	o, sub := &c.out, p.FolderFor(f, in, b)
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
		at.Made, at.Refused = made.add, refused(p.Dir)
		return at
	case p.File == "-":
		return output.OneFile(func() (io.WriteCloser, error) {
			if c.opts.DryRun {
				return output.Discard{}, nil
			}
			return &stdoutFile{c: c}, nil
		}, f.Exts[0])
	case o.one.Device:
		return output.OneFile(func() (io.WriteCloser, error) {
			d, err := output.OpenDevice(o.one.Path, c.opts.DryRun)
			if err != nil {
				return nil, err
			}
			d.Done = func(size int64) { o.done(report.Output{Path: p.File, What: "new", Size: size}) }
			return d, nil
		}, f.Exts[0])
	}
	one := output.OneFile(func() (io.WriteCloser, error) {
		return o.folder.File(output.NamedFile{Name: filepath.Base(o.one.Path), Shown: p.File, Format: f.Name, Ours: o.ours, Made: made.add})
	}, f.Exts[0])
	beside := o.folder.At("", f.Name)
	beside.Beside, beside.Made, beside.Refused = true, made.add, refused(filepath.Dir(o.one.Path))
	one.Beside = beside
	return one
}

// refusal is the finding about a file that does not come out.
func refusal(path string, r *output.Refusal) tree.Diag {
	d := tree.Diag{Path: input.OutputMark + path, Severity: tree.Error, Code: tree.WriteFailed, Msg: "the file cannot be written: " + r.Why, Hint: r.Hint}
	if r.Clash {
		d.Code = tree.Clash
	}
	return d
}

// madeFiles are the files that were made of one input. It is safe for concurrent use.
type madeFiles struct {
	mu      sync.Mutex
	files   []output.File
	refused int // files in the way of outputs
}

// maxRefused is how many files in the way of outputs are named: of a guide that was made on another computer all are.
const maxRefused = 20

// refuse counts a file in the way of an output.
func (m *madeFiles) refuse() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refused++
	return m.refused
}

// more is the finding about the files in the way that are not named, nil for none.
func (m *madeFiles) more(dir string) *tree.Diag {
	if m.refused <= maxRefused {
		return nil
	}
	return &tree.Diag{Path: input.OutputMark + dir, Severity: tree.Error, Code: tree.WriteFailed, Msg: fmt.Sprintf("%d more files are in the way of outputs, and they are kept", m.refused-maxRefused),
		Hint: "--force replaces those that it may"}
}

func (m *madeFiles) add(f output.File) {
	m.mu.Lock()
	m.files = append(m.files, f)
	m.mu.Unlock()
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
	c *command
}

// Close writes everything.
func (f *stdoutFile) Close() error {
	f.c.out.printed = f.Bytes()
	if _, err := f.WriteTo(f.c.stdout); err != nil && !errors.Is(err, syscall.EPIPE) { // a reader that goes away has had enough
		return &fs.PathError{Op: "write", Path: "standard output", Err: options.Cause(err)}
	}
	return nil
}

// Abort drops everything.
func (f *stdoutFile) Abort() { f.Reset() }

// openArchive begins the archive of -o. Its entries have the time of SOURCE_DATE_EPOCH, else one that is always the
// same.
func (c *command) openArchive(p *plan.Plan) error {
	o := &c.out
	var err error
	if o.one.Device {
		o.file, err = output.OpenDevice(o.one.Path, c.opts.DryRun)
	} else {
		o.file, err = o.folder.File(output.NamedFile{Name: filepath.Base(o.one.Path), Shown: p.Archive, Ours: o.ours})
	}
	if err != nil {
		return err
	}
	if o.archive = output.TarGz(o.file); input.ArchiveExt(p.Archive) == ".zip" {
		o.archive = output.Zip(o.file)
	}
	if n, err := strconv.ParseInt(c.env("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		o.archive.SetTime(time.Unix(n, 0))
	}
	return nil
}

// closeArchive writes the archive of -o, if there is one. failed is what stopped an input or a format: then the
// archive that was there before stays.
func (c *command) closeArchive(ctx context.Context, p *plan.Plan, failed error) error {
	o := &c.out
	if o.archive == nil {
		return failed
	}
	if failed != nil || ctx.Err() != nil {
		o.file.(writers.Aborter).Abort()
		if ctx.Err() == nil {
			c.problem(p.Archive + " is not written, as it would lack something")
		}
		return failed
	}
	err := o.archive.Finish(ctx)
	if err != nil {
		o.file.(writers.Aborter).Abort()
	} else {
		err = o.file.Close()
	}
	var s *report.Stopped
	if err = writeError(err); ctx.Err() != nil || !errors.As(err, &s) {
		return ctx.Err()
	}
	for _, msg := range s.Problems {
		c.problem(msg)
	}
	return errDiagnosed
}

// archiveSummary returns ", 12 files in site.zip", once the archive is written.
func (c *command) archiveSummary(files []report.Output) string {
	if len(files) == 0 {
		return ""
	}
	line := ", " + report.Count(c.out.archive.Len(), "file") + " in " + report.Printable(files[0].Path)
	if files[0].What == "unchanged" {
		line += ", unchanged"
	}
	return line
}

// unfinished are the output folders of the process, so that an interrupted run can sweep them. It is safe for
// concurrent use.
type unfinished struct {
	mu  sync.Mutex
	set map[*output.Folder]bool
}

func (u *unfinished) add(f *output.Folder) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.set == nil {
		u.set = map[*output.Folder]bool{}
	}
	u.set[f] = true
}

func (u *unfinished) remove(f *output.Folder) {
	u.mu.Lock()
	delete(u.set, f)
	u.mu.Unlock()
}

// sweep takes away what is unfinished.
func (u *unfinished) sweep() {
	u.mu.Lock()
	defer u.mu.Unlock()
	for f := range u.set {
		f.Interrupt()
	}
}

// outOfSource refuses an output folder that is the source folder or lies in it: the next run would find the outputs
// among the source, and one mistake would write over it.
func (c *command) outOfSource(p *plan.Plan, ins []*input.Input) error {
	if p.Dir == "" || p.Archive != "" || p.Memory || c.opts.InSource || c.opts.Force {
		return nil
	}
	for _, in := range ins {
		if in.Folder && !in.Archived && in.Err == nil && liesIn(p.Dir, in.Dir) {
			return options.WrongHint("another folder is safer; --in-source allows this one", "-o %s: the output folder lies in the source folder, %s", p.Dir, in.Named())
		}
	}
	return nil
}

// liesIn reports whether a path is a folder or below it, by any spelling and through any link.
func liesIn(path, dir string) bool {
	want, err := os.Stat(filepath.Join(dir, "."))
	if err != nil {
		return false
	}
	real := report.Absolute(path)
	for {
		if to, err := filepath.EvalSymlinks(real); err == nil {
			real = to
			break
		}
		if filepath.Dir(real) == real {
			return false
		}
		real = filepath.Dir(real)
	}
	for ; ; real = filepath.Dir(real) {
		if info, err := os.Stat(real); err == nil && os.SameFile(info, want) {
			return true
		}
		if filepath.Dir(real) == real {
			return false
		}
	}
}

// replaceFile writes a file that a flag names, beside the outputs: whole or not at all, and never over the source.
func (c *command) replaceFile(name string, data []byte) error {
	return output.Replace(name, data, c.guard.Holds)
}

// stays takes the outputs of an earlier run as those of this one.
func (c *command) stays(in *input.Input, files []output.File) {
	c.out.folder.Stay(files)
	c.listOutputs(in, files)
}

// listOutputs notes the finished outputs of an input for the manifest, which knows the outputs of folders.
func (c *command) listOutputs(in *input.Input, files []output.File) {
	if in.Folder && c.out.folder != nil {
		c.out.folder.List(files)
	}
}
