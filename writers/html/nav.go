package html

import (
	"slices"
	"strings"

	"platen/convert/tree"
)

// sidebar prints the contents. Long ones are pruned to the page's path: the top level, and below each page on the
// way to this one the pages beside and under it, maxBeside of each. A full tree in each page, or a full chapter, would
// grow with the square of the guide; the rest is in a file that all pages share.
func (p *printer) sidebar() {
	p.raw(`<nav class="p-side"`)
	p.pair("id", p.own(idNav))
	p.pair("aria-label", p.words.Contents)
	p.raw(`><a class="p-close"`) // on narrow screens the contents lie over the page
	p.pair("href", "#"+p.own(idMain))
	p.raw(">")
	p.text(p.words.Close)
	p.raw("</a>")
	p.headerLinks() // those of the bar, where it has no room for them
	onPath := map[*navNode]bool{}
	for n := p.e.nav; n != nil; n = n.parent {
		onPath[n] = true
	}
	p.navItems(p.s.nav, onPath)
	if !p.s.fullNav {
		p.raw(`<a class="p-all" href="`)
		p.rel(p.s.allPages())
		p.raw(`">`)
		p.text(p.words.AllPages)
		p.raw("</a>")
	}
	p.raw("</nav>\n")
}

// maxBeside is how many lines of one list of long contents a page carries.
const maxBeside = 50

// beside returns the lines of a list that a page carries: all, or those around the one on its path.
func (s *site) beside(items []*navNode, onPath map[*navNode]bool) []*navNode {
	if s.fullNav || len(items) <= maxBeside {
		return items
	}
	at := max(0, slices.IndexFunc(items, func(n *navNode) bool { return onPath[n] }))
	from := min(max(0, at-maxBeside/2), len(items)-maxBeside)
	return items[from : from+maxBeside]
}

func (p *printer) navItems(parent *navNode, onPath map[*navNode]bool) {
	if len(parent.items) == 0 {
		return
	}
	items := p.s.beside(parent.items, onPath)
	if len(items) < len(parent.items) {
		p.raw(`<ul class="p-cut">`)
	} else {
		p.raw("<ul>")
	}
	for _, n := range items {
		if n.kind == tree.NavSeparator {
			continue
		}
		switch {
		case len(n.items) == 0:
			p.raw("<li>")
			p.navLine(n)
		case n.kind == tree.NavPart:
			p.raw("<li>")
			p.navLine(n)
			p.navItems(n, onPath)
		case onPath[n] || p.s.fullNav:
			p.raw("<li>")
			p.navLine(n)
			p.fold(n, onPath)
		default:
			p.raw(`<li class="p-more">`)
			p.navLine(n)
		}
		p.raw("</li>\n")
	}
	p.raw("</ul>")
}

// fold prints the lines below n such that they fold. The line itself stands before: a label that folds may hold no link.
func (p *printer) fold(n *navNode, onPath map[*navNode]bool) {
	p.raw("<details")
	if onPath[n] {
		p.raw(" open")
	}
	p.raw(`><summary><span class="p-vh">`)
	p.raw(n.title)
	p.raw("</span></summary>")
	p.navItems(n, onPath)
	p.raw("</details>")
}

// navLine prints a line of the contents: a link, or a label where it leads nowhere.
func (p *printer) navLine(n *navNode) {
	to, anchor := n.to, n.anchor
	if to == nil && n.kind != tree.NavPart {
		to, anchor = firstPage(n), ""
	}
	switch {
	case to != nil:
		p.raw(`<a href="`)
		if to == p.e && anchor == "" {
			p.raw(to.href[strings.LastIndexByte(to.href, '/')+1:])
			p.raw(`" aria-current="page">`)
		} else {
			p.pageAddress(to, anchor)
			p.raw(`">`)
		}
	case n.url != "":
		p.raw(`<a href="`)
		p.buf = appendURL(p.buf, n.url)
		p.raw(`">`)
	case n.kind == tree.NavPart:
		p.raw(`<b>`)
	default:
		p.raw(`<span>`)
	}
	if p.s.w.NumberSections && n.number != "" {
		p.raw(n.number)
		p.raw(" ")
	}
	p.raw(n.title)
	switch {
	case to != nil || n.url != "":
		p.raw("</a>")
	case n.kind == tree.NavPart:
		p.raw("</b>")
	default:
		p.raw("</span>")
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
	p.raw("<ul>")
	for _, n := range parent.items {
		if n.kind == tree.NavSeparator {
			continue
		}
		p.raw("<li>")
		p.navLine(n)
		p.allContents(n)
		p.raw("</li>\n")
	}
	p.raw("</ul>\n")
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
	p.raw(`<nav class="p-crumbs"`)
	p.pair("aria-label", p.words.Breadcrumbs)
	p.raw(`><ol><li><a href="`)
	p.homeAddress()
	p.raw(`">`)
	p.text(p.words.Home)
	p.raw("</a></li>")
	for i := len(way) - 1; i >= 0; i-- {
		p.raw("<li>")
		p.navLine(way[i])
		p.raw("</li>")
	}
	p.raw("</ol></nav>\n")
}

// neighbours prints the links to the previous and the next page.
func (p *printer) neighbours() {
	if p.e.prev == nil && p.e.next == nil {
		return
	}
	p.raw(`<nav class="p-near"`)
	p.pair("aria-label", p.words.Previous+" / "+p.words.Next)
	p.raw(">")
	p.neighbour(p.e.prev, "prev", p.words.Previous)
	p.neighbour(p.e.next, "next", p.words.Next)
	p.raw("</nav>\n")
}

func (p *printer) neighbour(e *entry, rel, word string) {
	if e == nil {
		return
	}
	p.raw(`<a class="p-`)
	p.raw(rel)
	p.raw(`" rel="`)
	p.raw(rel)
	p.raw(`" href="`)
	p.pageAddress(e, "")
	p.raw(`"><span>`)
	p.text(word)
	p.raw("</span> ")
	p.raw(e.title)
	p.raw("</a>")
}

// onThisPage prints the page's own contents when it has more than one section.
func (p *printer) onThisPage() {
	depth := p.s.w.TOC
	if depth == 0 {
		depth = 2
	}
	count := 0
	tocCount(p.outline.Root, depth, &count)
	if depth < 0 || count < 2 {
		return
	}
	p.raw(`<nav class="p-toc"`)
	p.pair("aria-label", p.words.OnThisPage)
	if p.s.plain {
		p.raw("><p>")
		p.text(p.words.OnThisPage)
		p.raw("</p>")
		p.tocItems(p.tocSections(), depth)
	} else { // folded where there is no room for it beside the text
		p.raw("><details><summary>")
		p.text(p.words.OnThisPage)
		p.raw("</summary>")
		p.tocItems(p.tocSections(), depth)
		p.raw("</details>")
	}
	p.raw("</nav>\n")
}

// tocSections returns the sections under the title together with those before it.
func (p *printer) tocSections() []*tree.Section {
	var out []*tree.Section
	for _, s := range p.outline.Root.Sections {
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
			p.raw("<ul>")
			open = true
		}
		p.raw(`<li><a href="`)
		p.buf = appendFragment(p.buf, c.Heading.Attr.ID)
		p.raw(`">`)
		if n := p.numbers[c.Heading]; n != "" {
			p.raw(n)
			p.raw(" ")
		}
		p.text(tree.PlainText(c.Title))
		p.raw("</a>")
		p.tocItems(c.Sections, depth)
		p.raw("</li>")
	}
	if open {
		p.raw("</ul>")
	}
}
