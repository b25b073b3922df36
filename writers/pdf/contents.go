package pdf

import (
	"strings"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// contentsDepth is how many levels the contents have; 0 for none.
func (j *job) contentsDepth() int {
	switch {
	case j.w.TOC == 0 && !j.lone:
		return 2
	case j.w.TOC < 0:
		return 0
	}
	return j.w.TOC
}

// contents lists the headings of the body down to a level, with dots and page numbers.
func (j *job) contents(t *tools, depth int) *pageDoc {
	m := j.measurer(t, nil, -2)
	m.headingText(title{inlines: []tree.Inline{&tree.Text{S: m.words.Contents}}, level: 1, dest: "contents", chapter: true})
	m.gap = min(m.gap, 18)
	c := contentsLines{measurer: m}
	var last *pageDoc
	for _, k := range j.marks {
		if k.sheet < j.firstBody {
			continue
		}
		if k.doc != last { // the page's own title: the contents may have another
			last = k.doc
			if s := j.contentsTitle(k.doc); s != "" && k.level == k.doc.level+1 {
				k.title = numbered(k.number, s)
			}
		}
		if k.level <= depth {
			c.line(k, j.sheets[k.sheet].label())
		}
	}
	if c.lines == 0 {
		return nil
	}
	m.settle()
	return m.doc
}

// handoutContents lists a handout's headings below its title, where the last pass found them.
func (m *measurer) handoutContents(depth int) {
	c := contentsLines{measurer: m}
	for _, k := range m.job.lastMarks {
		if k.level < 2 || k.level-1 > depth || k.dest == "contents" {
			continue
		}
		if c.lines == 0 {
			m.headingText(title{inlines: []tree.Inline{&tree.Text{S: m.words.Contents}}, level: 2, dest: "contents"})
		}
		k.level--
		c.line(k, itoa(k.sheet+1))
	}
	if c.lines > 0 {
		m.space(m.th.para * 3)
	}
}

// contentsTitle is what the contents list calls the page.
func (j *job) contentsTitle(d *pageDoc) string {
	if d.serial < 0 || d.serial >= len(j.units) {
		return ""
	}
	return tree.PlainText(j.units[d.serial].title)
}

// numbered is a title with its number before it.
func numbered(number, title string) string {
	if number == "" {
		return title
	}
	return number + " " + title
}

const numberWidth = 30 // of the contents' page numbers

// A contentsLines has a TOC element for each level, one inside the other. (ISO 32000-1, 14.8.4.3.3)
type contentsLines struct {
	*measurer
	lines int
	quiet bool // all lines are alike: none is a chapter's
	tocs  []contentsLevel
}

type contentsLevel struct {
	level int
	node  int32
}

// at is the element for lines of a level.
func (c *contentsLines) at(level int) int32 {
	for n := len(c.tocs); n > 1 && c.tocs[n-1].level > level; n-- {
		c.tocs = c.tocs[:n-1]
	}
	n := len(c.tocs)
	switch {
	case n == 0:
		c.tocs = append(c.tocs, contentsLevel{level, c.newElem(c.node, elem{typ: "TOC"})})
	case c.tocs[n-1].level < level:
		c.tocs = append(c.tocs, contentsLevel{level, c.newElem(c.tocs[n-1].node, elem{typ: "TOC"})})
	default:
		c.tocs[n-1].level = level
	}
	return c.tocs[len(c.tocs)-1].node
}

// line adds a line with the number of its page.
func (c *contentsLines) line(k foundMark, number string) {
	m := c.measurer
	c.lines++
	l := m.look
	l.bold = k.level == 1 && !m.job.lone && !c.quiet
	if k.level > 1 || m.job.lone || c.quiet {
		l.lead -= 0.5
		m.space(0)
	} else {
		m.space(8)
	}
	item := m.newElem(c.at(k.level), elem{typ: "TOCI", more: &elemMore{ref: k.dest}})
	node := m.newElem(m.newElem(item, elem{typ: "Reference"}), elem{typ: "Link"})
	link := m.newLink(linkTo{node: node, dest: k.dest, contents: k.title})
	r := m.newRef(refer{node: node, link: link})
	old := m.state()
	m.indent(14 * float64(max(0, k.level-1)))
	right := m.x + m.width
	m.narrow(numberWidth)
	lines := m.sh.Layout([]typeset.Inline{{Style: m.st.of(l), Text: k.title, Ref: r}}, typeset.Options{Width: m.width, Lang: m.lang, Greedy: true, Align: m.start(typeset.Start)})
	from := len(m.flow.slabs)
	m.lines(lines, l, node, setting{})
	for i := from; i < len(m.flow.slabs)-1; i++ {
		m.flow.slabs[i].flags |= keepNext
	}
	if l.bold && len(m.flow.slabs) > from {
		m.flow.slabs[len(m.flow.slabs)-1].flags |= keepSoft
	}
	nl := l
	nl.tabular = true
	// What is read aloud is "Setup, page 12"; the no-break space parts title and number for those who copy the text.
	says := m.newElem(node, elem{typ: "Span", more: &elemMore{actual: ", " + strings.ToLower(m.words.Page) + " " + number}})
	ns := m.sh.Layout([]typeset.Inline{{Style: m.st.of(nl), Text: "\u00a0" + number, Ref: m.newRef(refer{node: says, link: link})}}, typeset.Options{Width: 100})
	if len(lines) > 0 && len(ns) > 0 {
		e := m.flow.slabs[len(m.flow.slabs)-1].ex()
		x := right - ns[0].Width
		e.tails = append(e.tails, label{node: says, x: x, line: &ns[0]})
		end := lines[len(lines)-1]
		from := m.x + end.Width + 5
		if !m.rtl {
			from += end.X
		}
		e.leader = [2]float64{from, x - 2}
	}
	m.restore(old)
}
