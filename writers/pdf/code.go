package pdf

import (
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/highlight"
	"platen/writers/pdf/internal/typeset"
)

// codeBlock sets code on raised ground, its long lines wrapped.
func (m *measurer) codeBlock(c *tree.CodeBlock) {
	m.ids(c.Attr)
	l := m.look
	l.bold, l.italic, l.code = false, false, true
	l.size, l.lead, l.color = m.th.code.size, m.th.code.lead, m.th.ink
	pad := m.th.pad
	if m.cells > 0 {
		l.size, l.lead = m.look.size*m.th.tableCode, m.look.lead*0.97
		pad = 3
	}
	m.space(m.th.para * 1.3)
	if c.Title != "" {
		m.codeTitle(c.Title)
	}
	old := m.state()
	i := m.openBox(boxCode, m.x, m.width, pad*0.8, m.th.rule)
	m.indent(pad)
	m.narrow(pad)
	text, first := visibleCode(c)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if m.cells == 0 {
		k := shrink(lines, m.width-m.numberGutter(c, len(lines), l), l.size)
		l.size, l.lead = l.size*k, l.lead*(1+k)/2
	}
	gutter := m.numberGutter(c, len(lines), l)
	m.indent(gutter)
	node := m.newElem(m.node, elem{typ: "Code"})
	byKind := [6]*typeset.Style{}
	for k := range byKind {
		q := l
		q.color = m.th.syntax[k]
		byKind[k] = m.st.of(q)
	}
	var toks []typeset.Token
	base := m.st.baseline(l)
	split := &tokenLines{tokens: highlight.Tokens(c.Lang, text)}
	for n, text := range lines {
		toks = toks[:0]
		end := 0
		for _, t := range split.next() {
			end += len(t.Text)
			toks = append(toks, typeset.Token{End: end, Style: byKind[t.Kind], Ref: node})
		}
		pieces := m.codeLines(text, byKind[0], toks)
		for k, line := range pieces {
			s := slab{kind: slabCode, node: node, x: m.x, w: m.width, height: l.lead, base: base, line: line}
			if k > 0 {
				s.flags |= continued
			} else if gutter > 0 {
				s.ex().number = lineNumber(c, n, first)
			}
			if c.Marked(first + n) {
				s.ex().tint = true
			}
			if n == 0 || n == len(lines)-2 || k < min(len(pieces)-1, 3) {
				s.flags |= keepSoft
			}
			m.add(s)
		}
	}
	m.closeBox(i, pad*0.8)
	m.restore(old)
	m.space(m.th.para * 1.3)
}

// numberGutter is the width of the line numbers, 0 without them.
func (m *measurer) numberGutter(c *tree.CodeBlock, lines int, l look) float64 {
	signs := c.Sign(1) != ""
	if c.Start == 0 && !signs || m.cells > 0 {
		return 0
	}
	columns := 1
	if c.Start > 0 {
		columns += len(strconv.Itoa(c.Start + lines - 1))
	}
	if signs {
		columns++
	}
	return float64(columns)*codeCell*l.size + 4
}

// lineNumber is what stands before line n of those that are shown, from 0: its number, and the sign of a change.
func lineNumber(c *tree.CodeBlock, n, first int) string {
	s := ""
	if c.Start > 0 {
		s = strconv.Itoa(c.Start + n)
	}
	return s + strings.TrimRight(c.Sign(first+n), " ")
}

const (
	codeCell   = 0.6  // width of a column, as a share of the size
	leastShare = 0.86 // of the size of code
)

// shrink is the share of its size that code is set in: a little smaller where that keeps all its lines whole, since
// tables that programs print cannot be read once they are wrapped.
func shrink(lines []string, width, size float64) float64 {
	columns := 0
	for _, s := range lines {
		columns = max(columns, typeset.CodeColumns(s))
	}
	if k := (width - 0.1) / (float64(columns) * codeCell * size); k < 1 && k >= leastShare {
		return k
	}
	return 1
}

// codeLines wraps one line of code; an empty one is a line without text.
func (m *measurer) codeLines(text string, st *typeset.Style, toks []typeset.Token) []*typeset.Line {
	lines := m.sh.Code(text, st, toks, m.width)
	out := make([]*typeset.Line, 0, len(lines))
	for i := range lines {
		out = append(out, &lines[i])
	}
	if len(out) == 0 {
		out = append(out, nil)
	}
	return out
}

// codeTitle is a file name above the box.
func (m *measurer) codeTitle(title string) {
	l := m.look
	l.code, l.bold, l.size, l.lead, l.color = true, true, m.th.note.size, m.th.note.lead, m.th.muted
	node := m.newElem(m.node, elem{typ: "P"})
	m.paragraph([]typeset.Inline{{Style: m.st.of(l), Text: title, Ref: node}}, l, node, setting{keep: true})
	m.space(3)
}

// visibleCode is the code without the lines that readers see on demand only, and the number of its first line.
func visibleCode(c *tree.CodeBlock) (string, int) {
	if len(c.Hidden) == 0 {
		return c.Text, 1
	}
	var b strings.Builder
	n := 0
	for line := range strings.SplitAfterSeq(c.Text, "\n") {
		n++
		if !tree.InLines(c.Hidden, n) {
			b.WriteString(line)
		}
	}
	return b.String(), 1
}

// tokenLines hands out tokens line by line.
type tokenLines struct {
	tokens []highlight.Token
	rest   string // of the first token
	buf    []highlight.Token
}

// next returns the tokens of the next line, without its end.
func (t *tokenLines) next() []highlight.Token {
	t.buf = t.buf[:0]
	for len(t.tokens) > 0 {
		tok := &t.tokens[0]
		s := tok.Text
		if t.rest != "" {
			s = t.rest
			t.rest = ""
		}
		before, after, found := strings.Cut(s, "\n")
		if before != "" {
			t.buf = append(t.buf, highlight.Token{Kind: tok.Kind, Text: before})
		}
		if found && after != "" {
			t.rest = after
			return t.buf
		}
		t.tokens = t.tokens[1:]
		if found {
			return t.buf
		}
	}
	return t.buf
}
