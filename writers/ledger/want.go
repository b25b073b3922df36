package ledger

import (
	"slices"

	"platen/convert/tree"
	"platen/writers/internal/words"
)

// An expectation makes the account of a page of the source as a format has to show it.
type expectation struct {
	account
	form
	page     *tree.Page
	words    *words.Words
	contents bool            // the page has the contents, which the output has elsewhere
	titles   map[string]bool // of the contents
	marks    *marks          // of text; nil for other formats
	tables   []*tree.Table   // of the page, of text
	shapes   *[]pdfTable     // of PDF's tables that come next
	lone     bool            // the page stands for itself
	job      *Job
	depth    int              // of lists
	bullets  int              // how many lists with bullets are around
	loose    []*tree.Footnote // that nothing in the text refers to
	link     bool             // in a link
	sole     *tree.Link       // around, when it shows one image and nothing else
	narrow   bool             // in a title
	row      bool             // in a paragraph that is links and little else, of DITA
	alone    bool             // in a paragraph that shows nothing but an image
}

// tell returns what an output of the page has to have.
func tell(j *Job, p *tree.Page, f form, m *marks, shapes *[]pdfTable) *account {
	b := j.Book
	t := &expectation{form: f, page: p, words: words.For(b.Lang(p)), marks: m, shapes: shapes, lone: b.Lone, job: j}
	t.anchors = make(map[string]tree.Pos, len(p.IDs))
	if f.ids {
		for id, n := range p.IDs {
			t.anchors[id] = n.Position()
		}
	}
	if t.dita != nil {
		for _, b := range p.Blocks { // a title that nobody wrote gives way to one that is there
			if h, ok := b.(*tree.Heading); ok && h.Generated && h != t.dita.root[p] {
				for _, id := range h.Attr.IDs() {
					delete(t.anchors, id)
				}
			}
		}
		for b := range t.dita.left[p] {
			for _, id := range tree.AttrOf(b).IDs() {
				delete(t.anchors, id)
			}
		}
	}
	t.contents = f.contentsApart && p == b.Index
	if t.contents {
		for id, n := range p.IDs {
			if _, ok := n.(*tree.Heading); ok {
				delete(t.anchors, id)
			}
		}
	}
	if t.contents {
		t.titles = map[string]bool{}
		t.navTitles(b.Nav)
	}
	if m != nil {
		t.tables = tablesOf(p)
	}
	t.pageBlocks()
	t.depth = 0
	if t.marks != nil {
		t.textEnd()
		t.space()
		return &t.account
	}
	t.loose = tree.Unreferred(p)
	for _, n := range p.Notes {
		if t.notesApart {
			t.noteApart(n)
			continue
		}
		t.fact(Footnotes, "note "+itoa(n.Number), n.Pos)
		t.blocks(n.Blocks)
	}
	t.space()
	return &t.account
}

func (t *expectation) pageBlocks() {
	title := titleOf(t.page)
	if t.dita != nil {
		title = t.dita.root[t.page]
	}
	if t.titleFirst {
		if title == nil {
			t.mayAdd(tree.PlainText(t.page.Title), 1)
		} else {
			t.block(title)
		}
	}
	for _, b := range t.page.Blocks {
		if h, ok := b.(*tree.Heading); ok && t.titleFirst && (h == title || t.dita != nil && h.Generated) {
			continue
		}
		if t.dita != nil && t.dita.left[t.page][b] {
			continue
		}
		t.may = t.contents && t.ofContents(b)
		t.block(b)
		t.may = false
		if b == tree.Block(title) && t.marks != nil {
			t.textContents()
		}
		if h, ok := b.(*tree.Heading); ok && h.Level == 1 && t.byline && t.lone {
			for _, name := range []string{"subtitle", "author", "version", "date"} {
				s := t.page.Meta.String(name)
				if s == "" {
					s = t.job.Book.Meta.String(name)
				}
				t.mayAdd("·", h.Pos)
				t.mayAdd(s, h.Pos)
			}
		}
	}
}

func (t *expectation) navTitles(items []*tree.NavItem) {
	for _, it := range items {
		t.titles[tree.PlainText(it.Title)] = true
		t.navTitles(it.Items)
	}
}

// ofContents reports whether a block of the contents page is a part of the contents, or a heading that may stand
// over nothing but them.
func (t *expectation) ofContents(b tree.Block) bool {
	switch b := b.(type) {
	case *tree.Heading:
		return true
	case *tree.List:
		for _, it := range b.Items {
			for i, c := range it.Blocks {
				switch c := c.(type) {
				case *tree.Paragraph:
					if i > 0 || !t.titles[tree.PlainText(c.Inlines)] {
						return false
					}
				case *tree.List:
					if !t.ofContents(c) {
						return false
					}
				default:
					return false
				}
			}
		}
		return true
	}
	return false
}

// fact is account.fact for what an output may lack while may is set.
func (t *expectation) fact(kind Kind, key string, pos tree.Pos) {
	t.account.fact(kind, key, pos)
	t.facts[len(t.facts)-1].may = t.may
}

// noteApart makes an account of its own of a footnote.
func (t *expectation) noteApart(n *tree.Footnote) {
	main := t.account
	t.account, t.bullets = account{}, 0
	t.blocks(n.Blocks)
	t.space()
	note := t.account
	t.account = main
	if !t.refNumbers && slices.Contains(t.loose, n) { // it stands where it is
		t.fact(Footnotes, "reference", n.Pos)
		f := &t.facts[len(t.facts)-1]
		f.own, f.free = true, true
	}
	t.notes = append(t.notes, &note)
}

// mayAdd adds words of the writer's, which may be there.
func (t *expectation) mayAdd(s string, pos tree.Pos) {
	if s == "" {
		return
	}
	may := t.may
	t.space()
	t.may, t.own = true, true
	t.add(s, pos)
	t.space()
	t.may, t.own = may, false
}
