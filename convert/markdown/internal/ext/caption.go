package ext

import (
	"bytes"
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

var TableCaptions = build.Extension{
	Name: "table_captions", Doc: "A paragraph that begins with \"Table:\" or a colon beside a table is its caption (pandoc)",
	Table:  captionRow,
	Blocks: captions,
	Seen: build.Sign{Starts: ":", Look: func(s *build.Sight) {
		if line := bytes.TrimRight(s.Line, " \t\r"); s.Before == '|' && len(line) > 2 && line[1] == ' ' {
			s.Found()
		}
	}},
}

// captions makes paragraphs that begin with "Table:" or a colon the captions of the tables before or after
// them (pandoc).
func captions(c *build.Page, blocks []tree.Block) []tree.Block {
	caption := func(i int) (in []tree.Inline, ok bool) {
		if i < 0 || i >= len(blocks) {
			return nil, false
		}
		p, ok := blocks[i].(*tree.Paragraph)
		if !ok || len(p.Inlines) == 0 {
			return nil, false
		}
		return captionWords(p.Inlines)
	}
	var out []tree.Block
	for i := 0; i < len(blocks); i++ {
		t, ok := blocks[i].(*tree.Table)
		if ok && t.Caption == nil {
			if in, ok := caption(i + 1); ok {
				if out == nil {
					out = append(make([]tree.Block, 0, len(blocks)), blocks[:i]...)
				}
				setCaption(c, t, in, blocks[i+1].Position())
				out = append(out, t)
				i++
				continue
			}
			if in, ok := caption(i - 1); ok && (out == nil || len(out) > 0 && out[len(out)-1] == blocks[i-1]) {
				if out == nil {
					out = append(make([]tree.Block, 0, len(blocks)), blocks[:i]...)
				}
				setCaption(c, t, in, blocks[i-1].Position())
				out[len(out)-1] = t
				continue
			}
		}
		if out != nil {
			out = append(out, blocks[i])
		}
	}
	if out != nil {
		return out
	}
	return blocks
}

// captionWords takes the mark of a caption off inlines; ok is false when there is none.
func captionWords(in []tree.Inline) ([]tree.Inline, bool) {
	at := 0
	for at < len(in)-1 {
		if _, ok := in[at].(*tree.Anchor); !ok {
			break
		}
		at++ // the id of {#id} at the paragraph's end
	}
	t, ok := in[at].(*tree.Text)
	if !ok {
		return nil, false
	}
	for _, mark := range [...]string{"Table: ", "table: ", ": "} {
		if rest, ok := strings.CutPrefix(t.S, mark); ok {
			t.Pos += tree.Pos(len(t.S) - len(rest))
			t.S = strings.TrimLeft(rest, " ")
			return in, true
		}
	}
	return nil, false
}

func setCaption(c *build.Page, t *tree.Table, in []tree.Inline, p tree.Pos) {
	for len(in) > 1 {
		a, ok := in[0].(*tree.Anchor)
		if !ok {
			break
		}
		c.AddAttr(t, []*tree.Anchor{a})
		in = in[1:]
	}
	in, a, ok := endAttr(c, in)
	if ok {
		if id := c.Clean(build.CleanID(a.ID)); id != "" && c.Claim(id, t, t.Pos) {
			if t.Attr == nil {
				t.Attr = &tree.Attr{}
			}
			t.Attr.ID = id
		}
	}
	if in = build.Trim(in); len(in) > 0 {
		t.Caption = []tree.Block{&tree.Paragraph{Pos: p, Tight: true, Inlines: in}}
	}
}

// captionRow takes a caption that stands right below a table's last row, where it looks like a row.
func captionRow(c *build.Page, t *tree.Table) bool {
	if len(t.Bodies) == 0 {
		return false
	}
	body := t.Bodies[0]
	last := body.Rows[len(body.Rows)-1]
	if line := c.From(last.Pos); !strings.HasPrefix(line, ": ") && !strings.HasPrefix(line, "Table: ") {
		return false
	}
	p, ok := last.Cells[0].Blocks[0].(*tree.Paragraph)
	if !ok || len(p.Inlines) == 0 {
		return false
	}
	in, ok := captionWords(p.Inlines)
	if !ok {
		return false
	}
	for _, cell := range last.Cells[1:] {
		if len(cell.Blocks) > 0 {
			return false // a row after all
		}
	}
	setCaption(c, t, in, last.Pos)
	if body.Rows = body.Rows[:len(body.Rows)-1]; len(body.Rows) == 0 {
		t.Bodies = nil
	}
	return true
}
