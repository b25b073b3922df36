package pdf

import (
	"platen/writers/pdf/internal/img"
	"platen/writers/pdf/internal/typeset"
)

// words sets words in the drawing's space.
func (v *vector) words(w *img.Words) {
	line := v.layout(w)
	if line == nil {
		return
	}
	m := w.M.Mul(img.Matrix{A: 1, D: -1, E: w.X, F: w.Y})
	if w.Stretch > 0 {
		m = m.Mul(img.Matrix{A: w.Stretch, D: 1})
	}
	v.open(w.Clips)
	plain := func(p *img.Paint) bool { return p != nil && p.Gradient == nil && p.Pattern == nil }
	switch {
	case w.Fill == nil && w.Stroke == nil: // it keeps its room, and can be copied
		v.text(line, m, "3 Tr")
	case w.Stroke == nil && plain(w.Fill):
		v.op("q")
		v.see(w.Fill, true)
		v.text(line, m, "")
		v.op("Q")
	case w.Fill == nil:
		v.outlined(w, line, m)
	default:
		if w.Stroke != nil && w.Under {
			v.again(func() { v.outlined(w, line, m) })
		}
		v.filled(w.Fill, line, m)
		if w.Stroke != nil && !w.Under {
			v.again(func() { v.outlined(w, line, m) })
		}
	}
	v.lines(w, line, m)
	v.op("Q")
}

// again draws words a second time: they are there once for who copies or searches them.
func (v *vector) again(f func()) {
	v.op("/Span <</ActualText <FEFF>>> BDC")
	f()
	v.op("EMC")
}

// text shows a line from the origin of a space that m maps to the drawing's.
func (v *vector) text(line *typeset.Line, m img.Matrix, mode string) {
	v.op("q")
	v.matrix(m)
	if mode != "" {
		v.op(mode)
	}
	v.f.Text(line, 0, 0)
	v.op("Q")
}

// outlined strokes the outlines of words.
func (v *vector) outlined(w *img.Words, line *typeset.Line, m img.Matrix) {
	v.op("q")
	v.ink(w.Stroke, false)
	v.matrix(m)
	v.nums(w.Width)
	v.op("w 1 Tr 4 M")
	v.f.Text(line, 0, 0)
	v.op("Q")
}

// filled fills words with any paint: what is no colour is painted through them.
func (v *vector) filled(p *img.Paint, line *typeset.Line, m img.Matrix) {
	v.op("q")
	back, ok := m.Inverse()
	if p.Gradient == nil && p.Pattern == nil || !ok {
		v.see(p, true)
		v.text(line, m, "")
		v.op("Q")
		return
	}
	v.matrix(m)
	v.op("7 Tr")
	v.f.Text(line, 0, 0)
	v.matrix(back)
	s := line.Runs[0].Style.Size
	v.fill(p, img.Rect(-s, -2*s, line.Width+4*s, 4*s).Transform(m), "")
	v.op("Q")
}

// lines draws what lies under, over and through words.
func (v *vector) lines(w *img.Words, line *typeset.Line, m img.Matrix) {
	if w.Fill == nil || !w.Underline && !w.Overline && !w.Through || len(line.Runs) == 0 {
		return
	}
	f := line.Runs[0].Style.Face.Metrics()
	thick, ascent := w.Size/10, float64(f.Ascent)*w.Size/1000 // as browsers have them
	long := w.Long()
	if w.Stretch > 0 {
		long /= w.Stretch
	}
	bar := func(show bool, middle float64) {
		if show {
			v.op("q")
			v.fill(w.Fill, img.Rect(0, middle-thick/2, long, thick).Transform(m), "")
			v.op("Q")
		}
	}
	bar(w.Underline, -1.25*thick)
	bar(w.Overline, ascent)
	bar(w.Through, ascent/3)
}

// layout sets words as one line, which holds until the next is set; nil for none.
func (v *vector) layout(w *img.Words) *typeset.Line {
	if w.Text == "" || w.Size <= 0 {
		return nil
	}
	l := look{size: w.Size, bold: w.Bold, italic: w.Italic, code: w.Mono, serif: w.Serif}
	if w.Fill != nil {
		c := w.Fill.Color
		l.color = color(c[0]*255+0.5)<<16 | color(c[1]*255+0.5)<<8 | color(c[2]*255+0.5)
	}
	lines := v.sh.Layout([]typeset.Inline{{Style: v.st.of(l), Text: w.Text}}, typeset.Options{Width: 1e5, Align: typeset.Left})
	if len(lines) == 0 || len(lines[0].Runs) == 0 {
		return nil
	}
	if w.Letter != 0 || w.Word != 0 {
		lines[0].Space(w.Letter, w.Word)
	}
	return &lines[0]
}

// ruler says how much room words take, without what is put between their letters.
func (v *vector) ruler(w *img.Words) (width, ascent, depth float64) {
	q := *w
	q.Letter, q.Word = 0, 0
	line := v.layout(&q)
	if line == nil {
		return 0, 0.8 * w.Size, 0.2 * w.Size
	}
	f := line.Runs[0].Style.Face.Metrics()
	return line.Width, float64(f.Ascent) * w.Size / 1000, float64(f.Descent) * w.Size / 1000
}
