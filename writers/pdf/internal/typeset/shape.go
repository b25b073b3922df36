package typeset

import (
	"slices"
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

// features of a style that change its glyphs.
type features uint8

const (
	plainText features = iota
	codeText
	gridText // code in columns: wide characters take two
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
	made     made
	want     made // what fallback faces have to look like
	lang     language.Language
	ltr, rtl map[string]*word // this shaper's own, without locks
	shared   *sharedWords
	space    *word
	hyphen   *word
	pairs    *pairs // nil: all is shaped
}

// sharedWords are the words that any shaper of a set has shaped in one way. What a word looks like does not
// depend on who shaped it.
type sharedWords struct {
	mu       sync.RWMutex
	ltr, rtl map[string]*word
	once     sync.Once
	pairs    *pairs
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
	made made
	lang string
}

// made says which styles are made of a face that does not have them.
type made uint8

const (
	madeBold made = 1 << iota // by a line around the glyphs
	madeSlant
)

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
	madeOf  map[*Face]made
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
	if f.lacks(r) {
		return false
	}
	fs := s.face(f)
	if fs.gt == nil {
		return false
	}
	g, ok := fs.gt.NominalGlyph(r)
	return ok && g != 0 && (f.source == nil || canSet(fs.gt.Font, r))
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
		var own made
		if st.Bold {
			own |= madeBold
		}
		if st.Slant {
			own |= madeSlant
		}
		x = s.stateOf(st.Face, f, own, lang)
		s.styles[k] = x
	}
	s.last, s.lastSt = k, x
	return x
}

// likeOwn is the state of a fallback face for text in the style of x.
func (s *Shaper) likeOwn(x *styleState, f *Face, lang string) *styleState {
	var m made
	if f.styles {
		if m = x.want; f.bold {
			m &^= madeBold
		}
		if f.desc.Italic {
			m &^= madeSlant
		}
		if m != 0 {
			s.noteMade(f, m)
		}
	}
	return s.stateOf(f, x.feat, m, lang)
}

// noteMade remembers a style that is made, for [Shaper.Made].
func (s *Shaper) noteMade(f *Face, m made) {
	if s.madeOf == nil {
		s.madeOf = map[*Face]made{}
	}
	s.madeOf[f] |= m
}

// Made calls f for each fallback face of which styles were made that it does not have.
func (s *Shaper) Made(f func(face *Face, bold, slant bool)) {
	for face, m := range s.madeOf {
		f(face, m&madeBold != 0, m&madeSlant != 0)
	}
}

func (s *Shaper) stateOf(f *Face, feat features, own made, lang string) *styleState {
	k := stateKey{f, feat, own, lang}
	x := s.states[k]
	if x == nil {
		x = &styleState{fs: s.face(f), feat: feat, made: own, want: own, lang: language.NewLanguage(lang), ltr: map[string]*word{}, rtl: map[string]*word{}, shared: s.set.sharedWords(k)}
		if f.bold {
			x.want |= madeBold
		}
		if f.desc.Italic {
			x.want |= madeSlant
		}
		s.states[k] = x
		if x.fs.gt != nil {
			x.pairs = x.shared.pairsOf(f, feat)
		}
		x.space = s.one(x, " ", false, language.Latin)
		x.space.space = true
		x.hyphen = s.hyphen(x)
	}
	return x
}

// hyphen is the sign at the end of a broken word. Readers of the text are to leave it out, so it is a soft
// hyphen (ISO 32000-1, 14.8.2.2.3): by the font's own glyph for that, or the subset's, or else said by ActualText,
// after which some readers lose the rest of the paragraph.
func (s *Shaper) hyphen(x *styleState) *word {
	f := x.fs.face
	g := f.softHyphen()
	if s.has(f, 0xad) {
		if own, _ := x.fs.gt.NominalGlyph(0xad); f.GlyphText(uint16(own)) == "\u00ad" && f.Advance(uint16(own)) > 0 {
			g = uint16(own)
		}
	}
	if g != 0 {
		w := &word{face: f, made: x.made, w: int32(f.Advance(g)), gids: []uint16{g}}
		w.tj = append(appendGlyph(append(w.tj, '('), g), ')')
		return w
	}
	w := *s.one(x, "-", false, language.Latin)
	w.actual = "\u00ad"
	return &w
}

// one shapes text in the state's own face, whether or not it has the glyphs.
func (s *Shaper) one(x *styleState, text string, rtl bool, script language.Script) *word {
	paired := x.pairs != nil && !rtl && script == language.Latin
	if paired {
		if w := x.pairs.known(x, text); w != nil {
			return w
		}
	}
	w := &word{face: x.fs.face, made: x.made}
	if x.fs.gt == nil {
		return w
	}
	s.runes = s.runes[:0]
	for _, r := range text {
		s.runes = append(s.runes, r)
	}
	w.cjk = len(s.runes) > 0 && isCJK(s.runes[len(s.runes)-1])
	if len(s.runes) > 0 && s.runes[0] >= 0x2139 && w.face == s.set.Emoji {
		w.paint = paintOf(s.runes)
	}
	in := shaping.Input{
		Text: s.runes, RunEnd: len(s.runes), Direction: di.DirectionLTR, Face: x.fs.gt,
		Size: fixed.I(1000), Script: script, Language: x.lang,
	}
	switch x.feat {
	case codeText, gridText:
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
		if paired {
			x.pairs.learn(w, s.runes, out.Glyphs)
		}
		if x.feat == gridText && len(s.runes) == 1 && wide(s.runes[0]) {
			w.widen(2 * codeCell)
		}
	}
	return w
}

const codeCell = 600 // 1/1000 em: a column of code

var (
	codeFeatures    = [...]shaping.FontFeature{{Tag: ot.MustNewTag("liga")}, {Tag: ot.MustNewTag("clig")}, {Tag: ot.MustNewTag("calt")}}
	tabularFeatures = [...]shaping.FontFeature{{Tag: ot.MustNewTag("tnum"), Value: 1}}
)

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
	if len(text) > longCode && !rtl && x.pairs != nil && (x.feat == codeText || x.feat == gridText) {
		if w := x.pairs.known(x, text); w != nil {
			return append(dst, w)
		}
	}
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
	signs := false  // the last character is a sign of a colour of its own
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
			y = s.likeOwn(x, cur, lang)
		}
		sc := script
		if sc == language.Common {
			sc = language.Latin
		}
		dst = append(dst, s.word(y, t, rtl, sc))
	}
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if ignorable(r) || unicode.Is(unicode.M, r) && cur != nil && s.has(cur, r) {
			i += n // stays with what is before it
			continue
		}
		f := s.pick(st.Face, cur, r)
		if e := s.set.Emoji; e != nil && f != e && emojiAt(r, text[i+n:]) && s.has(e, r) {
			f = e
		}
		sign := f != nil && f == s.set.Emoji && painted(r)
		sc := language.LookupScript(r)
		common := sc == language.Common || sc == language.Inherited || sc == language.Unknown
		if f == nil || lost != 0 || f != cur || sign || signs || x.feat == gridText && wide(r) || !common && script != language.Common && sc != script {
			if cur != nil || lost != 0 {
				flush(i)
				script = language.Common
			}
			cur, lost, signs = f, 0, sign
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

// pick finds a face for the rune: the style's, the one in use, the first of the fallback chain, where bold text
// prefers a bold face and other text one that is not.
func (s *Shaper) pick(own, cur *Face, r rune) *Face {
	if s.has(own, r) {
		return own
	}
	if cur != nil && s.has(cur, r) {
		return cur
	}
	var found *Face
	for _, f := range s.set.Fallback {
		if (found == nil || f.bold == own.bold) && s.has(f, r) {
			if found = f; f.bold == own.bold {
				break
			}
		}
	}
	return found
}

// replacement is the visible sign for a character that no face has; readers of the text get the character.
func (s *Shaper) replacement(st *Style, x *styleState, lang, text string, lost rune) *word {
	if w := s.compose(st, lost); w != nil && utf8.RuneLen(lost) == len(text) {
		return w
	}
	s.missing[lost] = struct{}{}
	for _, r := range [...]rune{0xfffd, 0x25a1, 0x25af, '?'} {
		f := s.pick(st.Face, nil, r)
		if f == nil {
			continue
		}
		y := x
		if f != x.fs.face {
			y = s.stateOf(f, x.feat, 0, lang)
		}
		w := *s.one(y, string(r), false, language.Latin)
		w.actual = s.set.said(text)
		return &w
	}
	return &word{face: st.Face, w: 500, actual: s.set.said(text)}
}
