package pdf

// A placed is a slab, or a piece of a row, on a sheet.
type placed struct {
	doc      *pageDoc
	flow     *flow
	slab     *slab
	index    int32   // in the flow; -1 for what is there a second time
	owner    int32   // of a footnote: the item of the sheet that refers to it; -1 when carried over
	x, y     float64 // from the sheet's upper left corner: the slab's top, below its gap
	artifact bool    // a repeated header: no content of the structure
}

// A sheet is a page of the output.
type sheet struct {
	w, h    float64
	items   []placed
	notes   []placed // footnotes at the foot
	rules   []placed // above them: x and y
	chapter *pageDoc // whose title the running head shows; nil for none
	section string   // of level 2 that it shows or goes on with, for running heads
	verso   bool     // a left page, whose margins are turned over
	cover   bool     // the image of the cover and nothing else
	front   bool     // roman number
	bare    bool     // no running head and foot
	number  int      // of its label, from 1
}

// geometry is the paper and its margins.
type geometry struct {
	w, h                     float64
	left, right, top, bottom float64
	columns                  int
	gutter                   float64
	sides                    bool // left and right pages differ: left is the inner margin of right pages
}

// of is the geometry of a sheet: a left page has its margins turned over.
func (g geometry) of(s *sheet) geometry {
	if s != nil && s.verso {
		g.left, g.right = g.right, g.left
	}
	return g
}

// turned is the geometry of a page on its side.
func (g geometry) turned() geometry {
	if g.w < g.h {
		g.w, g.h = g.h, g.w
	}
	g.columns = 1
	return g
}

// measure is the width of a column of text, whole that of all of them, room the height of one.
func (g geometry) measure() float64 {
	n := float64(max(1, g.columns))
	return (g.w - g.left - g.right - g.gutter*(n-1)) / n
}

func (g geometry) whole() float64 { return g.w - g.left - g.right }

func (g geometry) room() float64 { return g.h - g.top - g.bottom }

// head is where the running head's baseline stands, from the top, and foot the foot's, from the bottom: inside the
// margins, away from the text. 0: there is no room.
func (g geometry) head(t *theme) float64 {
	if y := min(t.headTop, g.top-11); y >= t.headSize+4 {
		return y
	}
	return 0
}

func (g geometry) foot(t *theme) float64 {
	if y := min(t.footBottom, g.bottom-t.headSize-5); y >= 6 {
		return y
	}
	return 0
}
