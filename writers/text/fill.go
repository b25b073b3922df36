package text

import (
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
			continue
		case '\n':
			if open {
				p.widest = max(p.widest, col-len(p.prefix))
				p.end()
				open = false
			} else if broken {
				p.wantGap()
			}
			broken = printed
			i++
			continue
		}
		j, plain, ascii := i, true, true
		w := 0
		for ; j < len(t); j++ {
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
		word := t[i:j]
		if !ascii {
			var inside bool
			if w, inside = measure(word); inside {
				col, open = p.fillInside(word, col, open)
				printed, broken, i = true, false, j
				continue
			}
		}
		if w > p.cols-len(p.prefix) && !plain && p.freeSpaces(word) {
			continue // the same word, now several
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
			p.widest = max(p.widest, col-len(p.prefix))
			p.end()
			col = p.open(w)
		}
		if plain {
			p.buf = append(p.buf, word...)
		} else {
			p.emit(word)
		}
		col += w
		printed, broken, i = true, false, j
	}
	if open {
		p.widest = max(p.widest, col-len(p.prefix))
		p.end()
	}
	p.text, p.soft = t[:0], -1
	return printed
}

// open begins a line for a word of w columns.
func (p *printer) open(w int) int {
	if len(p.first) > 0 {
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
		piece, rest := word, word[len(word):]
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
		switch {
		case !open:
			col, open = p.open(w), true
		case col+space+w <= p.cols:
			if space > 0 {
				p.buf = append(p.buf, ' ')
				col++
			}
		default:
			p.widest = max(p.widest, col-len(p.prefix))
			p.end()
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
func (p *printer) freeSpaces(word []byte) bool {
	found := false
	for i, c := range word {
		if c == markNBSP {
			word[i] = ' '
			found = true
		}
	}
	return found
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
