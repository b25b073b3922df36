package img

import (
	"encoding/base64"
	"math"
	"net/url"
	"slices"
	"strings"
)

// Limits of what an SVG may draw.
const (
	maxItems  = 50_000
	maxVisits = 500_000    // elements, those that a use draws again too
	maxUses   = 32         // nesting of use elements
	maxText   = 20_000     // bytes of text, which is set word by word: several pages full
	maxTries  = 20_000_000 // rules of style sheets that are compared with elements
	maxSide   = 14_400     // points: the largest page side (ISO 32000-1, annex C)
)

// ParseSVG reads an SVG image into a Drawing. Scripts, animation, foreign content and references to other files
// are never followed; what cannot be drawn is named in Drawing.Unsupported.
func ParseSVG(data []byte) (*Drawing, error) {
	root, ids, err := parseXML(data)
	if err != nil {
		return nil, err
	}
	d := &drawer{ids: ids, out: &Drawing{}, missing: map[string]bool{}}
	var sheets func(*element)
	sheets = func(e *element) {
		if e.name == "style" {
			d.sheet(e.words())
		}
		for _, k := range e.kids {
			sheets(k)
		}
	}
	sheets(root)
	if len(d.rules) > 0 {
		slices.SortStableFunc(d.rules, rule.compare)
		selectable(root)
	}
	for _, k := range root.kids {
		switch words := strings.Join(strings.Fields(k.words()), " "); {
		case k.name == "title" && d.out.Title == "":
			d.out.Title = words
		case k.name == "desc" && d.out.Desc == "":
			d.out.Desc = words
		}
	}
	m := d.size(root)
	s := firstStyle()
	s.apply(d.properties(root))
	d.kids(root, s, m, nil, 0)
	for name := range d.missing {
		d.out.Unsupported = append(d.out.Unsupported, name)
	}
	slices.Sort(d.out.Unsupported)
	return d.out, nil
}

type drawer struct {
	ids     map[string]*element
	rules   []rule
	out     *Drawing
	missing map[string]bool
	segs    int     // of all paths so far
	visits  int     // elements drawn so far, each use counted anew
	words   int     // bytes of text drawn so far
	tries   int     // rules that were compared with elements so far
	w, h    float64 // the view box: what percentages mean
}

// size sets the drawing's size in points and returns the matrix from user units to it (SVG 2, 8.2).
func (d *drawer) size(root *element) Matrix {
	view, hasView := (&scanner{s: root.attr("viewBox")}).numbers(4)
	hasView = hasView && view[2] > 0 && view[3] > 0
	w, okW := length(root.attr("width"), 16, 0)
	h, okH := length(root.attr("height"), 16, 0)
	okW = okW && w > 0 && !strings.HasSuffix(root.attr("width"), "%")
	okH = okH && h > 0 && !strings.HasSuffix(root.attr("height"), "%")
	if !hasView {
		view = []float64{0, 0, 300, 150}
		if okW {
			view[2] = w
		}
		if okH {
			view[3] = h
		}
	}
	switch {
	case okW && !okH:
		h = w * view[3] / view[2]
	case okH && !okW:
		w = h * view[2] / view[3]
	case !okW:
		w, h = view[2], view[3]
	}
	const px = 0.75 // points
	scale := math.Min(1, math.Min(maxSide/(w*px), maxSide/(h*px)))
	d.out.W, d.out.H = w*px*scale, h*px*scale
	d.w, d.h = view[2], view[3]
	return fit(view, d.out.W, d.out.H, root.attr("preserveAspectRatio"))
}

// fit maps a view box to a box of w × h (SVG 2, 8.6).
func fit(view []float64, w, h float64, aspect string) Matrix {
	sx, sy := w/view[2], h/view[3]
	tx, ty := 0.0, 0.0
	if !strings.HasPrefix(aspect, "none") {
		s := math.Min(sx, sy)
		if strings.HasSuffix(aspect, "slice") {
			s = math.Max(sx, sy)
		}
		tx, ty = (w-view[2]*s)/2, (h-view[3]*s)/2
		switch {
		case strings.HasPrefix(aspect, "xMin"):
			tx = 0
		case strings.HasPrefix(aspect, "xMax"):
			tx *= 2
		}
		switch {
		case strings.Contains(aspect, "YMin"):
			ty = 0
		case strings.Contains(aspect, "YMax"):
			ty *= 2
		}
		sx, sy = s, s
	}
	return Matrix{sx, 0, 0, sy, tx - view[0]*sx, ty - view[1]*sy}
}

func (d *drawer) kids(e *element, s style, m Matrix, clips []Clip, uses int) {
	for _, k := range e.kids {
		d.element(k, s, m, clips, uses)
	}
}

func (d *drawer) element(e *element, s style, m Matrix, clips []Clip, uses int) {
	if d.visits++; d.visits > maxVisits || len(d.out.Items) >= maxItems {
		d.missing["more than 50,000 items"] = true
		return
	}
	p := d.properties(e)
	if p["display"] == "none" {
		return
	}
	s.apply(p)
	if t := p["transform"]; t != "" {
		m = m.Mul(parseTransform(t))
		if !m.finite() {
			return
		}
	}
	if ref := p["clip-path"]; strings.HasPrefix(ref, "url(") {
		clips = d.clip(ref, m, clips)
	}
	if v := p["mask"]; v != "" && v != "none" {
		d.missing["mask"] = true
	}
	if v := p["filter"]; v != "" && v != "none" {
		d.missing["filter"] = true
	}
	switch e.name {
	case "g", "a":
		d.kids(e, s, m, clips, uses)
	case "svg":
		d.nested(e, s, m, clips, uses, nil)
	case "switch":
		for _, k := range e.kids {
			if k.name != "foreignObject" && k.name != "" {
				d.element(k, s, m, clips, uses)
				break
			}
		}
	case "use":
		d.use(e, s, m, clips, uses)
	case "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
		if path := d.path(e, p); len(path) > 0 {
			d.shape(path, s, m, clips)
			if e.name != "rect" && e.name != "circle" && e.name != "ellipse" {
				d.markers(path, p, s, m, clips, uses)
			}
		}
	case "text":
		d.text(e, s, m, clips)
	case "image":
		d.image(e, s, m, clips)
	case "foreignObject", "script", "animate", "animateTransform", "animateMotion", "set", "video", "audio", "iframe", "canvas":
		d.missing[e.name] = true
	}
}

// nested draws an svg or symbol inside the image; over holds the size that a use gives it.
func (d *drawer) nested(e *element, s style, m Matrix, clips []Clip, uses int, over *element) {
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
	if over == nil {
		x, _ := length(e.attr("x"), s.size, d.w)
		y, _ := length(e.attr("y"), s.size, d.h)
		m = m.Mul(Matrix{1, 0, 0, 1, x, y})
	}
	view, ok := (&scanner{s: e.attr("viewBox")}).numbers(4)
	if ok && view[2] > 0 && view[3] > 0 {
		w, h := size("width", d.w), size("height", d.h)
		clips = append(slices.Clone(clips), Clip{Path: rect(0, 0, w, h, 0, 0).Transform(m)})
		m = m.Mul(fit(view, w, h, e.attr("preserveAspectRatio")))
	}
	d.kids(e, s, m, clips, uses)
}

func (d *drawer) use(e *element, s style, m Matrix, clips []Clip, uses int) {
	target := d.ids[strings.TrimPrefix(strings.TrimSpace(e.attr("href")), "#")]
	if target == nil || uses >= maxUses {
		return
	}
	for up := e; up != nil; up = up.parent {
		if up == target {
			return // it would hold itself
		}
	}
	x, _ := length(e.attr("x"), s.size, d.w)
	y, _ := length(e.attr("y"), s.size, d.h)
	m = m.Mul(Matrix{1, 0, 0, 1, x, y})
	if target.name == "symbol" || target.name == "svg" {
		s.apply(d.properties(target))
		d.nested(target, s, m, clips, uses+1, e)
		return
	}
	d.element(target, s, m, clips, uses+1)
}

// path returns the outline of a basic shape.
func (d *drawer) path(e *element, p map[string]string) Path {
	diag := math.Hypot(d.w, d.h) / math.Sqrt2
	get := func(name string, of float64) float64 { v, _ := length(p[name], 16, of); return v }
	var path Path
	switch e.name {
	case "path":
		path = parsePath(p["d"])
	case "rect":
		w, h := get("width", d.w), get("height", d.h)
		if w <= 0 || h <= 0 {
			return nil
		}
		rx, okX := length(p["rx"], 16, d.w)
		ry, okY := length(p["ry"], 16, d.h)
		if !okX {
			rx = ry
		}
		if !okY {
			ry = rx
		}
		path = rect(get("x", d.w), get("y", d.h), w, h, rx, ry)
	case "circle":
		if r := get("r", diag); r > 0 {
			path = ellipse(get("cx", d.w), get("cy", d.h), r, r)
		}
	case "ellipse":
		if rx, ry := get("rx", d.w), get("ry", d.h); rx > 0 && ry > 0 {
			path = ellipse(get("cx", d.w), get("cy", d.h), rx, ry)
		}
	case "line":
		path = Path{{Op: 'M', X: get("x1", d.w), Y: get("y1", d.h)}, {Op: 'L', X: get("x2", d.w), Y: get("y2", d.h)}}
	case "polyline":
		path = parsePoints(p["points"], false)
	case "polygon":
		path = parsePoints(p["points"], true)
	}
	d.segs += len(path)
	if d.segs > maxSegs {
		d.missing["more than 500,000 path steps"] = true
		return nil
	}
	return path
}

func (d *drawer) shape(path Path, s style, m Matrix, clips []Clip) {
	if s.hidden {
		return
	}
	sh := &Shape{M: m, Path: path, EvenOdd: s.evenOdd, Width: s.width, Cap: s.cap, Join: s.join, Miter: s.miter,
		Dash: s.dash, DashOffset: s.dashOffset, Clips: clips}
	sh.Fill = d.paint(s.fill, s.fillOpacity*s.opacity, path, m)
	if s.width > 0 {
		sh.Stroke = d.paint(s.stroke, s.strokeOpacity*s.opacity, path, m)
	}
	if sh.Fill != nil || sh.Stroke != nil {
		d.out.Items = append(d.out.Items, sh)
	}
}

// clip adds the clip path of a reference.
func (d *drawer) clip(ref string, m Matrix, clips []Clip) []Clip {
	e := d.ids[strings.Trim(strings.TrimSuffix(strings.TrimPrefix(ref, "url("), ")"), `#"' `)]
	if e == nil || e.name != "clipPath" {
		return clips
	}
	if e.attr("clipPathUnits") == "objectBoundingBox" {
		d.missing["clipPath in bounding box units"] = true
		return clips
	}
	var c Clip
	for _, k := range e.kids {
		p := d.properties(k)
		km := m
		if k.name == "use" {
			t := d.ids[strings.TrimPrefix(k.attr("href"), "#")]
			if t == nil {
				continue
			}
			k, p = t, d.properties(t)
		}
		if t := p["transform"]; t != "" {
			km = km.Mul(parseTransform(t))
		}
		if p["clip-rule"] == "evenodd" {
			c.EvenOdd = true
		}
		c.Path = append(c.Path, d.path(k, p).Transform(km)...)
	}
	return append(slices.Clone(clips), c)
}

// markers draws arrow heads and the like at the ends and corners of a path (SVG 2, 11.6).
func (d *drawer) markers(path Path, p map[string]string, s style, m Matrix, clips []Clip, uses int) {
	get := func(name string) *element {
		v := p[name]
		if v == "" {
			v = p["marker"]
		}
		e := d.ids[strings.Trim(strings.TrimSuffix(strings.TrimPrefix(v, "url("), ")"), `#"' `)]
		if e == nil || e.name != "marker" || uses >= maxUses {
			return nil
		}
		return e
	}
	start, mid, end := get("marker-start"), get("marker-mid"), get("marker-end")
	if start == nil && mid == nil && end == nil || len(path) > 10_000 {
		return
	}
	for i, seg := range path {
		if seg.Op == 'Z' {
			continue
		}
		e := mid
		if i == 0 {
			e = start
		} else if i == len(path)-1 {
			e = end
		}
		if e == nil {
			continue
		}
		angle := direction(path, i)
		if i == 0 && e.attr("orient") == "auto-start-reverse" {
			angle += math.Pi
		}
		if v, ok := (&scanner{s: e.attr("orient")}).number(); ok {
			angle = v * math.Pi / 180
		} else if !strings.HasPrefix(e.attr("orient"), "auto") {
			angle = 0
		}
		d.marker(e, seg.X, seg.Y, angle, s, m, clips, uses)
	}
}

func (d *drawer) marker(e *element, x, y, angle float64, s style, m Matrix, clips []Clip, uses int) {
	w, h := 3.0, 3.0
	if v, ok := length(e.attr("markerWidth"), s.size, d.w); ok {
		w = v
	}
	if v, ok := length(e.attr("markerHeight"), s.size, d.h); ok {
		h = v
	}
	sin, cos := math.Sincos(angle)
	m = m.Mul(Matrix{cos, sin, -sin, cos, x, y})
	if e.attr("markerUnits") != "userSpaceOnUse" {
		m = m.Mul(Matrix{s.width, 0, 0, s.width, 0, 0})
	}
	refX, _ := length(e.attr("refX"), s.size, w)
	refY, _ := length(e.attr("refY"), s.size, h)
	if view, ok := (&scanner{s: e.attr("viewBox")}).numbers(4); ok && view[2] > 0 && view[3] > 0 {
		f := fit(view, w, h, e.attr("preserveAspectRatio"))
		rx, ry := f.Apply(refX, refY)
		m = m.Mul(Matrix{1, 0, 0, 1, -rx, -ry}).Mul(f)
	} else {
		m = m.Mul(Matrix{1, 0, 0, 1, -refX, -refY})
	}
	inner := firstStyle()
	inner.apply(d.properties(e))
	d.kids(e, inner, m, clips, uses+1)
}

// direction returns the angle of the path at its i-th point, in radians.
func direction(path Path, i int) float64 {
	s := path[i]
	fx, fy, tx, ty := s.X, s.Y, s.X, s.Y
	if i > 0 {
		fx, fy = path[i-1].X, path[i-1].Y
		if s.Op == 'C' {
			fx, fy = s.X2, s.Y2
			if fx == s.X && fy == s.Y {
				fx, fy = s.X1, s.Y1
			}
		}
	} else if len(path) > 1 {
		tx, ty = path[1].X, path[1].Y
		if path[1].Op == 'C' {
			tx, ty = path[1].X1, path[1].Y1
		}
	}
	return math.Atan2(ty-fy, tx-fx)
}

// image draws a raster that the SVG holds as a data: address; addresses of files are not followed.
func (d *drawer) image(e *element, s style, m Matrix, clips []Clip) {
	meta, body, ok := strings.Cut(strings.TrimSpace(e.attr("href")), ",")
	if !ok || !strings.HasPrefix(meta, "data:image/") || strings.HasPrefix(meta, "data:image/svg") {
		d.missing["image from a file"] = true
		return
	}
	var data []byte
	var err error
	if strings.HasSuffix(meta, ";base64") {
		data, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(body), ""))
	} else {
		var text string
		text, err = url.PathUnescape(body)
		data = []byte(text)
	}
	if err != nil {
		d.missing["image"] = true
		return
	}
	r, err := Decode(data)
	if err != nil {
		d.missing["image"] = true
		return
	}
	x, _ := length(e.attr("x"), s.size, d.w)
	y, _ := length(e.attr("y"), s.size, d.h)
	w, okW := length(e.attr("width"), s.size, d.w)
	h, okH := length(e.attr("height"), s.size, d.h)
	if !okW {
		w = float64(r.W)
	}
	if !okH {
		h = float64(r.H)
	}
	if w <= 0 || h <= 0 || s.hidden {
		return
	}
	box := fit([]float64{0, 0, float64(r.W), float64(r.H)}, w, h, e.attr("preserveAspectRatio"))
	x1, y1 := box.Apply(0, 0)
	d.out.Items = append(d.out.Items, &Picture{M: m, X: x + x1, Y: y + y1, W: float64(r.W) * box.A, H: float64(r.H) * box.D, Raster: r, Opacity: s.opacity, Clips: clips})
}
