package text

import (
	"strings"

	"platen/convert/tree"
)

// footnotes prints the page's footnotes at its end.
func (p *printer) footnotes(page *tree.Page) {
	if len(page.Notes) == 0 {
		return
	}
	p.title(p.words.Footnotes)
	for i, n := range page.Notes {
		if i > 0 {
			p.wantGap()
		}
		label := "[^" + itoa(n.Number) + "]: "
		m := p.push(label, len(label))
		p.blocks(n.Blocks)
		p.pop(m)
	}
}

// references lists the addresses of the page's links. An address is never broken.
func (p *printer) references() {
	if len(p.links) == 0 {
		return
	}
	p.title(p.words.Links)
	hang := len(itoa(len(p.links))) + 3
	for i, url := range p.links {
		m := p.push("["+itoa(i+1)+"] ", hang)
		p.addText(strings.ReplaceAll(url, " ", "%20"))
		p.fill()
		p.pop(m)
	}
}

// title prints a heading of our own.
func (p *printer) title(s string) {
	p.wantGap()
	p.on(bold)
	p.addText(s)
	p.off(bold)
	p.underlined(2)
	p.wantGap()
}

// pageContents lists the page's sections, levels deep.
func (p *printer) pageContents(levels int) {
	var list func(ss []*tree.Section, level int)
	list = func(ss []*tree.Section, level int) {
		for _, s := range ss {
			if s.Level == 1 {
				list(s.Sections, level)
				continue
			}
			m := p.push("- ", 2)
			if s.Heading != nil {
				if n := p.outline.number(s.Heading); n != "" {
					p.addRaw(n + " ")
				}
			}
			p.contentsLine(s.Title)
			if level < levels {
				list(s.Sections, level+1)
			}
			p.pop(m)
		}
	}
	if len(p.outline.tree.Root.Sections) == 0 {
		return
	}
	p.title(p.words.Contents)
	list(p.outline.tree.Root.Sections, 1)
	p.wantGap()
}

// contentsLine prints a title without its links' numbers.
func (p *printer) contentsLine(title []tree.Inline) {
	p.addText(tree.PlainText(title))
	p.fill()
}

// bookContents returns the title of the book and its contents list, as deep as asked.
func (p *printer) bookContents(w *Writer, b *tree.Book, numbers map[*tree.Page]string) []byte {
	p.begins(w, b, nil)
	p.on(bold)
	p.addText(b.Title())
	p.off(bold)
	p.underlined(1)
	p.title(p.words.Contents)
	if len(b.Nav) == 0 {
		for _, page := range b.Pages {
			m := p.push("- ", 2)
			p.contentsLine(page.Title)
			p.pop(m)
		}
		return p.buf
	}
	var list func(items []*tree.NavItem, level int)
	list = func(items []*tree.NavItem, level int) {
		for _, it := range items {
			if it.Kind == tree.NavSeparator {
				continue
			}
			m := p.push("- ", 2)
			if n := numbers[it.To.Page]; n != "" && it.Numbered {
				p.addRaw(n + " ")
			}
			p.contentsLine(it.Title)
			if level < w.TOC {
				list(it.Items, level+1)
			}
			p.pop(m)
		}
	}
	list(b.Nav, 1)
	return p.buf
}
