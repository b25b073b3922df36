package epub

import (
	"context"
	"fmt"
	"io"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/markup"
)

// A Writer writes EPUB. Its fields are options; the zero value is a good default. It may be used from many goroutines.
type Writer struct {
	// File is the name of a book's file, or of a single page's; "" is the book's name or the page's path, with .epub.
	File string
	// NumberSections puts numbers before headings.
	NumberSections bool
	// TOC is how many levels of headings the contents have below each page; 0 is one in a book and two for a lone page,
	// below 0 is none.
	TOC int
	// CSS are further style rules, after the writer's own.
	CSS string
	// Cover is an image for the cover; without one the cover is drawn.
	Cover File
	// Modified is when the book was changed last. Zero is the day of its metadata, else the first day of 1980.
	Modified time.Time
}

// A File is a file by its name and its content.
type File struct {
	Name string
	Data []byte
}

var _ writers.Writer = (*Writer)(nil)

// Write makes one EPUB of a guide, and one of each lone page.
func (w *Writer) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	if !b.Lone {
		name := w.File
		if name == "" {
			name = b.Name + ".epub"
		}
		return w.writeFile(ctx, out, name, b, b.Pages, report)
	}
	for _, p := range b.Pages {
		name := w.File
		if name == "" || len(b.Pages) > 1 {
			name = strings.TrimSuffix(p.Path, path.Ext(p.Path)) + ".epub"
			if p.Path == "-" {
				name = b.Name + ".epub"
			}
		}
		if err := w.writeFile(ctx, out, name, b, []*tree.Page{p}, report); err != nil {
			return err
		}
	}
	return nil
}

// writeFile makes one file of the pages.
func (w *Writer) writeFile(ctx context.Context, out writers.Output, name string, b *tree.Book, pages []*tree.Page, report func(tree.Diag)) error {
	v, err := w.newVolume(b, pages, report)
	if err != nil {
		return err
	}
	if err := v.print(ctx, report); err != nil {
		return err
	}
	if !v.hasPages() { // each was reported
		return nil
	}
	f, err := out.Create(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := v.pack(ctx, f, report); err != nil {
		abort(f)
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func abort(f io.Closer) {
	if a, ok := f.(writers.Aborter); ok {
		a.Abort()
		return
	}
	f.Close()
}

// print makes all pages, on as many workers as there are processors. When one fails, the others are made again
// without links to it.
func (v *volume) print(ctx context.Context, report func(tree.Diag)) error {
	for {
		var next atomic.Int64
		var failed atomic.Bool
		found := make([][]tree.Diag, len(v.entries))
		var wg sync.WaitGroup
		for range min(runtime.GOMAXPROCS(0), len(v.entries)) {
			wg.Go(func() {
				p := &printer{v: v}
				for ctx.Err() == nil {
					i := int(next.Add(1)) - 1
					if i >= len(v.entries) {
						return
					}
					if e := v.entries[i]; !e.failed && !p.render(e, func(d tree.Diag) { found[i] = append(found[i], d) }) {
						failed.Store(true)
					}
				}
			})
		}
		wg.Wait()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for i, ds := range found {
			for _, d := range ds {
				if !failed.Load() || v.entries[i].failed {
					report(d)
				}
			}
		}
		for _, e := range v.entries {
			e.out = e.failed
		}
		if !failed.Load() {
			return nil
		}
	}
}

// render makes a page's file and reports whether that worked.
func (p *printer) render(e *entry, report func(tree.Diag)) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			report(markup.Failure(e.page, r))
			e.failed = true
		}
	}()
	p.start(e, report)
	p.document()
	data := p.Finish()
	e.file = packed(e.name, data)
	e.math, e.svg = holds(data, "<math"), holds(data, "<svg")
	return true
}
