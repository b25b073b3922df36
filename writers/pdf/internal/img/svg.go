package img

import (
	"math"
	"slices"
	"strings"
)

// Limits of what an SVG may draw.
const (
	maxItems  = 50_000
	maxVisits = 500_000    // elements, those that a use draws again too
	maxUses   = 32         // nesting of use elements, patterns, masks and markers
	maxText   = 20_000     // bytes of text, which is set word by word: several pages full
	maxTries  = 20_000_000 // rules of style sheets that are compared with elements
	maxSide   = 14_400     // points: the largest page side (ISO 32000-1, annex C)
)

// Options say how an SVG is read.
type Options struct {
	Lang  string // of the words around it: what a switch chooses
	Ruler Ruler  // nil: each character is half as wide as high
}

// ParseSVG reads an SVG image into a Drawing. Scripts, animation and references to other files are never followed;
// what cannot be drawn is named in Drawing.Unsupported.
func ParseSVG(data []byte, o Options) (*Drawing, error) {
	root, ids, err := parseXML(data)
	if err != nil {
		return nil, err
	}
	d := &drawer{ids: ids, out: &Drawing{}, missing: map[string]bool{}, lang: o.Lang, ruler: o.Ruler}
	d.items = &d.out.Items
	m := d.size(root)
	d.page = [2]float64{d.out.W / 0.75, d.out.H / 0.75}
	d.sheets(root)
	for _, k := range root.kids {
		switch words := strings.Join(strings.Fields(k.words()), " "); {
		case k.name == "title" && d.out.Title == "":
			d.out.Title = words
		case k.name == "desc" && d.out.Desc == "":
			d.out.Desc = words
		}
	}
	s := firstStyle()
	p := d.properties(root)
	s.apply(p)
	d.ground(p, s)
	d.group(root, p, s, place{m: m}, func(s style, c place) { d.kids(root, s, c) })
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
	items   *[]Item // where items go: the drawing's, or those of a group
	missing map[string]bool
	lang    string
	ruler   Ruler
	drawn   int     // items so far
	segs    int     // of all paths so far
	visits  int     // elements drawn so far, each use counted anew
	words   int     // bytes of text drawn so far
	tries   int     // rules that were compared with elements so far
	w, h    float64 // the view box at hand: what percentages mean
	tiles   map[*element][]Item
	page    [2]float64 // the size that style sheets ask for, in pixels
	inside  int        // patterns, masks and clip paths that are being read
	linking int        // links that are open
	styles  map[*element]style
}

// A place is where an element is drawn: m maps its space to the drawing's.
type place struct {
	m     Matrix
	clips []Clip
	uses  int
}

// at returns the place within a space of its own.
func (c place) at(m Matrix) place {
	c.m = c.m.Mul(m)
	return c
}

// within returns the place with a clip more.
func (c place) within(p Path) place {
	c.clips = append(slices.Clone(c.clips), Clip{Path: p.Transform(c.m)})
	return c
}

// sheets reads all style sheets below an element.
func (d *drawer) sheets(root *element) {
	var find func(*element)
	find = func(e *element) {
		if e.name == "style" {
			d.sheet(e.words(), 0)
		}
		for _, k := range e.kids {
			find(k)
		}
	}
	find(root)
	if len(d.rules) > 0 {
		slices.SortStableFunc(d.rules, rule.compare)
		selectable(root)
	}
}

// add puts an item where items go.
func (d *drawer) add(it Item) {
	if d.drawn++; d.drawn > maxItems {
		d.missing["more than 50,000 items"] = true
		return
	}
	*d.items = append(*d.items, it)
}

// gather runs f with a list of its own for the items that it draws.
func (d *drawer) gather(f func()) []Item {
	outer := d.items
	var list []Item
	d.items = &list
	f()
	d.items = outer
	return list
}

// size sets the drawing's size in points and returns the matrix from user units to it (SVG 2, 8.2).
func (d *drawer) size(root *element) Matrix {
	view, hasView := viewBox(root)
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

// ground paints what a style sheet says lies behind the drawing.
func (d *drawer) ground(p map[string]string, s style) {
	v := p["background-color"]
	if v == "" {
		v = p["background"]
	}
	if c, ok := parseColor(resolve(v, s.color)); ok && !c.none && c.alpha > 0 {
		d.add(&Shape{M: Identity, Path: rect(0, 0, d.out.W, d.out.H, 0, 0), Fill: &Paint{Color: c.color, Opacity: c.alpha}})
	}
}

func viewBox(e *element) ([]float64, bool) {
	view, ok := (&scanner{s: e.attr("viewBox")}).numbers(4)
	return view, ok && view[2] > 0 && view[3] > 0
}

// fit maps a view box to a box of w × h (SVG 2, 8.6).
func fit(view []float64, w, h float64, aspect string) Matrix {
	sx, sy := w/view[2], h/view[3]
	tx, ty := 0.0, 0.0
	aspect = strings.TrimPrefix(strings.TrimSpace(aspect), "defer ")
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

func (d *drawer) kids(e *element, s style, c place) {
	for _, k := range e.kids {
		d.element(k, s, c)
	}
}

func (d *drawer) element(e *element, s style, c place) {
	if d.visits++; d.visits > maxVisits || d.drawn > maxItems {
		d.missing["more than 50,000 items"] = true
		return
	}
	if e.name == "" {
		return
	}
	p := d.properties(e)
	if p["display"] == "none" || !d.meant(e) {
		return
	}
	s.apply(p)
	if t := p["transform"]; t != "" && t != "none" {
		if c = c.at(d.transform(e, p, s)); !c.m.finite() {
			return
		}
	}
	d.group(e, p, s, c, func(s style, c place) { d.inner(e, p, s, c) })
}

// inner draws an element in its place.
func (d *drawer) inner(e *element, p map[string]string, s style, c place) {
	switch e.name {
	case "g":
		d.kids(e, s, c)
	case "a":
		d.link(e, s, c)
	case "svg":
		d.nested(e, s, c, nil)
	case "switch":
		d.choose(e, s, c)
	case "use":
		d.use(e, s, c)
	case "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
		if path := d.path(e, p, s); len(path) > 0 {
			d.shape(path, s, c)
			if e.name != "rect" && e.name != "circle" && e.name != "ellipse" {
				d.markers(path, s, c)
			}
		}
	case "text":
		d.text(e, p, s, c)
	case "image":
		d.image(e, p, s, c)
	case "foreignObject":
		d.foreign(e, p, s, c)
	case "script", "animate", "animateTransform", "animateMotion", "set", "video", "audio", "iframe", "canvas":
		d.missing[e.name] = true
	}
}

// meant reports whether the element is for readers of the language. (SVG 2, 5.9.5)
func (d *drawer) meant(e *element) bool {
	list, ok := e.attrs["systemLanguage"]
	if !ok {
		return true
	}
	for _, l := range strings.Split(list, ",") {
		l = strings.ToLower(strings.TrimSpace(l))
		if own := strings.ToLower(d.lang); l != "" && (own == l || strings.HasPrefix(own, l+"-") || strings.HasPrefix(l, own+"-") && own != "") {
			return true
		}
	}
	return false
}

// choose draws the first of a switch that can be drawn. (SVG 2, 5.9.3)
func (d *drawer) choose(e *element, s style, c place) {
	var last *element
	for _, k := range e.kids {
		if k.name == "" || !d.meant(k) || k.attrs["requiredExtensions"] != "" {
			continue
		}
		if last = k; k.name != "foreignObject" || plainHTML(k) {
			break
		}
	}
	if last != nil {
		d.element(last, s, c)
	}
}

// link draws what leads somewhere, and notes where that is.
func (d *drawer) link(e *element, s style, c place) {
	href := strings.TrimSpace(e.attr("href"))
	d.linking++
	list := d.gather(func() { d.kids(e, s, c) })
	d.linking--
	*d.items = append(*d.items, list...)
	d.linked(href, strings.Join(strings.Fields(e.words()), " "), list, c)
}

// linked notes that items lead somewhere.
func (d *drawer) linked(href, title string, list []Item, c place) {
	if href == "" || d.inside > 0 {
		return
	}
	b := noBound()
	b.items(list, Identity)
	for _, clip := range c.clips {
		k := noBound()
		k.path(clip.Path)
		b.x1, b.y1, b.x2, b.y2 = math.Max(b.x1, k.x1), math.Max(b.y1, k.y1), math.Min(b.x2, k.x2), math.Min(b.y2, k.y2)
	}
	b.x1, b.y1, b.x2, b.y2 = math.Max(b.x1, 0), math.Max(b.y1, 0), math.Min(b.x2, d.out.W), math.Min(b.y2, d.out.H)
	if !(b.x1 < b.x2 && b.y1 < b.y2) {
		return
	}
	d.out.Links = append(d.out.Links, Link{href, title, [][4]float64{{b.x1, b.y1, b.x2, b.y2}}})
}

// transform is an element's own: about its transform-origin, where a style sheet says so.
func (d *drawer) transform(e *element, p map[string]string, s style) Matrix {
	m := parseTransform(p["transform"])
	origin := strings.Fields(strings.NewReplacer("left", "0%", "top", "0%", "center", "50%", "right", "100%", "bottom", "100%").Replace(p["transform-origin"]))
	if len(origin) == 0 {
		return m
	}
	if len(origin) == 1 {
		origin = append(origin, "50%")
	}
	x0, y0, w, h := 0.0, 0.0, d.w, d.h
	if p["transform-box"] == "fill-box" {
		x1, y1, x2, y2 := d.path(e, p, s).Bounds()
		x0, y0, w, h = x1, y1, x2-x1, y2-y1
	}
	x, _ := length(origin[0], s.size, w)
	y, _ := length(origin[1], s.size, h)
	x, y = x+x0, y+y0
	return Matrix{1, 0, 0, 1, x, y}.Mul(m).Mul(Matrix{1, 0, 0, 1, -x, -y})
}

// path returns the outline of a basic shape.
func (d *drawer) path(e *element, p map[string]string, s style) Path {
	diag := math.Hypot(d.w, d.h) / math.Sqrt2
	get := func(name string, of float64) float64 { v, _ := length(p[name], s.size, of); return v }
	var path Path
	switch e.name {
	case "path":
		path = parsePath(unquotePath(p["d"]))
	case "rect":
		w, h := get("width", d.w), get("height", d.h)
		if w <= 0 || h <= 0 {
			return nil
		}
		rx, okX := length(p["rx"], s.size, d.w)
		ry, okY := length(p["ry"], s.size, d.h)
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
		rx, okX := length(p["rx"], s.size, d.w)
		ry, okY := length(p["ry"], s.size, d.h)
		if !okX {
			rx = ry
		}
		if !okY {
			ry = rx
		}
		if rx > 0 && ry > 0 {
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

// unquotePath is path data as a style sheet may have it, path("M…").
func unquotePath(s string) string {
	if inner, ok := strings.CutPrefix(s, "path("); ok {
		return strings.Trim(strings.TrimSuffix(strings.TrimSpace(inner), ")"), `"' `)
	}
	return s
}

func (d *drawer) shape(path Path, s style, c place) {
	if s.hidden {
		return
	}
	sh := &Shape{M: c.m, Path: path, EvenOdd: s.evenOdd, Width: s.width, Cap: s.cap, Join: s.join, Miter: s.miter,
		Dash: s.dash, DashOffset: s.dashOffset, Under: s.under, Clips: c.clips}
	if s.fixed { // the stroke is as wide as outside
		const pixel = 0.75
		m := Matrix{1 / pixel, 0, 0, 1 / pixel, 0, 0}.Mul(c.m)
		sh.M, sh.Path = Matrix{pixel, 0, 0, pixel, 0, 0}, path.Transform(m)
	}
	box := noBound()
	box.path(path)
	sh.Fill = d.paint(s.fill, s, s.fillOpacity, box, c)
	if s.width > 0 {
		sh.Stroke = d.paint(s.stroke, s, s.strokeOpacity, box, c)
	}
	if sh.Fill != nil || sh.Stroke != nil || d.linking > 0 { // an area that is not seen may lead somewhere
		d.add(sh)
	}
}
