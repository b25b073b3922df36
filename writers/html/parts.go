package html

import (
	"platen/convert/tree"
	"platen/writers/internal/markup"
)

// partTabs prints the parts of the contents in a row: what stands at their top and has something below it, and links beside.
func (p *printer) partTabs() {
	if !p.s.w.PartTabs {
		return
	}
	parts := 0
	for _, n := range p.s.nav.items {
		if len(n.items) > 0 {
			parts++
		}
	}
	if parts < 2 {
		return
	}
	top := p.e.nav
	for top != nil && top.parent != nil && top.parent.parent != nil {
		top = top.parent
	}
	p.Raw(`<nav class="p-parts"`)
	p.Pair("aria-label", p.Words.Parts)
	p.Raw("><ul>")
	for _, n := range p.s.nav.items {
		to := n.to
		if to == nil {
			to = firstPage(n)
		}
		if n.kind == tree.NavSeparator || to == nil && n.url == "" {
			continue
		}
		p.Raw(`<li><a href="`)
		if to != nil {
			p.rel(to.href)
		} else {
			p.Buf = markup.AppendURL(p.Buf, n.url)
		}
		p.Raw(`"`)
		if n == top {
			p.Raw(` aria-current="true"`)
		}
		p.Raw(">")
		p.Raw(n.title)
		p.Raw("</a></li>")
	}
	p.Raw("</ul></nav>\n")
}
