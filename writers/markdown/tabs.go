package markdown

import (
	"strings"

	"platen/convert/tree"
)

// tabs prints alternatives in the form that the dialect has, else one after the other, each below its title.
func (p *printer) tabs(b *tree.TabGroup) {
	switch p.tabForm() {
	case "equals":
		p.equalTabs(b)
		return
	case "jsx":
		p.line("<Tabs>")
		for i, t := range b.Tabs {
			p.line(`<TabItem value="` + itoa(i+1) + `" label="` + quoted(tree.PlainText(t.Title)) + `">`)
			p.inside(t.Blocks)
			p.line("</TabItem>")
		}
		p.line("</Tabs>")
		return
	case "rules":
		for _, t := range b.Tabs {
			p.line("------")
			head := "#### [ " + p.inlines(t.Title, place{line: true, item: true, label: true}) + " ]"
			if ids := t.Attr.IDs(); len(ids) > 1 { // the last is that of the title
				for _, id := range ids[:len(ids)-1] {
					head += anchor(id)
				}
			}
			p.line(head)
			p.blank()
			p.beneath(t.Blocks)
		}
		p.line("------")
		return
	case "headings":
		for i, t := range b.Tabs {
			p.line("# [" + p.inlines(t.Title, place{line: true, item: true, label: true}) + "](#tab/" + itoa(i+1) + ")")
			p.blank()
			p.beneath(t.Blocks)
		}
		p.line("---")
		return
	case "set":
		fence := strings.Repeat(":", 4+fences(tabBlocks(b)))
		p.line(fence + "{tab-set}")
		for _, t := range b.Tabs {
			p.line(fence[1:] + "{tab-item} " + p.inlines(t.Title, place{line: true, item: true}))
			if ids := t.Attr.IDs(); len(ids) > 1 { // the last is that of the title
				if plainName(ids[0]) {
					p.line(":name: " + ids[0])
					ids = ids[1:]
				}
				line := ""
				for _, id := range ids[:len(ids)-1] {
					line += anchor(id)
				}
				if line != "" {
					p.line("")
					p.line(line)
				}
			}
			p.blank()
			p.beneath(t.Blocks)
			p.line(fence[1:])
		}
		p.line(fence)
		return
	case "code":
		if onlyCode(b) {
			p.line("::: code-group")
			for _, t := range b.Tabs {
				c := *t.Blocks[0].(*tree.CodeBlock)
				c.Title = tree.PlainText(t.Title)
				p.code(&c)
			}
			p.line(":::")
			return
		}
	}
	p.held(b.Attr, func() { p.plainTabs(b) })
}

// tabForm is the form of tabs where the printer is. Those that are read line by line do not stand in each other, nor in quotes.
func (p *printer) tabForm() string {
	switch f := p.f.tabs; f {
	case "rules", "headings", "set":
		if p.inTabs || p.f.unquoted && strings.Contains(p.prefix, ">") {
			return ""
		}
	}
	return p.f.tabs
}

// beginsWithWords reports whether what is printed first of a block is a paragraph.
func (p *printer) beginsWithWords(b tree.Block) bool {
	switch b := b.(type) {
	case *tree.Paragraph:
		return true
	case *tree.TabGroup:
		return b.Attr == nil && (p.tabForm() == "" || p.f.tabs == "code" && !onlyCode(b))
	}
	return false
}

func tabBlocks(b *tree.TabGroup) []tree.Block {
	var bs []tree.Block
	for _, t := range b.Tabs {
		bs = append(bs, t.Blocks...)
	}
	return bs
}

// onlyCode reports whether each tab is code without a title of its own.
func onlyCode(b *tree.TabGroup) bool {
	for _, t := range b.Tabs {
		if len(t.Blocks) != 1 {
			return false
		}
		if c, ok := t.Blocks[0].(*tree.CodeBlock); !ok || c.Title != "" || c.Attr != nil {
			return false
		}
	}
	return true
}

// beneath prints blocks below a line that names them.
func (p *printer) beneath(bs []tree.Block) {
	p.after = nil
	was := p.inTabs
	p.inTabs = true
	defer func() { p.inTabs = was }()
	p.blocks(bs, false)
	if len(bs) > 0 {
		p.blank()
	}
}

func (p *printer) equalTabs(b *tree.TabGroup) {
	_, again := p.after.(*tree.TabGroup)
	for i, t := range b.Tabs {
		if i > 0 {
			p.blank()
		}
		mark := "==="
		if again && i == 0 {
			mark = "===!"
		}
		p.line(mark + ` "` + p.inlines(t.Title, place{line: true, item: true}) + `"`)
		if len(t.Blocks) > 0 {
			p.blank()
		}
		p.within("    ", "    ", func() { p.blocks(t.Blocks, false) })
	}
}

func (p *printer) plainTabs(b *tree.TabGroup) {
	for i, t := range b.Tabs {
		if i > 0 {
			p.blank()
		}
		title := []tree.Inline{&tree.Strong{Inlines: t.Title}}
		for _, id := range t.Attr.IDs() {
			title = append([]tree.Inline{&tree.Anchor{ID: id}}, title...)
		}
		p.text(p.inlines(title, place{item: true}))
		if len(t.Blocks) > 0 {
			p.blank()
			p.after = nil
			p.blocks(t.Blocks, false)
		}
	}
}
