package lex

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsWord reports whether a rune is part of a word.
func IsWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// IsNameByte reports whether a name in attributes and marks can have b in it.
func IsNameByte(b byte) bool {
	return IsLetter(b) || '0' <= b && b <= '9' || b == '-' || b == '_'
}

// ClosingBracket is the offset of the bracket that closes the one that s begins with, -1 when there is none.
func ClosingBracket(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// IsSpace reports whether b is white space of HTML.
func IsSpace(b byte) bool {
	return b == ' ' || b == '\t' || b == '\n' || b == '\f' || b == '\r'
}

// IsLetter reports whether b is a letter of ASCII.
func IsLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// Indent returns the columns of white space at i, which is in column col, and the offset behind it.
func Indent(line []byte, i, col int) (width, next int) {
	start := col
	for ; i < len(line); i++ {
		switch line[i] {
		case ' ':
			col++
		case '\t':
			col += 4 - col%4
		default:
			return col - start, i
		}
	}
	return col - start, i
}

// Run is how often line begins with c.
func Run(line []byte, c byte) int {
	n := 0
	for n < len(line) && line[n] == c {
		n++
	}
	return n
}

// TrimLine is a line from offset at without white space at its end.
func TrimLine(line []byte, at int) []byte {
	return bytes.TrimRight(line[at:], " \t\r\n")
}

const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// IsPunct reports whether b is punctuation of ASCII (CommonMark 0.31.2, 2.1).
func IsPunct(b byte) bool { return b < utf8.RuneSelf && strings.IndexByte(punctuation, b) >= 0 }
