package pdf

import (
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/words"
	"platen/writers/pdf/internal/typeset"
)

// A measurer turns one page of the book into slabs. It belongs to one goroutine.
type measurer struct {
	job     *job
	th      *theme
	sh      *typeset.Shaper
	st      *styles
	doc     *pageDoc
	outline *tree.Outline
	words   *words.Words
	lang    string
	rtl     bool // the language runs from right to left

	flow    *flow
	inNote  int32   // 1-based: the footnote that is measured; 0: none
	look    look    // of running text
	node    int32   // structure element that blocks go into
	x       float64 // of the blocks at hand, from the column's left
	width   float64
	full    float64 // width of the column
	depth   int     // of lists
	bullets int     // depth of lists with bullets
	cells   int     // depth of table cells
	boxes   int     // depth of boxes
	align   typeset.Align
	beside  *beside // the image that text stands beside; nil: none
	hung    *beside // the one that the next slab begins with, when its text is set narrow as a whole

	gap    float64 // space above the next slab
	pad    float64
	open   bool // a box or cell was opened and nothing stands in it: no space above what follows
	flags  slabFlags
	dests  []string
	marks  []mark
	labels []label
	starts []tree.Block // blocks that begin with the next slab, when somebody asks for them

	tagCode    bool
	pageRefs   bool
	quietLinks bool
	notes      map[*tree.Footnote]int32
	tabLevels  map[*tree.Tab]int
	numbers    map[*tree.Heading]string // of sections, when they are asked for
	probe      inliner                  // for widths only
}

// sections finds the levels of tab labels and the numbers of headings.
func (m *measurer) sections(s *tree.Section) {
	if s.Tab != nil {
		if m.tabLevels == nil {
			m.tabLevels = map[*tree.Tab]int{}
		}
		m.tabLevels[s.Tab] = s.Level
	}
	if m.job.w.NumberSections && s.Heading != nil && s.Number != "" {
		if m.numbers == nil {
			m.numbers = map[*tree.Heading]string{}
		}
		m.numbers[s.Heading] = s.Number
	}
	for _, k := range s.Sections {
		m.sections(k)
	}
}

// newElem adds a structure element and returns its number.
func (m *measurer) newElem(parent int32, e elem) int32 {
	e.parent = parent
	m.doc.elems = append(m.doc.elems, e)
	return int32(len(m.doc.elems) - 1)
}

// newRef adds a ref and returns it as a piece of text carries it.
func (m *measurer) newRef(r refer) int32 {
	m.doc.refs = append(m.doc.refs, r)
	return -int32(len(m.doc.refs))
}

// newLink adds a link and returns its number, from 1.
func (m *measurer) newLink(l linkTo) int32 {
	m.doc.links = append(m.doc.links, l)
	return int32(len(m.doc.links))
}

// ref returns what a piece's Ref stands for.
func (d *pageDoc) ref(n int32) refer {
	if n >= 0 {
		return refer{node: n}
	}
	return d.refs[-n-1]
}

// space asks for space above the next block; the greatest wins.
func (m *measurer) space(s float64) {
	if !m.open {
		m.gap = max(m.gap, s)
	}
}

// aligned sets what follows as an attribute asks for: align="center".
func (m *measurer) aligned(a *tree.Attr) {
	switch strings.ToLower(a.Get("align")) {
	case "left", "justify":
		m.align = typeset.Start
	case "center", "middle":
		m.align = typeset.Center
	case "right":
		m.align = typeset.Right
	}
}

// ids lets the ids lead to the next slab.
func (m *measurer) ids(a *tree.Attr) { m.dests = append(m.dests, a.IDs()...) }

// add puts a slab into the flow, with all that waits for the next one.
func (m *measurer) add(s slab) *slab {
	s.gap, s.pad = m.gap, s.pad+m.pad
	s.flags |= m.flags
	if m.beside != nil || m.hung != nil {
		m.hang(&s)
	}
	m.gap, m.pad, m.open, m.flags = 0, 0, false, 0
	if len(m.dests)+len(m.marks)+len(m.labels) > 0 {
		e := s.ex()
		e.dests, e.marks, e.labels = append(m.dests, e.dests...), append(m.marks, e.marks...), append(m.labels, e.labels...)
		m.dests, m.marks, m.labels = nil, nil, nil
	}
	if len(m.starts) > 0 {
		s.ex().starts, m.starts = m.starts, nil
	}
	m.flow.slabs = append(m.flow.slabs, s)
	return &m.flow.slabs[len(m.flow.slabs)-1]
}

// openBox begins a box over the slabs to come; x and width of the blocks are set by the caller.
func (m *measurer) openBox(kind boxKind, x, w, padTop float64, c color) int {
	m.flow.boxes = append(m.flow.boxes, box{kind: kind, from: len(m.flow.slabs), x: x, w: w, top: m.pad, color: c})
	m.pad += padTop
	m.open = true
	m.boxes++
	return len(m.flow.boxes) - 1
}

// closeBox ends it.
func (m *measurer) closeBox(i int, padBottom float64) {
	b := &m.flow.boxes[i]
	m.boxes--
	if len(m.flow.slabs) == b.from { // nothing in it
		m.add(slab{kind: slabSpace, node: -1, x: m.x, w: m.width})
		b = &m.flow.boxes[i]
	}
	last := &m.flow.slabs[len(m.flow.slabs)-1]
	last.after += padBottom
	b.to, b.bottom = len(m.flow.slabs), last.after
	m.gap, m.open = 0, false
}

// state is what a container changes for its content.
type state struct {
	look     look
	node     int32
	x, width float64
}

func (m *measurer) state() state    { return state{m.look, m.node, m.x, m.width} }
func (m *measurer) restore(s state) { m.look, m.node, m.x, m.width = s.look, s.node, s.x, s.width }

// indent sets blocks in from the left, narrow from the right; deep nesting leaves room for a few words.
func (m *measurer) indent(d float64) {
	d = max(0, min(d, m.width-leastWidth))
	m.x += d
	m.width -= d
}

func (m *measurer) narrow(d float64) { m.width -= max(0, min(d, m.width-leastWidth)) }

const leastWidth = 24 // of blocks

// setting says how a paragraph is broken and what may follow it.
type setting struct {
	justify bool
	align   typeset.Align
	keep    bool // all its lines stay together and with what follows
	flags   slabFlags
	icon    string
}

// paragraph breaks pieces into lines and adds them, all in element node.
func (m *measurer) paragraph(par []typeset.Inline, l look, node int32, set setting) {
	o := typeset.Options{Width: m.width, Justify: set.justify && set.align == typeset.Start, Align: m.start(set.align), Lang: m.lang,
		Hyphenate: !set.keep, Greedy: m.cells > 0, RTL: m.rtl}
	if m.beside != nil {
		m.narrowed(&o, l.lead)
	}
	m.lines(m.sh.Layout(par, o), l, node, set)
}

// lines adds the lines of a paragraph.
func (m *measurer) lines(lines []typeset.Line, l look, node int32, set setting) {
	base := m.st.baseline(l)
	n := len(lines)
	if n == 0 {
		return
	}
	for i := range lines {
		line := &lines[i]
		s := slab{kind: slabLine, node: node, x: m.x, w: m.width, height: l.lead, base: base, line: line, flags: set.flags}
		if line.Ascent > base+1.5 { // a tall box
			s.height += line.Ascent - base
			s.base = line.Ascent
		}
		if d := line.Descent - (l.lead - base); d > 1.5 {
			s.height += d
		}
		switch {
		case set.keep:
			s.flags |= keepNext
		case i == 0 && n > 1, i == n-2, line.Hyphen: // no page ends in a hyphen
			s.flags |= keepSoft
		}
		m.collect(&s, line)
		if i == 0 && set.icon != "" {
			s.ex().icon = set.icon
		}
		m.add(s)
	}
}

// collect finds the anchors and footnotes of a line.
func (m *measurer) collect(s *slab, line *typeset.Line) {
	for i := range line.Runs {
		r := line.Runs[i].Ref
		if r >= 0 {
			continue
		}
		q := &m.doc.refs[-r-1]
		if len(q.anchors) > 0 {
			e := s.ex()
			e.dests = append(e.dests, q.anchors...)
			q.anchors = nil
		}
		switch {
		case q.note == 0:
		case m.inNote > 0:
			own := &m.doc.notes[m.inNote-1]
			own.refers = append(own.refers, q.note-1)
		case !m.doc.notes[q.note-1].used:
			s.ex().notes = m.doc.withRefers(s.ex().notes, q.note-1)
		}
	}
}

// withRefers adds a footnote and those that it refers to, which stand behind it, unless they are placed already.
func (d *pageDoc) withRefers(list []int32, n int32) []int32 {
	if d.notes[n].used {
		return list
	}
	d.notes[n].used = true
	list = append(list, n)
	for _, r := range d.notes[n].refers {
		list = d.withRefers(list, r)
	}
	return list
}

// justified reports whether text in the width at hand is justified: where lines hold 50 characters or more.
func (m *measurer) justified() bool {
	return m.th.justify && m.cells == 0 && m.width >= 50*0.46*m.look.size && typeset.Justifies(m.lang)
}
