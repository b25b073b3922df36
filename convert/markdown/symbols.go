package markdown

import (
	"strings"
	"unicode/utf8"
)

var smartSymbols = extn{
	Name: "smart_symbols", Doc: "Signs in ASCII: (c) (tm) +/- --> 1/2",
	Words: wordReader{"(cC+<-=123457", func(_ *conv, text string, i, end int) (word, int) {
		s, n := symbol(text, i, end)
		return word{Text: s}, n
	}},
}

// symbol returns the sign that text[i:end] begins with in ASCII, and its length, as the smartsymbols extension has
// them; 0 for none.
func symbol(text string, i, end int) (string, int) {
	s := text[i:end]
	for _, p := range [...][2]string{
		{"(tm)", "™"}, {"(c)", "©"}, {"(r)", "®"}, {"c/o", "℅"}, {"+/-", "±"}, {"<-->", "↔"}, {"-->", "→"}, {"<--", "←"}, {"=/=", "≠"},
	} {
		if len(s) >= len(p[0]) && strings.EqualFold(s[:len(p[0])], p[0]) && (p[0] != "c/o" || aloneIn(text, i, 3)) {
			return p[1], len(p[0])
		}
	}
	if len(s) >= 3 && s[1] == '/' && aloneIn(text, i, 3) {
		if f := fraction(s[:3]); f != "" {
			return f, 3
		}
	}
	return "", 0
}

// aloneIn reports whether no word, number or slash touches text[i:i+n].
func aloneIn(text string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	next, _ := utf8.DecodeRuneInString(text[i+n:])
	return (i == 0 || !isWord(before) && before != '/') && (i+n == len(text) || !isWord(next) && next != '/')
}

func fraction(s string) string {
	switch s {
	case "1/4":
		return "¼"
	case "1/2":
		return "½"
	case "3/4":
		return "¾"
	case "1/3":
		return "⅓"
	case "2/3":
		return "⅔"
	case "1/5":
		return "⅕"
	case "2/5":
		return "⅖"
	case "3/5":
		return "⅗"
	case "4/5":
		return "⅘"
	case "1/6":
		return "⅙"
	case "5/6":
		return "⅚"
	case "1/8":
		return "⅛"
	case "3/8":
		return "⅜"
	case "5/8":
		return "⅝"
	case "7/8":
		return "⅞"
	}
	return ""
}
