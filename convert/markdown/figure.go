package markdown

import "platen/convert/tree"

// figure returns the figure that a paragraph is when it holds nothing but an image with a title, which is the
// caption; with implicit figures the image's description is one. Else it is nil.
func (c *conv) figure(fl *flow, p tree.Pos) *tree.Figure {
	in := fl.inlines
	var anchors []*tree.Anchor
	for len(in) > 1 {
		a, ok := in[0].(*tree.Anchor)
		if !ok {
			break
		}
		anchors, in = append(anchors, a), in[1:]
	}
	if len(in) == 0 {
		return nil
	}
	if t, ok := in[len(in)-1].(*tree.Text); ok && t.S == "\\" && c.on.implicitFigures && len(in) == 2 {
		fl.inlines = fl.inlines[:len(fl.inlines)-1] // a backslash behind the image says that it is no figure
		return nil
	}
	im, ok := in[0].(*tree.Image)
	if !ok || len(in) > 1 {
		return nil
	}
	caption := im.Title
	if caption == "" && c.on.implicitFigures {
		caption = im.Alt
	}
	if caption == "" {
		return nil
	}
	im.Title = ""
	f := &tree.Figure{
		Pos:     p,
		Blocks:  []tree.Block{&tree.Paragraph{Pos: p, Inlines: in}},
		Caption: []tree.Block{&tree.Paragraph{Pos: im.Pos, Tight: true, Inlines: plainWords(im.Pos, caption)}},
	}
	if anchors != nil {
		c.addAttr(f, anchors)
	}
	return f
}
