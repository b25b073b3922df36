package img

import (
	"math"
	"strconv"
	"strings"
)

// maxSegs limits the steps of all paths of an image together.
const maxSegs = 500_000

// scanner reads the numbers and letters of SVG's small languages: paths, transforms, point lists.
type scanner struct {
	s  string
	at int
}

func (c *scanner) skip() {
	for c.at < len(c.s) {
		switch c.s[c.at] {
		case ' ', '\t', '\n', '\r', '\f', ',':
			c.at++
		default:
			return
		}
	}
}

// number reads a number; ok is false at anything else.
func (c *scanner) number() (float64, bool) {
	c.skip()
	i := c.at
	if i < len(c.s) && (c.s[i] == '+' || c.s[i] == '-') {
		i++
	}
	digits, dot := false, false
	for ; i < len(c.s); i++ {
		if b := c.s[i]; b >= '0' && b <= '9' {
			digits = true
		} else if b == '.' && !dot {
			dot = true
		} else {
			break
		}
	}
	if !digits {
		return 0, false
	}
	if i < len(c.s) && (c.s[i] == 'e' || c.s[i] == 'E') {
		j := i + 1
		if j < len(c.s) && (c.s[j] == '+' || c.s[j] == '-') {
			j++
		}
		k := j
		for k < len(c.s) && c.s[k] >= '0' && c.s[k] <= '9' {
			k++
		}
		if k > j {
			i = k
		}
	}
	v, err := strconv.ParseFloat(c.s[c.at:i], 64)
	c.at = i
	return v, err == nil && !math.IsInf(v, 0) && math.Abs(v) < 1e9
}

// flag reads the 0 or 1 of an arc, which may stand without a separator.
func (c *scanner) flag() (bool, bool) {
	c.skip()
	if c.at < len(c.s) && (c.s[c.at] == '0' || c.s[c.at] == '1') {
		c.at++
		return c.s[c.at-1] == '1', true
	}
	return false, false
}

func (c *scanner) numbers(n int) ([]float64, bool) {
	out := make([]float64, n)
	for i := range out {
		v, ok := c.number()
		if !ok {
			return nil, false
		}
		out[i] = v
	}
	return out, true
}

// A pen draws the commands of a path one after the other.
type pen struct {
	path           Path
	x, y           float64 // current point
	startX, startY float64 // of the subpath
	ctlX, ctlY     float64 // the last curve's second control
	last           byte    // command
}

func (p *pen) line(x, y float64) {
	p.path = append(p.path, Seg{Op: 'L', X: x, Y: y})
	p.x, p.y = x, y
}

func (p *pen) curve(a, b, cx, cy, x, y float64) {
	p.path = append(p.path, Seg{Op: 'C', X1: a, Y1: b, X2: cx, Y2: cy, X: x, Y: y})
	p.ctlX, p.ctlY, p.x, p.y = cx, cy, x, y
}

// reflected is the first control of a curve that goes on with one of the kinds.
func (p *pen) reflected(kinds string) (x, y float64) {
	if strings.IndexByte(kinds, p.last) >= 0 {
		return 2*p.x - p.ctlX, 2*p.y - p.ctlY
	}
	return p.x, p.y
}

// draw adds what a command, in capitals, draws with its numbers, which are relative to ox, oy.
func (p *pen) draw(op byte, v []float64, ox, oy float64) {
	switch op {
	case 'M':
		p.x, p.y = ox+v[0], oy+v[1]
		p.startX, p.startY = p.x, p.y
		p.path = append(p.path, Seg{Op: 'M', X: p.x, Y: p.y})
	case 'L':
		p.line(ox+v[0], oy+v[1])
	case 'H':
		p.line(ox+v[0], p.y)
	case 'V':
		p.line(p.x, oy+v[0])
	case 'C':
		p.curve(ox+v[0], oy+v[1], ox+v[2], oy+v[3], ox+v[4], oy+v[5])
	case 'S':
		ax, ay := p.reflected("CS")
		p.curve(ax, ay, ox+v[0], oy+v[1], ox+v[2], oy+v[3])
	case 'Q', 'T':
		qx, qy := 0.0, 0.0
		if op == 'Q' {
			qx, qy = ox+v[0], oy+v[1]
			v = v[2:]
		} else {
			qx, qy = p.reflected("QT")
		}
		x, y := ox+v[0], oy+v[1]
		p.curve(p.x+2*(qx-p.x)/3, p.y+2*(qy-p.y)/3, x+2*(qx-x)/3, y+2*(qy-y)/3, x, y)
		p.ctlX, p.ctlY = qx, qy
	case 'Z':
		p.path = append(p.path, Seg{Op: 'Z', X: p.startX, Y: p.startY})
		p.x, p.y = p.startX, p.startY
	}
	p.last = op
}

// arc reads the rest of an arc, behind its radii and its angle v, and adds it.
func (p *pen) arc(c *scanner, v []float64, ox, oy float64) bool {
	large, ok1 := c.flag()
	sweep, ok2 := c.flag()
	end, ok3 := c.numbers(2)
	if !ok1 || !ok2 || !ok3 {
		return false
	}
	x, y := ox+end[0], oy+end[1]
	n := len(p.path)
	p.path = append(p.path, arc(p.x, p.y, v[0], v[1], v[2], large, sweep, x, y)...)
	for ; n < len(p.path)-1; n++ {
		p.path[n].Inner = true
	}
	p.x, p.y, p.last = x, y, 'A'
	return true
}

// parsePath reads path data (SVG 2, 9.3). As there, an error ends the path and what came before it counts.
func parsePath(d string) Path {
	c := &scanner{s: d}
	var p pen
	op := byte(0)
	for len(p.path) < maxSegs {
		c.skip()
		if c.at >= len(c.s) {
			break
		}
		if b := c.s[c.at]; b >= 'A' && b != 'e' && b != 'E' {
			op = b
			c.at++
		} else if op == 0 || op == 'Z' || op == 'z' {
			break
		}
		if len(p.path) == 0 && op != 'M' && op != 'm' {
			break
		}
		ox, oy := 0.0, 0.0
		if op >= 'a' { // relative
			ox, oy = p.x, p.y
		}
		upper := op &^ 0x20
		n := arguments(upper)
		if n < 0 {
			break
		}
		v, ok := c.numbers(n)
		if !ok {
			break
		}
		switch upper {
		case 'A':
			if !p.arc(c, v, ox, oy) {
				return p.path
			}
		case 'M':
			p.draw(upper, v, ox, oy)
			op = 'L' | op&0x20 // more pairs of numbers are lines
		default:
			p.draw(upper, v, ox, oy)
		}
	}
	return p.path
}

// arguments returns how many numbers a path command takes, an arc those before its flags; -1 for no command.
func arguments(op byte) int {
	switch op {
	case 'M', 'L', 'T':
		return 2
	case 'H', 'V':
		return 1
	case 'C':
		return 6
	case 'S', 'Q':
		return 4
	case 'A':
		return 3
	case 'Z':
		return 0
	}
	return -1
}

// arc turns an elliptical arc into curves (SVG 2, B.2.4).
func arc(x1, y1, rx, ry, turn float64, large, sweep bool, x2, y2 float64) []Seg {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || x1 == x2 && y1 == y2 {
		return []Seg{{Op: 'L', X: x2, Y: y2}}
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	dx, dy := (x1-x2)/2, (y1-y2)/2
	px, py := cos*dx+sin*dy, -sin*dx+cos*dy
	if l := px*px/(rx*rx) + py*py/(ry*ry); l > 1 {
		rx, ry = rx*math.Sqrt(l), ry*math.Sqrt(l)
	}
	den := rx*rx*py*py + ry*ry*px*px
	k := math.Sqrt(math.Max(0, (rx*rx*ry*ry-den)/den))
	if large == sweep {
		k = -k
	}
	cx, cy := k*rx*py/ry, -k*ry*px/rx
	mx, my := cos*cx-sin*cy+(x1+x2)/2, sin*cx+cos*cy+(y1+y2)/2
	from := math.Atan2((py-cy)/ry, (px-cx)/rx)
	to := math.Atan2((-py-cy)/ry, (-px-cx)/rx)
	if sweep && to < from {
		to += 2 * math.Pi
	} else if !sweep && to > from {
		to -= 2 * math.Pi
	}
	n := int(math.Ceil(math.Abs(to-from) / (math.Pi / 2)))
	if n == 0 {
		n = 1
	}
	step := (to - from) / float64(n)
	t := 4.0 / 3 * math.Tan(step/4)
	m := Matrix{cos * rx, sin * rx, -sin * ry, cos * ry, mx, my}
	segs := make([]Seg, n)
	for i := range segs {
		s1, c1 := math.Sincos(from + float64(i)*step)
		s2, c2 := math.Sincos(from + float64(i+1)*step)
		s := Seg{Op: 'C'}
		s.X1, s.Y1 = m.Apply(c1-t*s1, s1+t*c1)
		s.X2, s.Y2 = m.Apply(c2+t*s2, s2-t*c2)
		s.X, s.Y = m.Apply(c2, s2)
		segs[i] = s
	}
	segs[n-1].X, segs[n-1].Y = x2, y2
	return segs
}

// ellipse is a closed path around (cx, cy).
func ellipse(cx, cy, rx, ry float64) Path {
	p := Path{{Op: 'M', X: cx + rx, Y: cy}}
	p = append(p, arc(cx+rx, cy, rx, ry, 0, false, true, cx-rx, cy)...)
	p = append(p, arc(cx-rx, cy, rx, ry, 0, false, true, cx+rx, cy)...)
	return append(p, Seg{Op: 'Z', X: cx + rx, Y: cy})
}

// rect is a closed path with corners rounded by rx and ry.
func rect(x, y, w, h, rx, ry float64) Path {
	rx, ry = math.Min(rx, w/2), math.Min(ry, h/2)
	if rx <= 0 || ry <= 0 {
		return Path{{Op: 'M', X: x, Y: y}, {Op: 'L', X: x + w, Y: y}, {Op: 'L', X: x + w, Y: y + h}, {Op: 'L', X: x, Y: y + h}, {Op: 'Z', X: x, Y: y}}
	}
	p := Path{{Op: 'M', X: x + rx, Y: y}, {Op: 'L', X: x + w - rx, Y: y}}
	p = append(p, arc(x+w-rx, y, rx, ry, 0, false, true, x+w, y+ry)...)
	p = append(p, Seg{Op: 'L', X: x + w, Y: y + h - ry})
	p = append(p, arc(x+w, y+h-ry, rx, ry, 0, false, true, x+w-rx, y+h)...)
	p = append(p, Seg{Op: 'L', X: x + rx, Y: y + h})
	p = append(p, arc(x+rx, y+h, rx, ry, 0, false, true, x, y+h-ry)...)
	p = append(p, Seg{Op: 'L', X: x, Y: y + ry})
	p = append(p, arc(x, y+ry, rx, ry, 0, false, true, x+rx, y)...)
	return append(p, Seg{Op: 'Z', X: x + rx, Y: y})
}

// parsePoints reads the points of a polyline or polygon.
func parsePoints(s string, closed bool) Path {
	c := &scanner{s: s}
	var p Path
	for len(p) < maxSegs {
		v, ok := c.numbers(2)
		if !ok {
			break
		}
		op := byte('L')
		if len(p) == 0 {
			op = 'M'
		}
		p = append(p, Seg{Op: op, X: v[0], Y: v[1]})
	}
	if closed && len(p) > 0 {
		p = append(p, Seg{Op: 'Z', X: p[0].X, Y: p[0].Y})
	}
	return p
}

// parseTransform reads a transform list (CSS Transforms 1, 8); what it does not know ends the list.
func parseTransform(s string) Matrix {
	m := Identity
	c := &scanner{s: s}
	for {
		c.skip()
		start := c.at
		for c.at < len(c.s) && c.s[c.at] != '(' {
			c.at++
		}
		if c.at >= len(c.s) {
			return m
		}
		name := c.s[start:c.at]
		for len(name) > 0 && name[len(name)-1] <= ' ' {
			name = name[:len(name)-1]
		}
		c.at++
		var v []float64
		for len(v) < 6 {
			n, ok := c.number()
			if !ok {
				break
			}
			v = append(v, n)
		}
		for c.at < len(c.s) && c.s[c.at] != ')' {
			c.at++
		}
		c.at++
		t, ok := transform(name, v)
		if !ok {
			return m
		}
		m = m.Mul(t)
	}
}

func transform(name string, v []float64) (Matrix, bool) {
	arg := func(i int, def float64) float64 {
		if i < len(v) {
			return v[i]
		}
		return def
	}
	if len(v) == 0 {
		return Identity, false
	}
	switch name {
	case "matrix":
		if len(v) == 6 {
			return Matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, true
		}
	case "translate", "translateX":
		return Matrix{1, 0, 0, 1, v[0], arg(1, 0)}, true
	case "translateY":
		return Matrix{1, 0, 0, 1, 0, v[0]}, true
	case "scale":
		return Matrix{v[0], 0, 0, arg(1, v[0]), 0, 0}, true
	case "rotate":
		sin, cos := math.Sincos(v[0] * math.Pi / 180)
		r := Matrix{cos, sin, -sin, cos, 0, 0}
		x, y := arg(1, 0), arg(2, 0)
		return Matrix{1, 0, 0, 1, x, y}.Mul(r).Mul(Matrix{1, 0, 0, 1, -x, -y}), true
	case "skewX":
		return Matrix{1, 0, math.Tan(v[0] * math.Pi / 180), 1, 0, 0}, true
	case "skewY":
		return Matrix{1, math.Tan(v[0] * math.Pi / 180), 0, 1, 0, 0}, true
	}
	return Identity, false
}
