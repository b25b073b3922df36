package img

import (
	"math"
	"strconv"
	"strings"
)

// A style is what an element inherits and sets (SVG 2, 6; properties that are not inherited are read where they stand).
type style struct {
	fill, stroke               paintValue
	color                      Color
	fillOpacity, strokeOpacity float64
	opacity                    float64 // of the element and the groups around it
	evenOdd, clipEvenOdd       bool
	width                      float64
	cap, join                  int
	miter                      float64
	dash                       []float64
	dashOffset                 float64
	family                     string
	size                       float64
	bold, italic               bool
	anchor                     int
	hidden                     bool
	lift                       float64           // how far the baseline lies below the place of text, of the font's size
	untold                     map[string]string // properties of text that are inherited and not drawn
}

// A paintValue is none, a colour, or a reference to a gradient with a colour to fall back on.
type paintValue struct {
	none  bool
	ref   string
	color Color
	alpha float64
}

func firstStyle() style {
	return style{fill: paintValue{alpha: 1}, stroke: paintValue{none: true, alpha: 1}, fillOpacity: 1, strokeOpacity: 1, opacity: 1,
		width: 1, miter: 4, size: 16}
}

// apply sets what the properties say, over what was inherited.
func (s *style) apply(p map[string]string) {
	if c, ok := parseColor(p["color"]); ok {
		s.color = c.color
	}
	setPaint(&s.fill, p["fill"], s.color)
	setPaint(&s.stroke, p["stroke"], s.color)
	setShare(&s.fillOpacity, p["fill-opacity"])
	setShare(&s.strokeOpacity, p["stroke-opacity"])
	own := 1.0
	setShare(&own, p["opacity"])
	s.opacity *= own
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
	if v := p["font-family"]; v != "" && v != "inherit" {
		s.family = v
	}
	if v, ok := length(p["font-size"], s.size, s.size); ok && v > 0 && v < 10_000 {
		s.size = v
	}
	if v := p["font-weight"]; v != "" && v != "inherit" {
		n, err := strconv.Atoi(v)
		s.bold = v == "bold" || v == "bolder" || err == nil && n >= 600
	}
	if v := p["font-style"]; v != "" && v != "inherit" {
		s.italic = v != "normal"
	}
	s.anchor = choose(p["text-anchor"], s.anchor, "start", "middle", "end")
	s.text(p)
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

func setPaint(to *paintValue, v string, current Color) {
	v = strings.TrimSpace(v)
	switch {
	case v == "" || v == "inherit" || strings.HasPrefix(v, "context-"):
	case v == "none":
		*to = paintValue{none: true}
	case strings.EqualFold(v, "currentcolor"):
		*to = paintValue{color: current, alpha: 1}
	case strings.HasPrefix(v, "url("):
		ref, rest, _ := strings.Cut(v[4:], ")")
		ref = strings.Trim(ref, `"' `)
		p := paintValue{ref: strings.TrimPrefix(ref, "#"), none: true, alpha: 1}
		if c, ok := parseColor(strings.TrimSpace(rest)); ok {
			p.color, p.none = c.color, false
		}
		*to = p
	default:
		if c, ok := parseColor(v); ok {
			*to = c
		}
	}
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
	case "ex":
		n *= em / 2
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
		return paintValue{none: true}, true
	}
	if hex, ok := strings.CutPrefix(v, "#"); ok {
		return hexColor(hex)
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
