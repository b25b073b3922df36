package build

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/lex"
)

// Before returns what stands before the reader's place in the text of a block: a line end where one of its lines begins,
// whatever mark of a quote, item or note the source has there.
func Before(block ast.Node, r text.Reader) rune {
	if i, at := r.Position(); i >= 0 && block.Type() != ast.TypeInline {
		if lines := block.Lines(); i < lines.Len() && at.Start <= lines.At(i).Start {
			return '\n'
		}
	}
	return r.PrecendingCharacter()
}

// Before returns what stands before an offset of the source in the text of the block that is being built.
func (c *Page) Before(at int) rune {
	if at <= 0 || c.Text[at-1] == '\n' || c.beginsLine(at) {
		return '\n'
	}
	r, _ := utf8.DecodeLastRuneInString(c.Text[max(0, at-utf8.UTFMax):at])
	return r
}

// beginsLine reports whether one of the block's lines begins at the offset.
func (c *Page) beginsLine(at int) bool {
	if c.lines == nil {
		return false
	}
	low, high := 0, c.lines.Len()
	for low < high {
		m := (low + high) / 2
		switch s := c.lines.At(m).Start; {
		case s == at:
			return true
		case s < at:
			low = m + 1
		default:
			high = m
		}
	}
	return false
}

// Delimiters returns the run of marks at the reader's place, as goldmark's ScanDelimiter does; nil when there are
// fewer than least. With cjk, a run of any mark but _ opens and closes beside Chinese, Japanese and Korean text as well
// (the CJK-friendly amendment of CommonMark: github.com/tats-u/markdown-cjk-friendly): a punctuation character behind or
// before the run needs no white space on its other side when a CJK character is there, or is one itself.
func Delimiters(block ast.Node, r text.Reader, least int, p parser.DelimiterProcessor, cjk bool) *parser.Delimiter {
	line, _ := r.PeekLine()
	before := Before(block, r)
	d := parser.ScanDelimiter(line, before, least, p)
	if d == nil || !cjk || d.Char == '_' {
		return d
	}
	after := rune(' ')
	if d.OriginalLength < len(line) {
		after = util.ToRune(line, d.OriginalLength)
	}
	cjkBefore, cjkAfter := isCJK(before), isCJK(after)
	if cjkBefore || cjkAfter {
		d.CanOpen = d.CanOpen || !util.IsSpaceRune(after)
		d.CanClose = d.CanClose || !util.IsSpaceRune(before)
	}
	return d
}

// isCJK reports whether r is a letter or a sign of Chinese, Japanese or Korean text.
func isCJK(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r >= 0x3000 && r <= 0x303F, r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF00 && r <= 0xFFEF, r >= 0x20000 && r <= 0x3FFFF:
		return true
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Yi)
}

// emphasisParser is goldmark's, by what stands before in the block's text.
type emphasisParser struct{ cjk, spaced bool }

func (emphasisParser) Trigger() []byte         { return []byte{'*', '_'} }
func (emphasisParser) IsDelimiter(b byte) bool { return b == '*' || b == '_' }
func (emphasisParser) OnMatch(n int) ast.Node  { return ast.NewEmphasis(n) }

func (emphasisParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (p emphasisParser) Parse(block ast.Node, r text.Reader, pc parser.Context) ast.Node {
	d := Delimiters(block, r, 1, p, p.cjk)
	if d == nil {
		return nil
	}
	if p.spaced && d.Char == '*' && d.OriginalLength == 2 && !d.CanClose {
		spacedBold(d, r)
	}
	return PushDelimiter(d, d.OriginalLength, r, pc)
}

// PushDelimiter takes the run of n marks from the reader.
func PushDelimiter(d *parser.Delimiter, n int, r text.Reader, pc parser.Context) ast.Node {
	_, segment := r.PeekLine()
	d.Segment = segment.WithStop(segment.Start + n)
	r.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// spacedBold lets two asterisks beside blanks open or close bold words: ** Heat **, **Home kiln ** now. On their line the
// first run of two opens, the second one closes, and so on, where no word begins behind it; one alone means nothing.
func spacedBold(d *parser.Delimiter, r text.Reader) {
	line, segment := r.PeekLine()
	src := r.Source()
	start := segment.Start
	for start > 0 && src[start-1] != '\n' {
		start--
	}
	before, _ := boldRuns(src[start:segment.Start])
	if before%2 == 1 {
		if endsBold(line[2:]) {
			d.CanClose, d.CanOpen = true, false
		}
	} else if n, next := boldRuns(line[2:]); n > 0 && endsBold(line[2+next+2:]) {
		d.CanOpen = true
	}
}

// endsBold reports whether bold words may end before s: no word begins there.
func endsBold(s []byte) bool {
	return len(s) == 0 || s[0] < 0x80 && !lex.IsWord(rune(s[0])) && s[0] != '*'
}

// boldRuns counts the runs of two asterisks in a line, outside of code, and says where the first one is.
func boldRuns(s []byte) (n, first int) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '`':
			k := lex.Run(s[i:], '`')
			if end := bytes.Index(s[i+k:], s[i:i+k]); end >= 0 {
				k += end + k
			}
			i += k - 1
		case '*':
			k := lex.Run(s[i:], '*')
			if k == 2 {
				if n++; n == 1 {
					first = i
				}
			}
			i += k - 1
		}
	}
	return n, first
}
