package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

var fenceAnchors = extn{
	Name: "fence_anchors", Doc: "Anchors may stand behind a closing code fence (AWS)",
	Parsers: func(p *parsers) { p.Fence = fenceParser{p.Fence} },
	Block:   (*builder).fenceAnchors,
}

// fenceParser lets anchors stand behind a closing fence, as the tool that wrote the AWS guides put them
// ("```<a name="x"></a>" in hosting-wordpress.md of the EC2 guide). To CommonMark the block goes on, and all
// code and text behind it change places.
type fenceParser struct{ parser.BlockParser }

var anchorsAttr = []byte("anchors")

func (p fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, segment := reader.PeekLine()
	at := bytes.Index(line, []byte("<a name="))
	if at < 0 || segment.Padding > 0 {
		return p.BlockParser.Continue(node, reader, pc)
	}
	src := reader.Source()
	open := src[node.Pos():]
	fence := bytes.TrimLeft(line[:at], " ")
	n := run(fence, open[0])
	if n < run(open, open[0]) || n != len(fence) || at-n > 3 {
		return p.BlockParser.Continue(node, reader, pc)
	}
	node.SetAttribute(anchorsAttr, text.NewSegment(segment.Start+at, segment.Stop))
	reader.AdvanceToEOL()
	return parser.Close
}

// fenceAnchors adds a fence and hands the anchors behind its end to the block that follows.
func (b *builder) fenceAnchors(n ast.Node) bool {
	v, ok := n.AttributeString(string(anchorsAttr))
	if !ok {
		return false
	}
	fence, ok := n.(*ast.FencedCodeBlock)
	seg, ok2 := v.(text.Segment)
	if !ok || !ok2 {
		return false
	}
	b.addBlock(b.c.fenced(fence))
	in := b.c.fragmentInlines(b.c.text[seg.Start:seg.Stop], seg.Start)
	b.addBlock(&tree.Paragraph{Pos: b.c.pos(seg.Start), Inlines: trim(in)})
	return true
}
