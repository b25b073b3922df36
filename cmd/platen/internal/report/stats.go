package report

import (
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
