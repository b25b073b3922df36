package dita

import (
	"strings"

	"platen/convert/tree"
)

// mathBlock writes a displayed formula as its TeX: code of the class math, which DITA 1.2 knows, or an
// equation-block (DITA 1.3, 3.3.5.2), which 1.3 allows wherever code may stand. What typesets formulas puts
// MathML beside the code.
func (p *pageWriter) mathBlock(b *tree.MathBlock) {
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
	p.start("codeph", "outputclass", "math")
	p.text(tex)
	p.end("codeph")
	p.end("equation-block")
}

// math writes a formula in a line.
func (p *pageWriter) math(n *tree.Math) {
	if p.w.Version == "1.3" {
		p.start("equation-inline")
		defer p.end("equation-inline")
	}
	p.start("codeph", "outputclass", "math")
	p.text(n.TeX)
	p.end("codeph")
}
