package run

import (
	"bytes"
	"context"
	"io"
	"path"
	"path/filepath"
	"sync"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
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
	in     *input.Input
	guide  *convert.Session
	writer writers.Writer
	sub    string // its folder on the server
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

// show makes the pages of the changed files, as they are now, and hands the files of each to put, with their folder in
// the site. What else the change means is seen when all is built. It reports whether each of the files has a page.
func (p *preview) show(ctx context.Context, changed []string, put func(sub string, files map[string][]byte)) bool {
	if len(changed) > maxShown {
		return false
	}
	shown := map[string]bool{}
	for _, o := range p.guides {
		w, ok := o.writer.(pageWriter)
		if !ok || o.in.Archived {
			continue
		}
		for _, file := range changed {
			rel, err := filepath.Rel(report.Absolute(o.in.Dir), file)
			if err != nil || !filepath.IsLocal(rel) {
				continue
			}
			page, err := o.guide.Reread(ctx, filepath.ToSlash(rel), func(tree.Diag) {})
			if err != nil || page == nil {
				continue
			}
			out := pageFiles{}
			if err := w.WritePage(ctx, out, o.guide.Book, page, func(tree.Diag) {}); err == nil {
				put(o.sub, out)
				shown[file] = true
			}
		}
	}
	return len(shown) == len(changed)
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

// A pageWriter writes a page of a book apart from the others.
type pageWriter interface {
	WritePage(ctx context.Context, out writers.Output, b *tree.Book, page *tree.Page, report func(tree.Diag)) error
}
