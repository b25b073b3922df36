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
	p.buf = append(p.buf, '/', '>')
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

// appendXML escapes s. What XML 1.0, 2.2 forbids becomes U+FFFD; a carriage return stays one as a character
// reference; in an attribute quotes, tabs and line ends do, too.
func appendXML(buf []byte, s string, attr bool) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		var to string
		n := 1
		switch {
		case c == '&':
			to = "&amp;"
		case c == '<':
			to = "&lt;"
		case c == '>':
			to = "&gt;"
		case c == '\r':
			to = "&#13;"
		case c == '"' && attr:
			to = "&quot;"
		case c == '\n' && attr:
			to = "&#10;"
		case c == '\t' && attr:
			to = "&#9;"
		case c == '\n', c == '\t', c >= 0x20 && c < utf8.RuneSelf:
		case c < 0x20:
			to = "\uFFFD"
		default:
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
				to = "\uFFFD"
			}
		}
		if to != "" {
			buf = append(buf, s[from:i]...)
			buf = append(buf, to...)
			from = i + n
		}
		i += n
	}
	return append(buf, s[from:]...)
}

func number(n int) string { return strconv.Itoa(n) }
