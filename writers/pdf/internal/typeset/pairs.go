package typeset

import (
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/shaping"
)

// Most words are of ASCII characters that a face neither joins nor replaces: each shows its own glyph, and how far it
// is to the next depends on these two alone. What shaping said of a pair is kept then, and a word whose pairs are all
// known is put together from them. It is the same to the last byte.

// A pairs is what is known of two characters side by side in one way of shaping. It is used by many goroutines; all
// find the same.
type pairs struct {
	glyphs *[128]uint16
	rows   [128]atomic.Pointer[[128]atomic.Int32] // by both characters, 0 for a word's end: the first one's advance + 1
}

// longCode is how many bytes a stretch of code has that is not kept: it hardly comes again.
const longCode = 24

// longestPaired bounds the words that are made of pairs, in bytes.
const longestPaired = 256

// known makes the word of pairs that are known; nil: it has to be shaped.
func (p *pairs) known(x *styleState, text string) *word {
	n := len(text)
	if n == 0 || n > longestPaired {
		return nil
	}
	var adv [longestPaired]int32
	for i := range n {
		c, next := text[i], byte(0)
		if i+1 < n {
			next = text[i+1]
		}
		if c >= 0x80 || next >= 0x80 {
			return nil
		}
		row := p.rows[c].Load()
		if row == nil {
			return nil
		}
		if adv[i] = row[next].Load() - 1; adv[i] < 0 {
			return nil
		}
	}
	w := &word{face: x.fs.face, made: x.made, gids: make([]uint16, n)}
	b := make([]byte, 0, 2*n+8)
	open := false
	for i := range n {
		g := p.glyphs[text[i]]
		w.gids[i] = g
		if !open {
			b, open = append(b, '('), true
		}
		b = appendGlyph(b, g)
		if k := int32(w.face.Advance(g)) - adv[i]; k != 0 {
			b, open = append(b, ')'), false
			b = strconv.AppendInt(b, int64(k), 10)
		}
		w.w += adv[i]
	}
	if open {
		b = append(b, ')')
	}
	w.tj = b
	return w
}

// learn keeps what a shaped word says of its pairs.
func (p *pairs) learn(w *word, rs []rune, gs []shaping.Glyph) {
	if w.placed != nil || w.claims != nil || len(gs) != len(rs) {
		return
	}
	for i, r := range rs {
		g := &gs[i]
		if r >= 0x80 || p.glyphs[r] == 0 || uint16(g.GlyphID) != p.glyphs[r] || g.TextIndex() != i || g.XOffset != 0 || g.Advance <= 0 {
			return
		}
	}
	for i, r := range rs {
		next := rune(0)
		if i+1 < len(rs) {
			next = rs[i+1]
		}
		row := p.rows[r].Load()
		if row == nil {
			row = new([128]atomic.Int32)
			if !p.rows[r].CompareAndSwap(nil, row) {
				row = p.rows[r].Load()
			}
		}
		row[next].Store(milli(gs[i].Advance) + 1)
	}
}

// pairsOf returns the pairs of a face in text or code, which depend on nothing else than the state; nil: there are none.
func (w *sharedWords) pairsOf(f *Face, feat features) *pairs {
	w.once.Do(func() {
		if feat == tabularText || f.parse() != nil || f.tab["GPOS"] == nil { // it may have kerning in other tables
			return
		}
		if g := singly(f.font, feat != plainText); g != nil {
			w.pairs = &pairs{glyphs: g}
		}
	})
	return w.pairs
}

// singly returns the glyphs of those ASCII characters at which no rule begins that joins or replaces what is ASCII
// only, 0 for the others; nil where glyphs may be moved by more than what is next to them.
func singly(ft *font.Font, code bool) *[128]uint16 {
	a := ascii{of: map[tables.GlyphID]rune{}}
	for r := ' '; r < 0x7f; r++ {
		g, ok := ft.Cmap.Lookup(r)
		if _, twice := a.of[tables.GlyphID(g)]; !ok || g == 0 || twice {
			return nil
		}
		if d := ft.GDEF.GlyphClassDef; d != nil {
			if class, _ := d.Class(tables.GlyphID(g)); class == 3 { // a mark, which rules may pass over
				return nil
			}
		}
		a.glyphs[r], a.of[tables.GlyphID(g)] = uint16(g), r
	}
	for _, n := range inForce(&ft.GPOS.Layout, code) {
		if int(n) < len(ft.GPOS.Lookups) && !a.pairsOnly(&ft.GPOS.Lookups[n]) {
			return nil
		}
	}
	for _, n := range inForce(&ft.GSUB.Layout, code) {
		if int(n) < len(ft.GSUB.Lookups) {
			for _, t := range ft.GSUB.Lookups[n].Subtables {
				a.strike(t)
			}
		}
	}
	return &a.glyphs
}

// An ascii is the glyphs of the printable ASCII characters.
type ascii struct {
	glyphs [128]uint16
	of     map[tables.GlyphID]rune
}

// covered reports whether one of them is in the table.
func (a *ascii) covered(c tables.Coverage) bool {
	for g := range a.of {
		if _, ok := c.Index(g); ok {
			return true
		}
	}
	return false
}

// pairsOnly reports whether a rule moves no glyph of these but by what is next to it. (OpenType: GPOS, types 1 and 2)
func (a *ascii) pairsOnly(l *font.GPOSLookup) bool {
	for _, t := range l.Subtables {
		switch t := t.(type) {
		case tables.SinglePos:
			continue
		case tables.PairPos:
			const passOver = 2 | 4 // base glyphs, ligatures
			if d, ok := t.Data.(tables.PairPosData1); ok && d.ValueFormat2 == 0 && l.Flag&passOver == 0 {
				continue
			}
			if d, ok := t.Data.(tables.PairPosData2); ok && d.ValueFormat2 == 0 && l.Flag&passOver == 0 {
				continue
			}
		}
		if a.covered(t.Cov()) {
			return false
		}
	}
	return true
}

// strike takes out the glyphs at which a rule begins, unless it needs others than these.
func (a *ascii) strike(t tables.GSUBLookup) {
	switch t := t.(type) {
	case tables.SingleSubs:
		return // the glyph is another one then, and that is seen
	case tables.LigatureSubs:
		for g, r := range a.of {
			if i, ok := t.Coverage.Index(g); ok && (i >= len(t.LigatureSets) || slices.ContainsFunc(t.LigatureSets[i].Ligatures, a.spells)) {
				a.glyphs[r] = 0
			}
		}
		return
	case tables.ChainedContextualSubs:
		if d, ok := t.Data.(tables.ChainedContextualSubs3); ok {
			lacks := func(c tables.Coverage) bool { return !a.covered(c) }
			if slices.ContainsFunc(d.BacktrackCoverages, lacks) || slices.ContainsFunc(d.InputCoverages, lacks) || slices.ContainsFunc(d.LookaheadCoverages, lacks) {
				return
			}
		}
	}
	c := t.Cov()
	for g, r := range a.of {
		if _, ok := c.Index(g); ok {
			a.glyphs[r] = 0
		}
	}
}

// spells reports whether a ligature is of ASCII characters alone.
func (a *ascii) spells(l tables.Ligature) bool {
	return !slices.ContainsFunc(l.ComponentGlyphIDs, func(g tables.GlyphID) bool { _, ok := a.of[g]; return !ok })
}

// The features of text that nobody asks for and everybody gets; the ones for ligatures are off in code. (OpenType: registered
// features)
const (
	alwaysOn = "rvrn ltra ltrm rand Harf HARF Buzz BUZZ abvm blwm ccmp locl mark mkmk rlig curs dist kern rclt"
	textOnly = " liga clig calt"
)

// inForce lists the rules of a table that hold though nobody asks for them, in any script and language.
func inForce(l *font.Layout, code bool) (lookups []uint16) {
	on := alwaysOn
	if !code {
		on += textOnly
	}
	var tags []ot.Tag
	for tag := range strings.FieldsSeq(on) {
		tags = append(tags, ot.MustNewTag(tag))
	}
	var needed []uint16
	for _, s := range l.Scripts {
		if s.DefaultLangSys != nil {
			needed = append(needed, s.DefaultLangSys.RequiredFeatureIndex)
		}
		for _, lang := range s.LangSys {
			needed = append(needed, lang.RequiredFeatureIndex)
		}
	}
	for i, f := range l.Features {
		if slices.Contains(tags, f.Tag) || slices.Contains(needed, uint16(i)) {
			lookups = append(lookups, f.LookupListIndices...)
		}
	}
	for _, v := range l.FeatureVariations {
		for _, f := range v.Substitutions.Substitutions {
			lookups = append(lookups, f.AlternateFeature.LookupListIndices...)
		}
	}
	slices.Sort(lookups)
	return slices.Compact(lookups)
}
