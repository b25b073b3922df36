package report

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

// CountPage returns how many words and links a page has, footnotes included. A word is what stands between
// spaces; where an inline begins inside a word, as in un**believ**able, that is one word.
func CountPage(p *tree.Page) (words, links int) {
	inWord := false
	var visit func(n tree.Node) bool
	visit = func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Text:
			words += countWords(n.S, &inWord)
		case *tree.Code:
			words += countWords(n.S, &inWord)
		case *tree.Math:
			words += countWords(n.TeX, &inWord)
		case *tree.CodeBlock:
			inWord = false
			words += countWords(n.Text, &inWord)
			inWord = false
		case *tree.MathBlock:
			inWord = false
			words += countWords(n.TeX, &inWord)
			inWord = false
		case *tree.Link:
			links++
		case *tree.Strong, *tree.Emph, *tree.Anchor:
		case *tree.Paragraph:
			inWord = false
		case *tree.Break, tree.Block:
			inWord = false
		}
		return tree.Children(n, visit)
	}
	for _, b := range p.Blocks {
		visit(b)
		inWord = false
	}
	for _, note := range p.Notes {
		for _, b := range note.Blocks {
			visit(b)
			inWord = false
		}
	}
	return words, links
}

// spaces has a bit for each white space of ASCII.
const spaces = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\v' | 1<<'\f' | 1<<'\r'

// countWords returns how many words begin in s. inWord says whether the text before ended in one.
func countWords(s string, inWord *bool) int {
	n, before := uint64(0), uint64(1) // 1 where white space is
	if *inWord {
		before = 0
	}
	for i := 0; i < len(s); i++ {
		if i+8 <= len(s) {
			if at, ok := spacesIn(s[i : i+8]); ok { // in the highest bit of each byte
				n += uint64(bits.OnesCount64((at<<8 | before<<7) &^ at))
				before = at >> 63
				i += 7
				continue
			}
		}
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			i += size - 1
			space := uint64(0)
			if unicode.IsSpace(r) {
				space = 1
			}
			n += before &^ space
			before = space
			continue
		}
		space := uint64(spaces) >> c & 1 // without a branch: nobody can guess where words end
		n += before &^ space
		before = space
	}
	*inWord = before == 0
	return int(n)
}

// spacesIn sets the highest bit of each of eight bytes, the first of which is the lowest, that is white space. ok is false when
// there is more than ASCII among them.
func spacesIn(s string) (at uint64, ok bool) {
	const each, high = 0x0101010101010101, 0x8080808080808080
	_ = s[7]
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	blank := ^((x ^ each*' ') + each*0x7f)                      // ' '
	lines := (x + each*(0x80-'\t')) &^ (x + each*(0x80-'\r'-1)) // '\t' to '\r'
	return (blank | lines) & high, x&high == 0
}
