package markup

import (
	"strings"
	"unicode/utf8"
)

// Classes of bytes in text and in attribute values.
const (
	escNone  = iota
	escNamed // & < > and, in attributes, "
	escQuote // " in text is printed as it is
	escCtrl  // a control character that HTML does not allow
	escLead  // the lead byte of a character that may be a control or a noncharacter
)

var escClass = func() (t [256]uint8) {
	for i := range 0x20 {
		t[i] = escCtrl
	}
	t['\t'], t['\n'] = escNone, escNone
	t['&'], t['<'], t['>'], t['"'] = escNamed, escNamed, escNamed, escQuote
	t[0x7f], t[0xc2], t[0xef] = escCtrl, escLead, escLead
	for i := 0xf0; i < 0x100; i++ {
		t[i] = escLead
	}
	return t
}()

// AppendText appends s as HTML text.
func AppendText(b []byte, s string) []byte { return appendEscaped(b, s, false) }

// AppendAttr appends s as the content of a double-quoted attribute.
func AppendAttr(b []byte, s string) []byte { return appendEscaped(b, s, true) }

func appendEscaped(b []byte, s string, attr bool) []byte {
	start := 0
	for i := 0; i < len(s); {
		var rep string
		n := 1
		switch escClass[s[i]] {
		case escNone:
			i++
			continue
		case escQuote:
			if !attr {
				i++
				continue
			}
			rep = "&quot;"
		case escNamed:
			switch s[i] {
			case '&':
				rep = "&amp;"
			case '<':
				rep = "&lt;"
			default:
				rep = "&gt;"
			}
		case escCtrl:
			rep = "\ufffd"
			if s[i] == '\r' {
				rep = "\n"
			}
		case escLead:
			r, size := utf8.DecodeRuneInString(s[i:])
			if n = size; !forbidden(r) {
				i += n
				continue
			}
			rep = "\ufffd"
		}
		b = append(append(b, s[start:i]...), rep...)
		i += n
		start = i
	}
	return append(b, s[start:]...)
}

// forbidden reports C1 controls and noncharacters. HTML, 13.2.3.5: they are parse errors.
func forbidden(r rune) bool {
	return r >= 0x80 && r < 0xa0 || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// urlSafe has the bytes that stand for themselves in the href values that we build from paths and ids.
// HTML allows characters beyond ASCII there, so they stay readable.
var urlSafe = func() (t [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*+,;=@/" {
		t[c] = true
	}
	for i := 0x80; i < 0x100; i++ {
		t[i] = true
	}
	return t
}()

// AppendPath appends a path or fragment, percent-encoded.
func AppendPath(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		if c := s[i]; urlSafe[c] {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return b
}

// AppendURL appends an address of the source: what a URL cannot hold is percent-encoded,
// what is encoded already stays. CommonMark's reference renderer does the same.
func AppendURL(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&':
			b = append(b, "&amp;"...)
		case c == '\'':
			b = append(b, "&#x27;"...)
		case c == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])):
			b = append(b, "%25"...)
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}[]", c) >= 0:
			b = append(b, '%', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return b
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// AppendID appends an id as an attribute's content. Ids cannot hold white space (HTML, 3.2.6): it is
// percent-encoded there, so that both the encoded and the plain form of an old link still find it.
func AppendID(b []byte, id string) []byte { return AppendAttr(b, CleanID(id)) }

func CleanID(id string) string {
	if !strings.ContainsAny(id, " \t\n\f\r") {
		return id
	}
	return idEncoder.Replace(id)
}

var idEncoder = strings.NewReplacer(" ", "%20", "\t", "%09", "\n", "%0A", "\f", "%0C", "\r", "%0D")

// AppendFragment appends "#" and the id as a link to it. The white space of the id is encoded once: browsers
// look for the fragment as written first, then for its decoded form.
func AppendFragment(b []byte, id string) []byte { return AppendPath(append(b, '#'), id) }

// AppendRel appends the relative address of the encoded path to, seen from the encoded folder dir.
func AppendRel(b []byte, dir, to string) []byte {
	for dir != "" {
		i := strings.IndexByte(dir, '/') + 1
		if i == 0 || !strings.HasPrefix(to, dir[:i]) {
			break
		}
		dir, to = dir[i:], to[i:]
	}
	for range strings.Count(dir, "/") {
		b = append(b, "../"...)
	}
	return append(b, to...)
}
