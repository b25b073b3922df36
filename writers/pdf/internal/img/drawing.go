package img

import "math"

// A Drawing is a vector image as a list of items, painted in order. Its space has its origin at the upper left,
// y downwards, in points; everything is meant to be clipped to W × H.
type Drawing struct {
	W, H        float64
	Items       []Item
	Title, Desc string   // the image's own title and description, which may serve as alternative text
	Unsupported []string // names of what could not be drawn, each once
}

// An Item is a *Shape, *Words or *Picture.
type Item interface{ item() }

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

// Bounds returns the box around the path's points and controls.
func (p Path) Bounds() (x1, y1, x2, y2 float64) {
	x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	add := func(x, y float64) {
		x1, y1, x2, y2 = math.Min(x1, x), math.Min(y1, y), math.Max(x2, x), math.Max(y2, y)
	}
	for _, s := range p {
		if s.Op == 'Z' {
			continue
		}
		if s.Op == 'C' {
			add(s.X1, s.Y1)
			add(s.X2, s.Y2)
		}
		add(s.X, s.Y)
	}
	if x1 > x2 {
		return 0, 0, 0, 0
	}
	return x1, y1, x2, y2
}

// Color is red, green, blue, each 0 to 1.
type Color [3]float64

// A Paint is a colour, or a gradient where Gradient is set.
type Paint struct {
	Color    Color
	Opacity  float64
	Gradient *Gradient
}

// A Gradient runs from (X1, Y1) to (X2, Y2), or, when Radial, from the circle R1 there to the circle R2.
// M maps its space to the drawing's.
type Gradient struct {
	Radial                 bool
	X1, Y1, R1, X2, Y2, R2 float64
	Stops                  []Stop // at least two, offsets rising from 0 to 1
	M                      Matrix
}

// A Stop is a colour at an offset.
type Stop struct {
	Offset float64
	Color  Color
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
	Clips      []Clip
}

// Words are a run of text. (X, Y) is on the baseline. Words with a place of their own begin a chunk, which goes on
// up to the next that have one; the Anchor of its first, 0, 1 or 2, says whether it starts there, has its middle there or ends.
type Words struct {
	M                  Matrix
	X, Y, Size         float64
	Text               string
	Family             string // as written
	Bold, Italic, Mono bool
	Anchor             int
	Fill               Paint
	Clips              []Clip
	DX, DY             float64 // moves the words, and what follows them, from there
	KeepX, KeepY       bool    // no X or Y of its own: continues where the Words before it end
	Lift               float64 // how far below its place the baseline lies
}

// A Picture is a raster inside the drawing, from (X, Y) down to (X+W, Y+H).
type Picture struct {
	M          Matrix
	X, Y, W, H float64
	Raster     *Raster
	Opacity    float64
	Clips      []Clip
}

// Follows reports whether the words belong to the chunk of those before.
func (w *Words) Follows() bool { return w.KeepX && w.KeepY }

func (*Shape) item()   {}
func (*Words) item()   {}
func (*Picture) item() {}
