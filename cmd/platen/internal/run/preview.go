package run

import (
	"bytes"
	"context"
	"io"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers/html"
)

// A preview holds what a build for the server has open, so that a page that is saved can be shown before all is built
// again. It is safe for concurrent use.
type preview struct {
	mu     sync.Mutex
	guides []*opened
	close  func()
}

// An opened is a guide with the writer of its pages.
type opened struct {
	in    *input.Input
	guide *convert.Session
	pages *html.Pages
	sub   string // its folder on the server
}

func (p *preview) add(o *opened) {
	p.mu.Lock()
	p.guides = append(p.guides, o)
	p.mu.Unlock()
}

// until closes the sources now, or when the next build is there.
func (p *preview) until(closeAll func()) {
	if len(p.guides) == 0 {
		closeAll()
		return
	}
	p.close = closeAll
}

// end closes what is open.
func (p *preview) end() {
	if p.close != nil {
		p.close()
	}
	p.guides, p.close = nil, nil
}

// maxShown is how many changed files are shown before a build.
const maxShown = 4

// shows reports whether all of the changed files are pages that show can make.
func (p *preview) shows(changed []string) bool {
	if len(changed) > maxShown {
		return false
	}
	for _, file := range changed {
		if !slices.ContainsFunc(p.guides, func(o *opened) bool {
			rel, ok := o.path(file)
			return ok && o.guide.Has(rel)
		}) {
			return false
		}
	}
	return true
}

// show makes the pages of the changed files, as they are now, and hands the files of each to put, with their folder in
// the site. What else the change means is seen when all is built.
func (p *preview) show(ctx context.Context, changed []string, put func(sub string, files map[string][]byte)) {
	if len(changed) > maxShown {
		return
	}
	for _, o := range p.guides {
		for _, file := range changed {
			rel, ok := o.path(file)
			if !ok {
				continue
			}
			page, err := o.guide.Reread(ctx, rel, func(tree.Diag) {})
			if err != nil || page == nil {
				continue
			}
			out := pageFiles{}
			if err := o.pages.Write(ctx, out, page, func(tree.Diag) {}); err == nil {
				put(o.sub, out)
			}
		}
	}
}

// path is that of a file relative to the guide's source root, when it is below it.
func (o *opened) path(file string) (string, bool) {
	rel, err := filepath.Rel(report.Absolute(o.in.Dir), file)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel) && !o.in.Archived
}

// pageFiles are files of one page by name.
type pageFiles map[string][]byte

// Create begins a file.
func (f pageFiles) Create(name string) (io.WriteCloser, error) {
	return &pageFile{files: f, name: path.Clean(name)}, nil
}

type pageFile struct {
	bytes.Buffer
	files pageFiles
	name  string
}

func (f *pageFile) Close() error {
	f.files[f.name] = f.Bytes()
	return nil
}
