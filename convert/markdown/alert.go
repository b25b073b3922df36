package markdown

import (
	"strings"

	"platen/convert/tree"
)

// alert returns the note that a quote is when it starts with [!NOTE] on a line of its own, else nil.
func (c *conv) alert(q *tree.Quote) *tree.Admonition {
	if len(q.Blocks) == 0 {
		return nil
	}
	p, ok := q.Blocks[0].(*tree.Paragraph)
	if !ok || len(p.Inlines) == 0 {
		return nil
	}
	t, ok := p.Inlines[0].(*tree.Text)
	if !ok || len(t.S) < 4 || t.S[0] != '[' || t.S[1] != '!' {
		return nil
	}
	word, ok := strings.CutSuffix(strings.TrimRight(t.S[2:], " "), "]")
	kind := strings.ToLower(word)
	switch kind {
	case "note", "tip", "important", "warning", "caution":
	default:
		return nil
	}
	if !ok || len(p.Inlines) == 1 && len(q.Blocks) == 1 {
		return nil
	}
	a := &tree.Admonition{Pos: q.Pos, Attr: q.Attr, Kind: kind, Blocks: q.Blocks}
	if len(p.Inlines) == 1 {
		a.Blocks = q.Blocks[1:]
		return a
	}
	if _, ok := p.Inlines[1].(*tree.Break); !ok {
		return nil
	}
	p.Inlines = p.Inlines[2:]
	if len(p.Inlines) > 0 {
		p.Pos = p.Inlines[0].Position()
	}
	return a
}
