package dita

import "platen/convert/tree"

// frontMatter is the contents page without its contents lists, which are the map, and without headings that
// have nothing but such lists under them.
func frontMatter(b *tree.Book, p *tree.Page) *tree.Page {
	nav := &contents{map[*tree.Page]bool{}, map[string]bool{}}
	nav.add(b.Nav)
	kept := make([]tree.Block, 0, len(p.Blocks))
	dropped := false // a contents list stood after the last block that is kept
	for _, blk := range p.Blocks {
		if l, ok := blk.(*tree.List); ok && nav.holds(l) {
			dropped = true
			continue
		}
		if h, ok := blk.(*tree.Heading); ok && dropped {
			kept = nav.dropHeadings(kept, h.Level)
		}
		kept, dropped = append(kept, blk), false
	}
	if dropped {
		kept = nav.dropHeadings(kept, 1)
	}
	if len(kept) == len(p.Blocks) {
		return p
	}
	q := *p
	q.Blocks = kept
	return &q
}

// contents are what the map says: pages and titles.
type contents struct {
	pages  map[*tree.Page]bool
	titles map[string]bool
}

func (c *contents) add(items []*tree.NavItem) {
	for _, it := range items {
		if it.To.Page != nil {
			c.pages[it.To.Page] = true
		}
		c.titles[tree.PlainText(it.Title)] = true
		c.add(it.Items)
	}
}

// holds reports whether a list is a part of the contents: each item is a line of the map and nothing else,
// and one of them at least leads to a page.
func (c *contents) holds(l *tree.List) bool {
	found := false
	for _, it := range l.Items {
		if len(it.Blocks) == 0 {
			return false
		}
		line, ok := it.Blocks[0].(*tree.Paragraph)
		if !ok || !c.titles[tree.PlainText(line.Inlines)] {
			return false
		}
		if link, ok := line.Inlines[0].(*tree.Link); ok {
			found = found || c.pages[link.To.Page]
		}
		for _, b := range it.Blocks[1:] {
			sub, ok := b.(*tree.List)
			if !ok || !c.holds(sub) {
				return false
			}
			found = true
		}
	}
	return found
}

// dropHeadings takes headings of the level and below off the end: the one that names the contents list, and
// those above it that are in the map. The page's title stays.
func (c *contents) dropHeadings(blocks []tree.Block, level int8) []tree.Block {
	for first := true; len(blocks) > 0; first = false {
		h, ok := blocks[len(blocks)-1].(*tree.Heading)
		if !ok || h.Level < max(2, level) || !first && !c.titles[tree.PlainText(h.Inlines)] {
			break
		}
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}
