package tree

import "strconv"

// Numbers are the numbers of a book's chapters and sections, counted through the whole book: the sections of a page
// and the pages below it share one count, in reading order.
type Numbers struct {
	headings map[*Heading]string
	items    map[*NavItem]string
	count    []int // by level
}

// Heading is a heading's number, "2.1"; "" for none.
func (n *Numbers) Heading(h *Heading) string { return n.headings[h] }

// Item is the number of a line of the contents; "" for none.
func (n *Numbers) Item(it *NavItem) string { return n.items[it] }

// NewNumbers numbers the book. Lines of the contents that are not Numbered, and headings of the class "unnumbered", have
// none, and neither have the sections in them. Parts have none, and do not interrupt the count of chapters.
func NewNumbers(b *Book) *Numbers {
	n := &Numbers{headings: map[*Heading]string{}, items: map[*NavItem]string{}}
	seen := map[*Page]bool{}
	if b.Index != nil {
		seen[b.Index] = true
	}
	n.nav(b.Nav, 0, seen)
	return n
}

// next counts one on at a level, from 0.
func (n *Numbers) next(level int) string {
	for len(n.count) <= level {
		n.count = append(n.count, 0)
	}
	n.count = n.count[:level+1]
	n.count[level]++
	s := ""
	for i, c := range n.count {
		if i > 0 {
			s += "."
		}
		s += strconv.Itoa(c)
	}
	return s
}

func (n *Numbers) nav(items []*NavItem, level int, seen map[*Page]bool) {
	for _, it := range items {
		p := it.To.Page
		switch {
		case it.Kind == NavPart:
			if p != nil {
				seen[p] = true
			}
			n.nav(it.Items, level, seen)
			continue
		case !it.Numbered:
			if p != nil {
				seen[p] = true
			}
			continue
		case p != nil && it.To.Anchor == "" && !seen[p]:
			seen[p] = true
			own := n.page(p, level)
			if n.items[it] = own; own == "" {
				continue
			}
		case p != nil, it.To.Asset != nil, it.To.URL != "": // what stands elsewhere is no section here
		default:
			n.items[it] = n.next(level)
		}
		n.nav(it.Items, level+1, seen)
	}
}

// page numbers a page's headings, its title's at the level, and returns the title's.
func (n *Numbers) page(p *Page, level int) (own string) {
	o := NewOutline(p)
	untitled := true
	for _, s := range o.Root.Sections {
		untitled = untitled && s.Level != 1
	}
	if untitled {
		own = n.next(level)
	}
	for _, s := range o.Root.Sections {
		if s.Level != 1 {
			n.sections([]*Section{s}, level+1)
			continue
		}
		if unnumbered(s) {
			return ""
		}
		own = n.next(level)
		n.headings[s.Heading] = own
		n.sections(s.Sections, level+1)
	}
	return own
}

func (n *Numbers) sections(list []*Section, level int) {
	for _, s := range list {
		if !s.Inside && !unnumbered(s) {
			n.headings[s.Heading] = n.next(level)
			n.sections(s.Sections, level+1)
		}
	}
}

// unnumbered reports whether an author wants no number before the heading.
func unnumbered(s *Section) bool {
	return s.Heading != nil && s.Heading.Attr.HasClass("unnumbered")
}
