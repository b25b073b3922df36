package markup

import (
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/mathml"
)

// A MathForm is how formulas are printed.
type MathForm int8

// Formulas are TeX, drawings with MathML for those who do not see them, or MathML that browsers and readers lay out.
const (
	MathTeX MathForm = iota
	MathSVG
	MathML
)

// math prints a formula in a line.
func (p *Printer) math(n *tree.Math) {
	switch {
	case n.Drawn == nil:
		p.Raw(`<code class="p-math">`)
		p.Text(n.TeX)
		p.Raw("</code>")
	case n.Drawn.Empty():
	case p.Form.Math == MathTeX:
		p.Raw(`<code class="p-math p-tex">`)
		p.Text(n.TeX)
		p.Raw("</code>")
	default:
		p.Raw(`<span class="p-math`)
		if p.Form.Math == MathML && wide(n.Drawn) && !p.Form.Book {
			p.Raw(` p-long" tabindex="0`)
		}
		p.Raw(`">`)
		p.drawn(n.Drawn, n.TeX, false)
		p.Raw("</span>")
	}
}

// mathBlock prints a displayed formula.
func (p *Printer) mathBlock(b *tree.MathBlock) {
	p.Aliases(b.Attr)
	if b.Drawn == nil || p.Form.Math == MathTeX && !b.Drawn.Empty() {
		p.Raw("<pre")
		p.attr(b.Attr, "p-math")
		p.Raw("><code")
		if b.Drawn != nil {
			p.Raw(` class="p-tex"`)
		}
		p.Raw(">")
		p.Text(b.TeX)
		p.Raw("</code></pre>\n")
		return
	}
	if b.Drawn.Empty() {
		if b.Attr != nil && b.Attr.ID != "" {
			p.open("div", b.Attr, "")
			p.close("div")
		}
		return
	}
	p.Raw("<div")
	p.attr(b.Attr, "p-math p-display")
	if wide(b.Drawn) && !p.Form.Book {
		p.Raw(` tabindex="0"`) // it may scroll
	}
	p.Raw(">")
	p.drawn(b.Drawn, b.TeX, true)
	p.close("div")
}

// narrowColumn is the width of a column of text on a small screen, in thousandths of an em.
const narrowColumn = 12000

// wide reports whether a formula may be wider than its column.
func wide(f *tree.Formula) bool { return f.Width+2*f.SideWidth > narrowColumn }

// drawn prints the drawing, the MathML and the TeX of a formula. The drawing says nothing to assistive technology, which has
// the MathML; the TeX is what is copied.
func (p *Printer) drawn(f *tree.Formula, tex string, display bool) {
	m := mathml.Form{Escape: AppendText, XML: p.Form.XML}
	if p.Form.XML {
		m.Attrs = ` xmlns="http://www.w3.org/1998/Math/MathML"`
	}
	if p.Form.Math == MathML {
		m.TeX = tex
		p.Buf = m.Append(p.Buf, f.MathML)
		if f.Numbered() {
			p.Raw(`<span class="p-eqno">`)
			p.Text(f.Number)
			p.Raw("</span>")
		}
		return
	}
	from := 0.0
	if !display && wide(f) { // it goes on in the next line before a relation
		for _, to := range f.Breaks {
			p.drawing(f, f.Marks, from, to, "", false)
			from = to
		}
	}
	p.drawing(f, f.Marks, from, f.Width, "", display)
	if f.SideWidth > 0 {
		p.drawing(f, f.Side, 0, f.SideWidth, " p-eqno", display)
	}
	m.Attrs += ` class="p-vh"`
	p.Buf = m.Append(p.Buf, f.MathML)
	if f.Numbered() {
		p.Raw(`<span class="p-vh p-no">`)
		p.Text(f.Number)
		p.Raw("</span>")
	}
	p.Raw(`<span class="p-vh p-tex" aria-hidden="true">`)
	p.Text(tex)
	p.Raw("</span>")
}

// drawing prints those marks as SVG in the text's colour that begin in from..to. Glyphs are references to what
// [Printer.Shapes] prints.
func (p *Printer) drawing(f *tree.Formula, marks []tree.FormulaMark, from, to float64, class string, display bool) {
	x := from
	if from == 0 {
		for i := range marks { // an accent may reach out
			x = min(x, marks[i].M[4])
		}
	}
	w := to - x
	p.Raw(`<svg aria-hidden="true" class="p-svg` + class + `"`)
	if p.Form.XML {
		p.Raw(` xmlns="http://www.w3.org/2000/svg"`)
	}
	p.Raw(` width="` + em(w) + `" height="` + em(f.Height+f.Depth) + `"`)
	if !display && f.Depth != 0 {
		p.style("vertical-align:" + em(-f.Depth))
	}
	p.Raw(` viewBox="` + num(x) + " " + num(-f.Height) + " " + num(w) + " " + num(f.Height+f.Depth) + `"><g transform="scale(1 -1)">`)
	for i := range marks {
		if at := marks[i].M[4]; at >= x && (at < to || len(f.Breaks) == 0 || to >= f.Width) {
			p.mark(&marks[i])
		}
	}
	p.Raw("</g></svg>")
}

// mark prints one mark.
func (p *Printer) mark(m *tree.FormulaMark) {
	if m.Shape == nil {
		p.Raw(`<text font-size="` + num(m.Size) + `" transform="matrix(` + num3(m.M[0]) + " 0 0 " + num3(-m.M[3]) + " " + num(m.M[4]) + " " + num(m.M[5]) + `)"`)
		if m.Bold {
			p.Raw(` font-weight="bold"`)
		}
		if m.Italic {
			p.Raw(` font-style="italic"`)
		}
		p.color(m.Color, "fill")
		p.Raw(">")
		p.Text(m.Text)
		p.Raw("</text>")
		return
	}
	sign := m.Shape.Sign && m.Stroke == 0
	if sign {
		p.Raw(`<use href="#` + p.shapeID(m.Shape) + `"`)
	} else {
		p.Raw(`<path d="` + m.Shape.Path + `"`)
	}
	switch {
	case m.M[0] != 1 || m.M[3] != 1 || m.M[1] != 0 || m.M[2] != 0:
		if m.M[1] == 0 && m.M[2] == 0 && m.M[0] == m.M[3] {
			p.Raw(` transform="translate(` + num(m.M[4]) + " " + num(m.M[5]) + ") scale(" + num3(m.M[0]) + `)"`)
			break
		}
		p.Raw(` transform="matrix(` + num3(m.M[0]) + " " + num3(m.M[1]) + " " + num3(m.M[2]) + " " + num3(m.M[3]) + " " + num(m.M[4]) + " " + num(m.M[5]) + `)"`)
	case sign:
		if m.M[4] != 0 {
			p.Raw(` x="` + num(m.M[4]) + `"`)
		}
		if m.M[5] != 0 {
			p.Raw(` y="` + num(m.M[5]) + `"`)
		}
	case m.M[4] != 0 || m.M[5] != 0:
		p.Raw(` transform="translate(` + num(m.M[4]) + " " + num(m.M[5]) + `)"`)
	}
	if m.Stroke > 0 {
		p.Raw(` fill="none" stroke-width="` + num(m.Stroke) + `"`)
		if m.Dashed {
			p.Raw(` stroke-dasharray="200"`)
		}
		if m.Color == "" {
			p.Raw(` stroke="currentColor"`)
		}
		p.color(m.Color, "stroke")
	} else {
		p.color(m.Color, "fill")
	}
	p.Raw("/>")
}

// color prints an attribute with a colour, unless it is the text's.
func (p *Printer) color(c, name string) {
	if c != "" {
		p.Raw(" " + name + `="` + c + `"`)
	}
}

// Drawing is the drawing of a formula, without its number, as a file of SVG for text of 12 points.
func Drawing(f *tree.Formula) []byte {
	p := Printer{Form: Form{XML: true}}
	for i := range f.Marks {
		p.mark(&f.Marks[i])
	}
	marks := p.Buf
	x := 0.0
	for i := range f.Marks { // an accent may reach out
		x = min(x, f.Marks[i].M[4])
	}
	w, h := f.Width-x, f.Height+f.Depth
	p.Buf = nil
	p.Raw(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="` + num3(w*12/1000) + `pt" height="` + num3(h*12/1000) + `pt"`)
	p.Raw(` viewBox="` + num(x) + " " + num(-f.Height) + " " + num(w) + " " + num(h) + `"><defs>`)
	for i, s := range p.shapeList {
		p.Raw(`<path id="p-g` + strconv.Itoa(i) + `" d="` + s.Path + `"/>`)
	}
	p.Raw(`</defs><g transform="scale(1 -1)" color="#000" font-family="serif">`)
	p.Buf = append(p.Buf, strings.ReplaceAll(string(marks), `<use href=`, `<use xlink:href=`)...) // SVG 1.1, for old processors
	p.Raw("</g></svg>\n")
	return p.Buf
}

// shapeID is the id of a glyph of the page.
func (p *Printer) shapeID(s *tree.FormulaShape) string {
	i, ok := p.shapes[s]
	if !ok {
		if p.shapes == nil {
			p.shapes = map[*tree.FormulaShape]int{}
		}
		i = len(p.shapeList)
		p.shapes[s] = i
		p.shapeList = append(p.shapeList, s)
	}
	return p.Prefix + "p-g" + strconv.Itoa(i)
}

// Shapes prints the glyphs that the formulas printed so far refer to and that it has not printed before.
func (p *Printer) Shapes() {
	if len(p.shapeList) == p.shapesDone {
		return
	}
	p.Raw(`<svg class="p-glyphs" aria-hidden="true"`)
	if p.Form.XML {
		p.Raw(` xmlns="http://www.w3.org/2000/svg"`)
	}
	p.Raw(` width="0" height="0"><defs>`)
	for i := p.shapesDone; i < len(p.shapeList); i++ {
		s := p.shapeList[i]
		p.Raw(`<path id="` + p.Prefix + "p-g" + strconv.Itoa(i) + `" d="` + s.Path + `"/>`)
	}
	p.Raw("</defs></svg>\n")
	p.shapesDone = len(p.shapeList)
}

// em writes a length in em.
func em(v float64) string { return num3(v/1000) + "em" }

// num writes a number with a digit behind the point at most, num3 with three.
func num(v float64) string { return decimal(v, 1) }

func num3(v float64) string { return decimal(v, 3) }

func decimal(v float64, digits int) string {
	s := strconv.FormatFloat(v, 'f', digits, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if rest, ok := strings.CutPrefix(s, "0."); ok {
		return "." + rest
	}
	if rest, ok := strings.CutPrefix(s, "-0."); ok {
		return "-." + rest
	}
	if s == "" || s == "-0" || s == "-" {
		return "0"
	}
	return s
}
