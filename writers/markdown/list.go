package markdown

import (
	"strings"
	"unicode"

	"platen/convert/tree"
)

func (p *printer) list(b *tree.List) {
	mark, tight := p.marker(b), p.tight(b)
	for i, it := range b.Items {
		if i > 0 && !tight {
			p.blank()
		}
		p.after = nil
		lead := string(mark) + " "
		if b.Ordered {
			lead = itoa(b.Start+i) + lead
		}
		width := len(lead)
		if p.f.wide {
			width = max(4, width)
			if len(it.Blocks) > 0 {
				if _, ok := it.Blocks[0].(*tree.Paragraph); !ok {
					lead += strings.Repeat(" ", width-len(lead))
				}
			}
		}
		p.within(lead, strings.Repeat(" ", width), func() {
			p.item = true
			p.listItem(it, tight)
			if len(p.lead) > 0 { // an item without anything
				p.line("")
			}
			if len(b.Items) == 1 && !b.Tight && len(it.Blocks) == 1 && isParagraph(it.Blocks[0]) && !it.Blocks[0].(*tree.Paragraph).Tight {
				p.blank()
				p.line("[//]: #") // a definition that nothing uses: what stands behind a blank line makes the list a loose one
			}
			p.item = false
		})
	}
	p.lastMark = mark
}

// marker is what stands before the items: another one than that of a list right above.
func (p *printer) marker(b *tree.List) byte {
	marks := "-*"
	if b.Ordered {
		marks = ".)"
	}
	if l, ok := p.after.(*tree.List); ok && l.Ordered == b.Ordered && p.lastMark == marks[0] {
		return marks[1]
	}
	return marks[0]
}

func (p *printer) listItem(it *tree.ListItem, tight bool) {
	bs := it.Blocks
	box := ""
	switch it.Task {
	case tree.Todo:
		box = "[ ] "
	case tree.Done:
		box = "[x] "
	}
	for _, id := range it.Attr.IDs() {
		box += anchor(id)
	}
	if box != "" {
		var first []tree.Inline
		if len(bs) > 0 {
			if par, ok := bs[0].(*tree.Paragraph); ok {
				first, bs = par.Inlines, bs[1:]
			}
		}
		p.text(strings.TrimRight(box+p.inlines(first, place{}), " "))
		if len(bs) > 0 && !tight {
			p.blank()
		}
		p.after = nil
		p.item = false
	}
	p.blocks(bs, tight)
}

func (p *printer) definitions(b *tree.DefinitionList) {
	if _, ok := p.after.(*tree.DefinitionList); ok && p.f.defs { // a comment keeps the two apart
		p.line("<!-- -->")
		p.blank()
	}
	if p.f.defs && p.colons(b) {
		p.held(b.Attr, func() { p.colonList(b) })
		return
	}
	p.line("<dl" + attributes(b.Attr) + ">")
	for _, it := range b.Items {
		for _, t := range it.Terms {
			p.labelled("dt", attributes(t.Attr), t.Inlines)
		}
		for _, body := range it.Bodies {
			p.part("dd", "", body)
		}
	}
	p.line("</dl>")
}

// term is the words of a term without the id that a reader of the dialect gives it: its words in lower case, with hyphens.
func (p *printer) term(in []tree.Inline) []tree.Inline {
	if !p.f.termIDs || len(in) < 2 {
		return in
	}
	a, ok := in[0].(*tree.Anchor)
	if !ok {
		return in
	}
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(tree.PlainText(in[1:]))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' || r == '-':
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte('-')
		}
	}
	more, own := strings.CutPrefix(a.ID, b.String())
	if own && (more == "" || more[0] == '-' && strings.Trim(more[1:], "0123456789") == "") {
		return in[1:]
	}
	return in
}

// colons reports whether definitions can be written behind colons.
func (p *printer) colons(b *tree.DefinitionList) bool {
	for _, it := range b.Items {
		if len(it.Terms) == 0 || len(it.Bodies) == 0 {
			return false
		}
		for _, t := range it.Terms {
			if t.Attr != nil || len(t.Inlines) == 0 {
				return false
			}
		}
		for _, body := range it.Bodies {
			if len(body) == 0 {
				return false
			}
			if par, ok := body[0].(*tree.Paragraph); !ok || len(par.Inlines) == 0 {
				return false
			}
		}
	}
	return true
}

func (p *printer) colonList(b *tree.DefinitionList) {
	for i, it := range b.Items {
		if i > 0 {
			p.blank()
		}
		for _, t := range it.Terms {
			p.text(p.inlines(p.term(t.Inlines), place{line: true, item: true}))
		}
		for _, body := range it.Bodies {
			par, _ := body[0].(*tree.Paragraph)
			tight := par.Tight
			for i, b := range body { // two paragraphs in a row have space around them
				tight = tight && (i == 0 || isParagraph(b) || !p.beginsWithWords(b))
			}
			if !tight {
				p.blank()
			}
			p.after = nil
			p.within(":   ", "    ", func() { p.blocks(body, tight) })
		}
	}
}
