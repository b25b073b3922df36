package ledger

import (
	"context"
	"errors"
	"fmt"

	"platen/convert/tree"
	"platen/writers/internal/pdffile"
)

// bookPDF checks a guide in one file, page by page.
func (c *checker) bookPDF(ctx context.Context) error {
	name := c.Book.Name + ".pdf"
	for _, p := range c.Book.Pages {
		c.names.file[p] = name
	}
	units := bodyOf(c.Book)
	data, err := c.Read(name)
	var r *pdfReader
	var sections []pdffile.Dict
	if err == nil {
		if r, err = openPDF(data); err == nil {
			sections, err = r.sections()
		}
	}
	if err == nil && len(sections) < len(units) {
		err = fmt.Errorf("it has %d sections for %d pages and titles", len(sections), len(units))
	}
	if err != nil {
		c.unreadable(c.Book.Pages[0], name, err)
		return ctx.Err()
	}
	if front := sections[:len(sections)-len(units)]; c.Book.Index != nil {
		c.frontPDF(r, name, front)
	}
	for i, p := range units {
		if err := ctx.Err(); err != nil {
			return err
		}
		if p != nil {
			c.kept(p, func(p *tree.Page) { c.sectionPDF(r, p, name, sections[len(sections)-len(units)+i:][:1]) })
		}
	}
	return nil
}

// bodyOf lists what a guide's body is made of, in order: a page, or nil for a title of the contents without one.
func bodyOf(b *tree.Book) []*tree.Page {
	var out []*tree.Page
	seen := map[*tree.Page]bool{b.Index: true}
	var walk func(items []*tree.NavItem)
	walk = func(items []*tree.NavItem) {
		for _, it := range items {
			p := it.To.Page
			switch {
			case it.Kind == tree.NavSeparator:
				continue
			case p != nil && !seen[p]:
				seen[p] = true
				out = append(out, p)
			case p != nil, it.Kind == tree.NavDraft, it.To.URL != "", it.To.Asset != nil:
			case len(it.Items) > 0:
				out = append(out, nil)
			}
			walk(it.Items)
		}
	}
	walk(b.Nav)
	for _, p := range b.Pages {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

// frontPDF checks what of the contents page stands before the body: neither the title page nor the contents.
func (c *checker) frontPDF(r *pdfReader, name string, front []pdffile.Dict) {
	var parts []pdffile.Dict
	for _, f := range front {
		for _, k := range r.kids(f) {
			e := r.f.Dict(k)
			ofIndex := true
			for _, k := range r.kids(e) {
				switch r.f.Dict(k)["S"] {
				case pdffile.Name("Title"), pdffile.Name("TOC"):
					ofIndex = false
				}
			}
			if ofIndex {
				parts = append(parts, e)
			}
		}
	}
	c.sectionPDF(r, c.Book.Index, name, parts)
}

// lonePDF checks a page that has a file of its own.
func (c *checker) lonePDF(p *tree.Page, name string, data []byte) {
	r, err := openPDF(data)
	var sections []pdffile.Dict
	if err == nil {
		sections, err = r.sections()
	}
	if err == nil && len(sections) == 0 {
		err = errors.New("it has no sections")
	}
	if err != nil {
		c.unreadable(p, name, err)
		return
	}
	c.sectionPDF(r, p, name, sections[len(sections)-1:])
}

// sectionPDF checks a page by its sections.
func (c *checker) sectionPDF(r *pdfReader, p *tree.Page, name string, sections []pdffile.Dict) {
	got := &account{anchors: map[string]tree.Pos{}}
	for id := range p.IDs {
		if r.dests[p.Path+"#"+id] {
			got.anchors[id] = 0
		}
	}
	var shapes []pdfTable
	for _, e := range sections {
		a, tables, err := r.section(e)
		if err != nil {
			c.unreadable(p, name, err)
			return
		}
		got.append(a)
		got.notes = append(got.notes, a.notes...)
		shapes = append(shapes, tables...)
	}
	want := tell(&c.Job, p, c.form, nil, &shapes)
	pairNotes(want, got)
	c.compare(p, name, want, got)
}

// partedTable tells a table that may be set in parts below each other: each has the first column and some others.
func (t *expectation) partedTable(b *tree.Table) {
	next := func() int {
		if len(*t.shapes) == 0 {
			return len(b.Cols)
		}
		n := (*t.shapes)[0].cols
		*t.shapes = (*t.shapes)[1:]
		return n
	}
	t.counted(b.Caption, b.Pos)
	t.blocks(b.Caption)
	n := next()
	t.tablePart(b, 0, n)
	for at := n; at < len(b.Cols) && n > 1; {
		n := next()
		t.tablePart(b, at, at+n-1)
		at += max(1, n-1)
	}
}

// tablePart tells the columns from and before to, and the first one again when there were parts before.
func (t *expectation) tablePart(b *tree.Table, from, to int) {
	t.eachRow(b, func(row []*place, _ bool) {
		for k := 0; k < len(row); k++ {
			p := row[k]
			in := k >= from && k < to || k == 0
			if !in || p.cell == nil || !p.first {
				continue
			}
			begins := p.col == k
			again := k == 0 && from > 0
			if !begins && !(k == from && from > 0) {
				continue
			}
			if !begins && p.col == 0 { // the first column's cell goes on
				continue
			}
			t.fact(Cells, "", p.cell.Pos)
			f := &t.facts[len(t.facts)-1]
			if !begins { // its words stand in the part before
				f.own = true
				continue
			}
			f.own = again
			facts, own, bullets := len(t.facts), t.own, t.bullets
			t.own, t.bullets = again, 0
			t.blocks(p.cell.Blocks)
			t.own, t.bullets = own, bullets
			for i := facts; i < len(t.facts) && again; i++ {
				t.facts[i].own = true
			}
		}
	})
}
