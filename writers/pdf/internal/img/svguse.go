package img

import (
	"encoding/base64"
	"math"
	"net/url"
	"strings"
)

// nested draws an svg or symbol inside the image; over holds the size that a use gives it.
func (d *drawer) nested(e *element, s style, c place, over *element) {
	size := func(name string, of float64) float64 {
		if over != nil {
			if v, ok := length(over.attr(name), s.size, of); ok {
				return v
			}
		}
		if v, ok := length(e.attr(name), s.size, of); ok {
			return v
		}
		return of
	}
	if e.name == "svg" {
		x, _ := length(e.attr("x"), s.size, d.w)
		y, _ := length(e.attr("y"), s.size, d.h)
		c = c.at(Matrix{1, 0, 0, 1, x, y})
	}
	w, h := size("width", d.w), size("height", d.h)
	if w <= 0 || h <= 0 {
		return
	}
	if v := d.properties(e)["overflow"]; v != "visible" && v != "auto" {
		c = c.within(rect(0, 0, w, h, 0, 0))
	}
	outerW, outerH := d.w, d.h
	d.w, d.h = w, h
	if view, ok := viewBox(e); ok {
		c = c.at(fit(view, w, h, e.attr("preserveAspectRatio")))
		d.w, d.h = view[2], view[3]
	}
	d.kids(e, s, c)
	d.w, d.h = outerW, outerH
}

func (d *drawer) use(e *element, s style, c place) {
	target := d.ids[strings.TrimPrefix(strings.TrimSpace(e.attr("href")), "#")]
	if c.uses++; target == nil || c.uses > maxUses {
		if target == nil && e.attr("href") != "" {
			d.missing["use of "+e.attr("href")] = true
		}
		return
	}
	for up := e; up != nil; up = up.parent {
		if up == target {
			return // it would hold itself
		}
	}
	x, _ := length(e.attr("x"), s.size, d.w)
	y, _ := length(e.attr("y"), s.size, d.h)
	c = c.at(Matrix{1, 0, 0, 1, x, y})
	s.aroundFill, s.aroundStroke = s.fill, s.stroke
	if target.name == "symbol" || target.name == "svg" {
		p := d.properties(target)
		s.apply(p)
		d.group(target, p, s, c, func(s style, c place) { d.nested(target, s, c, e) })
		return
	}
	d.element(target, s, c)
}

// A vertex is a place on a path where a marker may stand, with the directions in which the path comes and goes.
type vertex struct {
	x, y        float64
	in, out     float64
	comes, goes bool
}

// vertices are the ends of a path's segments. (SVG 2, 11.6)
func vertices(path Path) []vertex {
	var out []vertex
	first := 0 // of the subpath
	for i, s := range path {
		v := vertex{x: s.X, y: s.Y}
		if s.Op == 'M' {
			first = len(out)
		} else {
			from := path[i-1]
			v.in, v.comes = toward(s, from.X, from.Y, true)
			if len(out) > 0 && !from.Inner {
				last := &out[len(out)-1]
				last.out, last.goes = toward(s, from.X, from.Y, false)
			}
		}
		if s.Op == 'Z' && first < len(out) {
			v.out, v.goes = out[first].out, out[first].goes
			out[first].in, out[first].comes = v.in, v.comes
		}
		if s.Inner { // in the middle of an arc: its end has its direction
			continue
		}
		out = append(out, v)
	}
	return out
}

// toward is the direction in which a segment begins or ends.
func toward(s Seg, x, y float64, end bool) (float64, bool) {
	points := [][2]float64{{x, y}, {s.X, s.Y}}
	if s.Op == 'C' {
		points = [][2]float64{{x, y}, {s.X1, s.Y1}, {s.X2, s.Y2}, {s.X, s.Y}}
	}
	a, step, k := points[0], 1, 1
	if end {
		a, step, k = points[len(points)-1], -1, len(points)-2
	}
	for ; k >= 0 && k < len(points); k += step {
		dx, dy := points[k][0]-a[0], points[k][1]-a[1]
		if math.Abs(dx)+math.Abs(dy) > 1e-9 {
			if end {
				dx, dy = -dx, -dy
			}
			return math.Atan2(dy, dx), true
		}
	}
	return 0, false
}

// angle is the direction of the path at a vertex: the middle of both.
func (v vertex) angle() float64 {
	switch {
	case v.comes && v.goes:
		s := math.Sin(v.in) + math.Sin(v.out)
		c := math.Cos(v.in) + math.Cos(v.out)
		if math.Abs(s)+math.Abs(c) < 1e-9 {
			return v.in
		}
		return math.Atan2(s, c)
	case v.comes:
		return v.in
	}
	return v.out
}

// markers draws arrow heads and the like at the ends and corners of a path (SVG 2, 11.6).
func (d *drawer) markers(path Path, s style, c place) {
	if s.hidden || s.markers == [3]string{} || c.uses >= maxUses || len(path) > 10_000 {
		return
	}
	var at [3]*element
	for i, v := range s.markers {
		if e := d.referred(v); e != nil && e.name == "marker" {
			at[i] = e
		}
	}
	if at == [3]*element{} {
		return
	}
	list := vertices(path)
	for i, v := range list {
		draw := func(e *element, angle float64) {
			if e != nil {
				d.marker(e, v.x, v.y, angle, s, c)
			}
		}
		if i == 0 {
			a := v.angle()
			if at[0] != nil && at[0].attr("orient") == "auto-start-reverse" {
				a += math.Pi
			}
			draw(at[0], a)
		}
		if i > 0 && i < len(list)-1 {
			draw(at[1], v.angle())
		}
		if i == len(list)-1 {
			draw(at[2], v.angle())
		}
	}
}

func (d *drawer) marker(e *element, x, y, angle float64, s style, c place) {
	if d.visits++; d.visits > maxVisits {
		return
	}
	w, h := 3.0, 3.0
	if v, ok := length(e.attr("markerWidth"), s.size, d.w); ok {
		w = v
	}
	if v, ok := length(e.attr("markerHeight"), s.size, d.h); ok {
		h = v
	}
	if w <= 0 || h <= 0 {
		return
	}
	if v := e.attr("orient"); !strings.HasPrefix(v, "auto") {
		angle = degrees(v)
	}
	sin, cos := math.Sincos(angle)
	c = c.at(Matrix{cos, sin, -sin, cos, x, y})
	if e.attr("markerUnits") != "userSpaceOnUse" {
		c = c.at(Matrix{s.width, 0, 0, s.width, 0, 0})
	}
	view, ok := viewBox(e)
	f := Identity
	vw, vh := w, h
	if ok {
		f = fit(view, w, h, e.attr("preserveAspectRatio"))
		vw, vh = view[2], view[3]
	}
	ref := func(name, mid, end string, of float64) float64 {
		switch v := e.attr(name); v {
		case mid:
			return of / 2
		case end:
			return of
		default:
			n, _ := length(v, s.size, of)
			return n
		}
	}
	rx, ry := f.Apply(ref("refX", "center", "right", vw), ref("refY", "center", "bottom", vh))
	c = c.at(Matrix{1, 0, 0, 1, -rx, -ry})
	inner := d.styleOf(e)
	p := d.properties(e)
	if v := p["overflow"]; v != "visible" && v != "auto" {
		c = c.within(rect(0, 0, w, h, 0, 0))
	}
	c = c.at(f)
	c.uses++
	inner.aroundFill, inner.aroundStroke = s.fill, s.stroke
	inner.markers = [3]string{}
	d.group(e, p, inner, c, func(s style, c place) { d.kids(e, s, c) })
}

// degrees reads an angle, in radians.
func degrees(v string) float64 {
	c := &scanner{s: v}
	n, _ := c.number()
	switch strings.TrimSpace(c.s[c.at:]) {
	case "rad":
		return n
	case "grad":
		return n * math.Pi / 200
	case "turn":
		return n * 2 * math.Pi
	}
	return n * math.Pi / 180
}

// data reads a data: address. (RFC 2397)
func dataOf(address string) (kind string, data []byte, ok bool) {
	meta, body, ok := strings.Cut(strings.TrimSpace(address), ",")
	if !ok || !strings.HasPrefix(meta, "data:image/") {
		return "", nil, false
	}
	kind, _, _ = strings.Cut(strings.TrimPrefix(meta, "data:image/"), ";")
	text, err := url.PathUnescape(body)
	if err != nil {
		text = body
	}
	if !strings.HasSuffix(meta, ";base64") {
		return kind, []byte(text), true
	}
	text = strings.TrimRight(strings.Join(strings.Fields(text), ""), "=")
	data, err = base64.RawStdEncoding.DecodeString(text)
	return kind, data, err == nil
}

// image draws a picture that the SVG holds as a data: address; addresses of files are not followed.
func (d *drawer) image(e *element, p map[string]string, s style, c place) {
	href := strings.TrimSpace(e.attr("href"))
	kind, data, ok := dataOf(href)
	if !ok {
		if href != "" {
			d.missing[map[bool]string{true: "image", false: "image from a file"}[strings.HasPrefix(href, "data:")]] = true
		}
		return
	}
	get := func(name string, of float64) (float64, bool) {
		v := p[name]
		if v == "auto" {
			return 0, false
		}
		return length(v, s.size, of)
	}
	x, _ := get("x", d.w)
	y, _ := get("y", d.h)
	w, okW := get("width", d.w)
	h, okH := get("height", d.h)
	if s.hidden {
		return
	}
	var r *Raster
	var view []float64
	var root *element
	var ids map[string]*element
	var err error
	if strings.HasPrefix(kind, "svg") {
		if root, ids, err = parseXML(data); err == nil {
			view = intrinsic(root)
		}
	} else if r, err = Decode(data); err == nil {
		view = []float64{0, 0, float64(r.W), float64(r.H)}
	}
	if err != nil || c.uses >= maxUses {
		d.missing["image"] = true
		return
	}
	switch {
	case !okW && !okH:
		w, h = view[2], view[3]
	case !okW:
		w = h * view[2] / view[3]
	case !okH:
		h = w * view[3] / view[2]
	}
	if w <= 0 || h <= 0 {
		return
	}
	c = c.at(Matrix{1, 0, 0, 1, x, y})
	aspect := e.attr("preserveAspectRatio")
	if strings.HasSuffix(aspect, "slice") || root != nil {
		c = c.within(rect(0, 0, w, h, 0, 0))
	}
	box := fit(view, w, h, aspect)
	if root != nil {
		c.uses += 8 // drawings in drawings are not many
		d.embedded(root, ids, view, c.at(box))
		return
	}
	x1, y1 := box.Apply(0, 0)
	d.add(&Picture{M: c.m, X: x1, Y: y1, W: float64(r.W) * box.A, H: float64(r.H) * box.D, Raster: r, Opacity: 1, Clips: c.clips})
}

// intrinsic is the size of a drawing by itself.
func intrinsic(root *element) []float64 {
	probe := &drawer{out: &Drawing{}}
	probe.size(root)
	return []float64{0, 0, probe.out.W / 0.75, probe.out.H / 0.75}
}

// embedded draws a drawing inside of this one, with style sheets and names of its own.
func (d *drawer) embedded(root *element, ids map[string]*element, view []float64, c place) {
	outer := *d
	d.ids, d.rules, d.styles, d.tiles = ids, nil, nil, nil
	d.inside++ // nothing in it leads anywhere
	d.w, d.h, d.page = view[2], view[3], [2]float64(view[2:4])
	d.sheets(root)
	s := firstStyle()
	s.apply(d.properties(root))
	if v, ok := viewBox(root); ok {
		c = c.at(fit(v, view[2], view[3], root.attr("preserveAspectRatio")))
		d.w, d.h = v[2], v[3]
	}
	d.kids(root, s, c)
	d.ids, d.rules, d.styles, d.tiles, d.w, d.h, d.inside, d.page = outer.ids, outer.rules, outer.styles, outer.tiles, outer.w, outer.h, outer.inside, outer.page
}
