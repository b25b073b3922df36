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

// countWords returns how many words begin in s. inWord says whether the text before ended in one.
func countWords(s string, inWord *bool) int {
	n, in := 0, *inWord
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c > ' ' && c < utf8.RuneSelf: // most of what there is
			if !in {
				in = true
				n++
			}
		case c == ' ' || '\t' <= c && c <= '\r':
			in = false
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			i += size - 1
			if unicode.IsSpace(r) {
				in = false
			} else if !in {
				in = true
				n++
			}
		}
	}
	*inWord = in
	return n
}
