package build

import (
	"unsafe"

	"platen/convert/tree"
)

// A roomLeft is what a page leaves of its last allocations, for the next page. A guide's pages live and die
// together, and a small page would waste half of what it takes.
type roomLeft struct {
	nodes nodes
	arena arena
}

// slabBytes is the largest allocation for nodes. With the 8 bytes that the runtime puts before it, it fills one of
// the sizes that the runtime allocates, and a page of memory, so that nothing else comes between a book's nodes.
const slabBytes = 8<<10 - 8

// A slab makes nodes of one type, many to an allocation: a page's nodes live and die together.
type slab[T any] struct {
	free []T
	size int // how many the last allocation had
}

func (s *slab[T]) make() *T { return &s.take(1)[0] }

// take returns n zero values that lie together.
func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		most := slabBytes / int(unsafe.Sizeof(*new(T)))
		if n > most/8 {
			return make([]T, n)
		}
		s.size = min(max(8, 2*s.size, n), most)
		s.free = make([]T, s.size)
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// keep returns a copy of list that has no room behind it.
func (s *slab[T]) keep(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	out := s.take(len(list))
	copy(out, list)
	return out
}

// nodes are the slabs of the commonest nodes of a page.
type nodes struct {
	texts      slab[tree.Text]
	breaks     slab[tree.Break]
	codes      slab[tree.Code]
	strongs    slab[tree.Strong]
	links      slab[tree.Link]
	paragraphs slab[tree.Paragraph]
	rows       slab[tree.Row]
	rowCells   slab[*tree.Cell]
	cells      slab[tree.Cell]
	listItems  slab[*tree.ListItem]
	items      slab[tree.ListItem]
	headings   slab[tree.Heading]
	attrs      slab[tree.Attr]
	inlines    slab[tree.Inline]
	blocks     slab[tree.Block]
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

// one returns a slice of one block.
func (n *nodes) one(b tree.Block) []tree.Block {
	out := n.blocks.take(1)
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
