package pdf

import (
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

func (m *measurer) blocks(blocks []tree.Block) {
	outer := m.beside
	m.eachBlock(blocks)
	if m.beside != outer {
		m.clearBeside()
	}
}

func (m *measurer) eachBlock(blocks []tree.Block) {
	for i, b := range blocks {
		m.block(b)
		p, ok := b.(*tree.Paragraph)
		if !ok || i+1 == len(blocks) || len(m.flow.slabs) == 0 {
			continue
		}
		last := &m.flow.slabs[len(m.flow.slabs)-1]
		if isLabel(p) {
			last.flags |= keepNext
		} else if introduces(p, blocks[i+1]) {
			last.flags |= keepSoft
		}
	}
}

// isLabel reports whether the paragraph is all bold: it stands for a heading.
func isLabel(p *tree.Paragraph) bool {
	bold := false
	for _, n := range p.Inlines {
		switch n := n.(type) {
		case *tree.Strong:
			bold = true
		case *tree.Anchor:
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return false
			}
		default:
			return false
		}
	}
	return bold
}

// introduces reports whether the paragraph is there for the block after it.
func introduces(p *tree.Paragraph, next tree.Block) bool {
	switch next.(type) {
	case *tree.List, *tree.CodeBlock, *tree.Table, *tree.Figure:
	default:
		return false
	}
	if len(p.Inlines) == 0 {
		return false
	}
	t, ok := p.Inlines[len(p.Inlines)-1].(*tree.Text)
	return ok && strings.HasSuffix(strings.TrimSpace(t.S), ":")
}

func (m *measurer) block(b tree.Block) {
	if m.beside != nil {
		switch b.(type) {
		case *tree.Paragraph, *tree.Heading, *tree.Div, *tree.Element:
		case *tree.List, *tree.DefinitionList:
			defer m.besideList()()
		default:
			m.clearBeside()
		}
	}
	if m.job.w.Sheets != nil && m.inNote == 0 {
		m.starts = append(m.starts, b)
	}
	switch b := b.(type) {
	case *tree.Paragraph:
		m.textBlock(b)
	case *tree.Heading:
		m.heading(b)
	case *tree.CodeBlock:
		m.codeBlock(b)
	case *tree.Quote:
		m.quote(b)
	case *tree.Admonition:
		m.admonition(b)
	case *tree.List:
		m.list(b)
	case *tree.Procedure:
		m.procedure(b)
	case *tree.DefinitionList:
		m.definitions(b)
	case *tree.TabGroup:
		m.tabs(b)
	case *tree.Table:
		m.table(b)
	case *tree.Figure:
		m.figure(b)
	case *tree.Details:
		m.details(b)
	case *tree.MathBlock:
		m.math(b)
	case *tree.Rule:
		m.space(m.th.body.lead)
		m.add(slab{kind: slabRule, node: -1, x: m.x, w: m.width, height: 1})
		m.space(m.th.body.lead)
	case *tree.Div:
		m.container(b.Attr, b.Blocks)
	case *tree.Element:
		m.container(b.Attr, b.Blocks)
	case *tree.RawBlock:
		m.blocks(b.Blocks)
	default:
		panic("pdf: a block without a case")
	}
}

// container is a block that is seen by its content only: where it stands, what it keeps together, its language.
func (m *measurer) container(a *tree.Attr, blocks []tree.Block) {
	m.ids(a)
	if a.HasClass("index") && len(blocks) == 0 {
		m.indexBlock(a, "")
	}
	before, after, keep := a.Breaks()
	if (before || after && len(blocks) == 0) && m.cells == 0 {
		m.flags |= breakBefore
	}
	align, lang, node := m.align, m.lang, m.node
	m.aligned(a)
	if l := a.Get("lang"); l != "" && l != m.lang {
		m.lang = l
		m.node = m.newElem(m.node, elem{typ: "Div", more: &elemMore{lang: l}})
	}
	from := len(m.flow.slabs)
	if a.HasClass("landscape") && m.boxes == 0 && m.cells == 0 && m.depth == 0 {
		m.turned(func() { m.blocks(blocks) })
	} else {
		m.blocks(blocks)
	}
	m.align, m.lang, m.node = align, lang, node
	if keep {
		for i := from; i < len(m.flow.slabs)-1; i++ {
			m.flow.slabs[i].flags |= keepNext
		}
	}
	if after && len(blocks) > 0 && m.cells == 0 {
		m.flags |= breakBefore
	}
}

// textBlock is a paragraph; one that is an image and nothing else stands as a picture.
func (m *measurer) textBlock(p *tree.Paragraph) {
	inlines := m.setBeside(p.Inlines)
	gap := m.th.para
	if p.Tight {
		gap = m.th.item
	}
	if img, link := onlyImage(inlines); img != nil {
		m.clearBeside()
		m.space(m.th.para)
		m.anchorsOf(inlines)
		m.imageBlock(img, link, m.node, nil)
		m.space(m.th.para)
		return
	}
	if !visible(inlines) {
		m.anchorsOf(inlines)
		return
	}
	m.space(gap)
	node := m.newElem(m.node, elem{typ: "P"})
	m.paragraph(m.inlines(inlines, m.look, node), m.look, node, setting{justify: m.justified(), align: m.align})
	m.space(gap)
}

// visible reports whether inlines show anything.
func visible(list []tree.Inline) bool {
	for _, n := range list {
		switch n := n.(type) {
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return true
			}
		case *tree.Code, *tree.Math, *tree.Image, *tree.NoteRef:
			return true
		default:
			if visible(tree.Inlines(n)) {
				return true
			}
		}
	}
	return false
}

// heading sets a heading. Its level is the outline's, deeper by the page's depth in the contents.
func (m *measurer) heading(h *tree.Heading) {
	m.ids(h.Attr)
	level := m.outline.Level(h)
	number := m.numbers[h]
	if m.job.numbers != nil {
		number = m.job.numbers.Heading(h)
	}
	old := m.align
	m.aligned(h.Attr)
	t := title{inlines: h.Inlines, number: number, level: level + m.doc.level, dest: m.destName(h.Attr.ID), chapter: m.doc.opens && level == 1}
	if t.chapter && len(m.flow.slabs) == 0 {
		m.across(func() { m.headingText(t) })
	} else {
		m.headingText(t)
	}
	m.align = old
}

// A title is what a heading shows: a chapter's opens a page.
type title struct {
	inlines []tree.Inline
	number  string
	level   int
	dest    string
	chapter bool
	part    bool
}

// headingText sets the words of a heading.
func (m *measurer) headingText(t title) {
	inlines, level := t.inlines, t.level
	l := m.look
	l.bold, l.heading = true, true
	var above, below float64
	switch {
	case t.part:
		l.size, l.lead = 0.85*m.th.title.size, 0.85*m.th.title.lead
	case t.chapter:
		l.size, l.lead = m.th.chapter.size, m.th.chapter.lead
		below = m.th.chapterSpace
	case m.cells > 0:
		above, below = 4, 2
	case level <= 1:
		l.size, l.lead = m.th.handoutTitle.size, m.th.handoutTitle.lead
		above, below = l.lead, m.th.para*1.5
	default:
		h := m.th.headings[min(level, 6)-2]
		l.size, l.lead, l.italic = h.size, h.lead, h.italic
		above, below = h.above, h.below
	}
	if m.depth > 0 || m.boxes > 0 { // inside a list item or a note headings are quieter
		l.size, l.lead = min(l.size, m.th.headings[2].size), min(l.lead, m.th.headings[2].lead)
		above, below = min(above, 10), min(below, 4)
	}
	m.space(above)
	words := tree.PlainText(inlines)
	node := m.newElem(m.node, elem{typ: "H", level: int8(min(level, 100))})
	if t.number != "" {
		inlines = append([]tree.Inline{&tree.Text{S: t.number + "\u2002"}}, inlines...)
	}
	par := m.inlines(inlines, l, node)
	if strings.TrimSpace(words) == "" && !hasImage(inlines) {
		words = m.words.Heading
		muted := l
		muted.color = m.th.muted
		par = append(par, typeset.Inline{Style: m.st.of(muted), Text: words, Ref: node})
	}
	m.marks = append(m.marks, mark{level: level, title: numbered(t.number, words), number: t.number, dest: t.dest})
	m.paragraph(par, l, node, setting{keep: true, align: m.align})
	m.space(below)
}

// quote is set in from a bar.
func (m *measurer) quote(q *tree.Quote) {
	m.ids(q.Attr)
	m.space(m.th.para)
	old := m.state()
	m.node = m.newElem(m.node, elem{typ: "BlockQuote"})
	i := m.openBox(boxQuote, m.x, m.width, 1, m.th.rule)
	m.indent(14)
	m.blocks(q.Blocks)
	m.closeBox(i, 1)
	m.restore(old)
	m.space(m.th.para)
}

// admonition is a tinted box with a bar, an icon and a word.
func (m *measurer) admonition(a *tree.Admonition) {
	m.ids(a.Attr)
	m.space(m.th.para * 1.5)
	old := m.state()
	c := m.th.kind(a.Kind)
	if m.job.std.Modern() && m.quoted() { // no Aside stands in a quotation or another Aside (ISO 32005, table 5)
		m.node = m.newElem(m.node, elem{typ: "Sect"})
	}
	m.node = m.newElem(m.node, elem{typ: "Aside"})
	i := m.openBox(boxNote, m.x, m.width, 7, c)
	m.indent(12)
	m.narrow(10)
	title := a.Title
	if title == nil {
		title = []tree.Inline{&tree.Text{S: m.words.Kind(a.Kind)}}
	}
	l := m.look
	l.bold, l.color = true, c
	head := m.state()
	m.indent(l.size * 1.4)
	node := m.newElem(m.node, elem{typ: "P"})
	m.paragraph(m.inlines(title, l, node), l, node, setting{keep: true, icon: a.Kind})
	m.restore(head)
	m.gap, m.open = 2, true
	m.blocks(a.Blocks)
	m.open = false
	m.closeBox(i, 8)
	m.restore(old)
	m.space(m.th.para * 1.5)
}

// quoted reports whether the element at hand is a quotation or an Aside, or a Div in one.
func (m *measurer) quoted() bool {
	for n := m.node; n >= 0; n = m.doc.elems[n].parent {
		switch m.doc.elems[n].typ {
		case "BlockQuote", "Aside":
			return true
		case "Div":
			continue
		}
		return false
	}
	return false
}

// procedure is a bold title, what introduces it, and its steps.
func (m *measurer) procedure(p *tree.Procedure) {
	m.ids(p.Attr)
	if len(p.Title) > 0 {
		m.space(m.th.para * 1.5)
		l := m.look
		l.bold = true
		node := m.newElem(m.node, elem{typ: "P"})
		m.paragraph(m.inlines(p.Title, l, node), l, node, setting{keep: true})
		m.space(m.th.para * 0.6)
	}
	m.blocks(p.Intro)
	m.list(p.Steps)
}

// tabs are labelled blocks, one below the other.
func (m *measurer) tabs(g *tree.TabGroup) {
	m.ids(g.Attr)
	for _, t := range g.Tabs {
		base := m.tabLevels[t] + m.doc.level
		m.space(m.th.para * 1.8)
		old := m.state()
		m.ids(t.Attr)
		i := m.openBox(boxTab, m.x, m.width, 0, m.th.rule)
		m.indent(10)
		l := m.look
		l.bold, l.color = true, m.th.accent
		title := tree.PlainText(t.Title)
		node := m.newElem(m.node, elem{typ: "H", level: int8(min(base, 100))})
		m.marks = append(m.marks, mark{level: base, title: title, dest: m.tabDest(t)})
		m.paragraph(m.inlines(t.Title, l, node), l, node, setting{keep: true})
		m.space(m.th.para * 0.7)
		m.blocks(t.Blocks)
		m.closeBox(i, 2)
		m.restore(old)
	}
	m.space(m.th.para * 1.8)
}

// details are printed open.
func (m *measurer) details(d *tree.Details) {
	m.ids(d.Attr)
	m.space(m.th.para * 1.3)
	old := m.state()
	i := m.openBox(boxDetails, m.x, m.width, 6, m.th.rule)
	m.indent(10)
	m.narrow(10)
	l := m.look
	l.bold = true
	node := m.newElem(m.node, elem{typ: "P"})
	summary := d.Summary
	if !visible(summary) {
		summary = []tree.Inline{&tree.Text{S: "Details"}}
	}
	m.paragraph(m.inlines(summary, l, node), l, node, setting{keep: true})
	m.space(m.th.para * 0.7)
	m.blocks(d.Blocks)
	m.closeBox(i, 7)
	m.restore(old)
	m.space(m.th.para * 1.3)
}

// math shows a formula, or its TeX when it is not drawn.
func (m *measurer) math(b *tree.MathBlock) {
	if b.Drawn != nil {
		m.formulaBlock(b)
		return
	}
	m.ids(b.Attr)
	m.space(m.th.para)
	l := m.look
	l.code, l.size = true, l.size*m.th.inlineCode
	node := m.newElem(m.node, elem{typ: "Formula", more: &elemMore{alt: b.TeX}})
	var par []typeset.Inline
	for i, line := range strings.Split(strings.Trim(b.TeX, "\n"), "\n") {
		if i > 0 {
			par = append(par, typeset.Inline{Style: m.st.of(l), Break: true, Ref: node})
		}
		par = append(par, typeset.Inline{Style: m.st.of(l), Text: line, Ref: node})
	}
	m.paragraph(par, l, node, setting{align: typeset.Center})
	m.space(m.th.para)
}

// noteIndex returns the number of the footnote in the pageDoc, which is measured when it is first seen.
func (m *measurer) noteIndex(n *tree.Footnote) int32 {
	if i, ok := m.notes[n]; ok {
		return i
	}
	i := int32(len(m.doc.notes))
	m.notes[n] = i
	m.doc.notes = append(m.doc.notes, noteFlow{})
	m.doc.notes[i].flow = m.footnote(n, i)
	return i
}

// footnote measures a footnote, number i of the pageDoc, as a flow of the column's width.
func (m *measurer) footnote(n *tree.Footnote, i int32) *flow {
	in := *m
	in.flow, in.inNote, in.beside, in.hung = &flow{}, i+1, nil, nil
	in.x, in.width, in.cells, in.boxes, in.depth, in.bullets = 0, m.full, 0, 0, 0, 0
	in.gap, in.pad, in.open, in.flags, in.dests, in.marks, in.labels, in.starts = 0, 0, true, 0, nil, nil, nil, nil
	in.look = look{size: m.th.note.size, lead: m.th.note.lead, color: m.th.ink, serif: m.th.family == "serif"}
	number := strconv.Itoa(n.Number)
	in.node = in.newElem(m.node, elem{typ: "Note", more: &elemMore{id: "note-" + strconv.Itoa(int(in.doc.serial)) + "-" + number}})
	lbl := in.newElem(in.node, elem{typ: "Lbl"})
	l := in.look
	l.tabular = true
	in.indent(16)
	in.label(number, l, lbl, 14)
	in.dests = []string{"fn:" + number}
	in.blocks(n.Blocks)
	in.flush()
	if len(in.flow.slabs) > 0 {
		in.flow.slabs[0].gap = noteGap
	}
	m.doc, m.notes = in.doc, in.notes
	return in.flow
}

const noteGap = 3 // between footnotes

// flush puts what waits for a next slab into an empty one.
func (m *measurer) flush() {
	if len(m.dests)+len(m.marks)+len(m.labels) == 0 {
		return
	}
	m.gap = 0
	h := 0.0
	if len(m.labels) > 0 {
		h = m.look.lead
	}
	m.add(slab{kind: slabSpace, node: -1, x: m.x, w: m.width, height: h, base: m.st.baseline(m.look)})
}
