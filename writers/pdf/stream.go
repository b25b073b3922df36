package pdf

import (
	"context"
	"runtime"
	"sync"

	"platen/writers/internal/pages"
	"platen/writers/pdf/internal/pdfdoc"
)

// A stream takes the pages of the book through all passes, so that only few of them are held as slabs: workers
// measure pages, draw sheets, and one at a time puts slabs on sheets, in order.
type stream struct {
	*job
	dry bool // no drawing: to learn the page numbers only

	lock    sync.Mutex
	change  sync.Cond
	waiting int // workers that wait for a change
	next    int // the next unit to measure
	limit   int // how far measuring may go
	slots   []slot
	placed  int  // units that are on sheets
	placing bool // a worker puts slabs on sheets
	closed  bool // all are on sheets
	queue   []drawing
	paginator
	pages   []*pdfdoc.Page
	frontEl *pdfdoc.Elem
	level   int // of the last heading
}

type slot struct {
	doc  *pageDoc
	done bool
}

// A drawing is a sheet to be drawn on its page.
type drawing struct {
	sheet *sheet
	page  *pdfdoc.Page
}

const lookahead = 8 // pages measured ahead of those on sheets

// run measures, places and draws the body.
func (s *stream) run(ctx context.Context) error {
	j := s.job
	j.dests, j.order, j.marks = map[string]place{}, nil, nil
	j.body, j.front, j.sheets, j.firstBody = nil, nil, nil, 0
	j.linkAt, j.starts = nil, starts{}
	if s.dry {
		j.linkAt = map[linkKey]int{}
	}
	s.change.L = &s.lock
	s.slots = make([]slot, len(j.units))
	s.limit = lookahead
	if !s.dry {
		s.frontEl = j.out.NewElem(nil, "Sect")
	}
	s.paginator = paginator{geo: j.geo, style: j.th}
	pages.Run(runtime.GOMAXPROCS(0), func() { s.work(ctx) })
	return ctx.Err()
}

// wake lets waiting workers look for work. The lock is held.
func (s *stream) wake() {
	if s.waiting > 0 {
		s.change.Broadcast()
	}
}

// place puts a measured page on sheets; nil ends the body.
func (s *stream) place(doc *pageDoc, last bool) {
	j, p := s.job, &s.paginator
	if doc != nil {
		j.body = append(j.body, doc)
		if !s.dry {
			j.makeElems(doc, nil, &s.level)
		}
		p.feed(doc)
	}
	if last {
		p.finish()
	}
	s.take(p, last)
}

// take hands the sheets that are complete to the workers.
func (s *stream) take(p *paginator, all bool) {
	j := s.job
	n := len(p.sheets)
	if !all && n > 0 {
		n--
	}
	for _, sh := range p.sheets[:n] {
		sh.number = len(j.sheets) + 1
		j.locate(sh, len(j.sheets))
		if j.w.Sheets != nil {
			j.starts.add(sh)
		}
		j.sheets = append(j.sheets, sh)
		if s.dry {
			sh.items, sh.notes = nil, nil
			continue
		}
		d := drawing{sh, j.newPage(sh)}
		s.pages = append(s.pages, d.page)
		s.lock.Lock()
		s.queue = append(s.queue, d)
		s.wake()
		s.lock.Unlock()
	}
	p.sheets = append(p.sheets[:0], p.sheets[n:]...)
	p.forget()
}

// work is a worker's loop: what sets memory free goes first.
func (s *stream) work(ctx context.Context) {
	t := s.job.tools()
	e := s.job.newEmitter(t)
	s.lock.Lock()
	defer s.lock.Unlock()
	for ctx.Err() == nil {
		switch {
		case !s.placing && !s.closed && (s.placed == len(s.slots) || s.slots[s.placed].done):
			s.placing = true
			var doc *pageDoc
			if s.placed < len(s.slots) {
				doc, s.slots[s.placed].doc = s.slots[s.placed].doc, nil
				s.placed++
				s.limit++
			}
			last := s.placed == len(s.slots)
			s.lock.Unlock()
			s.place(doc, last)
			s.lock.Lock()
			s.placing, s.closed = false, last
			s.wake()
		case len(s.queue) > 0:
			d := s.queue[0]
			s.queue = s.queue[1:]
			s.lock.Unlock()
			e.p, e.sheet = d.page, d.sheet
			e.draw()
			e.p.Flush()
			d.sheet.items, d.sheet.notes, d.sheet.rules = nil, nil, nil
			s.lock.Lock()
		case s.next < len(s.slots) && s.next < s.limit:
			i := s.next
			s.next++
			s.lock.Unlock()
			doc := s.job.measure(t, s.job.units[i], i)
			s.lock.Lock()
			s.slots[i] = slot{doc, true}
			if i == s.placed {
				s.wake()
			}
		case s.closed:
			return
		default:
			s.waiting++
			s.change.Wait()
			s.waiting--
		}
	}
	s.change.Broadcast()
}

// front makes what stands before the body, whose page numbers are known now.
func (s *stream) front() {
	j := s.job
	t := j.tools()
	j.front = j.frontDocs(t)
	e := j.newEmitter(t)
	p := &paginator{geo: j.geo, style: j.th}
	p.geo.columns = 1
	level := 0
	if j.cover != nil {
		c := p.newPage(p.geo)
		c.bare, c.cover = true, true
		p.evenOut()
	}
	title := len(p.sheets)
	for i, d := range j.front {
		j.makeElems(d, s.frontEl, &level)
		p.feed(d)
		p.finish()
		if i == 0 && len(p.sheets) > title && !j.lone {
			p.sheets[title].bare = true
		}
	}
	p.evenOut() // the body begins on a right page
	n := len(p.sheets)
	j.firstBody = n
	for name, at := range j.dests {
		at.sheet += n
		j.dests[name] = at
	}
	for i := range j.marks {
		j.marks[i].sheet += n
	}
	body := j.marks
	j.marks = nil
	var pages []*pdfdoc.Page
	for i, sh := range p.sheets {
		sh.front, sh.number = true, i+1
		j.locate(sh, i)
		e.p, e.sheet = j.newPage(sh), sh
		pages = append(pages, e.p)
		e.draw()
	}
	j.marks = append(j.marks, body...)
	j.out.MoveToFront(n)
	j.sheets = append(p.sheets, j.sheets...)
	s.pages = append(pages, s.pages...)
}

// finish draws running heads, in parallel, and adds what leads to the pages.
func (s *stream) finish(ctx context.Context) error {
	j := s.job
	total := len(j.sheets) - j.firstBody
	j.sections()
	err := pages.Each(ctx, len(j.sheets), func() *emitter { return j.newEmitter(j.tools()) }, func(e *emitter, i int) error {
		e.p, e.sheet, e.total = s.pages[i], j.sheets[i], total
		if !e.sheet.bare {
			e.furniture()
		}
		e.cropMarks()
		e.p.Close()
		return nil
	})
	if err != nil {
		return err
	}
	j.settleLinks()
	for _, name := range j.order {
		at := j.dests[name]
		sh := j.sheets[at.sheet]
		j.out.Dest(name, s.pages[at.sheet], max(0, at.x-4), min(sh.h, sh.h-at.y+4), at.elem)
	}
	for _, m := range j.marks {
		j.out.Bookmark(m.level, m.title, m.dest, false)
	}
	var labels []pdfdoc.Label
	if j.firstBody > 0 {
		labels = append(labels, pdfdoc.Label{Page: 0, Style: "r"})
	}
	j.out.PageLabels(append(labels, pdfdoc.Label{Page: j.firstBody, Style: "D"}))
	return nil
}
