package epub

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
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
	// ImageLimit is how many pixels the longer side of a PNG, JPEG or still WebP image may have; what has more is scaled
	// down. 0 and less leaves images as they are.
	ImageLimit int
	// Modified is when the book was changed last. Zero is the day of its metadata, else the first day of 1980.
	Modified time.Time
	// Sheets are where the sheets of editions on paper begin, as the PDF writer tells them. A file with the same pages as
	// one of them marks these places, and lists them.
	Sheets []tree.Sheets
}

// A File is a file by its name and its content.
type File struct {
	Name string
	Data []byte
}

var _ writers.Writer = (*Writer)(nil)

// Write makes one EPUB of a guide, and one of each lone page.
func (w *Writer) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	return pages.Documents(b, w.File, ".epub", func(name string, of []*tree.Page) error {
		return w.writeFile(ctx, out, name, b, of, report)
	})
}

// writeFile makes one file of the pages.
func (w *Writer) writeFile(ctx context.Context, out writers.Output, name string, b *tree.Book, of []*tree.Page, report func(tree.Diag)) error {
	v, err := w.newVolume(b, of, report)
	if err != nil {
		return err
	}
	if err := v.print(ctx, report); err != nil {
		return err
	}
	if !v.hasPages() { // each was reported
		return nil
	}
	return pages.Write(out, name, func(to io.Writer) error { return v.pack(ctx, to, report) })
}

// print makes all pages, on as many workers as there are processors. When one fails, the others are made again
// without links to it.
func (v *volume) print(ctx context.Context, report func(tree.Diag)) error {
	for {
		var failed atomic.Bool
		found := make([][]tree.Diag, len(v.entries))
		err := pages.Each(ctx, len(v.entries), func() *printer { return &printer{v: v} }, func(p *printer, i int) error {
			if e := v.entries[i]; !e.failed && !p.render(e, func(d tree.Diag) { found[i] = append(found[i], d) }) {
				e.failed = true
				failed.Store(true)
			}
			return nil
		})
		if err != nil {
			return err
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
	return pages.Try(e.page, "the page could not be written", report, func() {
		p.start(e, report)
		p.document()
		data := p.Finish()
		e.file = packed(e.name, data)
		e.math, e.svg = holds(data, "<math"), holds(data, "<svg")
	})
}
