package html

import (
	"fmt"
	"strings"

	"platen/convert/tree"
)

// body prints the page's blocks, nested into sections by their headings, and its footnotes.
func (p *printer) body() {
	var open []int // levels of the open sections
	for _, b := range p.page.Blocks {
		p.check()
		h, ok := b.(*tree.Heading)
		if !ok {
			p.block(b)
			continue
		}
		level := p.outline.Level(h)
		for len(open) > 0 && open[len(open)-1] >= level {
			p.raw("</section>\n")
			open = open[:len(open)-1]
		}
		if level > 1 {
			p.raw("<section>\n")
			open = append(open, level)
		}
		p.heading(h)
	}
	for range open {
		p.raw("</section>\n")
	}
	p.footnotes()
}

func (p *printer) blocks(blocks []tree.Block) {
	for _, b := range blocks {
		p.block(b)
	}
}

// flow prints the blocks of an item or a cell: a tight paragraph is bare text where nothing but other
// blocks is beside it.
func (p *printer) flow(blocks []tree.Block) {
	bare := true
	for _, b := range blocks {
		t, ok := b.(*tree.Paragraph)
		if ok && t.Tight && bare {
			p.inlines(t.Inlines)
			if len(blocks) > 1 {
				p.raw("\n")
			}
			bare = false
			continue
		}
		bare = !ok
		p.block(b)
	}
}

func (p *printer) block(b tree.Block) {
	switch b := b.(type) {
	case *tree.Paragraph:
		p.raw("<p>")
		p.inlines(b.Inlines)
		p.raw("</p>\n")
	case *tree.Heading:
		p.heading(b)
	case *tree.CodeBlock:
		p.code(b)
	case *tree.Quote:
		p.wrap("blockquote", b.Attr, "", b.Blocks)
	case *tree.Admonition:
		p.admonition(b)
	case *tree.List:
		p.list(b)
	case *tree.Procedure:
		p.procedure(b)
	case *tree.DefinitionList:
		p.definitions(b)
	case *tree.TabGroup:
		p.tabs(b)
	case *tree.Table:
		p.table(b)
	case *tree.Figure:
		p.figure(b)
	case *tree.Details:
		p.details(b)
	case *tree.MathBlock:
		p.aliases(b.Attr)
		p.raw("<pre")
		p.attr(b.Attr, "p-math")
		p.raw("><code>")
		p.text(b.TeX)
		p.raw("</code></pre>\n")
	case *tree.Rule:
		p.raw("<hr>\n")
	case *tree.Div:
		p.wrap("div", b.Attr, "", b.Blocks)
	case *tree.Element:
		p.wrap("div", b.Attr, "", b.Blocks)
	case *tree.RawBlock:
		p.raw(b.HTML)
	default:
		panic(fmt.Sprintf("html: no case for a %T", b))
	}
}

// wrap prints blocks in an element of the given name.
func (p *printer) wrap(name string, a *tree.Attr, class string, blocks []tree.Block) {
	p.aliases(a)
	p.open(name, a, class)
	p.raw("\n")
	p.blocks(blocks)
	p.close(name)
}

func (p *printer) open(name string, a *tree.Attr, class string) {
	p.raw("<")
	p.raw(name)
	p.attr(a, class)
	p.raw(">")
}

func (p *printer) close(name string) {
	p.raw("</")
	p.raw(name)
	p.raw(">\n")
}

func (p *printer) heading(h *tree.Heading) {
	if p.inTH {
		p.open("p", h.Attr, "p-title")
		p.aliases(h.Attr)
		p.inlines(h.Inlines)
		p.close("p")
		return
	}
	level := byte('0' + min(6, p.level(h)))
	p.buf = append(p.buf, '<', 'h', level)
	p.attr(h.Attr, "")
	p.raw(">")
	p.aliases(h.Attr)
	if n := p.numbers[h]; n != "" {
		p.raw(`<span class="p-no">`)
		p.raw(n)
		p.raw("</span> ")
	}
	p.labelled(h.Inlines, p.words.Untitled)
	p.buf = append(p.buf, '<', '/', 'h', level, '>', '\n')
}

// level is the heading's level in the output. The outline does not see footnotes: their headings stand below
// the heading of the notes.
func (p *printer) level(h *tree.Heading) int {
	if p.inNote {
		return 3 + p.shift
	}
	return p.outline.Level(h) + p.shift
}

// labelled prints inlines that have to be a name for something; a stand-in for those who cannot see
// is added when they hold no words.
func (p *printer) labelled(inlines []tree.Inline, standIn string) {
	p.inlines(inlines)
	if strings.TrimSpace(tree.PlainText(inlines)) == "" {
		p.raw(`<span class="p-vh">`)
		p.text(standIn)
		p.raw("</span>")
	}
}

// admonition: the role is note and not complementary (aside), which may not stand inside main.
func (p *printer) admonition(b *tree.Admonition) {
	p.aliases(b.Attr)
	p.raw("<div")
	p.attr(b.Attr, "p-note p-"+noteColour(b.Kind))
	p.raw(` role="note"><p class="p-word">`)
	if len(b.Title) > 0 {
		p.labelled(b.Title, p.words.Kind(b.Kind))
	} else {
		p.text(p.words.Kind(b.Kind))
	}
	p.raw("</p>\n")
	p.blocks(b.Blocks)
	p.raw("</div>\n")
}

// noteColour maps kinds of admonitions to the five looks.
func noteColour(kind string) string {
	switch kind {
	case "tip", "hint", "success", "check", "done":
		return "tip"
	case "important", "question", "help", "faq", "example":
		return "important"
	case "warning", "attention":
		return "warning"
	case "caution", "danger", "error", "failure", "fail", "missing", "bug", "security":
		return "caution"
	}
	return "info"
}

func (p *printer) list(l *tree.List) {
	p.aliases(l.Attr)
	name, class := "ul", ""
	if l.Ordered {
		name = "ol"
	}
	if !l.Tight {
		class = "p-loose"
	}
	p.raw("<")
	p.raw(name)
	p.attr(l.Attr, class)
	if l.Ordered && l.Start != 1 {
		p.raw(` start="`)
		p.int(l.Start)
		p.raw(`"`)
	}
	if l.Ordered && l.Style != tree.Decimal {
		p.pair("type", [...]string{"1", "a", "A", "i", "I"}[l.Style])
	}
	p.raw(">\n")
	for _, it := range l.Items {
		class := ""
		if it.Task != tree.NoTask {
			class = "p-task"
		}
		p.open("li", it.Attr, class)
		p.aliases(it.Attr)
		p.task(it.Task)
		p.flow(it.Blocks)
		p.close("li")
		p.check()
	}
	p.close(name)
}

func (p *printer) task(t tree.Task) {
	switch t {
	case tree.Todo:
		p.raw(`<input type="checkbox" disabled`)
		p.pair("aria-label", p.words.Todo)
		p.raw("> ")
	case tree.Done:
		p.raw(`<input type="checkbox" checked disabled`)
		p.pair("aria-label", p.words.Done)
		p.raw("> ")
	}
}

func (p *printer) procedure(b *tree.Procedure) {
	p.aliases(b.Attr)
	p.open("div", b.Attr, "p-proc")
	p.raw("\n")
	if len(b.Title) > 0 {
		p.raw(`<p class="p-title">`)
		p.inlines(b.Title)
		p.raw("</p>\n")
	}
	p.blocks(b.Intro)
	p.list(b.Steps)
	p.close("div")
}

func (p *printer) definitions(b *tree.DefinitionList) {
	p.aliases(b.Attr)
	p.open("dl", b.Attr, "")
	p.raw("\n")
	for _, it := range b.Items {
		for _, t := range it.Terms {
			p.open("dt", t.Attr, "")
			p.aliases(t.Attr)
			p.inlines(t.Inlines)
			p.close("dt")
		}
		if len(it.Terms) == 0 {
			p.raw("<dt></dt>\n")
		}
		for _, body := range it.Bodies {
			p.raw("<dd>")
			p.flow(body)
			p.close("dd")
		}
		if len(it.Bodies) == 0 {
			p.raw("<dd></dd>\n")
		}
	}
	p.close("dl")
}

// tabs prints alternatives as disclosures of which one is open. Without style they are an accordion;
// the style sheet lays them out as tabs where the browser can. No script is needed.
func (p *printer) tabs(b *tree.TabGroup) {
	p.aliases(b.Attr)
	p.open("div", b.Attr, "p-tabs")
	p.raw("\n")
	p.tabGroups++
	name := p.e.prefix + "tabs" + itoa(p.tabGroups)
	first := true
	for _, t := range b.Tabs {
		if hasLinks(t.Title) {
			p.titled(t.Attr, t.Title, t.Blocks)
			continue
		}
		p.raw("<details")
		p.attr(t.Attr, "")
		p.pair("name", name) // at most one is open
		if first {
			p.raw(" open")
			first = false
		}
		p.raw("><summary>")
		p.aliases(t.Attr)
		p.tabLabel(t)
		p.raw("</summary>\n<div>\n")
		p.blocks(t.Blocks)
		p.raw("</div></details>\n")
	}
	p.close("div")
}

// tabLabel prints a tab's label, as a heading when there are headings below it: their levels count the label as one.
func (p *printer) tabLabel(t *tree.Tab) {
	sec := tabSection(p.outline.Root, t)
	if sec == nil || len(sec.Sections) == 0 || p.inNote {
		p.labelled(t.Title, p.words.Untitled)
		return
	}
	level := byte('0' + min(6, sec.Level+p.shift))
	p.buf = append(p.buf, '<', 'h', level, '>')
	p.labelled(t.Title, p.words.Untitled)
	p.buf = append(p.buf, '<', '/', 'h', level, '>')
}

func tabSection(s *tree.Section, t *tree.Tab) *tree.Section {
	for _, c := range s.Sections {
		if c.Tab == t {
			return c
		}
		if found := tabSection(c, t); found != nil {
			return found
		}
	}
	return nil
}

func (p *printer) details(b *tree.Details) {
	if hasLinks(b.Summary) {
		p.titled(b.Attr, b.Summary, b.Blocks)
		return
	}
	p.aliases(b.Attr)
	p.raw("<details")
	p.attr(b.Attr, "")
	if b.Open {
		p.raw(" open")
	}
	p.raw("><summary>")
	p.inlines(b.Summary)
	if !p.hasName(b.Summary) {
		p.text(p.words.Expand)
	}
	p.raw("</summary>\n")
	p.blocks(b.Blocks)
	p.close("details")
}

// titled prints a disclosure whose label has a link in it as an open block: a label that folds may hold nothing
// that acts itself, and a link is worth more than folding.
func (p *printer) titled(a *tree.Attr, title []tree.Inline, blocks []tree.Block) {
	p.aliases(a)
	p.open("div", a, "p-open")
	p.raw(`<p class="p-title">`)
	p.inlines(title)
	p.raw("</p>\n")
	p.blocks(blocks)
	p.close("div")
}

// hasLinks reports whether there is a link or a footnote's reference in the inlines.
func hasLinks(inlines []tree.Inline) bool {
	for _, n := range inlines {
		switch n := n.(type) {
		case *tree.Link, *tree.NoteRef, *tree.RawInline:
			return true
		default:
			if hasLinks(tree.Inlines(n)) {
				return true
			}
		}
	}
	return false
}

func (p *printer) figure(b *tree.Figure) {
	p.aliases(b.Attr)
	p.open("figure", b.Attr, "")
	p.raw("\n")
	p.blocks(b.Blocks)
	if len(b.Caption) > 0 {
		p.raw("<figcaption>")
		p.flow(b.Caption)
		p.close("figcaption")
	}
	p.close("figure")
}

// footnotes prints the page's notes, each with links back to its references.
func (p *printer) footnotes() {
	if len(p.page.Notes) == 0 {
		return
	}
	level := byte('0' + min(6, 2+p.shift))
	p.raw(`<section class="p-notes"><h`)
	p.buf = append(p.buf, level, '>')
	p.text(p.words.Footnotes)
	p.buf = append(p.buf, '<', '/', 'h', level)
	p.raw(">\n<ol>\n")
	for _, n := range p.page.Notes {
		p.raw("<li")
		p.pair("id", p.own("fn"+itoa(n.Number)))
		p.raw(">")
		p.inNote = true
		p.blocks(n.Blocks)
		p.inNote = false
		p.raw("<p>")
		for i := 1; i <= n.Refs; i++ {
			p.raw(`<a role="doc-backlink" class="p-back"`)
			p.pair("href", "#"+p.refID(n, i))
			label := p.words.BackToText + " " + itoa(n.Number)
			if i > 1 {
				label += "." + itoa(i)
			}
			p.pair("aria-label", label)
			p.raw(">↩</a> ")
		}
		p.raw("</p></li>\n")
		p.check()
	}
	p.raw("</ol></section>\n")
}

// refID is the id of the i-th reference to a note.
func (p *printer) refID(n *tree.Footnote, i int) string {
	id := "fnref" + itoa(n.Number)
	if i > 1 {
		id += "-" + itoa(i)
	}
	return p.own(id)
}
