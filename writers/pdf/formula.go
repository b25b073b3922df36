package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers/pdf/internal/pdfdoc"
	"platen/writers/pdf/internal/typeset"
)

// A setFormula is a formula, or a part of one that goes on in another line, as it stands on a sheet.
type setFormula struct {
	f        *tree.Formula
	from, to float64 // what of it is shown, in its own units; to 0 is its end
	size     float64 // points an em
	color    color
	words    string // that stand for it when it is copied or searched
	x        float64
	side     bool // the number as well, at the right edge
	bare     bool // another part has the words
}

func (s *setFormula) width() float64 {
	if s.to > 0 {
		return (s.to - s.from) * s.size / 1000
	}
	return (s.f.Width - s.from) * s.size / 1000
}

// formulaScale is how much larger a formula is set than the text: its letters are smaller in their em than those of the faces.
const formulaScale = 1.08

// leastFormula is how small a formula becomes before it is broken.
const leastFormula = 0.7

// newFormula is a formula at the size of a look.
func newFormula(f *tree.Formula, tex string, l look) *setFormula {
	return &setFormula{f: f, size: l.size * formulaScale, color: l.color, words: f.Words(tex)}
}

// formula adds a formula in a line. One that is wide may go on in the next line before a relation.
func (in *inliner) formula(n *tree.Math) {
	if n.Drawn.Hidden() {
		return
	}
	node := in.m.newElem(in.node, elem{typ: "Formula", more: in.m.job.formulaMore(n.Drawn, n.TeX)})
	if n.Drawn == nil {
		l, outer, ref := in.look, in.node, in.ref
		in.look.code, in.look.size = true, in.look.size*in.m.th.inlineCode
		in.node, in.ref = node, node
		if in.link > 0 {
			in.ref = in.m.newRef(refer{node: node, link: in.link})
		}
		in.text(n.TeX)
		in.look, in.node, in.ref = l, outer, ref
		return
	}
	whole := newFormula(n.Drawn, n.TeX, in.look)
	parts := []*setFormula{whole}
	if whole.width() > in.m.width/3 {
		parts = whole.pieces(n.Drawn.Breaks)
	}
	for _, p := range parts {
		if w := p.width(); w > in.m.width {
			p.size *= in.m.width / w
		}
		r := refer{node: node, link: in.link, anchors: in.anchors, formula: p}
		in.anchors = nil
		in.out = append(in.out, typeset.Inline{Style: in.m.st.of(in.look), Box: p.box(in.look), Ref: in.m.newRef(r)})
	}
}

// box is the room that a formula takes in a line.
func (s *setFormula) box(l look) *typeset.Box {
	return &typeset.Box{Width: s.width(), Ascent: s.f.Height*s.size/1000 + l.rise, Descent: s.f.Depth*s.size/1000 - l.rise}
}

// pieces cuts a formula at places.
func (s *setFormula) pieces(at []float64) []*setFormula {
	var out []*setFormula
	from := 0.0
	for _, x := range append(at[:len(at):len(at)], 0) {
		p := *s
		p.from, p.to, p.bare = from, x, len(out) > 0
		out = append(out, &p)
		from = x
	}
	return out
}

// formulaBlock sets a displayed formula: as wide as the measure at most, else smaller, else in several lines.
func (m *measurer) formulaBlock(b *tree.MathBlock) {
	f := b.Drawn
	m.ids(b.Attr)
	if f.Empty() {
		return
	}
	m.space(m.th.para * 1.3)
	l := m.look
	node := m.newElem(m.node, elem{typ: "Formula", more: m.job.formulaMore(f, b.TeX)})
	whole := newFormula(f, b.TeX, l)
	room := m.width
	if f.SideWidth > 0 {
		room -= 2 * (f.SideWidth/1000*whole.size + l.size)
		whole.side = true
	}
	lines := m.fit(whole, room)
	if lines == nil {
		lines = []*setFormula{whole}
		whole.size *= room / whole.width()
		m.job.report(tree.Diag{Page: m.doc.page, Pos: b.Pos, Severity: tree.Info, Code: tree.NoRoom,
			Msg:  fmt.Sprintf("the formula is wider than the column and is set at %d %% of its size", int(100*whole.size/(l.size*formulaScale))),
			Hint: "write it in lines, with aligned or split"})
	}
	for i, s := range lines {
		high, low := f.Height*s.size/1000, f.Depth*s.size/1000
		sl := slab{kind: slabImage, node: node, x: m.x, w: m.width, height: high + low, base: high, more: &extra{formula: s}}
		if len(lines) > 1 && i < len(lines)-1 {
			sl.flags |= keepNext
		}
		switch {
		case len(lines) > 1 && i > 0:
			s.x = 2 * l.size
		case m.th.formulaLeft && m.align == typeset.Start, m.align == typeset.Left, len(lines) > 1:
		case m.align == typeset.Right:
			s.x = m.width - s.width()
		default:
			s.x = (m.width - s.width()) / 2
		}
		if i > 0 {
			m.space(m.th.para * 0.5)
		}
		m.add(sl)
	}
	m.space(m.th.para * 1.3)
}

// fit makes lines of a formula that are no wider than room; nil when that cannot be.
func (m *measurer) fit(s *setFormula, room float64) []*setFormula {
	if k := room / s.width(); k >= 1 {
		return []*setFormula{s}
	} else if k >= leastFormula {
		s.size *= k
		return []*setFormula{s}
	}
	least := *s
	least.size *= 0.9
	parts := least.pieces(s.f.Breaks)
	var lines []*setFormula
	for _, p := range parts {
		indent := 0.0
		if len(lines) > 0 {
			indent = 2 * m.look.size
		}
		if n := len(lines); n > 0 {
			last := *lines[n-1]
			last.to = p.to
			if n == 1 {
				indent = 0
			}
			if last.width() <= room-indent {
				lines[n-1] = &last
				continue
			}
			indent = 2 * m.look.size
		}
		if p.width() > room-indent {
			return nil
		}
		lines = append(lines, p)
	}
	if len(lines) < 2 {
		return nil
	}
	for i, p := range lines {
		p.side = p.side && i == len(lines)-1
	}
	return lines
}

// shape is the form of a glyph in the document, made when it is first met.
func (j *job) shape(s *tree.FormulaShape) *pdfdoc.Image {
	j.imageLock.Lock()
	im := j.shapes[s]
	j.imageLock.Unlock()
	if im != nil {
		return im
	}
	f := &pdfdoc.Form{Plain: true}
	v := outlineReader{path: s.Path}
	box := [4]float64{1e9, 1e9, -1e9, -1e9}
	v.read(func(op byte, p []float64) {
		for i := 0; i+1 < len(p); i += 2 {
			box = [4]float64{min(box[0], p[i]), min(box[1], p[i+1]), max(box[2], p[i]), max(box[3], p[i+1])}
		}
		for _, x := range p {
			f.Content = append(typeset.AppendNum(f.Content, x, 1), ' ')
		}
		f.Content = append(f.Content, map[byte]byte{'M': 'm', 'L': 'l', 'C': 'c', 'Z': 'h'}[op], ' ')
	})
	f.Content = append(f.Content, 'f')
	f.BBox = box
	im = j.out.AddForm(f)
	j.imageLock.Lock()
	defer j.imageLock.Unlock()
	j.shapes[s] = im
	return im
}

// formula draws a formula of the element node with its baseline's left end at x, y. right is the measure's right edge, for
// its number.
func (e *emitter) formula(d *pageDoc, node int32, s *setFormula, x, y, right float64) {
	var in tokens
	if node >= 0 {
		in = d.tokens[node]
	}
	if !s.bare {
		e.p.BeginSpan(s.words)
	} else {
		e.p.BeginSpan("")
	}
	e.said = s.bare
	from, to := s.from, s.to
	if from == 0 {
		from = -1e6 // an accent may reach out
	}
	if to == 0 {
		to = s.f.Width + 1e6
	}
	e.marks(s, s.f.Marks, in, from, to, x-s.from*s.size/1000, y)
	if s.side {
		e.marks(s, s.f.Side, in, -1e6, 1e6, right-s.f.SideWidth*s.size/1000, y)
	}
	if in != nil {
		e.end()
	}
	e.p.EndSpan()
}

// marks draws those marks that stand in from..to.
func (e *emitter) marks(s *setFormula, list []tree.FormulaMark, in tokens, from, to, x, y float64) {
	k := s.size / 1000
	for i := range list {
		m := &list[i]
		if m.M[4] < from || m.M[4] >= to {
			continue
		}
		if in != nil {
			e.token(in, m.Node)
		}
		if !e.said && (in == nil || m.Node != nil) {
			if line := e.text("\u2009", look{size: s.size}); line != nil {
				e.p.Unseen(line, x+m.M[4]*k, y)
			}
			e.said = true
		}
		at := [6]float64{m.M[0] * k, m.M[1] * k, m.M[2] * k, m.M[3] * k, x + m.M[4]*k, y + m.M[5]*k}
		c := s.color
		if v, err := strconv.ParseUint(strings.TrimPrefix(m.Color, "#"), 16, 32); err == nil && m.Color != "" {
			c = color(v)
		}
		switch {
		case m.Shape == nil:
			l := look{size: m.Size * m.M[0] * k, bold: m.Bold, italic: m.Italic, code: m.Mono, serif: true, color: c}
			if line := e.text(m.Text, l); line != nil && l.size > 0.5 {
				e.p.Line(line, at[4], at[5], 0, len(line.Runs))
			}
		case m.Shape.Sign && m.Stroke == 0:
			e.p.Draw(e.j.shape(m.Shape), at, c.typeset())
		default:
			e.outline(m, at, c)
		}
	}
}

// outline draws a rule or another shape that is no glyph.
func (e *emitter) outline(m *tree.FormulaMark, at [6]float64, c color) {
	var q pdfdoc.Path
	v := outlineReader{path: m.Shape.Path}
	v.read(func(op byte, p []float64) {
		t := make([]float64, len(p))
		for i := 0; i+1 < len(p); i += 2 {
			t[i], t[i+1] = at[0]*p[i]+at[2]*p[i+1]+at[4], at[1]*p[i]+at[3]*p[i+1]+at[5]
		}
		switch op {
		case 'M':
			q.MoveTo(t[0], t[1])
		case 'L':
			q.LineTo(t[0], t[1])
		case 'C':
			q.CurveTo(t[0], t[1], t[2], t[3], t[4], t[5])
		case 'Z':
			q.Close()
		}
	})
	ink := c.typeset()
	switch {
	case m.Stroke == 0:
		e.p.Path(&q, &ink, nil, 0)
	case m.Dashed:
		e.p.DashedPath(&q, ink, m.Stroke*at[0], 2)
	default:
		e.p.Path(&q, nil, &ink, m.Stroke*at[0])
	}
}

// An outlineReader reads the path of a [tree.FormulaShape] as moves, lines, cubic curves and ends.
type outlineReader struct {
	path   string
	x, y   float64
	cx, cy float64 // the last control point of a quadratic curve
}

func (r *outlineReader) read(f func(op byte, p []float64)) {
	op := byte('M')
	var last byte
	for s := r.path; s != ""; {
		if c := s[0]; c >= 'A' && c <= 'Z' {
			op, s = c, s[1:]
			if op == 'Z' {
				f('Z', nil)
				last = op
			}
			continue
		}
		n := strings.IndexFunc(s, func(c rune) bool { return c >= 'A' && c <= 'Z' })
		if n < 0 {
			n = len(s)
		}
		v := pathNumbers(s[:n])
		s = s[n:]
		size := map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'Q': 4, 'T': 2, 'C': 6}[op]
		if size == 0 {
			return
		}
		for ; len(v) >= size; v = v[size:] {
			r.one(op, last, v[:size], f)
			last = op
		}
	}
}

// one makes a line or a cubic curve of one operator. (a quadratic curve's points: two thirds of the way to its control point)
func (r *outlineReader) one(op, last byte, v []float64, f func(op byte, p []float64)) {
	x, y := v[len(v)-1], v[len(v)-1]
	if len(v) > 1 {
		x = v[len(v)-2]
	}
	switch op {
	case 'M', 'L':
		f(op, []float64{x, y})
	case 'H':
		y = r.y
		f('L', []float64{x, y})
	case 'V':
		x = r.x
		f('L', []float64{x, y})
	case 'C':
		f('C', v)
	case 'Q', 'T':
		cx, cy := v[0], v[1]
		if op == 'T' {
			if cx, cy = r.x, r.y; last == 'Q' || last == 'T' {
				cx, cy = 2*r.x-r.cx, 2*r.y-r.cy
			}
		}
		f('C', []float64{r.x + 2*(cx-r.x)/3, r.y + 2*(cy-r.y)/3, x + 2*(cx-x)/3, y + 2*(cy-y)/3, x, y})
		r.cx, r.cy = cx, cy
	}
	r.x, r.y = x, y
}

// pathNumbers reads numbers that are parted by spaces, commas or their own minus.
func pathNumbers(s string) []float64 {
	var out []float64
	for _, w := range strings.FieldsFunc(strings.ReplaceAll(s, "-", " -"), func(c rune) bool { return c == ' ' || c == ',' }) {
		v, _ := strconv.ParseFloat(w, 64)
		out = append(out, v)
	}
	return out
}
