package pdf

import (
	"fmt"
	"strings"

	"platen/writers/pdf/internal/img"
	"platen/writers/pdf/internal/pdfdoc"
	"platen/writers/pdf/internal/typeset"
)

// drawing puts an SVG image into the document as a form: shapes stay shapes and text stays text.
func (l *loaded) drawing(j *job, data []byte) {
	v := &vector{j: j, sh: typeset.NewShaper(j.set, j.lang), st: newStyles(j.set)}
	d, err := img.ParseSVG(data, img.Options{Lang: j.lang, Ruler: v.ruler})
	if err != nil {
		l.err = err
		return
	}
	if d.W <= 0 || d.H <= 0 || len(d.Items) == 0 {
		l.err = fmt.Errorf("the drawing is empty")
		return
	}
	v.f = &pdfdoc.Form{BBox: [4]float64{0, 0, d.W, d.H}, Alone: blends(d.Items)}
	v.box, v.base = v.f.BBox, img.Matrix{A: 1, D: -1, F: d.H}
	v.matrix(v.base)
	v.items(d.Items)
	l.w, l.h = d.W, d.H
	l.links = d.Links
	l.lost = d.Unsupported
	if missing := v.sh.Missing(); len(missing) > 0 {
		l.lost = append(l.lost, strings.Replace(missingText(missing), "no font at hand has", "for want of a font", 1))
	}
	if l.alt = d.Title; d.Desc != "" && d.Desc != d.Title {
		l.alt = strings.TrimPrefix(strings.TrimRight(d.Title, ".")+". "+d.Desc, ". ")
	}
	l.image = j.out.AddForm(v.f)
}

// blends reports whether some of the items blend with what is below them.
func blends(list []img.Item) bool {
	for _, it := range list {
		if g, ok := it.(*img.Group); ok && (g.Blend != "" || g.Plain() && blends(g.Items)) {
			return true
		}
	}
	return false
}

// A vector turns a drawing's items into a form's content. Its space is the drawing's, or that of a tile: y downwards.
type vector struct {
	j    *job
	f    *pdfdoc.Form
	sh   *typeset.Shaper
	st   *styles
	box  [4]float64 // of its space
	base img.Matrix // maps that to the form's own
}

// inner is a vector for a form inside this one.
func (v *vector) inner(box [4]float64) *vector {
	return &vector{j: v.j, f: &pdfdoc.Form{BBox: box, Inner: true, Alone: true}, sh: v.sh, st: v.st, box: box, base: img.Identity}
}

func (v *vector) items(list []img.Item) {
	for _, it := range list {
		switch it := it.(type) {
		case *img.Shape:
			v.shape(it)
		case *img.Words:
			v.words(it)
		case *img.Picture:
			v.picture(it)
		case *img.Group:
			v.group(it)
		}
	}
}

// group paints items as one.
func (v *vector) group(g *img.Group) {
	if len(g.Items) == 0 {
		return
	}
	v.open(g.Clips)
	if g.Plain() {
		v.items(g.Items)
		v.op("Q")
		return
	}
	s := pdfdoc.State{Fill: g.Opacity, Stroke: g.Opacity, Blend: g.Blend}
	if g.Mask != nil {
		m := v.inner(v.box)
		if len(g.Mask.Box) > 0 {
			m.path(g.Mask.Box)
			m.op("W n")
		}
		m.items(g.Mask.Items)
		s.Mask, s.Alpha = v.j.out.AddForm(m.f), g.Mask.Alpha
	}
	in := v.inner(v.box)
	in.items(g.Items)
	im := v.j.out.AddForm(in.f)
	v.f.State(s)
	v.f.Draw(im)
	v.op("Q")
}

func (v *vector) op(s string) { v.f.Content = append(append(v.f.Content, s...), '\n') }

func (v *vector) nums(list ...float64) {
	for _, n := range list {
		v.f.Content = append(typeset.AppendNum(v.f.Content, n, 4), ' ')
	}
}

func (v *vector) matrix(m img.Matrix) {
	v.f.Content = append(v.f.Content, matrixText(m)...)
	v.op("cm")
}

// matrixText is a matrix as operands; small ones keep their digits.
func matrixText(m img.Matrix) []byte {
	var b []byte
	for i, n := range [...]float64{m.A, m.B, m.C, m.D, m.E, m.F} {
		digits := 6
		if i > 3 {
			digits = 4
		}
		b = append(typeset.AppendNum(b, n, digits), ' ')
	}
	return b
}

func (v *vector) path(p img.Path) {
	for _, s := range p {
		switch s.Op {
		case 'M':
			v.nums(s.X, s.Y)
			v.op("m")
		case 'L':
			v.nums(s.X, s.Y)
			v.op("l")
		case 'C':
			v.nums(s.X1, s.Y1, s.X2, s.Y2, s.X, s.Y)
			v.op("c")
		case 'Z':
			v.op("h")
		}
	}
}

// open begins an item: its state is saved and its clips are set.
func (v *vector) open(clips []img.Clip) {
	v.op("q")
	for _, c := range clips {
		if len(c.Path) == 0 {
			v.nums(0, 0, 0, 0)
			v.op("re W n")
			continue
		}
		v.path(c.Path)
		if c.EvenOdd {
			v.op("W* n")
		} else {
			v.op("W n")
		}
	}
}

func (v *vector) shape(s *img.Shape) {
	if len(s.Path) == 0 || s.Fill == nil && s.Stroke == nil {
		return
	}
	v.open(s.Clips)
	if s.Under {
		v.stroke(s)
	}
	if s.Fill != nil {
		rule := ""
		if s.EvenOdd {
			rule = "*"
		}
		v.op("q")
		v.fill(s.Fill, s.Path.Transform(s.M), rule)
		v.op("Q")
	}
	if !s.Under {
		v.stroke(s)
	}
	v.op("Q")
}

// fill fills a path of the drawing's space.
func (v *vector) fill(p *img.Paint, path img.Path, rule string) {
	if g := p.Gradient; g != nil {
		v.see(p, true)
		v.path(path)
		v.op("W" + rule + " n")
		v.matrix(g.M)
		v.op("/" + v.f.Shading(shading(g, colors)) + " sh")
		return
	}
	v.ink(p, true)
	v.path(path)
	v.op("f" + rule)
}

// ink sets the colour or the pattern of what is filled or stroked next, and how much shows through it.
func (v *vector) ink(p *img.Paint, fill bool) {
	v.see(p, fill)
	space, use, plain := "/Pattern CS /", " SCN", "RG"
	if fill {
		space, use, plain = "/Pattern cs /", " scn", "rg"
	}
	switch {
	case p.Gradient != nil:
		v.op(space + v.f.ShadingPattern(shading(p.Gradient, colors), six(v.base.Mul(p.Gradient.M))) + use)
	case p.Pattern != nil:
		v.op(space + v.f.TilePattern(v.tile(p.Pattern)) + use)
	default:
		v.nums(p.Color[:]...)
		v.op(plain)
	}
}

func six(m img.Matrix) [6]float64 { return [6]float64{m.A, m.B, m.C, m.D, m.E, m.F} }

// see sets how much shows through a paint: the same everywhere, or where a gradient has it, a mask. The space is the drawing's.
func (v *vector) see(p *img.Paint, fill bool) {
	s := pdfdoc.State{Fill: 1, Stroke: 1}
	if fill {
		s.Fill = p.Opacity
	} else {
		s.Stroke = p.Opacity
	}
	if g := p.Gradient; g != nil && g.Clear() {
		m := v.inner(v.box)
		m.matrix(g.M)
		m.op("/" + m.f.Shading(shading(g, opacities)) + " sh")
		s.Mask = v.j.out.AddForm(m.f)
	}
	if s != (pdfdoc.State{Fill: 1, Stroke: 1}) {
		v.f.State(s)
	}
}

func colors(s img.Stop) []float64 { return s.Color[:] }

func opacities(s img.Stop) []float64 { return []float64{s.Opacity} }

// tile is a pattern as one of this form.
func (v *vector) tile(p *img.Pattern) *pdfdoc.Image {
	in := v.inner(p.Box)
	m := six(v.base.Mul(p.M))
	in.f.Tile = &m
	in.items(p.Items)
	return v.j.out.AddForm(in.f)
}

func (v *vector) stroke(s *img.Shape) {
	if s.Stroke == nil || s.Width <= 0 {
		return
	}
	v.op("q")
	v.ink(s.Stroke, false)
	v.matrix(s.M)
	v.nums(s.Width)
	v.op("w")
	v.op(fmt.Sprintf("%d J %d j", s.Cap, s.Join))
	if s.Miter >= 1 {
		v.nums(s.Miter)
		v.op("M")
	}
	if len(s.Dash) > 0 {
		v.f.Content = append(v.f.Content, '[')
		v.nums(s.Dash...)
		v.f.Content = append(v.f.Content, "] "...)
		v.nums(s.DashOffset)
		v.op("d")
	}
	v.path(s.Path)
	v.op("S")
	v.op("Q")
}

// shading is a gradient as a shading dictionary; value is what it shows at a stop, of one colour or of three. (ISO 32000-1, 8.7.4.5.3 and 8.7.4.5.4)
func shading(g *img.Gradient, value func(img.Stop) []float64) []byte {
	num := func(b []byte, list ...float64) []byte {
		for _, n := range list {
			b = append(typeset.AppendNum(b, n, 5), ' ')
		}
		return b
	}
	space := "DeviceRGB"
	if len(value(g.Stops[0])) == 1 {
		space = "DeviceGray"
	}
	var b []byte
	if g.Radial {
		b = num(append(b, "<</ShadingType 3/ColorSpace/"+space+"/Coords["...), g.X1, g.Y1, g.R1, g.X2, g.Y2, g.R2)
	} else {
		b = num(append(b, "<</ShadingType 2/ColorSpace/"+space+"/Coords["...), g.X1, g.Y1, g.X2, g.Y2)
	}
	b = append(b, "]/Extend[true true]/Function<</FunctionType 3/Domain[0 1]/Functions["...)
	stops := g.Stops
	var bounds, encode []byte
	for i := 1; i < len(stops); i++ {
		p, q := stops[i-1], stops[i]
		b = num(append(b, "<</FunctionType 2/N 1/Domain[0 1]/C0["...), value(p)...)
		b = num(append(b, "]/C1["...), value(q)...)
		b = append(b, "]>>"...)
		if i < len(stops)-1 {
			bounds = num(bounds, q.Offset)
		}
		encode = append(encode, "0 1 "...)
	}
	b = append(append(b, "]/Bounds["...), bounds...)
	b = append(append(b, "]/Encode["...), encode...)
	return append(b, "]>>>>"...)
}

func (v *vector) picture(p *img.Picture) {
	im, err := v.j.out.AddImage(pixels(p.Raster))
	if err != nil {
		return
	}
	v.open(p.Clips)
	if p.Opacity < 1 {
		v.f.Opacity(p.Opacity, p.Opacity)
	}
	v.matrix(p.M)
	v.matrix(img.Matrix{A: 1, D: -1, E: p.X, F: p.Y + p.H})
	v.f.Image(im, 0, 0, p.W, p.H)
	v.op("Q")
}
