package typeset

import (
	"sort"
	"unicode/utf8"
)

// emojiAt reports whether r is shown as an emoji before rest: by itself, or as a variation selector or a keycap asks for.
// (UTS #51, 2.4 and ED-14c)
func emojiAt(r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch next {
	case 0xfe0f, 0x20e3:
		return true
	case 0xfe0e:
		return false
	}
	if r < 0x231a || r >= 0x1f000 {
		return r >= 0x1f000
	}
	i := sort.Search(len(emojiPresentation), func(i int) bool { return emojiPresentation[i][1] >= r })
	return i < len(emojiPresentation) && emojiPresentation[i][0] <= r
}

// emojiPresentation are the characters below U+1F000 that are emoji by themselves. (Unicode 16: emoji-data.txt, Emoji_Presentation)
var emojiPresentation = [...][2]rune{
	{0x231a, 0x231b}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0}, {0x23f3, 0x23f3}, {0x25fd, 0x25fe}, {0x2614, 0x2615}, {0x2648, 0x2653},
	{0x267f, 0x267f}, {0x2693, 0x2693}, {0x26a1, 0x26a1}, {0x26aa, 0x26ab}, {0x26bd, 0x26be}, {0x26c4, 0x26c5}, {0x26ce, 0x26ce},
	{0x26d4, 0x26d4}, {0x26ea, 0x26ea}, {0x26f2, 0x26f3}, {0x26f5, 0x26f5}, {0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705},
	{0x270a, 0x270b}, {0x2728, 0x2728}, {0x274c, 0x274c}, {0x274e, 0x274e}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
	{0x27b0, 0x27b0}, {0x27bf, 0x27bf}, {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55},
}

// A paint is the colour of a sign that says something by it, and a shape that is filled in place of its glyph.
type paint struct {
	color Color
	shape paintShape
}

type paintShape uint8

const (
	asGlyph paintShape = iota
	disc
	square
)

var (
	paintRed    = Color{0xc6, 0x28, 0x28}
	paintOrange = Color{0xd9, 0x6a, 0x0b}
	paintYellow = Color{0xe0, 0xa8, 0x00}
	paintGreen  = Color{0x1a, 0x7f, 0x37}
	paintBlue   = Color{0x0b, 0x57, 0xa4}
	paintPurple = Color{0x6f, 0x42, 0xc1}
	paintBrown  = Color{0x7a, 0x4b, 0x2a}
	paintBlack  = Color{0x1b, 0x1f, 0x24}
)

var paints = map[rune]*paint{
	0x1f534: {paintRed, disc}, 0x1f7e0: {paintOrange, disc}, 0x1f7e1: {paintYellow, disc}, 0x1f7e2: {paintGreen, disc},
	0x1f535: {paintBlue, disc}, 0x1f7e3: {paintPurple, disc}, 0x1f7e4: {paintBrown, disc}, 0x26ab: {paintBlack, disc},
	0x1f7e5: {paintRed, square}, 0x1f7e7: {paintOrange, square}, 0x1f7e8: {paintYellow, square}, 0x1f7e9: {paintGreen, square},
	0x1f7e6: {paintBlue, square}, 0x1f7ea: {paintPurple, square}, 0x1f7eb: {paintBrown, square}, 0x2b1b: {paintBlack, square},
	0x2705: {paintGreen, asGlyph}, 0x274e: {paintGreen, asGlyph}, 0x2714: {paintGreen, asGlyph}, 0x274c: {paintRed, asGlyph},
	0x2716: {paintRed, asGlyph}, 0x2757: {paintRed, asGlyph}, 0x2753: {paintRed, asGlyph}, 0x26a0: {paintOrange, asGlyph},
	0x26d4: {paintRed, asGlyph}, 0x1f6ab: {paintRed, asGlyph}, 0x1f6d1: {paintRed, asGlyph}, 0x2b50: {paintYellow, asGlyph},
	0x1f4a1: {paintYellow, asGlyph}, 0x2764: {paintRed, asGlyph}, 0x1f9e1: {paintOrange, asGlyph}, 0x1f49b: {paintYellow, asGlyph},
	0x1f49a: {paintGreen, asGlyph}, 0x1f499: {paintBlue, asGlyph}, 0x1f49c: {paintPurple, asGlyph}, 0x1f90e: {paintBrown, asGlyph},
	0x2795: {paintGreen, asGlyph}, 0x2796: {paintRed, asGlyph}, 0x2b06: {paintBlue, asGlyph}, 0x2b07: {paintBlue, asGlyph},
	0x2139: {paintBlue, asGlyph}, 0x1f6a8: {paintRed, asGlyph}, 0x1f525: {paintOrange, asGlyph},
}

// painted reports whether an emoji has a colour of its own.
func painted(r rune) bool { return r >= 0x2139 && paints[r] != nil }

// paintOf is the colour of a word that is nothing but one such sign.
func paintOf(rs []rune) *paint {
	if len(rs) == 1 || len(rs) == 2 && rs[1] == 0xfe0f {
		return paints[rs[0]]
	}
	return nil
}
