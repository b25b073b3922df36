package typeset

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
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
	space  bool
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

// features of a style that change its glyphs.
type features uint8

const (
	plainText features = iota
	codeText
	tabularText
)

// A faceState is what one shaper knows of a face.
type faceState struct {
	face  *Face
	gt    *font.Face
	ascii bool // it has all printable ASCII characters
}

// A styleState is a style as one shaper sees it.
type styleState struct {
	fs       *faceState
	feat     features
	lang     language.Language
	ltr, rtl map[string]*word // this shaper's own, without locks
	shared   *sharedWords
	space    *word
	hyphen   *word
}

// sharedWords are the words that any shaper of a set has shaped in one way. What a word looks like does not
// depend on who shaped it.
type sharedWords struct {
	mu       sync.RWMutex
	ltr, rtl map[string]*word
}

// sharedWords returns the set's words for a way of shaping.
func (s *Set) sharedWords(k stateKey) *sharedWords {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.shared[k]
	if w == nil {
		w = &sharedWords{ltr: map[string]*word{}, rtl: map[string]*word{}}
		if s.shared == nil {
			s.shared = map[stateKey]*sharedWords{}
		}
		s.shared[k] = w
	}
	return w
}

// word returns a shaped word from the caches, or shapes it.
func (s *Shaper) word(x *styleState, text string, rtl bool, script language.Script) *word {
	own, all := x.ltr, x.shared.ltr
	if rtl {
		own, all = x.rtl, x.shared.rtl
	}
	if w := own[text]; w != nil {
		return w
	}
	x.shared.mu.RLock()
	w := all[text]
	x.shared.mu.RUnlock()
	if w == nil {
		text = strings.Clone(text) // a key must not keep a whole page's text
		w = s.one(x, text, rtl, script)
		x.shared.mu.Lock()
		if o := all[text]; o != nil {
			w = o
		} else {
			all[text] = w
		}
		x.shared.mu.Unlock()
	}
	own[text] = w
	return w
}

type stateKey struct {
	face *Face
	feat features
	lang string
}

type runKey struct {
	st   *Style
	lang string
}

// A Shaper shapes and breaks text. It keeps every word it has seen, and the characters that no face has.
// It must not be used by two goroutines at once.
type Shaper struct {
	// Mark is the style of the sign that continues a wrapped line of code; nil: the style of the line.
	Mark *Style

	set     *Set
	lang    string
	hb      shaping.HarfbuzzShaper
	faces   map[*Face]*faceState
	states  map[stateKey]*styleState
	styles  map[runKey]*styleState
	last    runKey
	lastSt  *styleState
	missing map[rune]struct{}
	hyph    map[hyphenKey][]int
	seg     segmenter.Segmenter
	bidi    bidi.Paragraph
	runes   []rune
	par     paragraph
	brk     breaker
	unit    []uint8 // bidi levels of a line's runs
}

// NewShaper makes a shaper for text that is in lang (BCP 47) unless said otherwise.
func NewShaper(set *Set, lang string) *Shaper {
	if set == nil {
		set = &Set{}
	}
	return &Shaper{
		set: set, lang: lang,
		faces: map[*Face]*faceState{}, states: map[stateKey]*styleState{}, styles: map[runKey]*styleState{}, missing: map[rune]struct{}{}, hyph: map[hyphenKey][]int{},
	}
}

// Missing lists the characters that no face has, in order of their code points.
func (s *Shaper) Missing() []rune {
	r := make([]rune, 0, len(s.missing))
	for x := range s.missing {
		r = append(r, x)
	}
	slices.Sort(r)
	return r
}

func (s *Shaper) face(f *Face) *faceState {
	fs := s.faces[f]
	if fs == nil {
		fs = &faceState{face: f}
		if f.parse() == nil {
			fs.gt = font.NewFace(f.font)
			fs.ascii = true
			for r := rune(' '); r < 0x7f && fs.ascii; r++ {
				_, fs.ascii = fs.gt.NominalGlyph(r)
			}
		}
		s.faces[f] = fs
	}
	return fs
}

func (s *Shaper) has(f *Face, r rune) bool {
	fs := s.face(f)
	if fs.gt == nil {
		return false
	}
	g, ok := fs.gt.NominalGlyph(r)
	return ok && g != 0
}

func (s *Shaper) state(st *Style, lang string) *styleState {
	if lang == "" {
		lang = s.lang
	}
	k := runKey{st, lang}
	if s.lastSt != nil && s.last == k {
		return s.lastSt
	}
	x := s.styles[k]
	if x == nil {
		f := plainText
		if st.Code {
			f = codeText
		} else if st.Tabular {
			f = tabularText
		}
		x = s.stateOf(st.Face, f, lang)
		s.styles[k] = x
	}
	s.last, s.lastSt = k, x
	return x
}

func (s *Shaper) stateOf(f *Face, feat features, lang string) *styleState {
	k := stateKey{f, feat, lang}
	x := s.states[k]
	if x == nil {
		x = &styleState{fs: s.face(f), feat: feat, lang: language.NewLanguage(lang), ltr: map[string]*word{}, rtl: map[string]*word{}, shared: s.set.sharedWords(k)}
		s.states[k] = x
		x.space = s.one(x, " ", false, language.Latin)
		x.space.space = true
		x.hyphen = s.hyphen(x)
	}
	return x
}

// hyphen is the sign at the end of a broken word. Readers of the text are to leave it out, so it is a soft
// hyphen (ISO 32000-1, 14.8.2.2.3): by the font's own glyph for that, or else said by ActualText.
func (s *Shaper) hyphen(x *styleState) *word {
	if f := x.fs.face; s.has(f, 0xad) {
		if g, _ := x.fs.gt.NominalGlyph(0xad); f.GlyphText(uint16(g)) == "\u00ad" && f.Advance(uint16(g)) > 0 {
			w := &word{face: f, w: int32(f.Advance(uint16(g))), gids: []uint16{uint16(g)}}
			w.tj = append(appendGlyph(append(w.tj, '('), uint16(g)), ')')
			return w
		}
	}
	w := *s.one(x, "-", false, language.Latin)
	w.actual = "\u00ad"
	return &w
}

// one shapes text in the state's own face, whether or not it has the glyphs.
func (s *Shaper) one(x *styleState, text string, rtl bool, script language.Script) *word {
	w := &word{face: x.fs.face}
	if x.fs.gt == nil {
		return w
	}
	s.runes = s.runes[:0]
	for _, r := range text {
		s.runes = append(s.runes, r)
	}
	in := shaping.Input{
		Text: s.runes, RunEnd: len(s.runes), Direction: di.DirectionLTR, Face: x.fs.gt,
		Size: fixed.I(1000), Script: script, Language: x.lang,
	}
	switch x.feat {
	case codeText:
		in.FontFeatures = codeFeatures[:]
	case tabularText:
		in.FontFeatures = tabularFeatures[:]
	}
	if rtl {
		in.Direction = di.DirectionRTL
	}
	out := s.hb.ShapeNoExtents(in)
	if rtl {
		slices.Reverse(out.Glyphs)
		w.place(s.runes, out.Glyphs, true)
	} else {
		w.shapeLTR(s.runes, out.Glyphs)
	}
	return w
}

var (
	codeFeatures    = [...]shaping.FontFeature{{Tag: ot.MustNewTag("liga")}, {Tag: ot.MustNewTag("clig")}, {Tag: ot.MustNewTag("calt")}}
	tabularFeatures = [...]shaping.FontFeature{{Tag: ot.MustNewTag("tnum"), Value: 1}}
)

func milli(v fixed.Int26_6) int32 { return int32(math.Round(float64(v) / 64)) }

// shapeLTR makes the elements of a TJ array, or places the glyphs where one stands off the baseline or a cluster
// needs a text of its own.
func (w *word) shapeLTR(rs []rune, gs []shaping.Glyph) {
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
	if len(gs) == 1 && len(text) == 1 {
		t := w.face.GlyphText(uint16(gs[0].GlyphID))
		if r, n := utf8.DecodeRuneInString(t); n > 0 && n == len(t) && r == text[0] {
			return true
		}
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

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// shape appends the words of a token that has no spaces and one direction.
func (s *Shaper) shape(dst []*word, st *Style, x *styleState, lang, text string, rtl bool) []*word {
	m := x.ltr
	if rtl {
		m = x.rtl
	}
	if w := m[text]; w != nil {
		return append(dst, w)
	}
	if isASCII(text) && x.fs.ascii {
		return append(dst, s.word(x, text, rtl, language.Latin))
	}
	return s.shapeMixed(dst, st, x, lang, text, rtl)
}

// shapeMixed cuts a token by face and script.
func (s *Shaper) shapeMixed(dst []*word, st *Style, x *styleState, lang, text string, rtl bool) []*word {
	start, i := 0, 0
	var cur *Face
	script := language.Common
	lost := rune(0) // a character no face has
	flush := func(end int) {
		if end == start {
			return
		}
		t := text[start:end]
		start = end
		if lost != 0 {
			dst = append(dst, s.replacement(st, x, lang, t, lost))
			return
		}
		if cur == nil {
			return // only characters that show nothing
		}
		y := x
		if cur != x.fs.face {
			y = s.stateOf(cur, x.feat, lang)
		}
		sc := script
		if sc == language.Common {
			sc = language.Latin
		}
		dst = append(dst, s.word(y, t, rtl, sc))
	}
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if ignorable(r) || unicode.Is(unicode.Mn, r) && cur != nil && s.has(cur, r) {
			i += n // stays with what is before it
			continue
		}
		f := s.pick(st.Face, cur, r)
		sc := language.LookupScript(r)
		common := sc == language.Common || sc == language.Inherited || sc == language.Unknown
		if f == nil || lost != 0 || f != cur || !common && script != language.Common && sc != script {
			if cur != nil || lost != 0 {
				flush(i)
				script = language.Common
			}
			cur, lost = f, 0
			if f == nil {
				lost = r
			}
		}
		if !common {
			script = sc
		}
		i += n
	}
	flush(len(text))
	return dst
}

// pick finds a face for the rune: the style's, the one in use, the first of the fallback chain.
func (s *Shaper) pick(own, cur *Face, r rune) *Face {
	if s.has(own, r) {
		return own
	}
	if cur != nil && s.has(cur, r) {
		return cur
	}
	for _, f := range s.set.Fallback {
		if s.has(f, r) {
			return f
		}
	}
	return nil
}

// replacement is the visible sign for a character that no face has; readers of the text get the character.
func (s *Shaper) replacement(st *Style, x *styleState, lang, text string, lost rune) *word {
	s.missing[lost] = struct{}{}
	for _, r := range [...]rune{0xfffd, 0x25a1, 0x25af, '?'} {
		f := s.pick(st.Face, nil, r)
		if f == nil {
			continue
		}
		y := x
		if f != x.fs.face {
			y = s.stateOf(f, x.feat, lang)
		}
		w := *s.one(y, string(r), false, language.Latin)
		w.actual = text
		return &w
	}
	return &word{face: st.Face, w: 500, actual: text}
}
