package pdf

import (
	"strings"

	"platen/writers/internal/words"
	"platen/writers/pdf/internal/pdfdoc"
	"platen/writers/pdf/internal/typeset"
)

const longHead = 200 // characters of a running head, before it is fitted

// furniture is the running head and foot.
func (e *emitter) furniture() {
	s, th := e.sheet, e.th
	g := e.j.geo.of(s)
	head, foot := g.head(th), g.foot(th)
	header, footer := th.header, th.footer
	if s.verso {
		header, footer = turnedOver(header, th.leftHeader), turnedOver(footer, th.leftFooter)
	}
	part := s.chapter != nil && s.chapter.part
	if head > 0 && header != [3]string{} && !part && !(e.j.lone && s.number == 1) {
		y := s.h - head
		e.artifact(pdfdoc.Header)
		e.three(g, header, y)
		e.p.StrokeLine(g.left, y-5, s.w-g.right, y-5, 0.5, th.rule.typeset())
	}
	if e.total == 1 && !s.front { // "Page 1 of 1" says nothing
		for i := range footer {
			if strings.Contains(footer[i], "{page}") {
				footer[i] = ""
			}
		}
	}
	if foot > 0 && footer != [3]string{} {
		e.artifact(pdfdoc.Footer)
		e.three(g, footer, foot)
	}
}

// turnedOver is what stands on left pages: their own, or that of right pages with left and right changed.
func turnedOver(right [3]string, own *[3]string) [3]string {
	if own != nil {
		return *own
	}
	return [3]string{right[2], right[1], right[0]}
}

// three sets texts on the left, in the middle and on the right.
func (e *emitter) three(g geometry, texts [3]string, y float64) {
	whole := e.sheet.w - g.left - g.right
	share := 0.48
	if texts[1] != "" {
		share = 0.31
	}
	at := [3]typeset.Align{typeset.Left, typeset.Center, typeset.Right}
	if words.RightToLeft(e.j.lang) {
		at[0], at[2] = at[2], at[0]
	}
	first := e.fill(texts[0])
	for i, s := range texts {
		t := e.fill(s)
		logo := strings.Contains(s, "{logo}") && e.j.logo != nil
		if logo || t != "" && (i == 0 || t != first) {
			e.running(g, t, logo, y, at[i], whole*share)
		}
	}
}

const runningLogo = 16 // height of the logo in a running head, and half of what it may be wide in ems

// running sets a text of a running head, and the logo before it, in a width.
func (e *emitter) running(g geometry, text string, logo bool, y float64, at typeset.Align, width float64) {
	l := look{size: e.th.headSize, lead: 10, color: e.th.muted, tabular: true}
	r := []rune(text)
	if len(r) > longHead {
		r = r[:longHead]
		text = string(r) + "…"
	}
	w, h, gap := 0.0, 0.0, 0.0
	if logo {
		w, h = e.j.logo.w, e.j.logo.h
		k := min(runningLogo/h, width/2/w)
		w, h = w*k, h*k
		if text != "" {
			gap = 6
		}
	}
	line := e.text(text, l)
	for line != nil && line.Width > width-w-gap && len(r) > 8 {
		r = r[:len(r)*9/10-1]
		line = e.text(strings.TrimSpace(string(r))+"…", l)
	}
	all := w + gap
	if line != nil {
		all += line.Width
	}
	x := g.left
	switch right := e.sheet.w - g.right; at {
	case typeset.Right:
		x = right - all
	case typeset.Center:
		x = (g.left + right - all) / 2
	}
	if logo && e.j.logo.image != nil {
		e.p.Image(e.j.logo.image, x, y+2.5-h/2, w, h)
	}
	if line != nil {
		e.p.Line(line, x+w+gap, y, 0, len(line.Runs))
	}
}

// fill puts the values of the sheet into a running head's text.
func (e *emitter) fill(s string) string {
	if s == "" {
		return ""
	}
	chapter, of, pages := "", e.j.words.Of, itoa(e.total)
	if e.sheet.chapter != nil {
		chapter = e.sheet.chapter.chapter
	}
	if e.sheet.front {
		chapter, of, pages = "", "", ""
	}
	s = putIn(s, func(name string) (string, bool) {
		switch name {
		case "title":
			return e.title, true
		case "chapter":
			return chapter, true
		case "section":
			return e.sheet.section, true
		case "Page":
			return e.j.words.Page, true
		case "page":
			return e.sheet.label(), true
		case "of":
			return of, true
		case "pages":
			return pages, true
		case "version":
			return e.j.version(), true
		case "logo":
			return "", true
		case "date", "author":
			return e.j.meta(name), true
		}
		return "", false
	})
	if s = strings.TrimSpace(s); pages == "" {
		s = strings.TrimRight(s, " /")
	}
	return s
}

// newPage is the page of a sheet, with room around it where pictures go over its edge or marks say where it is cut.
func (j *job) newPage(sh *sheet) *pdfdoc.Page {
	p := j.out.NewPage(sh.w, sh.h)
	p.Bleed = j.th.bleed
	if p.Slug = p.Bleed; j.th.crop {
		p.Slug = max(p.Bleed, cropFrom) + cropLong + 3
	}
	return p
}

// The marks where the paper is cut begin so far from its edge and are so long.
const cropFrom, cropLong = 3 * mm, 5 * mm

// cropMarks draws two lines at each corner of the sheet, outside of it.
func (e *emitter) cropMarks() {
	if !e.th.crop {
		return
	}
	e.artifact(pdfdoc.Layout)
	from := max(e.th.bleed, cropFrom)
	black := typeset.Color{}
	for _, x := range [2]float64{0, e.sheet.w} {
		for _, y := range [2]float64{0, e.sheet.h} {
			dx, dy := 1.0, 1.0 // away from the sheet
			if x == 0 {
				dx = -1
			}
			if y == 0 {
				dy = -1
			}
			e.p.StrokeLine(x+dx*from, y, x+dx*(from+cropLong), y, 0.25, black)
			e.p.StrokeLine(x, y+dy*from, x, y+dy*(from+cropLong), 0.25, black)
		}
	}
	e.end()
}

// cover fills the sheet with the image of the theme, over its edges as far as it may: all of it where it has the sheet's
// form, and else as large as it fits.
func (e *emitter) cover() {
	c, s, b := e.j.cover, e.sheet, e.th.bleed
	if c.image == nil {
		return
	}
	w, h := s.w+2*b, s.h+2*b
	if k := c.w / c.h * h / w; k < 0.96 || k > 1.04 {
		k = min(s.w/c.w, s.h/c.h)
		w, h = c.w*k, c.h*k
	}
	e.artifact(pdfdoc.Background)
	e.p.Image(c.image, (s.w-w)/2, (s.h-h)/2, w, h)
	e.end()
}
