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
	d, err := img.ParseSVG(data)
	if err != nil {
		l.err = err
		return
	}
	if d.W <= 0 || d.H <= 0 || len(d.Items) == 0 {
		l.err = fmt.Errorf("the drawing is empty")
		return
	}
	v := &vector{j: j, f: &pdfdoc.Form{BBox: [4]float64{0, 0, d.W, d.H}}, h: d.H}
	v.matrix(img.Matrix{A: 1, D: -1, F: d.H})
	for i, it := range d.Items {
		switch it := it.(type) {
		case *img.Shape:
			v.shape(it)
		case *img.Words:
			if i == 0 || !it.Follows() || !isWords(d.Items[i-1]) {
				v.chunk(d.Items[i:])
			}
		case *img.Picture:
			v.picture(it)
		}
	}
	l.w, l.h = d.W, d.H
	l.lost = d.Unsupported
	if l.alt = d.Title; d.Desc != "" && d.Desc != d.Title {
		l.alt = strings.TrimPrefix(strings.TrimRight(d.Title, ".")+". "+d.Desc, ". ")
	}
	l.image = j.out.AddForm(v.f)
}

// A vector turns a drawing's items into a form's content. The form's space is the drawing's: y downwards.
type vector struct {
	j  *job
	f  *pdfdoc.Form
	h  float64
	sh *typeset.Shaper
	st *styles
	at float64 // where the last words ended
	y  float64
}

func (v *vector) op(s string) { v.f.Content = append(append(v.f.Content, s...), '\n') }

func (v *vector) nums(list ...float64) {
	for _, n := range list {
		v.f.Content = append(typeset.AppendNum(v.f.Content, n, 4), ' ')
	}
}

func (v *vector) matrix(m img.Matrix) {
	v.nums(m.A, m.B, m.C, m.D, m.E, m.F)
	v.op("cm")
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

func (v *vector) opacity(fill, stroke *img.Paint) {
	a, b := 1.0, 1.0
	if fill != nil {
		a = fill.Opacity
	}
	if stroke != nil {
		b = stroke.Opacity
	}
	if a < 1 || b < 1 {
		v.f.Opacity(a, b)
	}
}

func (v *vector) shape(s *img.Shape) {
	if len(s.Path) == 0 {
		return
	}
	v.open(s.Clips)
	if s.Fill != nil {
		v.fill(s)
	}
	if s.Stroke != nil && s.Width > 0 {
		v.stroke(s)
	}
	v.op("Q")
}

func (v *vector) fill(s *img.Shape) {
	v.op("q")
	v.opacity(s.Fill, nil)
	even := ""
	if s.EvenOdd {
		even = "*"
	}
	if g := s.Fill.Gradient; g != nil && len(g.Stops) > 1 {
		v.path(s.Path.Transform(s.M))
		v.op("W" + even + " n")
		v.matrix(g.M)
		v.op("/" + v.f.Shading(shading(g)) + " sh")
	} else {
		c := s.Fill.Color
		if g != nil && len(g.Stops) > 0 {
			c = g.Stops[0].Color
		}
		v.nums(c[0], c[1], c[2])
		v.op("rg")
		v.path(s.Path.Transform(s.M))
		v.op("f" + even)
	}
	v.op("Q")
}

func (v *vector) stroke(s *img.Shape) {
	v.op("q")
	v.opacity(nil, s.Stroke)
	c := s.Stroke.Color
	if g := s.Stroke.Gradient; g != nil && len(g.Stops) > 0 { // PDF strokes with a gradient by patterns only
		c = g.Stops[len(g.Stops)/2].Color
	}
	v.matrix(s.M)
	v.nums(c[0], c[1], c[2])
	v.op("RG")
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

// shading is a gradient as a shading dictionary. (ISO 32000-1, 8.7.4.5.3 and 8.7.4.5.4)
func shading(g *img.Gradient) []byte {
	num := func(b []byte, list ...float64) []byte {
		for _, n := range list {
			b = append(typeset.AppendNum(b, n, 5), ' ')
		}
		return b
	}
	var b []byte
	if g.Radial {
		b = num(append(b, "<</ShadingType 3/ColorSpace/DeviceRGB/Coords["...), g.X1, g.Y1, g.R1, g.X2, g.Y2, g.R2)
	} else {
		b = num(append(b, "<</ShadingType 2/ColorSpace/DeviceRGB/Coords["...), g.X1, g.Y1, g.X2, g.Y2)
	}
	b = append(b, "]/Extend[true true]/Function<</FunctionType 3/Domain[0 1]/Functions["...)
	stops := append([]img.Stop(nil), g.Stops...)
	if stops[0].Offset > 0 {
		stops = append([]img.Stop{{Offset: 0, Color: stops[0].Color}}, stops...)
	}
	if last := stops[len(stops)-1]; last.Offset < 1 {
		stops = append(stops, img.Stop{Offset: 1, Color: last.Color})
	}
	var bounds, encode []byte
	for i := 1; i < len(stops); i++ {
		p, q := stops[i-1], stops[i]
		b = num(append(b, "<</FunctionType 2/N 1/Domain[0 1]/C0["...), p.Color[:]...)
		b = num(append(b, "]/C1["...), q.Color[:]...)
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

func isWords(it img.Item) bool { _, ok := it.(*img.Words); return ok }

// chunk sets the words that begin the items, with those that follow them, about the place of the first. (SVG 2, 11.8.3)
func (v *vector) chunk(items []img.Item) {
	n := 1
	for n < len(items) && isWords(items[n]) && items[n].(*img.Words).Follows() {
		n++
	}
	first := items[0].(*img.Words)
	if !first.KeepX {
		v.at = first.X
	}
	if !first.KeepY {
		v.y = first.Y
	}
	if first.Anchor != 0 {
		whole := -first.DX // which moves all of it
		for _, it := range items[:n] {
			w := it.(*img.Words)
			whole += w.DX
			if line := v.layout(w); line != nil {
				whole += line.Width
			}
		}
		v.at -= whole * float64(first.Anchor) / 2
	}
	for _, it := range items[:n] {
		w := it.(*img.Words)
		v.at, v.y = v.at+w.DX, v.y+w.DY
		if line := v.layout(w); line != nil {
			v.open(w.Clips)
			v.opacity(&w.Fill, nil)
			v.matrix(w.M)
			v.matrix(img.Matrix{A: 1, D: -1, E: v.at, F: v.y + w.Lift})
			v.f.Text(line, 0, 0)
			v.op("Q")
			v.at += line.Width
		}
	}
}

// layout sets words as one line, which holds until the next is set; nil for none.
func (v *vector) layout(w *img.Words) *typeset.Line {
	if w.Text == "" || w.Size <= 0 {
		return nil
	}
	if v.sh == nil {
		v.sh, v.st = typeset.NewShaper(v.j.set, v.j.lang), newStyles(v.j.set)
	}
	c := w.Fill.Color
	family := strings.ToLower(w.Family)
	l := look{size: w.Size, bold: w.Bold, italic: w.Italic, code: w.Mono, serif: strings.Contains(family, "serif") && !strings.Contains(family, "sans"),
		color: color(c[0]*255+0.5)<<16 | color(c[1]*255+0.5)<<8 | color(c[2]*255+0.5)}
	lines := v.sh.Layout([]typeset.Inline{{Style: v.st.of(l), Text: keepStart(w.Text)}}, typeset.Options{Width: 1e5, Align: typeset.Left})
	if len(lines) == 0 {
		return nil
	}
	return &lines[0]
}

// keepStart makes a space at the start of a run wide: lines begin without.
func keepStart(s string) string {
	if strings.HasPrefix(s, " ") {
		return "\u00a0" + s[1:]
	}
	return s
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
