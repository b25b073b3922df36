package pdf

import (
	"math"
	"slices"

	"platen/convert/tree"
)

// A grid is a table with every cell at its place: what is left of spans after a part of the columns is taken.
type grid struct {
	cols []tree.Column
	head []gridRow
	body []gridRow // and the foot, from foot on
	foot int
}

type gridRow struct {
	row   *tree.Row
	cells []gridCell
}

type gridCell struct {
	cell     *tree.Cell // nil for a place that the stacking of parts left empty
	col      int        // of the part
	from     int        // of the whole table
	colSpan  int
	rowSpan  int
	min, max float64
}

// newGrid finds the column of each cell.
func newGrid(t *tree.Table) *grid {
	g := &grid{cols: t.Cols}
	place := func(rows []*tree.Row) []gridRow {
		down := make([]int, len(t.Cols))
		out := make([]gridRow, 0, len(rows))
		for ri, r := range rows {
			gr := gridRow{row: r, cells: make([]gridCell, 0, len(r.Cells))}
			at := 0
			for _, c := range r.Cells {
				for at < len(down) && down[at] > 0 {
					at++
				}
				if at >= len(down) {
					break
				}
				n := min(int(c.ColSpan), len(down)-at)
				gr.cells = append(gr.cells, gridCell{cell: c, col: at, from: at, colSpan: n, rowSpan: min(int(c.RowSpan), len(rows)-ri)})
				for range n {
					down[at] = int(c.RowSpan)
					at++
				}
			}
			for i := range down {
				down[i] = max(0, down[i]-1)
			}
			out = append(out, gr)
		}
		return out
	}
	heads := t.Head
	n := 0
	if len(heads) == 0 && len(t.Bodies) > 0 {
		if n = headRows(t.Bodies[0].Rows); n > 0 {
			heads = t.Bodies[0].Rows[:n]
		}
	}
	g.head = place(heads)
	for i, b := range t.Bodies {
		rows := b.Rows
		if i == 0 {
			rows = rows[n:]
		}
		g.body = append(g.body, place(rows)...)
	}
	g.foot = len(g.body)
	g.body = append(g.body, place(t.Foot)...)
	return g
}

// headRows counts the rows at the top of a body that hold nothing but headers of columns: authors who write
// HTML often leave out thead. 0 when they are all the rows or reach down into others.
func headRows(rows []*tree.Row) int {
	n := 0
	body := func(c *tree.Cell) bool { return c.Scope != tree.ScopeCol }
	for n < len(rows) && len(rows[n].Cells) > 0 && !slices.ContainsFunc(rows[n].Cells, body) {
		n++
	}
	for i, r := range rows[:n] {
		for _, c := range r.Cells {
			if i+int(c.RowSpan) > n {
				return 0
			}
		}
	}
	if n == len(rows) {
		return 0
	}
	return n
}

// part is the grid with the columns given only.
func (g *grid) part(cols []int) *grid {
	at := make([]int, len(g.cols)) // column of the part, or -1
	for i := range at {
		at[i] = -1
	}
	p := &grid{foot: g.foot}
	for k, c := range cols {
		at[c] = k
		p.cols = append(p.cols, g.cols[c])
	}
	take := func(rows []gridRow) []gridRow {
		out := make([]gridRow, len(rows))
		for i, r := range rows {
			out[i].row = r.row
			for _, c := range r.cells {
				first, n := -1, 0
				for k := c.from; k < c.from+c.colSpan; k++ {
					if at[k] >= 0 {
						if first < 0 {
							first = at[k]
						}
						n++
					}
				}
				if n == 0 {
					continue
				}
				if at[c.from] < 0 { // its words stand in the part before
					c.cell = nil
				}
				c.col, c.colSpan = first, n
				out[i].cells = append(out[i].cells, c)
			}
		}
		return out
	}
	p.head, p.body = take(g.head), take(g.body)
	return p
}

// lines estimates how many lines the table has in columns of the widths; scale is the size of its type against the
// size that the cells were measured in.
func (g *grid) lines(w []float64, scale float64) int {
	sum := 0
	for _, rows := range [][]gridRow{g.head, g.body} {
		for _, r := range rows {
			most := 1
			for _, c := range r.cells {
				if c.colSpan == 1 && c.col < len(w) {
					most = max(most, int(math.Ceil(c.max*scale/w[c.col])))
				}
			}
			sum += most
		}
	}
	return sum
}
