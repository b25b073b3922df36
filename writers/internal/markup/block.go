package markup

import (
	"fmt"
	"strings"

	"platen/convert/tree"
)

// body prints the page's blocks, nested into sections by their headings, and its footnotes.
func (p *Printer) Body() {
	var open []int // levels of the open sections
	for _, b := range p.Page.Blocks {
		p.Check()
		h, ok := b.(*tree.Heading)
		if !ok {
			p.block(b)
			continue
		}
		level := p.Outline.Level(h)
		for len(open) > 0 && open[len(open)-1] >= level {
			p.Raw("</section>\n")
			open = open[:len(open)-1]
		}
		if level > 1 {
			p.Raw("<section>\n")
			open = append(open, level)
		}
		p.before(h)
		p.heading(h)
	}
	for range open {
		p.Raw("</section>\n")
	}
	p.footnotes()
	p.Shapes()
}

func (p *Printer) Blocks(blocks []tree.Block) {
	for _, b := range blocks {
		p.block(b)
	}
}

// flow prints the blocks of an item or a cell: a tight paragraph is bare text where nothing but other
// blocks is beside it.
func (p *Printer) flow(blocks []tree.Block) {
	bare := true
	for _, b := range blocks {
		t, ok := b.(*tree.Paragraph)
		if ok && t.Tight && bare {
			p.before(b)
			p.Inlines(t.Inlines)
			if len(blocks) > 1 {
				p.Raw("\n")
			}
			bare = false
			continue
		}
		bare = !ok
		p.block(b)
	}
}

// before calls Before.
func (p *Printer) before(b tree.Block) {
	if p.Before != nil {
		p.Before(b)
	}
}

func (p *Printer) block(b tree.Block) {
	p.before(b)
	switch b := b.(type) {
	case *tree.Paragraph:
		p.Raw("<p>")
		p.Inlines(b.Inlines)
		p.Raw("</p>\n")
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
		p.mathBlock(b)
	case *tree.Rule:
		p.Raw("<hr")
		p.Empty()
		p.Raw("\n")
	case *tree.Div:
		p.wrap("div", b.Attr, "", b.Blocks)
	case *tree.Element:
		p.wrap("div", b.Attr, "", b.Blocks)
	case *tree.RawBlock:
		if p.Form.XML { // what it says, as in other formats: it need not be well-formed
			p.Blocks(b.Blocks)
		} else {
			p.KeptHTML = true
			p.Raw(b.HTML)
		}
	default:
		panic(fmt.Sprintf("markup: no case for a %T", b))
	}
}

// wrap prints blocks in an element of the given name.
func (p *Printer) wrap(name string, a *tree.Attr, class string, blocks []tree.Block) {
	p.Aliases(a)
	p.open(name, a, class)
	p.Raw("\n")
	p.Blocks(blocks)
	p.close(name)
}

func (p *Printer) open(name string, a *tree.Attr, class string) {
	p.Raw("<")
	p.Raw(name)
	p.attr(a, class)
	p.Raw(">")
}

func (p *Printer) close(name string) {
	p.Raw("</")
	p.Raw(name)
	p.Raw(">\n")
}

func (p *Printer) heading(h *tree.Heading) {
	if p.inTH {
		p.open("p", h.Attr, "p-title")
		p.Aliases(h.Attr)
		p.Inlines(h.Inlines)
		p.close("p")
		return
	}
	level := byte('0' + min(6, p.level(h)))
	p.Buf = append(p.Buf, '<', 'h', level)
	p.attr(h.Attr, "")
	p.Raw(">")
	p.Aliases(h.Attr)
	if n := p.Numbers[h]; n != "" {
		p.Raw(`<span class="p-no">`)
		p.Raw(n)
		p.Raw("</span> ")
	}
	p.labelled(h.Inlines, p.Words.Untitled)
	p.Buf = append(p.Buf, '<', '/', 'h', level, '>', '\n')
}

// level is the heading's level in the output. The outline does not see footnotes: their headings stand below
// the heading of the notes.
func (p *Printer) level(h *tree.Heading) int {
	switch {
	case p.inNote && p.Form.Book: // where no heading stands over them
		return 2 + p.Shift
	case p.inNote:
		return 3 + p.Shift
	}
	return p.Outline.Level(h) + p.Shift
}

// labelled prints inlines that have to be a name for something; a stand-in for those who cannot see
// is added when they hold no words.
func (p *Printer) labelled(inlines []tree.Inline, standIn string) {
	p.Inlines(inlines)
	if strings.TrimSpace(tree.PlainText(inlines)) == "" {
		p.Raw(`<span class="p-vh">`)
		p.Text(standIn)
		p.Raw("</span>")
	}
}

// admonition: the role is note and not complementary (aside), which may not stand inside main.
func (p *Printer) admonition(b *tree.Admonition) {
	p.Aliases(b.Attr)
	p.Raw("<div")
	p.attr(b.Attr, "p-note p-"+noteColour(b.Kind))
	p.Raw(` role="note"><p class="p-word">`)
	if len(b.Title) > 0 {
		p.labelled(b.Title, p.Words.Kind(b.Kind))
	} else {
		p.Text(p.Words.Kind(b.Kind))
	}
	p.Raw("</p>\n")
	p.Blocks(b.Blocks)
	p.Raw("</div>\n")
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

func (p *Printer) list(l *tree.List) {
	p.Aliases(l.Attr)
	name, class := "ul", ""
	if l.Ordered {
		name = "ol"
	}
	if !l.Tight {
		class = "p-loose"
	}
	p.Raw("<")
	p.Raw(name)
	p.attr(l.Attr, class)
	if l.Ordered && l.Start != 1 {
		p.Raw(` start="`)
		p.Int(l.Start)
		p.Raw(`"`)
	}
	if l.Ordered && l.Style != tree.Decimal {
		p.Pair("type", [...]string{"1", "a", "A", "i", "I"}[l.Style])
	}
	p.Raw(">\n")
	for _, it := range l.Items {
		class := ""
		if it.Task != tree.NoTask {
			class = "p-task"
		}
		p.open("li", it.Attr, class)
		p.Aliases(it.Attr)
		p.item(it)
		p.close("li")
		p.Check()
	}
	p.close(name)
}

// item prints what is in an item; a task's box stands in the line of its words.
func (p *Printer) item(it *tree.ListItem) {
	if len(it.Blocks) > 0 && it.Task != tree.NoTask {
		if first, ok := it.Blocks[0].(*tree.Paragraph); ok && !first.Tight {
			p.before(first)
			p.Raw("<p>")
			p.task(it.Task)
			p.Inlines(first.Inlines)
			p.Raw("</p>\n")
			p.Blocks(it.Blocks[1:])
			return
		}
	}
	p.task(it.Task)
	p.flow(it.Blocks)
}

func (p *Printer) task(t tree.Task) {
	word, sign := p.Words.Todo, "☐"
	switch t {
	case tree.NoTask:
		return
	case tree.Done:
		word, sign = p.Words.Done, "☑"
	}
	if p.Form.Book { // readers of books have no boxes to tick
		p.Raw(`<span class="p-box" role="img"`)
		p.Pair("aria-label", word)
		p.Raw(">" + sign + "</span> ")
		return
	}
	p.Raw(`<input type="checkbox"`)
	if t == tree.Done {
		p.flag("checked")
	}
	p.flag("disabled")
	p.Pair("aria-label", word)
	p.Empty()
	p.Raw(" ")
}

func (p *Printer) procedure(b *tree.Procedure) {
	p.Aliases(b.Attr)
	p.open("div", b.Attr, "p-proc")
	p.Raw("\n")
	if len(b.Title) > 0 {
		p.Raw(`<p class="p-title">`)
		p.Inlines(b.Title)
		p.Raw("</p>\n")
	}
	p.Blocks(b.Intro)
	p.list(b.Steps)
	p.close("div")
}

func (p *Printer) definitions(b *tree.DefinitionList) {
	p.Aliases(b.Attr)
	p.open("dl", b.Attr, "")
	p.Raw("\n")
	for _, it := range b.Items {
		for _, t := range it.Terms {
			p.open("dt", t.Attr, "")
			p.Aliases(t.Attr)
			p.Inlines(t.Inlines)
			p.close("dt")
		}
		if len(it.Terms) == 0 {
			p.Raw("<dt></dt>\n")
		}
		for _, body := range it.Bodies {
			p.Raw("<dd>")
			p.flow(body)
			p.close("dd")
		}
		if len(it.Bodies) == 0 {
			p.Raw("<dd></dd>\n")
		}
	}
	p.close("dl")
}

// tabs prints alternatives as disclosures of which one is open. Without style they are an accordion;
// the style sheet lays them out as tabs where the browser can. No script is needed.
func (p *Printer) tabs(b *tree.TabGroup) {
	p.Aliases(b.Attr)
	p.open("div", b.Attr, "p-tabs")
	p.Raw("\n")
	p.tabGroups++
	name := p.Prefix + "tabs" + itoa(p.tabGroups)
	first := true
	for _, t := range b.Tabs {
		if p.Form.Book {
			p.openTab(t)
			continue
		}
		if hasLinks(t.Title) {
			p.titled(t.Attr, t.Title, t.Blocks)
			continue
		}
		p.Raw("<details")
		p.attr(t.Attr, "")
		p.Pair("name", name) // at most one is open
		if first {
			p.flag("open")
			first = false
		}
		p.Raw("><summary>")
		p.Aliases(t.Attr)
		p.tabLabel(t)
		p.Raw("</summary>\n<div>\n")
		p.Blocks(t.Blocks)
		p.Raw("</div></details>\n")
	}
	p.close("div")
}

// openTab prints a tab of a book: its label, and what is under it.
func (p *Printer) openTab(t *tree.Tab) {
	p.Aliases(t.Attr)
	p.open("div", t.Attr, "p-open")
	p.Raw(`<div class="p-title">`)
	p.tabLabel(t)
	p.Raw("</div>\n")
	p.Blocks(t.Blocks)
	p.close("div")
}

// tabLabel prints a tab's label, as a heading when there are headings below it: their levels count the label as one.
func (p *Printer) tabLabel(t *tree.Tab) {
	sec := tabSection(p.Outline.Root, t)
	if sec == nil || len(sec.Sections) == 0 || p.inNote {
		p.labelled(t.Title, p.Words.Untitled)
		return
	}
	level := byte('0' + min(6, sec.Level+p.Shift))
	p.Buf = append(p.Buf, '<', 'h', level, '>')
	p.labelled(t.Title, p.Words.Untitled)
	p.Buf = append(p.Buf, '<', '/', 'h', level, '>')
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

func (p *Printer) details(b *tree.Details) {
	if hasLinks(b.Summary) {
		p.titled(b.Attr, b.Summary, b.Blocks)
		return
	}
	p.Aliases(b.Attr)
	p.Raw("<details")
	p.attr(b.Attr, "")
	if b.Open {
		p.flag("open")
	}
	p.Raw("><summary>")
	p.Inlines(b.Summary)
	if !p.hasName(b.Summary) {
		p.Text(p.Words.Expand)
	}
	p.Raw("</summary>\n")
	p.Blocks(b.Blocks)
	p.close("details")
}

// titled prints a disclosure whose label has a link in it as an open block: a label that folds may hold nothing
// that acts itself, and a link is worth more than folding.
func (p *Printer) titled(a *tree.Attr, title []tree.Inline, blocks []tree.Block) {
	p.Aliases(a)
	p.open("div", a, "p-open")
	p.Raw(`<p class="p-title">`)
	p.Inlines(title)
	p.Raw("</p>\n")
	p.Blocks(blocks)
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

func (p *Printer) figure(b *tree.Figure) {
	p.Aliases(b.Attr)
	p.open("figure", b.Attr, "")
	p.Raw("\n")
	p.Blocks(b.Blocks)
	if len(b.Caption) > 0 {
		p.Raw("<figcaption>")
		p.flow(b.Caption)
		p.close("figcaption")
	}
	p.close("figure")
}
