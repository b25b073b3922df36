package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mdxFenceParser reads ```mdx-code-block fences: what is in them is no code but part of the page, which other tools are
// kept from seeing (Docusaurus).
type mdxFenceParser struct{}

// An mdxFence is such a fence.
type mdxFence struct {
	region
	ticks int
}

// Build adds what is in it.
func (n *mdxFence) Build(b *builder) { b.children(n) }

func (mdxFenceParser) Trigger() []byte             { return []byte{'`'} }
func (mdxFenceParser) CanInterruptParagraph() bool { return true }
func (mdxFenceParser) CanAcceptIndentedLine() bool { return false }

func (mdxFenceParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || openRegions(pc) >= maxRegions {
		return nil, parser.NoChildren
	}
	head := trimLine(line, at)
	ticks := run(head, '`')
	if ticks < 3 || string(bytes.TrimSpace(head[ticks:])) != "mdx-code-block" {
		return nil, parser.NoChildren
	}
	n := &mdxFence{region: region{Dedent: true}, ticks: ticks}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (mdxFenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return continueRegion(regionOf(node), mdxFenceCloser, reader, pc)
}

func (mdxFenceParser) Close(ast.Node, text.Reader, parser.Context) {}

// mdxFenceCloser finds the fence that a line of backticks closes.
func mdxFenceCloser(line []byte, pc parser.Context) *region {
	line = bytes.Trim(line, " \t\r\n")
	ticks := run(line, '`')
	if ticks < 3 || ticks != len(line) {
		return nil
	}
	for _, b := range slices.Backward(pc.OpenedBlocks()) {
		if n, ok := b.Node.(*mdxFence); ok && n.ticks <= ticks {
			return &n.region
		}
	}
	return nil
}
