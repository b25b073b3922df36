package typeset

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// A Color is an sRGB colour. The zero value is black.
type Color struct{ R, G, B uint8 }

// Hex parses "#1b1f24" or "#abc". What cannot be parsed is black.
func Hex(s string) Color {
	s = strings.TrimPrefix(s, "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	v, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return Color{}
	}
	return Color{uint8(v >> 16), uint8(v >> 8), uint8(v)}
}

// String is the colour in the form that [Hex] reads.
func (c Color) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Append adds the operands of PDF's rg and RG, "0.1 0.2 0.3".
func (c Color) Append(b []byte) []byte {
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = AppendNum(b, float64(v)/255, 3)
	}
	return b
}

// A Style is how a run of text looks. Styles are compared by pointer: use one for all runs that look alike.
// It must not change once it is in use.
type Style struct {
	Face  *Face
	Size  float64 // points
	Color Color
	// Rise lifts the text above the baseline, or lowers it below when negative; points.
	Rise float64
	// Code forbids hyphenation and ligatures, and lets long words break after / . _ - : without a hyphen.
	Code bool
	// Bold and Slant are made of a face that is neither.
	Bold, Slant bool
	// Tabular asks for figures of equal width.
	Tabular           bool
	Underline, Strike bool
}

// A Family is the faces of one design.
type Family struct{ Regular, Bold, Italic, BoldItalic *Face }

// A Set is the faces that a book may use. Fallback is searched in order for characters that a style's own face lacks.
// It is shared by the shapers of a book and must not be copied once one is made.
type Set struct {
	Families map[string]*Family
	Fallback []*Face
	// Emoji, when set, is the face for what is an emoji by itself or by what follows it: 1️⃣.
	Emoji *Face
	// NoPrivate says U+FFFD in place of characters for private use, which have no meaning that all share.
	// (ISO 14289-2, 8.4.3; ISO 19005-4, 6.2.10.8)
	NoPrivate bool

	mu     sync.Mutex
	hyph   map[string]*patterns
	shared map[stateKey]*sharedWords
}

// A Box is something of a fixed size that stands in a line: an image, a check box.
type Box struct{ Width, Ascent, Descent float64 }

// An Inline is a piece of a paragraph, in reading order.
type Inline struct {
	// Style is never nil but for a Break.
	Style *Style
	// Text may hold no-break spaces and soft hyphens; other white space is one space. Empty for a break or a box.
	Text string
	// Break ends the line.
	Break bool
	// Box stands in the line instead of text.
	Box *Box
	// Ref is the caller's number of what the piece belongs to; it comes back in [Run].
	Ref int32
	// Lang is the piece's language, "" for the paragraph's.
	Lang string
}

// An Align is where the lines of a paragraph stand that is not justified.
type Align uint8

// Start is left, and right in a right-to-left paragraph; it is the zero value.
const (
	Start Align = iota
	Left
	Right
	Center
)

// Options say how a paragraph is set.
type Options struct {
	// Width of the measure.
	Width float64
	// Widths, when set, gives each line its own offset and width, counted from 0; it overrides Width.
	// A width must not be below the least that the longest lines need; all lines from number Alike on are alike.
	Widths  func(line int) (x, w float64)
	Alike   int
	Justify bool
	Align   Align
	// RTL says that the paragraph runs from right to left whatever its first letters are. (UAX #9, HL1)
	RTL bool
	// Lang is the paragraph's language (BCP 47), for shaping and hyphenation; "" means the shaper's.
	Lang      string
	Hyphenate bool
	// Greedy fills line after line, which is better in narrow cells and costs less.
	Greedy bool
}

// A Line is one line of a paragraph. Runs are in reading order; X of the line is its offset from the measure's left edge.
type Line struct {
	Runs []Run
	// X and Width are where the line's ink starts and how wide it is, a last space apart.
	X, Width        float64
	Ascent, Descent float64
	// Hard reports that the line ends at a Break or the paragraph's end, Hyphen that it ends in a hyphen.
	Hard, Hyphen bool
}

// A Run is a stretch of a line in one style that belongs to one Ref.
type Run struct {
	Ref   int32
	Style *Style
	// X is counted from the line's X.
	X, Width float64
	// Text is the run's text as the source has it, without hyphens that a line break put in.
	Text string
	Box  *Box
	// Mark says that the run is no text but the sign ↪ that a line of code goes on, to be drawn as an artifact.
	Mark bool

	words []*word
	gap   float64 // added to each space, points
	loose float64 // added between two characters of a script without spaces, points
	track float64 // added behind each glyph, points
	rtl   bool
}

// AppendNum adds v with at most prec decimals and no needless zeros, as PDF reads it: no exponent.
func AppendNum(b []byte, v float64, prec int) []byte {
	if v < 0 {
		v = -v
		n := len(b)
		b = append(b, '-')
		b = appendPos(b, v, prec)
		if len(b) == n+2 && b[n+1] == '0' {
			b = append(b[:n], '0')
		}
		return b
	}
	return appendPos(b, v, prec)
}

func appendPos(b []byte, v float64, prec int) []byte {
	p := [...]float64{1, 10, 100, 1000, 10000, 100000, 1000000}[prec]
	if !(v < 1e12) { // too large for a page, or not a number
		return append(b, '0')
	}
	n := uint64(v*p + 0.5)
	b = strconv.AppendUint(b, n/uint64(p), 10)
	f := n % uint64(p)
	if f == 0 {
		return b
	}
	var d [7]byte
	for i := prec - 1; i >= 0; i-- {
		d[i] = byte('0' + f%10)
		f /= 10
	}
	k := prec
	for d[k-1] == '0' {
		k--
	}
	b = append(b, '.')
	return append(b, d[:k]...)
}
