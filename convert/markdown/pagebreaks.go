package markdown

import "platen/convert/tree"

var pageBreaks = extn{
	Name: "page_breaks", Doc: "A paragraph \\newpage or \\pagebreak starts a page of the PDF (pandoc)",
	Paragraph: func(b *builder, p *tree.Paragraph) bool {
		if !breakCommand(p.Inlines) {
			return false
		}
		b.addBlock(pageBreak(p.Pos))
		return true
	},
}

// breakCommand reports whether a paragraph is one of TeX's commands for a new page, which pandoc and others let through.
func breakCommand(in []tree.Inline) bool {
	if len(in) != 1 {
		return false
	}
	t, ok := in[0].(*tree.Text)
	return ok && len(t.S) < 20 && (t.S == `\newpage` || t.S == `\pagebreak` || t.S == `\clearpage`)
}
