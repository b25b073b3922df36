package html

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"platen/convert/tree"
	"platen/writers"
)

// Pages write single pages of a book, apart from the others. They are not safe for concurrent use.
type Pages struct {
	w     *Writer
	b     *tree.Book
	s     *site
	metas []tree.Meta // of the entries, as the site has seen them
}

// Pages prepares for single pages of the book.
func (w *Writer) Pages(b *tree.Book) *Pages {
	a := &Pages{w: w, b: b}
	a.prepare()
	return a
}

func (a *Pages) prepare() {
	a.s = newSite(a.w, a.b, func(tree.Diag) {})
	a.metas = nil
	for _, e := range a.s.entries {
		a.metas = append(a.metas, e.page.Meta)
	}
}

// Write writes a page of the book and nothing else. The page may have changed since the others were prepared.
func (a *Pages) Write(ctx context.Context, out writers.Output, page *tree.Page, report func(tree.Diag)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if a.s.single {
		return errors.New("a book in one file has no pages to write apart")
	}
	if e := a.s.of[page]; e != nil && !a.fits(e) {
		a.prepare()
	}
	e := a.s.of[page]
	if e == nil {
		return fmt.Errorf("no output for page %s", page.Path)
	}
	p := &printer{}
	data := a.s.renderPage(p, e, report)
	if data == nil {
		return nil
	}
	return a.s.writeEntry(out, p, e, data)
}

// fits reports whether the site knows of the page what it says now: the title and what its metadata mean for others.
func (a *Pages) fits(e *entry) bool {
	return a.s.pageTitle(e.page) == e.plainTitle && reflect.DeepEqual(a.metas[e.i], e.page.Meta) &&
		(len(a.w.Brand.Mermaid) == 0 || hasMermaid(e.page) == e.mermaid)
}

// WritePage writes one page of the book and nothing else.
func (w *Writer) WritePage(ctx context.Context, out writers.Output, b *tree.Book, page *tree.Page, report func(tree.Diag)) error {
	return w.Pages(b).Write(ctx, out, page, report)
}
