package markdown

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// A Writer writes Markdown. Its fields are options; the zero value writes GitHub's dialect. It may be used from many
// goroutines.
type Writer struct {
	// Dialect is the dialect of the output, one of Dialects; "" is gfm.
	Dialect string
	// IDs returns the ids that a reader of a dialect gives the headings of a page by itself: those are not written. Without it
	// they are the headings' slugs.
	IDs func(dialect string, p *tree.Page) map[*tree.Heading]string
}

var _ writers.Writer = (*Writer)(nil)

// Write makes the files: a file a page, the images and downloads of a guide, and its contents list. A page that fails is
// reported and left out.
func (w *Writer) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	f, ok := formOf(w.Dialect)
	if !ok {
		return fmt.Errorf("there is no Markdown dialect %q to write", w.Dialect)
	}
	j := newJob(w, f, b)
	names := map[string]*tree.Page{}
	list := make([]*tree.Page, 0, len(b.Pages))
	for _, p := range b.Pages {
		name := fileName(p)
		if first := names[name]; first != nil {
			report(tree.Diag{Page: p, Severity: tree.Error, Code: tree.Clash, Msg: fmt.Sprintf("%s would be written from %s as well as from this page", name, first.Path), Hint: "rename one of them"})
			continue
		}
		names[name] = p
		list = append(list, p)
	}
	err := pages.Each(ctx, len(list), func() *printer { return new(printer) }, func(p *printer, i int) error {
		text, ok := p.page(j, list[i], report)
		if !ok {
			return nil
		}
		return pages.Put(out, fileName(list[i]), text)
	})
	if err != nil {
		return err
	}
	if err := j.contents(out, names, report); err != nil {
		return err
	}
	return pages.CopyAssets(ctx, out, b.Assets, report)
}

// WritePage writes the file of one page of the book and nothing else.
func (w *Writer) WritePage(ctx context.Context, out writers.Output, b *tree.Book, page *tree.Page, report func(tree.Diag)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, ok := formOf(w.Dialect)
	if !ok {
		return fmt.Errorf("there is no Markdown dialect %q to write", w.Dialect)
	}
	j := newJob(w, f, b)
	text, ok := new(printer).page(j, page, report)
	if !ok {
		return nil
	}
	return pages.Put(out, fileName(page), text)
}

// A job is what the printers of one book share.
type job struct {
	w    *Writer
	f    form
	book *tree.Book
	// Ids that headings get by themselves, by the dialect's rule and by GitHub's.
	ids, github map[*tree.Page]map[*tree.Heading]string
}

// newJob finds the ids that headings get by themselves.
func newJob(w *Writer, f form, b *tree.Book) *job {
	j := &job{w: w, f: f, book: b, ids: map[*tree.Page]map[*tree.Heading]string{}, github: map[*tree.Page]map[*tree.Heading]string{}}
	if w.IDs == nil {
		return j
	}
	list := b.Pages
	found := make([]map[*tree.Heading]string, len(list))
	dialect := j.w.Dialect
	if dialect == "" {
		dialect = "gfm"
	}
	hub := make([]map[*tree.Heading]string, len(list))
	pages.All(len(list), func(i int) {
		found[i] = j.w.IDs(dialect, list[i])
		hub[i] = j.w.IDs("gfm", list[i])
	})
	for i, p := range list {
		j.ids[p], j.github[p] = found[i], hub[i]
	}
	return j
}

// fileName returns the output's name for a page.
func fileName(p *tree.Page) string { return pages.File(p, "stdin", ".md") }

// A printer prints pages, one after the other.
type printer struct {
	*job
	pg    *tree.Page
	words *words.Words
	auto  map[*tree.Heading]string
	hub   map[*tree.Heading]string

	buf      []byte
	prefix   string // of each line
	lead     string // of the next line, instead of prefix; "" for none
	cells    int    // how many elements of a table or a list of definitions are open
	item     bool   // the next block is the first of an item
	after    tree.Block
	lastMark byte // of the last list
	labels   map[*tree.Footnote]string
	hasMath  bool // the page has formulas
	inTabs   bool // tabs are open
}

// page returns the Markdown of a page, which is good until p is used again.
func (p *printer) page(j *job, page *tree.Page, report func(tree.Diag)) (text []byte, ok bool) {
	ok = pages.Try(page, "the Markdown could not be made", report, func() {
		*p = printer{job: j, pg: page, words: words.For(j.book.Lang(page)), auto: j.ids[page], hub: j.github[page], buf: p.buf[:0]}
		p.hasMath = hasMath(page)
		p.print()
	})
	return p.buf, ok
}

func hasMath(page *tree.Page) bool {
	for n := range tree.Preorder(page) {
		switch n := n.(type) {
		case *tree.CodeBlock: // it is read as a formula
			if n.Lang == "math" {
				return true
			}
		case *tree.Math, *tree.MathBlock:
			return true
		}
	}
	return false
}

func (p *printer) print() {
	p.front()
	bs := p.pg.Blocks
	if len(bs) > 0 {
		if h, ok := bs[0].(*tree.Heading); ok && h.Generated && p.generated() {
			bs = bs[1:]
		}
	}
	if len(bs) > 0 && len(p.buf) > 0 {
		p.blank()
	}
	p.blocks(bs, false)
	p.notes()
}

// generated reports whether a reader makes the page's title again: from its metadata, or its file's name.
func (p *printer) generated() bool {
	if p.pg.Meta["title"] != nil {
		return p.f.front
	}
	for n := range tree.Preorder(p.pg) {
		if h, ok := n.(*tree.Heading); ok && h.Level == 1 && !h.Generated {
			return false
		}
	}
	return true
}

// notes prints the footnotes at the page's end.
func (p *printer) notes() {
	for i, n := range p.pg.Notes {
		if len(p.buf) > 0 {
			p.blank()
		}
		p.after = nil
		if p.f.notes {
			p.within("[^"+p.label(n)+"]: ", "    ", func() {
				p.blocks(n.Blocks, false)
				if p.lead != "" {
					p.line("")
				}
			})
			continue
		}
		if i == 0 {
			p.rule()
			p.blank()
		}
		lead := itoa(n.Number) + ". "
		p.within(lead, "    "[:min(4, len(lead))], func() {
			if p.blocks(n.Blocks, false); len(n.Blocks) == 0 {
				p.line("")
			}
		})
	}
}

// label is the name of a footnote: its own, or its number where that has what a name cannot have.
func (p *printer) label(n *tree.Footnote) string {
	if p.labels == nil {
		p.labels = map[*tree.Footnote]string{}
		taken := map[string]bool{}
		for _, n := range p.pg.Notes {
			s := n.Label
			if s == "" || !plainLabel(s) || taken[s] {
				s = itoa(n.Number)
				for taken[s] {
					s = "n" + s
				}
			}
			taken[s] = true
			p.labels[n] = s
		}
	}
	return p.labels[n]
}

// plainLabel reports whether a footnote can have the label: letters, digits and signs that no dialect reads as more.
func plainLabel(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x80 && !(r >= '0' && r <= '9' || isLetter(byte(r)) || r == '-' || r == '_' || r == '.') || unicode.IsSpace(r) || unicode.IsControl(r)
	})
}

// plainName reports whether an option of a directive can have the name.
func plainName(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '"' || r == '<' || r == '&'
	})
}

// place is where a paragraph stands.
func (p *printer) place() place {
	pl := place{item: p.item && p.lead != "", first: len(p.buf) == 0}
	p.item = false
	return pl
}

// within prints lines behind a prefix, the first of them behind another one.
func (p *printer) within(first, rest string, print func()) {
	was, lead := p.prefix, p.lead
	if lead == "" {
		lead = was
	}
	p.lead, p.prefix = lead+first, was+rest
	print()
	p.prefix = was
	if p.lead != "" && len(p.lead) >= len(first) {
		p.lead = ""
	}
}

// withoutOrders writes what mdBook would put a file in place of with a backslash, which it takes off.
func withoutOrders(s string) string {
	for _, name := range []string{"include", "rustdoc_include", "playground", "playpen"} {
		s = strings.ReplaceAll(s, "{{#"+name+" ", `\{{#`+name+" ")
	}
	return s
}

// line prints a line.
func (p *printer) line(s string) {
	prefix := p.prefix
	if p.lead != "" {
		prefix, p.lead = p.lead, ""
	}
	if s == "" {
		for len(prefix) > 0 && prefix[len(prefix)-1] == ' ' {
			prefix = prefix[:len(prefix)-1]
		}
	}
	if p.f.includes && strings.Contains(s, "{{#") {
		s = withoutOrders(s)
	}
	p.buf = append(append(append(p.buf, prefix...), s...), '\n')
}

// text prints lines.
func (p *printer) text(s string) {
	for {
		i := 0
		for i < len(s) && s[i] != '\n' {
			i++
		}
		p.line(s[:i])
		if i == len(s) {
			return
		}
		s = s[i+1:]
	}
}

// blank prints a blank line, but for one at the beginning of a container.
func (p *printer) blank() {
	if p.lead == "" && len(p.buf) > 0 {
		p.line("")
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
