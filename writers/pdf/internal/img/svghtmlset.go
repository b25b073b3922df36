package img

import (
	"math"
	"strings"
)

// most is more than any label is wide: what a box is offered to see how wide it would like to be.
const most = 1e5

// block sets an element as a block in a width that is there for it; tight makes it as narrow as what it holds.
func (l *setter) block(e *element, s style, avail float64, tight bool) *hbox {
	d := l.d
	b := &hbox{}
	if d.visits++; d.visits > maxVisits || l.deep > maxUses {
		d.missing["HTML that is nested too deep"] = true
		return b
	}
	l.deep++
	defer func() { l.deep-- }()
	b.p, b.s = l.computed(e, s)
	if e.name != "" && !inlineHTML[e.name] && !blockHTML[e.name] {
		d.missing["<"+e.name+"> in a foreignObject"] = true
	}
	if e.name == "a" && e.attr("href") != "" {
		outer := l.link
		l.link = e
		defer func() { l.link = outer }()
	}
	p := b.p
	pad, edge := edges(p, "padding", b.s.size, avail), borders(p, b.s)
	left, right := pad[3]+edge.width[3], pad[1]+edge.width[1]
	top, bottom := pad[0]+edge.width[0], pad[2]+edge.width[2]
	own := func(name string, of float64) (float64, bool) {
		v, ok := length(p[name], b.s.size, of)
		if ok && p["box-sizing"] == "border-box" {
			v -= map[bool]float64{true: left + right, false: top + bottom}[strings.HasSuffix(name, "width")]
		}
		return math.Max(0, v), ok
	}
	w, fixed := own("width", avail)
	if fixed && avail >= most && strings.HasSuffix(p["width"], "%") {
		fixed = false
	}
	limit := most
	if v, ok := own("max-width", avail); ok {
		limit = v
	}
	lay := func(w float64) {
		b.kids, b.words, b.h, b.nat, b.base = nil, nil, 0, 0, 0
		l.inside(b, e, w)
	}
	switch {
	case fixed:
	case tight:
		saved := d.words
		lay(most)
		d.words = saved
		w = math.Min(b.nat, math.Max(0, avail-left-right))
		if b.s.words.nowrap {
			w = b.nat
		}
		w += 0.01 // sums of widths are not exact
	default:
		w = math.Max(0, avail-left-right)
	}
	w = math.Min(w, limit)
	if v, ok := own("min-width", avail); ok {
		w = math.Max(w, v)
	}
	lay(w)
	if v, ok := own("height", 0); ok && !strings.HasSuffix(p["height"], "%") {
		l.raise(b, v)
		b.h = v
	} else if v, ok := own("min-height", 0); ok && v > b.h {
		l.raise(b, v)
		b.h = v
	}
	for _, k := range b.kids {
		k.x, k.y = k.x+left, k.y+top
	}
	for _, k := range b.words {
		k.X, k.Y = k.X+left, k.Y+top
	}
	b.base += top
	b.nat = math.Max(b.nat, map[bool]float64{true: w}[fixed]) + left + right
	b.w, b.h = w+left+right, b.h+top+bottom
	return b
}

// raise moves what a box holds to where a height of its own has it.
func (l *setter) raise(b *hbox, h float64) {
	if display := b.p["display"]; strings.Contains(display, "flex") || display != "table-cell" || h <= b.h {
		return
	}
	by := 0.0
	switch b.p["vertical-align"] {
	case "middle":
		by = (h - b.h) / 2
	case "bottom":
		by = h - b.h
	}
	for _, k := range b.kids {
		k.y += by
	}
	for _, k := range b.words {
		k.Y += by
	}
}

// inside sets what a block holds.
func (l *setter) inside(b *hbox, e *element, w float64) {
	if strings.Contains(b.p["display"], "flex") {
		l.flex(b, e, w)
		return
	}
	l.blocks(b, e.kids, b.s, w, true)
}

// isBlock reports whether an element stands on lines of its own.
func (l *setter) isBlock(k *element, s style) bool {
	if k.name == "" || k.name == "br" {
		return false
	}
	p, _ := l.computed(k, s)
	switch display := p["display"]; {
	case display == "inline" || display == "contents" || strings.HasPrefix(display, "inline-"):
		return false
	case display != "":
		return true
	}
	return !inlineHTML[k.name]
}

// blocks sets children below each other; those that are none stand in lines.
func (l *setter) blocks(b *hbox, kids []*element, s style, w float64, inner bool) {
	var line []*element
	y, gap := 0.0, 0.0
	flush := func() {
		if len(line) == 0 {
			return
		}
		f := &filler{l: l, b: b, w: w, y: y + gap}
		for _, k := range line {
			f.inline(k, s, paintValue{})
		}
		line = nil
		if f.end(); f.y > y+gap {
			y, gap = f.y, 0
		}
	}
	n := 0
	for _, k := range kids {
		if !l.isBlock(k, s) {
			line = append(line, k)
			continue
		}
		flush()
		p, own := l.computed(k, s)
		if p["display"] == "none" {
			continue
		}
		display := p["display"]
		tight := display == "table" || display == "table-cell"
		if !inner && tight && own.words.align == "center" {
			tight = false // its words stay in the middle of the label, whatever the face
		}
		m := edges(p, "margin", own.size, w)
		zero := func(v float64) float64 { return map[bool]float64{false: v}[math.IsNaN(v)] }
		room := w - zero(m[3]) - zero(m[1])
		c := l.block(k, s, room, tight || w >= most)
		if k.name == "li" {
			n++
			l.marker(c, k, n)
		}
		gap = math.Max(gap, zero(m[0]))
		c.x, c.y = c.x+zero(m[3]), y+gap
		if free := room - c.w; free > 0 && w < most {
			switch {
			case math.IsNaN(m[3]) && math.IsNaN(m[1]):
				c.x += free / 2
			case math.IsNaN(m[3]):
				c.x += free
			}
		}
		b.kids = append(b.kids, c)
		b.nat = math.Max(b.nat, c.nat+zero(m[3])+zero(m[1]))
		b.base = c.y + c.base
		y, gap = c.y+c.h, zero(m[2])
	}
	flush()
	b.h = y + gap
}

// marker puts a sign or a number before a list's item.
func (l *setter) marker(b *hbox, e *element, n int) {
	text := "•"
	if e.parent != nil && e.parent.name == "ol" {
		text = itoa(n) + "."
	}
	if v := l.d.inherited(e, "list-style-type"); v == "none" {
		return
	}
	if v := l.d.inherited(e, "list-style"); strings.HasPrefix(v, "none") {
		return
	}
	w := l.d.run(text, b.s, l.c)
	w.Fill = &Paint{Color: b.s.color, Opacity: 1}
	l.d.measure(w)
	h := b.s.lineHeight(w)
	w.X, w.Y = -w.long-0.5*b.s.size, (h-w.ascent-w.depth)/2+w.ascent
	b.words = append([]hwords{{Words: w}}, b.words...)
}

// flex sets children beside or below each other, and shares out the room that is left. (CSS Flexbox 1, 8)
func (l *setter) flex(b *hbox, e *element, w float64) {
	column := strings.HasPrefix(b.p["flex-direction"], "column")
	plainly := func(name string) string {
		f := strings.Fields(b.p[name])
		if len(f) == 0 {
			return ""
		}
		return f[len(f)-1] // without "unsafe"
	}
	justify, align := plainly("justify-content"), plainly("align-items")
	gap, _ := length(b.p["gap"], b.s.size, w)
	var list []*hbox
	main, cross := 0.0, 0.0
	for _, k := range e.kids {
		if k.name == "" && strings.TrimSpace(k.text) == "" {
			continue
		}
		var c *hbox
		if k.name == "" {
			c = &hbox{p: map[string]string{}, s: b.s}
			l.blocks(c, []*element{k}, b.s, w, true)
			c.w = c.nat
		} else {
			if p := l.d.properties(k); p["display"] == "none" {
				continue
			}
			tight := !column || align != "" && align != "stretch" && align != "normal"
			c = l.block(k, b.s, w, tight || w >= most)
		}
		if len(list) > 0 {
			main += gap
		}
		if column {
			main, cross = main+c.h, math.Max(cross, c.w)
			b.nat = math.Max(b.nat, c.nat)
		} else {
			main, cross = main+c.w, math.Max(cross, c.h)
			b.nat += c.nat
		}
		list = append(list, c)
	}
	h, fixed := length(b.p["height"], b.s.size, 0)
	room, across := w, cross
	if fixed {
		across = h
	}
	if column {
		if room, across = main, w; fixed {
			room = h
		}
	}
	if w >= most {
		room, across = main, cross
	}
	at, between := share(justify, room-main, len(list))
	for _, c := range list {
		off := 0.0
		if column {
			off = lean(align, across-c.w)
			c.x, c.y = off, at
			at += c.h + gap + between
		} else {
			off = lean(align, across-c.h)
			c.x, c.y = at, off
			at += c.w + gap + between
		}
		b.base = c.y + c.base
	}
	b.kids = list
	if b.h = cross; column {
		b.h = main
	}
}

// share is where the first of n boxes begins, and what further room lies between them.
func share(justify string, free float64, n int) (at, between float64) {
	switch justify {
	case "center":
		return free / 2, 0
	case "flex-end", "end", "right":
		return free, 0
	case "space-between":
		if n > 1 && free > 0 {
			return 0, free / float64(n-1)
		}
	case "space-around", "space-evenly":
		if n > 0 && free > 0 {
			return free / float64(2*n), free / float64(n)
		}
	}
	return 0, 0
}

// lean is where a box begins on the other axis.
func lean(align string, free float64) float64 {
	switch align {
	case "center":
		return free / 2
	case "flex-end", "end":
		return free
	}
	return 0
}
