package pdf

import "platen/writers/pdf/internal/typeset"

// settle ends a page: one in a right-to-left language is measured like any other and then turned over, so that list
// markers, bars and the first column of a table are on the right.
func (m *measurer) settle() {
	m.flush()
	m.doc.flow.nest()
	if !m.rtl {
		return
	}
	side, whole := m.job.geo.turned().measure(), m.job.geo.whole()
	m.doc.flow.mirror(m.full, side, whole)
	for _, n := range m.doc.notes {
		n.flow.mirror(m.full, side, whole)
	}
}

// start is the edge that lines of a language begin at, where nothing else is said.
func (m *measurer) start(a typeset.Align) typeset.Align {
	if m.rtl && a == typeset.Start {
		return typeset.Right
	}
	return a
}

// mirror turns a column over; width is its own, side that of its slabs on pages on their side, whole that of those
// over all columns.
// Code runs from left to right in every language: it moves with its box.
func (f *flow) mirror(width, side, whole float64) {
	if f.mirrored {
		return
	}
	f.mirrored = true
	of := func(i int) float64 {
		if i < len(f.slabs) && f.slabs[i].flags&landscape != 0 {
			return side
		}
		if i < len(f.slabs) && f.slabs[i].flags&across != 0 {
			return whole
		}
		return width
	}
	moved := map[int]float64{} // code slabs: how far their box moves
	for i := range f.boxes {
		b := &f.boxes[i]
		x := of(b.from) - b.x - b.w
		if b.kind == boxCode {
			for k := b.from; k < b.to; k++ {
				moved[k] = x - b.x
			}
		}
		b.x, b.rtl = x, true
	}
	for i := range f.tables {
		t := &f.tables[i]
		w := of(t.from)
		t.x = w - t.x - t.w
		if t.note != nil {
			t.note.x = w - t.note.x - t.note.line.Width
		}
	}
	for i := range f.slabs {
		s := &f.slabs[i]
		w := of(i)
		if d, ok := moved[i]; ok {
			s.x += d
		} else if s.kind == slabImage && s.more.image != nil {
			s.x = w - s.x - s.more.image.w
		} else {
			s.x = w - s.x - s.w
		}
		if e := s.more; e != nil {
			e.mirror(w)
		}
	}
}

// mirror turns over what stands beside the slab in a column of the width.
func (e *extra) mirror(width float64) {
	e.rtl = true
	for _, list := range [][]label{e.labels, e.tails} {
		for i := range list {
			l := &list[i]
			w := l.box
			if l.line != nil {
				w = l.line.Width
			}
			l.x = width - l.x - w
		}
	}
	for i := range e.texts {
		e.texts[i].x = width - e.texts[i].x - e.texts[i].line.Width
	}
	if e.leader[1] > e.leader[0] {
		e.leader = [2]float64{width - e.leader[1], width - e.leader[0]}
	}
	r := e.row
	if r == nil {
		return
	}
	for i := range r.cells {
		c := &r.cells[i]
		c.x = r.w - c.x - c.w
		c.flow.mirror(c.w, c.w, c.w)
	}
}
