package markdown

import (
	"strings"

	"platen/convert/tree"
)

var quoteNotes = extn{
	Name: "quote_notes", Doc: "A quote that starts with **Note** is a note (mdBook)",
	Quote: quoteNote,
}

// quoteNote returns the note that a quote is when it starts with **Note** and a colon or a line end, else nil.
func quoteNote(_ *conv, q *tree.Quote) tree.Block {
	if len(q.Blocks) == 0 {
		return nil
	}
	p, ok := q.Blocks[0].(*tree.Paragraph)
	if !ok || len(p.Inlines) == 0 || len(p.Inlines) == 1 && len(q.Blocks) == 1 {
		return nil
	}
	s, ok := p.Inlines[0].(*tree.Strong)
	if !ok || len(s.Inlines) != 1 {
		return nil
	}
	t, ok := s.Inlines[0].(*tree.Text)
	if !ok {
		return nil
	}
	kind := noteKind(strings.TrimSuffix(t.S, ":"))
	if kind == "" {
		return nil
	}
	if len(p.Inlines) == 1 {
		return &tree.Admonition{Pos: q.Pos, Attr: q.Attr, Kind: kind, Blocks: q.Blocks[1:]}
	}
	switch n := p.Inlines[1].(type) {
	case *tree.Break:
		p.Inlines = p.Inlines[2:]
	case *tree.Text:
		rest, colon := strings.CutPrefix(n.S, ":")
		if !colon && !strings.HasSuffix(t.S, ":") {
			return nil
		}
		n.S = strings.TrimLeft(rest, " ")
		p.Inlines = p.Inlines[1:]
		if n.S == "" {
			p.Inlines = p.Inlines[1:]
		}
	default:
		return nil
	}
	if p.Inlines = trim(p.Inlines); len(p.Inlines) == 0 {
		q.Blocks = q.Blocks[1:]
	}
	return &tree.Admonition{Pos: q.Pos, Attr: q.Attr, Kind: kind, Blocks: q.Blocks}
}
