package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"platen/convert/tree"
	"platen/writers"
)

// output returns where the book's files in one format go. made gets each finished file, nil does not.
func (c *command) output(p *plan, f format, in *input, b *tree.Book, found *collector, made *madeFiles) writers.Output {
	report := func(name string, code tree.DiagCode, why string) {
		found.report(tree.Diag{Path: outputMark + name, Severity: tree.Error, Code: code, Msg: "the file cannot be written: " + why})
	}
	switch {
	case p.dir != "":
		dir := p.folderFor(f, in, b)
		if c.shelf != nil {
			return &shelfFolder{c.shelf, p.archive, filepath.ToSlash(dir), &c.shelved, report}
		}
		return c.folder(p.dir, dir, false, report, made.of(f.name))
	case p.file == "-":
		return &single{ext: f.exts[0], open: func() (io.WriteCloser, error) {
			if c.opts.dryRun {
				return drop{}, nil
			}
			return &late{to: c.stdout, keep: func(data []byte) { c.printed = data }}, nil
		}}
	}
	dir := filepath.Dir(p.file)
	note := made.of(f.name)
	return &single{ext: f.exts[0], beside: c.folder(dir, dir, true, report, note), open: func() (io.WriteCloser, error) {
		w, err := c.disk.create(dir, p.file)
		tell(w, note, filepath.Base(p.file))
		return w, err
	}}
}

// folder returns an output folder. Unfinished files stand in the folder top.
func (c *command) folder(top, dir string, beside bool, report func(name string, code tree.DiagCode, why string), note func(written)) writers.Output {
	return &folder{d: c.disk, top: top, dir: dir, beside: beside, report: report, note: note}
}

// outputMark begins the path of a finding about an output file, which is not below the source root.
const outputMark = "\x00"

// A single is an output of which one file goes to a place of its own.
type single struct {
	ext    string // of the main file
	open   func() (io.WriteCloser, error)
	beside writers.Output // for further files: images of a page; nil drops them
}

// Create opens the main file or one beside it.
func (s *single) Create(name string) (io.WriteCloser, error) {
	switch {
	case path.Ext(name) == s.ext && !strings.Contains(name, "/"):
		return s.open()
	case s.beside == nil:
		return drop{}, nil
	}
	return s.beside.Create(name)
}

// A late takes all bytes and hands them on when it is closed, so that standard output gets the whole or nothing.
type late struct {
	bytes.Buffer
	to   io.Writer
	keep func([]byte) // gets what was written
}

// Close writes everything.
func (l *late) Close() error {
	l.keep(l.Bytes())
	if _, err := l.WriteTo(l.to); err != nil && !errors.Is(err, syscall.EPIPE) { // a reader that goes away has had enough
		return &fs.PathError{Op: "write", Path: "standard output", Err: cause(err)}
	}
	return nil
}

// Abort drops everything.
func (l *late) Abort() { l.Reset() }

// A folder is an output folder of a disk.
type folder struct {
	d      *disk
	top    string // where unfinished files stand
	dir    string // as given, without a slash at the end
	beside bool   // beside the one file of -o: nothing that is there is replaced
	report func(name string, code tree.DiagCode, why string)

	note func(written) // gets each finished file; nil does not
}

// madeFiles are the files that were made of one input. It is safe for concurrent use; nil keeps nothing.
type madeFiles struct {
	mu    sync.Mutex
	files []written
}

// of returns what takes files in a format.
func (m *madeFiles) of(format string) func(written) {
	if m == nil {
		return nil
	}
	return func(w written) {
		w.Format = format
		m.mu.Lock()
		m.files = append(m.files, w)
		m.mu.Unlock()
	}
}

// list returns the files by name.
func (m *madeFiles) list() []written {
	slices.SortFunc(m.files, func(a, b written) int { return strings.Compare(a.Name, b.Name) })
	return m.files
}

// tell makes a file that is being written call note, with its name in the output folder.
func tell(w io.WriteCloser, note func(written), name string) {
	if f, ok := w.(*file); ok && note != nil {
		f.tell(func(w written) { w.Name = name; note(w) })
	}
}

// Create opens a file in the folder. A name that no file can have is reported, and what is written to it is
// dropped, so that the other files still come out.
func (f *folder) Create(name string) (io.WriteCloser, error) {
	safe, why := safeName(name)
	if why != "" {
		f.report(filepath.Join(f.dir, name), tree.WriteFailed, why)
		return drop{}, nil
	}
	path := filepath.Join(f.dir, filepath.FromSlash(safe))
	if !f.d.claim(path) {
		f.report(filepath.Join(f.dir, name), tree.Clash, "another input of this run has made that file")
		return drop{}, nil
	}
	w, err := f.d.create(f.top, path)
	if rel, err := filepath.Rel(f.top, path); err == nil {
		tell(w, f.note, filepath.ToSlash(rel))
	}
	if out, ok := w.(*file); ok && f.beside {
		out.cmp.keep = func() {
			f.report(path, tree.WriteFailed, "another file of that name is there, and only -o is replaced; a folder for the output, -o DIR/, takes both")
		}
	}
	return w, err
}

// drop takes bytes and forgets them.
type drop struct{}

func (drop) Write(p []byte) (int, error) { return len(p), nil }
func (drop) Close() error                { return nil }
