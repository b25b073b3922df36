package dita

import (
	"strings"

	"platen/convert/tree"
)

// listStyles are the classes of ordered lists that do not count in decimal numbers.
var listStyles = [...]string{tree.Decimal: "", tree.LowerAlpha: "lower-alpha", tree.UpperAlpha: "upper-alpha",
	tree.LowerRoman: "lower-roman", tree.UpperRoman: "upper-roman"}

func (p *pageWriter) list(b *tree.List) {
	name, class := "ul", ""
	if b.Ordered {
		name, class = "ol", listStyles[b.Style]
		if b.Start != 1 {
			class = strings.TrimPrefix(class+" start-"+number(b.Start), " ")
		}
	}
	p.open(name, p.universal(b.Attr, "outputclass", class)...)
	for _, it := range b.Items {
		p.item("li", it)
	}
	p.close(name)
}

// boxes are the marks of items with a check box.
var boxes = [...]string{tree.NoTask: "", tree.Todo: "☐ ", tree.Done: "☑ "}

func (p *pageWriter) item(name string, it *tree.ListItem) {
	p.mark = boxes[it.Task]
	p.content(name, it.Blocks, inBlock, p.universal(it.Attr)...)
}

// procedure prints a procedure that cannot be a task: its title as a label, its steps as a list.
func (p *pageWriter) procedure(b *tree.Procedure) {
	extra := p.with(b.Attr)
	if id := p.attrID(b.Attr); id != "" || len(b.Title) > 0 {
		p.extra = extra
		p.label("procedure", id, b.Title)
	}
	p.each(extra, b.Intro, inBlock)
	p.extra = extra
	p.list(b.Steps)
}

func (p *pageWriter) definitions(b *tree.DefinitionList) {
	p.open("dl", p.universal(b.Attr)...)
	for _, d := range b.Items {
		p.open("dlentry")
		for _, t := range d.Terms {
			p.inlineTerm(p.attrID(t.Attr), t.Inlines)
		}
		if len(d.Terms) == 0 {
			p.empty("dt")
		}
		for _, body := range d.Bodies {
			p.content("dd", body, inBlock)
		}
		if len(d.Bodies) == 0 {
			p.empty("dd")
		}
		p.close("dlentry")
	}
	p.close("dl")
}

func (p *pageWriter) inlineTerm(id string, inlines []tree.Inline) {
	p.line()
	p.start("dt", "id", id)
	p.inlines(inlines, inTerm)
	p.end("dt")
}

// tabs prints tabs where sections cannot stand: labels and what belongs to them.
func (p *pageWriter) tabs(b *tree.TabGroup) {
	p.open("dl", p.universal(b.Attr, "outputclass", "tabs")...)
	for _, t := range b.Tabs {
		p.open("dlentry", "outputclass", "tab")
		p.inlineTerm(p.attrID(t.Attr), t.Title)
		p.content("dd", t.Blocks, inBlock)
		p.close("dlentry")
	}
	p.close("dl")
}
