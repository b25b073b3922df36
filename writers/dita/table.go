package dita

import (
	"math"

	"platen/convert/tree"
)

// table prints a CALS table (OASIS Exchange Table Model, as DITA 1.3, 3.2.1.4 has it).
func (p *pageWriter) table(t *tree.Table) {
	header := ""
	if firstColumnHeads(t) {
		header = "firstcol"
	}
	p.open("table", p.universal(t.Attr, "rowheader", header)...)
	rest := p.caption(t.Caption)
	if len(rest) > 0 {
		p.open("desc")
		p.cells++ // desc holds no table either
		p.blocks(rest, inFootnote)
		p.cells--
		p.close("desc")
	}
	p.open("tgroup", "cols", number(len(t.Cols)))
	p.columns(t)
	p.rowGroups(t)
	p.close("tgroup")
	p.close("table")
}

// lateNotes prints the footnotes that a table's caption could not hold.
func (p *pageWriter) lateNotes() {
	if len(p.queue) > 0 {
		p.line()
		p.start("p")
		p.flushNotes()
		p.end("p")
	}
}

// rowGroups prints head and body. A table that is all head has it as its body; a foot, which DITA does not
// have, ends the body.
func (p *pageWriter) rowGroups(t *tree.Table) {
	head, body := t.Head, 0
	for _, b := range t.Bodies {
		body += len(b.Rows)
	}
	if body+len(t.Foot) > 0 && len(head) > 0 && emptyRows(head) {
		p.heldIDs(head)
		head = nil
	}
	if body+len(t.Foot) > 0 && len(head) > 0 {
		p.open("thead")
		p.rows(t, head, "")
		p.close("thead")
		head = nil
	}
	p.open("tbody")
	p.rows(t, head, "thead")
	for _, b := range t.Bodies {
		p.rows(t, b.Rows, "")
	}
	p.rows(t, t.Foot, "tfoot")
	p.close("tbody")
}

// emptyRows reports whether no cell of rows has anything in it.
func emptyRows(rows []*tree.Row) bool {
	for _, r := range rows {
		for _, c := range r.Cells {
			for _, b := range c.Blocks {
				if par, ok := b.(*tree.Paragraph); !ok || len(par.Inlines) > 0 {
					return false
				}
			}
		}
	}
	return true
}

// heldIDs lets the ids of rows that are not printed wait for the next text.
func (p *pageWriter) heldIDs(rows []*tree.Row) {
	for _, r := range rows {
		for _, c := range r.Cells {
			for _, a := range []*tree.Attr{r.Attr, c.Attr} {
				if id := p.attrID(a); id != "" {
					p.ids = append(p.ids, id)
				}
			}
		}
	}
}

func (p *pageWriter) rows(t *tree.Table, rows []*tree.Row, class string) {
	down := make([]int32, len(t.Cols)) // how many rows each column is still taken from above
	for i, r := range rows {
		p.open("row", p.universal(r.Attr, "outputclass", class)...)
		at := 0
		for _, c := range r.Cells {
			for at < len(down) && down[at] > 0 {
				at++
			}
			span := min(int(c.ColSpan), len(down)-at)
			tall := min(c.RowSpan, int32(len(rows)-i))
			p.entry(c, at, span, int(tall))
			for k := at; k < at+span; k++ {
				down[k] = tall
			}
			at += span
		}
		for k := range down {
			down[k] = max(0, down[k]-1)
		}
		p.close("row")
	}
}

// aligns are the values of the align attribute.
var aligns = [...]string{tree.AlignDefault: "", tree.AlignLeft: "left", tree.AlignCenter: "center", tree.AlignRight: "right"}

func (p *pageWriter) entry(c *tree.Cell, at, span, tall int) {
	var first, last, more string
	if span > 1 {
		first, last = colName(at), colName(at+span-1)
	}
	if tall > 1 {
		more = number(tall - 1)
	}
	p.cells++
	p.content("entry", c.Blocks, inBlock, p.universal(c.Attr, "namest", first, "nameend", last, "morerows", more,
		"align", aligns[c.Align])...)
	p.cells--
}

func colName(i int) string { return "c" + number(i+1) }

// columns prints the colspecs. Widths that the author did not give follow from the words in each column.
func (p *pageWriter) columns(t *tree.Table) {
	widths := columnWidths(t)
	for i, c := range t.Cols {
		p.empty("colspec", "colname", colName(i), "colnum", number(i+1), "colwidth", number(widths[i])+"*", "align", aligns[c.Align])
	}
}

// columnWidths returns the columns' shares in percent: those given, else by the square root of the number of
// letters in the column, so that a column of long text is wide and one of short words still readable.
func columnWidths(t *tree.Table) []int {
	shares := make([]float64, len(t.Cols))
	given, open := 0.0, 0.0
	letters := columnLetters(t)
	for i, c := range t.Cols {
		if c.Width > 0 {
			given += float64(c.Width)
		} else {
			shares[i] = math.Sqrt(float64(letters[i] + 16))
			open += shares[i]
		}
	}
	widths := make([]int, len(t.Cols))
	for i, c := range t.Cols {
		s := float64(c.Width)
		if c.Width <= 0 {
			s = max(0.05, 1-given) * shares[i] / open
		}
		widths[i] = max(1, int(math.Round(100*s)))
	}
	return widths
}

func columnLetters(t *tree.Table) []int {
	letters := make([]int, len(t.Cols))
	count := func(rows []*tree.Row) {
		for _, r := range rows {
			if len(r.Cells) != len(t.Cols) {
				continue // a row with spans says little about single columns
			}
			for i, c := range r.Cells {
				for _, b := range c.Blocks {
					tree.Inspect(b, func(n tree.Node) bool {
						switch n := n.(type) {
						case *tree.Text:
							letters[i] += len(n.S)
						case *tree.Code:
							letters[i] += len(n.S)
						}
						return true
					})
				}
			}
		}
	}
	count(t.Head)
	for _, b := range t.Bodies {
		count(b.Rows)
	}
	count(t.Foot)
	return letters
}

// firstColumnHeads reports whether the cells in the first column of the body head their rows, also over several.
func firstColumnHeads(t *tree.Table) bool {
	any := false
	for _, b := range t.Bodies {
		taken := int32(0) // how many rows the first column is still taken from above
		for _, r := range b.Rows {
			if taken > 0 {
				taken--
				continue
			}
			if len(r.Cells) == 0 || r.Cells[0].Scope != tree.ScopeRow {
				return false
			}
			any, taken = true, r.Cells[0].RowSpan-1
		}
	}
	return any
}

// tableAsLists prints a table inside a cell, which DITA does not have, as a list of rows.
func (p *pageWriter) tableAsLists(t *tree.Table) {
	p.flattened(t.Pos, "a table cannot stand in a cell in DITA; it is a list of rows")
	if id := p.attrID(t.Attr); id != "" {
		p.ids = append([]string{id}, p.ids...)
	}
	p.blocks(t.Caption, inBlock)
	p.open("ul", "outputclass", "table")
	group := func(rows []*tree.Row) {
		for _, r := range rows {
			p.open("li", "id", p.attrID(r.Attr))
			p.open("ul", "outputclass", "row")
			for _, c := range r.Cells {
				p.content("li", c.Blocks, inBlock, "id", p.attrID(c.Attr), "outputclass", "cell")
			}
			if len(r.Cells) == 0 {
				p.empty("li", "outputclass", "cell")
			}
			p.close("ul")
			p.close("li")
		}
	}
	group(t.Head)
	for _, b := range t.Bodies {
		group(b.Rows)
	}
	group(t.Foot)
	p.close("ul")
}
