package lex

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Repairs counts what decode mended.
type Repairs struct {
	Bad, BadAt         int // invalid UTF-8 sequences, and the offset of the first
	Control, ControlAt int // control characters, and the offset of the first
	utf16              bool
}

// Decode returns the page as clean UTF-8 with LF line ends and without byte order marks. It returns src itself
// when there is nothing to mend. Invalid UTF-8 and control characters become U+FFFD, bidirectional controls
// are removed.
func Decode(src []byte) ([]byte, Repairs) {
	var fix Repairs
	switch {
	case bytes.HasPrefix(src, []byte{0xff, 0xfe}):
		src, fix.utf16 = fromUTF16(src[2:], binary.LittleEndian), true
	case bytes.HasPrefix(src, []byte{0xfe, 0xff}):
		src, fix.utf16 = fromUTF16(src[2:], binary.BigEndian), true
	}
	for bytes.HasPrefix(src, []byte("\ufeff")) {
		src = src[3:]
	}
	i := firstOdd(src)
	if i == len(src) {
		return src, fix
	}
	out := make([]byte, i, len(src)+len(src)/16)
	copy(out, src)
	for i < len(src) {
		b := src[i]
		if b < utf8.RuneSelf {
			i++
			switch {
			case b == '\r':
				out = append(out, '\n')
				if i < len(src) && src[i] == '\n' {
					i++
				}
			case b >= ' ' && b != 0x7f || b == '\n' || b == '\t':
				out = append(out, b)
			case b == '\f' || b == '\v':
				out = append(out, ' ')
			default:
				fix.controlChar(len(out))
				out = append(out, "\ufffd"...)
			}
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			if fix.Bad == 0 {
				fix.BadAt = len(out)
			}
			fix.Bad++
			out = append(out, "\ufffd"...)
		case forbidden(r):
			fix.controlChar(len(out))
			if !bidi(r) {
				out = append(out, "\ufffd"...)
			}
		default:
			out = append(out, src[i:i+n]...)
		}
		i += n
	}
	return out, fix
}

func (f *Repairs) controlChar(at int) {
	if f.Control == 0 {
		f.ControlAt = at
	}
	f.Control++
}

// firstOdd is the offset of the first byte that decode has to mend, len(src) when there is none.
func firstOdd(src []byte) int {
	for i := 0; i < len(src); {
		if i+8 <= len(src) && plain(binary.LittleEndian.Uint64(src[i:])) {
			i += 8
			continue
		}
		for stop := min(i+8, len(src)); i < stop; {
			b := src[i]
			if b < utf8.RuneSelf {
				if b < ' ' && b != '\n' && b != '\t' || b == 0x7f {
					return i
				}
				i++
				continue
			}
			r, n := utf8.DecodeRune(src[i:])
			if r == utf8.RuneError && n == 1 || forbidden(r) {
				return i
			}
			i += n
		}
	}
	return len(src)
}

// plain reports whether each of eight bytes is a printable character of ASCII. That they are may go unseen where one is not.
func plain(eight uint64) bool {
	const each = 0x0101010101010101
	return (eight|(eight-each*' ')|(eight+each))&(each*0x80) == 0
}

// bidi reports whether r changes the order in which text is shown.
func bidi(r rune) bool { return 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 }

// forbidden reports whether no output can hold r: XML 1.0 forbids it, terminals act on it, or it hides text.
func forbidden(r rune) bool {
	switch {
	case r < ' ':
		return r != '\n' && r != '\t'
	case r < 0x7f:
		return false
	case r < 0xa0:
		return true
	}
	return bidi(r) || r >= 0xFDD0 && (r <= 0xFDEF || r&0xFFFE == 0xFFFE)
}

func fromUTF16(b []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// Count is a number with its noun.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Clean is s without what no output can hold.
func Clean(s string) string {
	odd := false
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < ' ' || b >= 0x7f {
			odd = true
			break
		}
	}
	if !odd {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case bidi(r):
			return -1
		case forbidden(r):
			return utf8.RuneError
		}
		return r
	}, s)
}
