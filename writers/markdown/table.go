package markdown

import (
	"strings"

	"platen/convert/tree"
)

func (p *printer) table(t *tree.Table) {
	if p.f.tables && p.plainTable(t) {
		p.held(t.Attr, func() { p.pipes(t) })
		return
	}
	p.line("<table" + attributes(t.Attr) + ">")
	if len(t.Caption) > 0 {
		p.part("caption", "", t.Caption)
	}
	p.group("thead", t.Head, t.Cols)
	for _, b := range t.Bodies {
		p.group("tbody", b.Rows, t.Cols)
	}
	p.group("tfoot", t.Foot, t.Cols)
	p.line("</table>")
}

// plainTable reports whether a table of pipes can hold it: a row of heads, then rows of single lines.
func (p *printer) plainTable(t *tree.Table) bool {
	if len(t.Head) != 1 || len(t.Foot) > 0 || len(t.Bodies) > 1 || len(t.Caption) > 0 || !plainRow(t.Head[0], tree.ScopeCol, false) {
		return false
	}
	for _, c := range t.Cols {
		if c.Width != 0 {
			return false
		}
	}
	for _, b := range t.Bodies {
		for _, r := range b.Rows {
			if !plainRow(r, tree.ScopeNone, p.f.extra && len(r.Cells) == len(t.Cols)) {
				return false
			}
		}
	}
	return true
}

// plainRow reports whether a row is one of pipes. extra says that its last cell may be several.
func plainRow(r *tree.Row, scope tree.Scope, extra bool) bool {
	if r.Attr != nil {
		return false
	}
	for i, c := range r.Cells {
		if c.Scope != scope || c.Align != tree.AlignDefault || c.ColSpan != 1 || c.RowSpan != 1 || c.Attr != nil || len(c.Blocks) > 1 && !(extra && i == len(r.Cells)-1) {
			return false
		}
		for _, b := range c.Blocks {
			if par, ok := b.(*tree.Paragraph); !ok || !par.Tight || hasSoftBreak(par.Inlines) || len(c.Blocks) > 1 && len(par.Inlines) == 0 {
				return false
			}
		}
	}
	return true
}

func (p *printer) pipes(t *tree.Table) {
	p.pipeRow(t.Head[0])
	var b strings.Builder
	for _, c := range t.Cols {
		b.WriteString([...]string{"| --- ", "| :-- ", "| :-: ", "| --: "}[c.Align])
	}
	p.line(b.String() + "|")
	for _, body := range t.Bodies {
		for _, r := range body.Rows {
			p.pipeRow(r)
		}
	}
}

func (p *printer) pipeRow(r *tree.Row) {
	var b strings.Builder
	for _, c := range r.Cells {
		if len(c.Blocks) == 0 {
			b.WriteString("| ")
		}
		for _, par := range c.Blocks {
			s := p.inlines(par.(*tree.Paragraph).Inlines, place{cell: true, item: true})
			b.WriteString(strings.TrimRight("| "+s, " ") + " ")
		}
	}
	p.line(b.String() + "|")
}

// group prints rows of an HTML table.
func (p *printer) group(name string, rows []*tree.Row, cols []tree.Column) {
	if len(rows) == 0 {
		return
	}
	p.line("<" + name + ">")
	for _, r := range rows {
		p.line("<tr" + attributes(r.Attr) + ">")
		for i, c := range r.Cells {
			tag, attrs := cellTag(name, i, c, cols)
			p.part(tag, attrs, c.Blocks)
		}
		p.line("</tr>")
	}
	p.line("</" + name + ">")
}

// cellTag returns the element of a cell, the i-th of a row in that group, and its attributes.
func cellTag(group string, i int, c *tree.Cell, cols []tree.Column) (tag, attrs string) {
	tag = "td"
	if c.Scope != tree.ScopeNone {
		tag = "th"
	}
	if c.Scope == tree.ScopeRow && group != "tbody" || c.Scope == tree.ScopeCol && group == "tbody" || c.Scope == tree.ScopeRow && i > 0 {
		attrs += [...]string{"", ` scope="col"`, ` scope="row"`}[c.Scope]
	}
	if c.ColSpan > 1 {
		attrs += ` colspan="` + itoa(int(c.ColSpan)) + `"`
	}
	if c.RowSpan > 1 {
		attrs += ` rowspan="` + itoa(int(c.RowSpan)) + `"`
	}
	a := c.Align
	if a == tree.AlignDefault && i < len(cols) {
		a = cols[i].Align
	}
	if a != tree.AlignDefault {
		attrs += ` align="` + [...]string{"", "left", "center", "right"}[a] + `"`
	}
	return tag, attrs + attributes(c.Attr)
}

// htmlTable is a table as HTML without blank lines; ok is false when something in it has no form as HTML.
func (p *printer) htmlTable(t *tree.Table) (string, bool) {
	var b strings.Builder
	b.WriteString("<table" + attributes(t.Attr) + ">")
	if len(t.Caption) > 0 {
		s, ok := p.htmlBlocks(t.Caption)
		if !ok {
			return "", false
		}
		b.WriteString("<caption>" + s + "</caption>")
	}
	group := func(name string, rows []*tree.Row) bool {
		if len(rows) == 0 {
			return true
		}
		b.WriteString("<" + name + ">")
		for _, r := range rows {
			b.WriteString("<tr" + attributes(r.Attr) + ">")
			for i, c := range r.Cells {
				tag, attrs := cellTag(name, i, c, t.Cols)
				s, ok := p.htmlBlocks(c.Blocks)
				if !ok {
					return false
				}
				b.WriteString("<" + tag + attrs + ">" + s + "</" + tag + ">")
			}
			b.WriteString("</tr>")
		}
		b.WriteString("</" + name + ">")
		return true
	}
	ok := group("thead", t.Head)
	for _, body := range t.Bodies {
		ok = ok && group("tbody", body.Rows)
	}
	ok = ok && group("tfoot", t.Foot)
	b.WriteString("</table>")
	return b.String(), ok
}
