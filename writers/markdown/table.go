package markdown

import (
	"strings"

	"platen/convert/tree"
)

func (p *printer) table(t *tree.Table) {
	if p.f.tables && plainTable(t) {
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
func plainTable(t *tree.Table) bool {
	if len(t.Head) != 1 || len(t.Foot) > 0 || len(t.Bodies) > 1 || len(t.Caption) > 0 || !plainRow(t.Head[0], tree.ScopeCol) {
		return false
	}
	for _, c := range t.Cols {
		if c.Width != 0 {
			return false
		}
	}
	for _, b := range t.Bodies {
		for _, r := range b.Rows {
			if !plainRow(r, tree.ScopeNone) {
				return false
			}
		}
	}
	return true
}

func plainRow(r *tree.Row, scope tree.Scope) bool {
	if r.Attr != nil {
		return false
	}
	for _, c := range r.Cells {
		if c.Scope != scope || c.Align != tree.AlignDefault || c.ColSpan != 1 || c.RowSpan != 1 || c.Attr != nil || len(c.Blocks) > 1 {
			return false
		}
		if len(c.Blocks) == 1 {
			if par, ok := c.Blocks[0].(*tree.Paragraph); !ok || !par.Tight || hasSoftBreak(par.Inlines) {
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
		s := ""
		if len(c.Blocks) == 1 {
			s = p.inlines(c.Blocks[0].(*tree.Paragraph).Inlines, place{cell: true, item: true})
		}
		b.WriteString(strings.TrimRight("| "+s, " ") + " ")
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
			tag, attrs := "td", ""
			if c.Scope != tree.ScopeNone {
				tag = "th"
			}
			if c.Scope == tree.ScopeRow && name != "tbody" || c.Scope == tree.ScopeCol && name == "tbody" || c.Scope == tree.ScopeRow && i > 0 {
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
			p.part(tag, attrs+attributes(c.Attr), c.Blocks)
		}
		p.line("</tr>")
	}
	p.line("</" + name + ">")
}
