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
	n := newRegion(fenceRegion, "")
	n.colons, n.dedent = ticks, true
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (mdxFenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return continueRegion(node.(*region), mdxFenceCloser, reader, pc)
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
		if n, ok := b.Node.(*region); ok && n.syntax == fenceRegion && n.colons <= ticks {
			return n
		}
	}
	return nil
}
