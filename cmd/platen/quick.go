package main

import (
	"bytes"
	"context"
	"io"
	"path"
	"path/filepath"
	"sync"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/serve"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
)

// A quick holds what a build for the server has open, so that a page that is saved can be shown before all is built
// again. It is safe for concurrent use.
type quick struct {
	mu     sync.Mutex
	guides []*opened
	close  func()
}

// An opened is a guide with the writer of its pages.
type opened struct {
	in     *input.Input
	guide  *convert.Guide
	writer writers.Writer
	sub    string // its folder on the server
}

func (q *quick) add(o *opened) {
	q.mu.Lock()
	q.guides = append(q.guides, o)
	q.mu.Unlock()
}

// until closes the sources now, or when the next build begins.
func (q *quick) until(c *command, closeAll func()) {
	if len(q.guides) == 0 {
		closeAll()
		return
	}
	q.close = closeAll
}

// end closes what is open.
func (q *quick) end() {
	if q.close != nil {
		q.close()
	}
	q.guides, q.close = nil, nil
}

// maxQuick is how many changed files are shown before a build.
const maxQuick = 4

// show makes the pages of the changed files, as they are now, in the site that the server has. What else the change
// means is seen when all is built.
func (q *quick) show(ctx context.Context, changed []string, s *serve.Server) {
	if len(changed) > maxQuick {
		return
	}
	for _, o := range q.guides {
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
				s.Patch(o.sub, out)
			}
		}
	}
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
