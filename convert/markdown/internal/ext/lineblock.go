package ext

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

var LineBlocks = build.Extension{
	Name: "line_blocks", Doc: "Lines behind | stay lines (pandoc)",
	Parsers: func(p *build.Parsers) { p.Block(96, lineBlockParser{build.Starts{Bytes: "|"}}) },
}

var kindLineBlock = ast.NewNodeKind("LineBlock")

// A lineBlock keeps its lines: each begins with a vertical bar and a space (pandoc).
type lineBlock struct {
	ast.BaseBlock
	indents []int // spaces that a line begins with
}

func (n *lineBlock) Kind() ast.NodeKind { return kindLineBlock }

func (n *lineBlock) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type lineBlockParser struct{ build.Starts }

// verse is the offset of a line's words behind "| ", -1 when it is no line of a line block: a table's row has more bars.
func verse(line []byte, at int) int {
	rest := line[at:]
	if len(rest) == 0 || rest[0] != '|' || bytes.IndexByte(rest[1:], '|') >= 0 {
		return -1
	}
	if util.IsBlank(rest[1:]) {
		return at + 1
	}
	if rest[1] != ' ' {
		return -1
	}
	return at + 2
}

func (lineBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	n := &lineBlock{}
	if !n.add(line, segment, verse(line, at)) {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// add takes a line from offset at on.
func (n *lineBlock) add(line []byte, segment text.Segment, at int) bool {
	if at < 0 {
		return false
	}
	from := at
	for at < len(line) && line[at] == ' ' {
		at++
	}
	n.indents = append(n.indents, at-from)
	n.Lines().Append(segment.WithStart(segment.Start + min(at, len(line)-1) - segment.Padding))
	return true
}

func (lineBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*lineBlock)
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	if at := verse(line, 0); at >= 0 {
		n.add(line, segment, at)
	} else if line[0] == ' ' && segment.Padding == 0 { // the line before goes on
		n.indents = append(n.indents, -1)
		n.Lines().Append(segment.TrimLeftSpace(reader.Source()))
	} else {
		return parser.Close
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Build adds a paragraph with hard breaks. Spaces at a line's beginning stay.
func (n *lineBlock) Build(b *build.Builder) {
	c := b.Page
	line := 0
	var out []tree.Inline
	indent := func() {
		if line < len(n.indents) && n.indents[line] > 0 {
			spaces := bytes.Repeat([]byte("\u00a0"), min(n.indents[line], 40))
			out = append(out, &tree.Text{Pos: c.PosOf(n), S: string(spaces)})
		}
	}
	indent()
	for _, in := range c.Inlines(n) {
		br, ok := in.(*tree.Break)
		if !ok {
			out = append(out, in)
			continue
		}
		line++
		br.Hard = line >= len(n.indents) || n.indents[line] >= 0
		out = append(out, br)
		indent()
	}
	for len(out) > 0 {
		if _, ok := out[len(out)-1].(*tree.Break); !ok {
			break
		}
		out = out[:len(out)-1]
	}
	b.AddBlock(&tree.Paragraph{Pos: c.PosOf(n), Inlines: build.JoinTexts(out)})
}
