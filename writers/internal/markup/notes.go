package markup

import "platen/convert/tree"

// footnotes prints the page's notes, each with links back to its references.
func (p *Printer) footnotes() {
	switch {
	case len(p.Page.Notes) == 0:
		return
	case p.Form.Book:
		p.popUps()
		return
	}
	level := byte('0' + min(6, 2+p.Shift))
	p.Raw(`<section class="p-notes"><h`)
	p.Buf = append(p.Buf, level, '>')
	p.Text(p.Words.Footnotes)
	p.Buf = append(p.Buf, '<', '/', 'h', level)
	p.Raw(">\n<ol>\n")
	for _, n := range p.Page.Notes {
		p.Raw("<li")
		p.Pair("id", p.Own("fn"+itoa(n.Number)))
		p.Raw(">")
		p.inNote = true
		p.Blocks(n.Blocks)
		p.inNote = false
		p.wayBack(n)
		p.Raw("</li>\n")
		p.Check()
	}
	p.Raw("</ol></section>\n")
}

// wayBack prints the links from a note to its references.
func (p *Printer) wayBack(n *tree.Footnote) {
	p.Raw("<p>")
	for i := 1; i <= n.Refs; i++ {
		p.Raw(`<a role="doc-backlink" class="p-back"`)
		p.Pair("href", "#"+p.refID(n, i))
		label := p.Words.BackToText + " " + itoa(n.Number)
		if i > 1 {
			label += "." + itoa(i)
		}
		p.Pair("aria-label", label)
		p.Raw(">↩</a> ")
	}
	p.Raw("</p>")
}

// popUps prints the page's notes as readers of books show them beside their references. There is no heading over
// them: where notes pop up, nothing would stand under it.
func (p *Printer) popUps() {
	p.Raw(`<div class="p-notes">` + "\n")
	for _, n := range p.Page.Notes {
		p.Raw(`<aside epub:type="footnote" role="doc-footnote"`)
		p.Pair("id", p.Own("fn"+itoa(n.Number)))
		p.Raw(`><p class="p-num">`)
		p.Int(n.Number)
		p.Raw("</p>\n")
		p.inNote = true
		p.Blocks(n.Blocks)
		p.inNote = false
		if n.Refs > 0 {
			p.wayBack(n)
		}
		p.Raw("</aside>\n")
		p.Check()
	}
	p.Raw("</div>\n")
}

// refID is the id of the i-th reference to a note.
func (p *Printer) refID(n *tree.Footnote, i int) string {
	id := "fnref" + itoa(n.Number)
	if i > 1 {
		id += "-" + itoa(i)
	}
	return p.Own(id)
}
