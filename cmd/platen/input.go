package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/convert"
	"platen/convert/tree"
)

// An input is what one book is made from: a guide's folder, or pages of one folder.
type input struct {
	src    convert.Source
	dir    string // the source root as given, for messages; "" for the working folder
	guide  bool   // the whole folder, as one guide
	folder bool   // a folder was named, and not pages of it
	single string // the one FILE as given, "" for several
	read   *recordFS

	archived bool        // dir is inside an archive
	archive  string      // its file, as given
	early    []tree.Diag // what was found before the book was read
	err      error       // why nothing of it can be read
}

// inputs opens what the arguments name. Pages of one folder make one input, at the place of the first.
// What cannot be read keeps its place among the others and has its err; when that is all of them, it is the error.
// close frees the folders.
func (c *command) inputs(ctx context.Context, args []string) (ins []*input, close func(), err error) {
	o := &opening{c: c, byDir: map[string]*input{}}
	for _, arg := range args {
		if err := o.open(ctx, arg); err != nil {
			var u *options.UsageError
			if errors.As(err, &u) || ctx.Err() != nil {
				return nil, o.close, err
			}
			o.fail(arg, err)
		}
	}
	var errs []error
	for _, in := range o.ins {
		errs = append(errs, in.err)
	}
	if !slices.Contains(errs, nil) {
		for _, err := range errs[1:] {
			c.problem(err.Error())
		}
		return nil, o.close, errs[0]
	}
	c.ins = o.ins
	return o.ins, o.close, nil
}

// unreadOr returns the error of the first input that cannot be read, else err: a mistyped name may have made a
// command line wrong.
func unreadOr(ins []*input, err error) error {
	for _, in := range ins {
		if in.err != nil {
			return in.err
		}
	}
	return err
}

// opening is the state of opening the inputs.
type opening struct {
	c      *command
	ins    []*input
	byDir  map[string]*input // lone pages by their folder; "-" is standard input
	opened []io.Closer
}

func (o *opening) close() {
	for _, f := range o.opened {
		f.Close()
	}
}

// fail adds an input that cannot be read.
func (o *opening) fail(arg string, err error) {
	in := &input{dir: arg, guide: !convert.IsPage(arg), read: newRecordFS(nowhere{}), err: err}
	if !in.guide {
		in.dir, in.single, in.src.Pages = filepath.Dir(arg), arg, []string{filepath.Base(arg)}
	}
	in.src.FS, in.src.Name = in.read, folderName(in.dir)
	o.ins = append(o.ins, in)
}

// nowhere is a file system without a file.
type nowhere struct{}

func (nowhere) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// open adds what an argument names.
func (o *opening) open(ctx context.Context, arg string) error {
	if arg == "-" {
		if o.byDir["-"] != nil {
			return options.Wrong("standard input is given twice")
		}
		in, err := o.c.stdinInput()
		if err != nil {
			return err
		}
		o.byDir["-"] = in
		o.ins = append(o.ins, in)
		return nil
	}
	info, err := os.Stat(arg)
	if err != nil {
		return options.NotThere(arg, err)
	}
	switch {
	case info.IsDir():
		return o.folder(arg)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is a %s, not a file or folder; to convert what it holds, send it to standard input: platen - < %[1]s", arg, kindOf(info.Mode()))
	}
	o.c.guard.addInfo(info)
	if archiveExt(arg) == "" {
		return o.page(arg)
	}
	f, err := os.Open(arg)
	if err != nil {
		return fmt.Errorf("%s: %w", arg, options.Cause(err))
	}
	o.opened = append(o.opened, f)
	in, err := o.c.archiveInput(ctx, arg, f, info)
	if err != nil {
		return err
	}
	return o.add(arg, in)
}

// page adds a file, to those of its folder that are there already.
func (o *opening) page(arg string) error {
	dir, page := filepath.Split(arg)
	key := filepath.Clean(dir) // ./a.md and b.md are in one folder
	if in := o.byDir[key]; in != nil {
		if !slices.Contains(in.src.Pages, page) {
			in.src.Pages = append(in.src.Pages, page)
		}
		in.single = ""
		return nil
	}
	root, err := os.OpenRoot(filepath.Join(dir, "."))
	if err != nil {
		return fmt.Errorf("%s: %w", arg, options.Cause(err))
	}
	o.opened = append(o.opened, root)
	in := o.c.newInput(root, dir)
	in.src.Pages, in.single = []string{page}, arg
	o.byDir[key] = in
	o.ins = append(o.ins, in)
	return nil
}

// folder adds a folder.
func (o *opening) folder(arg string) error {
	root, err := os.OpenRoot(filepath.Join(arg, "."))
	if err != nil {
		return fmt.Errorf("%s: %w", arg, options.Cause(err))
	}
	o.opened = append(o.opened, root)
	return o.add(arg, o.c.newInput(root, arg))
}

// add adds a folder as a guide, or with --each as its pages.
func (o *opening) add(arg string, in *input) error {
	in.folder = true
	if in.guide = !o.c.opts.Each; in.guide {
		o.ins = append(o.ins, in)
		return nil
	}
	var err error
	if in.src.Pages, err = pagesIn(in.src.FS); err != nil {
		return fmt.Errorf("%s: %w", arg, options.Cause(err))
	}
	if len(in.src.Pages) == 0 {
		return fmt.Errorf("%s: no Markdown file in it", arg)
	}
	o.ins = append(o.ins, in)
	return nil
}

// stdinInput reads the page from standard input. Its images and links are looked for in the working folder.
func (c *command) stdinInput() (*input, error) {
	limit := c.opts.Limits.PageBytes
	if limit == 0 {
		limit = 32 << 20
	}
	text, err := io.ReadAll(io.LimitReader(c.stdin, int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("standard input: %w", options.Cause(err))
	}
	root, err := os.OpenRoot(".")
	if err != nil {
		return nil, err
	}
	in := c.newInput(root, "")
	in.single, in.src.Name, in.src.Pages, in.src.Stdin = "-", "stdin", []string{"-"}, text
	if info, err := c.stdin.Stat(); err == nil && info.Mode().IsRegular() {
		c.guard.addInfo(info)
	}
	return in, nil
}

// newInput returns an input of the folder.
func (c *command) newInput(root *os.Root, dir string) *input {
	fsys := newRecordFS(root.FS())
	return &input{dir: dir, read: fsys, src: convert.Source{FS: fsys, Name: folderName(dir)}}
}

// pageCount returns how many pages the input seems to have.
func (in *input) pageCount() int {
	if n := len(in.src.Pages); n > 0 {
		return n
	}
	pages, _ := pagesIn(in.read.FS)
	return len(pages)
}

// Shown returns how the page or file of the input is named in messages.
func (in *input) Shown(p string) string {
	switch {
	case strings.HasPrefix(p, outputMark):
		return p[len(outputMark):]
	case p == "-" && in.single == "-":
		return "<stdin>"
	case p == "" || p == ".":
		return in.dir
	}
	return filepath.Join(in.dir, filepath.FromSlash(p))
}

// Named returns how the input is named in messages.
func (in *input) Named() string {
	switch {
	case in.single == "-":
		return "standard input"
	case in.single != "":
		return in.single
	case in.dir == "":
		return "."
	}
	return in.dir
}

// IsGuide reports whether the input is a whole folder.
func (in *input) IsGuide() bool { return in.guide }

// IsStdin reports whether the input is standard input.
func (in *input) IsStdin() bool { return in.single == "-" }

// inside returns a folder that the user names, from the working folder or from the source root, as a path
// below the source root.
func (in *input) inside(p string) (string, error) {
	if info, err := fs.Stat(in.src.FS, filepath.ToSlash(filepath.Clean(p))); in.archived && err == nil && info.IsDir() {
		return filepath.ToSlash(filepath.Clean(p)), nil
	}
	root, err := filepath.Abs(in.dir)
	if err != nil {
		return "", err
	}
	for _, try := range []string{p, filepath.Join(root, p)} {
		abs, err := filepath.Abs(try)
		if err != nil {
			return "", err
		}
		rel, err := filepath.Rel(root, abs)
		if err != nil || !filepath.IsLocal(rel) {
			continue
		}
		if info, err := os.Stat(abs); err == nil && info.IsDir() {
			return filepath.ToSlash(rel), nil
		}
	}
	return "", options.Wrong("--resource-path %s: no such folder inside %s", p, in.Named())
}

// folderName returns the last element of the folder's full path.
func folderName(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if name := filepath.Base(dir); name != string(filepath.Separator) {
		return name
	}
	return "root"
}

// pagesIn returns all Markdown files, in the order of their paths; hidden folders are left out.
func pagesIn(fsys fs.FS) ([]string, error) {
	var pages []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && p != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.Type().IsRegular() && convert.IsPage(p):
			pages = append(pages, p)
		}
		return nil
	})
	return pages, err
}

func kindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	}
	return "device"
}
