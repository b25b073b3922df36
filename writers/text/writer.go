package text

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// A Writer writes plain text. Its fields are options; the zero value writes a file for each page, "setup.txt" for
// "setup.md" (with ANSI "setup.ansi"). It may be used from many goroutines.
type Writer struct {
	File           string // "guide.txt": the whole book in this one file, in reading order; "": a file a page
	Columns        int    // columns of a line; 0: 80
	Links          string // outside addresses: "reference" or "" lists them at the page's end, "inline" has them in the text, "none" leaves them out
	ASCII          bool   // rules and tables of ASCII characters
	Math           string // formulas: "unicode" sets them in lines of Unicode where they have such a form, "tex" shows their TeX, "auto" or "" sets those among words whose every sign has one; with ASCII it is TeX
	ANSI           bool   // colours and bold for a terminal, as SGR codes
	NumberSections bool   // number headings
	TOC            int    // levels of contents at the beginning of a page, or of the book in one file; 0: none
}

var _ writers.Writer = (*Writer)(nil)

// Write makes the files. A page that fails is reported and left out.
func (w *Writer) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	if w.File != "" {
		return w.writeBook(ctx, out, b, report)
	}
	names := map[string]*tree.Page{}
	list := make([]*tree.Page, 0, len(b.Pages))
	for _, p := range b.Pages {
		name := w.fileName(p)
		if first := names[name]; first != nil {
			report(tree.Diag{Page: p, Severity: tree.Error, Code: tree.Clash, Msg: fmt.Sprintf("%s would be written from %s as well as from this page", name, first.Path), Hint: "rename one of them"})
			continue
		}
		names[name] = p
		list = append(list, p)
	}
	numbers := w.numbers(b)
	return pages.Each(ctx, len(list), newPrinter, func(p *printer, i int) error {
		text, ok := p.page(w, b, list[i], numbers[list[i]], report)
		if !ok {
			return nil
		}
		return pages.Put(out, w.fileName(list[i]), text)
	})
}

// WritePage writes the file of one page of the book and nothing else.
func (w *Writer) WritePage(ctx context.Context, out writers.Output, b *tree.Book, page *tree.Page, report func(tree.Diag)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	text, ok := new(printer).page(w, b, page, w.numbers(b)[page], report)
	if !ok {
		return nil
	}
	return pages.Put(out, w.fileName(page), text)
}

// writeBook writes all pages into one file, two blank lines between them. Without pages there is no file.
func (w *Writer) writeBook(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	if len(b.Pages) == 0 {
		return nil
	}
	numbers := w.numbers(b)
	single := *w // a page's own contents are in the book's
	if len(b.Pages) > 1 {
		single.TOC = 0
	}
	return pages.Write(out, w.File, func(f io.Writer) error {
		written := false
		write := func(text []byte) error {
			if len(text) == 0 {
				return nil
			}
			if written {
				if _, err := f.Write([]byte("\n\n")); err != nil {
					return err
				}
			}
			written = true
			_, err := f.Write(text)
			return err
		}
		if w.TOC > 0 && len(b.Pages) > 1 {
			if err := write(new(printer).bookContents(w, b, numbers)); err != nil {
				return err
			}
		}
		return pages.InOrder(ctx, len(b.Pages), newPrinter, func(p *printer, i int, buf []byte) ([]byte, []byte) {
			text, _ := p.page(&single, b, b.Pages[i], numbers[b.Pages[i]], report)
			buf = append(buf[:0], text...)
			return buf, buf
		}, write)
	})
}

func newPrinter() *printer { return new(printer) }

func (w *Writer) numbers(b *tree.Book) map[*tree.Page]string {
	if !w.NumberSections {
		return nil
	}
	return pageNumbers(b.Nav)
}

// fileName returns the output's name for a page.
func (w *Writer) fileName(p *tree.Page) string {
	ext := ".txt"
	if w.ANSI {
		ext = ".ansi"
	}
	return pages.File(p, "stdin", ext)
}

// page returns the text of the page, which is good until p is used again. ok is false when the page failed.
func (p *printer) page(w *Writer, b *tree.Book, page *tree.Page, number string, report func(tree.Diag)) (text []byte, ok bool) {
	ok = pages.Try(page, "the text could not be made", report, func() { text = p.print(w, b, page, number) })
	return text, ok
}

// print is page for a page that has no faults.
func (p *printer) print(w *Writer, b *tree.Book, page *tree.Page, number string) []byte {
	p.begins(w, b, page)
	p.outline = newOutline(page, w.NumberSections, number)
	blocks := page.Blocks
	if w.TOC > 0 && len(blocks) > 0 {
		if h, ok := blocks[0].(*tree.Heading); ok && p.outline.level(h) == 1 {
			p.heading(h)
			blocks = blocks[1:]
		}
		p.pageContents(w.TOC)
	}
	p.blocks(blocks)
	p.footnotes(page)
	p.references()
	return p.buf
}

// begins makes p ready for a page.
func (p *printer) begins(w *Writer, b *tree.Book, page *tree.Page) {
	if p.state == nil {
		p.state = &state{linkNo: map[string]int{}}
	}
	p.w, p.words = w, words.For(b.Lang(page))
	if page != nil {
		p.from = w.fileName(page)
	}
	p.links = p.links[:0]
	clear(p.linkNo)
	cols := w.Columns
	if cols <= 0 {
		cols = 80
	}
	p.reset(cols)
}

func itoa(n int) string { return strconv.Itoa(n) }
