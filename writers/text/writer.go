package text

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/words"
)

// A Writer writes plain text. Its fields are options; the zero value writes a file for each page, "setup.txt" for
// "setup.md" (with ANSI "setup.ansi"). It may be used from many goroutines.
type Writer struct {
	File           string // "guide.txt": the whole book in this one file, in reading order; "": a file a page
	Columns        int    // columns of a line; 0: 80
	Links          string // outside addresses: "reference" or "" lists them at the page's end, "inline" has them in the text, "none" leaves them out
	ASCII          bool   // rules and tables of ASCII characters
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
	pages := make([]*tree.Page, 0, len(b.Pages))
	for _, p := range b.Pages {
		name := w.fileName(p)
		if first := names[name]; first != nil {
			report(tree.Diag{Page: p, Severity: tree.Error, Code: tree.Clash, Msg: fmt.Sprintf("%s would be written from %s as well as from this page", name, first.Path), Hint: "rename one of them"})
			continue
		}
		names[name] = p
		pages = append(pages, p)
	}
	numbers := w.numbers(b)
	return eachPage(ctx, pages, func(p *printer, page *tree.Page) ([]byte, error) {
		text, ok := p.page(w, b, page, numbers[page], report)
		if !ok {
			return nil, nil
		}
		return nil, create(out, w.fileName(page), text)
	}, func([]byte) {})
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
	return create(out, w.fileName(page), text)
}

// writeBook writes all pages into one file, two blank lines between them. Without pages there is no file.
func (w *Writer) writeBook(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	if len(b.Pages) == 0 {
		return nil
	}
	f, err := out.Create(w.File)
	if err != nil {
		return fmt.Errorf("write %s: %w", w.File, err)
	}
	numbers := w.numbers(b)
	single := *w // a page's own contents are in the book's
	if len(b.Pages) > 1 {
		single.TOC = 0
	}
	var werr error
	written := false
	write := func(text []byte) {
		if len(text) == 0 || werr != nil {
			return
		}
		if written {
			_, werr = f.Write([]byte("\n\n"))
		}
		if werr == nil {
			_, werr = f.Write(text)
		}
		written = true
	}
	if w.TOC > 0 && len(b.Pages) > 1 {
		write(new(printer).bookContents(w, b, numbers))
	}
	err = eachPage(ctx, b.Pages, func(p *printer, page *tree.Page) ([]byte, error) {
		text, ok := p.page(&single, b, page, numbers[page], report)
		if !ok {
			return nil, nil
		}
		return bytes.Clone(text), nil
	}, write)
	if err == nil {
		err = werr
	}
	if err != nil {
		if a, ok := f.(writers.Aborter); ok {
			a.Abort()
		} else {
			f.Close()
		}
		return fmt.Errorf("write %s: %w", w.File, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", w.File, err)
	}
	return nil
}

func (w *Writer) numbers(b *tree.Book) map[*tree.Page]string {
	if !w.NumberSections {
		return nil
	}
	return pageNumbers(b.Nav)
}

// create writes one file.
func create(out writers.Output, name string, text []byte) error {
	f, err := out.Create(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if _, err = f.Write(text); err != nil {
		if a, ok := f.(writers.Aborter); ok {
			a.Abort()
		} else {
			f.Close()
		}
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// fileName returns the output's name for a page.
func (w *Writer) fileName(p *tree.Page) string {
	ext := ".txt"
	if w.ANSI {
		ext = ".ansi"
	}
	if p.Path == "-" {
		return "stdin" + ext
	}
	return strings.TrimSuffix(p.Path, path.Ext(p.Path)) + ext
}

// eachPage calls makePage for all pages on as many workers as there are processors, each with a printer whose buffers
// are used again, and hands the results to take in page order, from one goroutine at a time.
// At most a few pages are made ahead. It returns the first error in page order.
func eachPage(ctx context.Context, pages []*tree.Page, makePage func(*printer, *tree.Page) ([]byte, error), take func([]byte)) error {
	type result struct {
		text []byte
		err  error
	}
	workers := min(runtime.GOMAXPROCS(0), len(pages))
	results := make([]chan result, len(pages))
	for i := range results {
		results[i] = make(chan result, 1)
	}
	next := make(chan int)
	stop := make(chan struct{})
	ahead := make(chan struct{}, 8*workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			p := new(printer)
			for i := range next {
				text, err := makePage(p, pages[i])
				results[i] <- result{text, err}
			}
		})
	}
	wg.Go(func() {
		defer close(next)
		for i := range pages {
			select {
			case ahead <- struct{}{}:
			case <-stop:
				return
			}
			select {
			case next <- i:
			case <-stop:
				return
			}
		}
	})
	defer wg.Wait()
	defer close(stop)
	for i := range pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		r := <-results[i]
		<-ahead
		if r.err != nil {
			return r.err
		}
		take(r.text)
	}
	return nil
}

// page returns the text of the page, which is good until p is used again. ok is false when the page failed.
func (p *printer) page(w *Writer, b *tree.Book, page *tree.Page, number string, report func(tree.Diag)) (text []byte, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			report(tree.Diag{Page: page, Severity: tree.Error, Code: tree.PageFailed, Msg: fmt.Sprintf("text: %v", r), Hint: "please report this page"})
			text, ok = nil, false
		}
	}()
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
	return p.buf, true
}

// begins makes p ready for a page.
func (p *printer) begins(w *Writer, b *tree.Book, page *tree.Page) {
	if p.state == nil {
		p.state = &state{linkNo: map[string]int{}}
	}
	p.w, p.words = w, words.For(b.Lang(page))
	p.links = p.links[:0]
	clear(p.linkNo)
	cols := w.Columns
	if cols <= 0 {
		cols = 80
	}
	p.reset(cols)
}

func itoa(n int) string { return strconv.Itoa(n) }
