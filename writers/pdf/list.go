package pdf

import (
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// list sets a list: L, with LI of Lbl and LBody only.
func (m *measurer) list(l *tree.List) {
	m.ids(l.Attr)
	align := m.align
	m.align = typeset.Start // markers stand beside their text, also in what is centred
	defer func() { m.align = align }()
	between := m.th.para
	if l.Tight {
		between = m.th.item
	}
	m.space(between)
	numbering := "Disc"
	if l.Ordered {
		numbering = [...]string{"Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"}[l.Style]
	} else if m.bullets > 0 {
		numbering = "None"
	}
	node := m.newElem(m.node, elem{typ: "L", more: &elemMore{list: numbering}})
	mark := m.look
	mark.bold, mark.italic, mark.tabular = false, false, true
	hang := m.th.hang
	var markers []string
	if l.Ordered {
		for i := range l.Items {
			markers = append(markers, ordinal(l.Start+i, l.Style)+".")
		}
		for _, s := range markers {
			hang = max(hang, m.textWidth(s, mark)+6)
		}
	}
	old := m.state()
	for i, it := range l.Items {
		m.space(between)
		m.ids(it.Attr)
		li := m.newElem(node, elem{typ: "LI"})
		lbl := m.newElem(li, elem{typ: "Lbl"})
		m.restore(old)
		m.node = m.newElem(li, elem{typ: "LBody"})
		switch {
		case it.Task != tree.NoTask:
			word := m.words.Todo
			if it.Task == tree.Done {
				word = m.words.Done
			}
			m.doc.elems[lbl].more = &elemMore{actual: word}
			m.labels = append(m.labels, label{node: lbl, x: m.x, task: int8(it.Task), box: checkBox * m.th.body.size})
		case l.Ordered:
			m.label(markers[i], mark, lbl, hang-5)
		default:
			m.label([]string{"•", "–", "·"}[min(m.bullets, 2)], mark, lbl, 0)
		}
		m.indent(hang)
		m.depth++
		if !l.Ordered {
			m.bullets++
		}
		m.blocks(it.Blocks)
		if !l.Ordered {
			m.bullets--
		}
		m.depth--
		if len(m.labels) > 0 { // an empty item
			m.add(slab{kind: slabSpace, node: -1, x: m.x, w: m.width, height: m.look.lead, base: m.st.baseline(m.look)})
		}
		if l.Tight {
			m.gap = min(m.gap, m.th.para)
		}
	}
	m.restore(old)
	m.space(between)
	if m.depth == 0 {
		m.space(m.th.para)
	}
}

// label puts a marker before the next slab: at the left edge, or ending at right when that is not 0.
func (m *measurer) label(s string, l look, node int32, right float64) {
	lines := m.sh.Layout([]typeset.Inline{{Style: m.st.of(l), Text: s, Ref: node}}, typeset.Options{Width: 1000, Lang: m.lang, RTL: m.rtl, Align: typeset.Left})
	if len(lines) == 0 {
		return
	}
	x := m.x + 2
	if right > 0 {
		x = m.x - 16 + 16 + right - lines[0].Width
		if m.depth == 0 && m.node >= 0 && m.doc.elems[m.node].typ == "Note" {
			x = m.x - 16
		}
	}
	m.labels = append(m.labels, label{node: node, x: x, line: &lines[0]})
}

// textWidth is the width of a short text on one line.
func (m *measurer) textWidth(s string, l look) float64 {
	_, w := m.sh.Measure([]typeset.Inline{{Style: m.st.of(l), Text: s}})
	return w
}

// ordinal is a number as a list style writes it.
func ordinal(n int, style tree.ListStyle) string {
	switch {
	case n < 1 || style == tree.Decimal:
	case style == tree.LowerAlpha, style == tree.UpperAlpha:
		var b []byte
		for k := n; k > 0; k = (k - 1) / 26 {
			b = append([]byte{byte('a' + (k-1)%26)}, b...)
		}
		if style == tree.UpperAlpha {
			return strings.ToUpper(string(b))
		}
		return string(b)
	case n < 4000:
		if s := roman(n); style == tree.LowerRoman {
			return s
		} else {
			return strings.ToUpper(s)
		}
	}
	return strconv.Itoa(n)
}

// roman is a number from 1 to 3999 in lower-case roman numerals.
func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		v int
		s string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= d.v {
			b.WriteString(d.s)
			n -= d.v
		}
	}
	return b.String()
}

// definitions sets terms in bold and what they mean set in below them.
func (m *measurer) definitions(d *tree.DefinitionList) {
	m.ids(d.Attr)
	node := m.newElem(m.node, elem{typ: "L", more: &elemMore{list: "Description"}})
	old := m.state()
	for _, it := range d.Items {
		m.space(m.th.para)
		li := m.newElem(node, elem{typ: "LI"})
		lbl := m.newElem(li, elem{typ: "Lbl"})
		l := m.look
		l.bold = true
		for _, t := range it.Terms {
			m.ids(t.Attr)
			m.space(m.th.item)
			term := lbl
			if len(it.Terms) > 1 {
				typ := "P"
				if m.job.std.Modern() { // there a Lbl has no paragraphs (ISO 32005, table 5)
					typ = "Span"
				}
				term = m.newElem(lbl, elem{typ: typ})
			}
			m.paragraph(m.inlines(t.Inlines, l, term), l, term, setting{keep: true})
		}
		if len(it.Bodies) == 0 {
			continue
		}
		m.node = m.newElem(li, elem{typ: "LBody"})
		m.indent(18)
		for _, b := range it.Bodies {
			m.space(m.th.item)
			m.blocks(b)
		}
		m.restore(old)
	}
	m.space(m.th.para)
}
