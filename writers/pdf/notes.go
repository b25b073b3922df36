package pdf

const noteRule = 60 // its length

const noteSpace = 15 // above the footnotes' rule and below it, together

// noteNeed is the height that one more footnote slab takes at the foot.
func (p *paginator) noteNeed(s *slab) float64 {
	if len(p.cur.notes) == p.noteBegin {
		return noteSpace + s.total()
	}
	return s.gap + s.total()
}

// addNote puts a footnote's slab at the column's foot, or carries it on when there is no room.
func (p *paginator) addNote(n placed) {
	need := p.noteNeed(n.slab)
	if len(p.carry) > 0 || p.foot+need > maxFoot*p.paper().room() {
		p.carry = append(p.carry, n)
		return
	}
	p.foot += need
	p.cur.notes = append(p.cur.notes, n)
}

const maxFoot = 0.6 // of the column: footnotes beyond it go on the next one

// noteHeight is what the footnotes of a slab need at the foot.
func (p *paginator) noteHeight(s *slab) float64 {
	if s.more == nil || len(s.more.notes) == 0 {
		return 0
	}
	h := 0.0
	if p.cur == nil || len(p.cur.notes) == p.noteBegin {
		h = noteSpace
	}
	for _, n := range s.more.notes {
		f := p.doc.notes[n].flow
		h += f.height(0, len(f.slabs)) + noteGap
	}
	return min(h, maxFoot*p.paper().room()-p.foot)
}
