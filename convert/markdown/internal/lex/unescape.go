package lex

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// CharRef returns the character reference that s begins with, and its length; 0 when there is none.
func CharRef(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "", 0
	}
	ref := s[:end+1]
	if ref[1] == '#' {
		r, ok := numericRef(ref[2:end])
		if !ok {
			return "", 0
		}
		return string(r), end + 1
	}
	for _, b := range []byte(ref[1:end]) {
		if !('a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9') {
			return "", 0
		}
	}
	if v := html.UnescapeString(ref); !strings.HasSuffix(v, ";") || v == ";" {
		return v, end + 1
	}
	return "", 0
}

// numericRef resolves the digits of a numeric reference: "35", "x22".
func numericRef(s string) (rune, bool) {
	base, limit := 10, 7
	if s != "" && (s[0] == 'x' || s[0] == 'X') {
		base, limit, s = 16, 6, s[1:]
	}
	if s == "" || len(s) > limit {
		return 0, false
	}
	r := 0
	for _, b := range []byte(s) {
		d := 99
		switch {
		case '0' <= b && b <= '9':
			d = int(b - '0')
		case 'a' <= b && b <= 'f':
			d = int(b-'a') + 10
		case 'A' <= b && b <= 'F':
			d = int(b-'A') + 10
		}
		if d >= base {
			return 0, false
		}
		r = r*base + d
	}
	if r == 0 || r > utf8.MaxRune || 0xD800 <= r && r < 0xE000 {
		return utf8.RuneError, true
	}
	return rune(r), true
}

// Unescaped resolves escapes and references in a string that may come from anywhere.
func Unescaped(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && IsPunct(s[i+1]) {
				i++
			}
		case '&':
			if v, n := CharRef(s[i:]); n > 0 {
				b.WriteString(v)
				i += n
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}
