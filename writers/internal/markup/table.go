package markup

import (
	"strings"

	"strconv"

	"platen/convert/tree"
)

// table prints the table in a box that scrolls when it is too wide and can take the focus.
// The box is a group and not a region: regions are landmarks, and a page may have dozens of tables.
func (p *Printer) table(t *tree.Table) {
	p.Aliases(t.Attr)
	class := ""
	if p.Form.Book {
		p.Raw("<div>")
		was := p.longest
		p.longest = max(shortest, lineChars/max(1, len(t.Cols)))
		defer func() { p.longest = was }()
		if len(t.Cols) > manyCols {
			class = "p-many"
		}
	} else {
		p.Raw(`<div class="p-wide" role="group" tabindex="0"`)
		label := p.Words.Table
		if s := blockText(t.Caption); s != "" {
			label += ": " + s
		}
		p.Pair("aria-label", label)
		p.Raw(">")
	}
	p.Raw("<table")
	p.attr(t.Attr, class)
	p.Raw(">\n")
	if len(t.Caption) > 0 {
		p.Raw("<caption>")
		p.flow(t.Caption)
		p.Raw("</caption>\n")
	}
	p.columns(t.Cols)
	p.rows("thead", t.Head, t.Cols)
	for _, b := range t.Bodies {
		p.rows("tbody", b.Rows, t.Cols)
	}
	p.rows("tfoot", t.Foot, t.Cols)
	p.Raw("</table></div>\n")
}

// What a page of a book has room for: so many columns in the size of the text, and so many characters in a line of a
// table. Words may break when they are longer than a column's share, but not into less than shortest characters.
const (
	manyCols  = 4
	lineChars = 54
	shortest  = 6
)

func (p *Printer) columns(cols []tree.Column) {
	wide := false
	for _, c := range cols {
		wide = wide || c.Width > 0
	}
	if !wide {
		return
	}
	p.Raw("<colgroup>")
	for _, c := range cols {
		p.Raw("<col")
		if c.Width > 0 && c.Width <= 1 {
			p.style("width:" + strconv.Itoa(int(c.Width*100+0.5)) + "%")
		}
		p.Empty()
	}
	p.Raw("</colgroup>\n")
}

func (p *Printer) rows(group string, rows []*tree.Row, cols []tree.Column) {
	if len(rows) == 0 {
		return
	}
	p.Raw("<")
	p.Raw(group)
	p.Raw(">\n")
	taken := make([]int32, len(cols)) // rows that each column is still taken from above
	for i, r := range rows {
		p.open("tr", r.Attr, "")
		at := 0
		for j, c := range r.Cells {
			for at < len(cols) && taken[at] > 0 {
				at++
			}
			var align tree.Align
			if at < len(cols) {
				align = cols[at].Align
			}
			if c.Align != tree.AlignDefault {
				align = c.Align
			}
			span := min(c.RowSpan, int32(len(rows)-i))
			if j == 0 && r.Attr != nil {
				p.cell(c, align, span, r.Attr)
			} else {
				p.cell(c, align, span, nil)
			}
			for range c.ColSpan {
				if at < len(cols) {
					taken[at] = span
					at++
				}
			}
		}
		for k := range taken {
			taken[k] = max(0, taken[k]-1)
		}
		p.Raw("</tr>\n")
		p.Check()
	}
	p.Raw("</")
	p.Raw(group)
	p.Raw(">\n")
}

// cell prints one cell; row's further ids stand in its first cell. An empty header cell names nothing, so it is a data cell.
func (p *Printer) cell(c *tree.Cell, align tree.Align, rowSpan int32, row *tree.Attr) {
	name := "td"
	if c.Scope != tree.ScopeNone && hasWords(c.Blocks) {
		name = "th"
	}
	p.Raw("<")
	p.Raw(name)
	switch align {
	case tree.AlignCenter:
		p.attr(c.Attr, "p-c")
	case tree.AlignRight:
		p.attr(c.Attr, "p-r")
	default:
		p.attr(c.Attr, "")
	}
	if name == "th" {
		p.Pair("scope", [...]string{"", "col", "row"}[c.Scope])
	}
	if c.ColSpan > 1 {
		p.Pair("colspan", itoa(int(c.ColSpan)))
	}
	if rowSpan > 1 {
		p.Pair("rowspan", itoa(int(rowSpan)))
	}
	p.Raw(">")
	p.Aliases(row)
	p.Aliases(c.Attr)
	was, wasCell := p.inTH, p.inCell
	p.inTH, p.inCell = was || name == "th", true
	p.flow(c.Blocks)
	p.inTH, p.inCell = was, wasCell
	p.Raw("</")
	p.Raw(name)
	p.Raw(">")
}

// hasWords reports whether blocks show anything.
func hasWords(blocks []tree.Block) bool {
	found := false
	for _, b := range blocks {
		tree.Inspect(b, func(n tree.Node) bool {
			switch n := n.(type) {
			case *tree.Text:
				found = found || strings.TrimSpace(n.S) != "" // a hard space names nothing
			case *tree.Code:
				found = found || n.S != ""
			case *tree.Image:
				found = found || n.Alt != ""
			case *tree.CodeBlock:
				found = found || n.Text != ""
			case *tree.Math, *tree.MathBlock, *tree.RawBlock, *tree.RawInline, *tree.NoteRef:
				found = true
			}
			return !found
		})
	}
	return found
}

// blockText returns the words of the blocks' paragraphs.
func blockText(blocks []tree.Block) string {
	s := ""
	for _, b := range blocks {
		if t := tree.PlainText(tree.Inlines(b)); t != "" {
			if s != "" {
				s += " "
			}
			s += t
		}
	}
	return s
}
