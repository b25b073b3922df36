package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// stringWidth returns the columns that s takes on a terminal.
func stringWidth(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			for _, r := range s[i:] {
				n += runeWidth(r)
			}
			return n
		}
		if s[i] >= ' ' && s[i] != 0x7f {
			n++
		}
	}
	return n
}

// bytesWidth is stringWidth for bytes.
func bytesWidth(b []byte) int {
	n := 0
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			if c >= ' ' && c != 0x7f {
				n++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		n += runeWidth(r)
		i += size
	}
	return n
}

// runeWidth returns 2 for wide and fullwidth characters (UAX #11), 0 for combining marks, format and control
// characters and emoji modifiers, 1 for all others. Sequences are not joined: a terminal that draws an emoji
// sequence as one sign leaves its line short, and one that does not keeps within the columns.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xad {
			return 0
		}
		return 1
	case r >= 0x2010 && r <= 0x2027, r >= 0x2500 && r <= 0x257f:
		return 1
	case r >= 0x4e00 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3:
		return 2
	case r >= 0x1f3fb && r <= 0x1f3ff:
		return 0
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < 0x1100:
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// joins reports whether a line end between r and another such character stands for nothing:
// scripts that are written without spaces (Chinese, Japanese), not Hangul.
func joins(r rune) bool {
	return r >= 0x2e80 && runeWidth(r) == 2 && !unicode.Is(unicode.Hangul, r) && r < 0x1f000
}

// breaksInside reports whether a line may be broken beside r without a space (UAX #14), so that
// a word that holds it is worth a closer look.
func breaksInside(r rune) bool {
	return r >= 0x2e80 || r == 0x2014 || r == 0x200b || r >= 0x1000 && r < 0x2000
}
