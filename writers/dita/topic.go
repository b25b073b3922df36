package dita

import (
	"sort"
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

	file    *file
	topic   *topic
	steps   bool             // inside steps: words after "choose" name controls
	cells   int              // how many table cells are open
	ids     []string         // ids that wait for the next place that can hold a ph
	mark    string           // the check box of an item, for its first text
	queue   []queued         // footnotes that wait for the next place that can hold an fn
	placed  []*tree.Footnote // footnotes that are written or queued
	fn      bool             // in a footnote
	related []*tree.Link     // links of titles, which cannot hold any
}

// queued is a footnote that could not stand where its reference is.
type queued struct {
	note   *tree.Footnote
	called bool // a reference was written, so the note itself shows no mark
	loose  bool // only footnotes refer to it that nothing in the text refers to
}

// shells are the document types by the topics in a file: one type only, or a mixture.
var shells = map[kind][2]string{
	concept:   {"Concept", "concept.dtd"},
	task:      {"Task", "task.dtd"},
	reference: {"Reference", "reference.dtd"},
	mixed:     {"Composite", "ditabase.dtd"},
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
	shell := shells[onlyKind(t)]
	p.doctype(string(t.kind), p.w.publicID(shell[0]), shell[1])
	p.printTopic(t)
	p.buf = append(p.buf, '\n')
}

// onlyKind is the type of all topics of a file, or mixed.
func onlyKind(t *topic) kind {
	for _, s := range t.subs {
		if s.file == t.file && onlyKind(s) != t.kind {
			return mixed
		}
	}
	return t.kind
}

func (p *pageWriter) printTopic(t *topic) {
	p.topic = t
	lang := ""
	if t == p.file.root {
		lang = p.guide.book.Lang(p.plan.page)
	}
	p.open(string(t.kind), "id", t.id, "xml:lang", lang, "outputclass", t.class)
	p.title(t)
	body := t.body
	if t == p.file.root {
		if t == p.plan.root {
			p.navtitle()
		}
		if desc, rest := p.shortdesc(body); desc != nil {
			p.line()
			id, inlines := p.lead(desc)
			p.start("shortdesc", "id", id)
			p.inlines(inlines, inShortdesc)
			p.end("shortdesc")
			body = rest
		}
		if t == p.plan.root {
			p.prolog()
		}
	}
	p.body(t, body)
	p.relatedLinks()
	for _, s := range t.subs {
		if s.file == t.file {
			p.printTopic(s)
		}
	}
	p.close(string(t.kind))
}

// title prints the topic's title; further ids of the heading stand in it.
func (p *pageWriter) title(t *topic) {
	p.line()
	p.start("title")
	if a := t.attr(); a != nil {
		for _, id := range a.Aliases {
			p.ids = append(p.ids, p.elemID(id))
		}
	}
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

// shortdesc returns what can be the topic's short description, and the body without it: the first block, if it
// is plain words and does not lead over to what follows, or its first sentences, if a later one has what a
// shortdesc cannot hold.
func (p *pageWriter) shortdesc(body []tree.Block) (desc []tree.Inline, rest []tree.Block) {
	if len(body) == 0 {
		return nil, nil
	}
	first, ok := body[0].(*tree.Paragraph)
	if !ok || hasHardBreak(first.Inlines) {
		return nil, nil
	}
	if p.plain(first.Inlines) {
		desc, rest = first.Inlines, body[1:]
	} else {
		var more []tree.Inline
		desc, more = p.plainSentences(first.Inlines)
		rest = append([]tree.Block{&tree.Paragraph{Pos: first.Pos, Inlines: more}}, body[1:]...)
	}
	if !hasWords(desc) || strings.HasSuffix(tree.PlainText(desc), ":") {
		return nil, nil
	}
	return desc, rest
}

// plainSentences returns the sentences before the first one that is not plain, and the others.
func (p *pageWriter) plainSentences(inlines []tree.Inline) (plain, rest []tree.Inline) {
	for {
		first, others := splitSentence(inlines)
		if others == nil || !p.plain(first) {
			return plain, inlines
		}
		if plain != nil {
			plain = append(plain, &tree.Text{S: " "})
		}
		plain, inlines = append(plain, first...), others
	}
}

// plain reports whether inlines fit into a shortdesc. Only DITA 1.3 takes links there.
func (p *pageWriter) plain(inlines []tree.Inline) bool {
	for _, n := range inlines {
		switch n := n.(type) {
		case *tree.Text, *tree.Code, *tree.Math, *tree.Anchor:
		case *tree.Break:
			if n.Hard {
				return false
			}
		case *tree.Link:
			if p.w.Version != "1.3" {
				return false
			}
		case *tree.Image, *tree.NoteRef:
			return false
		default:
			if !p.plain(tree.Inlines(n)) {
				return false
			}
		}
	}
	return true
}

// body prints the topic's own text.
func (p *pageWriter) body(t *topic, blocks []tree.Block) {
	if t.kind != task {
		if len(blocks) == 0 && len(p.ids) == 0 && len(p.queue) == 0 && !p.unreferred(t) {
			return
		}
		name := "conbody"
		if t.kind == reference {
			name = "refbody"
		}
		p.filled(name, func() { p.bodyBlocks(t.kind, blocks) })
		return
	}
	p.open("taskbody")
	p.filled("context", func() { p.blocks(blocks, inBlock) })
	p.stepList(t)
	p.filled(tailName(t.tail), func() {
		p.blocks(t.tail, inBlock)
		p.leftOver(t)
	})
	p.close("taskbody")
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
func (p *pageWriter) bodyBlocks(k kind, blocks []tree.Block) {
	sections, open := k == reference, false
	closeSection := func() {
		if open {
			p.close("section")
			open = false
		}
	}
	for _, b := range blocks {
		if g, ok := b.(*tree.TabGroup); ok {
			closeSection()
			p.tabSections(k, g)
			sections = true
			continue
		}
		if sections && !open {
			p.open("section")
			open = true
		}
		p.block(b, inBlock)
	}
	if sections && !open && (len(p.ids) > 0 || len(p.queue) > 0 || p.unreferred(p.topic)) {
		p.open("section")
		open = true
	}
	p.leftOver(p.topic)
	closeSection()
}

func (p *pageWriter) tabSections(k kind, g *tree.TabGroup) {
	name := "conbodydiv"
	if k == reference {
		name = "refbodydiv"
	}
	p.open(name, "id", p.attrID(g.Attr), "outputclass", "tabs")
	for _, t := range g.Tabs {
		p.open("section", "id", p.attrID(t.Attr), "outputclass", "tab")
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

// relatedLinks prints the links that stood in the topic's title.
func (p *pageWriter) relatedLinks() {
	if len(p.related) == 0 {
		return
	}
	var links []*tree.Link
	for _, l := range p.related {
		if _, ok := p.target(&l.To); ok {
			links = append(links, l)
		}
	}
	p.related = p.related[:0]
	if len(links) == 0 {
		return
	}
	p.open("related-links")
	for _, l := range links {
		h, _ := p.target(&l.To)
		p.open("link", "href", h.href, "scope", h.scope, "format", h.format)
		p.element("linktext", tree.PlainText(l.Inlines))
		p.close("link")
	}
	p.close("related-links")
}

// prolog prints the page's metadata.
func (p *pageWriter) prolog() {
	p.filled("prolog", func() { p.metadata(p.plan.page.Meta, true) })
}

// ownElement are the names of metadata that have an element of their own, or another place.
var ownElement = map[string]bool{"title": true, "lang": true, "author": true, "authors": true, "date": true,
	"keywords": true, "tags": true, "topic-type": true}

// metadata prints what the authors say of a page or, in bookmeta, of a guide, in the order that prolog,
// topicmeta and bookmeta share.
func (p *printer) metadata(m tree.Meta, wrap bool) {
	for _, name := range []string{"author", "authors"} {
		for _, a := range m.Strings(name) {
			p.element("author", a)
		}
	}
	if d := m.String("date"); d != "" {
		p.open("critdates")
		p.empty("created", "date", d)
		p.close("critdates")
	}
	keywords := append(m.Strings("keywords"), m.Strings("tags")...)
	var other []string
	for name := range m {
		if !ownElement[name] && m.String(name) != "" {
			other = append(other, name)
		}
	}
	sort.Strings(other)
	if len(keywords) == 0 && len(other) == 0 {
		return
	}
	if wrap {
		p.open("metadata")
	}
	if len(keywords) > 0 {
		p.open("keywords")
		for _, k := range keywords {
			p.element("keyword", k)
		}
		p.close("keywords")
	}
	for _, name := range other {
		p.empty("othermeta", "name", name, "content", m.String(name))
	}
	if wrap {
		p.close("metadata")
	}
}
