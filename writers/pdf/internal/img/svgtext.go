package img

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A texter sets the characters of one text element.
type texter struct {
	d     *drawer
	c     place
	lists []places
	at    int  // characters so far
	space bool // whether white space came last, or nothing yet
	runs  []*run
	fits  []fitted
	along *element // the textPath at hand
	link  *element

	held      *run // white space that is set when a character follows in its chunk: lines end without
	heldMoved bool // whether it has a place of its own
}

// A run is characters of one style that follow each other, and where they are to stand.
type run struct {
	*Words
	s            style
	x, y, dx, dy float64
	hasX, hasY   bool
	turn         float64
	turned       bool
	along, link  *element
}

// chunk reports whether the run begins anew, and does not follow those before. (SVG 2, 11.5)
func (r *run) chunk() bool { return r.hasX || r.hasY }

// A fitted is the runs from..to of an element that says how long they are.
type fitted struct {
	from, to int
	length   float64
	glyphs   bool
}

// places are the lists of a text element or tspan, for its characters from one on. (SVG 2, 11.4.1)
type places struct {
	from                int
	x, y, dx, dy, turns []string
}

// text draws the runs of a text element, each with the style of its tspan. A run goes on up to a character with a place of its own.
func (d *drawer) text(e *element, p map[string]string, s style, c place) {
	for _, name := range [...]string{"writing-mode", "glyph-orientation-vertical"} {
		if v := d.inherited(e, name); v != "" && !plain[v] {
			d.missing[name+" "+v] = true
		}
	}
	t := &texter{d: d, c: c, space: true}
	t.walk(e, s, places{x: []string{"0"}, y: []string{"0"}})
	for i := len(t.fits) - 1; i >= 0; i-- {
		t.fit(t.fits[i])
	}
	t.set()
	t.paint()
}

// plain are values of properties that leave text as it is drawn.
var plain = map[string]bool{"auto": true, "inherit": true, "lr": true, "lr-tb": true, "rl": true, "rl-tb": true, "horizontal-tb": true}

// inherited is a property of the element or of what it stands in.
func (d *drawer) inherited(e *element, name string) string {
	for ; e != nil; e = e.parent {
		if v := d.properties(e)[name]; v != "" {
			return v
		}
	}
	return ""
}

func (t *texter) walk(e *element, s style, first places) {
	list := func(name string, or []string) []string {
		f := strings.FieldsFunc(e.attr(name), func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) })
		if len(f) == 0 {
			return or
		}
		return f
	}
	t.lists = append(t.lists, places{t.at, list("x", first.x), list("y", first.y), list("dx", nil), list("dy", nil), list("rotate", nil)})
	from := len(t.runs)
	for _, k := range e.kids {
		switch k.name {
		case "":
			t.add(k.text, s)
		case "tspan", "a", "textPath", "tref":
			t.child(k, s)
		case "title", "desc":
		default:
			if k.name != "animate" && k.name != "set" && k.name != "animateTransform" {
				t.d.missing[k.name+" in text"] = true
			}
		}
	}
	if n, ok := length(e.attr("textLength"), s.size, t.d.w); ok && n > 0 && len(t.runs) > from {
		t.fits = append(t.fits, fitted{from, len(t.runs), n, e.attr("lengthAdjust") == "spacingAndGlyphs"})
	}
	t.lists = t.lists[:len(t.lists)-1]
}

// child sets the characters of an element in the text.
func (t *texter) child(k *element, s style) {
	if t.d.visits++; t.d.visits > maxVisits {
		return
	}
	p := t.d.properties(k)
	if p["display"] == "none" || !t.d.meant(k) {
		return
	}
	s.apply(p)
	own := 1.0
	setShare(&own, p["opacity"])
	s.fillOpacity, s.strokeOpacity = s.fillOpacity*own, s.strokeOpacity*own
	along, link := t.along, t.link
	first := places{}
	switch k.name {
	case "tref":
		t.d.missing["tref"] = true
	case "a":
		t.link = k
	case "textPath":
		if t.along = k; t.d.ids[strings.TrimPrefix(strings.TrimSpace(k.attr("href")), "#")] == nil && p["path"] == "" {
			t.d.missing["textPath without its path"] = true
			return
		}
	}
	t.walk(k, s, first)
	t.along, t.link = along, link
}

// add sets character data; runs of white space are one space, unless they are to be kept.
func (t *texter) add(text string, s style) {
	if s.hidden {
		return
	}
	fresh := true
	for _, r := range text {
		white := strings.ContainsRune(" \t\r\n", r)
		if white && s.words.keep {
			if r = ' '; fresh || t.space {
				r = '\u00a0'
			}
			if t.space = true; !t.char(r, s, &fresh) {
				return
			}
			continue
		}
		if white && t.space {
			continue
		}
		t.space = white
		if white {
			if !t.d.room(1) {
				return
			}
			t.held, t.heldMoved = t.place(s)
			t.at++
			continue
		}
		if !t.char(r, s, &fresh) {
			return
		}
	}
}

// char adds a character to the run at hand, or to a new one; false: there is no more room.
func (t *texter) char(r rune, s style, fresh *bool) bool {
	if !t.d.room(utf8.RuneLen(r)) {
		return false
	}
	next, moved := t.place(s)
	t.at++
	space := ""
	if t.held != nil && (!moved || !next.chunk()) {
		if space = " "; t.heldMoved && !moved {
			next, moved = t.held, true
		}
	}
	t.held = nil
	joined := unicode.Is(unicode.M, r) || r == '\u200d'
	if *fresh || moved && !joined || len(t.runs) == 0 || t.along != nil && !joined {
		next.Words = t.d.run("", s, t.c)
		t.runs = append(t.runs, next)
		*fresh = false
	}
	last := t.runs[len(t.runs)-1]
	if last.Text += space + string(r); last.Text[0] == ' ' { // lines begin without
		last.Text = "\u00a0" + last.Text[1:]
	}
	return true
}

// room counts text that is drawn.
func (d *drawer) room(n int) bool {
	if d.words += n; d.words > maxText {
		d.missing["more than 20,000 bytes of text"] = true
		return false
	}
	return true
}

// place returns a run at the place of the next character, and whether it has one: the innermost list that says one holds.
func (t *texter) place(s style) (r *run, moved bool) {
	r = &run{s: s, along: t.along, link: t.link}
	get := func(of func(places) []string, whole float64) (float64, bool) {
		for i := len(t.lists) - 1; i >= 0; i-- {
			if l, n := of(t.lists[i]), t.at-t.lists[i].from; n < len(l) {
				if v, ok := length(l[n], s.size, whole); ok {
					return v, true
				}
			}
		}
		return 0, false
	}
	var okDX, okDY bool
	r.x, r.hasX = get(func(p places) []string { return p.x }, t.d.w)
	r.y, r.hasY = get(func(p places) []string { return p.y }, t.d.h)
	r.dx, okDX = get(func(p places) []string { return p.dx }, t.d.w)
	r.dy, okDY = get(func(p places) []string { return p.dy }, t.d.h)
	for i := len(t.lists) - 1; i >= 0 && !r.turned; i-- { // the last of a list holds on
		if l := t.lists[i].turns; len(l) > 0 {
			r.turn, r.turned = degrees(l[min(t.at-t.lists[i].from, len(l)-1)]), true
		}
	}
	return r, r.hasX || r.hasY || okDX || okDY || r.turned && r.turn != 0
}

// fit makes runs as long as their element says. (SVG 2, 11.4)
func (t *texter) fit(f fitted) {
	whole, n := 0.0, 0
	for _, r := range t.runs[f.from:f.to] {
		t.d.measure(r.Words)
		whole += r.long
		n += utf8.RuneCountInString(r.Text)
	}
	if whole <= 0 {
		return
	}
	for _, r := range t.runs[f.from:f.to] {
		if f.glyphs || n < 2 {
			r.Stretch = f.length / whole
		} else {
			r.Letter += (f.length - whole) / float64(n-1)
		}
	}
}

// set gives each run its place: chunk by chunk, about the place of its first. (SVG 2, 11.5)
func (t *texter) set() {
	x, y := 0.0, 0.0
	for from := 0; from < len(t.runs); {
		to := from + 1
		for to < len(t.runs) && !t.runs[to].chunk() && t.runs[to].along == t.runs[from].along {
			to++
		}
		list := t.runs[from:to]
		from = to
		first := list[0]
		whole := -first.dx // which moves all of it
		for i, r := range list {
			t.d.measure(r.Words)
			if i == len(list)-1 && r.Stretch == 0 {
				whole -= r.Letter
			}
			whole += r.dx + r.long
		}
		anchor := float64(first.s.anchor)
		if first.s.words.rtl {
			anchor = 2 - anchor
		}
		if first.along != nil {
			t.alongPath(list, -whole*anchor/2)
			continue
		}
		if first.hasX {
			x = first.x
		}
		if first.hasY {
			y = first.y
		}
		x -= whole * anchor / 2
		for _, r := range list {
			x, y = x+r.dx, y+r.dy
			r.X, r.Y = x, y
			if r.turn != 0 {
				sin, cos := math.Sincos(r.turn)
				r.M = r.M.Mul(Matrix{cos, sin, -sin, cos, x, y})
				r.X, r.Y = 0, 0
			}
			r.Y += r.s.words.lift*r.Size - r.s.words.shift
			x += r.long
		}
	}
}

// alongPath sets characters on a path, each turned as the path runs there. (SVG 2, 11.8)
func (t *texter) alongPath(list []*run, start float64) {
	d, e := t.d, list[0].along
	p := d.properties(e)
	var path Path
	if v := p["path"]; v != "" {
		path = parsePath(unquotePath(v))
	} else {
		of := d.ids[strings.TrimPrefix(strings.TrimSpace(e.attr("href")), "#")]
		q := d.properties(of)
		if path = d.path(of, q, list[0].s); q["transform"] != "" {
			path = path.Transform(parseTransform(q["transform"]))
		}
	}
	line := flatten(path)
	whole := line.long()
	offset, _ := length(e.attr("startOffset"), list[0].s.size, whole)
	at := start + offset
	up := 0.0
	for _, r := range list {
		at += r.dx
		up += r.dy
		x, y, angle, ok := line.at(at + r.long/2)
		at += r.long
		if !ok {
			r.Text = "" // beyond the path's ends nothing is shown
			continue
		}
		sin, cos := math.Sincos(angle + r.turn)
		r.M = r.M.Mul(Matrix{cos, sin, -sin, cos, x, y})
		r.X, r.Y = -r.long/2, up+r.s.words.lift*r.Size-r.s.words.shift
	}
}

// paint gives the runs their paints, which may be about the box of all of them, and draws them.
func (t *texter) paint() {
	d := t.d
	box := noBound()
	if inv, ok := t.c.m.Inverse(); ok {
		for _, r := range t.runs {
			box.items([]Item{r.Words}, inv)
		}
	}
	for i := 0; i < len(t.runs); {
		link := t.runs[i].link
		list := d.gather(func() {
			for ; i < len(t.runs) && t.runs[i].link == link; i++ {
				r := t.runs[i]
				if r.Text == "" || r.Size <= 0 {
					continue
				}
				r.Fill = d.paint(r.s.fill, r.s, r.s.fillOpacity, box, t.c)
				if r.s.width > 0 {
					r.Stroke, r.Width, r.Under = d.paint(r.s.stroke, r.s, r.s.strokeOpacity, box, t.c), r.s.width, r.s.under
				}
				d.add(r.Words)
			}
		})
		*d.items = append(*d.items, list...)
		if link != nil {
			d.linked(strings.TrimSpace(link.attr("href")), strings.Join(strings.Fields(link.words()), " "), list, t.c)
		}
	}
}

// A polyline is points, and how far along the line each lies.
type polyline struct{ x, y, far []float64 }

// flatten makes short lines of a path's curves.
func flatten(p Path) polyline {
	var l polyline
	add := func(x, y float64, gap bool) {
		far := 0.0
		if n := len(l.x); n > 0 {
			far = l.far[n-1]
			if !gap {
				far += math.Hypot(x-l.x[n-1], y-l.y[n-1])
			}
		}
		l.x, l.y, l.far = append(l.x, x), append(l.y, y), append(l.far, far)
	}
	x, y := 0.0, 0.0
	for _, s := range p {
		if len(l.x) > maxSegs {
			break
		}
		if s.Op == 'C' {
			const parts = 24
			for i := 1; i <= parts; i++ {
				k := float64(i) / parts
				add(bezier(k, x, s.X1, s.X2, s.X), bezier(k, y, s.Y1, s.Y2, s.Y), false)
			}
		} else {
			add(s.X, s.Y, s.Op == 'M')
		}
		x, y = s.X, s.Y
	}
	return l
}

func (l polyline) long() float64 {
	if len(l.far) == 0 {
		return 0
	}
	return l.far[len(l.far)-1]
}

// at returns the place at a distance along the line, and the line's direction there.
func (l polyline) at(far float64) (x, y, angle float64, ok bool) {
	if far < 0 || far > l.long() {
		return 0, 0, 0, false
	}
	lo, hi := 1, len(l.far)-1
	for lo < hi {
		if mid := (lo + hi) / 2; l.far[mid] < far {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo >= len(l.far) || l.far[lo] == l.far[lo-1] {
		return 0, 0, 0, false
	}
	k := (far - l.far[lo-1]) / (l.far[lo] - l.far[lo-1])
	dx, dy := l.x[lo]-l.x[lo-1], l.y[lo]-l.y[lo-1]
	return l.x[lo-1] + k*dx, l.y[lo-1] + k*dy, math.Atan2(dy, dx), true
}
