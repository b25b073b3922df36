package build

import (
	"strings"

	"platen/convert/markdown/internal/lex"
)

// Unescape adds text[start:end] with backslash escapes and character references resolved
// (CommonMark 0.31.2, 2.4 and 2.5), and what the dialect reads in words: shortcodes, quotes, signs.
func (b *Builder) Unescape(start, end int) {
	text := b.Page.Text
	words := len(b.Page.Syntax.words) > 0
	if s := text[start:end]; strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 && !words {
		b.Raw(start, end)
		return
	}
	from := start
	for i := start; i < end; {
		switch text[i] {
		case '\\':
			if i+1 < end && lex.IsPunct(text[i+1]) {
				b.Raw(from, i)
				from = i + 1
				i++
				if text[i] == '{' {
					b.literal = b.pending() + 1
				}
			} else if words && b.Page.Syntax.wordBytes['\\'] {
				if n := b.replaced(from, i, end); n > 0 {
					i += n
					from = i
					continue
				}
			}
		case '&':
			if s, n := lex.CharRef(text[i:end]); n > 0 {
				b.Raw(from, i)
				if t := b.Page.Clean(s); t == s {
					b.Text(s, i)
				} else {
					b.Text(t, i)
					b.Page.refControlAt = max(b.Page.refControlAt, b.Page.Pos(i))
				}
				i += n
				from = i
				continue
			}
		default:
			if !words || !b.Page.Syntax.wordBytes[text[i]] {
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
	b.Raw(from, end)
}

// replaced adds text[from:i] and then what the shortcode or sign at i stands for. It returns the length of that, 0 when
// there is none and nothing was added.
func (b *Builder) replaced(from, i, end int) int {
	for _, r := range b.Page.Syntax.words {
		if strings.IndexByte(r.Bytes, b.Page.Text[i]) < 0 {
			continue
		}
		w, n := r.Read(b.Page, b.Page.Text, i, end)
		if n == 0 {
			continue
		}
		b.Raw(from, i)
		if w.Node != nil {
			b.Add(w.Node)
		} else {
			b.Text(w.Text, i)
			if src := b.Page.Text[i : i+n]; b.Page.inHeading && src[0] == ':' {
				b.Page.codes = append(b.Page.codes, shortcode{string(src), w.Text})
			}
		}
		return n
	}
	return 0
}

// Unescape is a title or info string, unescaped.
func (c *Page) Unescape(b []byte) string { return c.Clean(lex.Unescaped(string(b))) }

// Target is a link's destination, unescaped.
func (c *Page) Target(b []byte) string { return c.Clean(lex.Unescaped(string(b))) }

// pending is the length of the text to come.
func (b *Builder) pending() int {
	switch {
	case !b.active:
		return 0
	case b.spilled:
		return len(b.buf)
	}
	return b.end - b.start
}
