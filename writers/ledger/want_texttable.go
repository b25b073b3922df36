package ledger

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

// textTable tells a table as it is drawn when the next drawing is this one, else as records.
func (t *expectation) textTable(b *tree.Table) {
	t.blocks(b.Caption)
	rows := countRows(b)
	m := t.marks
	for k := 0; k < len(m.tables) && k < 8; k++ {
		d := m.tables[k]
		save := t.save()
		lost := t.drawnAs(b, rows, d)
		size := len(t.account.words) - save.words
		fits := lost == 0 || lost*5 < size // else it is not this table, not even with a fault in it
		rivals := t.rivals(b, lost)
		if fits && len(rivals) == 0 {
			m.tables = save.tables[k+1:]
			return
		}
		soFar, letters := lettersIn(t.account.words[:save.words]), lettersIn(t.account.words[save.words:])
		d.used = false
		t.restore(save)
		if !fits || lost == 0 && letters > 0 && d.before-soFar >= letters { // as much comes before it as the table has in records
			continue
		}
		better := lost > 0 && slices.ContainsFunc(rivals, func(r *tree.Table) bool {
			less := t.drawnAs(r, countRows(r), d) < lost
			d.used = false
			t.restore(save)
			return less
		})
		if !better {
			t.drawnAs(b, rows, d)
			m.tables = save.tables[k+1:]
			return
		}
	}
	t.records(b)
}

// rivals returns the next tables of the page, of which a drawing can be one as well: those of the same words, or all when
// the drawing lacks some.
func (t *expectation) rivals(b *tree.Table, lost int) []*tree.Table {
	i := slices.Index(t.tables, b)
	if i < 0 {
		return nil
	}
	next := t.tables[i+1 : min(len(t.tables), i+9)]
	if lost > 0 {
		return next
	}
	text := tableText(b)
	return slices.DeleteFunc(slices.Clone(next), func(r *tree.Table) bool { return tableText(r) != text })
}

// tableText is a table's words.
func tableText(b *tree.Table) string {
	var s strings.Builder
	tree.Inspect(b, func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Text:
			s.WriteString(n.S)
		case *tree.Code:
			s.WriteString(n.S)
		case *tree.CodeBlock:
			s.WriteString(n.Text)
		case *tree.Cell:
			s.WriteByte(0)
		}
		return true
	})
	return s.String()
}

// tablesOf returns the tables of a page in order.
func tablesOf(p *tree.Page) []*tree.Table {
	var out []*tree.Table
	tree.InspectPage(p, func(n tree.Node) bool {
		if b, ok := n.(*tree.Table); ok {
			out = append(out, b)
		}
		_, inline := n.(tree.Inline)
		return !inline
	})
	return out
}

func countRows(b *tree.Table) int {
	n := len(b.Head) + len(b.Foot)
	for _, g := range b.Bodies {
		n += len(g.Rows)
	}
	return n
}

// lettersIn counts the words that are no signs.
func lettersIn(words []word) int {
	n := 0
	for i := range words {
		if r, _ := utf8.DecodeRuneInString(words[i].s); unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}

// drawnAs tells a table as the drawing has it, and returns how many words differ.
func (t *expectation) drawnAs(b *tree.Table, rows int, d *drawnTable) int {
	from := len(t.account.words)
	d.read(len(b.Head), rows)
	t.marks.tables = nil
	for _, c := range d.cells {
		t.marks.tables = append(t.marks.tables, c.tables()...)
	}
	t.drawn(b)
	t.space()
	d.used = true
	got := &account{}
	for _, c := range d.cells {
		c.account(got)
	}
	lost := 0
	for _, h := range align(t.account.words[from:], got.words).hunks {
		lost += max(h.w2-h.w1, h.g2-h.g1)
	}
	return lost
}

// A saved is the state of an expectation.
type saved struct {
	words, facts, order int
	tables              []*drawnTable
}

func (t *expectation) save() saved {
	t.space()
	return saved{len(t.account.words), len(t.facts), len(t.marks.order), t.marks.tables}
}

func (t *expectation) restore(s saved) {
	t.space()
	t.account.words, t.facts = t.account.words[:s.words], t.facts[:s.facts]
	for _, u := range t.marks.order[s.order:] {
		delete(t.marks.links, u)
	}
	t.marks.order, t.marks.tables = t.marks.order[:s.order], s.tables
}

// drawn tells the cells of a drawn table. Rows that lack cells are drawn with empty ones.
func (t *expectation) drawn(b *tree.Table) {
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
func (t *expectation) eachRow(b *tree.Table, f func(row []*place, head bool)) {
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
func (t *expectation) records(b *tree.Table) {
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
				over := t.apart(p.cell, len(heads[k]) > 0)
				heads[k] = append(heads[k], over...)
				for i := k + 1; i < min(n, k+p.cols); i++ { // again over each column that it spans
					heads[i] = append(heads[i], t.again(p.cell, len(heads[i]) > 0)...)
				}
			}
		}
		for _, p := range row {
			p.first = false
		}
	})
	body := rows[head:]
	if len(body) == 0 {
		for k, h := range heads {
			if k == 0 || !slices.EqualFunc(h, heads[k-1], sameWord) {
				t.account.words = append(t.account.words, h...)
			}
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
func (t *expectation) heads(heads [][]word, r int) {
	t.space()
	any := false
	for i, h := range heads {
		if len(h) == 0 || i > 0 && slices.EqualFunc(h, heads[i-1], sameWord) {
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

// again returns the words of a header cell over a further column: the writer's own.
func (t *expectation) again(c *tree.Cell, more bool) []word {
	facts := len(t.facts)
	words := t.apart(c, more)
	t.facts = t.facts[:facts]
	for i := range words {
		words[i].own = true
	}
	return words
}

// apart returns the words of a header cell.
func (t *expectation) apart(c *tree.Cell, more bool) []word {
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
