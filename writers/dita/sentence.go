package dita

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

// splitSentence cuts inlines after their first sentence or at a hard break. Both parts together have all
// words; the space between them is dropped.
func splitSentence(inlines []tree.Inline) (first, rest []tree.Inline) {
	for i, n := range inlines {
		switch n := n.(type) {
		case *tree.Break:
			if n.Hard && i > 0 && !goesOn(inlines[i+1:]) {
				return inlines[:i], trimLeft(inlines[i+1:])
			}
			if i > 0 && endsSentence(inlines[:i]) && i+1 < len(inlines) {
				return inlines[:i], trimLeft(inlines[i+1:])
			}
		case *tree.Text:
			from := 0
			if i > 0 && strings.HasPrefix(n.S, " ") && endsSentence(inlines[:i]) {
				return inlines[:i], trimLeft(inlines[i:])
			}
			for {
				k := sentenceEnd(n.S, from, i+1 < len(inlines))
				if k < 0 {
					break
				}
				if !abbreviated(n.S[:k]) {
					if i+1 == len(inlines) && strings.TrimSpace(n.S[k:]) == "" {
						return inlines, nil
					}
					first = append(append([]tree.Inline{}, inlines[:i]...), &tree.Text{Pos: n.Pos, S: n.S[:k]})
					rest = append([]tree.Inline{&tree.Text{Pos: n.Pos + tree.Pos(k), S: n.S[k:]}}, inlines[i+1:]...)
					return first, trimLeft(rest)
				}
				from = k
			}
		}
	}
	return inlines, nil
}

// goesOn reports whether inlines begin in lower case, in the middle of a sentence.
func goesOn(inlines []tree.Inline) bool {
	r, _ := utf8.DecodeRuneInString(tree.PlainText(inlines))
	return unicode.IsLower(r)
}

// sentenceEnd returns the offset after the first full stop, question or exclamation mark at or after from
// that ends a sentence: a space and something that can begin one follow, or more inlines do.
func sentenceEnd(s string, from int, more bool) int {
	for i := from; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			if end := wideStop(s[i:]); end > 0 && (i+end < len(s) || more) {
				return i + end
			}
			continue
		}
		if c != '.' && c != '!' && c != '?' {
			continue
		}
		end := i + 1
		for end < len(s) && (s[end] == ')' || s[end] == '"' || s[end] == '\'') {
			end++
		}
		if strings.HasPrefix(s[end:], "”") {
			end += len("”")
		}
		if end >= len(s) || s[end] != ' ' {
			continue
		}
		next := strings.TrimLeft(s[end:], " ")
		if next == "" {
			if more {
				return end
			}
			continue
		}
		if r, _ := utf8.DecodeRuneInString(next); unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("(“\"[$", r) ||
			!unicode.IsLower(r) && unicode.IsLetter(r) {
			return end
		}
	}
	return -1
}

// wideStop returns the length of a full stop of Chinese or Japanese that s begins with, with what closes behind it.
func wideStop(s string) int {
	n := 0
	for _, stop := range []string{"。", "！", "？"} {
		if strings.HasPrefix(s, stop) {
			n = len(stop)
		}
	}
	for n > 0 {
		r, size := utf8.DecodeRuneInString(s[n:])
		if size == 0 || !strings.ContainsRune("」』）”", r) {
			break
		}
		n += size
	}
	return n
}

// sentences cuts inlines into their sentences.
func sentences(inlines []tree.Inline) [][]tree.Inline {
	var out [][]tree.Inline
	for len(inlines) > 0 && len(out) < 100 {
		first, rest := splitSentence(inlines)
		out = append(out, first)
		inlines = rest
	}
	return out
}

// joined are sentences with a space between them.
func joined(sentences [][]tree.Inline) []tree.Inline {
	var out []tree.Inline
	for i, s := range sentences {
		if i > 0 && !strings.HasSuffix(tree.PlainText(out[len(out)-1:]), "。") {
			out = append(out, &tree.Text{S: " "})
		}
		out = append(out, s...)
	}
	return out
}

// abbreviated reports whether the full stop at the end of s belongs to an abbreviation.
func abbreviated(s string) bool {
	s = strings.TrimRight(s, ")\"'")
	w := s[strings.LastIndexAny(s, " (")+1:]
	switch strings.ToLower(w) {
	case "e.g.", "i.e.", "vs.", "cf.", "approx.", "no.", "fig.", "inc.", "ltd.", "st.", "dr.", "mr.", "mrs.", "ms.", "u.s.":
		return true
	}
	return strings.HasSuffix(w, "..")
}

// endsSentence reports whether the words of inlines end in a mark that ends a sentence.
func endsSentence(inlines []tree.Inline) bool {
	if _, ok := inlines[len(inlines)-1].(*tree.Code); ok {
		return false
	}
	s := strings.TrimRight(tree.PlainText(inlines[len(inlines)-1:]), ")\"'”")
	return s != "" && strings.ContainsRune(".!?", rune(s[len(s)-1])) && !abbreviated(s)
}

// trimLeft drops the space and soft breaks that inlines begin with.
func trimLeft(inlines []tree.Inline) []tree.Inline {
	for len(inlines) > 0 {
		switch n := inlines[0].(type) {
		case *tree.Break:
			inlines = inlines[1:]
			continue
		case *tree.Text:
			s := strings.TrimLeft(n.S, " ")
			if s == "" {
				inlines = inlines[1:]
				continue
			}
			if len(s) < len(n.S) {
				return append([]tree.Inline{&tree.Text{Pos: n.Pos, S: s}}, inlines[1:]...)
			}
		}
		break
	}
	return inlines
}
