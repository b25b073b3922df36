package dita

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/markup"
	"platen/writers/internal/mathml"
)

// mathBlock writes a displayed formula: an equation-block, which DITA 1.3 allows wherever code may stand, with MathML in it,
// in an equation-figure when it has a number; or its TeX as code of the class math, which DITA 1.2 knows. (DITA 1.3,
// part 2, 2.7.3)
func (p *pageWriter) mathBlock(b *tree.MathBlock, in parent) {
	if b.Drawn != nil && b.Drawn.Empty() {
		return
	}
	tex := strings.TrimRight(b.TeX, "\n")
	if p.w.Version != "1.3" {
		p.line()
		p.start("codeblock", p.universal(b.Attr, "outputclass", "math")...)
		p.flushIDs()
		p.text(tex)
		p.end("codeblock")
		return
	}
	if b.Drawn == nil || b.Drawn.Number == "" || in == inFigure {
		p.line()
		p.equation(b, tex, p.universal(b.Attr))
		return
	}
	p.open("equation-figure", p.universal(b.Attr)...)
	p.line()
	p.equation(b, tex, nil)
	p.close("equation-figure")
}

// equation writes an equation-block. Its number is without brackets, which processors add.
func (p *pageWriter) equation(b *tree.MathBlock, tex string, attrs []string) {
	p.start("equation-block", attrs...)
	p.flushIDs()
	if f := b.Drawn; f != nil && f.Numbered() {
		p.start("equation-number")
		p.text(strings.TrimSuffix(strings.TrimPrefix(f.Number, "("), ")"))
		p.end("equation-number")
	}
	p.formula(b.Drawn, tex, true)
	p.end("equation-block")
}

// isEquation reports whether a figure is a formula with a caption.
func (p *pageWriter) isEquation(b *tree.Figure) bool {
	if p.w.Version != "1.3" || len(b.Blocks) != 1 {
		return false
	}
	m, ok := b.Blocks[0].(*tree.MathBlock)
	return ok && !m.Drawn.Hidden()
}

// math writes a formula in a line.
func (p *pageWriter) math(n *tree.Math) {
	if n.Drawn != nil && n.Drawn.Empty() {
		return
	}
	if p.w.Version == "1.3" {
		p.start("equation-inline")
		defer p.end("equation-inline")
		p.formula(n.Drawn, n.TeX, false)
		return
	}
	p.formula(nil, n.TeX, false)
}

// formula writes a formula's MathML with its TeX as an annotation, or its TeX alone. Beside a displayed one of a guide there
// is its drawing, another form of the same formula, for processors that do not know MathML.
func (p *pageWriter) formula(f *tree.Formula, tex string, display bool) {
	if f == nil || p.w.Math == "tex" {
		p.start("codeph", "outputclass", "math")
		p.text(tex)
		p.end("codeph")
		return
	}
	p.start("mathml")
	m := mathml.Form{Prefix: "m:", Attrs: ` xmlns:m="http://www.w3.org/1998/Math/MathML"`, TeX: tex, XML: true, Escape: func(b []byte, s string) []byte {
		q := printer{buf: b}
		q.text(s)
		return q.buf
	}}
	p.buf = m.Append(p.buf, f.MathML)
	p.end("mathml")
	if !display || p.w.Math == "mathml" || p.guide.book.Lone {
		return
	}
	p.start("image", "href", relative(p.file.dir, p.drawing(f)))
	p.start("alt")
	p.text(f.Words(tex))
	p.end("alt")
	p.end("image")
}

// drawing is the file with a formula's drawing, named for what is in it.
func (p *pageWriter) drawing(f *tree.Formula) string {
	svg := markup.Drawing(f)
	sum := sha256.Sum256(svg)
	name := "formulas/" + hex.EncodeToString(sum[:8]) + ".svg"
	p.drawings = append(p.drawings, part{name, svg})
	return name
}
