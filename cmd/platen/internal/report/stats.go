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
	n := 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		if unicode.IsSpace(r) {
			*inWord = false
		} else if !*inWord {
			*inWord = true
			n++
		}
	}
	return n
}
