package typeset

import (
	"encoding/binary"
	"errors"
	"math"

	ot "github.com/go-text/typesetting/font/opentype"
)

// errOutline says that an outline cannot be read.
var errOutline = errors.New("the font's outlines are damaged")

// Cubic reports whether the face's outlines are PostScript's (CFF, CFF2): there is no table glyf, but [Face.Outline].
func (f *Face) Cubic() bool { return f.open().cubic }

// Outline returns a glyph of a face with PostScript outlines as a description for the table glyf, empty when
// nothing of it is seen. The curves are near the original ones: a reader sees no difference, and a PDF
// has one kind of font only. (OpenType: glyf, simple glyph description)
func (f *Face) Outline(g uint16) ([]byte, error) {
	f.open().curveOnce.Do(func() { f.curves, _ = f.parsed(nil) })
	if f.curves == nil {
		return nil, errOutline
	}
	o, ok := f.curves.GlyphDataOutline(ot.GID(g))
	if !ok {
		return nil, errOutline
	}
	var q quadratic
	q.off = f.upem / 2500
	for _, s := range o.Segments {
		q.segment(s)
	}
	q.close()
	return q.glyph()
}

// A vertex is a point of a contour in font units.
type vertex struct {
	x, y float64
	on   bool // the curve goes through it
}

// quadratic gathers contours of lines and curves of the second order.
type quadratic struct {
	off  float64 // how far a curve may be off, font units
	p    []vertex
	ends []int // of the contours, the last vertex
	from int   // of the contour at hand
}

func (q *quadratic) add(x, y float64, on bool) {
	q.p = append(q.p, vertex{math.Round(x), math.Round(y), on})
}

// close ends a contour: its last point is its first, which is there once.
func (q *quadratic) close() {
	for len(q.p) > q.from+1 && q.p[len(q.p)-1] == q.p[q.from] {
		q.p = q.p[:len(q.p)-1]
	}
	if len(q.p)-q.from < 2 {
		q.p = q.p[:q.from]
		return
	}
	q.ends = append(q.ends, len(q.p)-1)
	q.from = len(q.p)
}

func (q *quadratic) segment(s ot.Segment) {
	at := func(i int) (x, y float64) { return float64(s.Args[i].X), float64(s.Args[i].Y) }
	x, y := at(0)
	switch s.Op {
	case ot.SegmentOpMoveTo:
		q.close()
		q.add(x, y, true)
	case ot.SegmentOpLineTo:
		if last := len(q.p) - 1; last < q.from || q.p[last] != (vertex{math.Round(x), math.Round(y), true}) {
			q.add(x, y, true)
		}
	case ot.SegmentOpQuadTo:
		q.add(x, y, false)
		x, y = at(1)
		q.add(x, y, true)
	case ot.SegmentOpCubeTo:
		if len(q.p) == q.from {
			return
		}
		x2, y2 := at(1)
		x3, y3 := at(2)
		q.cube(q.p[len(q.p)-1], x, y, x2, y2, x3, y3)
	}
}

// cube replaces a curve of the third order by as many of the second as keep it near.
func (q *quadratic) cube(p vertex, x1, y1, x2, y2, x3, y3 float64) {
	d := math.Hypot(x3-3*x2+3*x1-p.x, y3-3*y2+3*y1-p.y) * math.Sqrt(3) / 36
	n := min(max(1, int(math.Ceil(math.Cbrt(d/q.off)))), 16)
	point := func(a, b, c, d, t float64) float64 {
		u := 1 - t
		return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d
	}
	slope := func(a, b, c, d, t float64) float64 {
		u := 1 - t
		return 3 * (u*u*(b-a) + 2*u*t*(c-b) + t*t*(d-c))
	}
	h := 1 / float64(n)
	for i := range n {
		t0, t1 := float64(i)*h, float64(i+1)*h
		// the control point of the curve that starts and ends as the piece does and is nearest to it
		control := func(a, b, c, d float64) float64 {
			p0, p3 := point(a, b, c, d, t0), point(a, b, c, d, t1)
			c1, c2 := p0+slope(a, b, c, d, t0)*h/3, p3-slope(a, b, c, d, t1)*h/3
			return (3*(c1+c2) - p0 - p3) / 4
		}
		q.add(control(p.x, x1, x2, x3), control(p.y, y1, y2, y3), false)
		q.add(point(p.x, x1, x2, x3, t1), point(p.y, y1, y2, y3, t1), true)
	}
}

// glyph writes the contours down.
func (q *quadratic) glyph() ([]byte, error) {
	if len(q.ends) == 0 {
		return nil, nil
	}
	if len(q.p) > 0xffff {
		return nil, errOutline
	}
	be := binary.BigEndian
	lo, hi := q.p[0], q.p[0]
	for _, v := range q.p {
		lo.x, lo.y, hi.x, hi.y = min(lo.x, v.x), min(lo.y, v.y), max(hi.x, v.x), max(hi.y, v.y)
	}
	b := be.AppendUint16(nil, uint16(len(q.ends)))
	for _, v := range [...]float64{lo.x, lo.y, hi.x, hi.y} {
		if v < math.MinInt16 || v > math.MaxInt16 {
			return nil, errOutline
		}
		b = be.AppendUint16(b, uint16(int16(v)))
	}
	for _, e := range q.ends {
		b = be.AppendUint16(b, uint16(e))
	}
	b = append(b, 0, 0) // no instructions
	var flags, xs, ys []byte
	at := vertex{}
	for _, v := range q.p {
		f := byte(0)
		if v.on {
			f = 1
		}
		var fx, fy byte
		xs, fx = appendDelta(xs, v.x-at.x)
		ys, fy = appendDelta(ys, v.y-at.y)
		flags = append(flags, f|fx<<1|fy<<2)
		at = v
	}
	return append(append(append(b, flags...), xs...), ys...), nil
}

// appendDelta adds a coordinate; its flags are 1 for a byte, 8 for a positive byte or no change.
func appendDelta(b []byte, d float64) ([]byte, byte) {
	switch {
	case d == 0:
		return b, 8
	case d > 0 && d < 256:
		return append(b, byte(d)), 1 | 8
	case d < 0 && d > -256:
		return append(b, byte(-d)), 1
	}
	return binary.BigEndian.AppendUint16(b, uint16(int16(d))), 0
}
