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
			p.Table = rowChanger{p.Table, addCells}
		}
	},
}

// rowChanger runs goldmark's table transformer, and changes each row below the header that it has made.
type rowChanger struct {
	table  parser.ParagraphTransformer
	change func(row *east.TableRow, align []east.Alignment, src []byte)
}

func (t rowChanger) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
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
				t.change(r, table.Alignments, reader.Source())
			}
		}
	}
}

// addCells adds the cells of a row's line behind its last cell, which goldmark drops: GFM says that those that a row has more
// than the header are ignored, and their words would be lost.
func addCells(row *east.TableRow, _ []east.Alignment, src []byte) {
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

// CodeBars comes after [ExtraCells], since the cells that are put together are among those that it adds.
var CodeBars = build.Extension{
	Name: "code_bars", Doc: "A | in code does not end a table's cell (Python-Markdown, kramdown, pandoc)",
	Parsers: func(p *build.Parsers) {
		if p.Table != nil {
			p.Table = rowChanger{p.Table, joinCells}
		}
	},
}

// joinCells puts a row's cells together from one in which code begins to the one in which it ends.
func joinCells(row *east.TableRow, align []east.Alignment, src []byte) {
	tail := row.LastChild()
	for tail != nil && tail.Lines().Len() == 0 {
		tail = tail.PreviousSibling()
	}
	if tail == nil {
		return
	}
	rowEnd := tail.Lines().At(0).Stop
	joined := false
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Lines().Len() == 0 {
			continue
		}
		seg := c.Lines().At(0)
		for {
			ticks := openTicks(seg.Value(src))
			end := 0
			if ticks > 0 && rowEnd > seg.Stop {
				end = seg.Stop + closingTicks(src[seg.Stop:rowEnd], ticks)
			}
			last := c.NextSibling()
			for last != nil && end > seg.Stop && (last.Lines().Len() == 0 || last.Lines().At(0).Stop < end) {
				last = last.NextSibling()
			}
			if last == nil || end <= seg.Stop {
				break
			}
			seg.Stop = last.Lines().At(0).Stop
			for next := c.NextSibling(); ; next = c.NextSibling() {
				row.RemoveChild(row, next)
				if next == last {
					break
				}
			}
			c.Lines().Set(0, seg)
			joined = true
		}
	}
	if !joined {
		return
	}
	i := 0
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if cell, ok := c.(*east.TableCell); ok && i < len(align) {
			cell.Alignment = align[i]
		}
		i++
	}
	for ; i < len(align); i++ {
		row.AppendChild(row, east.NewTableCell())
	}
}

// openTicks is the length of the run of backticks with which code begins that does not end in s, 0 for none.
func openTicks(s []byte) int {
	for i := 0; i < len(s); {
		switch s[i] {
		case '\\':
			i += 2
		case '`':
			n := len(s[i:]) - len(bytes.TrimLeft(s[i:], "`"))
			end := closingTicks(s[i+n:], n)
			if end < 0 {
				return n
			}
			i += n + end
		default:
			i++
		}
	}
	return 0
}

// closingTicks is where the first run of n backticks in s ends, -1 for none.
func closingTicks(s []byte, n int) int {
	for at := 0; ; {
		i := bytes.IndexByte(s[at:], '`')
		if i < 0 {
			return -1
		}
		at += i
		k := len(s[at:]) - len(bytes.TrimLeft(s[at:], "`"))
		if at += k; k == n {
			return at
		}
	}
}
