package ext

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var FenceAnchors = build.Extension{
	Name: "fence_anchors", Doc: "Anchors may stand behind a closing code fence (AWS)",
	Parsers: func(p *build.Parsers) { p.Fence = fenceParser{p.Fence} },
	Block:   fenceAnchors,
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
	n := lex.Run(fence, open[0])
	if n < lex.Run(open, open[0]) || n != len(fence) || at-n > 3 {
		return p.BlockParser.Continue(node, reader, pc)
	}
	node.SetAttribute(anchorsAttr, text.NewSegment(segment.Start+at, segment.Stop))
	reader.AdvanceToEOL()
	return parser.Close
}

// fenceAnchors adds a fence and hands the anchors behind its end to the block that follows.
func fenceAnchors(b *build.Builder, n ast.Node) bool {
	fence, ok := n.(*ast.FencedCodeBlock)
	if !ok {
		return false
	}
	v, _ := fence.Attribute(anchorsAttr)
	seg, ok := v.(text.Segment)
	if !ok {
		return false
	}
	b.AddBlock(b.Page.Fenced(fence))
	in := b.Page.FragmentInlines(b.Page.Text[seg.Start:seg.Stop], seg.Start)
	b.AddBlock(&tree.Paragraph{Pos: b.Page.Pos(seg.Start), Inlines: build.Trim(in)})
	return true
}

var RawAttributes = build.Extension{
	Name: "raw_attributes", Doc: "HTML in code marked {=html} (pandoc)",
	Block: func(b *build.Builder, n ast.Node) bool {
		fence, ok := n.(*ast.FencedCodeBlock)
		return ok && rawFence(b, fence)
	},
}

// rawFence adds the HTML of a fence ```{=html} as HTML; other formats are code.
func rawFence(b *build.Builder, n *ast.FencedCodeBlock) bool {
	if n.Info == nil || n.Lines().Len() == 0 {
		return false
	}
	switch string(n.Info.Segment.Value(b.Page.Source)) {
	case "{=html}", "{=html5}":
		s, at := b.Page.Joined(n.Lines().Sliced(0, n.Lines().Len()))
		b.HTML(s, at)
		return true
	}
	return false
}
