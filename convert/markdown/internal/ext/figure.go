package ext

import (
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

var Figures = build.Extension{
	Name: "figures", Doc: "A lone image with a title is a figure, and the title its caption",
	Paragraph: func(b *build.Builder, p *tree.Paragraph) bool {
		im, anchors := lone(p.Inlines)
		return im != nil && im.Title != "" && figure(b, p, im, anchors, im.Title)
	},
}

var ImplicitFigures = build.Extension{
	Name: "implicit_figures", Doc: "A lone image is a figure, and its description the caption (pandoc)",
	Paragraph: func(b *build.Builder, p *tree.Paragraph) bool {
		if n := len(p.Inlines); n > 1 {
			im, _ := lone(p.Inlines[:n-1])
			if t, ok := p.Inlines[n-1].(*tree.Text); ok && im != nil && t.S == "\\" {
				p.Inlines = p.Inlines[:n-1] // a backslash behind the image says that it is no figure
				return false
			}
		}
		im, anchors := lone(p.Inlines)
		return im != nil && im.Alt != "" && figure(b, p, im, anchors, im.Alt)
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
func figure(b *build.Builder, p *tree.Paragraph, im *tree.Image, anchors []*tree.Anchor, caption string) bool {
	im.Title = ""
	f := &tree.Figure{
		Pos:     p.Pos,
		Blocks:  []tree.Block{&tree.Paragraph{Pos: p.Pos, Inlines: []tree.Inline{im}}},
		Caption: []tree.Block{&tree.Paragraph{Pos: im.Pos, Tight: true, Inlines: build.PlainWords(im.Pos, caption)}},
	}
	if anchors != nil {
		b.Page.AddAttr(f, anchors)
	}
	b.AddBlock(f)
	return true
}

var ThemeImages = build.Extension{
	Name: "theme_images", Doc: "Of two images for light and dark screens (#gh-dark-mode-only, #only-dark) make one that has both",
	Paragraph: func(_ *build.Builder, p *tree.Paragraph) bool {
		p.Inlines = lightImages(p.Inlines)
		return false
	},
}

// Readers of GitHub and of MkDocs' Material theme see one of two images that stand beside each other, by the colours
// that they have chosen: "a.png#gh-light-mode-only" and "b.png#gh-dark-mode-only", "#only-light" and "#only-dark".
// The light one carries the address of the other: a web page shows both by the reader's scheme, and what is on paper is
// light.

// lightImages takes images for dark screens out of a paragraph that has as many for light screens too.
func lightImages(in []tree.Inline) []tree.Inline {
	var dark, light []*tree.Image
	for _, n := range in {
		switch themeOf(n) {
		case "dark":
			dark = append(dark, imageIn(n))
		case "light":
			light = append(light, imageIn(n))
		}
	}
	if len(dark) == 0 || len(dark) != len(light) {
		return in
	}
	for i, n := range light {
		n.Dark = dark[i].Src
	}
	out := in[:0]
	for _, n := range in {
		if themeOf(n) == "dark" {
			continue
		}
		if _, ok := n.(*tree.Break); ok {
			if k := len(out); k == 0 || isBreakNode(out[k-1]) {
				continue
			}
		}
		out = append(out, n)
	}
	return build.Trim(out)
}

func isBreakNode(n tree.Inline) bool {
	_, ok := n.(*tree.Break)
	return ok
}

// themeOf is the kind of screen that an image, or a link around one, is for: "dark", "light", "" for both.
func themeOf(n tree.Inline) string {
	switch n := n.(type) {
	case *tree.Link:
		if len(n.Inlines) == 1 {
			return themeOf(n.Inlines[0])
		}
	case *tree.Image:
		_, fragment, _ := strings.Cut(n.Src.Raw, "#")
		switch fragment {
		case "only-dark", "gh-dark-mode-only":
			return "dark"
		case "only-light", "gh-light-mode-only":
			return "light"
		}
	}
	return ""
}

// imageIn is the image that n is, or the one in the link that n is.
func imageIn(n tree.Inline) *tree.Image {
	if l, ok := n.(*tree.Link); ok {
		n = l.Inlines[0]
	}
	return n.(*tree.Image)
}
