package tree

import "iter"

// Inlines returns the inlines that n holds directly: a paragraph's, a link's, a heading's, a term's.
// For a container with a title or summary (Admonition, Details, Procedure, Tab) it returns those.
func Inlines(n Node) []Inline {
	switch n := n.(type) {
	case *Paragraph:
		return n.Inlines
	case *Heading:
		return n.Inlines
	case *Admonition:
		return n.Title
	case *Procedure:
		return n.Title
	case *Details:
		return n.Summary
	case *Term:
		return n.Inlines
	case *Tab:
		return n.Title
	case *Emph:
		return n.Inlines
	case *Strong:
		return n.Inlines
	case *Strike:
		return n.Inlines
	case *Sub:
		return n.Inlines
	case *Sup:
		return n.Inlines
	case *Link:
		return n.Inlines
	case *Span:
		return n.Inlines
	case *InlineElement:
		return n.Inlines
	case *RawInline:
		return n.Inlines
	}
	return nil
}

// SetInlines gives n the inlines that [Inlines] returns; the tree is changed only before the book is resolved.
func SetInlines(n Node, list []Inline) {
	switch n := n.(type) {
	case *Paragraph:
		n.Inlines = list
	case *Heading:
		n.Inlines = list
	case *Admonition:
		n.Title = list
	case *Procedure:
		n.Title = list
	case *Details:
		n.Summary = list
	case *Term:
		n.Inlines = list
	case *Tab:
		n.Title = list
	case *Emph:
		n.Inlines = list
	case *Strong:
		n.Inlines = list
	case *Strike:
		n.Inlines = list
	case *Sub:
		n.Inlines = list
	case *Sup:
		n.Inlines = list
	case *Link:
		n.Inlines = list
	case *Span:
		n.Inlines = list
	case *InlineElement:
		n.Inlines = list
	case *RawInline:
		n.Inlines = list
	}
}

// Children calls yield for each node directly under n, in reading order, until yield returns false.
// A table's caption comes first, a figure's last. Footnotes are children of nothing: see [Page.Notes].
func Children(n Node, yield func(Node) bool) bool {
	switch n := n.(type) {
	case *Text, *Break, *Code, *CodeBlock, *Image, *Anchor: // most of what there is
		return true
	case *Paragraph:
		return eachInline(n.Inlines, yield)
	case *Strong:
		return eachInline(n.Inlines, yield)
	case *Link:
		return eachInline(n.Inlines, yield)
	case *Procedure:
		return eachInline(n.Title, yield) && eachBlock(n.Intro, yield) && (n.Steps == nil || yield(n.Steps))
	case *Quote:
		return eachBlock(n.Blocks, yield)
	case *Admonition:
		return eachInline(n.Title, yield) && eachBlock(n.Blocks, yield)
	case *List:
		return each(n.Items, yield)
	case *DefinitionList:
		return each(n.Items, yield)
	case *TabGroup:
		return each(n.Tabs, yield)
	case *Table:
		return eachBlock(n.Caption, yield) && each(n.Head, yield) && each(n.Bodies, yield) && each(n.Foot, yield)
	case *Figure:
		return eachBlock(n.Blocks, yield) && eachBlock(n.Caption, yield)
	case *Details:
		return eachInline(n.Summary, yield) && eachBlock(n.Blocks, yield)
	case *Div:
		return eachBlock(n.Blocks, yield)
	case *Element:
		return eachBlock(n.Blocks, yield)
	case *RawBlock:
		return eachBlock(n.Blocks, yield)
	case *ListItem:
		return eachBlock(n.Blocks, yield)
	case *Definition:
		if !each(n.Terms, yield) {
			return false
		}
		for _, b := range n.Bodies {
			if !eachBlock(b, yield) {
				return false
			}
		}
		return true
	case *Tab:
		return eachInline(n.Title, yield) && eachBlock(n.Blocks, yield)
	case *Body:
		return each(n.Rows, yield)
	case *Row:
		return each(n.Cells, yield)
	case *Cell:
		return eachBlock(n.Blocks, yield)
	case *Footnote:
		return eachBlock(n.Blocks, yield)
	}
	return eachInline(Inlines(n), yield)
}

func each[N Node](nodes []N, yield func(Node) bool) bool {
	for _, n := range nodes {
		if !yield(n) {
			return false
		}
	}
	return true
}

// eachInline is each without the cost of a type parameter, which a walk over a book would feel.
func eachInline(nodes []Inline, yield func(Node) bool) bool {
	for _, n := range nodes {
		if !yield(n) {
			return false
		}
	}
	return true
}

// eachBlock is eachInline for blocks.
func eachBlock(nodes []Block, yield func(Node) bool) bool {
	for _, n := range nodes {
		if !yield(n) {
			return false
		}
	}
	return true
}

// Inspect visits n and everything under it in reading order. When f returns false for a node,
// what is under it is left out.
func Inspect(n Node, f func(Node) bool) {
	if !f(n) {
		return
	}
	Children(n, func(c Node) bool { Inspect(c, f); return true })
}

// InspectPage visits all nodes of the page: its blocks, then its footnotes.
func InspectPage(p *Page, f func(Node) bool) {
	for _, b := range p.Blocks {
		Inspect(b, f)
	}
	for _, n := range p.Notes {
		Inspect(n, f)
	}
}

// Preorder returns all nodes of the page in the order of [InspectPage].
func Preorder(p *Page) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		var walk func(Node) bool
		walk = func(n Node) bool { return yield(n) && Children(n, walk) }
		if each(p.Blocks, walk) {
			each(p.Notes, walk)
		}
	}
}

// CodeBlocks returns the page's code in the order of [InspectPage]. It looks at no words, most of what a page has.
func CodeBlocks(p *Page) iter.Seq[*CodeBlock] {
	return func(yield func(*CodeBlock) bool) {
		var walk func(Node) bool
		walk = func(n Node) bool {
			switch n := n.(type) {
			case *Paragraph, *Heading, *Text:
				return true
			case *CodeBlock:
				return yield(n)
			}
			return Children(n, walk)
		}
		if eachBlock(p.Blocks, walk) {
			each(p.Notes, walk)
		}
	}
}

// Unreferred returns the page's footnotes that its blocks do not refer to, by way of other footnotes neither, in order.
func Unreferred(p *Page) []*Footnote {
	seen := map[*Footnote]bool{}
	var visit func(n Node) bool
	visit = func(n Node) bool {
		if r, ok := n.(*NoteRef); ok && !seen[r.Note] {
			seen[r.Note] = true
			Inspect(r.Note, visit)
		}
		return true
	}
	if len(p.Notes) > 0 {
		for _, b := range p.Blocks {
			Inspect(b, visit)
		}
	}
	var out []*Footnote
	for _, n := range p.Notes {
		if !seen[n] {
			out = append(out, n)
		}
	}
	return out
}

// AttrOf returns the node's attributes, nil when it has none or cannot have any.
func AttrOf(n Node) *Attr {
	switch n := n.(type) {
	case *Heading:
		return n.Attr
	case *CodeBlock:
		return n.Attr
	case *Quote:
		return n.Attr
	case *Admonition:
		return n.Attr
	case *List:
		return n.Attr
	case *Procedure:
		return n.Attr
	case *DefinitionList:
		return n.Attr
	case *TabGroup:
		return n.Attr
	case *Table:
		return n.Attr
	case *Figure:
		return n.Attr
	case *Details:
		return n.Attr
	case *MathBlock:
		return n.Attr
	case *Div:
		return n.Attr
	case *Element:
		return n.Attr
	case *ListItem:
		return n.Attr
	case *Term:
		return n.Attr
	case *Tab:
		return n.Attr
	case *Row:
		return n.Attr
	case *Cell:
		return n.Attr
	case *Link:
		return n.Attr
	case *Image:
		return n.Attr
	case *Span:
		return n.Attr
	case *InlineElement:
		return n.Attr
	}
	return nil
}
