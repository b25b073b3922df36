package pdf

// balance gives the columns of the sheet at hand the same height, when the text ends on it. Sheets with footnotes and
// with tables that go on from one column to the next stay as they are.
func (p *paginator) balance() {
	if p.cur == nil || p.paper().columns < 2 || len(p.cur.notes) > 0 {
		return
	}
	first := 0
	for first < len(p.cur.items) && p.cur.items[first].slab.flags&across != 0 {
		first++
	}
	items := p.cur.items[first:]
	for i := range items {
		if items[i].artifact || items[i].index < 0 {
			return
		}
	}
	if len(items) < 2 {
		return
	}
	lo, hi := 0.0, p.limit()-p.top
	if _, ok := p.columnsOf(items, hi); !ok {
		return
	}
	for range 24 {
		if h := (lo + hi) / 2; h < hi {
			if _, ok := p.columnsOf(items, h); ok {
				hi = h
			} else {
				lo = h
			}
		}
	}
	at, _ := p.columnsOf(items, hi)
	g := p.paper()
	for i := range items {
		items[i].x, items[i].y = g.left+float64(at[i].col)*(g.measure()+g.gutter), p.top+at[i].y
	}
}

type columnPlace struct {
	col int
	y   float64
}

// columnsOf places items in columns of a height; ok says that they fit, and that what is kept together is.
func (p *paginator) columnsOf(items []placed, height float64) (at []columnPlace, ok bool) {
	at = make([]columnPlace, len(items))
	col, y, fresh := 0, 0.0, true
	for i := 0; i < len(items); i++ {
		s := items[i].slab
		top := y
		if !fresh {
			top += s.gap
		} else if items[i].flow.inside(int(items[i].index)) {
			top += boxOpen
		}
		if top+s.total() > height+0.01 {
			if fresh {
				return nil, false
			}
			for i > 0 && at[i-1].col == col && items[i-1].slab.flags&(keepNext|keepSoft) != 0 {
				i--
			}
			if i == 0 || at[i-1].col != col {
				return nil, false
			}
			if col++; col >= p.paper().columns {
				return nil, false
			}
			y, fresh = 0, true
			i--
			continue
		}
		at[i] = columnPlace{col, top}
		y, fresh = top+s.total(), false
	}
	return at, true
}
