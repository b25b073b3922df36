package tree

import "strings"

// ContentsLists returns the blocks of a page that are a contents list made by hand of what the guide's contents list has
// anyway, and the line or heading that names it: lists of nothing but links whose words are the titles they lead to,
// the page's own headings or the pages right below it in the book's Nav. A list that a sentence leads over to is text.
func ContentsLists(b *Book, p *Page) map[Block]bool {
	var out map[Block]bool
	below := map[*Page]string(nil)
	for i, blk := range p.Blocks {
		l, ok := blk.(*List)
		if !ok || len(l.Attr.IDs()) > 0 {
			continue
		}
		if below == nil {
			below = map[*Page]string{}
			navBelow(b.Nav, p, below)
		}
		if !listsContents(l, p, below) {
			continue
		}
		name, named := contentsName(p.Blocks, i)
		if _, bold := name.(*Paragraph); bold && !coversMost(l, p, below) { // one of several lists
			continue
		}
		if !named && (i > 0 && leadsOver(p.Blocks[i-1]) || len(l.Items) < 2) {
			continue
		}
		if out == nil {
			out = map[Block]bool{}
		}
		out[l] = true
		if name != nil {
			out[name] = true
		}
	}
	return out
}

// coversMost reports whether a list of contents has at least half of what it could have: of the pages below the page, or of
// the headings of the page on the level of those that it names.
func coversMost(l *List, p *Page, below map[*Page]string) bool {
	pages, level := 0, int8(0)
	for _, it := range l.Items {
		to := linkOf(it).To
		if to.Page != p {
			pages++
		} else if h, ok := p.IDs[to.Anchor].(*Heading); ok && (level == 0 || h.Level < level) {
			level = h.Level
		}
	}
	if pages > 0 {
		return pages*2 >= len(below)
	}
	headings := 0
	for _, b := range p.Blocks {
		if h, ok := b.(*Heading); ok && h.Level == level {
			headings++
		}
	}
	return len(l.Items)*2 >= headings
}

// linkOf is the link that an item of a list of links begins with.
func linkOf(it *ListItem) *Link {
	for _, n := range it.Blocks[0].(*Paragraph).Inlines {
		if l, ok := n.(*Link); ok {
			return l
		}
	}
	return &Link{}
}

// contentsName returns the line that names the list at i: a bold line, or a heading with nothing but the list below it.
func contentsName(blocks []Block, i int) (name Block, ok bool) {
	if i == 0 {
		return nil, false
	}
	switch b := blocks[i-1].(type) {
	case *Paragraph:
		if len(b.Inlines) == 0 {
			return nil, false
		}
		for k, n := range b.Inlines {
			switch n := n.(type) {
			case *Strong:
				if k > 0 || len(strings.Fields(PlainText(n.Inlines))) > 5 {
					return nil, false
				}
			case *Text:
				if strings.Trim(n.S, " :") != "" {
					return nil, false
				}
			case *Break:
			default:
				return nil, false
			}
		}
		return b, true
	case *Heading:
		if b.Level == 1 || b.Generated || i-1 == 0 {
			return nil, true
		}
		if i+1 == len(blocks) {
			return b, true
		}
		if next, ok := blocks[i+1].(*Heading); ok && next.Level <= b.Level {
			return b, true
		}
		return nil, true
	}
	return nil, false
}

// leadsOver reports whether a paragraph leads over to the list after it.
func leadsOver(b Block) bool {
	p, ok := b.(*Paragraph)
	if !ok {
		return false
	}
	s := strings.TrimSpace(PlainText(p.Inlines))
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：") || !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "。") || strings.Contains(strings.ToLower(s), "following")
}

// navBelow finds the page in the contents and fills the pages right below it, with their titles there.
func navBelow(items []*NavItem, p *Page, to map[*Page]string) {
	for _, it := range items {
		if it.To.Page == p && it.To.Anchor == "" {
			for _, c := range it.Items {
				if c.To.Page != nil && c.To.Page != p {
					to[c.To.Page] = PlainText(c.Title)
				}
			}
		}
		navBelow(it.Items, p, to)
	}
}

// listsContents reports whether each item of a list, and of lists in it, is a link to a title by its words.
func listsContents(l *List, p *Page, below map[*Page]string) bool {
	for _, it := range l.Items {
		if len(it.Blocks) == 0 || len(it.Blocks) > 2 || it.Task != NoTask {
			return false
		}
		par, ok := it.Blocks[0].(*Paragraph)
		if !ok || !linksTitle(par, p, below) {
			return false
		}
		if len(it.Blocks) == 2 {
			if sub, ok := it.Blocks[1].(*List); !ok || !listsContents(sub, p, below) {
				return false
			}
		}
	}
	return true
}

func linksTitle(par *Paragraph, p *Page, below map[*Page]string) bool {
	var link *Link
	for _, n := range par.Inlines {
		switch n := n.(type) {
		case *Link:
			if link != nil {
				return false
			}
			link = n
		case *Text:
			if strings.TrimSpace(n.S) != "" {
				return false
			}
		case *Break:
		default:
			return false
		}
	}
	if link == nil || link.To.Page == nil {
		return false
	}
	words := sameWords(PlainText(link.Inlines))
	if link.To.Page == p {
		h, ok := p.IDs[link.To.Anchor].(*Heading)
		return ok && words == sameWords(PlainText(h.Inlines))
	}
	title, ok := below[link.To.Page]
	return ok && (words == sameWords(title) || words == sameWords(PlainText(link.To.Page.Title)))
}

func sameWords(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
