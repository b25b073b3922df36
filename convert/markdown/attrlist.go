package markdown

import (
	"strings"

	"platen/convert/tree"
)

// readAttrList reads "{: #id .class key=value }" at the beginning of s (the colon may be left out) and returns its
// length, 0 when there is none.
func readAttrList(s string) (a tree.Attr, n int) {
	if !strings.HasPrefix(s, "{") {
		return a, 0
	}
	end := strings.IndexByte(s, '}')
	if end < 0 || strings.IndexByte(s[:end], '\n') >= 0 {
		return a, 0
	}
	body := strings.TrimPrefix(s[1:end], ":")
	for _, w := range strings.Fields(body) {
		switch {
		case w[0] == '#' && len(w) > 1:
			a.ID = w[1:]
		case w[0] == '.' && len(w) > 1:
			a.Classes = append(a.Classes, w[1:])
		default:
			k, v, ok := strings.Cut(w, "=")
			if !ok || k == "" || strings.Trim(k, "abcdefghijklmnopqrstuvwxyz-_:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
				return tree.Attr{}, 0
			}
			a.Keys = append(a.Keys, tree.Key{Name: strings.ToLower(k), Value: strings.Trim(v, `"'`)})
		}
	}
	if a.ID == "" && a.Classes == nil && a.Keys == nil {
		return a, 0
	}
	return a, end + 1
}

// attrLists gives attributes in braces to the inline before them. Those of a node that has none go; an id
// becomes an anchor. The text of the braces is no text of the page.
func (c *conv) attrLists(in []tree.Inline) []tree.Inline {
	braces := false
	for i := 1; i < len(in) && !braces; i++ {
		t, ok := in[i].(*tree.Text)
		braces = ok && strings.HasPrefix(t.S, "{")
	}
	if !braces {
		return in
	}
	out := make([]tree.Inline, 0, len(in)+1)
	for _, n := range in {
		t, ok := n.(*tree.Text)
		if !ok || len(out) == 0 || !strings.HasPrefix(t.S, "{") {
			out = append(out, n)
			continue
		}
		a, size := readAttrList(t.S)
		switch last := out[len(out)-1].(type) {
		case *tree.Link, *tree.Image, *tree.Strong, *tree.Emph, *tree.Code, *tree.Span, *tree.InlineElement:
			if size == 0 {
				out = append(out, n)
				continue
			}
			out = c.giveAttr(out, last, a)
			if t.S = t.S[size:]; t.S != "" {
				t.Pos += tree.Pos(size)
				out = append(out, t)
			}
		default:
			out = append(out, n)
		}
	}
	return out
}

// giveAttr hangs attributes on the last of out.
func (c *conv) giveAttr(out []tree.Inline, last tree.Inline, a tree.Attr) []tree.Inline {
	kept := tree.Attr{Classes: a.Classes}
	for _, k := range a.Keys {
		if allowedAttr(k.Name) {
			kept.Keys = append(kept.Keys, k)
		}
	}
	p := last.Position()
	link, isLink := last.(*tree.Link)
	if id := c.clean(cleanID(a.ID)); id != "" {
		anchor := &tree.Anchor{Pos: p, ID: id}
		if c.claim(id, anchor, p) {
			if isLink && link.To.Raw == "" && len(link.Inlines) == 0 {
				out[len(out)-1] = anchor // [](){#id}: a place with a name
				return out
			}
			out = append(out[:len(out)-1], anchor, last)
		}
	}
	switch n := last.(type) {
	case *tree.Link:
		if kept.Classes != nil || kept.Keys != nil {
			n.Attr = &kept
		}
	case *tree.Image:
		if kept.Classes != nil || kept.Keys != nil {
			n.Attr = &kept
		}
	case *tree.Span:
		if n.Attr == nil {
			n.Attr = &tree.Attr{}
		}
		n.Attr.Classes = append(n.Attr.Classes, kept.Classes...)
		n.Attr.Keys = append(n.Attr.Keys, kept.Keys...)
	}
	return out
}

// endAttr takes "{: … }" off the end of a heading's or paragraph's inlines.
func endAttr(in []tree.Inline) ([]tree.Inline, tree.Attr, bool) {
	if len(in) == 0 {
		return in, tree.Attr{}, false
	}
	t, ok := in[len(in)-1].(*tree.Text)
	if !ok {
		return in, tree.Attr{}, false
	}
	s := strings.TrimRight(t.S, " ")
	at := strings.LastIndexByte(s, '{')
	if at < 0 {
		return in, tree.Attr{}, false
	}
	a, n := readAttrList(s[at:])
	if n == 0 || at+n != len(s) {
		return in, tree.Attr{}, false
	}
	if t.S = strings.TrimRight(s[:at], " "); t.S == "" {
		in = in[:len(in)-1]
		if n := len(in); n > 0 {
			if _, ok := in[n-1].(*tree.Break); ok {
				in = in[:n-1]
			}
		}
	}
	return in, a, true
}

// headingAttr gives a heading the attributes at its end.
func (c *conv) headingAttr(h *tree.Heading) {
	in, a, ok := endAttr(h.Inlines)
	if !ok {
		return
	}
	h.Inlines = in
	if id := c.clean(cleanID(a.ID)); id != "" && c.claim(id, h, h.Pos) {
		if h.Attr.ID != "" {
			h.Attr.Aliases = append([]string{h.Attr.ID}, h.Attr.Aliases...)
		}
		h.Attr.ID = id
		c.explicit = h
	}
	h.Attr.Classes = append(h.Attr.Classes, a.Classes...)
}

// attrLine keeps the id that a paragraph's attributes give it: the paragraph, or the block below a line with
// nothing else in it, takes it.
func (b *builder) attrLine(a tree.Attr, p tree.Pos) {
	id := b.c.clean(cleanID(a.ID))
	n := &tree.Anchor{Pos: p, ID: id}
	if b.c.claim(id, n, p) {
		f := b.top()
		f.waiting = append(f.waiting, n)
	}
}
