package dita

import (
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/mathml"
)

// mathBlock writes a displayed formula: an equation-block (DITA 1.3, 3.3.5.2), which 1.3 allows wherever code may stand, with
// MathML in it, or its TeX as code of the class math, which DITA 1.2 knows.
func (p *pageWriter) mathBlock(b *tree.MathBlock) {
	if b.Drawn != nil && b.Drawn.Empty() {
		return
	}
	p.line()
	tex := strings.TrimRight(b.TeX, "\n")
	if p.w.Version != "1.3" {
		p.start("codeblock", p.universal(b.Attr, "outputclass", "math")...)
		p.flushIDs()
		p.text(tex)
		p.end("codeblock")
		return
	}
	p.start("equation-block", p.universal(b.Attr)...)
	p.flushIDs()
	if f := b.Drawn; f != nil && f.Numbered() {
		p.start("equation-number")
		p.text(f.Number)
		p.end("equation-number")
	}
	p.formula(b.Drawn, tex)
	p.end("equation-block")
}

// math writes a formula in a line.
func (p *pageWriter) math(n *tree.Math) {
	if n.Drawn != nil && n.Drawn.Empty() {
		return
	}
	if p.w.Version == "1.3" {
		p.start("equation-inline")
		defer p.end("equation-inline")
		p.formula(n.Drawn, n.TeX)
		return
	}
	p.formula(nil, n.TeX)
}

// formula writes a formula's MathML with its TeX as an annotation, or its TeX alone.
func (p *pageWriter) formula(f *tree.Formula, tex string) {
	if f == nil {
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
}
