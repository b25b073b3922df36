package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Token is a stretch of a code line in one style, up to End (bytes in the line), after the token before it.
type Token struct {
	End   int
	Style *Style
	Ref   int32
}

// Code sets one line of code, without the line's end, wrapped into the width at tokens. Tabs go to columns of 4,
// all other spaces stay. What no token covers is in style with Ref 0. Continuation lines are indented
// and begin with a mark, which has [Run.Mark] set. An empty line gives one line without runs.
func (s *Shaper) Code(line string, style *Style, tokens []Token, width float64) []Line {
	c := coder{s: s, style: style, line: line, cell: s.cell(style)}
	from := 0
	for _, t := range tokens {
		if end := min(t.End, len(line)); end > from {
			st := t.Style
			if st == nil {
				st = style
			}
			c.piece(from, end, st, t.Ref)
			from = end
		}
	}
	if from < len(line) {
		c.piece(from, len(line), style, 0)
	}
	return c.lines(width)
}

const tabWidth = 4 // columns

// CodeColumns is how many columns of a fixed face a line of code takes: two for wide characters.
func CodeColumns(line string) int {
	n := 0
	for _, r := range line {
		switch {
		case r == '\t':
			n += tabWidth - n%tabWidth
		case wide(r):
			n += 2
		case !ignorable(r) && !unicode.Is(unicode.Mn, r):
			n++
		}
	}
	return n
}

// wide reports whether a character takes two columns. (UAX #11: W and F, roughly)
func wide(r rune) bool {
	return 0x1100 <= r && (r < 0x1160 || 0x2e80 <= r && r < 0xa4d0 && r != 0x303f || 0xac00 <= r && r < 0xd7a4 || 0xf900 <= r && r < 0xfb00 ||
		0xfe30 <= r && r < 0xfe70 || 0xff01 <= r && r < 0xff61 || 0xffe0 <= r && r < 0xffe7 || 0x1f300 <= r && r < 0x1f650 || 0x1f900 <= r && r < 0x1fa00 || 0x20000 <= r && r < 0x3fffe)
}

// A coder sets one line of code.
type coder struct {
	s      *Shaper
	style  *Style
	line   string
	cell   float64 // width of a column
	col    int     // column reached, for tabs
	pieces []codePiece
}

// A codePiece is part of a token that is set as one.
type codePiece struct {
	from, to int    // bytes of the line
	text     string // with tabs as spaces
	style    *Style
	ref      int32
	w        float64
	words    []*word
}

// grid is the state of code in columns.
func (s *Shaper) grid(st *Style) *styleState {
	return s.stateOf(st.Face, gridText, s.state(st, s.lang).made, s.lang)
}

func (s *Shaper) cell(st *Style) float64 {
	return float64(s.state(st, s.lang).space.w) * st.Size / 1000
}

// maxPiece bounds what is shaped again when a line ends inside a token, so that a line costs no more than its length.
const maxPiece = 256 // bytes

// piece adds a token, its tabs made spaces; a long one in parts.
func (c *coder) piece(from, to int, st *Style, ref int32) {
	for to-from > maxPiece {
		end := from + maxPiece
		for end > from+maxPiece/2 { // not inside a character or before what joins the one before
			r, _ := utf8.DecodeRuneInString(c.line[end:])
			if utf8.RuneStart(c.line[end]) && !ignorable(r) && !unicode.Is(unicode.M, r) {
				break
			}
			end--
		}
		for !utf8.RuneStart(c.line[end]) {
			end--
		}
		c.part(from, end, st, ref)
		from = end
	}
	c.part(from, to, st, ref)
}

func (c *coder) part(from, to int, st *Style, ref int32) {
	text := c.line[from:to]
	if strings.IndexByte(text, '\t') >= 0 {
		var b strings.Builder
		for _, r := range text {
			if r == '\t' {
				n := tabWidth - c.col%tabWidth
				b.WriteString("    "[:n])
				c.col += n
				continue
			}
			b.WriteRune(r)
			c.col++
		}
		text = b.String()
	} else if isASCII(text) {
		c.col += len(text)
	} else {
		c.col += utf8.RuneCountInString(text)
	}
	p := codePiece{from: from, to: to, text: text, style: st, ref: ref}
	p.words = c.shape(st, text)
	for _, w := range p.words {
		p.w += float64(w.w) * st.Size / 1000
	}
	c.pieces = append(c.pieces, p)
}

// shape shapes a piece; its words together are all of it, spaces included.
func (c *coder) shape(st *Style, text string) []*word {
	s := c.s
	x := s.grid(st)
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	if !mayBeRTL(text) {
		return s.shape(nil, st, x, s.lang, text, false)
	}
	var words []*word
	start, rtl := 0, false
	for i, r := range text {
		if now := isRTL(r) || rtl && !unicode.IsLetter(r) && !unicode.IsDigit(r); now != rtl {
			if i > start {
				words = s.shape(words, st, x, s.lang, text[start:i], rtl)
			}
			start, rtl = i, now
		}
	}
	return s.shape(words, st, x, s.lang, text[start:], rtl)
}

// lines wraps the pieces.
func (c *coder) lines(width float64) []Line {
	total := 0.0
	for i := range c.pieces {
		total += c.pieces[i].w
	}
	var out []Line
	if total <= width+0.02 || c.blank() {
		return append(out, c.set(c.pieces, 0, true))
	}
	lead := 0.0
	for _, r := range c.line {
		if r == '\t' {
			lead += tabWidth * c.cell
		} else if r == ' ' {
			lead += c.cell
		} else {
			break
		}
	}
	mark, markW := c.s.mark(c.style)
	lead = min(lead, width/3)
	rest := c.pieces
	x := 0.0
	for {
		n, at := c.cut(rest, width-x)
		if n == len(rest) {
			l := c.set(rest, x, true)
			if len(out) > 0 {
				addMark(&l, mark, markW)
			}
			return append(out, l)
		}
		head := append([]codePiece(nil), rest[:n]...)
		tail := rest[n:]
		if at > 0 { // inside piece n
			a, b := c.split(rest[n], at)
			head = append(head, a)
			rest[n] = b // c.pieces is ours
		}
		l := c.set(head, x, false)
		if len(out) > 0 {
			addMark(&l, mark, markW)
		}
		out = append(out, l)
		rest = tail
		x = lead + markW
	}
}

func (c *coder) blank() bool { return strings.TrimSpace(c.line) == "" }

// split cuts a piece after at bytes of its text.
func (c *coder) split(p codePiece, at int) (a, b codePiece) {
	src := p.from + at
	if len(p.text) != p.to-p.from { // it has tabs: the source is cut where its text is
		src = p.from
		for n, r := range c.line[p.from:p.to] {
			if n >= at {
				break
			}
			src = p.from + n + utf8.RuneLen(r)
		}
	}
	src = min(src, p.to)
	a, b = p, p
	a.to, a.text = src, p.text[:at]
	b.from, b.text = src, p.text[at:]
	for _, q := range [...]*codePiece{&a, &b} {
		q.words, q.w = c.shape(q.style, q.text), 0
		for _, w := range q.words {
			q.w += float64(w.w) * q.style.Size / 1000
		}
	}
	return a, b
}

// cut says where a line of the given width ends: before piece n, or inside it after at bytes.
// It takes the best of the places in the last two fifths.
func (c *coder) cut(ps []codePiece, width float64) (n, at int) {
	x := 0.0
	bestN, bestAt, best := -1, 0, -1
	prev := rune(0)
	for i := range ps {
		p := &ps[i]
		unit := p.style.Size / 1000
		var y float64
		k := 0
		for k < len(p.text) {
			r, size := utf8.DecodeRuneInString(p.text[k:])
			g := size
			for k+g < len(p.text) { // what joins the character before it
				q, m := utf8.DecodeRuneInString(p.text[k+g:])
				if !ignorable(q) && !unicode.Is(unicode.M, q) {
					break
				}
				g += m
			}
			if k > 0 || i > 0 {
				rank := breakRank(prev, r, k == 0)
				if x+y > width*0.6 && rank >= best || best < 0 {
					bestN, bestAt, best = i, k, rank
				}
			}
			y += c.width(p.style, p.text[k:k+g]) * unit
			if x+y > width+0.02 && r != ' ' && bestN >= 0 {
				return bestN, bestAt
			}
			prev = r
			k += g
		}
		x += p.w
	}
	return len(ps), 0
}

// width of one character in 1/1000 em.
func (c *coder) width(st *Style, ch string) float64 {
	s := c.s
	w := 0.0
	var buf [4]*word
	for _, x := range s.shape(buf[:0], st, s.grid(st), s.lang, ch, false) {
		w += float64(x.w)
	}
	return w
}

// breakRank says how good it is to end a line between two characters.
func breakRank(a, b rune, token bool) int {
	switch {
	case a == ' ' && b != ' ':
		return 5
	case b == ' ':
		return 0 // spaces stay on the line before
	case strings.ContainsRune(",;|&([{", a):
		return 4
	case a == '-':
		return 0 // who copies the text would lose the hyphen at the line's end
	case strings.ContainsRune("/=:?._+", a) && b != a, b == '-':
		return 3
	case token:
		return 2
	}
	return 1
}

// set makes a line of pieces.
func (c *coder) set(ps []codePiece, x float64, hard bool) Line {
	l := Line{X: x, Hard: hard, Runs: make([]Run, 0, len(ps)+1)}
	c.s.extent(&l, c.style)
	for i := range ps {
		p := &ps[i]
		c.s.extent(&l, p.style)
		l.Runs = append(l.Runs, Run{Ref: p.ref, Style: p.style, X: l.Width, Width: p.w, Text: c.line[p.from:p.to], words: p.words})
		l.Width += p.w
	}
	return l
}

// mark is the sign that a line of code goes on, and the room it takes. It has no glyphs: the page draws it.
func (s *Shaper) mark(style *Style) (Run, float64) {
	st := s.Mark
	if st == nil {
		st = style
	}
	cell := s.cell(style)
	return Run{Style: st, Mark: true, Width: 1.5 * cell}, 2 * cell
}

// addMark puts the mark before a continuation line, in the room that is left for it.
func addMark(l *Line, m Run, room float64) {
	l.X -= room
	l.Width += room
	for i := range l.Runs {
		l.Runs[i].X += room
	}
	l.Runs = append([]Run{m}, l.Runs...)
}
