package build

import (
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// EmphasisNode is the node of an HTML element for emphasis, by its name.
func EmphasisNode(name string, p tree.Pos, in []tree.Inline) tree.Inline {
	switch name {
	case "b", "strong":
		return &tree.Strong{Pos: p, Inlines: in}
	case "sub":
		return &tree.Sub{Pos: p, Inlines: in}
	case "sup":
		return &tree.Sup{Pos: p, Inlines: in}
	case "s", "del", "strike":
		return &tree.Strike{Pos: p, Inlines: in}
	}
	return &tree.Emph{Pos: p, Inlines: in}
}

// CodeNode is code without a role.
func CodeNode(p tree.Pos, in []tree.Inline) tree.Inline { return codeNode("", p, in) }

// codeNode makes code of words; what else stands in it (a link, emphasis) keeps its node around the code.
func codeNode(role string, p tree.Pos, in []tree.Inline) tree.Inline {
	plain := true
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Text, *tree.Code:
		case *tree.Break:
			plain = plain && !n.Hard
		default:
			plain = false
		}
	}
	if plain {
		return &tree.Code{Pos: p, Role: role, S: tree.PlainText(in)}
	}
	out := make([]tree.Inline, 0, len(in))
	for _, n := range in {
		out = append(out, codeInside(role, n))
	}
	return &tree.Span{Pos: p, Inlines: out}
}

// codeInside makes the text under n code.
func codeInside(role string, n tree.Inline) tree.Inline {
	switch n := n.(type) {
	case *tree.Text:
		return &tree.Code{Pos: n.Pos, Role: role, S: n.S}
	case *tree.Emph, *tree.Strong, *tree.Strike, *tree.Link, *tree.Span, *tree.Sub, *tree.Sup, *tree.InlineElement:
		in := tree.Inlines(n)
		for i := range in {
			in[i] = codeInside(role, in[i])
		}
	}
	return n
}

// unlink takes links out of a link's words: links do not nest.
func (c *Page) unlink(in []tree.Inline) []tree.Inline {
	var out []tree.Inline
	for i, n := range in {
		l, ok := n.(*tree.Link)
		if ok && out == nil {
			out = append(make([]tree.Inline, 0, len(in)+4), in[:i]...)
		}
		switch n := n.(type) {
		case *tree.Link:
			for _, id := range l.Attr.IDs() {
				a := &tree.Anchor{Pos: l.Pos, ID: id}
				c.Tree.IDs[id] = a
				out = append(out, a)
			}
			out = append(out, c.unlink(l.Inlines)...)
			continue
		case *tree.Emph:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Strong:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Strike:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Sub:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Sup:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Span:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.InlineElement:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.RawInline:
			n.Inlines = c.unlink(n.Inlines)
		}
		if out != nil {
			out = append(out, n)
		}
	}
	if out != nil {
		return out
	}
	return in
}

// Image makes the node of <img>.
func (c *Page) Image(t *lex.Tag, p tree.Pos) *tree.Image {
	src, _ := t.Get("src")
	alt, has := t.Get("alt")
	title, _ := t.Get("title")
	im := &tree.Image{Pos: p, Src: tree.Target{Raw: strings.TrimSpace(src)}, Title: title, Alt: strings.Join(strings.Fields(alt), " ")}
	im.Decorative = has && im.Alt == ""
	im.Attr = c.TagAttr(t, im, "title")
	return im
}
