package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// shortcodeInlineParser reads shortcodes in a line, which stay text.
type shortcodeInlineParser struct{ on *shortcodes }

func (shortcodeInlineParser) Trigger() []byte { return []byte{'{'} }

func (p shortcodeInlineParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	s, ok := readShortcode(line)
	if !ok || segment.Padding > 0 || s.liquid && !p.on.liquid || !s.liquid && !p.on.hugo {
		return nil
	}
	block.Advance(s.size)
	n := &shortcodeInline{start: segment.Start, stop: segment.Start + s.size}
	n.SetPos(segment.Start)
	return n
}

var kindShortcode = ast.NewNodeKind("Shortcode")

// A shortcodeInline is a shortcode in a line: source[start:stop].
type shortcodeInline struct {
	ast.BaseInline
	start, stop int
}

func (n *shortcodeInline) Kind() ast.NodeKind { return kindShortcode }

func (n *shortcodeInline) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Build keeps it as text.
func (n *shortcodeInline) Build(b *builder) {
	s := b.c.text[n.start:n.stop]
	b.c.diag(b.c.pos(n.start), tree.Warning, tree.Shortcode, short(s)+" is kept as text", "")
	b.asWritten(s, n.start)
}
