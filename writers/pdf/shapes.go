package pdf

import (
	"platen/writers/pdf/internal/pdfdoc"
	"platen/writers/pdf/internal/typeset"
)

// boxes draws the grounds of the items' boxes, outer ones first.
func (e *emitter) boxes(items []placed) {
	for a := 0; a < len(items); {
		f, x := items[a].flow, items[a].x
		b := a + 1
		for b < len(items) && items[b].flow == f && items[b].x == x {
			b++
		}
		if len(f.boxes) > 0 {
			e.flowBoxes(f, items[a:b])
		}
		a = b
	}
}

// flowBoxes draws the boxes behind items of one flow and column.
func (e *emitter) flowBoxes(f *flow, items []placed) {
	for len(items) > 0 && items[0].artifact {
		items = items[1:]
	}
	if len(items) == 0 {
		return
	}
	lo, hi := int(items[0].index), int(items[len(items)-1].index)
	for _, b := range f.boxesOn(lo, hi) {
		first, last := max(b.from, lo), min(b.to-1, hi)
		p, q := &items[first-lo], &items[last-lo]
		top, bottom := p.y+b.top, q.y+q.slab.pad+q.slab.height+b.bottom
		open, opens := b.from < first || b.from == first && p.slab != &f.slabs[first] && p.slab.pad == 0 && f.slabs[first].pad > 0, last < b.to-1
		if open {
			top = p.y - boxOpen
		}
		if opens {
			bottom = q.y + q.slab.total() + boxOpen*0.6
		}
		e.box(b, p.x+b.x, e.sheet.h-top, e.sheet.h-bottom, open, opens)
	}
}

// box draws a box from its upper edge down to its lower edge.
func (e *emitter) box(b *box, x, top, bottom float64, open, opens bool) {
	th := e.th
	h := top - bottom
	if h <= 0 {
		return
	}
	corners := pdfdoc.AllCorners
	if open {
		corners &^= pdfdoc.TopLeft | pdfdoc.TopRight
	}
	if opens {
		corners &^= pdfdoc.BottomLeft | pdfdoc.BottomRight
	}
	e.artifact(pdfdoc.Background)
	switch b.kind {
	case boxCode:
		ground := th.ground.typeset()
		e.p.RoundRect(x, bottom, b.w, h, th.radius, corners, &ground, nil, 0)
		e.frame(x, bottom, b.w, h, th.radius, open, opens, th.rule, 0.5)
	case boxNote:
		tint := b.color.tint().typeset()
		far := pdfdoc.TopRight | pdfdoc.BottomRight
		if b.rtl {
			far = pdfdoc.TopLeft | pdfdoc.BottomLeft
		}
		e.p.RoundRect(x, bottom, b.w, h, 2, corners&far, &tint, nil, 0)
		e.p.Rect(b.bar(x, 0, 2.5), bottom, 2.5, h, b.color.typeset())
	case boxQuote:
		e.p.Rect(b.bar(x, 2, 2), bottom, 2, h, th.rule.typeset())
	case boxTab:
		e.p.Rect(b.bar(x, 0, 1.5), bottom, 1.5, h, th.accent.mix(0.35).typeset())
	case boxDetails, boxPlain:
		e.frame(x, bottom, b.w, h, 2, open, opens, th.rule, 0.6)
	}
}

// bar is where the bar of a box at x is, which is so far in and so wide.
func (b *box) bar(x, in, w float64) float64 {
	if b.rtl {
		return x + b.w - in - w
	}
	return x + in
}

// frame strokes a box's sides, without the ones where a page break leaves it open.
func (e *emitter) frame(x, y, w, h, r float64, open, opens bool, c color, width float64) {
	col := c.typeset()
	if !open && !opens {
		e.p.RoundRect(x, y, w, h, r, pdfdoc.AllCorners, nil, &col, width)
		return
	}
	const k = 0.4477
	var q pdfdoc.Path
	if open && opens {
		q.MoveTo(x, y)
		q.LineTo(x, y+h)
		q.MoveTo(x+w, y)
		q.LineTo(x+w, y+h)
	} else if open { // round below
		q.MoveTo(x, y+h)
		q.LineTo(x, y+r)
		q.CurveTo(x, y+r*k, x+r*k, y, x+r, y)
		q.LineTo(x+w-r, y)
		q.CurveTo(x+w-r*k, y, x+w, y+r*k, x+w, y+r)
		q.LineTo(x+w, y+h)
	} else {
		q.MoveTo(x, y)
		q.LineTo(x, y+h-r)
		q.CurveTo(x, y+h-r*k, x+r*k, y+h, x+r, y+h)
		q.LineTo(x+w-r, y+h)
		q.CurveTo(x+w-r*k, y+h, x+w, y+h-r*k, x+w, y+h-r)
		q.LineTo(x+w, y)
	}
	e.p.Path(&q, nil, &col, width)
}

// around draws what stands beside a line and is no text of the page.
func (e *emitter) around(s *slab, m *extra, x, top, base float64) {
	e.artifact(pdfdoc.Layout)
	if m.tint {
		e.p.Rect(x+s.x-3, e.sheet.h-top-s.height, s.w+6, s.height, e.th.accent.mix(0.1).typeset())
	}
	if m.icon != "" {
		size := e.th.body.size
		at := x + s.x - size*1.4
		if m.rtl {
			at = x + s.x + s.w + size*0.4
		}
		e.icon(m.icon, at, base-0.14*size, size)
	}
	if m.number != "" {
		l := look{size: e.th.code.size, color: e.th.muted, code: true}
		if line := e.text(m.number, l); line != nil {
			e.p.Line(line, x+s.x-8-line.Width, base, 0, len(line.Runs))
		}
	}
	if a, z := x+m.leader[0], x+m.leader[1]; z-a > 8 {
		var q pdfdoc.Path
		for dot := z - 1; dot > a; dot -= 4.5 {
			q.RoundRect(dot-0.4, base+0.1, 0.8, 0.8, 0.4, 0)
		}
		c := e.th.muted.typeset()
		e.p.Path(&q, &c, nil, 0)
	}
	for _, t := range m.texts {
		e.p.Line(t.line, x+t.x, base, 0, len(t.line.Runs))
	}
}

const checkBox = 0.78 // a task's box, as a share of the size of text

// checkBox draws a task's box, empty or ticked.
func (e *emitter) checkBox(x, base float64, ticked bool) {
	size := checkBox * e.th.body.size
	c := e.th.muted.typeset()
	y := base - 0.08*size
	if !ticked {
		e.p.RoundRect(x, y, size, size, 1.2, pdfdoc.AllCorners, nil, &c, 0.8)
		return
	}
	ink := e.th.accent.typeset()
	e.p.RoundRect(x, y, size, size, 1.2, pdfdoc.AllCorners, &ink, nil, 0)
	var q pdfdoc.Path
	q.MoveTo(x+0.2*size, y+0.5*size)
	q.LineTo(x+0.42*size, y+0.26*size)
	q.LineTo(x+0.8*size, y+0.74*size)
	white := typeset.Color{R: 255, G: 255, B: 255}
	e.p.Path(&q, nil, &white, 1.2)
}

// icon draws the sign of a note's kind in a square of the size, from its lower left corner.
func (e *emitter) icon(kind string, x, y, s float64) {
	c := e.th.kind(kind).typeset()
	white := typeset.Color{R: 255, G: 255, B: 255}
	var q pdfdoc.Path
	bar := func(x1, y1, w, h float64) {
		e.p.RoundRect(x+x1*s, y+y1*s, w*s, h*s, 0.3, pdfdoc.AllCorners, &white, nil, 0)
	}
	mark := func(low, high float64) { // an exclamation mark
		bar(0.44, low+0.16, 0.12, high-low-0.16)
		bar(0.44, low, 0.12, 0.11)
	}
	switch kind {
	case "warning", "attention":
		q.MoveTo(x+0.5*s, y+0.98*s)
		q.LineTo(x+1.0*s, y+0.06*s)
		q.LineTo(x, y+0.06*s)
		q.Close()
		e.p.Path(&q, &c, nil, 0)
		mark(0.16, 0.66)
	case "caution", "danger", "error":
		for i, p := range [][2]float64{{0.3, 0}, {0.7, 0}, {1, 0.3}, {1, 0.7}, {0.7, 1}, {0.3, 1}, {0, 0.7}, {0, 0.3}} {
			if i == 0 {
				q.MoveTo(x+p[0]*s, y+p[1]*s)
			} else {
				q.LineTo(x+p[0]*s, y+p[1]*s)
			}
		}
		q.Close()
		e.p.Path(&q, &c, nil, 0)
		mark(0.2, 0.82)
	case "important":
		e.p.RoundRect(x+0.03*s, y+0.03*s, 0.94*s, 0.94*s, 0.2*s, pdfdoc.AllCorners, &c, nil, 0)
		mark(0.2, 0.82)
	case "tip", "hint":
		q.Circle(x+0.5*s, y+0.6*s, 0.36*s)
		e.p.Path(&q, &c, nil, 0)
		e.p.RoundRect(x+0.34*s, y+0.14*s, 0.32*s, 0.14*s, 0.4, pdfdoc.AllCorners, &c, nil, 0)
		e.p.RoundRect(x+0.39*s, y, 0.22*s, 0.09*s, 0.4, pdfdoc.AllCorners, &c, nil, 0)
	default:
		q.Circle(x+0.5*s, y+0.5*s, 0.5*s)
		e.p.Path(&q, &c, nil, 0)
		bar(0.44, 0.2, 0.12, 0.4)
		bar(0.44, 0.68, 0.12, 0.12)
	}
}

// turn draws the sign of a line that continues the one above, an arrow with a hook, from x on the baseline.
func (e *emitter) turn(x, y, size float64) {
	c := e.th.muted.typeset()
	x += 0.08 * size
	y += 0.06 * size
	var q pdfdoc.Path
	q.MoveTo(x, y+0.52*size)
	q.LineTo(x, y+0.36*size)
	q.CurveTo(x, y+0.22*size, x+0.06*size, y+0.18*size, x+0.16*size, y+0.18*size)
	q.LineTo(x+0.46*size, y+0.18*size)
	e.p.Path(&q, nil, &c, 0.06*size)
	var tip pdfdoc.Path
	tip.MoveTo(x+0.62*size, y+0.18*size)
	tip.LineTo(x+0.42*size, y+0.31*size)
	tip.LineTo(x+0.42*size, y+0.05*size)
	tip.Close()
	e.p.Path(&tip, &c, nil, 0)
}
