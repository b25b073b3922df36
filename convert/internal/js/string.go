package js

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// String reads the string in quotes, or the template without expressions, that s begins with, and returns what it says
// and its length as written (ECMAScript 2024, 12.9.4 and 12.9.6; those of JSON are among them). ok is false when it is
// not closed, or not known without running the file; n is then the place where that was seen.
func String(s string) (text string, n int, ok bool) {
	if s == "" || s[0] != '"' && s[0] != '\'' && s[0] != '`' {
		return "", 0, false
	}
	q := s[0]
	var b strings.Builder
	for i := 1; i < len(s); {
		switch c := s[i]; {
		case c == q:
			return b.String(), i + 1, true
		case c == '\n' && q != '`', q == '`' && strings.HasPrefix(s[i:], "${"):
			return "", i, false
		case c == '\\' && i+1 < len(s):
			r, size := escape(s[i:])
			if size == 0 {
				return "", i, false
			}
			if r >= 0 {
				b.WriteRune(r)
			}
			i += size
		default:
			b.WriteByte(c)
			i++
		}
	}
	return "", len(s), false
}

// escape reads the escape sequence that s begins with: its character, -1 for none, and its length, 0 when it is wrong.
func escape(s string) (r rune, size int) {
	switch s[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'v':
		return '\v', 2
	case '0':
		return 0, 2
	case '\n': // the line goes on below
		return -1, 2
	case 'x':
		return hex(s, 2, 4)
	case 'u':
		if strings.HasPrefix(s[2:], "{") {
			end := strings.IndexByte(s[:min(len(s), 12)], '}')
			if r, size = hex(s, 3, end); size > 0 {
				size++
			}
			return r, size
		}
		if r, size = hex(s, 2, 6); !utf16.IsSurrogate(r) {
			return r, size
		}
		if strings.HasPrefix(s[6:], `\u`) {
			if low, n := hex(s[6:], 2, 6); n > 0 {
				if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
					return both, 12
				}
			}
		}
		return utf8.RuneError, 6
	}
	r, n := utf8.DecodeRuneInString(s[1:])
	return r, 1 + n
}

// hex is the character that the digits s[from:to] number.
func hex(s string, from, to int) (r rune, size int) {
	if to <= from || to > len(s) {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[from:to], 16, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, 0
	}
	return rune(n), to
}
