package pdfdoc

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"platen/writers/pdf/internal/typeset"
)

// A Form is a drawing being made: its content is operators of a content stream, in the drawing's own coordinates.
type Form struct {
	// BBox is the drawing's box: left, bottom, right, top.
	BBox [4]float64
	// Plain says that it takes the colour from where it is drawn, and is no group of its own.
	Plain bool
	// Inner says that other forms use it, and no page.
	Inner bool
	// Alone says that what lies below does not show in how its parts blend.
	Alone bool
	// Tile makes it a pattern: BBox comes again and again, in a space that Tile maps to the one where it is used.
	Tile *[6]float64
	// Content is the content stream so far. Text goes through Text, so that its fonts are known.
	Content []byte

	ts       typeset.TextState
	images   []*Image
	shades   [][]byte
	patterns []pattern
	states   []State
}

// A pattern is a shading with its matrix, or a form that is a tile.
type pattern struct {
	shading []byte
	m       [6]float64
	tile    *Image
}

// A State is what is set for all that is painted next.
type State struct {
	// Fill and Stroke are opacities, 0 to 1.
	Fill, Stroke float64
	// Blend is a blend mode, "" for none.
	Blend string
	// Mask is a form whose brightness, or with Alpha whose coverage, is how much shows.
	Mask  *Image
	Alpha bool
}

// Text adds the runs of a line with its baseline's left end at x, y.
func (f *Form) Text(l *typeset.Line, x, y float64) {
	f.ts.Reset()
	for i := range l.Runs {
		f.Content = l.Runs[i].AppendText(f.Content, &f.ts, x+l.X+l.Runs[i].X, y)
	}
	f.ts.Reset()
}

// Image puts an image into the drawing.
func (f *Form) Image(im *Image, x, y, w, h float64) {
	if !slices.Contains(f.images, im) {
		f.images = append(f.images, im)
	}
	f.Content = appendImage(f.Content, im, x, y, w, h)
}

// Shading keeps a shading dictionary ("<</ShadingType 2 …>>", without references to other objects) and returns
// the name to use with the operator sh.
func (f *Form) Shading(dict []byte) string {
	f.shades = append(f.shades, dict)
	return fmt.Sprintf("Sh%d", len(f.shades)-1)
}

// Opacity sets the opacity (0 to 1) of what is filled and stroked next.
func (f *Form) Opacity(fill, stroke float64) { f.State(State{Fill: fill, Stroke: stroke}) }

// State sets what holds for all that is painted next. (ISO 32000-1, 8.4.5)
func (f *Form) State(s State) {
	s.Fill, s.Stroke = math.Round(s.Fill*1000)/1000, math.Round(s.Stroke*1000)/1000
	i := slices.Index(f.states, s)
	if i < 0 {
		i = len(f.states)
		f.states = append(f.states, s)
	}
	f.Content = fmt.Appendf(f.Content, "/A%d gs\n", i)
}

// Draw puts another form into the drawing, in the same coordinates.
func (f *Form) Draw(im *Image) {
	if !slices.Contains(f.images, im) {
		f.images = append(f.images, im)
	}
	f.Content = append(append(append(f.Content, '/'), im.name...), " Do\n"...)
}

// TilePattern keeps a pattern and returns its name for the operators scn and SCN.
func (f *Form) TilePattern(im *Image) string {
	f.patterns = append(f.patterns, pattern{tile: im})
	return fmt.Sprintf("P%d", len(f.patterns)-1)
}

// ShadingPattern keeps a shading as a pattern, whose space m maps to the form's. (ISO 32000-1, 8.7.4.1)
func (f *Form) ShadingPattern(dict []byte, m [6]float64) string {
	f.patterns = append(f.patterns, pattern{shading: dict, m: m})
	return fmt.Sprintf("P%d", len(f.patterns)-1)
}

// AddForm keeps a drawing for the document; it is put on pages with [Page.Image]. The same drawing is kept once.
func (d *Doc) AddForm(f *Form) *Image {
	im := &Image{
		W: f.BBox[2] - f.BBox[0], H: f.BBox[3] - f.BBox[1],
		form: true, inner: f.Inner || f.Tile != nil, drawn: *f, used: f.ts.Used,
	}
	h := sha256.New()
	fmt.Fprintf(h, "form %v %v %v %v ", f.Plain, f.Inner, f.Alone, f.Tile != nil)
	num := func(list ...float64) {
		for _, v := range list {
			h.Write(binary.BigEndian.AppendUint64(nil, math.Float64bits(v)))
		}
	}
	num(f.BBox[:]...)
	if f.Tile != nil {
		num(f.Tile[:]...)
	}
	h.Write(f.Content)
	for _, s := range f.shades {
		h.Write(s)
		h.Write([]byte{0})
	}
	for _, x := range f.images {
		h.Write(x.key[:])
	}
	for _, p := range f.patterns {
		h.Write(p.shading)
		if num(p.m[:]...); p.tile != nil {
			h.Write(p.tile.key[:])
		}
	}
	for _, s := range f.states {
		num(s.Fill, s.Stroke)
		fmt.Fprintf(h, "%s %v", s.Blend, s.Alpha)
		if s.Mask != nil {
			h.Write(s.Mask.key[:])
		}
	}
	h.Sum(im.key[:0])
	return d.keep(im)
}

func appendMatrix(b []byte, m [6]float64) []byte {
	b = append(b, "/Matrix["...)
	for _, v := range m {
		b = append(typeset.AppendNum(b, v, 5), ' ')
	}
	return append(b, ']')
}

// addForm writes a form XObject, or a tiling pattern, with its own resources. (ISO 32000-1, 8.10 and 8.7.3)
func (w *file) addForm(im *Image) {
	f := &im.drawn
	b := []byte("/Type/XObject/Subtype/Form/BBox[")
	if f.Tile != nil {
		b = []byte("/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[")
	}
	for _, v := range f.BBox {
		b = append(typeset.AppendNum(b, v, 4), ' ')
	}
	b = append(b, ']')
	switch {
	case f.Tile != nil:
		b = typeset.AppendNum(append(b, "/XStep "...), im.W, 4)
		b = typeset.AppendNum(append(b, "/YStep "...), im.H, 4)
		b = appendMatrix(b, *f.Tile)
	case f.Alone:
		b = append(b, "/Group<</Type/Group/S/Transparency/CS/DeviceRGB/I true>>"...)
	case !f.Plain:
		b = append(b, "/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>"...)
	}
	b = append(b, "/Resources<<"...)
	if len(im.used) > 0 {
		b = append(b, "/Font<<"...)
		used := map[string]bool{}
		for f := range im.used {
			used[f.Resource()] = true
		}
		for _, u := range w.fonts {
			if used[u.face.Resource()] {
				b = fmt.Appendf(b, "/%s %d 0 R", u.face.Resource(), u.num)
			}
		}
		b = append(b, ">>"...)
	}
	if len(f.images) > 0 {
		b = append(b, "/XObject<<"...)
		for _, x := range f.images {
			b = fmt.Appendf(b, "/%s %d 0 R", x.name, x.num)
		}
		b = append(b, ">>"...)
	}
	if len(f.shades) > 0 {
		b = append(b, "/Shading<<"...)
		for i, s := range f.shades {
			b = fmt.Appendf(b, "/Sh%d %s", i, s)
		}
		b = append(b, ">>"...)
	}
	if len(f.patterns) > 0 {
		b = append(b, "/Pattern<<"...)
		for i, p := range f.patterns {
			if p.tile != nil {
				b = fmt.Appendf(b, "/P%d %d 0 R", i, p.tile.num)
				continue
			}
			b = appendMatrix(fmt.Appendf(b, "/P%d<</Type/Pattern/PatternType 2", i), p.m)
			b = append(append(append(b, "/Shading "...), p.shading...), ">>"...)
		}
		b = append(b, ">>"...)
	}
	b = appendStates(b, f.states)
	b = append(b, ">>"...)
	w.o[im.num] = object{dict: b, stream: f.Content, flate: true}
}

// appendStates adds what the content sets by name. (ISO 32000-1, 8.4.5 and 11.6.5.2)
func appendStates(b []byte, list []State) []byte {
	if len(list) == 0 {
		return b
	}
	b = append(b, "/ExtGState<<"...)
	for i, s := range list {
		b = fmt.Appendf(b, "/A%d<</ca ", i)
		b = typeset.AppendNum(b, s.Fill, 3)
		b = append(b, "/CA "...)
		b = typeset.AppendNum(b, s.Stroke, 3)
		if s.Blend != "" {
			b = append(append(b, "/BM/"...), s.Blend...)
		}
		if s.Mask != nil {
			kind := "Luminosity"
			if s.Alpha {
				kind = "Alpha"
			}
			b = fmt.Appendf(b, "/SMask<</Type/Mask/S/%s/G %d 0 R>>", kind, s.Mask.num)
		}
		b = append(b, ">>"...)
	}
	return append(b, ">>"...)
}
