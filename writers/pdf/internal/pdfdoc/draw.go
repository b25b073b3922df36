package pdfdoc

import (
	"math"

	"platen/writers/pdf/internal/typeset"
)

func (p *Page) num(v float64) {
	p.b = typeset.AppendNum(p.b, v, 2)
	p.b = append(p.b, ' ')
}

func (p *Page) op(s string) { p.b = append(append(p.b, s...), '\n') }

// Rect fills a rectangle; x, y is its lower left corner.
func (p *Page) Rect(x, y, w, h float64, c typeset.Color) {
	p.b = p.ts.SetFill(p.b, c)
	p.rect(x, y, w, h)
	p.op("f")
}

func (p *Page) rect(x, y, w, h float64) {
	p.num(x)
	p.num(y)
	p.num(w)
	p.num(h)
	p.b = append(p.b, "re "...)
}

// StrokeRect draws a rectangle's outline.
func (p *Page) StrokeRect(x, y, w, h, width float64, c typeset.Color) {
	p.pen(width, c)
	p.rect(x, y, w, h)
	p.op("S")
}

func (p *Page) pen(width float64, c typeset.Color) {
	p.b = c.Append(p.b)
	p.b = append(p.b, " RG "...)
	p.num(width)
	p.b = append(p.b, "w "...)
}

// StrokeLine draws a line. Dash lengths, if any, are on, off, on…
func (p *Page) StrokeLine(x1, y1, x2, y2, width float64, c typeset.Color, dash ...float64) {
	p.pen(width, c)
	if len(dash) > 0 {
		p.b = append(p.b, '[')
		for _, d := range dash {
			p.num(d)
		}
		p.b = append(p.b, "] 0 d "...)
	}
	p.num(x1)
	p.num(y1)
	p.b = append(p.b, "m "...)
	p.num(x2)
	p.num(y2)
	p.b = append(p.b, "l S"...)
	if len(dash) > 0 {
		p.b = append(p.b, " [] 0 d"...)
	}
	p.b = append(p.b, '\n')
}

// Corners say which corners of a box are round.
type Corners uint8

// The corners; AllCorners is usual, a box that goes on on another page leaves out two.
const (
	TopLeft Corners = 1 << iota
	TopRight
	BottomLeft
	BottomRight
	AllCorners = TopLeft | TopRight | BottomLeft | BottomRight
)

// RoundRect fills (fill not nil) and outlines (stroke not nil) a rectangle with round corners. Sides that are
// not to be stroked at the top or bottom are given by open.
func (p *Page) RoundRect(x, y, w, h, r float64, corners Corners, fill, stroke *typeset.Color, width float64) {
	var q Path
	q.RoundRect(x, y, w, h, r, corners)
	p.Path(&q, fill, stroke, width)
}

// A Path is a shape made of lines and curves.
type Path struct{ b []byte }

func (q *Path) add(op string, v ...float64) {
	for _, x := range v {
		q.b = typeset.AppendNum(q.b, x, 2)
		q.b = append(q.b, ' ')
	}
	q.b = append(append(q.b, op...), ' ')
}

// MoveTo begins a part of the path.
func (q *Path) MoveTo(x, y float64) { q.add("m", x, y) }

// LineTo adds a line.
func (q *Path) LineTo(x, y float64) { q.add("l", x, y) }

// CurveTo adds a cubic Bézier curve.
func (q *Path) CurveTo(x1, y1, x2, y2, x, y float64) { q.add("c", x1, y1, x2, y2, x, y) }

// Close ends a part of the path where it began.
func (q *Path) Close() { q.add("h") }

// Circle adds a circle.
func (q *Path) Circle(x, y, r float64) { q.RoundRect(x-r, y-r, 2*r, 2*r, r, AllCorners) }

// RoundRect adds a rectangle with round corners of radius r.
func (q *Path) RoundRect(x, y, w, h, r float64, corners Corners) {
	r = max(0, min(r, w/2, h/2))
	k := r * (1 - 0.5522847498)
	rad := func(c Corners) (float64, float64) {
		if corners&c != 0 && r > 0 {
			return r, k
		}
		return 0, 0
	}
	bl, blk := rad(BottomLeft)
	br, brk := rad(BottomRight)
	tr, trk := rad(TopRight)
	tl, tlk := rad(TopLeft)
	q.MoveTo(x+bl, y)
	q.LineTo(x+w-br, y)
	if br > 0 {
		q.CurveTo(x+w-brk, y, x+w, y+brk, x+w, y+br)
	}
	q.LineTo(x+w, y+h-tr)
	if tr > 0 {
		q.CurveTo(x+w, y+h-trk, x+w-trk, y+h, x+w-tr, y+h)
	}
	q.LineTo(x+tl, y+h)
	if tl > 0 {
		q.CurveTo(x+tlk, y+h, x, y+h-tlk, x, y+h-tl)
	}
	q.LineTo(x, y+bl)
	if bl > 0 {
		q.CurveTo(x, y+blk, x+blk, y, x+bl, y)
	}
	q.Close()
}

// Path fills and strokes a path; a nil colour leaves that out.
func (p *Page) Path(q *Path, fill, stroke *typeset.Color, width float64) {
	if fill != nil {
		p.b = p.ts.SetFill(p.b, *fill)
	}
	if stroke != nil {
		p.pen(width, *stroke)
	}
	p.b = append(p.b, q.b...)
	switch {
	case fill != nil && stroke != nil:
		p.op("B")
	case fill != nil:
		p.op("f")
	case stroke != nil:
		p.op("S")
	default:
		p.op("n")
	}
}

// Turned shows a line around its middle at x, y, turned by an angle in radians; the middle is up above its baseline.
func (p *Page) Turned(l *typeset.Line, x, y, angle, up float64) {
	sin, cos := math.Sincos(angle)
	p.b = append(p.b, "q "...)
	for _, v := range [...]float64{cos, sin, -sin, cos, x, y} {
		p.b = append(typeset.AppendNum(p.b, v, 4), ' ')
	}
	p.b = append(p.b, "cm "...)
	p.Line(l, -l.Width/2, -up, 0, len(l.Runs))
	p.b = append(p.b, "Q\n"...)
	p.ts.Reset()
}

// Draw puts a drawing on the page whose space is taken to the page's by m. A plain one is in the colour.
func (p *Page) Draw(im *Image, m [6]float64, c typeset.Color) {
	p.use(im)
	p.b = append(p.ts.SetFill(p.b, c), "q "...)
	for i, v := range m {
		digits := 5
		if i > 3 {
			digits = 2
		}
		p.b = append(typeset.AppendNum(p.b, v, digits), ' ')
	}
	p.b = append(append(append(p.b, "cm /"...), im.name...), " Do Q\n"...)
}

// DashedPath strokes a path in dashes of a length.
func (p *Page) DashedPath(q *Path, stroke typeset.Color, width, dash float64) {
	p.b = append(p.b, '[')
	p.num(dash)
	p.b = append(p.b, "] 0 d "...)
	p.Path(q, nil, &stroke, width)
	p.b = append(p.b, "[] 0 d\n"...)
}

// BeginSpan opens content in what is open that stands for words: those are copied and searched. (ISO 32000-1, 14.9.4)
func (p *Page) BeginSpan(words string) {
	if p.b == nil {
		p.begin()
	}
	p.b = append(p.b, "/Span <</ActualText "...)
	p.b = textString(p.b, words)
	p.b = append(p.b, ">> BDC\n"...)
}

// Unseen sets a line's text without ink: programs that take text out of a page find words for marked content only where there
// is text. (ISO 32000-1, 9.3.6)
func (p *Page) Unseen(l *typeset.Line, x, y float64) {
	p.b = append(p.b, "3 Tr\n"...)
	for i := range l.Runs {
		if r := &l.Runs[i]; r.Box == nil && r.Style != nil {
			p.b = r.AppendText(p.b, &p.ts, x+r.X, y)
		}
	}
	p.b = append(p.b, "0 Tr\n"...)
}

// EndSpan closes what BeginSpan opened.
func (p *Page) EndSpan() { p.b = append(p.b, "EMC\n"...) }
