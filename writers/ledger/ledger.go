package ledger

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// A Job is one output of a book.
type Job struct {
	Format string // "html", "text", "dita", "pdf" or "epub"
	Book   *tree.Book
	// Read returns a file that was written, by its name in the output: slash-separated, relative.
	Read func(name string) ([]byte, error)

	// What the output was asked for.
	One         bool   // all pages are in one file
	Numbered    bool   // headings have numbers
	Contents    int    // levels of contents at the beginning of a page of text
	Links       string // in text: "inline" has addresses behind their words, "none" leaves them out
	ASCII       bool   // text has only ASCII for signs of its own
	Math        string // in text: "unicode" has formulas in lines of Unicode, "tex" as TeX, else those among words that have an exact form
	RemoteLinks bool   // HTML has links in place of images on other servers
	PageRefs    bool   // PDF has page numbers behind links into the guide
	Counted     bool   // PDF has numbers before captions

	ContentsKept bool // DITA has the contents lists in pages that the map has as well
}

// A Sheet is the table of an output: what the source has, what the output has. It is not changed once made.
type Sheet struct {
	Format string `json:"format"` // "tree" for the pages' texts beside the tree
	Pages  int    `json:"pages"`
	Rows   []Row  `json:"rows"`
	// LeftOut is what of the source is left out on purpose, by its name: comments, metadata. Only the tree's sheet has it.
	LeftOut map[string]int `json:"leftOut,omitempty"`
}

// A Row counts things of one kind.
type Row struct {
	Kind   string `json:"kind"`
	Source int    `json:"source"` // what the output has to have
	Output int    `json:"output"`
	Lost   int    `json:"lost"`  // in the source and not in the output
	Extra  int    `json:"extra"` // twice in the output, or from nowhere
}

// Balanced reports whether nothing is lost and nothing is extra.
func (s *Sheet) Balanced() bool {
	for _, r := range s.Rows {
		if r.Lost > 0 || r.Extra > 0 {
			return false
		}
	}
	return true
}

// Add adds the numbers of another book's output in the same format.
func (s *Sheet) Add(t *Sheet) {
	s.Pages += t.Pages
	for what, n := range t.LeftOut {
		if s.LeftOut == nil {
			s.LeftOut = map[string]int{}
		}
		s.LeftOut[what] += n
	}
	if s.Rows == nil {
		s.Rows = make([]Row, len(t.Rows))
	}
	for i, r := range t.Rows {
		q := &s.Rows[i]
		q.Kind = r.Kind
		q.Source, q.Output, q.Lost, q.Extra = q.Source+r.Source, q.Output+r.Output, q.Lost+r.Lost, q.Extra+r.Extra
	}
}

// A checker checks one output.
type checker struct {
	Job
	form   form
	names  *names
	report func(tree.Diag)

	mu     sync.Mutex
	counts [kinds]Row
	ids    map[*tree.Page]map[string]tree.Pos // of each page's output
	wanted []wanted
}

// A wanted is a link into the book whose anchor has to be there.
type wanted struct {
	from, to *tree.Page
	pos      tree.Pos
	id       string
}

// Check reads the output's files back and compares them with the book. Each difference is reported as an error.
// report is called from any goroutine. The error is ctx's. A fault of the checker itself is a finding about the page that it
// is at.
func Check(ctx context.Context, j Job, report func(tree.Diag)) (*Sheet, error) {
	c := &checker{Job: j, form: formOf(j.Format), report: report, ids: map[*tree.Page]map[string]tree.Pos{}}
	c.names = newNames(j.Book, j.Format, map[string]string{"html": ".html", "text": ".txt", "dita": ".dita", "pdf": ".pdf", "epub": ".epub"}[j.Format])
	check := c.pages
	switch {
	case j.Format == "epub":
		c.RemoteLinks = true
		check = c.epubs
	case j.Format == "pdf" && !j.Book.Lone:
		check = c.bookPDF
	case j.One && len(j.Book.Pages) > 1 && j.Format == "html":
		check = c.bookHTML
	case j.One && len(j.Book.Pages) > 1 && j.Format == "text":
		check = c.bookText
	}
	var err error
	pages.Try(nil, c.fault(), report, func() {
		if j.Format == "dita" {
			c.readDITAFiles()
		}
		if err = check(ctx); err == nil {
			c.targets()
		}
	})
	if err != nil {
		return nil, err
	}
	s := &Sheet{Format: j.Format, Pages: len(j.Book.Pages)}
	for k := range kinds {
		r := c.counts[k]
		r.Kind = k.String()
		r.Output = r.Source - r.Lost + r.Extra
		s.Rows = append(s.Rows, r)
	}
	return s, nil
}

// pages checks a file a page, on all processors.
func (c *checker) pages(ctx context.Context) error {
	return pages.Each(ctx, len(c.Book.Pages), func() (s struct{}) { return s }, func(_ struct{}, i int) error {
		c.kept(c.Book.Pages[i], c.file)
		return nil
	})
}

func (c *checker) fault() string {
	return c.Format + ": what was written could not be compared with the source"
}

// kept keeps a panic on one page from the others.
func (c *checker) kept(p *tree.Page, do func(p *tree.Page)) {
	pages.Try(p, c.fault(), c.report, func() { do(p) })
}

// file checks the page's file.
func (c *checker) file(p *tree.Page) {
	name := c.names.file[p]
	data, err := c.Read(name)
	if err != nil {
		c.unreadable(p, name, err)
		return
	}
	var got *account
	switch c.Format {
	case "text":
		c.textPage(p, name, string(data))
		return
	case "pdf":
		c.lonePDF(p, name, data)
		return
	case "html":
		got, err = readHTML(c.names, name, data)
	case "dita":
		got, err = c.readDITAPage(p, c.names.dita.of[p])
	default:
		err = fmt.Errorf("no reader for %s", c.Format)
	}
	if err != nil {
		c.unreadable(p, name, err)
		return
	}
	want := c.tell(p)
	if c.form.notesApart {
		pairNotes(want, got)
	}
	c.compare(p, name, want, got)
}

// tell is the account that a page's output has to have.
func (c *checker) tell(p *tree.Page) *account {
	form := c.form
	form.dita = c.names.dita
	return tell(&c.Job, p, form, nil, nil)
}

// textPage checks the text of a page.
func (c *checker) textPage(p *tree.Page, name, text string) {
	got := &account{lines: strings.Split(text, "\n")}
	parts := newTextReader(p).parts(got.lines, 1)
	m := &marks{tables: parts.tables(), links: map[string]int{}, inline: c.Links == "inline", none: c.Links == "none", ascii: c.ASCII, math: c.Math}
	want := tell(&c.Job, p, c.form, m, nil)
	parts.account(got)
	c.compare(p, name, want, got)
}

// unlike says how much a footnote of the output differs from one of the source.
func unlike(w, g *account) int {
	n := 0
	for _, h := range align(w.words, g.words).hunks {
		n += h.w2 - h.w1 + h.g2 - h.g1
	}
	var have, may [kinds]int
	for _, f := range g.facts {
		have[f.kind]++
	}
	for _, f := range w.facts {
		switch {
		case f.by:
		case f.may, f.own:
			may[f.kind]++
		default:
			have[f.kind]--
		}
	}
	for k, d := range have {
		n += max(-d, d-may[k], 0)
	}
	return n
}

// pairNotes puts the footnotes of both behind the rest, each beside the one with the same words.
func pairNotes(want, got *account) {
	used := make([]bool, len(got.notes))
	pair := make([]int, len(want.notes))
	for i, w := range want.notes {
		pair[i] = -1
		best := 0
		for k, g := range got.notes {
			if used[k] {
				continue
			}
			if n := unlike(w, g); pair[i] < 0 || n < best {
				pair[i], best = k, n
			}
			if best == 0 {
				break
			}
		}
		if best > 0 {
			pair[i] = -1 // for what the others leave
		} else if pair[i] >= 0 {
			used[pair[i]] = true
		}
	}
	put := func(a, note *account, n int) {
		a.fact(Footnotes, "note "+itoa(n+1), 0)
		a.append(note)
	}
	for i, w := range want.notes {
		put(want, w, i)
		if pair[i] < 0 { // none is the same: the one that is most like it
			best := 0
			for k, g := range got.notes {
				if n := unlike(w, g); !used[k] && (pair[i] < 0 || n < best) {
					pair[i], best = k, n
				}
			}
		}
		if k := pair[i]; k >= 0 {
			put(got, got.notes[k], i)
			used[k] = true
		}
	}
	for k, g := range got.notes {
		if !used[k] {
			put(got, g, len(want.notes))
		}
	}
}

func (c *checker) unreadable(p *tree.Page, name string, err error) {
	c.report(tree.Diag{Page: p, Severity: tree.Error, Code: tree.LedgerUnread, Msg: fmt.Sprintf("%s: %s cannot be read back: %v", c.Format, name, err)})
	want := tell(&c.Job, p, c.form, nil, nil)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, w := range want.words {
		if w.counts() {
			c.counts[Words].Source++
			c.counts[Words].Lost++
		}
	}
	for _, f := range want.facts {
		c.counts[f.kind].Source++
		c.counts[f.kind].Lost++
	}
	c.counts[Anchors].Source += len(want.anchors)
	c.counts[Anchors].Lost += len(want.anchors)
}

// targets checks that links into the book lead to anchors that are there.
func (c *checker) targets() {
	for _, w := range c.wanted {
		c.counts[Targets].Source++
		if ids := c.ids[w.to]; ids != nil && (w.id == "" || c.hasID(ids, w.id)) {
			continue
		}
		c.counts[Targets].Lost++
		c.report(tree.Diag{Page: w.from, Pos: w.pos, Severity: tree.Error, Code: tree.LedgerLost,
			Msg: fmt.Sprintf("%s: the link's target %q is not in %s", c.Format, w.id, c.names.file[w.to])})
	}
}
