package img

import (
	"math"
	"slices"
	"strings"
)

// blends are the names of CSS and those of PDF. (Compositing 1, 10; ISO 32000-1, 11.3.5)
var blends = map[string]string{"multiply": "Multiply", "screen": "Screen", "overlay": "Overlay", "darken": "Darken", "lighten": "Lighten",
	"color-dodge": "ColorDodge", "color-burn": "ColorBurn", "hard-light": "HardLight", "soft-light": "SoftLight", "difference": "Difference",
	"exclusion": "Exclusion", "hue": "Hue", "saturation": "Saturation", "color": "Color", "luminosity": "Luminosity"}

// referred returns the element that a value url(#…) names.
func (d *drawer) referred(v string) *element {
	inner, ok := strings.CutPrefix(strings.TrimSpace(v), "url(")
	if !ok {
		return nil
	}
	inner, _, _ = strings.Cut(inner, ")")
	return d.ids[strings.TrimPrefix(strings.Trim(inner, `"' `), "#")]
}

// styleOf is what an element inherits and sets where it is defined, which holds for what patterns, masks and markers show.
func (d *drawer) styleOf(e *element) style {
	if e == nil {
		return firstStyle()
	}
	if s, ok := d.styles[e]; ok {
		return s
	}
	s := d.styleOf(e.parent)
	s.apply(d.properties(e))
	if d.styles == nil {
		d.styles = map[*element]style{}
	}
	d.styles[e] = s
	return s
}

// group draws an element by f. What concerns it as a whole is of a group: opacity, clips, masks, blending.
func (d *drawer) group(e *element, p map[string]string, s style, c place, f func(style, place)) {
	g := &Group{Opacity: 1, Blend: blends[p["mix-blend-mode"]], Alone: p["isolation"] == "isolate"}
	setShare(&g.Opacity, p["opacity"])
	if v := p["filter"]; v != "" && v != "none" {
		d.missing["filter"] = true
	}
	clip, mask := d.referred(p["clip-path"]), d.referred(p["mask"])
	if v := p["clip-path"]; clip == nil && v != "" && v != "none" && !strings.HasPrefix(v, "url(") {
		name, _, _ := strings.Cut(v, "(")
		d.missing["clip-path: "+name+"()"] = true
	}
	if clip != nil && clip.name != "clipPath" {
		clip = nil
	}
	if mask != nil && mask.name != "mask" {
		mask = nil
	}
	if g.Plain() && clip == nil && mask == nil {
		f(s, c)
		return
	}
	if g.Opacity <= 0 {
		return
	}
	g.Items = d.gather(func() { f(s, c) })
	if len(g.Items) == 0 {
		return
	}
	if clip != nil || mask != nil {
		box := noBound()
		if inv, ok := c.m.Inverse(); ok {
			box.items(g.Items, inv)
		}
		if clip != nil {
			var hard *Mask
			if g.Clips, hard = d.clip(clip, box, c); hard != nil {
				g.Mask = hard
			}
		}
		if mask != nil {
			d.mask(g, mask, box, c)
		}
	}
	*d.items = append(*d.items, g.folded())
}

// folded is the group as an item: a lone one takes on what the group is for, where that looks the same.
func (g *Group) folded() Item {
	if len(g.Items) != 1 || g.Blend != "" || g.Alone || g.Mask != nil {
		return g
	}
	switch it := g.Items[0].(type) {
	case *Shape:
		if g.Opacity == 1 || it.Fill == nil || it.Stroke == nil {
			it.Fill, it.Stroke = it.Fill.faded(g.Opacity), it.Stroke.faded(g.Opacity)
			it.Clips = slices.Concat(it.Clips, g.Clips)
			return it
		}
	case *Words:
		if g.Opacity == 1 || it.Fill == nil || it.Stroke == nil {
			it.Fill, it.Stroke = it.Fill.faded(g.Opacity), it.Stroke.faded(g.Opacity)
			it.Clips = slices.Concat(it.Clips, g.Clips)
			return it
		}
	case *Picture:
		it.Opacity *= g.Opacity
		it.Clips = slices.Concat(it.Clips, g.Clips)
		return it
	}
	return g
}

// faded is the paint with less opacity.
func (p *Paint) faded(by float64) *Paint {
	if p == nil || by >= 1 {
		return p
	}
	q := *p
	q.Opacity *= by
	return &q
}

// on maps the unit square to a box, where units are those of the box.
func (b bound) on(units string, m Matrix) (Matrix, bool) {
	if units != "objectBoundingBox" {
		return m, true
	}
	if b.empty() || b.x2 <= b.x1 || b.y2 <= b.y1 {
		return m, false
	}
	return m.Mul(Matrix{b.x2 - b.x1, 0, 0, b.y2 - b.y1, b.x1, b.y1}), true
}

// nowhere clips everything away.
func nowhere() []Clip { return []Clip{{}} }

// clip reads a clip path: as paths to clip with, or, where several lie on each other or words are among them, as a mask.
// (CSS Masking 1, 6)
func (d *drawer) clip(e *element, box bound, c place) (clips []Clip, hard *Mask) {
	if d.inside++; d.inside > maxUses {
		d.inside--
		return nil, nil
	}
	defer func() { d.inside-- }()
	p := d.properties(e)
	if t := p["transform"]; t != "" {
		c = c.at(parseTransform(t))
	}
	var ok bool
	if c.m, ok = box.on(e.attr("clipPathUnits"), c.m); !ok || !c.m.finite() {
		return nowhere(), nil
	}
	c.clips = nil
	var parts []Clip
	var other []Item
	for _, k := range e.kids {
		a, b := d.clipPart(k, d.styleOf(e), c)
		parts, other = append(parts, a...), append(other, b...)
	}
	switch {
	case len(other) == 0 && len(parts) == 0:
		clips = nowhere()
	case len(other) == 0 && apart(parts):
		all := Clip{EvenOdd: parts[0].EvenOdd}
		for _, q := range parts {
			all.Path = append(all.Path, q.Path...)
		}
		clips = []Clip{all}
	default:
		hard = &Mask{Alpha: true}
		for _, q := range parts {
			hard.Items = append(hard.Items, &Shape{M: Identity, Path: q.Path, EvenOdd: q.EvenOdd, Fill: &Paint{Color: Color{1, 1, 1}, Opacity: 1}})
		}
		hard.Items = append(hard.Items, other...)
	}
	if own := d.referred(p["clip-path"]); own != nil && own.name == "clipPath" {
		more, m := d.clip(own, box, c)
		if clips = append(clips, more...); m != nil && hard != nil {
			hard.Items = []Item{&Group{Items: hard.Items, Opacity: 1, Mask: m}}
		} else if m != nil {
			hard = m
		}
	}
	return clips, hard
}

// clipPart reads a child of a clip path: its outline, or what cannot be one.
func (d *drawer) clipPart(k *element, s style, c place) (parts []Clip, other []Item) {
	if k.name == "" || d.visits > maxVisits {
		return nil, nil
	}
	d.visits++
	p := d.properties(k)
	if s.apply(p); p["display"] == "none" || s.hidden {
		return nil, nil
	}
	if t := p["transform"]; t != "" && t != "none" {
		c = c.at(d.transform(k, p, s))
	}
	if own := d.referred(p["clip-path"]); own != nil {
		q := *k
		q.attrs = map[string]string{}
		for name, v := range p {
			if name != "transform" && name != "style" && name != "class" && name != "id" {
				q.attrs[name] = v
			}
		}
		q.node = nil
		return nil, d.white(&q, s, c)
	}
	switch k.name {
	case "use":
		target := d.ids[strings.TrimPrefix(strings.TrimSpace(k.attr("href")), "#")]
		if c.uses++; target == nil || target.name == "use" || c.uses > maxUses {
			return nil, nil
		}
		x, _ := length(k.attr("x"), s.size, d.w)
		y, _ := length(k.attr("y"), s.size, d.h)
		return d.clipPart(target, s, c.at(Matrix{1, 0, 0, 1, x, y}))
	case "text":
		return nil, d.white(k, s, c)
	}
	if path := d.path(k, p, s); len(path) > 0 {
		parts = append(parts, Clip{Path: path.Transform(c.m), EvenOdd: s.clipEvenOdd})
	}
	return parts, nil
}

// white draws an element all in white.
func (d *drawer) white(k *element, s style, c place) []Item {
	list := d.gather(func() {
		p := d.properties(k)
		d.group(k, p, s, c, func(s style, c place) { d.inner(k, p, s, c) })
	})
	whiten(list)
	return list
}

func whiten(list []Item) {
	full := &Paint{Color: Color{1, 1, 1}, Opacity: 1}
	for _, it := range list {
		switch it := it.(type) {
		case *Shape:
			it.Fill, it.Stroke = full, nil
		case *Words:
			it.Fill, it.Stroke = full, nil
		case *Group:
			whiten(it.Items)
		}
	}
}

// apart reports whether outlines may be one path: they are inside by the same rule and do not lie on each other.
func apart(parts []Clip) bool {
	if len(parts) > 100 {
		return false
	}
	boxes := make([]bound, len(parts))
	for i, p := range parts {
		boxes[i] = noBound()
		boxes[i].path(p.Path)
		if p.EvenOdd != parts[0].EvenOdd {
			return false
		}
		for _, o := range boxes[:i] {
			if b := boxes[i]; b.x1 < o.x2 && o.x1 < b.x2 && b.y1 < o.y2 && o.y1 < b.y2 {
				return false
			}
		}
	}
	return true
}

// mask gives the group a mask. (CSS Masking 1, 7)
func (d *drawer) mask(g *Group, e *element, box bound, c place) {
	if d.inside++; d.inside > maxUses {
		d.inside--
		return
	}
	defer func() { d.inside-- }()
	p := d.properties(e)
	units := e.attr("maskUnits")
	if units == "" {
		units = "objectBoundingBox"
	}
	m := &Mask{Alpha: p["mask-type"] == "alpha"}
	m.Box = d.region(e, units, box, c, [4]string{"-10%", "-10%", "120%", "120%"})
	c.clips = nil
	if space, ok := box.on(e.attr("maskContentUnits"), c.m); ok && m.Box != nil {
		c.m = space
		m.Items = d.gather(func() { d.kids(e, d.styleOf(e), c) })
	}
	if g.Mask != nil { // of a clip path
		inner := *g
		inner.Opacity, inner.Blend, inner.Alone = 1, "", false
		g.Items, g.Clips = []Item{&inner}, nil
	}
	g.Mask = m
}

// region is the box that x, y, width and height of an element name, in the drawing's space; nil: nothing.
func (d *drawer) region(e *element, units string, box bound, c place, or [4]string) Path {
	var v [4]float64
	w, h := d.w, d.h
	if units == "objectBoundingBox" {
		w, h = 1, 1
	}
	for i, name := range [...]string{"x", "y", "width", "height"} {
		s := e.attr(name)
		if s == "" {
			s = or[i]
		}
		v[i], _ = length(s, 16, []float64{w, h}[i%2])
	}
	m, ok := box.on(units, c.m)
	if !ok || v[2] <= 0 || v[3] <= 0 || math.IsNaN(v[0]) {
		return nil
	}
	return rect(v[0], v[1], v[2], v[3], 0, 0).Transform(m)
}
