package markdown

import "platen/convert/tree"

var figures = extn{
	Name: "figures", Doc: "A lone image with a title is a figure, and the title its caption",
	Paragraph: func(b *builder, p *tree.Paragraph) bool {
		im, anchors := lone(p.Inlines)
		return im != nil && im.Title != "" && b.figure(p, im, anchors, im.Title)
	},
}

var implicitFigures = extn{
	Name: "implicit_figures", Doc: "A lone image is a figure, and its description the caption (pandoc)",
	Paragraph: func(b *builder, p *tree.Paragraph) bool {
		if n := len(p.Inlines); n > 1 {
			im, _ := lone(p.Inlines[:n-1])
			if t, ok := p.Inlines[n-1].(*tree.Text); ok && im != nil && t.S == "\\" {
				p.Inlines = p.Inlines[:n-1] // a backslash behind the image says that it is no figure
				return false
			}
		}
		im, anchors := lone(p.Inlines)
		return im != nil && im.Alt != "" && b.figure(p, im, anchors, im.Alt)
	},
}

// lone returns the image that is all that a paragraph holds, nil for none, and the anchors before it.
func lone(in []tree.Inline) (im *tree.Image, anchors []*tree.Anchor) {
	for len(in) > 1 {
		a, ok := in[0].(*tree.Anchor)
		if !ok {
			break
		}
		anchors, in = append(anchors, a), in[1:]
	}
	if len(in) != 1 {
		return nil, nil
	}
	im, _ = in[0].(*tree.Image)
	return im, anchors
}

// figure adds a lone image with its caption.
func (b *builder) figure(p *tree.Paragraph, im *tree.Image, anchors []*tree.Anchor, caption string) bool {
	im.Title = ""
	f := &tree.Figure{
		Pos:     p.Pos,
		Blocks:  []tree.Block{&tree.Paragraph{Pos: p.Pos, Inlines: []tree.Inline{im}}},
		Caption: []tree.Block{&tree.Paragraph{Pos: im.Pos, Tight: true, Inlines: plainWords(im.Pos, caption)}},
	}
	if anchors != nil {
		b.c.addAttr(f, anchors)
	}
	b.addBlock(f)
	return true
}
