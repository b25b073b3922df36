package pdf

import (
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// table sets a table: as it is, with smaller type, on a turned page, or in parts below each other.
func (m *measurer) table(t *tree.Table) {
	m.ids(t.Attr)
	m.space(m.th.para * 1.5)
	g := newGrid(t)
	l := m.look
	l.bold, l.italic = false, false
	l.size, l.lead = m.th.table.size, m.th.table.lead
	pad := m.th.cellPad
	if m.cells > 0 {
		l.size, l.lead, pad = m.th.small.size, m.th.small.lead, m.th.smallPad
	}
	old := m.state()
	if m.x > 0 && m.boxes == 0 && m.cells == 0 { // a table in a list may stand out to the margin
		if cols := m.columns(g, l); !fits(cols, m.width-2*pad*float64(len(cols))) {
			m.x, m.width = 0, m.full
		}
	}
	cols := m.columns(g, l)
	k := m.th.small.size / l.size
	small := make([]colWidth, len(cols))
	for i, c := range cols {
		small[i] = colWidth{c.min*k + 0.1, c.max * k, c.share, c.head * k}
	}
	inner := func(width, pad float64) float64 { return width - 2*pad*float64(len(cols)) }
	tight := l
	tight.size, tight.lead = m.th.small.size, m.th.small.lead
	side := m.job.geo.turned().measure()
	switch {
	case fits(cols, inner(m.width, pad)) && !crowded(cols, inner(m.width, pad)):
		m.tablePart(t, g, cols, l, pad, 0)
	case fits(small, inner(m.width, m.th.smallPad)):
		m.tablePart(t, g, small, tight, m.th.smallPad, 0)
	case capped(small, inner(m.width, m.th.smallPad), 8*tight.size):
		m.tablePart(t, g, small, tight, m.th.smallPad, 0)
	case m.boxes == 0 && m.cells == 0 && m.job.geo.w < m.job.geo.h && fits(small, inner(side, m.th.smallPad)):
		m.turned(func() {
			m.tablePart(t, g, small, tight, m.th.smallPad, 0)
		})
	case len(cols) > 1:
		stack := func() {
			groups := parts(small, m.width, 2*m.th.smallPad)
			for n, group := range groups {
				some := make([]colWidth, len(group))
				for i, c := range group {
					some[i] = small[c]
				}
				m.tablePart(t, g.part(group), some, tight, m.th.smallPad, n)
				m.space(m.th.para * 1.5)
			}
		}
		if m.boxes == 0 && m.cells == 0 && m.job.geo.w < m.job.geo.h {
			m.turned(stack)
		} else {
			stack()
		}
	default:
		m.tablePart(t, g, small, tight, m.th.smallPad, 0)
	}
	m.restore(old)
	m.space(m.th.para * 1.8)
}

// crowded reports whether columns would be so narrow against their content that the table gets very tall.
func crowded(cols []colWidth, width float64) bool {
	minSum, maxSum := 0.0, 0.0
	for _, c := range cols {
		minSum += c.min
		maxSum += c.max
	}
	return len(cols) > 4 && minSum > 0.92*width && maxSum > 2.5*width
}

// turned sets what f makes on pages on their side, with the heading before it.
func (m *measurer) turned(f func()) {
	from := len(m.flow.slabs)
	old := m.state()
	m.x, m.width = 0, m.job.geo.turned().measure()
	full := m.full
	m.full = m.width
	f()
	m.restore(old)
	m.full = full
	for from > 0 && m.flow.slabs[from-1].flags&keepNext != 0 {
		from--
	}
	for i := from; i < len(m.flow.slabs); i++ {
		m.flow.slabs[i].flags |= landscape
	}
}

// across sets what f makes over all columns of the page.
func (m *measurer) across(f func()) {
	if m.job.geo.columns < 2 || m.cells > 0 || m.boxes > 0 || m.depth > 0 {
		f()
		return
	}
	from, old, full := len(m.flow.slabs), m.state(), m.full
	m.x, m.width = 0, m.job.geo.whole()
	m.full = m.width
	f()
	m.restore(old)
	m.full = full
	for i := from; i < len(m.flow.slabs); i++ {
		m.flow.slabs[i].flags |= across
	}
}

// columns asks all cells for their widths, without padding.
func (m *measurer) columns(g *grid, l look) []colWidth {
	cols := make([]colWidth, len(g.cols))
	for i, c := range g.cols {
		cols[i] = colWidth{min: 6, max: 6, share: float64(c.Width)}
	}
	var spans []spanWidth
	look := m.look
	m.look = l
	rows := func(rows []gridRow, head bool) {
		m.look.bold = head
		for _, r := range rows {
			for i := range r.cells {
				c := &r.cells[i]
				if c.max == 0 {
					b := m.look.bold
					m.look.bold = b || c.cell.Scope != tree.ScopeNone
					c.min, c.max = m.cellWidth(c.cell.Blocks)
					m.look.bold = b
				}
				if c.colSpan > 1 {
					spans = append(spans, spanWidth{c.col, c.col + c.colSpan, c.min, c.max})
					continue
				}
				q := &cols[c.col]
				q.min = max(q.min, c.min)
				if head {
					q.head, q.max = max(q.head, c.max), max(q.max, c.min)
				} else {
					q.max = max(q.max, c.max)
				}
			}
		}
	}
	rows(g.head, true)
	rows(g.body, false)
	m.look = look
	spread(cols, spans, 2*m.th.cellPad)
	for i := range cols {
		cols[i].min += 0.3
		cols[i].max += 0.6
		cols[i].head += 0.6
	}
	return cols
}

// cellWidth is the least and the greatest width that blocks ask for.
func (m *measurer) cellWidth(blocks []tree.Block) (lo, hi float64) {
	grow := func(a, b float64) { lo, hi = max(lo, a), max(hi, b) }
	for _, b := range blocks {
		switch b := b.(type) {
		case *tree.Paragraph:
			grow(m.textWidths(b.Inlines))
		case *tree.Heading:
			grow(m.textWidths(b.Inlines))
		case *tree.CodeBlock:
			size := m.look.size * m.th.tableCode
			n := 0
			for line := range strings.SplitSeq(b.Text, "\n") {
				n = max(n, len(line))
			}
			full := float64(n)*0.6*size + 2*m.th.pad + 2
			grow(min(full, 16*0.6*size+2*m.th.pad), full)
		case *tree.List:
			for _, it := range b.Items {
				a, z := m.cellWidth(it.Blocks)
				hang := m.th.hang
				if b.Ordered {
					hang = max(hang, 22)
				}
				grow(a+hang, z+hang)
			}
		case *tree.Table:
			sum := colWidth{}
			g := newGrid(b)
			for _, c := range m.columns(g, m.look) {
				sum.min += c.min + 2*m.th.smallPad
				sum.max += max(c.max, c.head) + 2*m.th.smallPad
			}
			grow(sum.min, sum.max)
		case *tree.DefinitionList:
			for _, it := range b.Items {
				for _, t := range it.Terms {
					grow(m.textWidths(t.Inlines))
				}
				for _, body := range it.Bodies {
					a, z := m.cellWidth(body)
					grow(a+18, z+18)
				}
			}
		case *tree.MathBlock:
			if b.Drawn != nil {
				w := newFormula(b.Drawn, "", m.look).width() + 2*b.Drawn.SideWidth*m.look.size/1000
				grow(min(w*leastFormula, 200), w)
			} else {
				grow(40, float64(len(b.TeX))*0.6*m.look.size)
			}
		default:
			var inner []tree.Block
			tree.Children(b, func(n tree.Node) bool {
				switch n := n.(type) {
				case tree.Block:
					inner = append(inner, n)
				case *tree.Tab:
					inner = append(inner, n.Blocks...)
					grow(m.textWidths(n.Title))
				}
				return true
			})
			grow(m.textWidths(tree.Inlines(b)))
			a, z := m.cellWidth(inner)
			grow(a+26, z+26)
		}
	}
	return lo, hi
}

// textWidths measures inlines without keeping what they make.
func (m *measurer) textWidths(list []tree.Inline) (lo, hi float64) {
	if len(list) == 0 {
		return 0, 0
	}
	m.probe.m = m
	m.probe.out, m.probe.look = m.probe.out[:0], m.look
	m.probe.dry(list)
	if len(m.probe.out) == 0 {
		return 0, 0
	}
	return m.sh.Measure(m.probe.out)
}

// tablePart sets a table, or the part of it that g has.
func (m *measurer) tablePart(t *tree.Table, g *grid, cols []colWidth, l look, pad float64, n int) {
	outer := m.node
	node := m.newElem(outer, elem{typ: "Table"})
	if n == 0 {
		m.tableCaption(t, node)
	}
	w := columnWidths(cols, m.width-2*pad*float64(len(cols)))
	widen(w, cols, func(w []float64) int { return g.lines(w, l.size/m.th.table.size) })
	x := make([]float64, len(w)+1)
	for i := range w {
		x[i+1] = x[i] + w[i] + 2*pad
	}
	if left := m.x; m.align == typeset.Center && m.cells == 0 {
		m.x += max(0, (m.width-x[len(w)])/2)
		defer func() { m.x = left }()
	}
	span := tableSpan{from: len(m.flow.slabs), x: m.x, w: x[len(w)]}
	old := m.state()
	m.look = l
	s := setter{m: m, x: x, pad: pad, base: m.x, aligns: m.alignments(g), width: x[len(w)]}
	if len(g.head) > 0 {
		typ := "THead"
		if len(g.body) == 0 {
			typ = "TBody" // a head asks for a body (PDF/UA-1, 7.5; ISO 32000-1, table 337)
		}
		s.group = m.newElem(node, elem{typ: typ})
		s.rows(g.head, true)
		span.head = len(g.head)
		for i := span.from; i < span.from+span.head; i++ {
			m.flow.slabs[i].flags |= keepNext
		}
	}
	if g.foot > 0 {
		if len(g.head) > 0 || g.foot < len(g.body) {
			s.group = m.newElem(node, elem{typ: "TBody"})
		} else {
			s.group = node
		}
		s.rows(g.body[:g.foot], false)
	}
	if g.foot < len(g.body) {
		typ := "TFoot"
		if g.foot == 0 {
			typ = "TBody"
		}
		s.group = m.newElem(node, elem{typ: typ})
		s.rows(g.body[g.foot:], false)
	}
	m.restore(old)
	span.to = len(m.flow.slabs)
	if span.to == span.from {
		return
	}
	if r := m.flow.slabs[span.to-1].more; r != nil && r.row != nil {
		r.row.last = true
	}
	if first := span.from + span.head; span.to-first > 1 { // no row alone at a page's foot or top
		m.flow.slabs[first].flags |= keepSoft
		m.flow.slabs[span.to-2].flags |= keepSoft
	}
	if m.cells == 0 && span.head > 0 {
		c := m.look
		c.size, c.lead, c.color, c.bold, c.italic = 8, 10, m.th.muted, false, false
		lines := m.sh.Layout([]typeset.Inline{{Style: m.st.of(c), Text: "(" + m.words.Continued + ")"}}, typeset.Options{Width: 300, Lang: m.lang})
		if len(lines) > 0 {
			span.note, span.noteH = &artText{x: m.x, line: &lines[0]}, 13
		}
	}
	m.flow.tables = append(m.flow.tables, span)
}

// alignments is how each column is set: as the author says, or to the right when all of it is numbers.
func (m *measurer) alignments(g *grid) []typeset.Align {
	out := make([]typeset.Align, len(g.cols))
	numbers := make([]int, len(g.cols))
	for _, r := range g.body {
		for _, c := range r.cells {
			if c.cell == nil || len(c.cell.Blocks) == 0 || numbers[c.col] < 0 {
				continue
			}
			p, ok := c.cell.Blocks[0].(*tree.Paragraph)
			if ok && len(c.cell.Blocks) == 1 && numeric(tree.PlainText(p.Inlines)) {
				numbers[c.col]++
			} else {
				numbers[c.col] = -1
			}
		}
	}
	for i, c := range g.cols {
		out[i] = alignOf(c.Align)
		if c.Align == tree.AlignDefault && numbers[i] > 0 && i > 0 {
			out[i] = typeset.Right
		}
	}
	return out
}

func alignOf(a tree.Align) typeset.Align {
	return [...]typeset.Align{typeset.Start, typeset.Left, typeset.Center, typeset.Right}[a]
}

// numeric reports whether a cell holds a number, with a sign, a currency or a unit sign at most.
func numeric(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case strings.ContainsRune(" .,+-−–%$€£¥", r):
		default:
			return false
		}
	}
	return digits > 0
}

// A setter sets the rows of a table.
type setter struct {
	m      *measurer
	x      []float64 // left edges of the columns, and the right edge of the last
	pad    float64
	base   float64 // of the table in its column
	width  float64
	group  int32 // THead, TBody …
	aligns []typeset.Align
}

func (s *setter) rows(rows []gridRow, head bool) {
	m := s.m
	from := len(m.flow.slabs)
	type hanging struct{ row, cell, until int }
	var hang []hanging
	for i, r := range rows {
		m.ids(r.row.Attr)
		tr := m.newElem(s.group, elem{typ: "TR"})
		out := &row{node: tr, head: head, headEnd: head && i == len(rows)-1, first: i == 0, x: s.base, w: s.width, top: s.pad}
		height := 0.0
		for _, c := range r.cells {
			cl := s.cell(tr, c, head)
			if c.rowSpan > 1 {
				hang = append(hang, hanging{from + i, len(out.cells), from + i + c.rowSpan - 1})
			} else {
				height = max(height, cl.height)
			}
			out.cells = append(out.cells, cl)
		}
		if height == 0 {
			height = m.look.lead
			if head && out.headEnd { // a header of empty cells, which GFM asks for: its rule is enough
				height = 0
			}
		}
		slab := slab{kind: slabRow, node: tr, x: s.base, w: s.width, height: height + 2*s.pad, base: s.pad + m.st.baseline(m.look)}
		slab.more = &extra{row: out}
		for _, c := range out.cells {
			for k := range c.flow.slabs {
				if e := c.flow.slabs[k].more; e != nil && len(e.notes) > 0 {
					slab.more.notes = append(slab.more.notes, e.notes...)
					e.notes = nil
				}
			}
		}
		m.add(slab)
	}
	// A cell over several rows makes the last of them tall enough.
	for _, h := range hang {
		have := 0.0
		for k := h.row; k <= h.until; k++ {
			have += m.flow.slabs[k].height
		}
		first := &m.flow.slabs[h.row]
		c := &first.more.row.cells[h.cell]
		need := c.height + 2*s.pad
		if need > have {
			if need > 0.5*m.job.geo.room() { // so tall that it may have to be divided: it stays in its first row
				first.height = max(first.height, need)
			} else {
				m.flow.slabs[h.until].height += need - have
				have = need
			}
		}
		c.down = have - first.height
		if have < 0.6*m.job.geo.room() {
			for k := h.row; k < h.until; k++ {
				m.flow.slabs[k].flags |= keepNext
			}
		} else if need > first.height {
			first.height = need
			c.down = 0
		}
	}
}

// cell measures a cell as a flow of its own.
func (s *setter) cell(tr int32, c gridCell, head bool) cell {
	m := s.m
	e := elem{typ: "TD"}
	if c.colSpan > 1 || c.rowSpan > 1 {
		e.more = &elemMore{colSpan: int32(c.colSpan), rowSpan: int32(c.rowSpan)}
	}
	scope := tree.ScopeNone
	if c.cell != nil {
		scope = c.cell.Scope
	}
	if head && scope == tree.ScopeNone {
		scope = tree.ScopeCol
	}
	if scope != tree.ScopeNone {
		e.typ = "TH"
		if e.more == nil {
			e.more = &elemMore{}
		}
		e.more.scope = [...]string{"", "Column", "Row"}[scope]
	}
	out := cell{node: m.newElem(tr, e), x: s.x[c.col], w: s.x[c.col+c.colSpan] - s.x[c.col], flow: &flow{}}
	if c.cell == nil {
		return out
	}
	in := *m
	in.flow, in.node = out.flow, out.node
	in.x, in.width = s.pad, max(6, out.w-2*s.pad)
	in.gap, in.pad, in.open, in.flags, in.dests, in.marks, in.labels, in.starts = 0, 0, true, 0, nil, nil, nil, nil
	in.cells++
	in.boxes, in.depth, in.bullets = 0, 0, 0
	in.look.bold = scope != tree.ScopeNone
	in.align = s.aligns[c.col]
	if c.cell.Align != tree.AlignDefault {
		in.align = alignOf(c.cell.Align)
	}
	in.ids(c.cell.Attr)
	in.blocks(c.cell.Blocks)
	in.flush()
	out.to = len(out.flow.slabs)
	out.height = out.flow.height(0, out.to)
	return out
}
