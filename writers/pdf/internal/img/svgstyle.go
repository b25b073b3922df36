package img

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A style is what an element inherits and sets (SVG 2, 6; properties that are not inherited are read where they stand).
type style struct {
	fill, stroke               paintValue
	aroundFill, aroundStroke   paintValue // context-fill and context-stroke
	color                      Color
	fillOpacity, strokeOpacity float64
	evenOdd, clipEvenOdd       bool
	under                      bool // strokes lie under what is filled
	fixed                      bool // strokes are not scaled
	width                      float64
	cap, join                  int
	miter                      float64
	dash                       []float64
	dashOffset                 float64
	markers                    [3]string // at the start, in the middle, at the end
	family                     string
	size                       float64
	bold, italic               bool
	anchor                     int
	hidden                     bool
	words                      wordStyle
}

// A paintValue is none, a colour, or a reference to a gradient with a colour to fall back on.
type paintValue struct {
	none  bool
	ref   string
	color Color
	alpha float64
}

func firstStyle() style {
	return style{fill: paintValue{alpha: 1}, stroke: paintValue{none: true, alpha: 1}, fillOpacity: 1, strokeOpacity: 1,
		aroundFill: paintValue{none: true}, aroundStroke: paintValue{none: true},
		width: 1, miter: 4, size: 16}
}

// apply sets what the properties say, over what was inherited.
func (s *style) apply(p map[string]string) {
	if c, ok := parseColor(p["color"]); ok {
		s.color = c.color
	}
	s.font(p)
	s.paint(&s.fill, p["fill"])
	s.paint(&s.stroke, p["stroke"])
	setShare(&s.fillOpacity, p["fill-opacity"])
	setShare(&s.strokeOpacity, p["stroke-opacity"])
	switch p["fill-rule"] {
	case "evenodd":
		s.evenOdd = true
	case "nonzero":
		s.evenOdd = false
	}
	switch p["clip-rule"] {
	case "evenodd":
		s.clipEvenOdd = true
	case "nonzero":
		s.clipEvenOdd = false
	}
	if v, ok := length(p["stroke-width"], s.size, 0); ok && v >= 0 {
		s.width = v
	}
	s.cap = choose(p["stroke-linecap"], s.cap, "butt", "round", "square")
	s.join = choose(p["stroke-linejoin"], s.join, "miter", "round", "bevel")
	if v, err := strconv.ParseFloat(p["stroke-miterlimit"], 64); err == nil && v >= 1 {
		s.miter = v
	}
	if v := p["stroke-dasharray"]; v != "" && v != "inherit" {
		s.dash = parseDash(v)
	}
	if v, ok := length(p["stroke-dashoffset"], s.size, 0); ok {
		s.dashOffset = v
	}
	if v := p["paint-order"]; v != "" && v != "inherit" {
		stroke, fill := strings.Index(v, "stroke"), strings.Index(v, "fill")
		s.under = stroke >= 0 && (fill < 0 || stroke < fill)
	}
	s.fixed = p["vector-effect"] == "non-scaling-stroke"
	for i, name := range [...]string{"marker-start", "marker-mid", "marker-end"} {
		v := p[name]
		if v == "" {
			v = p["marker"]
		}
		if v != "" && v != "inherit" {
			s.markers[i] = v
		}
	}
	s.anchor = choose(p["text-anchor"], s.anchor, "start", "middle", "end")
	switch p["visibility"] {
	case "hidden", "collapse":
		s.hidden = true
	case "visible":
		s.hidden = false
	}
}

func choose(v string, was int, names ...string) int {
	for i, n := range names {
		if v == n {
			return i
		}
	}
	return was
}

func setShare(to *float64, v string) {
	if v == "" {
		return
	}
	k := 1.0
	if rest, ok := strings.CutSuffix(v, "%"); ok {
		v, k = rest, 0.01
	}
	if f, err := strconv.ParseFloat(v, 64); err == nil {
		*to = math.Max(0, math.Min(1, f*k))
	}
}

func (s *style) paint(to *paintValue, v string) {
	v = strings.TrimSpace(v)
	switch {
	case v == "" || v == "inherit":
	case v == "none":
		*to = paintValue{none: true}
	case v == "context-fill":
		*to = s.aroundFill
	case v == "context-stroke":
		*to = s.aroundStroke
	case strings.HasPrefix(v, "url("):
		ref, rest, _ := strings.Cut(v[4:], ")")
		ref = strings.Trim(ref, `"' `)
		p := paintValue{ref: strings.TrimPrefix(ref, "#"), none: true, alpha: 1}
		if c, ok := parseColor(resolve(rest, s.color)); ok {
			p.color, p.none = c.color, c.none
		}
		*to = p
	default:
		if c, ok := parseColor(resolve(v, s.color)); ok {
			*to = c
		}
	}
}

// resolve puts the colour at hand in the place of currentColor.
func resolve(v string, current Color) string {
	if v = strings.TrimSpace(v); strings.EqualFold(v, "currentcolor") {
		return fmt.Sprintf("#%02x%02x%02x", int(current[0]*255+0.5), int(current[1]*255+0.5), int(current[2]*255+0.5))
	}
	return v
}

func parseDash(v string) []float64 {
	c := &scanner{s: v}
	var out []float64
	sum := 0.0
	for len(out) < 64 {
		n, ok := c.number()
		if !ok || n < 0 {
			break
		}
		if strings.HasPrefix(c.s[c.at:], "px") {
			c.at += 2
		}
		out = append(out, n)
		sum += n
	}
	if sum == 0 {
		return nil
	}
	if len(out)%2 == 1 {
		out = append(out, out...)
	}
	return out
}

// length reads a CSS length in user units; of is what 100 % means.
func length(v string, em, of float64) (float64, bool) {
	v = strings.TrimSpace(v)
	if v == "" {
		return 0, false
	}
	c := &scanner{s: v}
	n, ok := c.number()
	if !ok {
		if strings.HasPrefix(v, "calc(") {
			return calc(v, em, of)
		}
		return 0, false
	}
	switch strings.ToLower(strings.TrimSpace(c.s[c.at:])) {
	case "", "px":
	case "pt":
		n *= 96.0 / 72
	case "pc":
		n *= 16
	case "mm":
		n *= 96 / 25.4
	case "cm":
		n *= 96 / 2.54
	case "in":
		n *= 96
	case "em", "rem":
		n *= em
	case "ex", "ch":
		n *= em / 2
	case "q":
		n *= 96 / 101.6
	case "%":
		n *= of / 100
	default:
		return 0, false
	}
	return n, true
}

// parseColor reads a CSS colour: #rgb, #rrggbb, with alpha, rgb(), rgba(), hsl(), a name (CSS Color 4).
func parseColor(v string) (paintValue, bool) {
	v = strings.ToLower(strings.TrimSpace(v))
	if v == "transparent" {
		return paintValue{none: true, alpha: 0}, true
	}
	if hex, ok := strings.CutPrefix(v, "#"); ok {
		return hexColor(hex)
	}
	if args, ok := strings.CutPrefix(v, "light-dark("); ok { // paper is light
		open := 0
		for i, r := range args {
			if r == '(' {
				open++
			} else if r == ')' {
				open--
			} else if r == ',' && open == 0 {
				return parseColor(args[:i])
			}
		}
		return paintValue{}, false
	}
	if name, args, ok := strings.Cut(v, "("); ok {
		return functionColor(name, strings.TrimSuffix(args, ")"))
	}
	if n, ok := colorNames[v]; ok {
		return paintValue{color: rgb(n), alpha: 1}, true
	}
	return paintValue{}, false
}

func rgb(n uint32) Color {
	return Color{float64(n>>16&255) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}
}

func hexColor(hex string) (paintValue, bool) {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return paintValue{}, false
	}
	double := func(d uint64) uint64 { return d<<4 | d }
	alpha := 1.0
	switch len(hex) {
	case 4:
		alpha = float64(double(n&15)) / 255
		n >>= 4
		fallthrough
	case 3:
		n = double(n>>8&15)<<16 | double(n>>4&15)<<8 | double(n&15)
	case 8:
		alpha = float64(n&255) / 255
		n >>= 8
	case 6:
	default:
		return paintValue{}, false
	}
	return paintValue{color: rgb(uint32(n)), alpha: alpha}, true
}

func functionColor(name, args string) (paintValue, bool) {
	c := &scanner{s: strings.ReplaceAll(strings.ReplaceAll(args, "/", " "), "deg", " ")}
	var v [4]float64
	v[3] = 1
	n := 0
	for ; n < 4; n++ {
		f, ok := c.number()
		if !ok {
			break
		}
		if strings.HasPrefix(c.s[c.at:], "%") {
			c.at++
			f /= 100
			if name[0] == 'r' && n < 3 {
				f *= 255
			}
		}
		v[n] = f
	}
	if n < 3 {
		return paintValue{}, false
	}
	unit := func(f float64) float64 { return math.Max(0, math.Min(1, f)) }
	p := paintValue{alpha: unit(v[3])}
	switch name {
	case "rgb", "rgba":
		p.color = Color{unit(v[0] / 255), unit(v[1] / 255), unit(v[2] / 255)}
	case "hsl", "hsla":
		s, l := unit(v[1]), unit(v[2])
		for i, shift := range [3]float64{0, 8, 4} {
			k := math.Mod(math.Mod(shift+v[0]/30, 12)+12, 12)
			p.color[i] = l - s*math.Min(l, 1-l)*math.Max(-1, math.Min(math.Min(k-3, 9-k), 1))
		}
	default:
		return paintValue{}, false
	}
	return p, true
}
