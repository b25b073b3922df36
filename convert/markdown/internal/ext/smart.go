package ext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
)

var Smart = build.Extension{
	Name: "smart", Doc: "Straight quotes, hyphens and dots as curly quotes, dashes and ellipses",
	Words: build.WordReader{Bytes: "\"'.-", Read: func(c *build.Page, text string, i, end int) (build.Word, int) {
		s, n := smart(c, text, i, end)
		return build.Word{Text: s}, n
	}},
}

// smart returns what the characters at text[i:end] are in print, and how many bytes they take: curly quotes, dashes
// and an ellipsis. 0 bytes: they stay.
func smart(c *build.Page, text string, i, end int) (string, int) {
	s, n := sign(c, text, i, end)
	if n > 0 && s != text[i:i+n] && inAttributes(text, i) {
		return text[i : i+n], n
	}
	return s, n
}

// sign is smart without a look at what stands around.
func sign(c *build.Page, text string, i, end int) (string, int) {
	switch text[i] {
	case '"':
		if opensQuote(c, text, i, end) {
			return "“", 1
		}
		return "”", 1
	case '\'':
		if opensQuote(c, text, i, end) {
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

// maxAttributes is how far before a character braces around attributes may begin, in bytes.
const maxAttributes = 300

// inAttributes reports whether text[i] stands in braces with attributes: {title="two words"}.
func inAttributes(text string, i int) bool {
	from := max(0, i-maxAttributes)
	at := strings.LastIndexAny(text[from:i], "{}\n")
	if at < 0 || text[from+at] != '{' {
		return false
	}
	at += from
	if at == 0 || strings.IndexByte(")]*_` \n", text[at-1]) < 0 {
		return false
	}
	_, size := lex.ReadAttrs(text[at:])
	return at+size > i
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
func opensQuote(c *build.Page, text string, i, end int) bool {
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
	before := c.Before(i)
	return unicode.IsSpace(before) || strings.ContainsRune("([{<-–—*_~/=|\"'", before)
}

var SmartSymbols = build.Extension{
	Name: "smart_symbols", Doc: "Signs in ASCII: (c) (tm) +/- --> 1/2",
	Words: build.WordReader{Bytes: "(cC+<-=123457", Read: func(_ *build.Page, text string, i, end int) (build.Word, int) {
		s, n := symbol(text, i, end)
		return build.Word{Text: s}, n
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
	return (i == 0 || !lex.IsWord(before) && before != '/') && (i+n == len(text) || !lex.IsWord(next) && next != '/')
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
