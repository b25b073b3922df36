package build

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/limit"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

// Part converts a part of the page's text as a document of its own, with the page's definitions.
func (c *Page) Part(start, stop int) []tree.Block {
	src, whole, base, pieces := c.Source, c.Text, c.base, c.pieces
	c.nested++
	defer func() {
		c.Source, c.Text, c.base, c.pieces = src, whole, base, pieces
		c.nested--
	}()
	c.Source, c.Text, c.base = src[start:stop], whole[start:stop], base+start
	if pieces != nil {
		c.pieces = make([]source.Piece, len(pieces))
		for i, p := range pieces {
			c.pieces[i] = source.Piece{Offset: p.Offset - start, Pos: p.Pos}
		}
	}
	root := c.Syntax.parser.Parse(text.NewReader(c.Source), parser.WithContext(c.Context))
	return c.Blocks(root, false)
}

// CanNest reports whether one more part of the page may be parsed in parts around it.
func (c *Page) CanNest() bool { return c.nested < 3 }

// maxNested is how many bytes of Markdown in HTML a page may have, as a multiple of its size: elements in elements are
// parsed once for each.
const maxNested = 32

// Within parses a text that was put together from pieces of the page, and adds what add makes of it to the element that is
// open. parsed is called between the two.
func (b *Builder) Within(s string, pieces []source.Piece, parsed func(), add func(root ast.Node)) {
	c := b.Page
	if c.nestedBytes += len(s); c.nestedBytes > maxNested*len(c.Source)+1<<16 {
		panic(&limit.Error{Limit: "limit-depth", Value: c.Syntax.Limits.Depth, What: "too much Markdown in HTML in Markdown"})
	}
	src, page, base, old := c.Source, c.Text, c.base, c.pieces
	c.Source, c.Text, c.base, c.pieces = []byte(s), s, 0, pieces
	nodes, err := limit.Scan(c.Source, c.Syntax.Limits)
	if err != nil {
		panic(err)
	}
	c.Syntax.Limits.SpendWork(c.Context, nodes*limit.NodeWork, 0)
	var due []func()
	for _, f := range c.Syntax.part {
		due = append(due, f(c))
	}
	root := c.Syntax.parser.Parse(text.NewReader(c.Source), parser.WithContext(c.Context))
	parsed()
	c.depth++
	c.deep(c.depth, c.Pos(0))
	add(root)
	c.depth--
	b.Flush()
	for _, f := range due {
		f()
	}
	c.Source, c.Text, c.base, c.pieces = src, page, base, old
}
