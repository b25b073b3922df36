package typeset

// Layout breaks a paragraph into lines. The result does not share memory with par but for its strings, styles and boxes.
// No line is wider than its measure unless a box is. An empty paragraph has no lines.
func (s *Shaper) Layout(par []Inline, o Options) []Line {
	s.build(par, o.Lang, o.RTL)
	p := &s.par
	if len(p.atoms) == 0 {
		return nil
	}
	s.fit(&o)
	b := &s.brk
	var ends []int32
	ok, divided := false, false
	if o.Justify && !o.Greedy {
		if ends, ok = b.total(p.atoms, &o, easyStretch); !ok {
			divided = s.divide(&o)
			ends, ok = b.total(p.atoms, &o, mostStretch)
		}
	}
	if !ok { // ragged, whole: no line ends where the next word would fit
		o.Justify = o.Justify && o.Greedy
		share := max(0.3, min(40/o.Width, 0.5)) // of a line that may be empty before words are divided
		ends = b.greedy(p.atoms, &o, share)
		if !divided && b.loose(p.atoms, ends, &o, share) && s.divide(&o) {
			ends = b.greedy(p.atoms, &o, share)
		}
	}
	lines := make([]Line, len(ends))
	from := 0
	for i, e := range ends {
		s.line(&lines[i], from, int(e), i, &o)
		from = int(e)
	}
	return lines
}

// Measure returns the width of the widest piece that has to stay on one line, hyphenation apart,
// and the width of the paragraph when only its hard breaks end lines.
func (s *Shaper) Measure(par []Inline) (least, most float64) {
	s.build(par, "", false)
	p := &s.par
	line, group := 0.0, 0.0
	for i := range p.atoms {
		a := &p.atoms[i]
		line += a.w
		most = max(most, line)
		line += a.sp
		group += a.w
		if x := &p.in[a.in]; x.Style != nil && a.w0 < a.w1 && a.w > wholeWord*x.Style.Size {
			if at := softPoints(x.Text[a.from:a.to], x.Style.Code); at != nil {
				group -= a.w
				for _, f := range s.cutAtom(nil, *a, cutSoft, 0) {
					least = max(least, group+f.w)
					group = 0
					if f.after == a.after {
						group = f.w
					}
				}
			}
		}
		least = max(least, group)
		if a.after != glued {
			group = 0
		} else {
			group += a.sp
		}
		if a.after == hard {
			line = 0
		}
	}
	return least, most
}

// wholeWord is how wide a token is, in ems, that rather stays whole when widths are measured: "m5.24xlarge".
const wholeWord = 6

// fit cuts what is wider than the narrowest line.
func (s *Shaper) fit(o *Options) {
	least := o.Width
	if o.Widths != nil {
		_, least = o.Widths(0)
		for i := 1; i <= int(o.alike()); i++ {
			_, w := o.Widths(i)
			least = min(least, w)
		}
	}
	if !s.tooWide(least) {
		return
	}
	for m := cutSoft; m <= cutAny; m++ {
		if m == cutHyphen && !o.Hyphenate {
			continue
		}
		if s.explode(m, least); !s.tooWide(least) {
			return
		}
	}
}

// tooWide reports whether a group of atoms is wider than least.
func (s *Shaper) tooWide(least float64) bool {
	w := 0.0
	for i := range s.par.atoms {
		a := &s.par.atoms[i]
		w += a.w
		if w+a.sign > least {
			return true
		}
		w += a.sp
		if a.after != glued {
			w = 0
		}
	}
	return false
}

// divide adds the joints inside words. It reports whether there are any.
func (s *Shaper) divide(o *Options) bool {
	n := len(s.par.atoms)
	s.explode(cutSoft, -1)
	if o.Hyphenate {
		s.explode(cutHyphen, -1)
	}
	return len(s.par.atoms) > n
}

// How far the lines of a justified paragraph may be stretched, without breaks inside words and with them, in units of
// the stretch of their spaces. A paragraph that needs more is ragged.
const easyStretch, mostStretch = 1.2, 3.5

// line makes a line of the atoms from to end.
func (s *Shaper) line(l *Line, from, end, n int, o *Options) {
	p := &s.par
	x, width := 0.0, o.Width
	if o.Widths != nil {
		x, width = o.Widths(n)
	}
	last := &p.atoms[end-1]
	l.Hard, l.Hyphen = last.after == hard, last.after.hyphen()
	if p.bidi {
		s.bidiRuns(l, from, end)
	} else {
		s.runs(l, from, end)
	}
	nat, gaps := 0.0, 0.0
	var end1 float64 // the space at the line's end
	for i := range l.Runs {
		r := &l.Runs[i]
		nat += r.Width
		for k, w := range r.words {
			if w.space {
				if !r.Style.Code {
					gaps += float64(w.w) * r.Style.Size / 1000
				}
			} else if r.pair(k) {
				gaps += cjkFlex * r.Style.Size
			}
		}
	}
	if k := len(l.Runs); k > 0 {
		r := &l.Runs[k-1]
		for n := len(r.words); n > 0 && r.words[n-1].space; n-- {
			end1 += float64(r.words[n-1].w) * r.Style.Size / 1000
		}
		if end1 > 0 && !r.Style.Code {
			gaps -= end1
		}
	}
	nat -= end1
	l.Width = nat
	d := width - nat
	if gaps > 0.01 && (o.Justify && !l.Hard || d < 0) {
		if d < 0 {
			d = max(d, -0.4*gaps)
		}
		s.spread(l, d/gaps)
		l.Width += d
		d = 0
	}
	pos := 0.0
	if p.bidi {
		s.visual(l)
	} else {
		for i := range l.Runs {
			l.Runs[i].X = pos
			pos += l.Runs[i].Width
		}
	}
	align := o.Align
	if align == Start {
		align = Left
		if p.rtl {
			align = Right
		}
	}
	switch align {
	case Right:
		x += max(0, d)
	case Center:
		x += max(0, d) / 2
	}
	l.X = x
}

// spread widens the spaces of a line by a share of themselves.
func (s *Shaper) spread(l *Line, share float64) {
	for i := range l.Runs {
		r := &l.Runs[i]
		if r.Style == nil {
			continue
		}
		for k, w := range r.words {
			if r.pair(k) {
				r.loose = share * cjkFlex * r.Style.Size
				r.Width += r.loose
			}
			if !w.space || r.Style.Code {
				continue // the spaces of code keep their width
			}
			if i == len(l.Runs)-1 && k == len(r.words)-1 {
				continue // the line's end
			}
			r.gap = share * float64(w.w) * r.Style.Size / 1000
			r.Width += r.gap
		}
	}
}

// pair reports whether words k and k+1 of the run are characters of a script without spaces.
func (r *Run) pair(k int) bool {
	return r.words[k].cjk && k+1 < len(r.words) && r.words[k+1].cjk && !r.Style.Code
}

// runs makes the runs of a line of left-to-right text.
func (s *Shaper) runs(l *Line, from, end int) {
	p := &s.par
	n := 0
	for i := from; i < end; i++ {
		if i == from || p.atoms[i].in != p.atoms[i-1].in {
			n++
		}
	}
	l.Runs = make([]Run, 0, n)
	words := make([]*word, 0, 2*(end-from)+1)
	for i := from; i < end; {
		in := p.atoms[i].in
		x := &p.in[in]
		if x.Break {
			i++
			continue
		}
		r := Run{Ref: x.Ref, Style: x.Style, Box: x.Box}
		w0 := len(words)
		start := p.atoms[i].from
		if x.Box != nil {
			r.Width = x.Box.Width
			l.Ascent, l.Descent = max(l.Ascent, x.Box.Ascent), max(l.Descent, x.Box.Descent)
			i++
		} else {
			st := p.states[in]
			var stop int32
			for i < end && p.atoms[i].in == in {
				words, i = s.joinParts(words, i, end)
				a := &p.atoms[i-1]
				stop = a.end
				if a.sp > 0 || a.after == space {
					for range a.spaces(x) {
						words = append(words, st.space)
					}
				} else if i == end && (a.after == hyph || a.after == forced) {
					words = append(words, st.hyphen)
				}
			}
			r.words = words[w0:len(words):len(words)]
			r.Text = x.Text[start:stop]
			r.measure()
			s.extent(l, x.Style)
		}
		l.Runs = append(l.Runs, r)
	}
}

// spaces is how many of them stand after the atom: in code each counts.
func (a *atom) spaces(x *Inline) int {
	if x.Style.Code && a.end > a.to {
		return int(a.end - a.to)
	}
	return 1
}

// joinParts adds the words of the atom at i, shaped anew with the parts of the same token that follow it on the line.
func (s *Shaper) joinParts(words []*word, i, end int) ([]*word, int) {
	p := &s.par
	j := i + 1
	for j < end && p.atoms[j].part && p.atoms[j].in == p.atoms[i].in && p.atoms[j].level == p.atoms[i].level && p.atoms[j-1].sp == 0 {
		j++
	}
	a := &p.atoms[i]
	if j == i+1 {
		return append(words, p.words[a.w0:a.w1]...), j
	}
	x := &p.in[a.in]
	lang := x.Lang
	if lang == "" {
		lang = p.lang
	}
	t := x.Text[a.from:p.atoms[j-1].to]
	if p.atoms[i].end != p.atoms[i].to { // a soft hyphen between the parts
		t = visible(t)
	}
	return s.shape(words, x.Style, p.states[a.in], lang, t, a.level&1 != 0), j
}

func (r *Run) measure() {
	w := int32(0)
	for _, x := range r.words {
		w += x.w
	}
	r.Width = float64(w) * r.Style.Size / 1000
}

// extent makes room in the line for text of a style.
func (s *Shaper) extent(l *Line, st *Style) {
	m := st.Face.Metrics()
	l.Ascent = max(l.Ascent, float64(m.Ascent)*st.Size/1000+st.Rise)
	l.Descent = max(l.Descent, float64(m.Descent)*st.Size/1000-st.Rise)
}
