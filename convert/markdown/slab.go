package markdown

import "platen/convert/tree"

// A roomLeft is what a page leaves of its last allocations, for the next page. A guide's pages live and die
// together, and a small page would waste half of what it takes.
type roomLeft struct {
	nodes nodes
	arena arena
}

// A slab makes nodes of one type, many to an allocation: a page's nodes live and die together.
type slab[T any] struct {
	free []T
	size int
}

func (s *slab[T]) make() *T {
	if len(s.free) == 0 {
		s.size = min(max(8, 2*s.size), 128)
		s.free = make([]T, s.size)
	}
	p := &s.free[0]
	s.free = s.free[1:]
	return p
}

// nodes are the slabs of the commonest nodes of a page.
type nodes struct {
	texts      slab[tree.Text]
	breaks     slab[tree.Break]
	codes      slab[tree.Code]
	strongs    slab[tree.Strong]
	links      slab[tree.Link]
	paragraphs slab[tree.Paragraph]
	cells      slab[tree.Cell]
	items      slab[tree.ListItem]
	headings   slab[tree.Heading]
	attrs      slab[tree.Attr]
	inlines    []tree.Inline
	blocks     []tree.Block
	scratch    [][]tree.Inline
}

func (n *nodes) text(p tree.Pos, s string) *tree.Text {
	t := n.texts.make()
	t.Pos, t.S = p, s
	return t
}

func (n *nodes) lineBreak(p tree.Pos, hard bool) *tree.Break {
	b := n.breaks.make()
	b.Pos, b.Hard = p, hard
	return b
}

func (n *nodes) code(p tree.Pos, s string) *tree.Code {
	c := n.codes.make()
	c.Pos, c.S = p, s
	return c
}

func (n *nodes) paragraph(p tree.Pos, tight bool, in []tree.Inline) *tree.Paragraph {
	b := n.paragraphs.make()
	b.Pos, b.Tight, b.Inlines = p, tight, in
	return b
}

// keep returns a copy of in that has no room behind it.
func (n *nodes) keep(in []tree.Inline) []tree.Inline {
	if len(in) == 0 {
		return nil
	}
	if len(in) > len(n.inlines) {
		if len(in) > 64 {
			return append(make([]tree.Inline, 0, len(in)), in...)
		}
		n.inlines = make([]tree.Inline, 256)
	}
	out := n.inlines[:len(in):len(in)]
	n.inlines = n.inlines[len(in):]
	copy(out, in)
	return out
}

// one returns a slice of one block.
func (n *nodes) one(b tree.Block) []tree.Block {
	if len(n.blocks) == 0 {
		n.blocks = make([]tree.Block, 128)
	}
	out := n.blocks[:1:1]
	n.blocks = n.blocks[1:]
	out[0] = b
	return out
}

// borrow returns an empty slice to collect inlines in; give it back with giveBack.
func (n *nodes) borrow() []tree.Inline {
	if k := len(n.scratch); k > 0 {
		s := n.scratch[k-1]
		n.scratch = n.scratch[:k-1]
		return s[:0]
	}
	return make([]tree.Inline, 0, 32)
}

func (n *nodes) giveBack(s []tree.Inline) {
	clear(s)
	n.scratch = append(n.scratch, s[:0])
}
