package pdf

import (
	"strings"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// frontDocs makes what stands before the body: a title page, the words of the contents page, the contents.
func (j *job) frontDocs(t *tools) []*pageDoc {
	var out []*pageDoc
	if !j.lone {
		out = append(out, j.titlePage(t))
		if blocks := frontBlocks(j.book); len(blocks) > 0 {
			m := j.measurer(t, j.book.Index, -1)
			m.dests = append(m.dests, "")
			m.blocks(blocks)
			m.settle()
			out = append(out, m.doc)
		}
	}
	depth := j.w.TOC
	if depth == 0 && !j.lone {
		depth = 2
	}
	if depth > 0 {
		if d := j.contents(t, depth); d != nil {
			out = append(out, d)
		}
	}
	return out
}

// meta is a value of the page's own metadata in a handout, else of the book's.
func (j *job) meta(name string) string {
	if j.lone && len(j.pages) > 0 {
		if s := j.pages[0].Meta.String(name); s != "" {
			return s
		}
	}
	return j.book.Meta.String(name)
}

// version is the metadata's, a bare number with a word before it.
func (j *job) version() string {
	v := j.meta("version")
	if v != "" && v[0] >= '0' && v[0] <= '9' {
		return "Version " + v
	}
	return v
}

// title of the file.
func (j *job) title() string {
	if j.lone && len(j.pages) > 0 {
		if s := tree.PlainText(j.pages[0].Title); s != "" {
			return s
		}
	}
	return j.book.Title()
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// plain sets a text as a paragraph of its own.
func (m *measurer) plain(typ, text string, l look, set setting) {
	if text == "" {
		return
	}
	node := m.newElem(m.node, elem{typ: typ})
	m.paragraph([]typeset.Inline{{Style: m.st.of(l), Text: text, Ref: node}}, l, node, set)
}

// titlePage has the title at a third of the page, and at its foot who published what when.
func (j *job) titlePage(t *tools) *pageDoc {
	m := j.measurer(t, nil, -1)
	th := j.th
	if j.book.Index == nil {
		m.dests = append(m.dests, "title")
	}
	l := m.look
	l.size, l.lead, l.bold = th.title.size, th.title.lead, true
	third := j.geo.h/3 - j.geo.top
	if j.logo != nil {
		w, h := j.logo.w, j.logo.h
		if k := min(1, 200/w, 90/h); k < 1 {
			w, h = w*k, h*k
		}
		m.add(slab{kind: slabImage, node: -1, x: 0, w: m.width, height: h, more: &extra{image: &picture{asset: j.logo, w: w, h: h, decorative: true}}})
		third -= h
	}
	m.pad = max(0, third)
	m.plain("Title", j.title(), l, setting{keep: true})
	l = m.look
	l.size, l.lead, l.color = 16, 22, th.muted
	if s := j.meta("subtitle"); s != "" {
		m.space(8)
		m.plain("Subtitle", s, l, setting{keep: true})
	}
	m.pad = 18
	m.gap = 0
	m.add(slab{kind: slabRule, flags: keepNext, node: -1, x: 0, w: 48 * mm, height: 2, more: &extra{accent: true}})
	l.size, l.lead = 11, 16
	m.pad = 18
	m.plain("P", j.meta("author"), l, setting{keep: true})
	m.plain("P", j.version(), l, setting{keep: true})
	m.plain("P", j.meta("date"), l, setting{keep: true})
	foot := firstOf(j.meta("publisher"), j.meta("organization"), j.meta("copyright"))
	if foot != "" {
		m.pad = max(12, j.geo.room()-m.flow.height(0, len(m.flow.slabs))-l.lead-4)
		m.plain("P", foot, l, setting{})
	}
	m.settle()
	return m.doc
}

// titleBlock sets the head of a handout, its first level-1 heading with the metadata below it, and returns the
// blocks that follow.
func (m *measurer) titleBlock(blocks []tree.Block) []tree.Block {
	j := m.job
	if j.logo != nil {
		w, h := j.logo.w, j.logo.h
		if k := min(1, 140/w, 48/h); k < 1 {
			w, h = w*k, h*k
		}
		m.add(slab{kind: slabImage, node: -1, w: m.width, height: h, more: &extra{image: &picture{asset: j.logo, w: w, h: h, decorative: true}}})
		m.space(10)
	}
	k := 0
	for k < len(blocks) {
		h, ok := blocks[k].(*tree.Heading)
		k++
		if ok && m.outline.Level(h) == 1 {
			break
		}
		if k == len(blocks) {
			return blocks
		}
	}
	m.blocks(blocks[:k])
	l := m.look
	l.size, l.lead, l.color = m.th.note.size+0.5, m.th.note.lead+1, m.th.muted
	var parts []string
	for _, s := range []string{j.meta("subtitle"), j.meta("author"), j.version(), j.meta("date")} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	m.gap = 0
	m.space(3)
	m.plain("P", strings.Join(parts, "  ·  "), l, setting{keep: true})
	m.gap = 0
	m.space(6)
	m.add(slab{kind: slabRule, flags: keepNext, node: -1, w: m.width, height: 1})
	m.space(m.th.para * 2)
	return blocks[k:]
}

// contents lists the headings of the body down to a level, with dots and page numbers.
func (j *job) contents(t *tools, depth int) *pageDoc {
	m := j.measurer(t, nil, -2)
	m.quietLinks = true
	m.headingText([]tree.Inline{&tree.Text{S: m.words.Contents}}, 1, "contents", !j.lone)
	if m.gap > 18 {
		m.gap = 18
	}
	toc := m.newElem(-1, elem{typ: "TOC"})
	lines := 0
	parents := j.parents()
	var last *pageDoc
	for _, k := range j.marks {
		if k.sheet < j.firstBody {
			continue
		}
		title := k.title
		if k.doc == last && parents[k.doc.serial] {
			continue // the pages below it are its sections
		}
		if k.doc != last { // the page's own title: the contents may have another
			last = k.doc
			if s := j.contentsTitle(k.doc); s != "" && k.level == k.doc.level+1 {
				title = s
			}
		}
		if k.level > depth || j.lone && k.level == 1 {
			continue
		}
		lines++
		m.contentsLine(toc, k, title)
	}
	if lines == 0 {
		return nil
	}
	m.settle()
	return m.doc
}

// parents says which units have units below them in the contents.
func (j *job) parents() []bool {
	out := make([]bool, len(j.units)+1)
	for i := 1; i < len(j.units); i++ {
		out[i-1] = j.units[i].level > j.units[i-1].level
	}
	return out
}

// contentsTitle is what the contents list calls the page.
func (j *job) contentsTitle(d *pageDoc) string {
	if d.serial < 0 || d.serial >= len(j.units) {
		return ""
	}
	return tree.PlainText(j.units[d.serial].title)
}

const numberWidth = 30 // of the contents' page numbers

func (m *measurer) contentsLine(toc int32, k foundMark, title string) {
	level := k.level
	if m.job.lone {
		level--
	}
	l := m.look
	l.bold = level == 1
	if level > 1 {
		l.lead -= 0.5
		m.space(0)
	} else {
		m.space(8)
	}
	item := m.newElem(toc, elem{typ: "TOCI"})
	node := m.newElem(m.newElem(item, elem{typ: "Reference"}), elem{typ: "Link"})
	link := m.newLink(linkTo{node: node, dest: k.dest, contents: title})
	r := m.newRef(refer{node: node, link: link})
	old := m.state()
	m.indent(14 * float64(max(0, level-1)))
	right := m.x + m.width
	m.narrow(numberWidth)
	lines := m.sh.Layout([]typeset.Inline{{Style: m.st.of(l), Text: title, Ref: r}}, typeset.Options{Width: m.width, Lang: m.lang, Greedy: true, Align: m.start(typeset.Start)})
	from := len(m.flow.slabs)
	m.lines(lines, l, node, setting{})
	for i := from; i < len(m.flow.slabs)-1; i++ {
		m.flow.slabs[i].flags |= keepNext
	}
	if level == 1 && len(m.flow.slabs) > from {
		m.flow.slabs[len(m.flow.slabs)-1].flags |= keepSoft
	}
	number := m.job.sheets[k.sheet].label()
	nl := l
	nl.tabular = true
	ns := m.sh.Layout([]typeset.Inline{{Style: m.st.of(nl), Text: number, Ref: r}}, typeset.Options{Width: 100})
	if len(lines) > 0 && len(ns) > 0 {
		e := m.flow.slabs[len(m.flow.slabs)-1].ex()
		x := right - ns[0].Width
		e.tails = append(e.tails, label{node: node, x: x, line: &ns[0]})
		end := lines[len(lines)-1]
		from := m.x + end.Width + 5
		if !m.rtl {
			from += end.X
		}
		e.leader = [2]float64{from, x - 5}
	}
	m.restore(old)
}

// label is the number that a sheet shows: roman before the body.
func (s *sheet) label() string {
	if s.front {
		return roman(s.number)
	}
	return itoa(s.number)
}
