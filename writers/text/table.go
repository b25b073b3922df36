package text

import "platen/convert/tree"

// A grid is a table with each cell at its place.
type grid struct {
	cols  int
	rows  [][]*cell // rows of cols cells; a cell that spans is there once for each place it takes
	head  int       // how many rows are header rows
	foot  int       // how many are below the body
	space int       // between a rule and a cell's words
	cells []*cell   // in reading order
}

// A cell is a table cell, laid out.
type cell struct {
	*tree.Cell
	row, col, rows, cols int
	align                tree.Align
	lines                []line
	min, max             int // columns of its widest word and of its widest line
	next                 int // the line to be drawn next
}

// A line is a line of a cell and its columns.
type line struct {
	text  []byte
	width int
}

// newGrid places the table's cells.
func newGrid(t *tree.Table) *grid {
	g := &grid{cols: len(t.Cols), head: len(t.Head), foot: len(t.Foot)}
	rows := append([]*tree.Row(nil), t.Head...)
	limit := []int{len(rows)} // row spans end with their group
	for _, b := range t.Bodies {
		rows = append(rows, b.Rows...)
		limit = append(limit, len(rows))
	}
	rows = append(rows, t.Foot...)
	limit = append(limit, len(rows))
	places := make([]*cell, len(rows)*g.cols)
	g.rows = make([][]*cell, len(rows))
	for r := range g.rows {
		g.rows[r] = places[r*g.cols : (r+1)*g.cols]
	}
	store := make([]cell, 0, len(places))
	for r, row := range rows {
		for limit[0] <= r {
			limit = limit[1:]
		}
		at := 0
		for _, c := range row.Cells {
			for at < g.cols && g.rows[r][at] != nil {
				at++
			}
			if at == g.cols {
				break
			}
			store = append(store, cell{Cell: c, row: r, col: at, align: c.Align})
			x := &store[len(store)-1]
			if x.align == tree.AlignDefault {
				x.align = t.Cols[at].Align
			}
			for x.cols < int(c.ColSpan) && at < g.cols && g.rows[r][at] == nil {
				g.rows[r][at] = x
				x.cols++
				at++
			}
			for x.rows = 1; x.rows < int(c.RowSpan) && r+x.rows < limit[0]; x.rows++ {
				for k := x.col; k < at; k++ {
					g.rows[r+x.rows][k] = x
				}
			}
			g.cells = append(g.cells, x)
		}
		for k, c := range g.rows[r] {
			if c == nil {
				store = append(store, cell{Cell: &tree.Cell{ColSpan: 1, RowSpan: 1}, row: r, col: k, rows: 1, cols: 1})
				g.rows[r][k] = &store[len(store)-1]
			}
		}
	}
	return g
}
