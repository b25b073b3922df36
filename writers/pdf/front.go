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
	if depth := j.contentsDepth(); depth > 0 && !j.lone {
		if d := j.contents(t, depth); d != nil {
			out = append(out, d)
		}
	}
	if !j.lone && len(j.figures)+len(j.tables) > 0 {
		m := j.measurer(t, nil, -2)
		n := m.captionLists(1, func(dest string) (string, bool) {
			at, ok := j.dests[dest]
			if !ok || at.sheet >= len(j.sheets) {
				return "", false
			}
			return j.sheets[at.sheet].label(), true
		})
		if m.settle(); n > 0 {
			out = append(out, m.doc)
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

// metas is a value that may be a list.
func (j *job) metas(name string) []string {
	if j.lone && len(j.pages) > 0 {
		if s := j.pages[0].Meta.Strings(name); s != nil {
			return s
		}
	}
	return j.book.Meta.Strings(name)
}

// topics are the keywords, which may be a list or a text with commas.
func (j *job) topics() []string {
	var out []string
	for _, s := range j.metas("keywords") {
		for _, k := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' }) {
			if k = strings.TrimSpace(k); k != "" {
				out = append(out, k)
			}
		}
	}
	return out
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
	l.size, l.lead, l.bold, l.heading = th.title.size, th.title.lead, true, true
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
	m.eachBlock(blocks[:k]) // an image before the title stands beside what follows
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
	rule := slab{kind: slabRule, flags: keepNext, node: -1, w: m.width, height: 1}
	if b := m.beside; b != nil && b.remains(m.gap) > 0 {
		if rule.w -= b.w; b.left {
			rule.x = b.w
		}
	}
	m.add(rule)
	m.space(m.th.para * 2)
	if depth := j.contentsDepth(); depth > 0 {
		m.clearBeside()
		m.handoutContents(depth)
	}
	if len(j.figures)+len(j.tables) > 0 {
		m.clearBeside()
		m.captionLists(2, func(dest string) (string, bool) {
			at, ok := j.destSheet[dest]
			return itoa(at + 1), ok
		})
	}
	return blocks[k:]
}

// label is the number that a sheet shows: roman before the body.
func (s *sheet) label() string {
	if s.front {
		return roman(s.number)
	}
	return itoa(s.number)
}
