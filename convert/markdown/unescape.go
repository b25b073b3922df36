package markdown

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

func isPunct(b byte) bool { return b < utf8.RuneSelf && strings.IndexByte(punctuation, b) >= 0 }

// unescape adds text[start:end] with backslash escapes and character references resolved
// (CommonMark 0.31.2, 2.4 and 2.5), and what the dialect reads in words: shortcodes, quotes, signs.
func (b *builder) unescape(start, end int) {
	text := b.c.text
	words := len(b.c.s.words) > 0
	if s := text[start:end]; strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 && !words {
		b.raw(start, end)
		return
	}
	from := start
	for i := start; i < end; {
		switch text[i] {
		case '\\':
			if i+1 < end && isPunct(text[i+1]) {
				b.raw(from, i)
				from = i + 1
				i++
			}
		case '&':
			if s, n := charRef(text[i:end]); n > 0 {
				b.raw(from, i)
				if t := b.c.clean(s); t == s {
					b.str(s, i)
				} else {
					b.str(t, i)
					b.c.refControlAt = max(b.c.refControlAt, b.c.pos(i))
				}
				i += n
				from = i
				continue
			}
		default:
			if !words || !b.c.s.wordBytes[text[i]] {
				break
			}
			if n := b.replaced(from, i, end); n > 0 {
				i += n
				from = i
				continue
			}
		}
		i++
	}
	b.raw(from, end)
}

// replaced adds text[from:i] and then what the shortcode or sign at i stands for. It returns the length of that, 0 when
// there is none and nothing was added.
func (b *builder) replaced(from, i, end int) int {
	for _, r := range b.c.s.words {
		if strings.IndexByte(r.Bytes, b.c.text[i]) < 0 {
			continue
		}
		w, n := r.Read(b.c, b.c.text, i, end)
		if n == 0 {
			continue
		}
		b.raw(from, i)
		if w.Node != nil {
			b.add(w.Node)
		} else {
			b.str(w.Text, i)
		}
		return n
	}
	return 0
}

// charRef returns the character reference that s begins with, and its length; 0 when there is none.
func charRef(s string) (string, int) {
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

// unescaped resolves escapes and references in a string that may come from anywhere.
func unescaped(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && isPunct(s[i+1]) {
				i++
			}
		case '&':
			if v, n := charRef(s[i:]); n > 0 {
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

// words is a title or info string, unescaped.
func (c *conv) words(b []byte) string { return c.clean(unescaped(string(b))) }

// target is a link's destination, unescaped.
func (c *conv) target(b []byte) string { return c.clean(unescaped(string(b))) }
