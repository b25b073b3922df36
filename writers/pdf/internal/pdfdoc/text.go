package pdfdoc

import (
	"crypto/sha256"
	"fmt"
	"unicode/utf8"

	"platen/writers/pdf/internal/typeset"
)

// maxString is how many characters of a text string are kept: 32,767 bytes are the limit. (ISO 19005-2, 6.1.13)
const maxString = 8000

// textString is a text string: literal where it is plain ASCII, else UTF-16; a very long one is cut.
// (ISO 32000-1, 7.9.2.2)
func textString(b []byte, s string) []byte {
	s = cut(s)
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x7f || s[i] < 32 {
			return typeset.AppendUTF16(b, s)
		}
	}
	return byteString(b, s)
}

// cut shortens a text that would make too long a string.
func cut(s string) string {
	if len(s) <= maxString {
		return s
	}
	n := maxString
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// destName is the name of a destination as the file has it: a very long one ends in its hash.
func destName(s string) string {
	const most = 1000
	if len(s) <= most {
		return s
	}
	return fmt.Sprintf("%s-%x", s[:most], sha256.Sum256([]byte(s)))
}

// byteString is a literal string of bytes. (ISO 32000-1, 7.3.4.2)
func byteString(b []byte, s string) []byte {
	b = append(b, '(')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r':
			b = append(b, '\\', 'r')
		case '\n':
			b = append(b, '\\', 'n')
		default:
			b = append(b, c)
		}
	}
	return append(b, ')')
}

// nameObject is a name. (ISO 32000-1, 7.3.5)
func nameObject(b []byte, s string) []byte {
	b = append(b, '/')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c <= ' ' || c >= 0x7f || c == '#' || c == '/' || c == '%' || c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' {
			b = append(b, '#', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
		} else {
			b = append(b, c)
		}
	}
	return b
}
