package typeset

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// A word is a stretch of shaped text in one face and one direction. It is immutable once shaped.
type word struct {
	face   *Face
	w      int32    // width in 1/1000 em
	tj     []byte   // the elements of a TJ array; nil when placed is set
	gids   []uint16 // glyphs in it, for the subset
	placed []placed // glyphs that each need a place of their own, in reading order
	actual string   // not empty: the glyphs' own texts do not make it up
	claims []claim  // glyphs without a text of their own in the font
	scale  int32    // in percent, of the glyphs' widths; 0 for their own
	made   made
	paint  *paint // of a sign that has a colour of its own
	space  bool
	cjk    bool // ends with a character of a script without spaces: a line is spread between two such words
}

type placed struct {
	g    uint16
	x, y int32 // from the word's origin, 1/1000 em
	// span is set where the font's texts do not do: actual is the text of this and the next span-1 glyphs.
	actual string
	span   int
}

// A claim is the text that a glyph stood for when shaped.
type claim struct {
	g    uint16
	text string
}

func milli(v fixed.Int26_6) int32 { return int32(math.Round(float64(v) / 64)) }

// shapeLTR makes the elements of a TJ array, or places the glyphs where one stands off the baseline or a cluster
// needs a text of its own.
func (w *word) shapeLTR(rs []rune, gs []shaping.Glyph) {
	gs = slices.DeleteFunc(gs, func(g shaping.Glyph) bool { // the shaper's stand-in for what shows nothing
		return g.Advance == 0 && len(gs) > 1 && w.face.GlyphText(uint16(g.GlyphID)) == " "
	})
	w.gids = make([]uint16, 0, len(gs))
	placing := false
	for i := 0; i < len(gs); {
		j := clusterEnd(gs, i)
		placing = !w.speaks(rs, gs[i:j]) || placing
		for ; i < j; i++ {
			placing = placing || gs[i].YOffset != 0
		}
	}
	if placing {
		w.place(rs, gs, false)
		return
	}
	b := make([]byte, 0, 2*len(gs)+8)
	open := false
	for i := range gs {
		g := &gs[i]
		id := uint16(g.GlyphID)
		adv, dx := milli(g.Advance), milli(g.XOffset)
		if adv == 0 && hidden(cluster(rs, g)) {
			continue
		}
		w.gids = append(w.gids, id)
		if dx != 0 {
			if open {
				b = append(b, ')')
				open = false
			}
			b = strconv.AppendInt(b, int64(-dx), 10)
		}
		if !open {
			b = append(b, '(')
			open = true
		}
		b = appendGlyph(b, id)
		if k := int32(w.face.Advance(id)) - adv + dx; k != 0 {
			b = append(b, ')')
			open = false
			b = strconv.AppendInt(b, int64(k), 10)
		}
		w.w += adv
	}
	if open {
		b = append(b, ')')
	}
	w.tj = b
}

// widen stretches the word's glyphs to a width that is larger than its own: readers of the text would take a gap
// between two characters for a space.
func (w *word) widen(width int32) {
	if w.w >= width || w.w <= 0 || w.tj == nil {
		return
	}
	w.scale = width * 100 / w.w
	w.w = width
}

func cluster(rs []rune, g *shaping.Glyph) []rune {
	return rs[g.TextIndex() : g.TextIndex()+g.RunesCount()]
}

func clusterEnd(gs []shaping.Glyph, i int) int {
	j := i + 1
	for j < len(gs) && gs[j].TextIndex() == gs[i].TextIndex() {
		j++
	}
	return j
}

// speaks reports whether the glyphs' own texts make up their cluster's, and notes claims where the font leaves them open.
func (w *word) speaks(rs []rune, gs []shaping.Glyph) bool {
	text := cluster(rs, &gs[0])
	if len(gs) == 1 && len(text) == 1 && w.face.says(uint16(gs[0].GlyphID), text[0]) {
		return true
	}
	var said [64]byte
	b := said[:0]
	all := true
	for i := range gs {
		if gs[i].Advance == 0 && hidden(text) {
			continue
		}
		id := uint16(gs[i].GlyphID)
		t := w.face.GlyphText(id)
		if t == "" {
			all = false // what other words make of the glyph is not known here
			t = string(text)
			if len(gs) > 1 {
				t = string(text[0])
			}
			w.claims = append(w.claims, claim{id, t})
		}
		b = append(b, t...)
	}
	want := string(text)
	return all && (string(b) == want || string(b) == visible(want))
}

// place gives each glyph a place, in the order of gs. Where glyphs do not speak for their cluster, it is given its text.
// In right-to-left text the first glyph alone gets it and the others none: readers measure a text from the first
// to the last glyph it stands for.
func (w *word) place(rs []rune, gs []shaping.Glyph, rtl bool) {
	x := int32(0)
	if rtl {
		for i := range gs {
			x += milli(gs[i].Advance)
		}
		w.w = x
	}
	for i := 0; i < len(gs); {
		j := clusterEnd(gs, i)
		text := cluster(rs, &gs[i])
		speaks := w.speaks(rs, gs[i:j])
		from := len(w.placed)
		for ; i < j; i++ {
			g := &gs[i]
			adv := milli(g.Advance)
			if rtl {
				x -= adv
			}
			if adv != 0 || !hidden(text) {
				p := placed{g: uint16(g.GlyphID), x: x + milli(g.XOffset), y: milli(g.YOffset)}
				if rtl && !speaks {
					p.span = 1
				}
				w.gids = append(w.gids, p.g)
				w.placed = append(w.placed, p)
			}
			if !rtl {
				x += adv
			}
		}
		n := len(w.placed) - from
		if n > 1 && !rtl { // some take a raised mark for text of another line
			speaks = false
		}
		if n > 0 && !speaks {
			w.placed[from].actual = string(text)
			if !rtl {
				w.placed[from].span = n
			}
		}
	}
	if !rtl {
		w.w = x
	}
}

// isCJK reports whether a character is Chinese or Japanese writing, which has no spaces.
func isCJK(r rune) bool {
	return 0x2e80 <= r && r < 0xa4d0 || 0xf900 <= r && r < 0xfb00 || 0xff01 <= r && r < 0xffa0 || 0x20000 <= r && r < 0x3fffe
}

// hidden reports whether a cluster has no glyph of its own to show.
func hidden(rs []rune) bool {
	for _, r := range rs {
		if !ignorable(r) {
			return false
		}
	}
	return true
}

// ignorable characters steer shaping and show nothing. (Unicode: Default_Ignorable_Code_Point)
func ignorable(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x34f, r == 0x61c, 0x115f <= r && r <= 0x1160, 0x17b4 <= r && r <= 0x17b5, 0x180b <= r && r <= 0x180f,
		0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f, r == 0x3164,
		0xfe00 <= r && r <= 0xfe0f, r == 0xfeff, r == 0xffa0, 0xfff0 <= r && r <= 0xfff8, 0x1bca0 <= r && r <= 0x1bca3,
		0x1d173 <= r && r <= 0x1d17a, 0xe0000 <= r && r <= 0xe0fff:
		return true
	}
	return false
}

// visible is the text without what shows nothing.
func visible(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			b := make([]byte, 0, len(s))
			for _, r := range s {
				if !ignorable(r) {
					b = utf8.AppendRune(b, r)
				}
			}
			return string(b)
		}
	}
	return s
}

// appendGlyph adds a glyph's code to a literal string. (ISO 32000-1, 7.3.4.2)
func appendGlyph(b []byte, id uint16) []byte {
	for _, c := range [2]byte{byte(id >> 8), byte(id)} {
		switch c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, c)
		}
	}
	return b
}

// said is text as it stands for glyphs.
func (s *Set) said(text string) string {
	if !s.NoPrivate {
		return text
	}
	return WithoutPrivate(text)
}

// WithoutPrivate is the text with U+FFFD for each character for private use.
func WithoutPrivate(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xe000 && unicode.Is(unicode.Co, r) {
			return 0xfffd
		}
		return r
	}, text)
}
