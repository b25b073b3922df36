package img

import (
	"math"
	"strings"
)

// paint returns what a paint value means for something in a box of its space, nil for nothing to paint.
func (d *drawer) paint(v paintValue, s style, opacity float64, box bound, c place) *Paint {
	if opacity *= v.alpha; opacity <= 0 {
		return nil
	}
	if v.ref != "" {
		if e := d.ids[v.ref]; e != nil {
			switch e.name {
			case "linearGradient", "radialGradient":
				if p := d.gradient(e, opacity, box, c.m); p != nil {
					return p
				}
			case "pattern":
				if p := d.pattern(e, opacity, box, c); p != nil {
					return p
				}
			}
		}
	}
	if v.none {
		return nil
	}
	return &Paint{Color: v.color, Opacity: opacity}
}

// chain is an element with those that it takes attributes from by href. (SVG 2, 14.2)
func (d *drawer) chain(e *element) (list []*element, get func(string) string) {
	list = []*element{e}
	for len(list) < 16 {
		next := d.ids[strings.TrimPrefix(list[len(list)-1].attr("href"), "#")]
		if next == nil {
			break
		}
		list = append(list, next)
	}
	return list, func(name string) string {
		for _, c := range list {
			if v, ok := c.attrs[name]; ok {
				return v
			}
		}
		return ""
	}
}

// pattern reads a pattern: its tile once, where that is the same for all that it fills.
func (d *drawer) pattern(e *element, opacity float64, box bound, c place) *Paint {
	chain, get := d.chain(e)
	if d.inside++; d.inside > maxUses || c.uses >= maxUses {
		d.inside--
		return nil
	}
	defer func() { d.inside-- }()
	units := get("patternUnits")
	if units == "" {
		units = "objectBoundingBox"
	}
	w, h := d.w, d.h
	own := func(m Matrix) Matrix { return m }
	if units == "objectBoundingBox" {
		if box.empty() || box.x2 <= box.x1 || box.y2 <= box.y1 {
			return nil
		}
		w, h = 1, 1
		own = func(m Matrix) Matrix { // of the box
			return Matrix{m.A * (box.x2 - box.x1), 0, 0, m.D * (box.y2 - box.y1), box.x1 + m.E*(box.x2-box.x1), box.y1 + m.F*(box.y2-box.y1)}
		}
	}
	num := func(name string, of float64) float64 { v, _ := length(get(name), 16, of); return v }
	tile := own(Matrix{num("width", w), 0, 0, num("height", h), num("x", w), num("y", h)})
	if !(tile.A > 0 && tile.D > 0) {
		return nil
	}
	space := c.m
	if t := get("patternTransform"); t != "" {
		space = space.Mul(parseTransform(t))
	}
	if _, ok := space.Inverse(); !ok {
		return nil
	}
	p := &Pattern{M: space, Box: [4]float64{tile.E, tile.F, tile.E + tile.A, tile.F + tile.D}}
	content, same := Matrix{1, 0, 0, 1, tile.E, tile.F}, units == "userSpaceOnUse" // from the tile's corner, as browsers draw
	if view, ok := (&scanner{s: get("viewBox")}).numbers(4); ok && view[2] > 0 && view[3] > 0 {
		content = content.Mul(fit(view, tile.A, tile.D, get("preserveAspectRatio")))
	} else if get("patternContentUnits") == "objectBoundingBox" {
		same = false
		on, ok := box.on("objectBoundingBox", Identity)
		if !ok {
			return nil
		}
		on.E, on.F = 0, 0
		content = content.Mul(on)
	}
	for _, of := range chain {
		if len(of.kids) == 0 {
			continue
		}
		var ok bool
		if p.Items, ok = d.tiles[e]; !ok || !same {
			p.Items = d.gather(func() { d.kids(of, d.styleOf(of), place{m: content, uses: c.uses + 1}) })
			if same {
				if d.tiles == nil {
					d.tiles = map[*element][]Item{}
				}
				d.tiles[e] = p.Items
			}
		}
		if len(p.Items) > 0 {
			break
		}
	}
	if len(p.Items) == 0 {
		return nil
	}
	return &Paint{Color: Color{0.85, 0.85, 0.85}, Opacity: opacity, Pattern: p}
}

// gradient reads a gradient, with what it takes from others.
func (d *drawer) gradient(e *element, opacity float64, box bound, m Matrix) *Paint {
	chain, get := d.chain(e)
	var stops []Stop
	for _, c := range chain {
		if stops = d.stops(c); len(stops) > 0 {
			break
		}
	}
	if len(stops) == 0 {
		return nil
	}
	last := stops[len(stops)-1]
	flat := &Paint{Color: last.Color, Opacity: opacity * last.Opacity}
	if len(stops) == 1 {
		return flat
	}
	w, h := d.w, d.h
	space := m
	if get("gradientUnits") != "userSpaceOnUse" {
		if box.empty() || box.x2-box.x1 <= 0 || box.y2-box.y1 <= 0 {
			return flat
		}
		space, _ = box.on("objectBoundingBox", m)
		w, h = 1, 1
	}
	if t := get("gradientTransform"); t != "" {
		space = space.Mul(parseTransform(t))
	}
	num := func(name, def string, of float64) float64 {
		v := get(name)
		if v == "" {
			v = def
		}
		f, _ := length(v, 16, of)
		return f
	}
	g := &Gradient{Stops: stops, M: space}
	if e.name == "linearGradient" {
		g.X1, g.Y1 = num("x1", "0%", w), num("y1", "0%", h)
		g.X2, g.Y2 = num("x2", "100%", w), num("y2", "0%", h)
		if g.X1 == g.X2 && g.Y1 == g.Y2 {
			return flat
		}
	} else {
		g.Radial = true
		g.X2, g.Y2 = num("cx", "50%", w), num("cy", "50%", h)
		g.R2 = num("r", "50%", math.Hypot(w, h)/math.Sqrt2)
		g.X1, g.Y1, g.R1 = g.X2, g.Y2, num("fr", "0%", w)
		if get("fx") != "" {
			g.X1 = num("fx", "", w)
		}
		if get("fy") != "" {
			g.Y1 = num("fy", "", h)
		}
		if g.R2 <= 0 {
			return flat
		}
		if off := math.Hypot(g.X1-g.X2, g.Y1-g.Y2); off > 0.99*g.R2 { // the focus lies inside
			k := 0.99 * g.R2 / off
			g.X1, g.Y1 = g.X2+(g.X1-g.X2)*k, g.Y2+(g.Y1-g.Y2)*k
		}
	}
	inv, ok := space.Inverse()
	if !ok {
		return flat
	}
	if v := get("spreadMethod"); v == "reflect" || v == "repeat" {
		d.spread(g, v == "reflect", inv)
	}
	return &Paint{Opacity: opacity, Gradient: g, Color: stops[0].Color}
}

// spread makes a gradient come again as often as the drawing needs.
func (d *drawer) spread(g *Gradient, mirror bool, inv Matrix) {
	from, to := 0.0, 1.0
	dx, dy := g.X2-g.X1, g.Y2-g.Y1
	for _, p := range [...][2]float64{{0, 0}, {d.out.W, 0}, {0, d.out.H}, {d.out.W, d.out.H}} {
		x, y := inv.Apply(p[0], p[1])
		t := ((x-g.X1)*dx + (y-g.Y1)*dy) / (dx*dx + dy*dy)
		if g.Radial {
			t = (math.Hypot(x-g.X2, y-g.Y2) + math.Hypot(dx, dy)) / math.Max(g.R2-g.R1-math.Hypot(dx, dy), g.R2/100)
		}
		from, to = math.Min(from, t), math.Max(to, t)
	}
	a, b := math.Floor(from), math.Ceil(to)
	const most = 200 // times
	if b-a > most {
		d.missing["a gradient that is repeated more than 200 times"] = true
		a, b = math.Max(a, -most/2), math.Min(b, most/2)
	}
	var out []Stop
	for k := a; k < b; k++ {
		for i := range g.Stops {
			s := g.Stops[i]
			if mirror && math.Mod(math.Abs(k), 2) == 1 {
				s = g.Stops[len(g.Stops)-1-i]
				s.Offset = 1 - s.Offset
			}
			s.Offset = (k + s.Offset - a) / (b - a)
			out = append(out, s)
		}
	}
	g.Stops = out
	g.X1, g.Y1, g.X2, g.Y2 = g.X1+a*dx, g.Y1+a*dy, g.X1+b*dx, g.Y1+b*dy
	if g.Radial {
		g.R2 = g.R1 + b*(g.R2-g.R1)
	}
}

// stops reads a gradient's own stops.
func (d *drawer) stops(e *element) []Stop {
	var stops []Stop
	last := 0.0
	for _, k := range e.kids {
		if k.name != "stop" || len(stops) >= 256 {
			continue
		}
		p := d.properties(k)
		offset := 0.0
		setShare(&offset, p["offset"])
		last = math.Max(last, offset)
		v := p["stop-color"]
		if strings.EqualFold(v, "currentcolor") {
			v = resolve(v, d.styleOf(k).color)
		}
		c, ok := parseColor(v)
		if !ok {
			c = paintValue{alpha: 1}
		}
		o := 1.0
		setShare(&o, p["stop-opacity"])
		if o *= c.alpha; c.none {
			o = 0
		}
		stops = append(stops, Stop{last, c.color, o})
	}
	if len(stops) == 0 {
		return nil
	}
	if s := stops[0]; s.Offset > 0 {
		stops = append([]Stop{{0, s.Color, s.Opacity}}, stops...)
	}
	if s := stops[len(stops)-1]; s.Offset < 1 {
		stops = append(stops, Stop{1, s.Color, s.Opacity})
	}
	for _, s := range stops[1:] {
		if s.Color != stops[0].Color || s.Opacity != stops[0].Opacity {
			return stops
		}
	}
	return stops[:1]
}
