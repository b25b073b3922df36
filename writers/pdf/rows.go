package pdf

// repeatHead shows the header of the table again when slab i goes on with it.
func (p *paginator) repeatHead(table, i int) {
	if table >= len(p.flow.tables) {
		return
	}
	t := &p.flow.tables[table]
	if i < t.from+max(1, t.head) || i >= t.to {
		return
	}
	h := p.flow.height(t.from, t.from+t.head)
	if h > 0.4*p.paper().room() {
		return
	}
	if t.note != nil {
		s := &slab{kind: slabSpace, node: -1, x: t.x, w: t.w, height: t.noteH, base: t.noteH - 4, more: &extra{texts: []artText{*t.note}}}
		p.put(-1, s)
		p.cur.items[len(p.cur.items)-1].artifact = true
	}
	for k := t.from; k < t.from+t.head; k++ {
		p.put(-1, &p.flow.slabs[k])
		p.cur.items[len(p.cur.items)-1].artifact = true
	}
}

// splitRow divides a row that does not fit: what fits stays here, and the rest is returned as a slab of its
// own. nil: it is short enough to go to the next page whole.
func (p *paginator) splitRow(i int, s *slab) *slab {
	y := p.y
	if !p.fresh {
		y += s.gap
	}
	avail := p.limit() - y - s.pad - s.after
	full := p.paper().room()
	if top := len(p.cur.items) > p.begin+p.heads(); top && (s.height < 0.5*full || avail < 0.2*full) {
		return nil
	}
	head, rest := cutRow(s, avail)
	if rest == nil {
		return nil
	}
	p.put(i, head)
	return rest
}

// runRest places what is left of a row that was divided, over as many pages as it needs.
func (p *paginator) runRest(i int, rest *slab, table int) int {
	for {
		p.open(p.side)
		p.repeatHead(table, i)
		y := p.y
		if !p.fresh {
			y += rest.gap
		}
		if y+rest.total() <= p.limit()+0.01 {
			p.put(i, rest)
			return i + 1
		}
		head, next := cutRow(rest, p.limit()-y-rest.pad-rest.after)
		if next == nil {
			p.put(i, rest)
			return i + 1
		}
		p.put(i, head)
		rest = next
	}
}

// cutRow divides a row's slab at the height. rest is nil when nothing of it fits.
func cutRow(s *slab, avail float64) (head, rest *slab) {
	r := s.more.row
	inner := avail - 2*r.top
	hr, tr := *r, *r
	hr.cells, tr.cells = make([]cell, len(r.cells)), make([]cell, len(r.cells))
	hr.last = false
	some := false
	for k, c := range r.cells {
		cut, h := c.from, 0.0
		for cut < c.to {
			t := c.flow.slabs[cut].total()
			if cut > c.from {
				t += c.flow.slabs[cut].gap
			}
			if h+t > inner {
				break
			}
			h += t
			cut++
		}
		for cut < c.to && cut > c.from && c.flow.slabs[cut-1].flags&keepNext != 0 {
			cut--
		}
		some = some || cut > c.from
		hc, tc := c, c
		hc.to, tc.from = cut, cut
		hc.height, tc.height = c.flow.height(c.from, cut), c.flow.height(cut, c.to)
		hr.cells[k], tr.cells[k] = hc, tc
	}
	if !some {
		return nil, nil
	}
	make1 := func(r *row, labels bool) *slab {
		n := *s
		m := *s.more
		m.row = r
		if !labels {
			m.labels, m.dests, m.marks, m.notes, n.pad, n.gap = nil, nil, nil, nil, 0, 0
		} else {
			n.after = 0
		}
		n.more = &m
		n.height = 0
		for _, c := range r.cells {
			n.height = max(n.height, c.height)
		}
		n.height += 2 * r.top
		return &n
	}
	return make1(&hr, true), make1(&tr, false)
}
