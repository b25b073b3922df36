package ext

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	gext "github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
)

var DefinitionLists = build.Extension{
	Name: "definition_lists", Doc: "A term, then its definition on a line that starts with a colon",
	Parsers: func(p *build.Parsers) {
		t := build.Shared(p, func() *tildes { return &tildes{} })
		p.Block(101, definitionParser{gext.NewDefinitionListParser(), false, t})
		p.Block(102, definitionParser{gext.NewDefinitionDescriptionParser(), true, t})
	},
}

var HeadingAttributes = build.Extension{
	Name: "heading_attributes", Doc: "Attributes in {#id .class} at a heading's end",
	Parsers: func(p *build.Parsers) { p.Headings = append(p.Headings, parser.WithHeadingAttribute()) },
}

var Strikethrough = build.Extension{
	Name: "strikethrough", Doc: "Struck-out text in ~~tildes~~",
	Parsers: func(p *build.Parsers) { p.Strike = &strikeParser{p: p} },
}

// strikeParser reads text between one or two tildes (GFM 0.29, 6.5).
type strikeParser struct{ p *build.Parsers }

func (*strikeParser) Trigger() []byte         { return []byte{'~'} }
func (*strikeParser) IsDelimiter(b byte) bool { return b == '~' }
func (*strikeParser) OnMatch(int) ast.Node    { return east.NewStrikethrough() }

func (*strikeParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && opener.OriginalLength == closer.OriginalLength
}

func (s *strikeParser) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	before := build.Before(parent, r)
	d := build.Delimiters(parent, r, 1, s, s.p.CJK)
	if d == nil || d.OriginalLength > 2 || before == '~' {
		return nil
	}
	return build.PushDelimiter(d, d.OriginalLength, r, pc)
}

var CJKEmphasis = build.Extension{
	Name: "cjk_emphasis", Doc: "Marks of emphasis open and close beside Chinese, Japanese and Korean signs",
	Parsers: func(p *build.Parsers) { p.CJK = true },
}

var DoubleTildes = build.Extension{
	Name: "double_tildes", Doc: "Struck-out text stands in two tildes only, not in one",
	Parsers: func(p *build.Parsers) {
		if p.Strike != nil {
			p.Strike = &markParser{'~', "del", p}
		}
	},
}

var Tables = build.Extension{
	Name: "tables", Doc: "Pipe tables",
	Parsers: func(p *build.Parsers) { p.Table = gext.NewTableParagraphTransformer() },
}

var TaskLists = build.Extension{
	Name: "task_lists", Doc: "Items that start with [ ] or [x]",
	Parsers: func(p *build.Parsers) { p.Inline(0, taskParser{gext.NewTaskCheckBoxParser()}) },
}

// A taskParser takes [x] for a task's mark only with white space behind it (GFM 0.29, 5.3): [x](address) is a link.
type taskParser struct{ parser.InlineParser }

func (p taskParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) < 4 || line[2] != ']' || !lex.IsSpace(line[3]) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// A definitionParser takes definitions whose colon is indented by up to three spaces, as pandoc and mdBook do; goldmark's own
// takes none.
type definitionParser struct {
	parser.BlockParser
	description bool // of the definition, not of the list
	tildes      *tildes
}

func (definitionParser) Trigger() []byte { return []byte(":~") }

func (p definitionParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	at, indent := pc.BlockOffset(), pc.BlockIndent()
	if at >= 0 && at < len(line) && line[at] == '~' {
		if !p.tildes.on {
			return nil, parser.NoChildren
		}
		reader = colonReader{reader, at}
		line, _ = reader.PeekLine()
	}
	if at < 0 || at >= len(line) || line[at] != ':' || indent < 1 || indent > 3 {
		return p.BlockParser.Open(parent, reader, pc)
	}
	pc.SetBlockIndent(0)
	defer pc.SetBlockIndent(indent)
	list, ok := parent.(*east.DefinitionList)
	if !ok || !p.description {
		return p.BlockParser.Open(parent, reader, pc)
	}
	reader.Advance(at) // the definition's content counts from the colon
	if r, ok := reader.(colonReader); ok {
		reader = colonReader{r.Reader, 0}
	}
	pc.SetBlockOffset(0)
	list.Offset -= at
	defer func() { list.Offset += at }()
	return p.BlockParser.Open(parent, reader, pc)
}

var ExtraCells = build.Extension{
	Name: "extra_cells", Doc: "A table row's surplus cells are kept in its last column",
	Parsers: func(p *build.Parsers) {
		if p.Table != nil {
			p.Table = cellKeeper{p.Table}
		}
	},
}

// cellKeeper runs goldmark's table transformer and adds the cells that it drops: those that a row has more than the
// header (GFM says that they are ignored; their words would be lost).
type cellKeeper struct{ table parser.ParagraphTransformer }

func (t cellKeeper) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
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
