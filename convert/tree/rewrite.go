package tree

// Rewrite changes a page: block gets each block and inline each inline, after what is in it, and what they return stands in
// its place: the node itself, others, or nothing. Either may be nil. The page's title is rewritten as well, and its
// footnotes are. Nodes that carry an id which leads somewhere must stay; [Validate] tells whether the page is sound.
func Rewrite(p *Page, block func(Block) []Block, inline func(Inline) []Inline) {
	r := rewriter{block, inline}
	r.inlines(&p.Title)
	r.blocks(&p.Blocks)
	for _, n := range p.Notes {
		r.blocks(&n.Blocks)
	}
}

type rewriter struct {
	block  func(Block) []Block
	inline func(Inline) []Inline
}

func (r rewriter) blocks(list *[]Block) {
	for _, b := range *list {
		r.within(b)
	}
	if r.block != nil {
		*list = replaced(*list, r.block)
	}
}

func (r rewriter) inlines(list *[]Inline) {
	for _, n := range *list {
		r.within(n)
	}
	if r.inline != nil {
		*list = replaced(*list, r.inline)
	}
}

// replaced returns the list with each node's successors. A list in which nothing changed stays the same slice.
func replaced[N comparable](list []N, f func(N) []N) []N {
	for i, n := range list {
		next := f(n)
		if len(next) == 1 && next[0] == n {
			continue
		}
		out := append(append([]N{}, list[:i]...), next...)
		for _, n := range list[i+1:] {
			out = append(out, f(n)...)
		}
		return out
	}
	return list
}

// within rewrites what a node holds. [Children] has the same cases, in the same order.
func (r rewriter) within(n Node) {
	switch n := n.(type) {
	case *Paragraph:
		r.inlines(&n.Inlines)
	case *Heading:
		r.inlines(&n.Inlines)
	case *Procedure:
		r.inlines(&n.Title)
		r.blocks(&n.Intro)
		if n.Steps != nil {
			r.within(n.Steps)
		}
	case *Quote:
		r.blocks(&n.Blocks)
	case *Admonition:
		r.inlines(&n.Title)
		r.blocks(&n.Blocks)
	case *List:
		for _, item := range n.Items {
			r.blocks(&item.Blocks)
		}
	case *DefinitionList:
		for _, d := range n.Items {
			for _, t := range d.Terms {
				r.inlines(&t.Inlines)
			}
			for i := range d.Bodies {
				r.blocks(&d.Bodies[i])
			}
		}
	case *TabGroup:
		for _, t := range n.Tabs {
			r.inlines(&t.Title)
			r.blocks(&t.Blocks)
		}
	case *Table:
		r.table(n)
	case *Figure:
		r.blocks(&n.Blocks)
		r.blocks(&n.Caption)
	case *Details:
		r.inlines(&n.Summary)
		r.blocks(&n.Blocks)
	case *Div:
		r.blocks(&n.Blocks)
	case *Element:
		r.blocks(&n.Blocks)
	case *RawBlock:
		r.blocks(&n.Blocks)
	case *Emph:
		r.inlines(&n.Inlines)
	case *Strong:
		r.inlines(&n.Inlines)
	case *Strike:
		r.inlines(&n.Inlines)
	case *Sub:
		r.inlines(&n.Inlines)
	case *Sup:
		r.inlines(&n.Inlines)
	case *Link:
		r.inlines(&n.Inlines)
	case *Span:
		r.inlines(&n.Inlines)
	case *InlineElement:
		r.inlines(&n.Inlines)
	case *RawInline:
		r.inlines(&n.Inlines)
	}
}

func (r rewriter) table(n *Table) {
	r.blocks(&n.Caption)
	r.rows(n.Head)
	for _, body := range n.Bodies {
		r.rows(body.Rows)
	}
	r.rows(n.Foot)
}

func (r rewriter) rows(rows []*Row) {
	for _, row := range rows {
		for _, c := range row.Cells {
			r.blocks(&c.Blocks)
		}
	}
}
