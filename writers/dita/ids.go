package dita

import (
	"strconv"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// nameLetters are the letters beyond ASCII that stand in ids: those that are name characters in every
// edition of XML 1.0, since parsers differ in the rest.
var nameLetters = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x00C0, Hi: 0x00D6, Stride: 1}, {Lo: 0x00D8, Hi: 0x00F6, Stride: 1}, {Lo: 0x00F8, Hi: 0x0131, Stride: 1},
	{Lo: 0x0134, Hi: 0x013E, Stride: 1}, {Lo: 0x0141, Hi: 0x0148, Stride: 1}, {Lo: 0x014A, Hi: 0x017E, Stride: 1},
	{Lo: 0x0180, Hi: 0x01C3, Stride: 1}, {Lo: 0x0388, Hi: 0x038A, Stride: 1}, {Lo: 0x038E, Hi: 0x03A1, Stride: 1},
	{Lo: 0x03A3, Hi: 0x03CE, Stride: 1}, {Lo: 0x0401, Hi: 0x040C, Stride: 1}, {Lo: 0x040E, Hi: 0x044F, Stride: 1},
	{Lo: 0x0451, Hi: 0x045C, Stride: 1}, {Lo: 0x045E, Hi: 0x0481, Stride: 1}, {Lo: 0x0531, Hi: 0x0556, Stride: 1},
	{Lo: 0x0561, Hi: 0x0586, Stride: 1}, {Lo: 0x05D0, Hi: 0x05EA, Stride: 1}, {Lo: 0x0621, Hi: 0x063A, Stride: 1},
	{Lo: 0x0641, Hi: 0x064A, Stride: 1}, {Lo: 0x0905, Hi: 0x0939, Stride: 1}, {Lo: 0x10A0, Hi: 0x10C5, Stride: 1},
	{Lo: 0x10D0, Hi: 0x10F6, Stride: 1}, {Lo: 0x1E00, Hi: 0x1E9B, Stride: 1}, {Lo: 0x1EA0, Hi: 0x1EF9, Stride: 1},
	{Lo: 0x3041, Hi: 0x3094, Stride: 1}, {Lo: 0x30A1, Hi: 0x30FA, Stride: 1}, {Lo: 0x4E00, Hi: 0x9FA5, Stride: 1},
	{Lo: 0xAC00, Hi: 0xD7A3, Stride: 1},
}, LatinOffset: 2}

func asciiLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// ncName returns the id as an XML name without a colon: a letter or underscore first, other characters than
// letters, digits, ".", "-" and "_" as an underscore and their number in hexadecimal.
func ncName(id string) string {
	ok := id != ""
	for i, r := range id {
		start := asciiLetter(r) || r == '_'
		if !start && (i == 0 || !(r >= '0' && r <= '9' || r == '-' || r == '.')) {
			ok = false
			break
		}
	}
	if ok {
		return id
	}
	var b strings.Builder
	for i, r := range id {
		letter := asciiLetter(r) || r == '_' || r >= 0x80 && unicode.Is(nameLetters, r)
		other := r >= '0' && r <= '9' || r == '-' || r == '.'
		switch {
		case letter:
			b.WriteRune(r)
		case other && i == 0:
			b.WriteByte('_')
			b.WriteRune(r)
		case other:
			b.WriteRune(r)
		default:
			b.WriteByte('_')
			b.WriteString(strconv.FormatInt(int64(r), 16))
		}
	}
	if b.Len() == 0 {
		return "_"
	}
	return b.String()
}

// slug makes an id of a title: its ASCII letters and digits, lower case, with hyphens between words.
func slug(title string) string {
	b := make([]byte, 0, len(title))
	for i := 0; i < len(title) && len(b) < 60; i++ {
		c := title[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b = append(b, c)
		case len(b) > 0 && b[len(b)-1] != '-':
			b = append(b, '-')
		}
	}
	return strings.TrimRight(string(b), "-")
}

// topicPath is the file of a page's topic: the path kept, the extension swapped.
func (w *Writer) topicPath(b *tree.Book, p *tree.Page) string {
	if w.File != "" && len(b.Pages) == 1 {
		return w.File
	}
	return pages.File(p, b.Name, ".dita")
}

// relative returns the way from the folder dir to the file, both slash-separated and relative to the same
// root, escaped for an href.
func relative(dir, file string) string {
	if dir == "." || dir == "" {
		first, _, _ := strings.Cut(file, "/")
		if strings.Contains(first, ":") {
			file = "./" + file // not to be read as a scheme
		}
		return escapePath(file)
	}
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	n := 0
	for n < len(from) && n < len(to)-1 && from[n] == to[n] {
		n++
	}
	return escapePath(strings.Repeat("../", len(from)-n) + strings.Join(to[n:], "/"))
}

// escapePath escapes what cannot stand in a path of an IRI (RFC 3987, 2.2).
func escapePath(s string) string {
	const bad = " %#?\"<>\\^`{|}"
	ok := true
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] == 0x7F || strings.IndexByte(bad, s[i]) >= 0 {
			ok = false
			break
		}
	}
	if ok {
		return s
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == 0x7F || strings.IndexByte(bad, c) >= 0 {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
