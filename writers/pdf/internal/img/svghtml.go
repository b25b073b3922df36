package img

import (
	"math"
	"strings"
)

// The elements of HTML that are set: in lines, and as blocks.
var (
	inlineHTML = set(`span b strong i em u ins s del strike code kbd samp tt var cite dfn small big sub sup mark font a br wbr label q abbr bdi bdo time nobr`)
	blockHTML  = set(`div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre blockquote center hr section article header footer main nav figure figcaption address body html`)
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// plainHTML reports whether all below a foreignObject can be set.
func plainHTML(e *element) bool {
	for _, k := range e.kids {
		if k.name != "" && !inlineHTML[k.name] && !blockHTML[k.name] || !plainHTML(k) {
			return false
		}
	}
	return true
}

// A hbox is a piece of HTML as it is set: its place within the box around it, what it has behind, words and boxes.
type hbox struct {
	x, y, w, h float64 // with borders, without margins
	nat        float64 // how wide it would like to be
	base       float64 // its last baseline, from its top
	p          map[string]string
	s          style
	words      []hwords
	kids       []*hbox
}

// hwords are words in a line, from the box's corner; back is the colour behind them.
type hwords struct {
	*Words
	back paintValue
	link *element
}

// foreign sets the HTML of a foreignObject: blocks, lines, the ways in which drawing programs centre labels. It is not
// clipped: where our letters are wider than those that it was made for, no word may be lost.
func (d *drawer) foreign(e *element, p map[string]string, s style, c place) {
	if s.hidden {
		return
	}
	x, _ := length(p["x"], s.size, d.w)
	y, _ := length(p["y"], s.size, d.h)
	w, _ := length(p["width"], s.size, d.w)
	h, _ := length(p["height"], s.size, d.h)
	if w <= 0 || h <= 0 {
		return
	}
	l := &setter{d: d, c: c}
	root := &hbox{p: map[string]string{"height": "0"}, s: s}
	l.blocks(root, e.kids, s, w, false)
	l.put(root, x, y)
}

// A setter sets HTML.
type setter struct {
	d    *drawer
	c    place
	deep int
	link *element
}

// defaults adds what browsers' own style sheet says of an element, below what is declared. (HTML, 15)
func (l *setter) defaults(e *element, s *style) map[string]string {
	d := map[string]string{}
	em := func(v string) { d["margin-top"], d["margin-bottom"] = v, v }
	switch e.name {
	case "p", "dl":
		em("1em")
	case "ul", "ol":
		em("1em")
		d["padding-left"] = "40px"
	case "dd":
		d["margin-left"] = "40px"
	case "blockquote", "figure":
		em("1em")
		d["margin-left"], d["margin-right"] = "40px", "40px"
	case "pre":
		em("1em")
		d["white-space"], d["font-family"], d["font-size"] = "pre", "monospace", "0.8125em"
	case "h1", "h2", "h3", "h4", "h5", "h6":
		i := e.name[1] - '1'
		d["font-weight"], d["font-size"] = "bold", [...]string{"2em", "1.5em", "1.17em", "1em", "0.83em", "0.67em"}[i]
		em([...]string{"0.67em", "0.83em", "1em", "1.33em", "1.67em", "2.33em"}[i])
	case "b", "strong", "th":
		d["font-weight"] = "bold"
	case "i", "em", "cite", "var", "dfn", "address":
		d["font-style"] = "italic"
	case "u", "ins":
		d["text-decoration"] = "underline"
	case "s", "del", "strike":
		d["text-decoration"] = "line-through"
	case "code", "kbd", "samp", "tt":
		d["font-family"], d["font-size"] = "monospace", "0.8125em"
	case "small", "big":
		d["font-size"] = map[string]string{"small": "smaller", "big": "larger"}[e.name]
	case "sub", "sup":
		d["font-size"], d["baseline-shift"] = "0.83em", map[string]string{"sub": "sub", "sup": "super"}[e.name]
	case "mark":
		d["background-color"] = "yellow"
	case "nobr":
		d["white-space"] = "nowrap"
	case "center":
		d["text-align"] = "center"
	case "hr":
		em("0.5em")
		d["border-top"] = "1px solid gray"
	case "font":
		d["color"], d["font-family"] = e.attr("color"), e.attr("face")
		if n := strings.TrimSpace(e.attr("size")); len(n) == 1 && n >= "1" && n <= "7" {
			d["font-size"] = [...]string{"10px", "13px", "16px", "18px", "24px", "32px", "48px"}[n[0]-'1']
		}
	case "a":
		if e.attr("href") != "" {
			d["color"], d["text-decoration"] = "#0000ee", "underline"
		}
	}
	if a := e.attr("align"); a != "" {
		d["text-align"] = a
	}
	return d
}

// computed returns an element's properties and style.
func (l *setter) computed(e *element, s style) (map[string]string, style) {
	p := l.defaults(e, &s)
	own := l.d.properties(e)
	for _, name := range [...]string{"margin", "padding"} { // what is declared for all sides overrules the defaults of each
		if own[name] != "" {
			for _, side := range sides {
				delete(p, name+"-"+side)
			}
		}
	}
	for name, v := range own {
		if name == "width" || name == "height" {
			if _, is := e.attrs[name]; is && !inStyle(e, name) && v == e.attrs[name] && e.name != "hr" {
				continue
			}
		}
		p[name] = v
	}
	s.apply(p)
	if v := p["vertical-align"]; v == "super" || v == "sub" {
		s.words.shift += map[string]float64{"super": 0.33, "sub": -0.2}[v] * s.size
	}
	return p, s
}

// inStyle reports whether the element's own style names a property.
func inStyle(e *element, name string) bool {
	for _, d := range parseDecls(e.attr("style")) {
		if d.name == name {
			return true
		}
	}
	return false
}

var sides = [...]string{"top", "right", "bottom", "left"}

// edges reads margins, paddings or borders: top, right, bottom, left; auto is NaN.
func edges(p map[string]string, name string, size, of float64) (out [4]float64) {
	read := func(v string) float64 {
		if v == "auto" {
			return math.NaN()
		}
		n, _ := length(v, size, of)
		return n
	}
	if f := strings.Fields(p[name]); len(f) > 0 && len(f) <= 4 {
		for i := range out {
			k := i
			if k >= len(f) {
				k -= 2
			}
			out[i] = read(f[max(0, min(k, len(f)-1))])
		}
	}
	for i, side := range sides {
		if v := p[name+"-"+side]; v != "" {
			out[i] = read(v)
		}
	}
	return out
}

// A border is a line around a box, on some of its sides.
type border struct {
	width [4]float64
	color [4]paintValue
	dash  bool
}

func borders(p map[string]string, s style) (b border) {
	one := func(v string) (w float64, c paintValue) {
		c, _ = parseColor(resolve("currentcolor", s.color))
		seen := false
		for _, f := range strings.Fields(strings.ReplaceAll(v, ", ", ",")) {
			if n, ok := length(f, s.size, 0); ok {
				w = n
			} else if q, ok := parseColor(resolve(f, s.color)); ok {
				c = q
			} else if f == "solid" || f == "dashed" || f == "dotted" || f == "double" {
				seen = true
				b.dash = b.dash || f == "dashed" || f == "dotted"
			} else if f == "thin" || f == "medium" || f == "thick" {
				w = map[string]float64{"thin": 1, "medium": 3, "thick": 5}[f]
			}
		}
		if !seen {
			w = 0
		}
		return w, c
	}
	for i, side := range sides {
		v := p["border-"+side]
		if v == "" {
			v = p["border"]
		}
		b.width[i], b.color[i] = one(v)
	}
	return b
}

// put draws a box and what it holds.
func (l *setter) put(b *hbox, x, y float64) {
	x, y = x+b.x, y+b.y
	d := l.d
	v := b.p["background-color"]
	if v == "" {
		v = b.p["background"]
	}
	round, _ := length(b.p["border-radius"], b.s.size, b.w)
	if c, ok := parseColor(resolve(v, b.s.color)); ok && !c.none && c.alpha > 0 && b.w > 0 && b.h > 0 {
		d.add(&Shape{M: l.c.m, Path: rect(x, y, b.w, b.h, round, round), Fill: &Paint{Color: c.color, Opacity: c.alpha}, Clips: l.c.clips})
	}
	l.frame(b, x, y, round)
	for _, k := range b.kids {
		l.put(k, x, y)
	}
	for i := 0; i < len(b.words); {
		link := b.words[i].link
		list := d.gather(func() {
			for ; i < len(b.words) && b.words[i].link == link; i++ {
				w := b.words[i]
				w.X, w.Y = w.X+x, w.Y+y
				if w.back.alpha > 0 && !w.back.none {
					d.add(&Shape{M: l.c.m, Path: rect(w.X, w.Y-w.ascent, w.long, w.ascent+w.depth, 0, 0), Fill: &Paint{Color: w.back.color, Opacity: w.back.alpha}, Clips: l.c.clips})
				}
				d.add(w.Words)
			}
		})
		*d.items = append(*d.items, list...)
		if link != nil {
			d.linked(strings.TrimSpace(link.attr("href")), strings.Join(strings.Fields(link.words()), " "), list, l.c)
		}
	}
}

// frame draws a box's borders.
func (l *setter) frame(b *hbox, x, y, round float64) {
	f := borders(b.p, b.s)
	line := func(p Path, i int) {
		if f.width[i] <= 0 || f.color[i].none || f.color[i].alpha <= 0 {
			return
		}
		sh := &Shape{M: l.c.m, Path: p, Stroke: &Paint{Color: f.color[i].color, Opacity: f.color[i].alpha}, Width: f.width[i], Miter: 4, Clips: l.c.clips}
		if f.dash {
			sh.Dash = []float64{2 * f.width[i], 2 * f.width[i]}
		}
		l.d.add(sh)
	}
	if f.width[0] == f.width[1] && f.width[0] == f.width[2] && f.width[0] == f.width[3] {
		k := f.width[0] / 2
		line(rect(x+k, y+k, b.w-2*k, b.h-2*k, round, round), 0)
		return
	}
	for i := range sides {
		k := f.width[i] / 2
		x1, y1, x2, y2 := x, y+k, x+b.w, y+k
		switch i {
		case 1:
			x1, y1, x2, y2 = x+b.w-k, y, x+b.w-k, y+b.h
		case 2:
			y1, y2 = y+b.h-k, y+b.h-k
		case 3:
			x1, y1, x2, y2 = x+k, y, x+k, y+b.h
		}
		line(Path{{Op: 'M', X: x1, Y: y1}, {Op: 'L', X: x2, Y: y2}}, i)
	}
}
