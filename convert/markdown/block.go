package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// blocks converts the block children of n.
func (c *conv) blocks(n ast.Node) []tree.Block {
	var out []tree.Block
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		out = c.block(out, k)
	}
	return out
}

// block appends the conversion of n.
func (c *conv) block(out []tree.Block, n ast.Node) []tree.Block {
	switch n := n.(type) {
	case *ast.Paragraph:
		return append(out, &tree.Paragraph{Pos: nodePos(n), Inlines: c.inlines(n)})
	case *ast.TextBlock:
		return append(out, &tree.Paragraph{Pos: nodePos(n), Tight: true, Inlines: c.inlines(n)})
	case *ast.Heading:
		return append(out, c.heading(n))
	case *ast.ThematicBreak:
		return append(out, &tree.Rule{Pos: nodePos(n)})
	case *ast.CodeBlock:
		return append(out, &tree.CodeBlock{Pos: nodePos(n), Text: c.lines(n.Lines())})
	case *ast.FencedCodeBlock:
		b := &tree.CodeBlock{Pos: nodePos(n), Text: c.lines(n.Lines())}
		if n.Info != nil {
			b.Info = c.words(n.Info.Segment.Value(c.src))
			b.Lang, _, _ = strings.Cut(b.Info, " ")
		}
		return append(out, b)
	case *ast.Blockquote:
		return append(out, &tree.Quote{Pos: nodePos(n), Blocks: c.blocks(n)})
	case *ast.List:
		return append(out, c.list(n))
	case *ast.HTMLBlock:
		return out
	case *east.Table:
		return append(out, c.table(n))
	case *ast.LinkReferenceDefinition:
		return out
	}
	return append(out, c.blocks(n)...)
}

// lines is the text of a code block's lines, a substring of the page when they touch.
func (c *conv) lines(ls *gtext.Segments) string {
	if ls.Len() == 0 {
		return ""
	}
	first, last := ls.At(0), ls.At(ls.Len()-1)
	touch := first.Padding == 0
	for i := 1; touch && i < ls.Len(); i++ {
		s := ls.At(i)
		touch = s.Padding == 0 && s.Start == ls.At(i-1).Stop
	}
	if touch && last.Stop > first.Start && c.text[last.Stop-1] == '\n' {
		return c.text[first.Start:last.Stop]
	}
	buf := c.scratch[:0]
	for i := range ls.Len() {
		s := ls.At(i)
		for range s.Padding {
			buf = append(buf, ' ')
		}
		buf = append(buf, c.text[s.Start:s.Stop]...)
	}
	if len(buf) > 0 && buf[len(buf)-1] != '\n' {
		buf = append(buf, '\n')
	}
	c.scratch = buf[:0]
	return c.arena.intern(buf)
}

func (c *conv) list(n *ast.List) tree.Block {
	l := &tree.List{Pos: nodePos(n), Ordered: n.IsOrdered(), Tight: n.IsTight, Start: n.Start}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		it := &tree.ListItem{Pos: nodePos(k)}
		if t := k.FirstChild(); t != nil {
			if box, ok := t.FirstChild().(*east.TaskCheckBox); ok {
				it.Task = tree.Todo
				if box.IsChecked {
					it.Task = tree.Done
				}
			}
		}
		it.Blocks = c.blocks(k)
		l.Items = append(l.Items, it)
	}
	return l
}

func (c *conv) table(n *east.Table) tree.Block {
	t := &tree.Table{Pos: nodePos(n)}
	for _, a := range n.Alignments {
		t.Cols = append(t.Cols, tree.Column{Align: columnAlign(a)})
	}
	body := &tree.Body{}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		_, head := k.(*east.TableHeader)
		row := &tree.Row{Pos: nodePos(k)}
		for cell := k.FirstChild(); cell != nil; cell = cell.NextSibling() {
			d := &tree.Cell{Pos: nodePos(cell), ColSpan: 1, RowSpan: 1}
			if head {
				d.Scope = tree.ScopeCol
			}
			if in := c.inlines(cell); len(in) > 0 {
				d.Blocks = []tree.Block{&tree.Paragraph{Pos: d.Pos, Tight: true, Inlines: in}}
			}
			row.Cells = append(row.Cells, d)
		}
		if head {
			t.Head = append(t.Head, row)
		} else {
			body.Rows = append(body.Rows, row)
		}
	}
	if len(body.Rows) > 0 {
		body.Pos = body.Rows[0].Pos
		t.Bodies = []*tree.Body{body}
	}
	return t
}

func columnAlign(a east.Alignment) tree.Align {
	switch a {
	case east.AlignLeft:
		return tree.AlignLeft
	case east.AlignCenter:
		return tree.AlignCenter
	case east.AlignRight:
		return tree.AlignRight
	}
	return tree.AlignDefault
}
