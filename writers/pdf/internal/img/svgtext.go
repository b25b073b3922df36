package img

import (
	"maps"
	"strings"
)

// baselines says how far the alphabetic baseline lies below the one named, of the font's size: middles of small letters
// and of capitals, tops and feet of usual sans-serif faces.
var baselines = map[string]float64{"auto": 0, "alphabetic": 0, "baseline": 0, "middle": 0.26, "central": 0.34, "mathematical": 0.4, "hanging": 0.74,
	"text-before-edge": 0.93, "text-top": 0.93, "before-edge": 0.93, "text-after-edge": -0.22, "text-bottom": -0.22, "after-edge": -0.22, "ideographic": -0.22}

// text sets what concerns text only.
func (s *style) text(p map[string]string) {
	for _, name := range [...]string{"dominant-baseline", "alignment-baseline"} {
		if v, ok := baselines[p[name]]; ok {
			s.lift = v
		}
	}
	for _, name := range [...]string{"letter-spacing", "word-spacing", "text-decoration", "writing-mode", "textLength", "rotate", "baseline-shift"} {
		if v := p[name]; v != "" && v != s.untold[name] {
			s.untold = maps.Clone(s.untold)
			if s.untold == nil {
				s.untold = map[string]string{}
			}
			s.untold[name] = v
		}
	}
}

// plain are values of properties that leave text as it is drawn.
var plain = map[string]bool{"normal": true, "none": true, "0": true, "0px": true, "0em": true, "0%": true, "inherit": true, "baseline": true,
	"lr": true, "lr-tb": true, "horizontal-tb": true}

// A texter sets the characters of one text element.
type texter struct {
	d     *drawer
	m     Matrix
	clips []Clip
	lists []places
	at    int    // characters so far
	space bool   // whether white space came last, or nothing yet
	last  *Words // the run so far

	held      *Words // white space that is set when a character follows in its chunk: lines end without
	heldMoved bool   // whether it has a place of its own
}

// places are the lists of a text element or tspan, for its characters from one on. (SVG 2, 11.4.1)
type places struct {
	from         int
	x, y, dx, dy []string
}

// text draws the runs of a text element, each with the style of its tspan. A run goes on up to a character with a place of its own.
func (d *drawer) text(e *element, s style, m Matrix, clips []Clip) {
	t := &texter{d: d, m: m, clips: clips, space: true}
	t.walk(e, s, places{x: []string{"0"}, y: []string{"0"}})
}

func (t *texter) walk(e *element, s style, first places) {
	list := func(name string, or []string) []string {
		f := strings.FieldsFunc(e.attr(name), func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) })
		if len(f) == 0 {
			return or
		}
		return f
	}
	t.lists = append(t.lists, places{t.at, list("x", first.x), list("y", first.y), list("dx", nil), list("dy", nil)})
	for _, k := range e.kids {
		switch k.name {
		case "":
			t.run(k.text, s)
		case "tspan", "a", "textPath":
			if t.d.visits++; t.d.visits > maxVisits {
				return
			}
			if k.name == "textPath" {
				t.d.missing["textPath"] = true
			}
			if p := t.d.properties(k); p["display"] != "none" {
				ks := s
				ks.apply(p)
				t.walk(k, ks, places{})
			}
		}
	}
	t.lists = t.lists[:len(t.lists)-1]
}

// run sets character data; runs of white space are one space.
func (t *texter) run(text string, s style) {
	if s.hidden {
		return
	}
	fresh := true
	for _, r := range text {
		white := strings.ContainsRune(" \t\r\n", r)
		if white && t.space {
			continue
		}
		t.space = white
		if t.d.words += len(string(r)); t.d.words > maxText {
			t.d.missing["more than 20,000 bytes of text"] = true
			return
		}
		w, moved := t.place(s)
		t.at++
		if white {
			t.held, t.heldMoved = w, moved
			continue
		}
		space := ""
		if t.held != nil && (!moved || w.Follows()) {
			if space = " "; t.heldMoved && !moved {
				w, moved = t.held, true
			}
		}
		t.held = nil
		if fresh || moved || t.last == nil {
			if len(t.d.out.Items) >= maxItems {
				t.d.missing["more than 50,000 items"] = true
				return
			}
			t.style(w, s)
			t.d.out.Items = append(t.d.out.Items, w)
			t.last, fresh = w, false
		}
		t.last.Text += space + string(r)
	}
}

// place returns words at the place of the next character, and whether it has one: the innermost list that says one holds.
func (t *texter) place(s style) (w *Words, moved bool) {
	w = &Words{}
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
	var okX, okY, okDX, okDY bool
	w.X, okX = get(func(p places) []string { return p.x }, t.d.w)
	w.Y, okY = get(func(p places) []string { return p.y }, t.d.h)
	w.DX, okDX = get(func(p places) []string { return p.dx }, t.d.w)
	w.DY, okDY = get(func(p places) []string { return p.dy }, t.d.h)
	w.KeepX, w.KeepY = !okX, !okY
	return w, okX || okY || okDX || okDY
}

// style sets how words look, and says what of it is not drawn.
func (t *texter) style(w *Words, s style) {
	d := t.d
	w.M, w.Clips, w.Size, w.Family, w.Bold, w.Italic, w.Mono, w.Anchor = t.m, t.clips, s.size, s.family, s.bold, s.italic, isMono(s.family), s.anchor
	w.Lift = s.lift * s.size
	for name, v := range s.untold {
		if !plain[v] {
			d.missing[name] = true
		}
	}
	stroke := d.paint(s.stroke, s.strokeOpacity*s.opacity, nil, t.m)
	if s.width <= 0 {
		stroke = nil
	}
	if stroke != nil {
		d.missing["stroke of text"] = true
	}
	fill := d.paint(s.fill, s.fillOpacity*s.opacity, nil, t.m)
	if fill == nil {
		fill = stroke
	}
	if fill == nil {
		return // it keeps its room, and can be read aloud
	}
	w.Fill = *fill
	if fill.Gradient != nil {
		d.missing["gradient of text"] = true
		w.Fill = Paint{Color: fill.Gradient.Stops[0].Color, Opacity: fill.Opacity}
	}
}

func isMono(family string) bool {
	f := strings.ToLower(family)
	for _, w := range []string{"mono", "courier", "consol", "menlo", "code"} {
		if strings.Contains(f, w) {
			return true
		}
	}
	return false
}
