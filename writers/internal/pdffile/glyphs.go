package pdffile

// A Glyph is a piece of text with its place: a glyph, or what other text stands for.
type Glyph struct {
	Text      string
	X, End, Y float64
	Size      float64 // of its font
}

// A lineReader follows where text stands.
type lineReader struct {
	out    map[int][]Glyph
	widths map[Ref]map[uint16]float64
	wide   map[uint16]float64 // of the font at hand, in 1/1000 em
	size   float64
	x      float64
	actual *Glyph // of marked content that other text stands for
	said   string // that text
}

// Glyphs reads where each piece of a page's text stands, by the numbers of the marked content. fonts has those that were
// read before.
func (f *File) Glyphs(page Dict, fonts map[Ref]Font) (map[int][]Glyph, error) {
	r, data, err := f.reader(page, fonts)
	if err != nil {
		return nil, err
	}
	l := &lineReader{out: map[int][]Glyph{}, widths: map[Ref]map[uint16]float64{}}
	r.lines = l
	return l.out, r.read(data)
}

// setFont reads a font's widths. (ISO 32000-1, 9.7.4.3)
func (l *lineReader) setFont(f *File, o Object, size float64) {
	l.size = size
	ref, _ := o.(Ref)
	if w, ok := l.widths[ref]; ok {
		l.wide = w
		return
	}
	w := map[uint16]float64{}
	l.widths[ref], l.wide = w, w
	below, _ := f.Resolve(f.Dict(o)["DescendantFonts"])
	list, ok := below.(Array)
	if !ok || len(list) == 0 {
		return
	}
	all, _ := f.Resolve(f.Dict(list[0])["W"])
	runs, _ := all.(Array)
	for i := 0; i+1 < len(runs); i += 2 {
		first, _ := runs[i].(int)
		of, _ := runs[i+1].(Array)
		for k, v := range of {
			w[uint16(first+k)] = number(v)
		}
	}
}

// show moves on over a string.
func (l *lineReader) show(r *contentReader, s String) {
	hidden := false
	for _, m := range r.marks {
		if m.has {
			hidden, l.said = true, m.actual
			break
		}
	}
	id := r.current()
	for i := 0; i+1 < len(s); i += 2 {
		code := uint16(s[i])<<8 | uint16(s[i+1])
		wide, ok := l.wide[code]
		if !ok {
			wide = 1000
		}
		g := Glyph{r.font[code], l.x, l.x + wide*l.size/1000, r.y, l.size}
		l.x = g.End
		switch {
		case !hidden:
			l.out[id] = append(l.out[id], g)
		case l.actual == nil:
			l.actual = &g
		default:
			l.actual.End = g.End
		}
	}
}

// end closes marked content that other text stands for, whose mark is gone.
func (l *lineReader) end(r *contentReader) {
	if l.actual == nil {
		return
	}
	for _, m := range r.marks {
		if m.has {
			return
		}
	}
	g := *l.actual
	l.actual = nil
	g.Text = l.said
	l.out[r.current()] = append(l.out[r.current()], g)
}
