package markdown

import (
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// part converts a part of the page's text as a document of its own, with the page's definitions.
func (c *conv) part(start, stop int) []tree.Block {
	src, whole, base, pieces := c.src, c.text, c.base, c.pieces
	c.nested++
	defer func() {
		c.src, c.text, c.base, c.pieces = src, whole, base, pieces
		c.nested--
	}()
	c.src, c.text, c.base = src[start:stop], whole[start:stop], base+start
	if pieces != nil {
		c.pieces = make([]piece, len(pieces))
		for i, p := range pieces {
			c.pieces[i] = piece{p.offset - start, p.pos}
		}
	}
	root := c.s.parser.Parse(text.NewReader(c.src), parser.WithContext(c.pc))
	return c.blocks(root, false)
}
