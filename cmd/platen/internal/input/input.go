// Package input opens files, folders, archives and standard input as sources.
package input

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
	"platen/cmd/platen/internal/record"
	"platen/convert"
	"platen/convert/tree"
)

// An Input is what one book is made from: a guide's folder, or pages of one folder.
type Input struct {
	Source convert.Source
	Dir    string // the source root as given, for messages; "" for the working folder
	Guide  bool   // the whole folder, as one guide
	Folder bool   // a folder was named, and not pages of it
	Single string // the one FILE as given, "" for several
	Read   *record.FS

	Archived bool        // dir is inside an archive
	Archive  string      // its file, as given
	Early    []tree.Diag // what was found before the book was read
	Err      error       // why nothing of it can be read
}

// An Opener is what inputs are opened with.
type Opener struct {
	Opts   *options.Options
	Stdin  *os.File
	Guard  *Guard                  // gets the files that are read
	Root   func(dir string) string // the root of the set that a guide belongs to, absolute; "" for none; may be nil
	Unread func(in *Input)         // gets all inputs but the first, when none can be read
}

// Open opens what the arguments name. Pages of one folder make one input, at the place of the first.
// What cannot be read keeps its place among the others and has its err; when that is all of them, it is the error.
// close frees the folders.
func (p *Opener) Open(ctx context.Context, args []string) (ins []*Input, close func(), err error) {
	o := &opening{Opener: p, byDir: map[string]*Input{}}
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
		errs = append(errs, in.Err)
	}
	if !slices.Contains(errs, nil) {
		for _, in := range o.ins[1:] {
			p.Unread(in)
		}
		return nil, o.close, errs[0]
	}
	return o.ins, o.close, nil
}

// UnreadOr returns the error of the first input that cannot be read, else err: a mistyped name may have made a
// command line wrong.
func UnreadOr(ins []*Input, err error) error {
	for _, in := range ins {
		if in.Err != nil {
			return in.Err
		}
	}
	return err
}

// opening is the state of opening the inputs.
type opening struct {
	*Opener
	ins    []*Input
	byDir  map[string]*Input // lone pages by their folder; "-" is standard input
	opened []io.Closer
}

func (o *opening) close() {
	for _, f := range o.opened {
		f.Close()
	}
}

// fail adds an input that cannot be read.
func (o *opening) fail(arg string, err error) {
	in := &Input{Dir: arg, Guide: !convert.IsPage(arg), Read: record.NewFS(nowhere{}), Err: &options.FileError{File: arg, Msg: err.Error()}}
	if !in.Guide {
		in.Dir, in.Single, in.Source.Pages = filepath.Dir(arg), arg, []string{filepath.Base(arg)}
	}
	in.Source.FS, in.Source.Name = in.Read, folderName(in.Dir)
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
		in, err := o.stdinInput()
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
	o.Guard.addInfo(info)
	if ArchiveExt(arg) == "" {
		return o.page(arg)
	}
	f, err := os.Open(arg)
	if err != nil {
		return fmt.Errorf("%s: %w", arg, options.Cause(err))
	}
	o.opened = append(o.opened, f)
	in, err := o.archiveInput(ctx, arg, f, info)
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
		if !slices.Contains(in.Source.Pages, page) {
			in.Source.Pages = append(in.Source.Pages, page)
		}
		in.Single = ""
		return nil
	}
	root, err := os.OpenRoot(filepath.Join(dir, "."))
	if err != nil {
		return fmt.Errorf("%s: %w", arg, options.Cause(err))
	}
	o.opened = append(o.opened, root)
	in := o.newInput(root.FS(), dir)
	in.Source.Pages, in.Single = []string{page}, arg
	o.byDir[key] = in
	o.ins = append(o.ins, in)
	return nil
}

// folder adds a folder.
func (o *opening) folder(arg string) error {
	fsys, root, err := o.openFolder(arg)
	if err != nil {
		return fmt.Errorf("%s: %w", arg, options.Cause(err))
	}
	o.opened = append(o.opened, root)
	return o.add(arg, o.newInput(fsys, arg))
}

// add adds a folder as a guide, or with --each as its pages.
func (o *opening) add(arg string, in *Input) error {
	in.Folder = true
	if in.Guide = !o.Opts.Each; in.Guide {
		o.ins = append(o.ins, in)
		return nil
	}
	var err error
	if in.Source.Pages, err = pagesIn(in.Source.FS); err != nil {
		return fmt.Errorf("%s: %w", arg, options.Cause(err))
	}
	if len(in.Source.Pages) == 0 {
		return fmt.Errorf("%s: no Markdown file in it", arg)
	}
	o.ins = append(o.ins, in)
	return nil
}

// stdinInput reads the page from standard input. Its images and links are looked for in the working folder.
func (p *Opener) stdinInput() (*Input, error) {
	limit := p.Opts.Limits.PageBytes
	if limit == 0 {
		limit = 32 << 20
	}
	text, err := io.ReadAll(io.LimitReader(p.Stdin, int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("standard input: %w", options.Cause(err))
	}
	root, err := os.OpenRoot(".")
	if err != nil {
		return nil, err
	}
	in := p.newInput(root.FS(), "")
	in.Single, in.Source.Name, in.Source.Pages, in.Source.Stdin = "-", "stdin", []string{"-"}, text
	if info, err := p.Stdin.Stat(); err == nil && info.Mode().IsRegular() {
		p.Guard.addInfo(info)
	}
	return in, nil
}

// newInput returns an input of the folder.
func (p *Opener) newInput(root fs.FS, dir string) *Input {
	fsys := record.NewFS(root)
	return &Input{Dir: dir, Read: fsys, Source: convert.Source{FS: fsys, Name: folderName(dir)}}
}

// PageCount returns how many pages the input seems to have.
func (in *Input) PageCount() int {
	if n := len(in.Source.Pages); n > 0 {
		return n
	}
	pages, _ := pagesIn(in.Read.FS)
	return len(pages)
}

// PageNames returns the paths of all pages that the folder seems to have.
func (in *Input) PageNames() []string {
	pages, _ := pagesIn(in.Read.FS)
	return pages
}

// OutputMark begins the path of a finding about an output file, which is not below the source root.
const OutputMark = "\x00"

// Size returns how many bytes of Markdown the input has, roughly.
func (in *Input) Size() int64 {
	var n int64
	fs.WalkDir(in.Read.FS, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case d.IsDir() && p != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case !d.IsDir() && convert.IsPage(p):
			if info, err := d.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}

// Shown returns how the page or file of the input is named in messages.
func (in *Input) Shown(p string) string {
	switch {
	case strings.HasPrefix(p, OutputMark):
		return p[len(OutputMark):]
	case p == "-" && in.Single == "-":
		return "<stdin>"
	case p == "" || p == ".":
		return in.Dir
	}
	return filepath.Join(in.Dir, filepath.FromSlash(p))
}

// Named returns how the input is named in messages.
func (in *Input) Named() string {
	switch {
	case in.Single == "-":
		return "standard input"
	case in.Single != "":
		return in.Single
	case in.Dir == "":
		return "."
	}
	return in.Dir
}

// IsGuide reports whether the input is a whole folder.
func (in *Input) IsGuide() bool { return in.Guide }

// IsStdin reports whether the input is standard input.
func (in *Input) IsStdin() bool { return in.Single == "-" }

// Inside returns a folder that the user names, from the working folder or from the source root, as a path
// below the source root.
func (in *Input) Inside(p string) (string, error) {
	if info, err := fs.Stat(in.Source.FS, filepath.ToSlash(filepath.Clean(p))); in.Archived && err == nil && info.IsDir() {
		return filepath.ToSlash(filepath.Clean(p)), nil
	}
	root, err := filepath.Abs(in.Dir)
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
