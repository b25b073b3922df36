package typeset

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
	"golang.org/x/text/unicode/norm"
)

// glyphTexts says which text each glyph of a face stands for. It depends on the font file alone, never on
// what was shaped before, so that a document's bytes do not depend on the order of work.
type glyphTexts struct {
	one  []rune            // by glyph: its character, 0 for none
	more map[uint16]string // glyphs that stand for several characters
}

// GlyphText is the text that a glyph stands for by the font's character map and its substitutions, "" where it has none.
func (f *Face) GlyphText(g uint16) string {
	if int(g) == f.open().glyphs && g != 0 {
		return "\u00ad"
	}
	if i := f.composed(g); i >= 0 {
		return string(composable[i])
	}
	f.textOnce.Do(f.makeTexts)
	if t, ok := f.text.more[g]; ok {
		return t
	}
	if int(g) < len(f.text.one) && f.text.one[g] != 0 {
		return string(f.text.one[g])
	}
	return ""
}

// says reports whether a glyph stands for r and nothing else, as most do.
func (f *Face) says(g uint16, r rune) bool {
	f.textOnce.Do(f.makeTexts)
	if int(g) < len(f.text.one) && f.text.one[g] == r && r != 0 && rank(r) != 3 {
		return true
	}
	return f.GlyphText(g) == string(r)
}

func (f *Face) makeTexts() {
	t := &glyphTexts{one: make([]rune, f.glyphs), more: map[uint16]string{}}
	f.text = t
	if f.parse() != nil {
		return
	}
	left := 1 << 18 // a damaged map may name a character for each number there is
	for it := f.font.Cmap.Iter(); left > 0 && it.Next(); left-- {
		r, g := it.Char()
		if int(g) >= len(t.one) || g == 0 || r < ' ' || r == 0xfeff || r == 0xfffe {
			continue
		}
		if old := t.one[g]; old == 0 || rank(r) < rank(old) || rank(r) == rank(old) && r < old {
			t.one[g] = r
		}
	}
	for g, r := range t.one {
		if rank(r) == 2 {
			if s := norm.NFKC.String(string(r)); s != "" && s != string(r) {
				t.more[uint16(g)] = s
				t.one[g] = 0
			}
		}
	}
	for range 4 { // substitutions of substitutes
		if !t.substitute(f.font) {
			break
		}
	}
}

// rank orders the characters that one glyph may stand for: ordinary ones first.
func rank(r rune) int {
	switch {
	case r == 0xb5, r == 0x2126, r == 0x212a, r == 0x212b, 0x2e80 <= r && r < 0x2fe0, 0xf900 <= r && r < 0xfb00:
		return 1
	case 0xfb00 <= r && r < 0xfe00, 0xfe70 <= r && r < 0xff00:
		return 2
	case 0xe000 <= r && r < 0xf900, r >= 0xf0000:
		return 3
	}
	return 0
}

func (t *glyphTexts) get(g uint16) string {
	if s, ok := t.more[g]; ok {
		return s
	}
	if int(g) < len(t.one) && t.one[g] != 0 {
		return string(t.one[g])
	}
	return ""
}

// set gives the glyph the text of others unless it has one.
func (t *glyphTexts) set(to, first uint16, rest []tables.GlyphID) bool {
	if int(to) >= len(t.one) || t.one[to] != 0 && rank(t.one[to]) != 3 {
		return false
	}
	if _, ok := t.more[to]; ok {
		return false
	}
	s := t.join(first, rest)
	if s == "" || len(s) > 64 {
		return false
	}
	t.more[to] = s
	return true
}

// substitute passes texts on from what a lookup replaces to what it puts there.
func (t *glyphTexts) substitute(ft *font.Font) (changed bool) {
	for _, l := range ft.GSUB.Lookups {
		for _, sub := range l.Subtables {
			switch sub := sub.(type) {
			case tables.SingleSubs:
				covered(sub.Data.Cov(), func(g uint16, i int) {
					switch d := sub.Data.(type) {
					case tables.SingleSubstData1:
						changed = t.set(uint16(int(g)+int(d.DeltaGlyphID)), g, nil) || changed
					case tables.SingleSubstData2:
						if i < len(d.SubstituteGlyphIDs) {
							changed = t.set(uint16(d.SubstituteGlyphIDs[i]), g, nil) || changed
						}
					}
				})
			case tables.AlternateSubs:
				covered(sub.Coverage, func(g uint16, i int) {
					if i < len(sub.AlternateSets) {
						for _, to := range sub.AlternateSets[i].AlternateGlyphIDs {
							changed = t.set(uint16(to), g, nil) || changed
						}
					}
				})
			case tables.LigatureSubs:
				covered(sub.Coverage, func(g uint16, i int) {
					if i < len(sub.LigatureSets) {
						for _, lig := range sub.LigatureSets[i].Ligatures {
							changed = t.set(uint16(lig.LigatureGlyph), g, lig.ComponentGlyphIDs) || changed
						}
					}
				})
			}
		}
	}
	return changed
}

// covered calls f for each glyph of a coverage table with its index there.
func covered(c tables.Coverage, f func(g uint16, i int)) {
	switch c := c.(type) {
	case tables.Coverage1:
		for i, g := range c.Glyphs {
			f(uint16(g), i)
		}
	case tables.Coverage2:
		for _, r := range c.Ranges {
			for g := int(r.StartGlyphID); g <= int(r.EndGlyphID); g++ {
				f(uint16(g), int(r.StartCoverageIndex)+g-int(r.StartGlyphID))
			}
		}
	}
}

func (t *glyphTexts) join(first uint16, rest []tables.GlyphID) string {
	s := t.get(first)
	if s == "" {
		return ""
	}
	for _, g := range rest {
		x := t.get(uint16(g))
		if x == "" {
			return ""
		}
		s += x
	}
	return s
}
