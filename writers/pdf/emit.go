package pdf

import (
	"math"
	"strconv"
	"strings"
	"time"

	"platen/writers/pdf/internal/pdfdoc"
	"platen/writers/pdf/internal/typeset"
)

func itoa(n int) string { return strconv.Itoa(n) }

// date is the metadata's, zero when there is none that can be read.
func (j *job) date() time.Time {
	v := j.book.Meta["date"]
	if j.lone && len(j.pages) > 0 && j.pages[0].Meta["date"] != nil {
		v = j.pages[0].Meta["date"]
	}
	switch v := v.(type) {
	case time.Time:
		return v
	case string:
		for _, form := range []string{"2006-01-02", time.RFC3339, "2006-01-02 15:04:05", "2 January 2006", "January 2, 2006", "2006-01", "2006"} {
			if t, err := time.Parse(form, strings.TrimSpace(v)); err == nil {
				return t
			}
		}
	}
	return j.w.Date
}

// makeElems makes the structure elements of a page of the book. level is that of the last heading before it:
// no heading is more than one below the one before.
func (j *job) makeElems(doc *pageDoc, parent *pdfdoc.Elem, level *int) {
	sect := j.out.NewElem(parent, "Sect")
	if doc.page != nil {
		if l := j.book.Lang(doc.page); l != j.lang {
			sect.More = &pdfdoc.More{Lang: l}
		}
	}
	doc.out = make([]*pdfdoc.Elem, len(doc.elems))
	for i := range doc.elems {
		e := &doc.elems[i]
		parent := sect
		if e.parent >= 0 {
			parent = doc.out[e.parent]
		}
		typ := e.typ
		if typ == "H" {
			*level = max(1, min(int(e.level), *level+1, 6))
			typ = headingTypes[*level-1]
		}
		q := j.out.NewElem(parent, typ)
		if m := e.more; m != nil {
			q.More = &pdfdoc.More{Lang: m.lang, Expansion: m.expansion, Ref: m.ref, Alt: m.alt, ActualText: m.actual, ID: m.id, Scope: m.scope, ListNumbering: m.list,
				ColSpan: int(m.colSpan), RowSpan: int(m.rowSpan)}
		}
		doc.out[i] = q
		if e.more != nil && e.more.math != nil {
			if doc.tokens == nil {
				doc.tokens = map[int32]tokens{}
			}
			doc.tokens[int32(i)] = j.mathElems(q, e.more.math)
		}
	}
	doc.elems = nil
}

var headingTypes = [...]string{"H1", "H2", "H3", "H4", "H5", "H6"}

// An emitter draws sheets; it belongs to one goroutine.
type emitter struct {
	*tools
	j     *job
	th    *theme
	title string
	total int // sheets of the body
	p     *pdfdoc.Page
	sheet *sheet
	cur   *pdfdoc.Elem // what is open
	art   bool         // an artifact is open
	said  bool         // the formula has the text that its words stand for
	texts map[artKey]*typeset.Line

	linkDoc *pageDoc // the link whose areas are being gathered
	linked  int32
	areas   [][4]float64
}

type artKey struct {
	text string
	look look
}

func (j *job) newEmitter(t *tools) *emitter {
	return &emitter{tools: t, j: j, th: j.th, title: j.title(), texts: map[artKey]*typeset.Line{}}
}

// text is a short text on one line, shaped once.
func (e *emitter) text(s string, l look) *typeset.Line {
	k := artKey{s, l}
	if line, ok := e.texts[k]; ok {
		return line
	}
	var line *typeset.Line
	if lines := e.sh.Layout([]typeset.Inline{{Style: e.st.of(l), Text: s}}, typeset.Options{Width: 10000, Align: typeset.Left}); len(lines) > 0 {
		line = &lines[0]
	}
	e.texts[k] = line
	return line
}

// begin opens the content of an element, unless it is open.
func (e *emitter) begin(q *pdfdoc.Elem) {
	if q != e.cur || e.art {
		e.p.Begin(q)
		e.cur, e.art = q, false
	}
}

// artifact opens content that is no part of the text.
func (e *emitter) artifact(kind pdfdoc.Artifact) {
	e.p.BeginArtifact(kind)
	e.cur, e.art = nil, true
}

func (e *emitter) end() {
	e.p.End()
	e.cur, e.art = nil, false
}

// draw draws a sheet: what lies behind first, then the text in reading order.
func (e *emitter) draw() {
	e.cur, e.art = nil, false
	s := e.sheet
	if s.cover {
		e.cover()
		return
	}
	e.watermark()
	e.boxes(s.items)
	for i := range s.items {
		it := &s.items[i]
		e.slab(it.doc, it.slab, it.x, it.y, it.artifact)
	}
	for _, r := range s.rules {
		e.artifact(pdfdoc.Layout)
		e.p.StrokeLine(r.x, s.h-r.y, r.x+noteRule, s.h-r.y, 0.5, e.th.muted.typeset())
	}
	e.boxes(s.notes)
	for i := range s.notes {
		it := &s.notes[i]
		e.slab(it.doc, it.slab, it.x, it.y, false)
	}
	e.endLink()
	e.end()
}

// watermark draws the theme's words across the sheet, from its lower left to its upper right.
func (e *emitter) watermark() {
	s, text := e.sheet, e.th.watermark
	if text == "" || s.bare {
		return
	}
	l := look{size: 100, bold: true, color: e.th.muted.mix(0.14)}
	line := e.text(text, l)
	if line == nil || line.Width <= 0 {
		return
	}
	long := 0.7 * math.Hypot(s.w, s.h)
	if l.size *= long / line.Width; l.size > 130 {
		l.size = 130
	}
	if line = e.text(text, l); line == nil {
		return
	}
	e.artifact(pdfdoc.Layout)
	e.p.Turned(line, s.w/2, s.h/2, math.Atan2(s.h, s.w), 0.35*l.size)
	e.end()
}

// slab draws one slab, whose top (below its gap) is at y.
func (e *emitter) slab(d *pageDoc, s *slab, x, y float64, art bool) {
	top := y + s.pad
	base := e.sheet.h - top - s.base
	left := x + s.x
	m := s.more
	if m != nil && (m.icon != "" || m.number != "" || m.tint || len(m.texts) > 0 || m.leader[1] > m.leader[0]) {
		e.around(s, m, x, top, base)
	}
	if m != nil {
		for _, l := range m.labels {
			e.label(d, l, x, base, art)
		}
	}
	if m != nil && m.beside != nil {
		e.aside(d, m.beside, x, top)
	}
	switch s.kind {
	case slabLine, slabCode:
		if s.kind == slabCode && s.flags&continued == 0 { // read aloud line by line
			e.cur = nil
		}
		if s.line != nil {
			e.line(d, s.line, left, base, art)
		}
	case slabRow:
		e.row(d, s, x, top, art)
	case slabImage:
		e.image(d, s, left, top)
	case slabRule:
		e.artifact(pdfdoc.Layout)
		c := e.th.rule
		if m != nil && m.accent {
			c = e.th.accent
		}
		e.p.Rect(left, e.sheet.h-top-s.height, s.w, max(0.6, s.height*0.8), c.typeset())
	}
	if m != nil {
		for _, l := range m.tails {
			e.label(d, l, x, base, art)
		}
	}
}

// label draws a list marker, a check box or a page number.
func (e *emitter) label(d *pageDoc, l label, x, base float64, art bool) {
	if art {
		e.artifact(pdfdoc.Layout)
	} else {
		e.begin(d.out[l.node])
	}
	if l.task > 0 {
		e.checkBox(x+l.x, base, l.task == 2)
		return
	}
	if l.line != nil {
		if art {
			e.p.Line(l.line, x+l.x, base, 0, len(l.line.Runs))
			return
		}
		e.line(d, l.line, x+l.x, base, false)
	}
}

// line draws a line's runs, each in its element, and the areas of its links.
func (e *emitter) line(d *pageDoc, l *typeset.Line, x, base float64, art bool) {
	runs := l.Runs
	if art {
		e.artifact(pdfdoc.Layout)
		e.p.Line(l, x, base, 0, len(runs))
		return
	}
	linked := int32(0)
	var x1, x2, size float64
	flush := func() {
		if linked > 0 {
			e.link(d, linked, x1, base-0.28*size, x2, base+0.78*size)
		}
		linked = 0
	}
	for i := 0; i < len(runs); {
		r := d.ref(runs[i].Ref)
		k := i + 1
		for k < len(runs) && runs[k].Ref == runs[i].Ref {
			k++
		}
		switch {
		case runs[i].Mark:
			e.artifact(pdfdoc.Layout)
			e.turn(x+l.X+runs[i].X, base, runs[i].Style.Size)
			i++
			continue
		case r.node < 0:
			e.artifact(pdfdoc.Layout)
		case d.tokens[r.node] != nil:
			e.end()
		default:
			e.begin(d.out[r.node])
		}
		if r.formula != nil && runs[i].Box != nil {
			e.formula(d, r.node, r.formula, x+l.X+runs[i].X, base+runs[i].Style.Rise, 0)
		} else if r.picture != nil && runs[i].Box != nil {
			b := runs[i].Box
			e.picture(r.picture, x+l.X+runs[i].X, base-b.Descent, d, r.node)
		} else {
			e.p.Line(l, x, base, i, k)
		}
		if r.link > 0 {
			a, z := runs[i].X, runs[i].X+runs[i].Width
			for _, q := range runs[i:k] {
				a, z = min(a, q.X), max(z, q.X+q.Width)
				if q.Style != nil {
					size = max(size, q.Style.Size)
				}
			}
			if linked != r.link {
				flush()
				linked, x1, x2 = r.link, x+l.X+a, x+l.X+z
				size = 0
				for _, q := range runs[i:k] {
					if q.Style != nil {
						size = max(size, q.Style.Size)
					}
				}
			} else {
				x1, x2 = min(x1, x+l.X+a), max(x2, x+l.X+z)
			}
		} else {
			flush()
		}
		i = k
	}
	flush()
}

// link notes an area of a link. Areas of the same link that follow each other are one annotation.
func (e *emitter) link(d *pageDoc, n int32, x1, y1, x2, y2 float64) {
	if e.linkDoc != d || e.linked != n {
		e.endLink()
		e.linkDoc, e.linked = d, n
	}
	e.areas = append(e.areas, [4]float64{x1, y1, x2, y2})
}

// endLink makes the areas noted lead somewhere.
func (e *emitter) endLink() {
	if len(e.areas) == 0 {
		return
	}
	l := &e.linkDoc.links[e.linked-1]
	to := pdfdoc.LinkTo{URI: l.url}
	if l.url == "" {
		to.Dest = l.dest
	}
	c := l.contents
	if strings.TrimSpace(c) == "" {
		c = firstOf(l.url, l.dest)
	}
	e.p.LinkArea(e.linkDoc.out[l.node], append([][4]float64(nil), e.areas...), to, c)
	e.linkDoc, e.linked, e.areas = nil, 0, e.areas[:0]
}

// row draws a table row: its rules, then its cells.
func (e *emitter) row(d *pageDoc, s *slab, x, top float64, art bool) {
	r := s.more.row
	h := e.sheet.h
	hair, heavy := e.th.rule.typeset(), e.th.ink.typeset()
	e.artifact(pdfdoc.Layout)
	if !r.first && !r.head {
		for _, c := range r.cells {
			e.p.StrokeLine(x+s.x+c.x, h-top, x+s.x+c.x+c.w, h-top, 0.5, hair)
		}
	}
	bottom := h - top - s.height
	switch {
	case r.headEnd:
		e.p.StrokeLine(x+s.x, bottom, x+s.x+r.w, bottom, 0.8, heavy)
	case r.last, r.head:
		e.p.StrokeLine(x+s.x, bottom, x+s.x+r.w, bottom, 0.5, hair)
	}
	for i := range r.cells {
		c := &r.cells[i]
		if c.from == c.to {
			continue
		}
		y := top + r.top
		cx := x + s.x + c.x
		var items []placed
		if len(c.flow.boxes) > 0 {
			items = make([]placed, 0, c.to-c.from)
		}
		yy := y
		for k := c.from; k < c.to; k++ {
			q := &c.flow.slabs[k]
			if k > c.from {
				yy += q.gap
			}
			if items != nil {
				items = append(items, placed{doc: d, flow: c.flow, slab: q, index: int32(k), x: cx, y: yy})
			}
			yy += q.total()
		}
		e.boxes(items)
		for k := c.from; k < c.to; k++ {
			q := &c.flow.slabs[k]
			if k > c.from {
				y += q.gap
			}
			e.slab(d, q, cx, y, art)
			y += q.total()
		}
	}
}
