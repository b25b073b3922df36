package dita

import (
	"slices"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/words"
)

// A pageWriter prints the topics of one page.
type pageWriter struct {
	printer
	w      *Writer
	guide  *guide
	plan   *plan
	report func(tree.Diag)
	words  *words.Words
	speech *speech

	file     *file
	topic    *topic
	steps    bool             // inside steps: words after "choose" name controls
	cells    int              // how many table cells are open
	ids      []string         // ids that wait for the next place that can hold a ph
	mark     string           // the check box of an item, for its first text
	queue    []queued         // footnotes that wait for the next place that can hold an fn
	placed   []*tree.Footnote // footnotes that are written or queued
	fn       bool             // in a footnote
	related  []*tree.Link     // links of titles, which cannot hold any
	drawings []part           // of formulas
	sheet    *sheet           // what is said of the topics; nil when nobody asks
}

// queued is a footnote that could not stand where its reference is.
type queued struct {
	note   *tree.Footnote
	called bool // a reference was written, so the note itself shows no mark
	loose  bool // only footnotes refer to it that nothing in the text refers to
}

// shells are the document types by the topics in a file.
var shells = map[kind][2]string{
	concept:   {"Concept", "concept.dtd"},
	task:      {"Task", "task.dtd"},
	reference: {"Reference", "reference.dtd"},

	glossgroup: {"Glossary Group", "glossgroup.dtd"},
}

func (w *Writer) publicID(name string) string {
	if w.Version != "" {
		name = w.Version + " " + name
	}
	return "-//OASIS//DTD DITA " + name + "//EN"
}

func (p *printer) doctype(root, public, system string) {
	p.buf = append(p.buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE "...)
	p.buf = append(p.buf, root...)
	p.buf = append(p.buf, ` PUBLIC "`...)
	p.buf = append(p.buf, public...)
	p.buf = append(p.buf, `" "`...)
	p.buf = append(p.buf, system...)
	p.buf = append(p.buf, `">`...)
}

// document prints the present file.
func (p *pageWriter) document() {
	t := p.file.root
	if p.file.mixed { // topics of several types have a root of their own (DITA 1.3, 3.2.1.2 dita)
		p.doctype("dita", p.w.publicID("Composite"), "ditabase.dtd")
		p.open("dita")
		p.printTopic(t)
		p.close("dita")
	} else {
		shell := shells[t.kind]
		p.doctype(string(t.kind), p.w.publicID(shell[0]), shell[1])
		p.printTopic(t)
	}
	p.buf = append(p.buf, '\n')
}

func (p *pageWriter) printTopic(t *topic) {
	p.topic = t
	lang := ""
	if t == p.file.root {
		lang = p.guide.book.Lang(p.plan.page)
	}
	attrs := p.profile(append(t.extra[:len(t.extra):len(t.extra)], profileKeys(t.attr())...))
	if i := slices.Index(attrs, "xml:lang"); i >= 0 {
		lang = ""
	}
	p.sheet.begin(p, t)
	p.open(string(t.kind), append([]string{"id", t.id, "xml:lang", lang, "outputclass", t.outputClass()}, attrs...)...)
	if t.kind == glossentry {
		p.glossEntry(t)
		p.close(string(t.kind))
		return
	}
	p.title(t)
	if t.kind == glossgroup {
		if t == p.plan.root {
			p.prolog()
		}
		p.nestedTopics(t)
		p.close(string(t.kind))
		return
	}
	if t == p.plan.root {
		p.navtitle()
	}
	from := len(p.buf)
	body := p.description(t)
	p.sheet.described(p.buf[from:])
	if t == p.plan.root {
		p.prolog()
	}
	p.body(t, body)
	p.relatedLinks(t)
	p.nestedTopics(t)
	p.close(string(t.kind))
}

// nestedTopics prints the topics below one that stand in its file.
func (p *pageWriter) nestedTopics(t *topic) {
	for _, s := range t.subs {
		if s.file == t.file {
			p.printTopic(s)
		}
	}
}

// typeClasses are classes of headings that say what a topic is, and are no outputclass.
var typeClasses = []string{"concept", "task", "reference", "topic", "section", "example", "unnumbered", "unlisted"}

func (t *topic) outputClass() string {
	class := t.class
	if t.heading != nil && t.heading.Attr != nil {
		for _, c := range t.heading.Attr.Classes {
			if !slices.Contains(typeClasses, c) {
				class = strings.TrimPrefix(class+" "+c, " ")
			}
		}
	}
	return class
}

// title prints the topic's title; further ids of the heading stand in it.
func (p *pageWriter) title(t *topic) {
	p.line()
	p.start("title")
	from := len(p.buf)
	p.inlines(t.title, inTitle)
	for len(p.buf) > from && p.buf[len(p.buf)-1] == ' ' {
		p.buf = p.buf[:len(p.buf)-1]
	}
	p.flushIDs()
	if strings.TrimSpace(textOf(p.buf[from:])) == "" {
		p.text(p.standIn(t))
	}
	p.end("title")
}

// textOf is a piece of our own XML without its tags.
func textOf(xml []byte) string {
	var b strings.Builder
	in := false
	for _, c := range xml {
		switch {
		case c == '<':
			in = true
		case c == '>':
			in = false
		case !in:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// standIn names a topic whose heading has no words.
func (p *pageWriter) standIn(t *topic) string {
	if t == p.plan.root {
		if s := tree.PlainText(p.plan.page.Title); s != "" {
			return s
		}
	}
	return p.words.Untitled
}

// navtitle prints the front matter's title when the page's heading says something else.
func (p *pageWriter) navtitle() {
	nav := p.plan.page.Meta.String("title")
	if nav == "" || nav == tree.PlainText(p.plan.root.title) {
		return
	}
	p.open("titlealts")
	p.element("navtitle", nav)
	p.close("titlealts")
}

// body prints the topic's own text.
func (p *pageWriter) body(t *topic, blocks []tree.Block) {
	if t.kind != task {
		if len(blocks) == 0 && len(t.sections) == 0 && len(p.ids) == 0 && len(p.queue) == 0 && !p.unreferred(t) {
			return
		}
		name := "conbody"
		if t.kind == reference {
			name = "refbody"
		}
		p.filled(name, func() { p.bodyBlocks(t, blocks) })
		return
	}
	p.open("taskbody")
	if len(t.before) == 0 || t.before[0].elem != "prereq" {
		p.filled("context", func() { p.blocks(blocks, inBlock) })
	}
	for _, s := range t.before {
		p.part(s)
	}
	if t.steps != nil {
		p.stepList(t)
	}
	for i, s := range t.after {
		if i == len(t.after)-1 {
			p.partWith(s, func() { p.leftOver(t) })
			break
		}
		p.part(s)
	}
	if len(t.after) == 0 {
		p.filled("postreq", func() { p.leftOver(t) })
	}
	p.close("taskbody")
}

// part prints a part of a task.
func (p *pageWriter) part(s *section) { p.partWith(s, func() {}) }

func (p *pageWriter) partWith(s *section, more func()) {
	var attrs []string
	if s.heading != nil {
		attrs = p.universal(s.heading.Attr)
	}
	start := len(p.buf)
	filled := p.maybeFilled(s.elem, func() {
		if s.title != nil && !p.w.dropsLabels() {
			if s.elem == "example" {
				p.sectionTitle(s.title)
			} else {
				p.inlineBlock("p", "", []tree.Inline{&tree.Strong{Inlines: s.title}}, inText)
			}
		}
		p.blocks(s.blocks, inBlock)
		more()
	}, attrs...)
	if !filled && len(attrs) == 0 {
		p.buf = p.buf[:start]
	}
}

func (p *pageWriter) sectionTitle(title []tree.Inline) {
	p.line()
	p.start("title")
	p.inlines(title, inTitle)
	p.end("title")
}

// filled prints an element with what inside prints, and nothing when that is nothing.
func (p *printer) filled(name string, inside func()) {
	from := len(p.buf)
	if !p.maybeFilled(name, inside) {
		p.buf = p.buf[:from]
	}
}

// maybeFilled prints an element with what inside prints, an empty element when that is nothing.
func (p *printer) maybeFilled(name string, inside func(), attrs ...string) bool {
	p.open(name, attrs...)
	start := len(p.buf)
	inside()
	if len(p.buf) == start {
		p.depth--
		p.buf = append(p.buf[:start-1], '/', '>')
		return false
	}
	p.close(name)
	return true
}

// bodyBlocks prints the blocks of a conbody or refbody. Tabs are sections there, and since nothing but
// sections may follow a section (DITA 1.3, 3.2.2.1), what comes after them stands in one without a title.
// In a refbody everything stands in sections.
func (p *pageWriter) bodyBlocks(t *topic, blocks []tree.Block) {
	sections, open := t.kind == reference, false
	closeSection := func() {
		if open {
			p.close("section")
			open = false
		}
	}
	run := 0
	flush := func(end int) {
		if run < end {
			if sections && !open {
				p.open("section")
				open = true
			}
			p.blocks(blocks[run:end], inBlock)
		}
	}
	for i, b := range blocks {
		switch b := b.(type) {
		case *tree.TabGroup:
			flush(i)
			closeSection()
			p.tabSections(t.kind, b)
		case *tree.Details:
			if len(b.Summary) == 0 || !holdsTopics(b.Blocks) {
				continue
			}
			flush(i)
			closeSection()
			p.detailSections(b)
		default:
			continue
		}
		run, sections = i+1, true
	}
	flush(len(blocks))
	last := len(t.sections) == 0
	if last && sections && !open && (len(p.ids) > 0 || len(p.queue) > 0 || p.unreferred(p.topic)) {
		p.open("section")
		open = true
	}
	if last {
		p.leftOver(p.topic)
	}
	closeSection()
	for i, s := range t.sections {
		p.open(s.elem, p.universal(s.heading.Attr)...)
		p.sectionTitle(s.title)
		p.blocks(s.blocks, inBlock)
		if i == len(t.sections)-1 {
			p.leftOver(p.topic)
		}
		p.close(s.elem)
	}
}

// detailSections prints details with headings as sections: one for the summary, and one for each heading.
func (p *pageWriter) detailSections(d *tree.Details) {
	p.open("section", p.universal(d.Attr, "outputclass", "details")...)
	p.sectionTitle(d.Summary)
	blocks := (&planner{w: p.w}).lift(nil, d.Blocks, nil)
	from := 0
	for i, b := range blocks {
		h, ok := b.(*tree.Heading)
		if !ok {
			continue
		}
		p.blocks(blocks[from:i], inBlock)
		p.close("section")
		p.open("section", p.universal(h.Attr)...)
		p.sectionTitle(h.Inlines)
		from = i + 1
	}
	p.blocks(blocks[from:], inBlock)
	p.close("section")
}

func (p *pageWriter) tabSections(k kind, g *tree.TabGroup) {
	name := "conbodydiv"
	if k == reference {
		name = "refbodydiv"
	}
	p.open(name, p.universal(g.Attr, "outputclass", "tabs")...)
	for _, t := range g.Tabs {
		p.open("section", p.universal(t.Attr, "outputclass", "tab")...)
		p.line()
		p.start("title")
		p.inlines(t.Title, inTitle)
		p.end("title")
		p.blocks(t.Blocks, inBlock)
		p.close("section")
	}
	p.close(name)
}

// unreferred reports whether t is the page's topic and has to show footnotes that nothing refers to.
func (p *pageWriter) unreferred(t *topic) bool {
	return t == p.plan.root && len(tree.Unreferred(p.plan.page)) > 0
}

// leftOver prints what has found no place yet at the end of a topic's text: ids and footnotes.
func (p *pageWriter) leftOver(t *topic) {
	if p.unreferred(t) {
		for _, n := range tree.Unreferred(p.plan.page) {
			if !p.isPlaced(n) {
				p.placed = append(p.placed, n)
				p.queue = append(p.queue, queued{n, false, true})
			}
		}
	}
	if len(p.ids) == 0 && len(p.queue) == 0 {
		return
	}
	p.line()
	p.start("p")
	p.flushIDs()
	p.flushNotes()
	p.flushIDs()
	p.end("p")
}

// relatedLinks prints the topic's lists of links, and the links that stood in its title.
func (p *pageWriter) relatedLinks(t *topic) {
	var links []*tree.Link
	for _, l := range p.related {
		if _, ok := p.target(&l.To); ok {
			links = append(links, l)
		}
	}
	p.related = p.related[:0]
	lists := make([]*section, 0, len(t.related))
	for _, s := range t.related {
		if !s.moved {
			lists = append(lists, s)
		}
	}
	if len(links) == 0 && len(lists) == 0 {
		return
	}
	p.open("related-links")
	for _, l := range links {
		p.relatedLink(l)
	}
	for _, s := range lists {
		p.linkList(s)
	}
	p.close("related-links")
}

func (p *pageWriter) relatedLink(l *tree.Link) {
	h, _ := p.target(&l.To)
	p.sheet.link(h)
	if key := p.guide.keys.outside(&l.To); key != "" {
		p.open("link", "keyref", key)
	} else if key := p.guide.keys.peer(&l.To); key != "" {
		p.open("link", "keyref", key, "href", h.href, "scope", h.scope, "format", h.format)
	} else {
		p.open("link", "href", h.href, "scope", h.scope, "format", h.format)
	}
	p.element("linktext", tree.PlainText(l.Inlines))
	if l.Title != "" {
		p.element("desc", l.Title)
	}
	p.close("link")
}

// linkList prints a "See also" with its title.
func (p *pageWriter) linkList(s *section) {
	var a *tree.Attr
	if s.heading != nil {
		a = s.heading.Attr
	}
	class := ""
	if _, ok := s.blocks[0].(*tree.Paragraph); ok {
		class = "row"
	}
	p.open("linklist", p.universal(a, "outputclass", class)...)
	if s.title != nil && !p.w.dropsLabels() {
		p.element("title", tree.PlainText(s.title))
	}
	for _, l := range sectionLinks(s) {
		p.relatedLink(l)
	}
	p.close("linklist")
}
