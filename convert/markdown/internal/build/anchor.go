package build

import (
	"strings"

	"platen/convert/tree"
)

// onlyAnchors reports whether a paragraph holds anchors and nothing to read.
func onlyAnchors(in []tree.Inline) bool {
	anchors := false
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Anchor:
			anchors = true
		case *tree.Break:
			if n.Hard {
				return false
			}
		default:
			return false
		}
	}
	return anchors
}

// anchorLine takes a line of anchors. One right below a heading is the heading's; else the block that follows
// takes them, or the heading before when that is no heading.
func (c *Page) anchorLine(f *Frame, in []tree.Inline) {
	h := f.lastHeading()
	for _, n := range in {
		a, ok := n.(*tree.Anchor)
		switch {
		case !ok:
		case h != nil && f.waiting == nil && c.below(h.Pos, a.Pos):
			c.addID(h, a.ID)
		default:
			f.waiting = append(f.waiting, a)
		}
	}
}

// Wait keeps an anchor for the block that follows.
func (b *Builder) Wait(a *tree.Anchor) {
	f := b.Top()
	f.waiting = append(f.waiting, a)
}

// LineID keeps the id that a line of attributes gives: a heading right above takes it, else the block that follows.
func (b *Builder) LineID(id string, p tree.Pos) {
	f := b.Top()
	if h := f.lastHeading(); h != nil && f.waiting == nil && b.Page.below(h.Pos, p) {
		if b.Page.Claim(id, h, p) {
			b.Page.addID(h, id)
		}
		return
	}
	n := &tree.Anchor{Pos: p, ID: id}
	if b.Page.Claim(id, n, p) {
		b.Wait(n)
	}
}

func (f *Frame) lastHeading() *tree.Heading {
	if n := len(f.Blocks); n > 0 {
		h, _ := f.Blocks[n-1].(*tree.Heading)
		return h
	}
	return nil
}

// below reports whether there is no blank line between two positions.
func (c *Page) below(a, b tree.Pos) bool {
	from, to := int(a)-1-c.base, int(b)-1-c.base
	return c.pieces == nil && 0 <= from && from < to && to <= len(c.Text) && !strings.Contains(c.Text[from:to], "\n\n")
}

// settle gives anchors that no block came to take to the block before, or makes a paragraph of them.
func (f *Frame) settle(c *Page) {
	if f.waiting == nil {
		return
	}
	if n := len(f.Blocks); n > 0 {
		if p, ok := f.Blocks[n-1].(*tree.Paragraph); ok {
			for _, a := range f.waiting {
				p.Inlines = append(p.Inlines, a)
			}
			f.waiting = nil
			return
		}
		if c.AddAttr(f.Blocks[n-1], f.waiting) {
			f.waiting = nil
			return
		}
	}
	p := &tree.Paragraph{Pos: f.waiting[0].Pos, Tight: true}
	for _, a := range f.waiting {
		p.Inlines = append(p.Inlines, a)
	}
	f.waiting = nil
	f.Blocks = append(f.Blocks, p)
}

// AddAttr makes anchors ids of a block. It returns false when the block cannot have any.
func (c *Page) AddAttr(n tree.Block, anchors []*tree.Anchor) bool {
	if h, ok := n.(*tree.Heading); ok {
		for _, a := range anchors {
			c.addID(h, a.ID)
		}
		return true
	}
	attr := attrField(n)
	if attr == nil {
		return false
	}
	if *attr == nil {
		*attr = &tree.Attr{}
	}
	for _, a := range anchors {
		if (*attr).ID == "" {
			(*attr).ID = a.ID
		} else {
			(*attr).Aliases = append((*attr).Aliases, a.ID)
		}
		c.Tree.IDs[a.ID] = n
	}
	return true
}

// attach gives the waiting anchors to the block that follows them.
func (c *Page) attach(f *Frame, n tree.Block) {
	if h := f.lastHeading(); h != nil {
		if _, ok := n.(*tree.Heading); !ok {
			for _, a := range f.waiting {
				c.addID(h, a.ID)
			}
			f.waiting = nil
			return
		}
	}
	switch n := n.(type) {
	case *tree.Heading:
		var ids []string
		for _, a := range f.waiting {
			ids = append(ids, a.ID)
			c.Tree.IDs[a.ID] = n
		}
		if n.Attr.ID != "" && n == c.explicit {
			n.Attr.Aliases = append(n.Attr.Aliases, ids...)
		} else {
			if n.Attr.ID != "" {
				ids = append(ids, n.Attr.ID)
			}
			n.Attr.ID = ids[0]
			n.Attr.Aliases = append(ids[1:], n.Attr.Aliases...)
		}
	case *tree.Paragraph:
		in := make([]tree.Inline, 0, len(f.waiting)+len(n.Inlines))
		for _, a := range f.waiting {
			in = append(in, a)
		}
		n.Inlines = append(in, n.Inlines...)
	default:
		if !c.AddAttr(n, f.waiting) {
			f.settle(c)
			return
		}
	}
	f.waiting = nil
}

// attrField is where a block keeps its attributes, nil when it has none.
func attrField(n tree.Block) **tree.Attr {
	switch n := n.(type) {
	case *tree.CodeBlock:
		return &n.Attr
	case *tree.Quote:
		return &n.Attr
	case *tree.Admonition:
		return &n.Attr
	case *tree.List:
		return &n.Attr
	case *tree.DefinitionList:
		return &n.Attr
	case *tree.TabGroup:
		return &n.Attr
	case *tree.Table:
		return &n.Attr
	case *tree.Figure:
		return &n.Attr
	case *tree.Details:
		return &n.Attr
	case *tree.MathBlock:
		return &n.Attr
	case *tree.Div:
		return &n.Attr
	case *tree.Element:
		return &n.Attr
	}
	return nil
}
