package markdown

import (
	"github.com/yuin/goldmark/ast"
)

var rawAttributes = extn{
	Name: "raw_attributes", Doc: "HTML in code marked {=html} (pandoc)",
	Block: func(b *builder, n ast.Node) bool {
		fence, ok := n.(*ast.FencedCodeBlock)
		return ok && b.rawFence(fence)
	},
}

// rawFence adds the HTML of a fence ```{=html} as HTML; other formats are code.
func (b *builder) rawFence(n *ast.FencedCodeBlock) bool {
	if n.Info == nil || n.Lines().Len() == 0 {
		return false
	}
	switch string(n.Info.Segment.Value(b.c.src)) {
	case "{=html}", "{=html5}":
		s, at := b.c.joined(n.Lines().Sliced(0, n.Lines().Len()))
		b.htmlBlock(s, at)
		return true
	}
	return false
}
