package text

import (
	"cmp"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// fill prints p.text in lines of at most p.cols columns and empties it. Lines are broken at spaces, at line feeds
// always, and inside words where characters of other scripts allow it (UAX #14). A word that is too wide
// for any line stays whole. fill reports whether it printed anything.
func (p *printer) fill() bool {
	t := p.text
	col, open, printed, broken := 0, false, false, false
	for i := 0; i < len(t); {
		switch t[i] {
		case ' ':
			i++
			if open && i < len(t) && t[i] >= styleOff && t[i] < ' ' {
				p.styled(t[i]) // a style that ends with a space ends before it
				t[i] = ' '
			}
			continue
		case '\n':
			if open {
				p.endAt(col)
				open = false
			} else if broken {
				p.wantGap()
			}
			broken = printed
			i++
			continue
		}
		j, w, plain, ascii := nextWord(t, i)
		if !plain && j < len(t) && t[j] == ' ' {
			if j = beginLater(t, i, j); j == i {
				continue
			}
		}
		word := t[i:j]
		if !plain && blank(word) {
			p.restyle(word, open)
			i = j
			continue
		}
		inside := false
		if !ascii {
			w, inside = measure(word)
		}
		if w > p.cols-len(p.prefix) && !plain && freeSpaces(word) {
			continue // the same word, now several
		}
		printed, broken, i = true, false, j
		if inside {
			col, open = p.fillInside(word, col, open)
			continue
		}
		if w > p.cols && ornamental(word) {
			if open {
				p.endAt(col)
			}
			col, open = p.hack(word), true
			continue
		}
		switch {
		case !open:
			col = p.open(w)
			open = true
		case col+1+w <= p.cols:
			if w > 0 {
				p.buf = append(p.buf, ' ')
				col++
			}
		default:
			p.endAt(col)
			col = p.open(w)
		}
		if plain {
			p.buf = append(p.buf, word...)
		} else {
			p.emit(word)
		}
		col += w
	}
	if open {
		p.endAt(col)
	}
	p.text, p.soft = t[:0], -1
	return printed
}

// endAt ends a line of col columns.
func (p *printer) endAt(col int) {
	p.widest = max(p.widest, col-len(p.prefix))
	p.end()
}

// nextWord returns the end of the word that begins at t[i], and its columns when it is ASCII. plain: it has no marks.
func nextWord(t []byte, i int) (j, w int, plain, ascii bool) {
	plain, ascii = true, true
	for j = i; j < len(t); j++ {
		c := t[j]
		if c > ' ' && c < utf8.RuneSelf {
			w++
			continue
		}
		if c == ' ' || c == '\n' {
			break
		}
		if c >= utf8.RuneSelf {
			ascii = false
		} else {
			plain = false
			if c == markNBSP {
				w++
			}
		}
	}
	return j, w, plain, ascii
}

// beginLater lets the styles that begin before the space t[j], at the end of the word at t[i], begin after it. It returns
// where the word ends then.
func beginLater(t []byte, i, j int) int {
	k := j
	for k > i && t[k-1] >= styleOn && t[k-1] < styleOff {
		k--
	}
	copy(t[k+1:j+1], t[k:j])
	t[k] = ' '
	return k
}

// open begins a line for a word of w columns.
func (p *printer) open(w int) int {
	if p.due {
		col := bytesWidth(p.first)
		if col+w <= p.cols || w > p.cols {
			return p.begin()
		}
		p.begin()
		p.end()
	}
	if len(p.prefix)+w > p.cols {
		return p.beginShifted(w)
	}
	return p.begin()
}

// fillInside is fill for one word that may be broken inside.
func (p *printer) fillInside(word []byte, col int, open bool) (int, bool) {
	state, space := -1, 1
	for len(word) > 0 {
		var piece, rest []byte
		for at := 0; ; {
			seg, r, _, st := uniseg.FirstLineSegment(word[at:], state)
			state = st
			at += len(seg)
			if len(r) == 0 || breakable(word, at) {
				piece, rest = word[:at], r
				break
			}
		}
		w, _ := measure(piece)
		if w > p.cols && ornamental(piece) {
			if open {
				p.endAt(col)
			}
			col, open = p.hack(piece), true
			word, space = rest, 0
			continue
		}
		switch {
		case !open:
			col, open = p.open(w), true
		case col+space+w <= p.cols:
			if space > 0 {
				p.buf = append(p.buf, ' ')
				col++
			}
		default:
			p.endAt(col)
			col = p.open(w)
		}
		p.emit(piece)
		col += w
		word, space = rest, 0
	}
	return col, open
}

// breakable reports whether a break that UAX #14 allows at word[at] is one to take:
// between two ASCII characters ("us-east-1", "a/b") a line is not broken.
func breakable(word []byte, at int) bool {
	a, _ := utf8.DecodeLastRune(word[:at])
	b, _ := utf8.DecodeRune(word[at:])
	return a >= utf8.RuneSelf && a != 0xad && (breaksInside(a) || breaksInside(b)) || b >= 0x2e80
}

// measure returns the columns of a word with marks, and whether it may be broken inside.
func measure(word []byte) (w int, inside bool) {
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			if c > ' ' || c == markNBSP {
				w++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(word[i:])
		w += runeWidth(r)
		inside = inside || breaksInside(r)
		i += n
	}
	return w, inside
}

// freeSpaces makes the no-break spaces of a word that is too wide for a line into spaces.
func freeSpaces(word []byte) bool {
	found := false
	for i, c := range word {
		if c == markNBSP {
			word[i] = ' '
			found = true
		}
	}
	return found
}

// blank reports whether a word is nothing but no-break spaces and marks.
func blank(word []byte) bool {
	for _, c := range word {
		if c > ' ' {
			return false
		}
	}
	return true
}

// ornamental reports whether less than half of the word are letters and digits: a rule of hyphens, a regular
// expression, a row of emoji. Unlike an address or a name, such a word is broken when it fits no line.
func ornamental(word []byte) bool {
	n, all := 0, 0
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRune(word[i:])
		if alnum(r) {
			n++
		}
		all += runeWidth(r)
		i += size
	}
	return 2*n <= all
}

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// hack begins a line and prints a word that fits none, broken at the lines' ends.
// It returns the columns of the last line.
func (p *printer) hack(word []byte) int {
	if p.due && bytesWidth(p.first) >= p.cols {
		p.begin()
		p.end()
	}
	for {
		col := p.begin()
		at := cut(word, max(1, p.cols-col))
		p.emit(word[:at])
		w, _ := measure(word[:at])
		if at == len(word) {
			return col + w
		}
		p.widest = max(p.widest, col+w-len(p.prefix))
		p.end()
		word = word[at:]
	}
}

// cut returns how much of the word to print in room columns: up to a sign, if that fills half of the room, else not
// between letters, if that can be.
func cut(word []byte, room int) int {
	const letters, before, behind = 0, 1, 2 // a break between letters, before a sign, behind one
	var at [3]int
	n, half := 0, false
	last := rune(-1)
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRune(word[i:])
		w := runeWidth(r)
		if r == markNBSP {
			w = 1
		}
		if w > 0 && n > 0 {
			rank := behind
			switch {
			case last == 0x200d || alnum(last) && alnum(r):
				rank = letters
			case alnum(last) || isOpening(last):
				rank = before
			}
			at[rank] = i
			half = half || rank == behind && n > room/2
			if n+w > room {
				if !half {
					at[before] = max(at[before], at[behind])
					at[behind] = 0
				}
				return cmp.Or(at[behind], at[before], at[letters])
			}
		}
		n += w
		last = r
		i += size
	}
	return len(word)
}

func isOpening(r rune) bool { return r == '(' || r == '[' || r == '{' || r == '<' }

// restyle notes the styles that a word without letters begins and ends; in an open line it prints them.
func (p *printer) restyle(word []byte, open bool) {
	for _, c := range word {
		switch {
		case c < styleOn:
		case open:
			p.styled(c)
		case c < styleOff:
			p.styles[c-styleOn]++
		default:
			p.styles[c-styleOff]--
		}
	}
}

// emit prints a word with marks.
func (p *printer) emit(word []byte) {
	for _, c := range word {
		switch {
		case c >= ' ':
			p.buf = append(p.buf, c)
		case c == markNBSP:
			p.buf = append(p.buf, ' ')
		case c >= styleOn:
			p.styled(c)
		}
	}
}
