package markdown

import (
	"path"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// address is where a target leads, seen from the page that is printed.
func (p *printer) address(t *tree.Target) string {
	switch {
	case t.Page != nil:
		anchor := p.anchorOf(t)
		if t.Page == p.pg {
			if anchor == "" && t.Raw != "" && !strings.HasPrefix(t.Raw, "#") {
				return encode(path.Base(fileName(t.Page)))
			}
			return "#" + anchor
		}
		s := encode(pages.Relative(path.Dir(p.pg.Path), fileName(t.Page)))
		if anchor != "" {
			s += "#" + anchor
		}
		return s
	case t.Asset != nil:
		s := encode(pages.Relative(path.Dir(p.pg.Path), t.Asset.Path))
		if i := strings.IndexAny(t.Raw, "?#"); i > 0 {
			s += t.Raw[i:]
		}
		return s
	}
	if t.Whole() {
		return t.URL
	}
	return t.Raw
}

// anchorOf is the id that a target leads to. One that the headings of another dialect make becomes the heading's id.
func (p *printer) anchorOf(t *tree.Target) string {
	if h, ok := t.Page.IDs[t.Anchor].(*tree.Heading); ok && t.Anchor != h.Attr.ID && t.Anchor == h.Slug && p.ids[t.Page][h] != t.Anchor {
		return h.Attr.ID
	}
	return t.Anchor
}

// encode writes what a path in an address cannot have as percent signs and numbers.
func encode(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; c {
		case ' ', '%', '?', '#', '"', '<', '>', '\\', '`', '{', '}', '|', '^':
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	s = b.String()
	if i := strings.IndexByte(s, ':'); i >= 0 && !strings.Contains(s[:i], "/") {
		s = "./" + s
	}
	return s
}
