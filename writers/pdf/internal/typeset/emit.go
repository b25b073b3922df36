package typeset

import (
	"math"
	"math/bits"
	"strconv"
	"unicode/utf16"
)

// A Glyphs is the set of glyphs that a page or document uses of one face, and what those stand for that the font leaves open.
type Glyphs struct {
	bits   []uint64
	claims map[uint16]string
}

// Add marks a glyph.
func (g *Glyphs) add(id uint16) {
	i := int(id >> 6)
	if i >= len(g.bits) {
		g.bits = append(g.bits, make([]uint64, i+1-len(g.bits))...)
	}
	g.bits[i] |= 1 << (id & 63)
}

// Merge adds what o holds. The result does not depend on the order of merging.
func (g *Glyphs) Merge(o *Glyphs) {
	if len(o.bits) > len(g.bits) {
		g.bits = append(g.bits, make([]uint64, len(o.bits)-len(g.bits))...)
	}
	for i, b := range o.bits {
		g.bits[i] |= b
	}
	for id, t := range o.claims {
		g.claim(id, t)
	}
}

// claim keeps the least of the texts that a glyph was seen to stand for.
func (g *Glyphs) claim(id uint16, t string) {
	old, ok := g.claims[id]
	if ok && (len(old) < len(t) || len(old) == len(t) && old <= t) {
		return
	}
	if g.claims == nil {
		g.claims = map[uint16]string{}
	}
	g.claims[id] = t
}

// IDs lists the glyphs in order.
func (g *Glyphs) IDs() []uint16 {
	n := 0
	for _, b := range g.bits {
		n += bits.OnesCount64(b)
	}
	r := make([]uint16, 0, n)
	for i, b := range g.bits {
		for b != 0 {
			k := bits.TrailingZeros64(b)
			r = append(r, uint16(i*64+k))
			b &^= 1 << k
		}
	}
	return r
}

// Text is what a glyph of the face stands for.
func (g *Glyphs) Text(f *Face, id uint16) string {
	if t := f.GlyphText(id); t != "" {
		return t
	}
	return g.claims[id]
}

// A TextState is what a content stream has set, and what it uses. The zero value is a stream's beginning.
// After Q in the stream, call Reset.
type TextState struct {
	Used  map[*Face]*Glyphs
	face  *Face
	size  float64
	color Color
	known bool
	last  *Face
	lastG *Glyphs
}

// Reset forgets what the stream has set, but not what it uses.
func (t *TextState) Reset() { t.face, t.known = nil, false }

// SetFill adds the fill colour unless it is set already.
func (t *TextState) SetFill(b []byte, c Color) []byte {
	if t.known && t.color == c {
		return b
	}
	t.known, t.color = true, c
	if c.R == c.G && c.G == c.B {
		return append(AppendNum(b, float64(c.R)/255, 3), " g "...)
	}
	return append(c.Append(b), " rg "...)
}

func (t *TextState) glyphs(f *Face) *Glyphs {
	if f == t.last {
		return t.lastG
	}
	g := t.Used[f]
	if g == nil {
		if t.Used == nil {
			t.Used = map[*Face]*Glyphs{}
		}
		g = &Glyphs{}
		t.Used[f] = g
	}
	t.last, t.lastG = f, g
	return g
}

// AppendText adds the operators that show the run with its origin at x, y. The run's own X is not added.
func (r *Run) AppendText(b []byte, t *TextState, x, y float64) []byte {
	if len(r.words) == 0 {
		return b
	}
	st := r.Style
	y += st.Rise
	b = t.SetFill(b, st.Color)
	b = append(b, "BT "...)
	b = r.tracking(b, r.track)
	gap, loose := st.milli(-r.gap), st.milli(-r.loose)
	open := false
	moved := true                             // the text position has to be set
	scale, own, pos := int32(0), made(0), 0.0 // pos in 1/1000 em
	for k, w := range r.words {
		if w.actual == "" && w.placed == nil && w.tj == nil {
			pos += float64(w.w)
			continue
		}
		g := t.glyphs(w.face)
		g.use(w)
		if open && (w.face != t.face || w.placed != nil || w.actual != "" || w.scale != scale || w.made != own || w.paint != nil) {
			b = append(b, "] TJ "...)
			open, moved = false, true
		}
		if w.actual != "" {
			b = appendActual(b, w.actual)
		}
		if w.made != own {
			b, own, moved = st.appendMade(b, w.made), w.made, true
		}
		b = t.SetFill(b, st.ink(w))
		if w.paint != nil && w.paint.shape != asGlyph && len(w.gids) == 1 {
			b = t.appendPainted(b, st, w, x+pos*st.Size/1000, y)
			pos += float64(w.w) + r.tracked(w)
			moved = true
			continue
		}
		b = t.setFont(b, w.face, st.Size)
		if w.scale != scale {
			b = appendScale(b, w.scale)
			scale, moved = w.scale, true
		}
		switch {
		case w.placed != nil:
			b = st.appendPlaced(b, w, x, y, pos, own)
			moved = true
		default:
			if moved {
				b = appendTm(b, x+pos*st.Size/1000, y, own)
				moved = false
			}
			if !open {
				b = append(b, '[')
				open = true
			}
			b = append(b, w.tj...)
			if after := r.after(k, gap, loose); after != 0 {
				b = strconv.AppendInt(b, after, 10)
			}
		}
		if w.actual != "" {
			if open {
				b = append(b, "] TJ "...)
				open, moved = false, true
			}
			b = append(b, "EMC "...)
		}
		pos += float64(w.w) + r.tracked(w) - float64(r.after(k, gap, loose))
	}
	if open {
		b = append(b, "] TJ "...)
	}
	if scale != 0 {
		b = appendScale(b, 0)
	}
	if own != 0 {
		b = st.appendMade(b, 0)
	}
	return append(r.tracking(b, 0), "ET\n"...)
}

// tracking sets how far glyphs of a run that is tracked stand apart. (ISO 32000-1, 9.3.2)
func (r *Run) tracking(b []byte, v float64) []byte {
	if r.track == 0 {
		return b
	}
	return append(AppendNum(b, v, 3), " Tc "...)
}

// tracked is the further room behind the glyphs of a word, in 1/1000 em.
func (r *Run) tracked(w *word) float64 {
	if r.track == 0 || r.Style.Size <= 0 {
		return 0
	}
	return r.track * float64(len(w.gids)) * 1000 / r.Style.Size
}

// Space adds room behind each glyph and to each space of a line, in points. The line's width is as before.
func (l *Line) Space(letter, space float64) {
	for i := range l.Runs {
		r := &l.Runs[i]
		if r.Style == nil {
			continue
		}
		r.track, r.gap = letter, space
		more := 0.0
		for _, w := range r.words {
			more += r.tracked(w) * r.Style.Size / 1000
			if w.space {
				more += space
			}
		}
		for k := range l.Runs {
			if k != i && l.Runs[k].X > r.X {
				l.Runs[k].X += more
			}
		}
	}
}

// ink is the colour of a word: the style's, or its glyph's own.
func (st *Style) ink(w *word) Color {
	if w.paint != nil && w.paint.shape == asGlyph {
		return w.paint.color
	}
	return st.Color
}

// use notes the glyphs of a word, and which text they show.
func (g *Glyphs) use(w *word) {
	for _, id := range w.gids {
		g.add(id)
	}
	for _, c := range w.claims {
		g.claim(c.g, c.text)
	}
}

// after is what word k moves the one after it to the left by, in 1/1000 em: gap at a space, loose between signs that are
// written without spaces.
func (r *Run) after(k int, gap, loose int64) int64 {
	switch {
	case r.words[k].space:
		return gap
	case loose != 0 && r.pair(k):
		return loose
	}
	return 0
}

// appendActual begins a piece of content that says text in place of its glyphs. (ISO 32000-1, 14.9.4)
func appendActual(b []byte, text string) []byte {
	b = append(b, "/Span <</ActualText "...)
	b = AppendUTF16(b, text)
	return append(b, ">> BDC "...)
}

// appendPlaced shows the glyphs of a word each in its own place; pos is where the word begins, in 1/1000 em from x.
func (st *Style) appendPlaced(b []byte, w *word, x, y, pos float64, own made) []byte {
	span := 0
	for _, g := range w.placed {
		if g.span > 0 {
			span = g.span
			b = appendActual(b, g.actual)
		}
		b = appendTm(b, x+(pos+float64(g.x))*st.Size/1000, y+float64(g.y)*st.Size/1000, own)
		b = append(b, '(')
		b = appendGlyph(b, g.g)
		b = append(b, ") Tj "...)
		if span > 0 {
			if span--; span == 0 {
				b = append(b, "EMC "...)
			}
		}
	}
	return b
}

// appendScale sets the width of glyphs in percent, 0 for their own. (ISO 32000-1, 9.3.4)
func appendScale(b []byte, scale int32) []byte {
	if scale == 0 {
		scale = 100
	}
	b = strconv.AppendInt(b, int64(scale), 10)
	return append(b, " Tz "...)
}

// milli is a length as TJ counts it, in 1/1000 of the size, rounded.
func (st *Style) milli(v float64) int64 { return int64(math.Round(v * 1000 / st.Size)) }

func (t *TextState) setFont(b []byte, f *Face, size float64) []byte {
	if t.face == f && t.size == size {
		return b
	}
	t.face, t.size = f, size
	b = append(b, '/')
	b = append(b, f.res...)
	b = append(b, ' ')
	b = AppendNum(b, size, 2)
	return append(b, " Tf "...)
}

// appendMade sets how glyphs are drawn: with a line around them where bold is made. (ISO 32000-1, 9.3.6)
func (st *Style) appendMade(b []byte, m made) []byte {
	if m&madeBold == 0 {
		return append(b, "0 Tr "...)
	}
	b = AppendNum(b, st.Size/32, 3)
	b = append(b, " w "...)
	b = append(st.Color.Append(b), " RG 2 Tr "...)
	return b
}

// appendPainted shows a sign as a shape in its own colour, at the text's place x, y; it is there as text that is not seen.
func (t *TextState) appendPainted(b []byte, st *Style, w *word, x, y float64) []byte {
	b = append(b, "ET "...)
	b = t.SetFill(b, w.paint.color)
	r := 0.4 * st.Size
	cx, cy := x+float64(w.w)*st.Size/2000, y+0.34*st.Size
	if w.paint.shape == disc {
		b = appendDisc(b, cx, cy, r)
	} else {
		for _, v := range [...]float64{cx - r, cy - r, 2 * r, 2 * r} {
			b = append(AppendNum(b, v, 2), ' ')
		}
		b = append(b, "re f "...)
	}
	b = append(b, "BT 3 Tr "...)
	b = t.setFont(b, w.face, st.Size)
	b = appendTm(b, x, y, 0)
	b = append(appendGlyph(append(b, '('), w.gids[0]), ") Tj 0 Tr "...)
	return b
}

// appendDisc fills a circle.
func appendDisc(b []byte, x, y, r float64) []byte {
	const k = 0.5523 // of the radius: where a curve's controls are for a quarter of a circle
	put := func(op string, v ...float64) {
		for _, n := range v {
			b = append(AppendNum(b, n, 2), ' ')
		}
		b = append(append(b, op...), ' ')
	}
	put("m", x+r, y)
	put("c", x+r, y+k*r, x+k*r, y+r, x, y+r)
	put("c", x-k*r, y+r, x-r, y+k*r, x-r, y)
	put("c", x-r, y-k*r, x-k*r, y-r, x, y-r)
	put("c", x+k*r, y-r, x+r, y-k*r, x+r, y)
	put("f")
	return b
}

func appendTm(b []byte, x, y float64, m made) []byte {
	if m&madeSlant != 0 {
		b = append(b, "1 0 0.2 1 "...)
	} else {
		b = append(b, "1 0 0 1 "...)
	}
	b = AppendNum(b, x, 2)
	b = append(b, ' ')
	b = AppendNum(b, y, 2)
	return append(b, " Tm "...)
}

const hexDigits = "0123456789ABCDEF"

// AppendUTF16 adds a text string in UTF-16 with its mark, as a hexadecimal string. (ISO 32000-1, 7.9.2.2)
// What passes 32,767 bytes is cut: no string may be longer. (ISO 19005-2, 6.1.13)
func AppendUTF16(b []byte, s string) []byte {
	b = append(b, "<FEFF"...)
	start := len(b)
	b = AppendUTF16Hex(b, s)
	const most = 4 * 16_000 // hexadecimal digits
	if len(b)-start > most {
		b = b[:start+most]
	}
	return append(b, '>')
}

// AppendUTF16Hex adds the digits of a text in UTF-16.
func AppendUTF16Hex(b []byte, s string) []byte {
	put := func(u uint16) {
		b = append(b, hexDigits[u>>12], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15])
	}
	for _, r := range s {
		if r1, r2 := utf16.EncodeRune(r); r1 != 0xfffd {
			put(uint16(r1))
			put(uint16(r2))
		} else {
			put(uint16(r))
		}
	}
	return b
}
