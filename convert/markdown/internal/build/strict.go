package build

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/lex"
)

// What goldmark's parsers read otherwise than CommonMark 0.31.2 and cmark-gfm do, found by comparing random documents.

// htmlParser lets a line that is a tag and nothing else begin a block of HTML also when it closes a script, style, pre or
// textarea, when tabs stand behind it, and when a narrow tab stands before it. "</ a>" is no tag. (CommonMark 0.31.2, 4.6,
// start condition 7)
type htmlParser struct{ parser.BlockParser }

func (p htmlParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, more := untabbed(reader)
	s := bytes.TrimLeft(line, " ")
	if bytes.HasPrefix(s, []byte("</ ")) {
		return nil, parser.NoChildren
	}
	if n, state := p.BlockParser.Open(parent, reader, pc); n != nil {
		return n, state
	}
	if len(line)-len(s) > 3 {
		return nil, parser.NoChildren
	}
	if more > 0 {
		was, at := reader.Position()
		reader.Advance(len(line) - more - len(s))
		if n, state := p.BlockParser.Open(parent, reader, pc); n != nil {
			return n, state
		}
		reader.SetPosition(was, at)
	}
	t, whole := lex.ScanTag(s, false)
	if !whole || t.Size == 0 || !util.IsBlank(s[t.Size:]) || ast.IsParagraph(pc.LastOpenedBlock().Node) {
		return nil, parser.NoChildren
	}
	_, segment := reader.PeekLine()
	n := ast.NewHTMLBlock(ast.HTMLBlockType7)
	reader.AdvanceToEOL()
	n.Lines().Append(segment)
	return n, parser.NoChildren
}

// linkTransformers are goldmark's for paragraphs, which read the definitions of links that a paragraph begins with. They
// make a reader of the paragraph first, and are asked only where a bracket opens.
func linkTransformers() []util.PrioritizedValue {
	all := parser.DefaultParagraphTransformers()
	for i, v := range all {
		if t, ok := v.Value.(parser.ParagraphTransformer); ok {
			all[i].Value = bracketed{t}
		}
	}
	return all
}

type bracketed struct{ parser.ParagraphTransformer }

func (t bracketed) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if n.Lines().Len() > 0 {
		first := n.Lines().At(0)
		if s := util.TrimLeftSpace(reader.Source()[first.Start:first.Stop]); len(s) > 0 && s[0] != '[' {
			return
		}
	}
	t.ParagraphTransformer.Transform(n, reader, pc)
}

// belowLinks tells a paragraph that begins with definitions of links that no empty line stands before the rest of it: the
// one before the paragraph stands before the first definition. An item with both is tight.
type belowLinks struct{}

func (belowLinks) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	ref := n.PreviousSibling()
	if ref == nil || ref.Kind() != ast.KindLinkReferenceDefinition || !n.HasBlankPreviousLines() || ref.Lines().Len() == 0 || n.Lines().Len() == 0 {
		return
	}
	end, start := ref.Lines().At(ref.Lines().Len()-1).Stop, n.Lines().At(0).Start
	if end <= start && bytes.Count(reader.Source()[end:start], []byte("\n")) == 1 {
		n.SetBlankPreviousLines(false)
	}
}

// strictTable leaves a paragraph as it is in which a table's second line has another number of cells than its first, is
// indented as code is, or goes on lazily with a paragraph in a quotation or an item. (GFM 0.29, 4.10)
type strictTable struct{ parser.ParagraphTransformer }

func (t strictTable) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	source := reader.Source()
	for i := 1; i < n.Lines().Len(); i++ {
		seg := n.Lines().At(i)
		cells := delimiterCells(seg.Value(source))
		if cells == 0 {
			continue
		}
		head := n.Lines().At(i - 1)
		if rowCells(head.Value(source)) != cells || unfit(n, source, seg.Start) {
			return
		}
		break
	}
	parent, before := n.Parent(), n.PreviousSibling()
	t.ParagraphTransformer.Transform(n, reader, pc)
	first := parent.FirstChild()
	if before != nil {
		first = before.NextSibling()
	}
	if n.Parent() == nil { // the table stands in its place, behind the same empty line
		first.SetBlankPreviousLines(n.HasBlankPreviousLines())
	}
	for k := first; k != nil; k = k.NextSibling() {
		if k.Kind() == east.KindTable {
			keepBars(k, source)
		}
	}
}

// keepBars gives the last cells of rows the escaped bars at their ends back, which goldmark takes for the rows' own.
func keepBars(table ast.Node, source []byte) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		cell := row.LastChild()
		for cell != nil && cell.Lines().Len() == 0 {
			cell = cell.PreviousSibling()
		}
		if cell == nil {
			continue
		}
		seg := cell.Lines().At(0)
		if seg.Stop > seg.Start && seg.Stop < len(source) && source[seg.Stop-1] == '\\' && source[seg.Stop] == '|' {
			seg.Stop++
			cell.Lines().Set(0, seg)
		}
	}
}

// delimiterCells is how many cells the line below a table's head has; 0 when it is none.
func delimiterCells(line []byte) int {
	line = bytes.TrimSpace(line)
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("|")), []byte("|"))
	n := 0
	for cell := range bytes.SplitSeq(line, []byte("|")) {
		cell = bytes.TrimSpace(cell)
		cell = bytes.TrimSuffix(bytes.TrimPrefix(cell, []byte(":")), []byte(":"))
		if len(cell) == 0 || len(bytes.Trim(cell, "-")) > 0 {
			return 0
		}
		n++
	}
	return n
}

// rowCells is how many cells a row has.
func rowCells(line []byte) int {
	line = bytes.TrimSpace(line)
	if string(line) == "|" {
		return 0
	}
	line = bytes.TrimPrefix(line, []byte("|"))
	if n := len(line); n > 0 && line[n-1] == '|' && (n == 1 || line[n-2] != '\\') {
		line = line[:n-1]
	}
	n := 1
	for i, c := range line {
		if c == '|' && (i == 0 || line[i-1] != '\\') {
			n++
		}
	}
	return n
}

// unfit reports whether the line of a paragraph whose text begins at an offset is indented by four columns or more, or has
// not the marks of the quotations and items that the paragraph is in.
func unfit(n ast.Node, source []byte, at int) bool {
	var in []ast.Node
	for p := n.Parent(); p != nil && p.Kind() != ast.KindDocument; p = p.Parent() {
		switch p.Kind() {
		case ast.KindList:
		case ast.KindListItem, ast.KindBlockquote:
			in = append(in, p)
		default:
			return false // its lines are its parser's
		}
	}
	lead := spaces(source[bytes.LastIndexByte(source[:at], '\n')+1 : at])
	blanks := func(most int) int {
		n := 0
		for n < most && n < len(lead) && lead[n] == ' ' {
			n++
		}
		lead = lead[n:]
		return n
	}
	for k := len(in) - 1; k >= 0; k-- {
		if item, ok := in[k].(*ast.ListItem); ok {
			if offset := max(item.Offset, -item.Offset); blanks(offset) < offset {
				return true
			}
			continue
		}
		blanks(3)
		if len(lead) == 0 || lead[0] != '>' {
			return true
		}
		lead = lead[1:]
		blanks(1)
	}
	return blanks(4) == 4
}

// spaces is the beginning of a line with spaces for its tabs.
func spaces(lead []byte) []byte {
	if bytes.IndexByte(lead, '\t') < 0 {
		return lead
	}
	var out []byte
	for _, c := range lead {
		if c != '\t' {
			out = append(out, c)
			continue
		}
		for out = append(out, ' '); len(out)%4 != 0; {
			out = append(out, ' ')
		}
	}
	return out
}
