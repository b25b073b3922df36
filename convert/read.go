package convert

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"platen/convert/internal/name"
	"platen/convert/internal/notebook"
	"platen/convert/internal/site"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// find looks for the pages of a project, and returns the paths of the other files below the pages' folder.
func (l *loader) find(s *site.Site) (others []string, err error) {
	files, others, err := walk(l.src.FS, s.Dir)
	if err != nil {
		return nil, fmt.Errorf("cannot read the folder: %w", err)
	}
	for _, f := range files {
		f.page, _ = name.RelativeTo(s.Dir, f.path)
		if f.path != s.ContentsFile && !s.Excluded(f.page) {
			l.files = append(l.files, f)
		}
	}
	if len(l.files) == 0 {
		return nil, errors.New("there is no Markdown page in the folder")
	}
	for i, p := range others {
		others[i], _ = name.RelativeTo(s.Dir, p)
	}
	l.dropUnreadable()
	l.files = dropClashes(l.files, l.report)
	return others, nil
}

// chooseDialect takes the project's dialect; where it has none, what the pages look like tells.
func (l *loader) chooseDialect(ctx context.Context, s *site.Site) error {
	l.meta = s.Meta
	l.why = "as there is no project file"
	if s.File != "" {
		l.why = "as there is a " + s.File
	}
	if s.Dialect == "auto" && !l.asksFor() {
		c, err := l.look(ctx, true)
		if err != nil {
			return err
		}
		if c.dialect != "" {
			s.Addresses.Wiki = s.Addresses.Wiki || c.wiki
			s.Dialect, l.why = c.dialect, fmt.Sprintf("%s in %s:%d", c.why, c.path, c.line)
		} else if s.Kind == "" && s.ContentsFile != "" && !l.present(".gitbook.yaml") && !l.present("book.json") {
			s.Dialect, l.why = "mdbook+autolinks+front_matter", "as there is a "+s.ContentsFile
		}
	}
	return l.useDialect(s.Dialect)
}

func (l *loader) present(file string) bool { return stat(l.src.FS, file).err == nil }

func (l *loader) useDialect(dialect string) error {
	if l.asksFor() {
		dialect = l.opts.From
	}
	var err error
	if l.reader, err = l.newReader(dialect); err != nil {
		return err
	}
	l.mdx, l.notes = l.reader, l.reader
	if base, _, _ := strings.Cut(dialect, "+"); base == "auto" && !l.asksFor() {
		l.mdx, err = l.newReader(dialect + "+jsx+fenced_divs+any_note")
	}
	if err == nil && !l.asksFor() {
		l.notes, err = l.newReader(dialect + "+math_dollars")
	}
	return err
}

func (l *loader) newReader(dialect string) (*markdown.Reader, error) {
	if dialect == "json" { // readJSON reads the pages
		dialect = "auto"
	}
	d := l.opts.Dialect
	if d == nil {
		var err error
		if d, err = markdown.ParseDialect(dialect); err != nil {
			return nil, err
		}
	}
	r := &markdown.Reader{Dialect: d, Limits: l.opts.Limits, AllowHTML: l.opts.AllowHTML, IconNames: l.opts.IconNames}
	r.Settings.Given = l.given()
	if fsys := l.src.FS; fsys != nil {
		r.Include = func(p string) ([]byte, error) {
			f := stat(fsys, p)
			return f.read(fsys, l.opts.Limits)
		}
		r.Above = func(p string) bool { return name.Leaves(p) && name.Readable(fsys, p) }
	}
	return r, nil
}

// given are the values of -M by their names.
func (l *loader) given() map[string]string {
	out := map[string]string{}
	for name := range l.opts.Meta {
		if s := l.opts.Meta.String(name); s != "" {
			out[name] = s
		}
	}
	return out
}

// dropUnreadable reports the files that are known to give no page.
func (l *loader) dropUnreadable() {
	l.files = slices.DeleteFunc(l.files, func(f file) bool {
		if f.err != nil {
			l.report(unreadable(f.path, f.err))
		}
		return f.err != nil
	})
}

// good returns the pages that could be read, in file order.
func (l *loader) good() []*tree.Page {
	out := make([]*tree.Page, 0, len(l.pages))
	for _, p := range l.pages {
		if p != nil {
			out = append(out, p)
		}
	}
	return out
}

// readAll reads all files in parallel, the largest first.
func (l *loader) readAll(ctx context.Context) error {
	l.pages = make([]*tree.Page, len(l.files))
	l.diags = make([]Findings, len(l.files))
	return l.parallel(ctx, func(i int) {
		f := &l.files[i]
		p, err := l.readPage(ctx, f, l.diags[i].Add)
		if err != nil {
			if ctx.Err() == nil {
				l.diags[i] = Findings{}
				l.diags[i].Add(unreadable(f.path, err))
			}
			return
		}
		l.pages[i] = p
	})
}

// errPass marks a page that one of Options.Passes gave up.
var errPass = errors.New("a pass failed")

// readPage reads a page and gives it the shape that links are resolved in.
func (l *loader) readPage(ctx context.Context, f *file, report func(tree.Diag)) (p *tree.Page, err error) {
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, tree.Crashed(r)
		}
	}()
	if p, err = l.parse(ctx, f, report); err != nil {
		return nil, err
	}
	p.Path = f.page
	for _, pass := range l.opts.Passes {
		if err := pass(ctx, p); err != nil {
			return nil, fmt.Errorf("%w: %w", errPass, err)
		}
	}
	l.opts.Conditions.apply(p, &chooser{c: &l.opts.Conditions, meta: []tree.Meta{l.opts.Meta, p.Meta, l.opts.Project, l.meta}, differs: &l.differs}, report)
	procedures(p)
	return p, nil
}

func (l *loader) parse(ctx context.Context, f *file, report func(tree.Diag)) (*tree.Page, error) {
	text, err := l.src.Stdin, error(nil)
	if f.path != "-" {
		text, err = f.read(l.src.FS, l.opts.Limits)
	} else {
		err = refused(text)
	}
	if err != nil {
		return nil, err
	}
	f.text = nil
	reader := l.reader
	if strings.EqualFold(path.Ext(f.path), ".mdx") {
		reader = l.mdx
	}
	if notebook.Is(f.path) {
		reader = l.notes
	}
	if l.opts.From == "json" && l.opts.Dialect == nil {
		return readJSON(f.path, text, l.opts.AllowHTML, report)
	}
	p, err := reader.Read(ctx, f.path, text, report)
	if err == nil {
		l.opts.Account.page(p, text, report)
	}
	return p, err
}

// parallel calls do for the index of each file, the largest file first, on GOMAXPROCS workers. A file on which it panics has
// a finding that says so.
func (l *loader) parallel(ctx context.Context, do func(i int)) error {
	order := make([]int, len(l.files))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.files[b].size, l.files[a].size) })
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(order)) {
		wg.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(order) {
					return
				}
				l.kept(order[n], do)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// kept keeps a panic of do on one file from the others. What do has not come to in its page stays as it is written.
func (l *loader) kept(i int, do func(i int)) {
	defer func() {
		if r := recover(); r != nil {
			d, _ := tree.CrashOf(tree.Crashed(r), nil, l.files[i].path, "the page could not be completed")
			l.diags[i].Add(d)
		}
	}()
	do(i)
}
