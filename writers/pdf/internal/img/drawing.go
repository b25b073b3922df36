package img

import "math"

// A Drawing is a vector image as a list of items, painted in order. Its space has its origin at the upper left,
// y downwards, in points; everything is meant to be clipped to W × H.
type Drawing struct {
	W, H        float64
	Items       []Item
	Links       []Link
	Title, Desc string   // the image's own title and description, which may serve as alternative text
	Unsupported []string // names of what could not be drawn, each once
}

// An Item is a *Shape, *Words, *Picture or *Group.
type Item interface{ item() }

// A Group is items that are painted as one. One that is plain only clips.
type Group struct {
	Items   []Item
	Opacity float64
	Blend   string // as PDF names it (ISO 32000-1, 11.3.5); "": the usual
	Alone   bool   // what is below does not show in how its items blend
	Mask    *Mask  // nil: none
	Clips   []Clip
}

// Plain reports whether the group's items may as well be painted one by one.
func (g *Group) Plain() bool { return g.Opacity >= 1 && g.Blend == "" && !g.Alone && g.Mask == nil }

// A Mask is items whose brightness, or coverage where Alpha is set, is how much of a group shows. Outside of its Box
// nothing does.
type Mask struct {
	Items []Item
	Box   Path
	Alpha bool
}

// A Link is a part of the drawing that leads somewhere. Each box is left, top, right, bottom.
type Link struct {
	Href, Title string // as written, and its words
	Boxes       [][4]float64
}

// A Matrix maps (x, y) to (A·x + C·y + E, B·x + D·y + F), as PDF and SVG write it.
type Matrix struct{ A, B, C, D, E, F float64 }

// Identity changes nothing.
var Identity = Matrix{A: 1, D: 1}

// Mul returns the matrix that applies n first and m after it.
func (m Matrix) Mul(n Matrix) Matrix {
	return Matrix{m.A*n.A + m.C*n.B, m.B*n.A + m.D*n.B, m.A*n.C + m.C*n.D, m.B*n.C + m.D*n.D,
		m.A*n.E + m.C*n.F + m.E, m.B*n.E + m.D*n.F + m.F}
}

// Apply maps a point.
func (m Matrix) Apply(x, y float64) (float64, float64) {
	return m.A*x + m.C*y + m.E, m.B*x + m.D*y + m.F
}

func (m Matrix) finite() bool {
	for _, v := range [...]float64{m.A, m.B, m.C, m.D, m.E, m.F} {
		if math.IsNaN(v) || math.Abs(v) > 1e9 {
			return false
		}
	}
	return true
}

// A Seg is one step of a path: Op is 'M', 'L', 'C' or 'Z'; the last point is (X, Y), a curve's controls (X1, Y1), (X2, Y2).
type Seg struct {
	Op                   byte
	X1, Y1, X2, Y2, X, Y float64
	Inner                bool // of an arc, but not its end
}

// A Path is a list of subpaths, each begun by an 'M'.
type Path []Seg

// Transform returns the path with all points mapped.
func (p Path) Transform(m Matrix) Path {
	out := make(Path, len(p))
	for i, s := range p {
		s.X1, s.Y1 = m.Apply(s.X1, s.Y1)
		s.X2, s.Y2 = m.Apply(s.X2, s.Y2)
		s.X, s.Y = m.Apply(s.X, s.Y)
		out[i] = s
	}
	return out
}

// Inverse returns the matrix that undoes m; ok is false for one that cannot be undone.
func (m Matrix) Inverse() (Matrix, bool) {
	det := m.A*m.D - m.B*m.C
	if math.Abs(det) < 1e-12 || !m.finite() {
		return Identity, false
	}
	return Matrix{m.D / det, -m.B / det, -m.C / det, m.A / det, (m.C*m.F - m.D*m.E) / det, (m.B*m.E - m.A*m.F) / det}, true
}

// A bound is the box around points.
type bound struct{ x1, y1, x2, y2 float64 }

func noBound() bound {
	return bound{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
}

func (b *bound) add(x, y float64) {
	b.x1, b.y1, b.x2, b.y2 = math.Min(b.x1, x), math.Min(b.y1, y), math.Max(b.x2, x), math.Max(b.y2, y)
}

func (b bound) empty() bool { return b.x1 > b.x2 }

// path adds a path, of curves what they reach.
func (b *bound) path(p Path) {
	x, y := 0.0, 0.0
	for _, s := range p {
		if s.Op == 'C' {
			for _, t := range append(turns(x, s.X1, s.X2, s.X), turns(y, s.Y1, s.Y2, s.Y)...) {
				b.add(bezier(t, x, s.X1, s.X2, s.X), bezier(t, y, s.Y1, s.Y2, s.Y))
			}
		}
		if s.Op != 'Z' {
			b.add(s.X, s.Y)
		}
		x, y = s.X, s.Y
	}
}

// bezier is a coordinate of a curve.
func bezier(t, a, b, c, d float64) float64 {
	u := 1 - t
	return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d
}

// turns are where a coordinate of a curve turns around.
func turns(a, b, c, d float64) []float64 {
	var out []float64
	p, q, r := -a+3*b-3*c+d, 2*(a-2*b+c), b-a
	add := func(t float64) {
		if t > 0 && t < 1 {
			out = append(out, t)
		}
	}
	if math.Abs(p) < 1e-9 {
		if math.Abs(q) > 1e-9 {
			add(-r / q)
		}
		return out
	}
	if w := q*q - 4*p*r; w >= 0 {
		add((-q + math.Sqrt(w)) / (2 * p))
		add((-q - math.Sqrt(w)) / (2 * p))
	}
	return out
}

// Bounds returns the box around the path; all are 0 for an empty one.
func (p Path) Bounds() (x1, y1, x2, y2 float64) {
	b := noBound()
	if b.path(p); b.empty() {
		return 0, 0, 0, 0
	}
	return b.x1, b.y1, b.x2, b.y2
}

// items adds what items fill, in a space that m maps the drawing's to. Clips and strokes count nothing. (SVG 2, 8.10)
func (b *bound) items(list []Item, m Matrix) {
	for _, it := range list {
		switch it := it.(type) {
		case *Shape:
			b.path(it.Path.Transform(m.Mul(it.M)))
		case *Words:
			b.path(rect(it.X, it.Y-it.ascent, it.long, it.ascent+it.depth, 0, 0).Transform(m.Mul(it.M)))
		case *Picture:
			b.path(rect(it.X, it.Y, it.W, it.H, 0, 0).Transform(m.Mul(it.M)))
		case *Group:
			b.items(it.Items, m)
		}
	}
}

// Color is red, green, blue, each 0 to 1.
type Color [3]float64

// A Paint is a colour, or a gradient or a pattern where one is set.
type Paint struct {
	Color    Color
	Opacity  float64
	Gradient *Gradient
	Pattern  *Pattern
}

// A Pattern is a tile that comes again and again. Box is the tile in its own space, left, top, right, bottom; M maps
// that space to the drawing's.
type Pattern struct {
	Items []Item
	Box   [4]float64
	M     Matrix
}

// A Gradient runs from (X1, Y1) to (X2, Y2), or, when Radial, from the circle R1 there to the circle R2.
// M maps its space to the drawing's.
type Gradient struct {
	Radial                 bool
	X1, Y1, R1, X2, Y2, R2 float64
	Stops                  []Stop // at least two, offsets rising from 0 to 1
	M                      Matrix
}

// Clear reports whether something shows through the gradient.
func (g *Gradient) Clear() bool {
	for _, s := range g.Stops {
		if s.Opacity < 1 {
			return true
		}
	}
	return false
}

// A Stop is a colour at an offset.
type Stop struct {
	Offset  float64
	Color   Color
	Opacity float64
}

// A Clip limits what an item paints; its path is in the drawing's space.
type Clip struct {
	Path    Path
	EvenOdd bool
}

// A Shape is a path that is filled, stroked or both. M maps its path to the drawing's space.
type Shape struct {
	M          Matrix
	Path       Path
	Fill       *Paint // nil: not filled
	EvenOdd    bool
	Stroke     *Paint // nil: not stroked
	Width      float64
	Cap, Join  int // as PDF numbers them (ISO 32000-1, 8.4.3)
	Miter      float64
	Dash       []float64
	DashOffset float64
	Under      bool // the stroke lies under the fill
	Clips      []Clip
}

// Words are a run of text with its baseline's left end at (X, Y).
type Words struct {
	M                   Matrix
	X, Y, Size          float64
	Text                string
	Family              string // as written
	Bold, Italic, Mono  bool
	Serif               bool
	Letter, Word        float64 // further room behind each character, and each space
	Stretch             float64 // of its width, about X; 0: none
	Fill, Stroke        *Paint  // nil: not filled, not stroked
	Width               float64 // of the stroke
	Under               bool    // the stroke lies under the fill
	Underline, Overline bool
	Through             bool
	Clips               []Clip
	long, ascent, depth float64 // how much room it takes
}

// Long is how wide the words are.
func (w *Words) Long() float64 { return w.long }

// Rect is a rectangle.
func Rect(x, y, w, h float64) Path { return rect(x, y, w, h, 0, 0) }

// A Ruler says how much room words take: their width, and how far they reach above and below the baseline.
type Ruler func(*Words) (width, ascent, depth float64)

// A Picture is a raster inside the drawing, from (X, Y) down to (X+W, Y+H).
type Picture struct {
	M          Matrix
	X, Y, W, H float64
	Raster     *Raster
	Opacity    float64
	Clips      []Clip
}

func (*Shape) item()   {}
func (*Words) item()   {}
func (*Picture) item() {}
func (*Group) item()   {}
