package img

import (
	"math"
	"strings"
)

// paint returns what a paint value means for a path, nil for nothing to paint.
func (d *drawer) paint(v paintValue, opacity float64, path Path, m Matrix) *Paint {
	opacity *= v.alpha
	if opacity <= 0 {
		return nil
	}
	if v.ref != "" {
		if e := d.ids[v.ref]; e != nil {
			switch e.name {
			case "linearGradient", "radialGradient":
				if p := d.gradient(e, opacity, path, m); p != nil {
					return p
				}
			case "pattern":
				d.missing["pattern"] = true
				return &Paint{Color: Color{0.85, 0.85, 0.85}, Opacity: opacity}
			}
		}
	}
	if v.none {
		return nil
	}
	return &Paint{Color: v.color, Opacity: opacity}
}

// gradient reads a gradient, with what it takes from others by href (SVG 2, 14.2).
func (d *drawer) gradient(e *element, opacity float64, path Path, m Matrix) *Paint {
	chain := []*element{e}
	for len(chain) < 16 {
		next := d.ids[strings.TrimPrefix(chain[len(chain)-1].attr("href"), "#")]
		if next == nil {
			break
		}
		chain = append(chain, next)
	}
	get := func(name string) string {
		for _, c := range chain {
			if v, ok := c.attrs[name]; ok {
				return v
			}
		}
		return ""
	}
	var stops []Stop
	var alpha float64
	for _, c := range chain {
		if stops, alpha = d.stops(c); len(stops) > 0 {
			break
		}
	}
	if len(stops) == 0 {
		return nil
	}
	if len(stops) == 1 {
		return &Paint{Color: stops[0].Color, Opacity: opacity * alpha}
	}
	w, h := d.w, d.h
	space := m
	if get("gradientUnits") != "userSpaceOnUse" {
		x1, y1, x2, y2 := path.Bounds()
		if x2-x1 <= 0 || y2-y1 <= 0 {
			return &Paint{Color: stops[len(stops)-1].Color, Opacity: opacity * alpha}
		}
		space = m.Mul(Matrix{x2 - x1, 0, 0, y2 - y1, x1, y1})
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
	}
	if !space.finite() || space.A*space.D-space.B*space.C == 0 {
		return &Paint{Color: stops[len(stops)-1].Color, Opacity: opacity * alpha}
	}
	if v := get("spreadMethod"); v == "reflect" || v == "repeat" {
		d.missing["spreadMethod "+v] = true
	}
	return &Paint{Opacity: opacity * alpha, Gradient: g, Color: stops[0].Color}
}

// stops reads a gradient's own stops, and their mean opacity: a PDF shading has no opacity of its own.
func (d *drawer) stops(e *element) ([]Stop, float64) {
	var stops []Stop
	sum, last := 0.0, 0.0
	uneven := false
	for _, k := range e.kids {
		if k.name != "stop" || len(stops) >= 256 {
			continue
		}
		p := d.properties(k)
		offset := 0.0
		setShare(&offset, p["offset"])
		last = math.Max(last, offset)
		c, ok := parseColor(p["stop-color"])
		if !ok {
			c = paintValue{alpha: 1}
		}
		if c.none {
			c.alpha = 0
		}
		o := 1.0
		setShare(&o, p["stop-opacity"])
		o *= c.alpha
		uneven = uneven || len(stops) > 0 && o != sum/float64(len(stops))
		sum += o
		stops = append(stops, Stop{last, c.color})
	}
	if len(stops) == 0 {
		return nil, 0
	}
	if uneven {
		d.missing["gradients of opacity"] = true
	}
	mean := sum / float64(len(stops))
	if stops[0].Offset > 0 {
		stops = append([]Stop{{0, stops[0].Color}}, stops...)
	}
	if stops[len(stops)-1].Offset < 1 {
		stops = append(stops, Stop{1, stops[len(stops)-1].Color})
	}
	if len(stops) == 2 && stops[0].Color == stops[1].Color {
		stops = stops[:1]
	}
	return stops, mean
}
