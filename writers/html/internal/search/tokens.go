package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// eachToken calls f for each word of s in the form in which it is indexed. f must not keep the bytes.
// The same rules stand in script/search.js for what readers type; each change has to be made in both.
//
// A word is a run of letters, marks and digits without case, accents and compatibility forms. Scripts that are
// written without spaces give pairs of neighbouring characters, and the last character of a run alone, so that
// each character begins a token. The parts of a name like describeInstances are words too.
func eachToken(s []byte, f func([]byte)) {
	var humps [8]int // where parts of a name begin
	for len(s) > 0 {
		// Most text is ASCII: fold it in place, a word at a time.
		i := 0
		for i < len(s) && !wordByte[s[i]] {
			i++
		}
		if s = s[i:]; len(s) == 0 {
			return
		}
		i = 0
		parts, small := 0, false
		for i < len(s) && wordByte[s[i]] && s[i] < utf8.RuneSelf {
			if c := s[i]; c >= 'A' && c <= 'Z' {
				s[i] = c | 0x20
				if small && parts < len(humps) {
					humps[parts] = i
					parts++
				}
				small = false
			} else {
				small = true
			}
			i++
		}
		if i == len(s) || !wordByte[s[i]] {
			f(s[:i])
			eachPart(s[:i], humps[:parts], f)
			s = s[i:]
			continue
		}
		for i < len(s) && wordByte[s[i]] { // up to the next ASCII character that ends words
			i++
		}
		eachFolded(fold(string(s[:i])), f)
		s = s[i:]
	}
}

// eachPart calls f for the parts of a name that begin at humps, and the one before them, when each has two letters at
// least: H2O is one word.
func eachPart(word []byte, humps []int, f func([]byte)) {
	if len(humps) == 0 {
		return
	}
	from := 0
	for _, to := range humps {
		if to-from < 2 {
			return
		}
		from = to
	}
	if len(word)-from < 2 {
		return
	}
	from = 0
	for _, to := range humps {
		f(word[from:to])
		from = to
	}
	f(word[from:])
}

// symbolByte has the characters that operators are made of.
var symbolByte = func() (t [256]bool) {
	for _, c := range `+-*/%=<>!&|^~?:.@#$\\` {
		t[c] = true
	}
	return t
}()

// maxSymbol is how long the operators are that are indexed; longer runs are rules of comments.
const maxSymbol = 3

// eachSymbol calls f for the operators in code. One of a single character counts when the code is nothing else, and so do
// a few signs with brackets among them: $(), [].
func eachSymbol(code string, f func(string)) {
	if isSigns(code) {
		f(code)
		return
	}
	for i := 0; i < len(code); i++ {
		if !symbolByte[code[i]] {
			continue
		}
		from := i
		for i < len(code) && symbolByte[code[i]] {
			i++
		}
		if n := i - from; n > 1 && n <= maxSymbol || n == len(code) && n <= maxSymbol {
			f(code[from:i])
		}
	}
}

// isSigns reports whether code is of two to four signs and brackets.
func isSigns(code string) bool {
	brackets := false
	for i := range len(code) {
		switch code[i] {
		case '(', ')', '[', ']', '{', '}':
			brackets = true
		default:
			if i > maxSymbol || !symbolByte[code[i]] {
				return false
			}
		}
	}
	return brackets && len(code) > 1 && len(code) <= maxSymbol+1
}

// wordByte has the bytes of ASCII letters and digits and of all that is not ASCII.
var wordByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= utf8.RuneSelf || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	return t
}()

// fold takes away case, the accents of the combining diacritical marks, and compatibility forms.
func fold(s string) string {
	s = norm.NFKD.String(strings.ToLower(s))
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r <= 0x36f:
			return -1
		case r == 'ς':
			return 'σ'
		}
		return r
	}, s)
	s = spelledOut.Replace(s)
	return norm.NFKC.String(s)
}

// spelledOut has letters that are no letter with an accent for Unicode, and are for readers.
var spelledOut = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ł", "l", "ı", "i")

// eachFolded calls f for the words of folded text.
func eachFolded(s string, f func([]byte)) {
	start := -1 // of the current word
	beforeAt, dense := 0, false
	end := func(i int) {
		switch {
		case start < 0:
		case dense:
			f([]byte(s[beforeAt:i]))
		default:
			f([]byte(s[start:i]))
		}
		start = -1
	}
	for i, r := range s {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			end(i)
			continue
		}
		if d := isDense(r); start >= 0 && d != dense {
			end(i)
			start, dense = i, d
		} else if start < 0 {
			start, dense = i, d
		} else if d {
			f([]byte(s[beforeAt : i+utf8.RuneLen(r)]))
		}
		beforeAt = i
	}
	end(len(s))
}

// isDense reports whether the character belongs to a script that is written without spaces between words.
func isDense(r rune) bool {
	return r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
