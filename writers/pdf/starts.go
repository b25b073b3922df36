package pdf

import "platen/convert/tree"

// starts is where the sheets of the body begin in the text.
type starts struct {
	found []tree.SheetStart
	wait  []string   // labels of sheets on which nothing began
	last  *tree.Page // the last one that had a place on a sheet
}

// add notes the next sheet.
func (s *starts) add(sh *sheet) {
	began, held := false, false
	for i := range sh.items {
		it := &sh.items[i]
		if it.artifact || it.doc.page == nil {
			continue
		}
		held, s.last = true, it.doc.page
		if b, ok := first(it.slab); ok && !began {
			began = true
			for _, l := range append(s.wait, sh.label()) {
				s.found = append(s.found, tree.SheetStart{Label: l, Page: it.doc.page, Block: b})
			}
			s.wait = nil
		}
	}
	if held && !began {
		s.wait = append(s.wait, sh.label())
	}
}

// first returns the outermost block that begins with the slab; nil is the page itself.
func first(q *slab) (b tree.Block, ok bool) {
	switch e := q.more; {
	case e == nil:
	case len(e.starts) > 0:
		return e.starts[0], true
	case e.row != nil:
		for _, c := range e.row.cells {
			for k := c.from; k < c.to; k++ {
				if b, ok := first(&c.flow.slabs[k]); ok {
					return b, true
				}
			}
		}
	}
	return nil, false
}

// all returns the starts of all sheets that hold text of the book.
func (s *starts) all() []tree.SheetStart {
	for _, l := range s.wait {
		s.found = append(s.found, tree.SheetStart{Label: l, Page: s.last, End: true})
	}
	s.wait = nil
	return s.found
}
