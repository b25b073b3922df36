package typeset

import (
	"encoding/binary"
	"slices"

	"golang.org/x/text/unicode/norm"
)

// composable are signs that few fonts have and that other glyphs make up: where no face has one, it is a glyph of the
// subset that is composed of them. The place in the list is the glyph's number, so it must only grow at its end.
var composable = [...]rune{0x2103, 0x2109, 0x203b, 0x2116, 0x33a1, 0x33a5, 0x339c, 0x339d, 0x339e, 0x338f, 0x338e, 0x3396, 0x3392, 0x3393, 0x3394,
	0x3389, 0x2100, 0x2101, 0x2105, 0x2106, 0x2121, 0x213b}

// A component is a glyph of a composed one, with its place in 1/1000 em.
type component struct {
	g      uint16
	dx, dy int
}

// composedGlyph is the glyph number for a sign that the face can compose; 0: it cannot.
func (f *Face) composedGlyph(r rune) uint16 {
	i := slices.Index(composable[:], r)
	if i < 0 || f.parse() != nil || f.glyphs+1+len(composable) > 0xffff || f.components(i) == nil {
		return 0
	}
	return uint16(f.glyphs + 1 + i)
}

// composed is the place of a glyph number in composable; below 0: it is none of them.
func (f *Face) composed(g uint16) int {
	if i := int(g) - f.glyphs - 1; i >= 0 && i < len(composable) {
		return i
	}
	return -1
}

// components are what sign i is made of: its compatible characters side by side, or a cross with four dots.
func (f *Face) components(i int) (list []component) {
	r := composable[i]
	x := 0
	put := func(r rune, dx, dy int) bool {
		g, ok := f.font.Cmap.Lookup(r)
		if !ok || g == 0 || int(g) >= f.glyphs {
			return false
		}
		list = append(list, component{uint16(g), dx, dy})
		return true
	}
	if r == 0x203b {
		cross, dot := f.advanceOf(0xd7), f.advanceOf(0xb7)
		c := (cross - dot) / 2
		if !put(0xd7, 0, 0) || !put(0xb7, c, 230) || !put(0xb7, c, -230) || !put(0xb7, c-230, 0) || !put(0xb7, c+230, 0) {
			return nil
		}
		return list
	}
	for _, p := range norm.NFKC.String(string(r)) {
		if !put(p, x, 0) {
			return nil
		}
		x += f.advanceOf(p)
	}
	return list
}

func (f *Face) advanceOf(r rune) int {
	g, _ := f.font.Cmap.Lookup(r)
	return f.Advance(uint16(g))
}

// composedAdvance is the width of sign i in 1/1000 em.
func (f *Face) composedAdvance(i int) int {
	w := 0
	for _, c := range f.components(i) {
		w = max(w, c.dx+f.Advance(c.g))
	}
	return w
}

// Composed describes a composed glyph for the table glyf, with its width in font units. (OpenType: glyf, composite
// glyph description)
func (f *Face) Composed(g uint16) (data []byte, advance uint16, ok bool) {
	i := f.composed(g)
	if i < 0 {
		return nil, 0, false
	}
	be := binary.BigEndian
	unit := func(v int) uint16 { return uint16(int16(float64(v) * f.upem / 1000)) }
	w := unit(f.composedAdvance(i))
	data = be.AppendUint16(nil, 0xffff)
	for _, v := range [...]uint16{0, unit(-f.m.Descent), w, unit(f.m.Ascent)} {
		data = be.AppendUint16(data, v)
	}
	list := f.components(i)
	for k, c := range list {
		flags := uint16(3) // places, as words
		if k < len(list)-1 {
			flags |= 0x20
		}
		for _, v := range [...]uint16{flags, c.g, unit(c.dx), unit(c.dy)} {
			data = be.AppendUint16(data, v)
		}
	}
	return data, w, true
}

// compose is the word of a sign that one of the faces can compose, nil where none can.
func (s *Shaper) compose(st *Style, r rune) *word {
	for _, f := range append([]*Face{st.Face}, s.set.Fallback...) {
		if g := f.composedGlyph(r); g != 0 {
			w := &word{face: f, w: int32(f.Advance(g)), gids: []uint16{g}}
			w.tj = append(appendGlyph(append(w.tj, '('), g), ')')
			return w
		}
	}
	return nil
}
