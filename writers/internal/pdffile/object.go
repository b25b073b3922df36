package pdffile

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// An Object is nil, bool, int, float64, [Name], [String], [Ref], [Array], [Dict] or *[Stream]. (ISO 32000-1, 7.3)
type Object any

type (
	// A Name is a name without its slash.
	Name string
	// A String is the bytes of a string.
	String string
	// A Ref is the number of an indirect object.
	Ref int
	// An Array is a list of objects.
	Array []Object
	// A Dict is a dictionary.
	Dict map[Name]Object
)

// A Stream is a dictionary and the bytes that follow it, as they are in the file.
type Stream struct {
	Dict Dict
	Data []byte
}

// An operator is a word of a content stream.
type operator string

var errSyntax = errors.New("not the syntax of PDF")

// maxDepth is how deep arrays and dictionaries may be nested.
const maxDepth = 100

// A scanner reads objects from bytes. In content streams there are operators and no references.
type scanner struct {
	b       []byte
	pos     int
	content bool
	depth   int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// skip passes white space and comments.
func (s *scanner) skip() {
	for s.pos < len(s.b) {
		switch c := s.b[s.pos]; {
		case isSpace(c):
			s.pos++
		case c == '%':
			for s.pos < len(s.b) && s.b[s.pos] != '\n' && s.b[s.pos] != '\r' {
				s.pos++
			}
		default:
			return
		}
	}
}

// word returns the regular characters that come next.
func (s *scanner) word() string {
	from := s.pos
	for s.pos < len(s.b) && !isSpace(s.b[s.pos]) && !isDelim(s.b[s.pos]) {
		s.pos++
	}
	return string(s.b[from:s.pos])
}

// object reads one object.
func (s *scanner) object() (Object, error) {
	s.skip()
	if s.pos >= len(s.b) {
		return nil, errSyntax
	}
	switch c := s.b[s.pos]; {
	case c == '/':
		s.pos++
		return s.name(), nil
	case c == '(':
		return s.literal()
	case c == '<' && s.pos+1 < len(s.b) && s.b[s.pos+1] == '<':
		s.pos += 2
		return s.dict()
	case c == '<':
		return s.hex()
	case c == '[':
		s.pos++
		return s.array()
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		return s.number()
	case isDelim(c):
		s.pos++
		return nil, errSyntax
	}
	switch w := s.word(); w {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	default:
		if s.content {
			return operator(w), nil
		}
		return nil, fmt.Errorf("%w: %q", errSyntax, w)
	}
}

func (s *scanner) name() Name {
	w := s.word()
	for i := 0; i < len(w); i++ {
		if w[i] == '#' {
			b := []byte{}
			for i := 0; i < len(w); i++ {
				if w[i] == '#' && i+2 < len(w) {
					if n, err := strconv.ParseUint(w[i+1:i+3], 16, 8); err == nil {
						b = append(b, byte(n))
						i += 2
						continue
					}
				}
				b = append(b, w[i])
			}
			return Name(b)
		}
	}
	return Name(w)
}

// number reads a number, or a reference: two numbers and R.
func (s *scanner) number() (Object, error) {
	w := s.word()
	n, err := strconv.Atoi(w)
	if err != nil {
		f, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %q", errSyntax, w)
		}
		return f, nil
	}
	if s.content || n < 0 {
		return n, nil
	}
	p := s.pos
	for p < len(s.b) && isSpace(s.b[p]) {
		p++
	}
	from := p
	for p < len(s.b) && s.b[p] >= '0' && s.b[p] <= '9' {
		p++
	}
	if p == from || p >= len(s.b) || !isSpace(s.b[p]) {
		return n, nil
	}
	for p < len(s.b) && isSpace(s.b[p]) {
		p++
	}
	if p < len(s.b) && s.b[p] == 'R' && (p+1 == len(s.b) || isSpace(s.b[p+1]) || isDelim(s.b[p+1])) {
		s.pos = p + 1
		return Ref(n), nil
	}
	return n, nil
}

// literal reads a string in parentheses. (ISO 32000-1, 7.3.4.2)
func (s *scanner) literal() (Object, error) {
	var b []byte
	s.pos++
	for depth := 1; s.pos < len(s.b); s.pos++ {
		c := s.b[s.pos]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.pos++
				return String(b), nil
			}
		case '\\':
			s.pos++
			if s.pos >= len(s.b) {
				return nil, errSyntax
			}
			b = s.escaped(b)
			continue
		case '\r':
			if s.pos+1 < len(s.b) && s.b[s.pos+1] == '\n' {
				s.pos++
			}
			c = '\n'
		}
		b = append(b, c)
	}
	return nil, errSyntax
}

// escaped adds what stands for the characters after a backslash.
func (s *scanner) escaped(b []byte) []byte {
	switch c := s.b[s.pos]; c {
	case 'n':
		return append(b, '\n')
	case 'r':
		return append(b, '\r')
	case 't':
		return append(b, '\t')
	case 'b':
		return append(b, '\b')
	case 'f':
		return append(b, '\f')
	case '\n':
		return b
	case '\r':
		if s.pos+1 < len(s.b) && s.b[s.pos+1] == '\n' {
			s.pos++
		}
		return b
	default:
		if c < '0' || c > '7' {
			return append(b, c)
		}
		n := 0
		for k := 0; k < 3 && s.pos < len(s.b) && s.b[s.pos] >= '0' && s.b[s.pos] <= '7'; k++ {
			n = 8*n + int(s.b[s.pos]-'0')
			s.pos++
		}
		s.pos--
		return append(b, byte(n))
	}
}

func (s *scanner) hex() (Object, error) {
	s.pos++
	b := make([]byte, 0, 16)
	half, have := byte(0), false
	for ; s.pos < len(s.b); s.pos++ {
		c := s.b[s.pos]
		var v byte
		switch {
		case c >= '0' && c <= '9':
			v = c - '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			v = c | 0x20 - 'a' + 10
		case c == '>':
			s.pos++
			if have {
				b = append(b, half<<4)
			}
			return String(b), nil
		case isSpace(c):
			continue
		default:
			return nil, errSyntax
		}
		if have {
			b = append(b, half<<4|v)
		}
		half, have = v, !have
	}
	return nil, errSyntax
}

func (s *scanner) array() (Object, error) {
	if s.depth++; s.depth > maxDepth {
		return nil, errSyntax
	}
	defer func() { s.depth-- }()
	a := Array{}
	for {
		s.skip()
		if s.pos < len(s.b) && s.b[s.pos] == ']' {
			s.pos++
			return a, nil
		}
		o, err := s.object()
		if err != nil {
			return nil, err
		}
		a = append(a, o)
	}
}

func (s *scanner) dict() (Object, error) {
	if s.depth++; s.depth > maxDepth {
		return nil, errSyntax
	}
	defer func() { s.depth-- }()
	d := Dict{}
	for {
		s.skip()
		if s.pos+1 < len(s.b) && s.b[s.pos] == '>' && s.b[s.pos+1] == '>' {
			s.pos += 2
			return d, nil
		}
		k, err := s.object()
		if err != nil {
			return nil, err
		}
		name, ok := k.(Name)
		if !ok {
			return nil, errSyntax
		}
		if d[name], err = s.object(); err != nil {
			return nil, err
		}
	}
}

// Text is a text string's characters: UTF-16 with a mark, UTF-8 with a mark, else bytes. (ISO 32000-1, 7.9.2.2)
func (s String) Text() string {
	switch {
	case len(s) >= 2 && s[0] == 0xfe && s[1] == 0xff:
		return utf16Text(string(s[2:]))
	case len(s) >= 3 && s[:3] == "\xef\xbb\xbf":
		return string(s[3:])
	}
	r := make([]rune, len(s))
	for i := range len(s) {
		r[i] = rune(s[i])
	}
	return string(r)
}

func utf16Text(s string) string {
	u := make([]uint16, len(s)/2)
	for i := range u {
		u[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(u))
}
