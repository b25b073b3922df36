package markdown

import (
	"slices"
	"strings"

	"platen/convert/tree"
)

// blocks prints blocks with a blank line between them. tight is for the parts of an item in a tight list.
func (p *printer) blocks(bs []tree.Block, tight bool) {
	bs = joinAnchors(bs)
	for i, b := range bs {
		switch {
		case i == 0:
		case !(tight && p.touches(bs[i-1], b)):
			p.blank()
		case p.runsOn(bs[i-1], b):
			p.line("<!-- -->")
		}
		p.after = nil
		if i > 0 {
			p.after = bs[i-1]
		}
		p.block(b)
	}
}

// joinAnchors puts a paragraph of nothing but anchors into the one that follows, as a reader does.
func joinAnchors(bs []tree.Block) []tree.Block {
	if slices.ContainsFunc(bs, isEmpty) {
		bs = slices.DeleteFunc(slices.Clone(bs), isEmpty)
	}
	var out []tree.Block      // nil as long as nothing is joined
	var anchors []tree.Inline // that wait for a paragraph
	for i, b := range bs {
		q, ok := b.(*tree.Paragraph)
		next := i+1 < len(bs) && isParagraph(bs[i+1])
		switch {
		case ok && next && onlyAnchors(q.Inlines):
			if out == nil {
				out = append(make([]tree.Block, 0, len(bs)), bs[:i]...)
			}
			anchors = append(anchors, q.Inlines...)
		case len(anchors) > 0:
			out = append(out, &tree.Paragraph{Tight: q.Tight, Inlines: slices.Concat(anchors, q.Inlines)})
			anchors = nil
		case out != nil:
			out = append(out, b)
		}
	}
	if out != nil {
		return out
	}
	return bs
}

func isParagraph(b tree.Block) bool {
	_, ok := b.(*tree.Paragraph)
	return ok
}

// onlyAnchors reports whether inlines are anchors, one at least, and nothing else.
func onlyAnchors(list []tree.Inline) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(n tree.Inline) bool { _, ok := n.(*tree.Anchor); return !ok })
}

// isEmpty reports whether a block is a paragraph without anything in it.
func isEmpty(b tree.Block) bool {
	p, ok := b.(*tree.Paragraph)
	return ok && !slices.ContainsFunc(p.Inlines, func(n tree.Inline) bool {
		br, ok := n.(*tree.Break)
		return !ok || br.Hard
	})
}

// touches reports whether b can stand right below a in an item of a tight list.
func (p *printer) touches(a, b tree.Block) bool {
	switch b := b.(type) {
	case *tree.Paragraph:
		_, ok := a.(*tree.Paragraph)
		_, list := a.(*tree.List)
		return !ok && !list && !p.apart(a)
	case *tree.List:
		if _, ok := a.(*tree.Paragraph); ok && b.Ordered && b.Start != 1 {
			return false
		}
		l, ok := a.(*tree.List)
		return !ok || l.Ordered != b.Ordered
	case *tree.Quote:
		return !p.apart(a)
	case *tree.Admonition:
		return (isParagraph(a) || quoteLike(a)) && !p.apart(a) && !p.apart(b)
	case *tree.CodeBlock, *tree.Heading, *tree.Rule:
		return !p.apart(a)
	}
	return false
}

// runsOn reports whether b would be read as more of a, a quote or a note in the form of one, right below it: a comment keeps
// the two apart without a blank line.
func (p *printer) runsOn(a, b tree.Block) bool {
	return quoteLike(a) && (quoteLike(b) || isParagraph(b))
}

// quoteLike reports whether a block is one that can have the form of a quote.
func quoteLike(b tree.Block) bool {
	switch b.(type) {
	case *tree.Quote, *tree.Admonition:
		return true
	}
	return false
}

// apart reports whether a block has blank lines in it or around it, so that no tight list can hold it.
func (p *printer) apart(b tree.Block) bool {
	switch b := b.(type) {
	case *tree.Paragraph, *tree.Rule, *tree.Heading:
		return false
	case *tree.CodeBlock:
		return b.Title != "" && p.f.code == ""
	case *tree.Admonition:
		return p.f.admonition != "" || b.Attr != nil
	case *tree.RawBlock:
		return strings.Contains(b.HTML, "\n\n")
	case *tree.Quote, *tree.List, *tree.MathBlock:
		return attributes(tree.AttrOf(b)) != ""
	case *tree.Table:
		return !(p.f.tables && p.plainTable(b)) || b.Attr != nil
	}
	return true
}

// tight reports whether a list can be written without blank lines.
func (p *printer) tight(b *tree.List) bool {
	if !b.Tight {
		return false
	}
	for _, it := range b.Items {
		for i, c := range it.Blocks {
			if i > 0 && !p.touches(it.Blocks[i-1], c) || p.apart(c) {
				return false
			}
		}
	}
	return true
}

func (p *printer) block(b tree.Block) {
	switch b := b.(type) {
	case *tree.Paragraph:
		p.paragraph(b)
	case *tree.Heading:
		p.heading(b)
	case *tree.CodeBlock:
		if p.f.code == "mkdocs" || p.f.code == "myst" {
			p.code(b)
			return
		}
		p.held(b.Attr, func() { p.code(b) })
	case *tree.Quote:
		switch attrs := attributes(b.Attr); {
		case attrs == "":
			p.quote(b)
		case p.anchored(b.Attr):
			p.held(b.Attr, func() { p.quote(b) })
		default:
			p.element("blockquote", attrs, b.Blocks)
		}
	case *tree.Admonition:
		p.admonition(b)
	case *tree.List:
		p.held(listAttr(b.Attr), func() { p.list(b) })
	case *tree.Procedure:
		p.held(b.Attr, func() { p.procedure(b) })
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
		p.held(b.Attr, func() { p.math(b) })
	case *tree.Rule:
		p.rule()
	case *tree.Div:
		if a := p.noteDiv(b); a != nil {
			p.admonition(a)
			return
		}
		if attrs := attributes(b.Attr); attrs != "" {
			p.element("div", attrs, b.Blocks)
			return
		}
		after := p.after
		p.blocks(b.Blocks, false)
		if len(b.Blocks) == 0 {
			p.after = after
		}
	case *tree.Element:
		p.element(b.Name, attributes(b.Attr), b.Blocks)
	case *tree.RawBlock:
		p.text(strings.TrimRight(b.HTML, "\n"))
	default:
		panic("markdown: no case for a block")
	}
}

func (p *printer) quote(b *tree.Quote) {
	if kind, rest := p.noteOf(b.Blocks, true); kind != "" {
		p.admonition(&tree.Admonition{Kind: kind, Blocks: rest})
		return
	}
	p.within("> ", "> ", func() {
		if p.blocks(b.Blocks, false); p.lead != "" {
			p.line("")
		}
	})
}

// paragraph prints a paragraph. One whose first line is a tag and nothing else would be a block of HTML: it is one, with its
// element.
func (p *printer) paragraph(b *tree.Paragraph) {
	if kind, rest := p.noteOf([]tree.Block{b}, false); kind != "" && !b.Tight && len(rest) > 0 {
		p.admonition(&tree.Admonition{Kind: kind, Blocks: rest})
		return
	}
	at := p.place()
	if len(b.Inlines) == 1 {
		_, at.alone = b.Inlines[0].(*tree.Image)
		at.alone = at.alone && p.f.figures
	}
	s := p.inlines(b.Inlines, at)
	if at.alone && strings.HasPrefix(s, "<picture") { // no block of HTML
		s = "<p>" + s + "</p>"
	}
	if first, _, more := strings.Cut(s, "\n"); (more || p.cells > 0) && !p.f.mdx && loneTag(strings.TrimRight(first, " \t")) {
		if h, ok := p.htmlInlines(b.Inlines); ok {
			s = "<p>" + h + "</p>"
		}
	}
	p.text(s)
}

// loneTag reports whether a line is one tag.
func loneTag(s string) bool {
	return len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>' && (s[1] == '/' || isLetter(s[1])) && strings.IndexByte(s[1:], '<') < 0
}

// listAttr is the attributes of a list without classes that stand alone: an element around a list of contents would hide it.
func listAttr(a *tree.Attr) *tree.Attr {
	if a != nil && len(a.IDs()) == 0 && len(a.Keys) == 0 {
		return nil
	}
	return a
}

// held prints a block in an element that has its attributes, where it has any: no dialect has a place for them.
func (p *printer) held(a *tree.Attr, print func()) {
	attrs := attributes(a)
	if attrs == "" {
		print()
		return
	}
	if p.anchored(a) { // a line of anchors is the next block's
		line := ""
		for _, id := range a.IDs() {
			line += anchor(id)
		}
		p.line(line)
		p.blank()
		print()
		return
	}
	p.line("<div" + attrs + ">")
	p.blank()
	p.after = nil
	print()
	p.blank()
	p.line("</div>")
}

// anchored reports whether attributes are ids alone, which a line above the block gives it.
func (p *printer) anchored(a *tree.Attr) bool {
	_, heading := p.after.(*tree.Heading)
	return !heading && len(a.Classes) == 0 && len(a.Keys) == 0
}

// element prints blocks in an HTML element.
func (p *printer) element(name, attrs string, bs []tree.Block) {
	p.line("<" + name + attrs + ">")
	p.inside(bs)
	p.line("</" + name + ">")
}

// inside prints the blocks of an element whose tags stand on lines of their own.
func (p *printer) inside(bs []tree.Block) {
	if len(bs) == 0 {
		return
	}
	p.blank()
	p.blocks(bs, false)
	p.blank()
}

func (p *printer) heading(h *tree.Heading) {
	var marks strings.Builder
	auto := p.auto[h]
	explicit := h.Attr.ID != "" && h.Attr.ID != auto && !(auto == "" && h.Attr.ID == h.Slug)
	braces := p.f.ids != "" && (bracedID(h.Attr.ID) || !explicit)
	if explicit && !braces {
		marks.WriteString(anchor(h.Attr.ID))
	}
	for _, id := range h.Attr.Aliases {
		if id != auto && id != h.Slug && id != p.hub[h] {
			marks.WriteString(anchor(id))
		}
	}
	if marks.Len() > 0 && !explicit && h.Attr.ID != "" && p.f.ids == "" { // the first anchor is the id
		own := anchor(h.Attr.ID) + marks.String()
		marks.Reset()
		marks.WriteString(own)
	}
	if p.f.mdx && marks.Len() > 0 { // tags in a heading make an id there
		p.line(marks.String())
		p.blank()
		marks.Reset()
		explicit = true
	}
	if marks.Len() > 0 && h.Attr.ID != "" {
		explicit = true // an anchor before it would be the id
	}
	explicit = explicit && braces
	tail := ""
	if explicit || len(h.Attr.Classes)+len(h.Attr.Keys) > 0 && p.f.ids != "" {
		tail = p.braces(h.Attr, explicit)
	}
	lines := h.Level <= 2 && tail == "" && marks.Len() == 0 && hasSoftBreak(h.Inlines)
	s := marks.String() + p.inlines(h.Inlines, place{line: !lines, item: true})
	if p.f.mdx && tail == "" && braces && h.Attr.ID != "" && strings.Contains(s, "</") { // its tags would be part of the id
		tail = p.braces(h.Attr, true)
	}
	if lines && strings.Contains(s, "\n") {
		p.text(s)
		p.line([]string{"===", "---"}[h.Level-1])
		return
	}
	s = strings.TrimRight(strings.ReplaceAll(s, "\n", " "), " ")
	if t := strings.TrimRight(s, "#"); t != s && (t == "" || t[len(t)-1] == ' ') {
		s = s[:len(s)-1] + `\#`
	}
	if tail != "" {
		s = strings.TrimRight(s+" "+tail, " ")
	}
	p.line(strings.TrimRight(strings.Repeat("#", int(h.Level))+" "+s, " "))
}

func hasSoftBreak(ns []tree.Inline) bool {
	for _, n := range ns {
		if b, ok := n.(*tree.Break); ok && !b.Hard || hasSoftBreak(tree.Inlines(n)) {
			return true
		}
	}
	return false
}

// bracedID reports whether an id can stand between braces.
func bracedID(id string) bool {
	return !strings.ContainsFunc(id, func(r rune) bool {
		return r < 0x80 && !(isLetter(byte(r)) || r >= '0' && r <= '9' || r == '-' || r == '_' || r == ':' || r == '.')
	})
}

// braces is a heading's attributes between braces.
func (p *printer) braces(a *tree.Attr, id bool) string {
	var parts []string
	if id {
		parts = append(parts, "#"+a.ID)
	}
	for _, c := range a.Classes {
		parts = append(parts, "."+c)
	}
	for _, k := range a.Keys {
		parts = append(parts, k.Name+`="`+quoted(k.Value)+`"`)
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func (p *printer) rule() {
	if p.prefix != "" || len(p.buf) == 0 {
		p.line("***")
		return
	}
	p.line("---")
}

// formulas reports whether dollars mark formulas on the page at hand: in some dialects they do so where the project says it,
// and a page with formulas is from such a project.
func (p *printer) formulas() bool { return p.f.math == "read" || p.f.math == "written" && p.hasMath }

func formula(tex string) string {
	switch {
	case tex == "" || strings.TrimSpace(tex) != tex || strings.Contains(tex, "`") || strings.ContainsAny(tex, "$\n"):
		return "$`" + tex + "`$"
	}
	return "$" + tex + "$"
}

// math prints a displayed formula.
func (p *printer) math(b *tree.MathBlock) {
	tex := strings.TrimRight(b.TeX, "\n")
	n := max(3, freeRun(tex, '`', 3))
	fence := strings.Repeat("`", n)
	p.line(fence + "math")
	for line := range strings.SplitSeq(tex, "\n") {
		p.line(line)
	}
	p.line(fence)
}

func (p *printer) procedure(b *tree.Procedure) {
	if len(b.Title) > 0 {
		p.text(p.inlines([]tree.Inline{&tree.Strong{Inlines: b.Title}}, place{item: true}))
		p.blank()
	}
	if len(b.Intro) > 0 {
		p.blocks(b.Intro, false)
		p.blank()
	}
	p.after = nil
	p.block(b.Steps)
}

func (p *printer) figure(b *tree.Figure) {
	p.line("<figure" + attributes(b.Attr) + ">")
	p.inside(b.Blocks)
	if len(b.Caption) > 0 {
		p.part("figcaption", "", b.Caption)
	}
	p.line("</figure>")
}

func (p *printer) details(b *tree.Details) {
	p.line("<details" + attributes(b.Attr) + openly(b) + ">")
	if len(b.Summary) > 0 {
		p.labelled("summary", "", b.Summary)
	}
	p.inside(b.Blocks)
	p.line("</details>")
}

// openly is the attribute of details that are shown from the start.
func openly(b *tree.Details) string {
	if b.Open {
		return " open"
	}
	return ""
}
