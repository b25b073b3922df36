package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

var extraCellsExt = extn{
	Name: "extra_cells", Doc: "A table row's surplus cells are kept in its last column",
	Parsers: func(p *parsers) {
		if p.Table != nil {
			p.Table = extraCells{p.Table}
		}
	},
}

// extraCells runs goldmark's table transformer and adds the cells that it drops: those that a row has more than the
// header (GFM says that they are ignored; their words would be lost).
type extraCells struct{ table parser.ParagraphTransformer }

func (t extraCells) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	parent, prev := node.Parent(), node.PreviousSibling()
	t.table.Transform(node, reader, pc)
	first := parent.FirstChild()
	if prev != nil {
		first = prev.NextSibling()
	}
	for n := first; n != nil; n = n.NextSibling() {
		table, ok := n.(*east.Table)
		if !ok {
			continue
		}
		for row := table.FirstChild(); row != nil; row = row.NextSibling() {
			if r, ok := row.(*east.TableRow); ok {
				addCells(r, reader.Source())
			}
		}
	}
}

// addCells adds the cells of a row's line behind its last cell.
func addCells(row *east.TableRow, src []byte) {
	last, ok := row.LastChild().(*east.TableCell)
	if !ok || last.Lines().Len() == 0 {
		return
	}
	at := last.Lines().At(0).Stop
	end := len(src)
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		end = at + i
	}
	for at < end && src[at] != '|' {
		at++
	}
	for at++; at < end; {
		from := at
		for at < end && (src[at] != '|' || src[at-1] == '\\') {
			at++
		}
		seg := text.NewSegment(from, at)
		seg = seg.TrimLeftSpace(src)
		seg = seg.TrimRightSpace(src)
		if seg.Len() > 0 {
			cell := east.NewTableCell()
			cell.SetPos(seg.Start)
			cell.Lines().Append(seg)
			row.AppendChild(row, cell)
		}
		at++
	}
}
