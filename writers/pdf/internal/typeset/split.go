package typeset

import "unicode/utf8"

// How a group of atoms that is too wide, or could make better lines, is cut into smaller ones.
type cut uint8

const (
	cutSoft   cut = iota // after / . _ - : and the like
	cutCamel             // before a capital after a small letter
	cutHyphen            // by the language's patterns
	cutAny               // anywhere
)

// explode cuts the atoms of all groups that are wider than least. It reports whether one still is.
func (s *Shaper) explode(mode cut, least float64) (wide bool) {
	p := &s.par
	out := p.tmp[:0]
	for i := 0; i < len(p.atoms); {
		j, w := i, 0.0
		for ; ; j++ {
			w += p.atoms[j].w
			if p.atoms[j].after != glued || j+1 == len(p.atoms) {
				w += p.atoms[j].sign
				break
			}
			w += p.atoms[j].sp
		}
		if w <= least {
			out = append(out, p.atoms[i:j+1]...)
			i = j + 1
			continue
		}
		for ; i <= j; i++ {
			a := p.atoms[i]
			n := len(out)
			out = s.cutAtom(out, a, mode, least)
			if mode == cutAny && a.after == glued && i < j {
				out[len(out)-1].after = soft
			}
			for k := n; k < len(out) && !wide; k++ {
				wide = out[k].w+out[k].sign > least
			}
		}
		if !wide && mode != cutAny {
			wide = true // a group may be too wide though its atoms are not: look again
		}
	}
	p.atoms, p.tmp = out, p.atoms
	return wide
}

// cutAtom appends the parts of a.
func (s *Shaper) cutAtom(out []atom, a atom, mode cut, least float64) []atom {
	p := &s.par
	x := &p.in[a.in]
	if a.w0 == a.w1 || x.Style == nil {
		return append(out, a)
	}
	t := x.Text[a.from:a.to]
	signs := !x.Style.Code && (mode < cutHyphen || !isAddress(x.Text, int(a.from), int(a.to)))
	var at []int // where parts begin
	kind := soft
	switch mode {
	case cutSoft:
		at = softPoints(t, x.Style.Code)
	case cutCamel:
		at = camelPoints(t)
	case cutHyphen:
		if !signs || a.level&1 != 0 {
			return append(out, a)
		}
		lang := x.Lang
		if lang == "" {
			lang = p.lang
		}
		kind = hyph
		at = s.hyphenate(t, lang)
	case cutAny:
		if a.w+a.sign <= least {
			return append(out, a)
		}
		kind = forced
		at = s.anyPoints(&a, t, least)
	}
	if len(at) == 0 {
		return append(out, a)
	}
	from := a.from
	for k := 0; k <= len(at); k++ {
		b := a
		b.from, b.part = from, a.part || k > 0
		if k < len(at) {
			b.to = a.from + int32(at[k])
			b.end, b.sp, b.after, b.sign = b.to, 0, kind, 0
			switch {
			case kind == forced && noSign(t[at[k]:]):
				b.after = free
			case kind == forced && !signs: // a hyphen would be taken for a part of it
				b.after = soft
			case kind == hyph || kind == forced:
				b.sign = s.signWidth(int(a.in))
			}
		}
		from = b.to
		s.shapeAtom(&b, x)
		out = append(out, b)
	}
	return out
}

// isAddress reports whether the stretch of the text stands in an address, a path or a name with dots, in which a hyphen
// that is put in would be taken for a part of it.
func isAddress(text string, from, to int) bool {
	const most = 256 // bytes looked at on either side
	for k := from; k > 0 && k > from-most && !isSpace(text[k-1]); k-- {
		from = k - 1
	}
	for k := to; k < len(text) && k < to+most && !isSpace(text[k]); k++ {
		to = k + 1
	}
	for k := from; k < to; k++ {
		switch text[k] {
		case '/', '\\', '@', '=', '_':
			return true
		case '.', ':':
			if k > from && k+1 < to && alnum(text[k-1]) && alnum(text[k+1]) {
				return true
			}
		}
	}
	return false
}

// softPoints are the places after the separators inside a long token; before a hyphen in code.
func softPoints(t string, code bool) (at []int) {
	edge := 3
	if code {
		edge = 2
	} else if len(t) < 12 {
		return nil
	}
	seen := false // a letter or digit in this part
	last := 0
	for k := 0; k+edge <= len(t); k++ {
		c := t[k]
		if alnum(c) || c >= 0x80 {
			seen = true
			continue
		}
		if !seen || k+1-last < edge || k+1 >= len(t) {
			continue
		}
		switch c {
		case '/', '.', '_', '-', ':', '?', '&', '=', ',', ';', '#', '@', '|', '\\', '+', '%':
		default:
			continue
		}
		n := t[k+1]
		if !alnum(n) && n < 0x80 && n != '{' && n != '<' && n != '(' && n != '$' && n != '[' {
			continue
		}
		if k > 0 && digit(t[k-1]) && digit(n) && c != '/' && c != '_' {
			continue // a number, a version, a time
		}
		if code && c == '-' { // at the line's end, who copies the text would lose it
			if k-last >= edge {
				at = append(at, k)
				last = k
			}
			continue
		}
		at = append(at, k+1)
		last, seen = k+1, false
	}
	return at
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func camelPoints(t string) (at []int) {
	if len(t) < 8 {
		return nil
	}
	last := 0
	for k := 1; k+2 < len(t); k++ {
		if 'a' <= t[k-1] && t[k-1] <= 'z' && 'A' <= t[k] && t[k] <= 'Z' && k-last > 2 {
			at = append(at, k)
			last = k
		}
	}
	return at
}

// anyPoints cuts a token between characters so that each part fits.
func (s *Shaper) anyPoints(a *atom, t string, least float64) (at []int) {
	p := &s.par
	x := &p.in[a.in]
	lang := x.Lang
	if lang == "" {
		lang = p.lang
	}
	room := (least - s.signWidth(int(a.in))) * 1000 / x.Style.Size
	s.runes = s.runes[:0]
	for _, r := range t {
		s.runes = append(s.runes, r)
	}
	s.seg.Init(s.runes)
	w, pos := 0.0, 0
	var buf []*word
	for it := s.seg.GraphemeIterator(); it.Next(); {
		g := it.Grapheme()
		n := 0
		for _, r := range g.Text {
			n += max(1, utf8.RuneLen(r))
		}
		if pos+n > len(t) {
			break
		}
		buf = s.shape(buf[:0], x.Style, p.states[a.in], lang, t[pos:pos+n], a.level&1 != 0)
		cw := 0.0
		for _, y := range buf {
			cw += float64(y.w)
		}
		if w > 0 && w+cw > room {
			at = append(at, pos)
			w = 0
		}
		w += cw
		pos += n
	}
	return at
}

// noSign reports whether a break before t is usual in its script: no spaces between words, no hyphens.
func noSign(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return 0xe00 <= r && r < 0x1000 || 0x1000 <= r && r < 0x10a0 || 0x1780 <= r && r < 0x1800 || r >= 0x2e80
}
