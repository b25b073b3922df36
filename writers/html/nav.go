package html

import (
	"slices"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/markup"
)

// sidebar prints the contents. Long ones are pruned to the page's path: the top level, and below each page on the
// way to this one the pages beside and under it, as many as share lets each list have. A full tree in each page, or a
// full chapter, would grow with the square of the guide; the rest is in a file that all pages share.
func (p *printer) sidebar() {
	if p.s.w.PartTabs {
		p.Raw(`<nav class="p-side p-parted"`)
	} else {
		p.Raw(`<nav class="p-side"`)
	}
	p.Pair("id", p.Own(idNav))
	p.Pair("aria-label", p.Words.Contents)
	p.Raw(`><a class="p-close"`) // on narrow screens the contents lie over the page
	p.Pair("href", "#"+p.Own(idMain))
	p.Raw(">")
	p.Text(p.Words.Close)
	p.Raw("</a>")
	p.headerLinks() // those of the bar, where it has no room for them
	onPath := map[*navNode]bool{}
	for n := p.e.nav; n != nil; n = n.parent {
		onPath[n] = true
	}
	p.share = p.s.share(p.e)
	p.navItems(p.s.nav, onPath)
	if !p.s.fullNav {
		p.Raw(`<a class="p-all" href="`)
		p.rel(p.s.allPages())
		p.Raw(`">`)
		p.Text(p.Words.AllPages)
		p.Raw("</a>")
	}
	p.Raw("</nav>\n")
}

// How many lines of long contents a page carries: maxBeside of one list, and of all its lists together so many that the
// pages of the guide have some allLines, but leastLines and leastBeside of each list.
const (
	maxBeside   = 50
	allLines    = 180_000
	leastLines  = 20
	leastBeside = 3
)

// share returns how many lines of each list the page carries. The list that it stands in may have twice as many.
func (s *site) share(e *entry) int {
	if s.fullNav {
		return s.nav.size()
	}
	own, n := s.nav, s.nav
	if e.nav != nil {
		own, n = e.nav.parent, e.nav
	}
	var sizes []int // of the other lists
	for below := (*navNode)(nil); n != nil; n, below = n.parent, n {
		if n != own {
			sizes = append(sizes, len(n.items))
		}
		sizes = n.partSizes(below, sizes)
	}
	most, left := maxBeside, max(allLines/len(s.entries), leastLines)
	for ; most > leastBeside; most-- {
		lines := min(len(own.items), 2*most, maxBeside)
		for _, n := range sizes {
			lines += min(n, most)
		}
		if lines <= left {
			break
		}
	}
	return most
}

// partSizes adds the lengths of the lists of n's parts, which stand open, but for the one on a page's path.
func (n *navNode) partSizes(onPath *navNode, sizes []int) []int {
	for _, part := range n.parts {
		if part != onPath {
			sizes = part.partSizes(nil, append(sizes, len(part.items)))
		}
	}
	return sizes
}

// beside returns the lines of a list that the page carries: all, or those around the one on its path.
func (p *printer) beside(parent *navNode, onPath map[*navNode]bool) (items []*navNode, from int) {
	most := min(p.share, maxBeside)
	if p.e.nav != nil && p.e.nav.parent == parent {
		most = min(2*p.share, maxBeside)
	}
	if items = parent.items; p.s.fullNav || len(items) <= most {
		return items, 0
	}
	at := max(0, slices.IndexFunc(items, func(n *navNode) bool { return onPath[n] }))
	from = min(max(0, at-most/2), len(items)-most)
	return items[from : from+most], from
}

func (p *printer) navItems(parent *navNode, onPath map[*navNode]bool) {
	if len(parent.items) == 0 {
		return
	}
	items, from := p.beside(parent, onPath)
	switch end := from + len(items); { // scripts show where lines are left out
	case from > 0 && end < len(parent.items):
		p.Raw(`<ul class="p-from p-cut">`)
	case from > 0:
		p.Raw(`<ul class="p-from">`)
	case end < len(parent.items):
		p.Raw(`<ul class="p-cut">`)
	default:
		p.Raw("<ul>")
	}
	for _, n := range items {
		if n.kind == tree.NavSeparator {
			continue
		}
		switch {
		case len(n.items) == 0:
			p.Raw("<li>")
			p.navLine(n)
		case n.kind == tree.NavPart:
			p.Raw("<li>")
			p.navLine(n)
			p.navItems(n, onPath)
		case onPath[n] || p.s.fullNav:
			p.Raw("<li>")
			p.navLine(n)
			p.fold(n, onPath)
		default:
			p.Raw(`<li class="p-more">`)
			p.navLine(n)
		}
		p.Raw("</li>\n")
	}
	p.Raw("</ul>")
}

// fold prints the lines below n such that they fold. The line itself stands before: a label that folds may hold no link.
func (p *printer) fold(n *navNode, onPath map[*navNode]bool) {
	p.Raw("<details")
	if onPath[n] {
		p.Raw(" open")
	}
	p.Raw(`><summary><span class="p-vh">`)
	p.Raw(n.title)
	p.Raw("</span></summary>")
	p.navItems(n, onPath)
	p.Raw("</details>")
}

// navLine prints a line of the contents: a link, or a label where it leads nowhere.
func (p *printer) navLine(n *navNode) {
	to, anchor := n.to, n.anchor
	if to == nil && n.kind != tree.NavPart {
		to, anchor = firstPage(n), ""
	}
	switch {
	case to != nil:
		p.Raw(`<a href="`)
		if to == p.e && anchor == "" {
			p.Raw(to.href[strings.LastIndexByte(to.href, '/')+1:])
			p.Raw(`" aria-current="page">`)
		} else {
			p.pageAddress(to, anchor)
			p.Raw(`">`)
		}
	case n.url != "":
		p.Raw(`<a href="`)
		p.Buf = markup.AppendURL(p.Buf, n.url)
		p.Raw(`">`)
	case n.kind == tree.NavPart:
		p.Raw(`<b>`)
	default:
		p.Raw(`<span>`)
	}
	if p.s.w.NumberSections && n.number != "" {
		p.Raw(n.number)
		p.Raw(" ")
	}
	p.Raw(n.title)
	switch {
	case to != nil || n.url != "":
		p.Raw("</a>")
	case n.kind == tree.NavPart:
		p.Raw("</b>")
	default:
		p.Raw("</span>")
	}
}

// firstPage returns the first page under a group that has no page itself.
func firstPage(n *navNode) *entry {
	for _, c := range n.items {
		if c.to != nil {
			return c.to
		}
		if e := firstPage(c); e != nil {
			return e
		}
	}
	return nil
}

// allContents prints the whole contents list.
func (p *printer) allContents(parent *navNode) {
	if len(parent.items) == 0 {
		return
	}
	p.Raw("<ul>")
	for _, n := range parent.items {
		if n.kind == tree.NavSeparator {
			continue
		}
		p.Raw("<li>")
		p.navLine(n)
		p.allContents(n)
		p.Raw("</li>\n")
	}
	p.Raw("</ul>\n")
}

// breadcrumb prints the way from the start to the page.
func (p *printer) breadcrumb() {
	var way []*navNode
	if p.e.nav != nil {
		for n := p.e.nav.parent; n != nil && n.parent != nil; n = n.parent {
			way = append(way, n)
		}
	}
	if p.e == p.s.home || len(way) == 0 { // the start is in the bar
		return
	}
	p.Raw(`<nav class="p-crumbs"`)
	p.Pair("aria-label", p.Words.Breadcrumbs)
	p.Raw(`><ol><li><a href="`)
	p.homeAddress()
	p.Raw(`">`)
	p.Text(p.Words.Home)
	p.Raw("</a></li>")
	for i := len(way) - 1; i >= 0; i-- {
		p.Raw("<li>")
		p.navLine(way[i])
		p.Raw("</li>")
	}
	p.Raw("</ol></nav>\n")
}

// neighbours prints the links to the previous and the next page.
func (p *printer) neighbours() {
	if p.e.prev == nil && p.e.next == nil {
		return
	}
	p.Raw(`<nav class="p-near"`)
	p.Pair("aria-label", p.Words.Previous+" / "+p.Words.Next)
	p.Raw(">")
	p.neighbour(p.e.prev, "prev", p.Words.Previous)
	p.neighbour(p.e.next, "next", p.Words.Next)
	p.Raw("</nav>\n")
}

func (p *printer) neighbour(e *entry, rel, word string) {
	if e == nil {
		return
	}
	p.Raw(`<a class="p-`)
	p.Raw(rel)
	p.Raw(`" rel="`)
	p.Raw(rel)
	p.Raw(`" href="`)
	p.pageAddress(e, "")
	p.Raw(`"><span>`)
	p.Text(word)
	p.Raw("</span> ")
	p.Raw(e.title)
	p.Raw("</a>")
}

// onThisPage prints the page's own contents when it has more than one section.
func (p *printer) onThisPage() {
	depth := p.s.w.TOC
	if depth == 0 {
		depth = 2
	}
	count := 0
	tocCount(p.Outline.Root, depth, &count)
	if depth < 0 || count < 2 {
		return
	}
	p.Raw(`<nav class="p-toc"`)
	p.Pair("aria-label", p.Words.OnThisPage)
	if p.s.plain {
		p.Raw("><p>")
		p.Text(p.Words.OnThisPage)
		p.Raw("</p>")
		p.tocItems(p.tocSections(), depth)
	} else { // folded where there is no room for it beside the text
		p.Raw("><details><summary>")
		p.Text(p.Words.OnThisPage)
		p.Raw("</summary>")
		p.tocItems(p.tocSections(), depth)
		p.Raw("</details>")
	}
	p.Raw("</nav>\n")
}

// tocSections returns the sections under the title together with those before it.
func (p *printer) tocSections() []*tree.Section {
	var out []*tree.Section
	for _, s := range p.Outline.Root.Sections {
		if s.Level == 1 {
			out = append(out, s.Sections...)
		} else {
			out = append(out, s)
		}
	}
	return out
}

func tocCount(s *tree.Section, depth int, n *int) {
	for _, c := range s.Sections {
		if inTOC(c, depth) {
			*n++
		}
		tocCount(c, depth, n)
	}
}

func inTOC(s *tree.Section, depth int) bool {
	return s.Heading != nil && s.Level > 1 && s.Level <= depth+1 && tree.PlainText(s.Title) != ""
}

func (p *printer) tocItems(sections []*tree.Section, depth int) {
	open := false
	for _, c := range sections {
		if !inTOC(c, depth) {
			continue
		}
		if !open {
			p.Raw("<ul>")
			open = true
		}
		p.Raw(`<li><a href="`)
		p.Buf = markup.AppendFragment(p.Buf, c.Heading.Attr.ID)
		p.Raw(`">`)
		if n := p.Numbers[c.Heading]; n != "" {
			p.Raw(n)
			p.Raw(" ")
		}
		p.Text(tree.PlainText(c.Title))
		p.Raw("</a>")
		p.tocItems(c.Sections, depth)
		p.Raw("</li>")
	}
	if open {
		p.Raw("</ul>")
	}
}
