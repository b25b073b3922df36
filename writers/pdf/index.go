package pdf

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// An indexMark is a place that a line of the index leads to.
type indexMark struct {
	path []string
	dest string
}

// indexed notes the lines of the index that attributes ask for, and returns the id that leads to the place; "" for none.
func (m *measurer) indexed(a *tree.Attr, words string) (id string) {
	if m.job.lone {
		return ""
	}
	for _, path := range a.IndexEntries(words) {
		if id == "" {
			m.doc.made++
			id = "index:" + itoa(m.doc.made)
		}
		m.doc.index = append(m.doc.index, indexMark{path, m.destName(id)})
	}
	return id
}

// indexBlock lets the index lead to the next slab.
func (m *measurer) indexBlock(a *tree.Attr, words string) {
	if id := m.indexed(a, words); id != "" {
		m.dests = append(m.dests, id)
	}
}

// An indexLine is a term of the index with the places that it is at, and the lines below it.
type indexLine struct {
	term, key string
	marks     []indexMark
	lines     []*indexLine
}

// sort puts the lines in the order of the alphabet.
func (l *indexLine) sort() {
	slices.SortStableFunc(l.lines, func(a, b *indexLine) int {
		if n := strings.Compare(a.key, b.key); n != 0 {
			return n
		}
		return strings.Compare(a.term, b.term)
	})
	for _, k := range l.lines {
		k.sort()
	}
}

// sortKey is a term as it is compared: its letters without accents and in lower case.
func sortKey(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), r == ' ':
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(s))
}

// indexTree is all of the index, sorted; nil: the book has none.
func (j *job) indexTree() *indexLine {
	root := &indexLine{}
	at := map[*indexLine]map[string]*indexLine{}
	under := func(l *indexLine, term string) *indexLine { // many terms: no walk over the lines
		if at[l] == nil {
			at[l] = map[string]*indexLine{}
		}
		k := at[l][term]
		if k == nil {
			k = &indexLine{term: term, key: sortKey(term)}
			l.lines = append(l.lines, k)
			at[l][term] = k
		}
		return k
	}
	for _, d := range j.body {
		for _, x := range d.index {
			l := root
			for _, s := range x.path {
				l = under(l, s)
			}
			l.marks = append(l.marks, x)
		}
	}
	if len(root.lines) == 0 {
		return nil
	}
	root.sort()
	return root
}

// back makes what stands behind the body: the index, in two columns.
func (s *stream) back() {
	j := s.job
	root := j.indexTree()
	if root == nil {
		return
	}
	geo := j.geo
	if geo.columns = 2; geo.measure() < 150 {
		geo.columns = 1
	}
	t := j.tools()
	m := j.measurer(t, nil, -3)
	m.doc.chapter, m.doc.opens, m.doc.begins = m.words.Index, true, true
	m.width = geo.measure()
	m.full = m.width
	set := func() {
		m.headingText(title{inlines: []tree.Inline{&tree.Text{S: m.words.Index}}, level: 1, dest: "index", chapter: true})
		m.gap = min(m.gap, 18)
	}
	old, full := m.state(), m.full
	m.width = geo.whole()
	m.full = m.width
	set()
	m.restore(old)
	if m.full = full; geo.columns > 1 {
		for i := range m.flow.slabs {
			m.flow.slabs[i].flags |= across
		}
	}
	m.indexLines(root, 0)
	m.settle()
	if !s.dry {
		j.makeElems(m.doc, j.out.NewElem(nil, "Index"), &s.level)
	}
	p := &paginator{geo: geo, style: j.th, made: len(j.sheets)}
	p.feed(m.doc)
	p.finish()
	j.body = append(j.body, m.doc)
	e := j.newEmitter(t)
	for _, sh := range p.sheets {
		sh.number = len(j.sheets) + 1
		j.locate(sh, len(j.sheets))
		j.sheets = append(j.sheets, sh)
		e.p, e.sheet = j.newPage(sh), sh
		s.pages = append(s.pages, e.p)
		e.draw()
	}
}

// indexLines sets lines of the index, with their first letters over them.
func (m *measurer) indexLines(l *indexLine, depth int) {
	letter := rune(-1)
	for _, k := range l.lines {
		if depth == 0 {
			first := '#'
			for _, r := range k.key {
				if unicode.IsLetter(r) {
					first = unicode.ToUpper(r)
				}
				break
			}
			if first != letter {
				letter = first
				h := m.look
				h.bold, h.color = true, m.th.accent
				m.gap = 0
				m.space(12)
				node := m.newElem(m.node, elem{typ: "P"})
				m.paragraph([]typeset.Inline{{Style: m.st.of(h), Text: string(letter), Ref: node}}, h, node, setting{keep: true})
			}
		}
		m.indexLine(k)
		if n := len(m.flow.slabs); n > 0 && len(k.lines) > 0 {
			m.flow.slabs[n-1].flags |= keepNext
		}
		old := m.state()
		m.indent(12)
		m.indexLines(k, depth+1)
		m.restore(old)
	}
}

// indexLine sets a term and the numbers of its pages, each of which leads there.
func (m *measurer) indexLine(k *indexLine) {
	l := m.look
	l.size, l.lead = m.th.table.size, m.th.table.lead
	node := m.newElem(m.node, elem{typ: "P"})
	par := []typeset.Inline{{Style: m.st.of(l), Text: k.term, Ref: node}}
	add := func(s string, ref int32, st look) {
		par = append(par, typeset.Inline{Style: m.st.of(st), Text: s, Ref: ref})
	}
	sheets := m.sheetsOf(k)
	for i := 0; i < len(sheets); {
		end := i
		for end+1 < len(sheets) && sheets[end+1].sheet == sheets[end].sheet+1 {
			end++
		}
		if end == i+1 { // two pages are named by themselves
			end = i
		}
		add(", ", node, l)
		text := itoa(sheets[i].sheet + 1)
		if end > i {
			text += "–" + itoa(sheets[end].sheet+1)
		}
		to := linkTo{node: m.newElem(m.newElem(node, elem{typ: "Reference"}), elem{typ: "Link"}), dest: sheets[i].dest, contents: k.term + ", " + strings.ToLower(m.words.Page) + " " + text}
		linked := l
		linked.color = m.th.link
		add(text, m.newRef(refer{node: to.node, link: m.newLink(to)}), linked)
		i = end + 1
	}
	old := m.state()
	m.indent(10) // lines that go on
	shift := m.x - old.x
	o := typeset.Options{Width: m.width, Lang: m.lang, Greedy: true, Align: m.start(typeset.Start)}
	if !m.rtl {
		o.Alike = 1
		o.Widths = func(line int) (float64, float64) {
			if line == 0 {
				return -shift, m.width + shift
			}
			return 0, m.width
		}
	}
	m.lines(m.sh.Layout(par, o), l, node, setting{})
	m.restore(old)
}

type indexPlace struct {
	sheet int
	dest  string
}

// sheetsOf are the sheets of a term, each once; a line that only refers to another has none.
func (m *measurer) sheetsOf(k *indexLine) []indexPlace {
	if strings.HasPrefix(k.term, "→") {
		return nil
	}
	var out []indexPlace
	for _, x := range k.marks {
		if at, ok := m.job.dests[x.dest]; ok {
			out = append(out, indexPlace{at.sheet, x.dest})
		}
	}
	slices.SortStableFunc(out, func(a, b indexPlace) int { return a.sheet - b.sheet })
	return slices.CompactFunc(out, func(a, b indexPlace) bool { return a.sheet == b.sheet })
}
