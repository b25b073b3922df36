package build

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"platen/convert/tree"
)

// table converts a pipe table.
func (c *Page) table(n *east.Table) tree.Block {
	t := &tree.Table{Pos: c.PosOf(n), Cols: make([]tree.Column, 0, len(n.Alignments))}
	for _, a := range n.Alignments {
		t.Cols = append(t.Cols, tree.Column{Align: columnAlign(a)})
	}
	c.countCells(n.ChildCount()*len(t.Cols), t.Pos)
	body := &tree.Body{Rows: make([]*tree.Row, 0, n.ChildCount())}
	short := shortRows{cols: len(t.Cols)}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		_, head := k.(*east.TableHeader)
		row := c.nodes.rows.make()
		row.Pos, row.Cells = c.PosOf(k), c.nodes.rowCells.take(len(t.Cols))[:0]
		for cell := k.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if b, ok := cell.(*east.TableCell); ok && b.Lines().Len() == 0 { // goldmark's, for one that is not there
				short.add(row.Pos, len(row.Cells))
				for range len(t.Cols) - len(row.Cells) {
					row.Cells = append(row.Cells, &tree.Cell{Pos: row.Pos, ColSpan: 1, RowSpan: 1})
				}
				break
			}
			if n := len(row.Cells); n == len(t.Cols) {
				c.extraCell(row.Cells[n-1], cell)
				continue
			}
			d := c.nodes.cells.make()
			d.Pos, d.ColSpan, d.RowSpan = c.PosOf(cell), 1, 1
			if head {
				d.Scope = tree.ScopeCol
			}
			if fl := c.Flow(cell, true); fl.Blocks != nil {
				d.Blocks = fl.Blocks
			} else if len(fl.inlines) > 0 {
				d.Blocks = c.nodes.one(c.nodes.paragraph(d.Pos, true, fl.inlines))
			}
			row.Cells = append(row.Cells, d)
		}
		if head {
			row.Pos = t.Pos
			t.Head = append(t.Head, row)
		} else {
			body.Rows = append(body.Rows, row)
		}
	}
	if len(body.Rows) > 0 {
		body.Pos = body.Rows[0].Pos
		t.Bodies = []*tree.Body{body}
	}
	for _, f := range c.Syntax.table {
		if f(c, t) {
			short.n--
		}
	}
	short.report(c)
	return t
}

func columnAlign(a east.Alignment) tree.Align {
	switch a {
	case east.AlignLeft:
		return tree.AlignLeft
	case east.AlignCenter:
		return tree.AlignCenter
	case east.AlignRight:
		return tree.AlignRight
	}
	return tree.AlignDefault
}

// extraCell adds the words of a cell that a row has too many to its last one.
func (c *Page) extraCell(last *tree.Cell, n ast.Node) {
	fl := c.Flow(n, true)
	if fl.Blocks == nil {
		fl.Blocks = []tree.Block{c.nodes.paragraph(c.PosOf(n), true, fl.inlines)}
	}
	last.Blocks = append(last.Blocks, fl.Blocks...)
	c.Report(c.PosOf(n), tree.Warning, tree.CellsLost, "the row has more cells than the table has columns", "escape a vertical bar that is text as \\|")
}

// shortRows are the rows of a table that end before it does. GFM 4.10 allows them; in guides they mean that cells
// were forgotten or that a converter lost them.
type shortRows struct {
	cols int // of the table

	n     int
	first tree.Pos
	cells int // of the first
}

func (s *shortRows) add(p tree.Pos, cells int) {
	if s.n++; s.n == 1 {
		s.first, s.cells = p, cells
	}
}

// report says it once for the table.
func (s *shortRows) report(c *Page) {
	if s.n <= 0 {
		return
	}
	msg := fmt.Sprintf("the row has %d of the table's %d cells", s.cells, s.cols)
	switch {
	case s.n == 2:
		msg += ", and another is short too"
	case s.n > 2:
		msg += fmt.Sprintf(", and %d others are short too", s.n-1)
	}
	c.Report(s.first, tree.Warning, tree.CellsLost, msg, "add the missing cells")
}
