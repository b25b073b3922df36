package dita

import "platen/convert/tree"

func (p *pageWriter) isImage(par *tree.Paragraph) bool {
	if len(par.Inlines) != 1 {
		return false
	}
	_, ok := par.Inlines[0].(*tree.Image)
	return ok
}

// isFigure reports whether a paragraph is an image that becomes a fig.
func (p *pageWriter) isFigure(par *tree.Paragraph) bool {
	if !p.isImage(par) {
		return false
	}
	img := par.Inlines[0].(*tree.Image)
	_, _, ok := p.imageSource(img)
	return ok && isTitled(img)
}

func isTitled(n *tree.Image) bool { return n.Title != "" && n.Title != n.Alt }

// imageBlock prints an image that is a paragraph; its title makes it a figure.
func (p *pageWriter) imageBlock(n *tree.Image) {
	if !isTitled(n) {
		p.line()
		p.image(n, inText, true)
		return
	}
	p.open("fig")
	p.element("title", n.Title)
	p.line()
	p.image(n, inText, true)
	p.close("fig")
}

// inParts reports whether a figure holds tables or figures, which a fig cannot, and is printed as its parts.
func inParts(b *tree.Figure) bool {
	for _, c := range b.Blocks {
		switch c.(type) {
		case *tree.Table, *tree.Figure, *tree.TabGroup, *tree.Div, *tree.Element, *tree.RawBlock:
			return true
		}
	}
	return false
}

// isTable reports whether a figure is a table with a caption.
func isTable(b *tree.Figure) bool {
	if len(b.Blocks) != 1 {
		return false
	}
	t, ok := b.Blocks[0].(*tree.Table)
	return ok && len(t.Caption) == 0
}

func (p *pageWriter) figure(b *tree.Figure) {
	name := "fig"
	if p.isEquation(b) {
		name = "equation-figure"
	}
	p.open(name, p.universal(b.Attr)...)
	rest := p.caption(b.Caption)
	for _, c := range b.Blocks {
		if par, ok := c.(*tree.Paragraph); ok && p.isImage(par) {
			if img := par.Inlines[0].(*tree.Image); img.Src.Asset != nil || img.Src.URL != "" {
				p.line()
				p.image(img, inText, true)
				continue
			}
		}
		p.block(c, inFigure)
	}
	p.blocks(rest, inFigure)
	p.close(name)
}

// caption prints the first paragraph of a caption as the title and returns the rest.
func (p *pageWriter) caption(blocks []tree.Block) (rest []tree.Block) {
	if len(blocks) == 0 {
		return nil
	}
	par, ok := blocks[0].(*tree.Paragraph)
	if !ok {
		return blocks
	}
	p.line()
	p.start("title")
	p.inlines(par.Inlines, inTitle)
	p.end("title")
	return blocks[1:]
}
