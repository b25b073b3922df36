package pdf

// A paginator puts slabs on sheets, first fit: a page ends before the slab that does not fit, or further up
// where keeps ask for it.
type paginator struct {
	geo    geometry
	style  *theme
	sheets []*sheet
	made   int // sheets so far

	cur   *sheet
	side  bool     // the sheet is turned
	col   int      // column of the sheet
	y     float64  // where the next slab's gap begins
	top   float64  // of the sheet's columns
	fresh bool     // nothing in the column yet
	foot  float64  // height of the notes at the column's foot
	carry []placed // notes for the next column

	begin, noteBegin int // first item and note of the column

	breakDoc *pageDoc // the slab that the last forced break stands before
	breakAt  int

	begun *pageDoc // the chapter that has begun on a right page

	docs []*pageDoc // those that may still move
	doc  *pageDoc
	flow *flow
}

// finish ends the sheet, so that what follows begins another, and places notes that are left over.
func (p *paginator) finish() {
	for len(p.carry) > 0 {
		p.open(p.side)
	}
	p.balance()
	p.endColumn()
	p.cur = nil
}

// paper is the geometry of the sheet at hand.
func (p *paginator) paper() geometry {
	g := p.geo.of(p.cur)
	if p.side {
		return g.turned()
	}
	return g
}

// limit is how far down the column may go.
func (p *paginator) limit() float64 {
	g := p.paper()
	return g.h - g.bottom - p.foot
}

// left is the column's left edge.
func (p *paginator) left() float64 {
	g := p.paper()
	return g.left + float64(p.col)*(g.measure()+g.gutter)
}

// open starts a sheet, or the next column of the sheet.
func (p *paginator) open(side bool) {
	p.endColumn()
	if p.cur != nil && side == p.side && p.col+1 < p.paper().columns {
		p.col++
	} else {
		p.side, p.col = side, 0
		g := p.paper()
		p.cur = p.newPage(g)
		p.top = g.top
	}
	p.y, p.fresh = p.top, true
	p.begin, p.noteBegin, p.foot = len(p.cur.items), len(p.cur.notes), 0
	carry := p.carry
	p.carry = nil
	for _, n := range carry {
		n.owner = -1
		p.addNote(n)
	}
}

// newPage is one more sheet; every second one is a left page where the sides differ.
func (p *paginator) newPage(g geometry) *sheet {
	p.made++
	s := &sheet{w: g.w, h: g.h, chapter: p.doc, verso: g.sides && p.made%2 == 0}
	p.sheets = append(p.sheets, s)
	return s
}

// evenOut leaves a page empty where the sides differ and the next one is a left page.
func (p *paginator) evenOut() {
	if p.geo.sides {
		p.rightNext()
	}
}

// rightNext leaves a page empty where the next one is a left page.
func (p *paginator) rightNext() {
	if p.made%2 == 1 {
		p.newPage(p.geo).bare = true
	}
}

// endColumn places the column's notes, when it is full or the text ends.
func (p *paginator) endColumn() {
	if p.cur == nil || len(p.cur.notes) == p.noteBegin {
		return
	}
	g := p.paper()
	y := g.h - g.bottom - p.foot
	x := p.left()
	if p.cur.notes[p.noteBegin].flow.mirrored {
		x += g.measure() - noteRule
	}
	p.cur.rules = append(p.cur.rules, placed{x: x, y: y + 0.45*noteSpace})
	y += noteSpace
	for i := p.noteBegin; i < len(p.cur.notes); i++ {
		n := &p.cur.notes[i]
		if i > p.noteBegin {
			y += n.slab.gap
		}
		n.x, n.y = p.left(), y
		y += n.slab.total()
	}
	p.noteBegin = len(p.cur.notes)
}

// feed places the slabs of one more page of the book.
func (p *paginator) feed(doc *pageDoc) {
	p.docs = append(p.docs, doc)
	docs := p.docs
	at, i := len(docs)-1, 0
	table := 0 // the next table of the flow that may cover slab i
	for at < len(docs) {
		doc := docs[at]
		p.doc, p.flow = doc, doc.flow
		slabs := doc.flow.slabs
		if i >= len(slabs) {
			at, i, table = at+1, 0, 0
			continue
		}
		s := &slabs[i]
		side := s.flags&landscape != 0
		if p.cur == nil || side != p.side || i == 0 && doc.begins && len(p.cur.items) > 0 {
			if i == 0 && doc.begins {
				p.newSheet(side)
			} else {
				p.open(side)
			}
		}
		if s.flags&breakBefore != 0 && len(p.cur.items) > 0 && !p.opened(doc, i) {
			p.newSheet(side)
			p.breakDoc, p.breakAt = doc, i
		}
		for table < len(doc.flow.tables) && doc.flow.tables[table].to <= i {
			table++
		}
		if p.fresh {
			p.repeatHead(table, i)
		}
		if p.place(i, s) {
			i++
			continue
		}
		// It does not fit: a tall row is divided, anything else goes to the next column with what must stay with it.
		if s.kind == slabRow {
			if rest := p.splitRow(i, s); rest != nil {
				i = p.runRest(i, rest, table)
				continue
			}
		}
		if len(p.cur.items)-p.begin <= p.heads() { // taller than a page: it stands there as it is
			p.put(i, s)
			i++
			continue
		}
		if n := p.keptBack(); n > 0 {
			first := p.cur.items[len(p.cur.items)-n]
			for docs[at] != first.doc {
				at--
				table = 0
			}
			i = int(first.index)
			p.undo(n)
			p.doc, p.flow = docs[at], docs[at].flow
			for table > 0 && p.flow.tables[table-1].to > i {
				table--
			}
		}
		p.open(side)
	}
}

// opened reports whether the forced break before slab i is made already.
func (p *paginator) opened(doc *pageDoc, i int) bool { return p.breakDoc == doc && p.breakAt == i }

// forget lets go of the pages that are on complete sheets.
func (p *paginator) forget() {
	keep := len(p.docs)
	if p.cur != nil {
		for keep > 0 && len(p.cur.items) > 0 && p.docs[keep-1] != p.cur.items[0].doc {
			keep--
		}
		keep--
	}
	for i := 0; i < keep; i++ {
		p.docs[i].flow = nil
	}
	if keep > 0 {
		p.docs = append(p.docs[:0], p.docs[keep:]...)
	}
}

// newSheet starts a sheet even where a further column is free.
func (p *paginator) newSheet(side bool) {
	p.balance()
	p.endColumn()
	if p.style.rightOnly && p.doc.opens && p.begun != p.doc {
		p.begun = p.doc
		p.rightNext()
	}
	p.col = p.paper().columns
	p.open(side)
}

// place puts the slab into the column when it fits.
func (p *paginator) place(i int, s *slab) bool {
	y := p.y
	if !p.fresh {
		y += s.gap
	} else if p.inside(i) {
		y += boxOpen
	}
	if y+s.total()+p.noteHeight(s) > p.limit()+0.01 {
		return false
	}
	p.put(i, s)
	return true
}

const boxOpen = 5 // space inside a box that goes on from the page before

// inside reports whether slab i goes on with a box that began before it.
func (p *paginator) inside(i int) bool { return p.flow.inside(i) }

func (f *flow) inside(i int) bool {
	in := false
	f.around(i, func(*box) bool {
		in = true
		return false
	})
	return in
}

func (p *paginator) put(i int, s *slab) {
	if !p.fresh {
		p.y += s.gap
	} else if i >= 0 && p.inside(i) {
		p.y += boxOpen
	}
	if n := len(p.cur.items); n > 0 && s.flags&across == 0 && p.cur.items[n-1].slab.flags&across != 0 {
		p.top = p.y // the columns begin below what stands over all of them
	}
	p.cur.items = append(p.cur.items, placed{doc: p.doc, flow: p.flow, slab: s, index: int32(i), x: p.left(), y: p.y})
	p.y += s.total()
	p.fresh = false
	if s.more != nil && i >= 0 {
		for _, n := range s.more.notes {
			f := p.doc.notes[n].flow
			for k := range f.slabs {
				p.addNote(placed{doc: p.doc, flow: f, slab: &f.slabs[k], index: int32(k), owner: int32(len(p.cur.items) - 1)})
			}
		}
	}
}

// undo takes the last n items off the column, and the notes that they brought.
func (p *paginator) undo(n int) {
	end := len(p.cur.items) - n
	p.cur.items = p.cur.items[:end]
	for len(p.carry) > 0 && int(p.carry[len(p.carry)-1].owner) >= end {
		p.carry = p.carry[:len(p.carry)-1]
	}
	k := len(p.cur.notes)
	for k > p.noteBegin && int(p.cur.notes[k-1].owner) >= end {
		k--
	}
	if k == len(p.cur.notes) {
		return
	}
	notes := p.cur.notes[p.noteBegin:k]
	p.cur.notes, p.foot = p.cur.notes[:p.noteBegin], 0
	for _, m := range notes {
		p.addNote(m)
	}
}

// keptBack returns how many of the column's last items go to the next column with the slab that does not fit, so that
// nothing is kept apart from what it belongs to. When that would leave the column half empty, only headings
// and the like are honoured.
func (p *paginator) keptBack() int {
	items := p.cur.items[p.begin+p.heads():]
	full := p.limit() - p.paper().top
	for _, mask := range []slabFlags{keepNext | keepSoft, keepNext} {
		n := 0
		for n < len(items) && items[len(items)-1-n].slab.flags&mask != 0 {
			n++
		}
		if n == len(items) {
			continue
		}
		if n == 0 {
			return 0
		}
		at := items[len(items)-n].y - p.paper().top
		if at >= 0.4*full || mask == keepNext && at > 0.12*full {
			return n
		}
	}
	return 0
}

// heads counts the items at the column's top that are a repeated header.
func (p *paginator) heads() int {
	n := 0
	for _, it := range p.cur.items[p.begin:] {
		if !it.artifact {
			break
		}
		n++
	}
	return n
}
