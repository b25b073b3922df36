package typeset

import (
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
)

// A joint is what may happen after an atom.
type joint uint8

const (
	glued  joint = iota // no line may end here
	space               // a line may end here, at a space
	free                // a line may end here without a sign: UAX #14, before and after boxes
	dash                // after a hyphen of the text
	soft                // inside a long token, without a sign
	hyph                // a hyphen is put in
	forced              // inside a token that fits no line: a hyphen is put in
	hard                // the line ends here
)

// An atom is a piece of a paragraph that no line break cuts.
type atom struct {
	w, sp    float64 // width; width of the space after it, which a line's end drops
	sign     float64 // width of what a break after it puts in
	flex     float64 // between characters without spaces: how much of a space is there to spread; -sp in code
	in       int32   // index of its inline
	from, to int32   // its bytes in the inline's text, the space apart
	end      int32   // where its space ends
	w0, w1   int32   // its words
	after    joint
	level    uint8 // of bidi
	spLevel  uint8
	part     bool // it goes on the atom before: shaped with it when on one line
}

// A paragraph is the work space for one paragraph; its slices are used again for the next.
type paragraph struct {
	in     []Inline
	atoms  []atom
	tmp    []atom
	words  []*word
	states []*styleState
	lang   string
	bidi   bool
	rtl    bool
	levels []uint8 // by byte of all texts together
	starts []int   // where each inline's text starts in levels
}

// build fills s.par with the atoms of in.
func (s *Shaper) build(in []Inline, lang string, rtl bool) {
	p := &s.par
	if lang == "" {
		lang = s.lang
	}
	p.in, p.lang = in, lang
	p.atoms, p.words, p.states = p.atoms[:0], p.words[:0], p.states[:0]
	p.bidi, p.rtl = false, false
	for i := range in {
		if rtl || mayBeRTL(in[i].Text) {
			s.orderBidi(in, rtl)
			break
		}
	}
	for i := range in {
		x := &in[i]
		switch {
		case x.Break:
			p.states = append(p.states, nil)
			if n := len(p.atoms); n > 0 && p.atoms[n-1].after != hard {
				p.atoms[n-1].sp = 0
				p.atoms[n-1].after = hard
			} else {
				p.atoms = append(p.atoms, atom{in: int32(i), after: hard})
			}
		case x.Box != nil:
			p.states = append(p.states, nil)
			if n := len(p.atoms); n > 0 && p.atoms[n-1].after == glued && !s.clings(in, i) {
				p.atoms[n-1].after = free
			}
			p.atoms = append(p.atoms, atom{in: int32(i), w: x.Box.Width, after: glued, level: s.levelAt(i, 0)})
		default:
			l := x.Lang
			if l == "" {
				l = lang
			}
			p.states = append(p.states, s.state(x.Style, l))
			s.addText(i)
		}
	}
	// the paragraph's end
	n := len(p.atoms)
	for n > 1 && p.atoms[n-1].w0 == p.atoms[n-1].w1 && p.atoms[n-1].w == 0 && p.atoms[n-1].after == space {
		n-- // trailing spaces
	}
	p.atoms = p.atoms[:n]
	if n > 0 {
		p.atoms[n-1].sp, p.atoms[n-1].after = 0, hard
	}
}

// clings reports whether the box i has to stay with the text before it: no space, an opening bracket.
func (s *Shaper) clings(in []Inline, i int) bool {
	if i == 0 || in[i-1].Text == "" {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(in[i-1].Text)
	return unicode.Is(unicode.Ps, r) || unicode.Is(unicode.Pi, r) || r == 0xa0 || r == 0x2060
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'
}

// addText cuts the text of inline i into atoms.
func (s *Shaper) addText(i int) {
	p := &s.par
	text := p.in[i].Text
	st := p.states[i]
	size := p.in[i].Style.Size
	spw := float64(st.space.w) * size / 1000
	flex := 0.0
	if p.in[i].Style.Code {
		flex = -1 // spaces of code are not spread
	}
	k := 0
	if k < len(text) && isSpace(text[k]) { // a space of this inline, after the one before
		for k < len(text) && isSpace(text[k]) {
			k++
		}
		if n := len(p.atoms); n > 0 && p.atoms[n-1].after != space && p.atoms[n-1].after != hard {
			p.atoms = append(p.atoms, atom{in: int32(i), from: 0, to: 0, end: int32(k), sp: spw, flex: flex * spw, after: space, level: s.levelAt(i, 0), spLevel: s.levelAt(i, 0)})
		}
	} else if n := len(p.atoms); n > 0 && k < len(text) && p.atoms[n-1].after == glued {
		s.joinInlines(i)
	}
	for k < len(text) {
		j := k
		ascii := true
		for j < len(text) && !isSpace(text[j]) {
			if text[j] >= 0x80 {
				ascii = false
			}
			j++
		}
		if ascii && !p.bidi {
			s.addASCII(i, k, j)
		} else {
			s.addMixed(i, k, j)
		}
		k = j
		for k < len(text) && isSpace(text[k]) {
			k++
		}
		if k > j {
			if n := len(p.atoms); n > 0 && p.atoms[n-1].in == int32(i) && p.atoms[n-1].to == int32(j) {
				a := &p.atoms[n-1]
				a.sp, a.after, a.end, a.spLevel = spw, space, int32(k), s.levelAt(i, j)
				if a.flex = flex * spw; flex != 0 { // each counts: "a  b" is not "a b"
					a.sp, a.flex = a.sp*float64(k-j), a.flex*float64(k-j)
				}
			}
		}
	}
}

// joinInlines decides whether a line may break between the last atom and inline i, which are not parted by a space.
func (s *Shaper) joinInlines(i int) {
	p := &s.par
	a := &p.atoms[len(p.atoms)-1]
	r, _ := utf8.DecodeRuneInString(p.in[i].Text)
	if p.in[a.in].Box != nil {
		if !unicode.IsPunct(r) && r != 0xa0 && r != 0x2060 {
			a.after = free
		}
		return
	}
	if prev := p.in[a.in].Text[a.from:a.to]; prev != "" {
		l, _ := utf8.DecodeLastRuneInString(prev)
		if l < 0x2e80 && r < 0x2e80 {
			return
		}
		s.seg.Init([]rune{l, r})
		if it := s.seg.LineIterator(); it.Next() && len(it.Line().Text) == 1 {
			a.after = free
		}
	}
}

func alnum(c byte) bool { return '0' <= c && c <= '9' || letter(c) }

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// addASCII adds a token of ASCII characters; prose may break after a hyphen or a slash between words.
func (s *Shaper) addASCII(i, from, to int) {
	x := &s.par.in[i]
	if text := x.Text; !x.Style.Code {
		for k := from + 1; k+1 < to; k++ {
			if c := text[k]; (c == '-' || c == '/') && letter(text[k+1]) && alnum(text[k-1]) && k-from >= 2 && to-k > 2 {
				after := dash
				if c == '/' {
					after = soft
				}
				s.add(i, from, k+1, after, 0)
				from = k + 1
			}
		}
	}
	s.add(i, from, to, glued, 0)
}

// add shapes a stretch of text and adds it as an atom.
func (s *Shaper) add(i, from, to int, after joint, level uint8) {
	p := &s.par
	x := &p.in[i]
	a := atom{in: int32(i), from: int32(from), to: int32(to), end: int32(to), after: after, level: level, spLevel: level}
	s.shapeAtom(&a, x)
	p.atoms = append(p.atoms, a)
}

func (s *Shaper) shapeAtom(a *atom, x *Inline) {
	p := &s.par
	a.w0 = int32(len(p.words))
	lang := x.Lang
	if lang == "" {
		lang = p.lang
	}
	p.words = s.shape(p.words, x.Style, p.states[a.in], lang, x.Text[a.from:a.to], a.level&1 != 0)
	a.w1 = int32(len(p.words))
	w := int32(0)
	for _, x := range p.words[a.w0:a.w1] {
		w += x.w
	}
	a.w = float64(w) * x.Style.Size / 1000
	if n := len(p.words); a.after == free && a.w1 > a.w0 && p.words[n-1].cjk && !x.Style.Code {
		a.flex = cjkFlex * x.Style.Size
	}
}

// cjkFlex is how much of a space there is between two characters of a script without spaces, in em.
const cjkFlex = 0.05

// addMixed adds a token that has characters outside ASCII, or stands in a paragraph with right-to-left text.
func (s *Shaper) addMixed(i, from, to int) {
	p := &s.par
	text := p.in[i].Text[from:to]
	breaks := s.lineBreaks(text)
	start := 0
	level := s.levelAt(i, from)
	put := func(end int, after joint) {
		if end > start {
			s.add(i, from+start, from+end, after, level)
		} else if n := len(p.atoms); n > 0 && after != glued && p.atoms[n-1].to == int32(from+end) && p.atoms[n-1].in == int32(i) {
			p.atoms[n-1].after = after
		}
		start = end
	}
	for k, r := range text {
		if k > 0 {
			if p.bidi {
				if l := s.levelAt(i, from+k); l != level {
					put(k, glued)
					level = l
				}
			}
			if breaks[k] {
				put(k, free)
			}
		}
		switch r {
		case 0xa0: // no-break space: a space that no line ends at
			put(k, glued)
			size := p.in[i].Style.Size
			p.atoms = append(p.atoms, atom{in: int32(i), from: int32(from + k), to: int32(from + k), end: int32(from + k + 2),
				sp: float64(p.states[i].space.w) * size / 1000, level: level, spLevel: level})
			start = k + 2
		case 0xad: // soft hyphen
			put(k, hyph)
			start = k + 2
			if n := len(p.atoms); n > 0 && p.atoms[n-1].in == int32(i) {
				p.atoms[n-1].end = int32(from + start)
				p.atoms[n-1].sign = s.signWidth(i)
			}
		case 0x200b: // zero width space
			put(k, free)
			start = k + 3
			if n := len(p.atoms); n > 0 && p.atoms[n-1].in == int32(i) {
				p.atoms[n-1].end = int32(from + start)
			}
		}
	}
	put(len(text), glued)
	// what follows a soft hyphen goes on the word
	for k := len(p.atoms) - 1; k > 0 && p.atoms[k].in == int32(i) && p.atoms[k].from > int32(from); k-- {
		if p.atoms[k-1].after == hyph {
			p.atoms[k].part = true
		}
	}
}

// lineBreaks says for each byte of a token whether a line may start there. (UAX #14)
func (s *Shaper) lineBreaks(text string) map[int]bool {
	plain := true
	for _, r := range text {
		if r >= 0x250 && r != 0x2018 && r != 0x2019 && r != 0x201c && r != 0x201d && r != 0x2026 {
			plain = false
			break
		}
	}
	if plain {
		return nil
	}
	s.runes = s.runes[:0]
	for _, r := range text {
		s.runes = append(s.runes, r)
	}
	s.seg.Init(s.runes)
	var m map[int]bool
	for it := s.seg.LineIterator(); it.Next(); {
		l := it.Line()
		if e := l.OffsetInBytes + l.LengthInBytes; e < len(text) {
			if m == nil {
				m = map[int]bool{}
			}
			m[e] = true
		}
	}
	return m
}

// mayBeRTL is quick and errs on the side of yes.
func mayBeRTL(t string) bool {
	for i := 0; i < len(t); i++ {
		c := t[i]
		if c < 0xd6 {
			continue
		}
		if c <= 0xdf {
			return true
		}
		if i+1 >= len(t) {
			return false
		}
		switch n := t[i+1]; {
		case c == 0xe0 && 0xa0 <= n && n <= 0xa3, c == 0xef && 0xac <= n && n <= 0xbb, c == 0xf0 && (n == 0x90 || n == 0x9e):
			return true
		case c == 0xe2 && (n == 0x80 || n == 0x81) && i+2 < len(t):
			if r, _ := utf8.DecodeRuneInString(t[i:]); r == 0x200f || r == 0x202b || r == 0x202e || r == 0x2067 {
				return true
			}
		}
	}
	return false
}

// orderBidi finds the embedding level of each byte. (UAX #9)
func (s *Shaper) orderBidi(in []Inline, rtl bool) {
	p := &s.par
	p.levels, p.starts = p.levels[:0], p.starts[:0]
	s.runes = s.runes[:0]
	first := !rtl
	p.rtl = rtl
	for i := range in {
		p.starts = append(p.starts, 0)
		switch {
		case in[i].Break:
			s.runes = append(s.runes, '\u2028')
		case in[i].Box != nil:
			s.runes = append(s.runes, 0xfffc)
		default:
			for _, r := range in[i].Text {
				if r < ' ' {
					r = ' '
				}
				if first && unicode.IsLetter(r) {
					first = false
					p.rtl = isRTL(r)
				}
				s.runes = append(s.runes, r)
			}
		}
	}
	if len(s.runes) == 0 {
		return
	}
	p.bidi = true
	dir := bidi.LeftToRight
	if p.rtl {
		dir = bidi.RightToLeft
	}
	runs := s.bidi.Segment(s.runes, dir)
	lv := make([]uint8, len(s.runes))
	for k := range runs.NumRuns() {
		r := runs.Run(k)
		for j := r.Start; j < r.End; j++ {
			lv[j] = uint8(r.Level)
		}
	}
	k := 0
	for i := range in {
		p.starts[i] = len(p.levels)
		if in[i].Break || in[i].Box != nil {
			p.levels = append(p.levels, lv[k])
			k++
			continue
		}
		for t := in[i].Text; t != ""; k++ {
			_, n := utf8.DecodeRuneInString(t)
			for range n {
				p.levels = append(p.levels, lv[k])
			}
			t = t[n:]
		}
	}
}

// signWidth is the width of inline i's hyphen.
func (s *Shaper) signWidth(i int) float64 {
	return float64(s.par.states[i].hyphen.w) * s.par.in[i].Style.Size / 1000
}

func isRTL(r rune) bool {
	return 0x590 <= r && r < 0x900 || 0xfb1d <= r && r < 0xfe00 || 0xfe70 <= r && r < 0xff00 || 0x10800 <= r && r < 0x11000 || 0x1e800 <= r && r < 0x1f000
}

func (s *Shaper) levelAt(i, at int) uint8 {
	p := &s.par
	if !p.bidi {
		return 0
	}
	if at += p.starts[i]; at < len(p.levels) {
		return p.levels[at]
	}
	if p.rtl {
		return 1
	}
	return 0
}
