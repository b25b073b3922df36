package ledger

import (
	"slices"

	"platen/convert/tree"
)

// textTable tells a table as it is drawn when the next drawing is this one, else as records.
func (t *teller) textTable(b *tree.Table) {
	t.blocks(b.Caption)
	rows := len(b.Head) + len(b.Foot)
	for _, g := range b.Bodies {
		rows += len(g.Rows)
	}
	m := t.marks
	for k := 0; k < len(m.tables) && k < 8; k++ {
		d := m.tables[k]
		save := t.save()
		rest := m.tables[k+1:]
		d.read(len(b.Head), rows)
		var inner []*drawnTable
		for _, c := range d.cells {
			inner = append(inner, c.tables()...)
		}
		m.tables = inner
		t.drawn(b)
		d.used = true
		got := &account{}
		for _, c := range d.cells {
			c.account(got)
		}
		if alike(t.account.words[save.words:], got.words) {
			m.tables = rest
			return
		}
		d.used = false
		t.restore(save)
	}
	t.records(b)
}

// alike reports whether words are those of a drawing, but for a few: then it is that table with a fault in it.
func alike(want, got []word) bool {
	lost := 0
	for _, h := range align(want, got).hunks {
		lost += max(h.w2-h.w1, h.g2-h.g1)
	}
	return lost == 0 || lost*5 < len(want)
}

// A saved is the state of a teller.
type saved struct {
	words, facts, order int
	tables              []*drawnTable
}

func (t *teller) save() saved {
	t.space()
	return saved{len(t.account.words), len(t.facts), len(t.marks.order), t.marks.tables}
}

func (t *teller) restore(s saved) {
	t.space()
	t.account.words, t.facts = t.account.words[:s.words], t.facts[:s.facts]
	for _, u := range t.marks.order[s.order:] {
		delete(t.marks.links, u)
	}
	t.marks.order, t.marks.tables = t.marks.order[:s.order], s.tables
}

// drawn tells the cells of a drawn table. Rows that lack cells are drawn with empty ones.
func (t *teller) drawn(b *tree.Table) {
	t.eachRow(b, func(row []*place, _ bool) {
		for k, p := range row {
			if p.col == k && p.first {
				t.fact(Cells, "", p.pos())
				if p.cell == nil {
					t.facts[len(t.facts)-1].own = true
					continue
				}
				t.blocks(p.cell.Blocks)
			}
		}
	})
}

// A place is a cell in the grid of a table. It is in each place that the cell spans.
type place struct {
	cell  *tree.Cell // nil for one that the row lacks
	col   int        // of its left edge
	cols  int
	down  int // rows that it still spans below this one
	first bool
}

func (p *place) pos() tree.Pos {
	if p.cell == nil {
		return 0
	}
	return p.cell.Pos
}

// eachRow calls f for the rows of a table with the cell of each column.
func (t *teller) eachRow(b *tree.Table, f func(row []*place, head bool)) {
	n := len(b.Cols)
	group := func(rows []*tree.Row, head bool) {
		above := make([]*place, n)
		for i, r := range rows {
			row := make([]*place, n)
			for k, p := range above {
				if p != nil && p.down > 0 {
					row[k] = p
				}
			}
			for _, p := range row {
				if p != nil {
					p.first = false
				}
			}
			at := 0
			for _, c := range r.Cells {
				for at < n && row[at] != nil {
					at++
				}
				if at == n {
					break
				}
				p := &place{cell: c, col: at, down: min(int(c.RowSpan), len(rows)-i), first: true}
				for p.cols < int(c.ColSpan) && at < n && row[at] == nil {
					row[at] = p
					p.cols++
					at++
				}
			}
			for k := range row {
				if row[k] == nil {
					row[k] = &place{col: k, cols: 1, down: 1, first: true}
				}
			}
			f(row, head)
			var last *place
			for _, p := range row {
				if p != last {
					p.down--
				}
				last = p
			}
			above = row
		}
	}
	group(b.Head, true)
	for _, g := range b.Bodies {
		group(g.Rows, false)
	}
	group(b.Foot, false)
}

// longHead is the length in bytes of a header that only the first record has whole.
const longHead = 160

// records tells a table as a record for each row, with the headers before the values.
func (t *teller) records(b *tree.Table) {
	n := len(b.Cols)
	heads := make([][]word, n)
	var rows [][]*place
	head := 0
	t.eachRow(b, func(row []*place, isHead bool) {
		row = slices.Clone(row)
		rows = append(rows, row)
		if !isHead {
			return
		}
		head++
		for k, p := range row {
			if p.first && p.col == k && p.cell != nil {
				heads[k] = append(heads[k], t.apart(p.cell, len(heads[k]) > 0)...)
			}
		}
		for _, p := range row {
			p.first = false
		}
	})
	body := rows[head:]
	if len(body) == 0 {
		for _, h := range heads {
			t.account.words = append(t.account.words, h...)
		}
		return
	}
	empty := make([]bool, n)
	for k := range empty {
		empty[k] = true
		for _, row := range body {
			if c := row[k].cell; c != nil && len(c.Blocks) > 0 {
				empty[k] = false
			}
		}
	}
	seen := map[*tree.Cell]bool{}
	for r, row := range body {
		for k := 0; k < n; {
			p := row[k]
			full := p.cols == n && n > 1
			blocks := p.cell != nil && len(p.cell.Blocks) > 0
			if !full && (blocks || empty[k] && r == 0) {
				t.heads(heads[p.col:min(n, p.col+p.cols)], r)
			}
			if p.cell != nil {
				again := seen[p.cell]
				seen[p.cell] = true
				if blocks {
					from, facts := len(t.account.words), len(t.facts)
					own := t.own
					t.own = again // a cell that spans rows is in each record
					t.blocks(p.cell.Blocks)
					t.own = own
					if !again {
						t.fact(Cells, "", p.cell.Pos)
						t.shownBy(from)
					} else {
						t.facts = t.facts[:facts]
					}
				} else if !again {
					t.fact(Cells, "", p.cell.Pos)
					t.shownBy(len(t.account.words))
				}
			}
			k = p.col + max(1, p.cols)
		}
	}
}

// heads tells the headers before a value: words of the writer's but in the first record.
func (t *teller) heads(heads [][]word, r int) {
	t.space()
	any := false
	for i, h := range heads {
		if len(h) == 0 || i > 0 && slices.EqualFunc(h, heads[i-1], func(a, b word) bool { return a.s == b.s }) {
			continue
		}
		if any {
			t.mark(",", h[0].pos)
		}
		any = true
		size := 0
		for _, w := range h {
			size += len(w.s) + 1
		}
		for _, w := range h {
			w.own = w.own || r > 0
			w.may = r > 0 && size > longHead*3/4 // a long one is cut
			t.account.words = append(t.account.words, w)
		}
		if r > 0 && size > longHead*3/4 {
			t.mayAdd("…", h[0].pos)
		}
	}
	if any {
		t.mark(":", 1)
	}
}

// apart returns the words of a header cell.
func (t *teller) apart(c *tree.Cell, more bool) []word {
	t.space()
	from := len(t.account.words)
	if more {
		t.mark("/", c.Pos)
	}
	first := len(t.account.words)
	t.blocks(c.Blocks)
	t.space()
	out := slices.Clone(t.account.words[from:])
	if len(t.account.words) == first {
		out = nil
	}
	t.account.words = t.account.words[:from]
	for i := range t.facts { // they are where the first record is
		if f := &t.facts[i]; f.at > from {
			f.at = from
			f.end = min(f.end, from)
		}
	}
	t.fact(Cells, "", c.Pos)
	t.shownBy(from)
	return out
}
