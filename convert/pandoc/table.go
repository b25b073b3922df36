package pandoc

import "platen/convert/tree"

func (r *reader) table(c any) tree.Block {
	t := &tree.Table{}
	a := r.attr(part(c, 0), t)
	t.Caption = r.blocks(list(part(part(c, 1), 1)))
	for _, v := range list(part(c, 2)) {
		col := tree.Column{Align: align(kind(part(v, 0)))}
		if t, w := node(part(v, 1)); t == "ColWidth" {
			if f, ok := w.(float64); ok && f > 0 && f <= 1 {
				col.Width = float32(f)
			}
		}
		t.Cols = append(t.Cols, col)
	}
	if len(t.Cols) == 0 || len(t.Cols) > 4096 {
		panic(fault("a table without columns, or with too many"))
	}
	t.Head = r.rows(list(part(part(c, 3), 1)), 0, tree.ScopeCol)
	for _, v := range list(part(c, 4)) {
		b := &tree.Body{Rows: r.rows(list(part(v, 2)), 0, tree.ScopeCol)}
		b.Rows = append(b.Rows, r.rows(list(part(v, 3)), number(part(v, 1)), tree.ScopeNone)...)
		if len(b.Rows) > 0 {
			r.fill(b.Rows, len(t.Cols))
			t.Bodies = append(t.Bodies, b)
		}
	}
	t.Foot = r.rows(list(part(part(c, 5), 1)), 0, tree.ScopeNone)
	r.fill(t.Head, len(t.Cols))
	r.fill(t.Foot, len(t.Cols))
	t.Attr = some(a)
	return t
}

func align(kind string) tree.Align {
	switch kind {
	case "AlignLeft":
		return tree.AlignLeft
	case "AlignCenter":
		return tree.AlignCenter
	case "AlignRight":
		return tree.AlignRight
	}
	return tree.AlignDefault
}

// rows reads rows; the first cells head their rows, the others are of a scope.
func (r *reader) rows(vs []any, heads int, scope tree.Scope) []*tree.Row {
	var out []*tree.Row
	for _, v := range vs {
		row := &tree.Row{}
		row.Attr = some(r.attr(part(v, 0), row))
		at := 0
		for _, cv := range list(part(v, 1)) {
			cell := &tree.Cell{Scope: scope, Align: align(kind(part(cv, 1)))}
			if at < heads {
				cell.Scope = tree.ScopeRow
			}
			a := r.attr(part(cv, 0), cell)
			if s, ok := take(a, "scope"); ok {
				cell.Scope = map[string]tree.Scope{"row": tree.ScopeRow, "col": tree.ScopeCol}[s]
			}
			cell.Attr = some(a)
			cell.RowSpan, cell.ColSpan = int32(min(max(number(part(cv, 2)), 1), 1<<16)), int32(min(max(number(part(cv, 3)), 1), 4096))
			cell.Blocks = r.blocks(list(part(cv, 4)))
			row.Cells = append(row.Cells, cell)
			at += int(cell.ColSpan)
		}
		out = append(out, row)
	}
	return out
}

// fill makes each row take all columns once: spans are cut where they leave the rows or run into another cell, and places
// that are left get empty cells.
func (r *reader) fill(rows []*tree.Row, cols int) {
	down := make([]int32, cols)
	for i, row := range rows {
		at := 0
		var cells []*tree.Cell
		for _, c := range row.Cells {
			for at < cols && down[at] > 0 {
				at++
			}
			if at == cols {
				r.lost("a cell behind the last column", "is left out")
				break
			}
			c.RowSpan = min(c.RowSpan, int32(len(rows)-i))
			n := int32(0)
			for n < c.ColSpan && at < cols && down[at] == 0 {
				down[at] = c.RowSpan
				n++
				at++
			}
			c.ColSpan = n
			cells = append(cells, c)
		}
		for ; at < cols; at++ {
			if down[at] == 0 {
				cells = append(cells, &tree.Cell{ColSpan: 1, RowSpan: 1})
				down[at] = 1
			}
		}
		row.Cells = cells
		for k := range down {
			down[k]--
		}
	}
}
