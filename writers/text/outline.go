package text

import "platen/convert/tree"

// An outline gives headings their level and, where asked for, their number.
type outline struct {
	tree    *tree.Outline
	numbers map[*tree.Heading]string // nil: headings are not numbered
}

// newOutline returns the outline of the page. Its title has the page's own number, if any, its sections numbers below that.
func newOutline(p *tree.Page, numbered bool, number string) outline {
	o := outline{tree: tree.NewOutline(p)}
	if numbered {
		o.numbers = o.tree.Numbers(number)
	}
	return o
}

func (o *outline) level(h *tree.Heading) int     { return o.tree.Level(h) }
func (o *outline) number(h *tree.Heading) string { return o.numbers[h] }

// pageNumbers returns the numbers of the pages that the contents list numbers, "2.1".
func pageNumbers(items []*tree.NavItem) map[*tree.Page]string {
	numbers := map[*tree.Page]string{}
	n := 0
	var walk func(items []*tree.NavItem, prefix string, n *int)
	walk = func(items []*tree.NavItem, prefix string, n *int) {
		for _, it := range items {
			below, sub := prefix, n
			if it.Numbered {
				*n++
				own := prefix + itoa(*n)
				if it.To.Page != nil && it.To.Anchor == "" && numbers[it.To.Page] == "" {
					numbers[it.To.Page] = own
				}
				below, sub = own+".", new(int)
			}
			walk(it.Items, below, sub)
		}
	}
	walk(items, "", &n)
	return numbers
}
