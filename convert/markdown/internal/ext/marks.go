package ext

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

var Marks = build.Extension{
	Name: "marks", Doc: "Highlighted text in ==equals signs==",
	Parsers: func(p *build.Parsers) { p.Inline(build.AtEmphasis, &markParser{'=', "mark", p}) },
}

var Inserts = build.Extension{
	Name: "inserts", Doc: "Inserted text in ^^carets^^",
	Parsers: func(p *build.Parsers) { p.Inline(build.AtEmphasis, &markParser{'^', "ins", p}) },
}

var Subscript = build.Extension{
	Name: "subscript", Doc: "Subscript between single tildes: H~2~O",
	Parsers: func(p *build.Parsers) { p.Inline(490, scriptParser{'~', "sub"}) },
}

var Superscript = build.Extension{
	Name: "superscript", Doc: "Superscript between single carets: 2^10^",
	Parsers: func(p *build.Parsers) { p.Inline(490, scriptParser{'^', "sup"}) },
}

var kindMarked = ast.NewNodeKind("Marked")

// marked is an inline between two marks: the HTML element of that name is what it means.
type marked struct {
	ast.BaseInline
	element string
}

func (n *marked) Kind() ast.NodeKind { return kindMarked }

// Build adds the element around the words.
func (n *marked) Build(b *build.Builder) {
	p := b.Page.PosOf(n)
	b.Container(n, func(in []tree.Inline) tree.Inline { return markedNode(n.element, p, in) })
}

func (n *marked) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// markParser reads text between doubled marks, "==marked==" and "^^inserted^^".
type markParser struct {
	char    byte
	element string
	p       *build.Parsers
}

func (p *markParser) Trigger() []byte                                  { return []byte{p.char} }
func (p *markParser) IsDelimiter(b byte) bool                          { return b == p.char }
func (p *markParser) OnMatch(int) ast.Node                             { return &marked{element: p.element} }
func (p *markParser) CloseBlock(ast.Node, text.Reader, parser.Context) {}

func (p *markParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (p *markParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := build.Before(parent, block)
	d := build.Delimiters(parent, block, 2, p, p.p.CJK)
	if d == nil || d.OriginalLength != 2 || before == rune(p.char) {
		return nil
	}
	return build.PushDelimiter(d, 2, block, pc)
}

// scriptParser reads "H~2~O" and "2^10^": text without white space between single marks.
type scriptParser struct {
	char    byte
	element string
}

func (p scriptParser) Trigger() []byte { return []byte{p.char} }

// maxScript is how long a subscript or superscript can be, in bytes.
const maxScript = 100

func (p scriptParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	before := build.Before(parent, block)
	line, segment := block.PeekLine()
	if before == rune(p.char) || segment.Padding > 0 {
		return nil
	}
	line = line[:min(len(line), maxScript)]
	n := bytes.IndexByte(line[1:], p.char) + 1
	if n < 2 || bytes.ContainsAny(line[1:n], " \t\n`[]()<>*") || n+1 < len(line) && line[n+1] == p.char {
		return nil
	}
	node := &marked{element: p.element}
	node.SetPos(segment.Start)
	node.AppendChild(node, ast.NewTextSegment(text.NewSegment(segment.Start+1, segment.Start+n)))
	block.Advance(n + 1)
	return node
}

// markedNode is the node of an HTML element's name.
func markedNode(element string, p tree.Pos, in []tree.Inline) tree.Inline {
	switch element {
	case "ins", "mark":
		return &tree.InlineElement{Pos: p, Name: element, Inlines: in}
	}
	return build.EmphasisNode(element, p, in)
}
