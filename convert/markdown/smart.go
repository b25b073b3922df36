package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var smartQuotes = extn{
	Name: "smart", Doc: "Straight quotes, hyphens and dots as curly quotes, dashes and ellipses",
	Words: wordReader{"\"'.-", func(_ *conv, text string, i, end int) (word, int) {
		s, n := smart(text, i, end)
		return word{Text: s}, n
	}},
}

// smart returns what the characters at text[i:end] are in print, and how many bytes they take: curly quotes, dashes
// and an ellipsis. 0 bytes: they stay.
func smart(text string, i, end int) (string, int) {
	switch text[i] {
	case '"':
		if opensQuote(text, i, end) {
			return "“", 1
		}
		return "”", 1
	case '\'':
		if opensQuote(text, i, end) {
			return "‘", 1
		}
		return "’", 1
	case '.':
		if strings.HasPrefix(text[i:end], "...") {
			return "…", 3
		}
	case '-':
		n := 1
		for i+n < end && text[i+n] == '-' {
			n++
		}
		if n > 1 && n < 100 {
			return dashes(n), n
		}
		return text[i : i+n], n
	}
	return "", 0
}

// dashes is a run of n hyphens as em dashes and en dashes.
func dashes(n int) string {
	em, en := 0, 0
	switch n % 6 {
	case 0, 3:
		em = n / 3
	case 2, 4:
		en = n / 2
	case 1:
		em, en = n/3-1, 2
	case 5:
		em, en = n/3, 1
	}
	return strings.Repeat("—", em) + strings.Repeat("–", en)
}

// opensQuote tells a quote that opens from one that closes, which is an apostrophe as well.
func opensQuote(text string, i, end int) bool {
	next, _ := utf8.DecodeRuneInString(text[i+1 : max(i+1, end)])
	if i+1 >= end {
		if i+1 >= len(text) {
			return false
		}
		next, _ = utf8.DecodeRuneInString(text[i+1:])
	}
	if unicode.IsSpace(next) {
		return false
	}
	if i == 0 {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsSpace(before) || strings.ContainsRune("([{<-–—*_~/=|\"'", before)
}
