package dita

import (
	"strconv"
	"unicode/utf8"
)

// A printer appends XML to one buffer. Block elements stand on lines of their own, indented; text and
// inline elements follow each other without any space of ours, so mixed content is never changed.
type printer struct {
	buf   []byte
	depth int
	extra []string // attributes for the next element that has none of these names
}

const spaces = "                                                                "

// line begins a new line at the present depth.
func (p *printer) line() {
	p.buf = append(p.buf, '\n')
	for n := 2 * p.depth; n > 0; n -= len(spaces) {
		p.buf = append(p.buf, spaces[:min(n, len(spaces))]...)
	}
}

// open writes a start tag on a line of its own and goes one level down; attrs are name, value pairs, and
// pairs with an empty value are left out.
func (p *printer) open(name string, attrs ...string) {
	p.line()
	p.start(name, attrs...)
	p.depth++
}

// close goes one level up and writes the end tag on a line of its own.
func (p *printer) close(name string) {
	p.depth--
	p.line()
	p.end(name)
}

// empty writes an empty element on a line of its own.
func (p *printer) empty(name string, attrs ...string) {
	p.line()
	p.void(name, attrs...)
}

// element writes an element with text on a line of its own.
func (p *printer) element(name, text string, attrs ...string) {
	p.line()
	p.start(name, attrs...)
	p.text(text)
	p.end(name)
}

func (p *printer) start(name string, attrs ...string) {
	p.buf = append(p.buf, '<')
	p.buf = append(p.buf, name...)
	p.attrs(attrs)
	if len(p.extra) > 0 {
		p.extras(attrs)
	}
	p.buf = append(p.buf, '>')
}

func (p *printer) end(name string) {
	p.buf = append(p.buf, '<', '/')
	p.buf = append(p.buf, name...)
	p.buf = append(p.buf, '>')
}

func (p *printer) void(name string, attrs ...string) {
	p.buf = append(p.buf, '<')
	p.buf = append(p.buf, name...)
	p.attrs(attrs)
	if len(p.extra) > 0 {
		p.extras(attrs)
	}
	p.buf = append(p.buf, '/', '>')
}

// extras writes the attributes that wait for an element, but for those that it has.
func (p *printer) extras(attrs []string) {
	extra := p.extra
	p.extra = nil
	for i := 0; i+1 < len(extra); i += 2 {
		own := false
		for j := 0; j+1 < len(attrs); j += 2 {
			own = own || attrs[j] == extra[i] && attrs[j+1] != ""
		}
		if !own {
			p.attr(extra[i], extra[i+1])
		}
	}
}

func (p *printer) attrs(attrs []string) {
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			p.attr(attrs[i], attrs[i+1])
		}
	}
}

func (p *printer) attr(name, value string) {
	p.buf = append(p.buf, ' ')
	p.buf = append(p.buf, name...)
	p.buf = append(p.buf, '=', '"')
	p.buf = appendXML(p.buf, value, true)
	p.buf = append(p.buf, '"')
}

func (p *printer) text(s string) { p.buf = appendXML(p.buf, s, false) }

// special are the bytes that appendXML looks at: markup, control characters and what begins a rune that may
// not be allowed. Quotes, tabs and line ends matter in attributes only.
var special = specialBytes()

func specialBytes() (t [256]bool) {
	for c := range t {
		t[c] = c < ' ' || c == '&' || c == '<' || c == '>' || c == '"' || c >= utf8.RuneSelf
	}
	return t
}

// appendXML escapes s. What XML 1.0, 2.2 forbids becomes U+FFFD; a carriage return stays one as a character
// reference; in an attribute quotes, tabs and line ends do, too.
func appendXML(buf []byte, s string, attr bool) []byte {
	from, i := 0, 0
	for {
		for i < len(s) && !special[s[i]] {
			i++
		}
		if i >= len(s) {
			return append(buf, s[from:]...)
		}
		to, n := escape(s[i:], attr)
		if to != "" {
			buf = append(buf, s[from:i]...)
			buf = append(buf, to...)
			from = i + n
		}
		i += n
	}
}

// escape returns what stands for the first n bytes of s, or "" for themselves.
func escape(s string, attr bool) (to string, n int) {
	switch c := s[0]; {
	case c == '&':
		return "&amp;", 1
	case c == '<':
		return "&lt;", 1
	case c == '>':
		return "&gt;", 1
	case c == '\r':
		return "&#13;", 1
	case c == '"' && attr:
		return "&quot;", 1
	case c == '\n' && attr:
		return "&#10;", 1
	case c == '\t' && attr:
		return "&#9;", 1
	case c == '"', c == '\n', c == '\t':
		return "", 1
	case c < ' ':
		return "\uFFFD", 1
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
		return "\uFFFD", n
	}
	return "", n
}

func number(n int) string { return strconv.Itoa(n) }
