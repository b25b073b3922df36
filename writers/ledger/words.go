package ledger

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"platen/convert/tree"
)

// A word is a run of letters, marks and digits, a character of a script that is written without spaces,
// or one sign. Spaces are not compared, so a word says nothing about those around it but that its letters
// are not those of the next.
type word struct {
	s      string
	pos    tree.Pos // in the source; in text the byte in the line
	line   int32    // in text, from 1
	may    bool     // an output may lack it
	own    bool     // it is the writer's, and not counted
	soft   bool     // in an output: it may go on with the word before, a line was broken there
	code   bool     // in the source: of a block of code
	number bool     // in the source: any number, "2.1"
	title  bool     // in the source: the last of a heading
	head   bool     // in text: the first of its line, but for the marks of quotations
}

// Classes of characters.
const (
	classSpace  = iota // ends a word
	classLetter        // letters, marks, digits
	classSign          // a word of its own
	classNone          // not there: soft hyphens, zero-width characters, marks of direction, variation selectors
)

func classOf(r rune) int {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
		return classLetter
	case r == ' ', r >= '\t' && r <= '\r':
		return classSpace
	case r < ' ':
		return classNone
	case r < 0x7f:
		return classSign
	case r < 0xa0:
		return classNone
	case unicode.Is(unicode.Cf, r), r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef, r == 0x034f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0xfffd:
		return classNone
	case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return classSign
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return classLetter
	case unicode.IsSpace(r):
		return classSpace
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return classNone
	}
	return classSign
}

// counts reports whether it is counted: it is a word of the source and not a sign.
func (w *word) counts() bool {
	if w.own || w.may {
		return false
	}
	r, _ := utf8.DecodeRuneInString(w.s)
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// A cutter cuts text into words. Text that follows without a space belongs to the word before.
type cutter struct {
	words []word
	open  string // the letters so far of a word that may go on
	pos   tree.Pos
	ascii bool
	soft  bool
	may   bool // marks what is added
	own   bool
	code  bool
	line  int32
	head  bool
}

// space ends a word.
func (c *cutter) space() {
	if c.open == "" {
		return
	}
	s := c.open
	c.open = ""
	if !c.ascii {
		s = norm.NFKC.String(s)
	}
	c.put(s, c.pos)
}

func (c *cutter) put(s string, pos tree.Pos) {
	c.words = append(c.words, word{s: s, pos: pos, line: c.line, may: c.may, own: c.own, code: c.code, soft: c.soft, head: c.head})
	c.soft, c.head = false, false
}

// lineEnd ends a line inside a paragraph: what follows may be the rest of a word.
func (c *cutter) lineEnd() {
	c.space()
	c.soft = true
}

// here is how many words there are, with one that is open.
func (c *cutter) here() int {
	if c.open != "" {
		return len(c.words) + 1
	}
	return len(c.words)
}

// add adds text, which begins at pos in the source.
func (c *cutter) add(s string, pos tree.Pos) {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			c.addWide(s, pos)
			return
		}
	}
	for i := 0; i < len(s); {
		switch classOf(rune(s[i])) {
		case classLetter:
			j := i + 1
			for j < len(s) && classOf(rune(s[j])) == classLetter {
				j++
			}
			c.letters(s[i:j], pos+tree.Pos(i), true)
			i = j
		case classSign:
			c.sign(s[i:i+1], pos+tree.Pos(i))
			i++
		default:
			c.space()
			i++
		}
	}
}

func (c *cutter) letters(s string, pos tree.Pos, ascii bool) {
	if c.open == "" {
		c.open, c.pos, c.ascii = s, pos, ascii
		return
	}
	c.open += s
	c.ascii = c.ascii && ascii
}

func (c *cutter) sign(s string, pos tree.Pos) {
	c.space()
	c.put(s, pos)
}

// addWide is add for text with more than ASCII.
func (c *cutter) addWide(s string, pos tree.Pos) {
	same := norm.NFKC.IsNormalString(s)
	if !same {
		s = norm.NFKC.String(s)
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		at := pos
		if same {
			at += tree.Pos(i)
		}
		switch classOf(r) {
		case classLetter:
			j, ascii := i+n, r < utf8.RuneSelf
			for j < len(s) {
				r, n := utf8.DecodeRuneInString(s[j:])
				if classOf(r) != classLetter {
					break
				}
				j, ascii = j+n, ascii && r < utf8.RuneSelf
			}
			c.letters(s[i:j], at, ascii)
			i = j
			continue
		case classSign:
			c.sign(s[i:i+n], at)
		case classSpace:
			c.space()
		}
		i += n
	}
}
