package typeset

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Check reads all of a font that a document may need of it. A file from outside may be damaged anywhere; what it returns
// wraps [ErrDamaged]. It costs some time for each glyph, so it is for files that are not our own.
func (f *Face) Check() (err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("font %s: %w: %v", f.name, ErrDamaged, e)
		}
	}()
	damaged := func(format string, args ...any) error {
		return fmt.Errorf("font %s: %w: %s", f.name, ErrDamaged, fmt.Sprintf(format, args...))
	}
	f.open()
	// OpenType, hmtx: a pair for each of numberOfHMetrics glyphs, at least one.
	if f.nHMtx < 1 || f.nHMtx > f.glyphs || 4*f.nHMtx > len(f.tab["hmtx"]) {
		return damaged("%d widths for %d glyphs in a table of %d bytes", f.nHMtx, f.glyphs, len(f.tab["hmtx"]))
	}
	if !f.cubic {
		if at := f.brokenGlyph(); at >= 0 {
			return damaged("the outline of glyph %d lies outside its table", at)
		}
	}
	if err := f.parse(); err != nil {
		return damaged("%v", err)
	}
	face, err := f.parsed(nil)
	if err != nil {
		return damaged("%v", err)
	}
	for g := range f.glyphs {
		face.HorizontalAdvance(font.GID(g))
		if f.cubic {
			if _, err := f.Outline(uint16(g)); err != nil {
				return damaged("the outline of glyph %d: %v", g, err)
			}
		} else {
			face.GlyphExtents(font.GID(g))
		}
	}
	f.shapeAll()
	return nil
}

// brokenGlyph is the first glyph whose place in the table of outlines is wrong, -1 for none. (OpenType, loca and glyf)
func (f *Face) brokenGlyph() int {
	be := binary.BigEndian
	loca, glyf := f.tab["loca"], f.tab["glyf"]
	long := be.Uint16(f.tab["head"][50:]) != 0
	offset := func(g int) int {
		if long {
			return int(be.Uint32(loca[4*g:]))
		}
		return 2 * int(be.Uint16(loca[2*g:]))
	}
	size := 2
	if long {
		size = 4
	}
	if len(loca) < size*(f.glyphs+1) {
		return len(loca) / size
	}
	for g := range f.glyphs {
		a, b := offset(g), offset(g+1)
		if a > b || b > len(glyf) || a < b && b-a < 10 {
			return g
		}
	}
	return -1
}

// shapeAll shapes the characters that the face has, the way a document does, a few thousand at the most. What its
// rules for shaping do wrong, they do here.
func (f *Face) shapeAll() {
	var text strings.Builder
	n := 0
	for it := f.font.Cmap.Iter(); it.Next() && n < 4000; n++ {
		r, _ := it.Char()
		text.WriteRune(r)
	}
	rs := []rune(text.String())
	var sh shaping.HarfbuzzShaper
	for len(rs) > 0 {
		k := min(len(rs), 200)
		sh.Shape(shaping.Input{Text: rs[:k], RunEnd: k, Face: font.NewFace(f.font), Size: fixed.I(1000), Script: language.LookupScript(rs[0])})
		rs = rs[k:]
	}
}
