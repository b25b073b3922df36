package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"platen/convert/tree"
)

// eachWord calls f with each run of letters, marks and digits of a text, and its offset. A character of a script that is
// written without spaces is a word.
func eachWord(s string, f func(word string, at int)) {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if !isAlnum(c) {
				i++
				continue
			}
			j := i + 1
			for j < len(s) && isAlnum(s[j]) {
				j++
			}
			if j == len(s) || s[j] < utf8.RuneSelf {
				f(s[i:j], i)
				i = j
				continue
			}
		}
		i = wideWord(s, i, f)
	}
}

// wideWord is eachWord for a run with more than ASCII. It returns where the run ends.
func wideWord(s string, i int, f func(word string, at int)) int {
	start, hidden := i, false
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case alone(r):
			if i == start {
				f(norm.NFKC.String(s[i:i+n]), i)
				return i + n
			}
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r) && !variation(r):
			i += n
			continue
		case i > start && (unicode.Is(unicode.Cf, r) || variation(r)):
			hidden = true
			i += n
			continue
		}
		break
	}
	if i == start {
		_, n := utf8.DecodeRuneInString(s[i:])
		return i + n
	}
	w := s[start:i]
	if hidden {
		w = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cf, r) || variation(r) {
				return -1
			}
			return r
		}, w)
	}
	if w = norm.NFKC.String(w); !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }) {
		f(w, start)
	} else {
		eachWord(w, func(word string, at int) { f(word, start) })
	}
	return i
}

// alone reports whether a character is a word by itself.
func alone(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func variation(r rune) bool { return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isAlnum(c byte) bool  { return isLetter(c) || isDigit(c) }
func isSpace(c byte) bool  { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }
func isPunct(c byte) bool  { return c > ' ' && c < 0x7f && !isAlnum(c) }

// squeeze takes the spaces and what has no shape out of a text.
func squeeze(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r <= ' ' || unicode.IsSpace(r) || unicode.Is(unicode.C, r) || variation(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// decodingLoss compares the words of a file with those of the text that positions point into: the encoding was mended and
// control characters were taken away, and no word may be lost by it. A file that is not in UTF-8 cannot be compared.
func decodingLoss(p *tree.Page, raw string) (tree.Diag, bool) {
	raw = strings.TrimPrefix(raw, "\ufeff")
	if raw == p.Sources[0].Text || !utf8.ValidString(raw) || strings.ContainsRune(raw, 0) {
		return tree.Diag{}, false
	}
	want, got := 0, 0
	eachWord(raw, func(string, int) { want++ })
	eachWord(p.Sources[0].Text, func(string, int) { got++ })
	if got >= want {
		return tree.Diag{}, false
	}
	return tree.Diag{Page: p, Pos: 1, Severity: tree.Error, Code: tree.SourceLost, Msg: "words of the file did not get into the text that is parsed"}, true
}
