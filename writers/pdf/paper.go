package pdf

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// papers are widths and heights in points.
var papers = []struct {
	name string
	w, h float64
}{
	{"a3", 297 * mm, 420 * mm},
	{"a4", 210 * mm, 297 * mm},
	{"a5", 148 * mm, 210 * mm},
	{"b5", 176 * mm, 250 * mm},
	{"letter", 612, 792},
	{"legal", 612, 1008},
	{"tabloid", 792, 1224},
	{"executive", 522, 756},
}

// CheckPageSize returns what is wrong with a page size.
func CheckPageSize(s string) error {
	_, _, err := paper(s)
	return err
}

// CheckMargin returns what is wrong with margins, whatever the paper.
func CheckMargin(s string) error { return margins(s, &geometry{w: maxSheet, h: maxSheet}) }

// Check returns what is wrong with the settings together, before anything is written: margins that leave no room on the
// paper. What is wrong in a theme's file is said when it is used.
func (w *Writer) Check() error {
	th, err := w.theme()
	if err != nil {
		return nil
	}
	_, err = w.geometry(th)
	return err
}

// geometry returns the paper and its margins.
func (w *Writer) geometry(th *theme) (geometry, error) {
	g := geometry{left: th.left, right: th.right, top: th.top, bottom: th.bottom, columns: max(1, min(w.Columns, 3)), gutter: 20}
	var err error
	if g.w, g.h, err = paper(firstOf(w.PageSize, th.pageSize)); err != nil {
		return g, err
	}
	if g.w < 400 { // a small sheet has smaller margins
		k := g.w / (210 * mm)
		g.left, g.right = g.left*k, g.right*k
	}
	if err := margins(firstOf(w.Margin, th.margin), &g); err != nil {
		return g, err
	}
	g.sides = th.sides
	if w.Margin == "" {
		g.left, g.right = cmp.Or(th.inner, g.left), cmp.Or(th.outer, g.right)
	}
	if g.w-g.left-g.right < 100 {
		return g, errors.New("the inner and outer margins leave no room for text")
	}
	return g, nil
}

// minSheet and maxSheet are the shortest and the longest side of a page, in points; readers show no more than 14400.
// (ISO 32000-1, annex C)
const minSheet, maxSheet = 100, 14000

// paper reads a page size: a name, or width and height with a unit.
func paper(s string) (w, h float64, err error) {
	if s == "" {
		s = "a4"
	}
	if name, way := cutWay(s); way != "" {
		if w, h, err = paper(name); err == nil && (way == "landscape") != (w > h) {
			w, h = h, w
		}
		return w, h, err
	}
	for _, p := range papers {
		if strings.EqualFold(p.name, s) {
			return p.w, p.h, nil
		}
	}
	a, b, ok := strings.Cut(strings.ToLower(s), "x")
	if ok {
		unit := strings.TrimLeft(b, "0123456789. ")
		if strings.TrimLeft(a, "0123456789. ") == "" {
			a += unit
		}
		w, err = length(a)
		if err == nil {
			h, err = length(b)
		}
		switch {
		case err != nil:
		case min(w, h) < minSheet || max(w, h) > maxSheet:
			return 0, 0, fmt.Errorf("page size %q: a side has 100pt to 14000pt, about 36mm to 4.9m", s)
		default:
			return w, h, nil
		}
	}
	var names []string
	for _, p := range papers {
		names = append(names, p.name)
	}
	return 0, 0, fmt.Errorf("no page size %q: %s, or as 210x297mm, also with -landscape", s, strings.Join(names, ", "))
}

// cutWay takes "-landscape" or "-portrait" off a page size.
func cutWay(s string) (name, way string) {
	i := strings.LastIndexAny(s, "- ")
	if i > 0 {
		if way = strings.ToLower(s[i+1:]); way == "landscape" || way == "portrait" {
			return strings.TrimRight(s[:i], "- "), way
		}
	}
	return s, ""
}

// length reads "24mm", "1in", "2.5cm", "72pt"; a plain number is millimetres.
func length(s string) (float64, error) {
	s = strings.TrimSpace(strings.ToLower(s))
	unit := strings.TrimLeft(s, "0123456789.")
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, unit), 64)
	k, ok := map[string]float64{"mm": mm, "cm": 10 * mm, "in": 72, "pt": 1, "": mm}[strings.TrimSpace(unit)]
	if err != nil || !ok || v < 0 {
		return 0, fmt.Errorf("no length %q: a number with mm, cm, in or pt", s)
	}
	return v * k, nil
}

// margins reads one to four lengths as CSS has them: top, right, bottom, left.
func margins(s string, g *geometry) error {
	if s == "" {
		return nil
	}
	var v []float64
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		l, err := length(f)
		if err != nil {
			return err
		}
		v = append(v, l)
	}
	switch len(v) {
	case 1:
		v = []float64{v[0], v[0], v[0], v[0]}
	case 2:
		v = []float64{v[0], v[1], v[0], v[1]}
	case 3:
		v = []float64{v[0], v[1], v[2], v[1]}
	case 4:
	default:
		return fmt.Errorf("margin %q: one to four lengths", s)
	}
	g.top, g.right, g.bottom, g.left = v[0], v[1], v[2], v[3]
	if g.w-g.left-g.right < 100 || g.h-g.top-g.bottom < 100 {
		return fmt.Errorf("margin %q leaves no room for text", s)
	}
	return nil
}

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
