package typeset

import "slices"

// bidiRuns makes one run of each word and space, in reading order.
func (s *Shaper) bidiRuns(l *Line, from, end int) {
	p := &s.par
	s.unit = s.unit[:0]
	for i := from; i < end; {
		a := p.atoms[i]
		x := &p.in[a.in]
		if x.Break {
			i++
			continue
		}
		if x.Box != nil {
			l.Runs = append(l.Runs, Run{Ref: x.Ref, Style: x.Style, Box: x.Box, Width: x.Box.Width})
			s.unit = append(s.unit, a.level)
			l.Ascent, l.Descent = max(l.Ascent, x.Box.Ascent), max(l.Descent, x.Box.Descent)
			i++
			continue
		}
		st := p.states[a.in]
		s.extent(l, x.Style)
		var words []*word
		j := i
		words, i = s.joinParts(nil, i, end)
		b := &p.atoms[i-1]
		if i == end && (b.after == hyph || b.after == forced) {
			words = append(words, st.hyphen)
		}
		text := x.Text[p.atoms[j].from:b.to]
		for k := range words {
			r := Run{Ref: x.Ref, Style: x.Style, words: words[k : k+1 : k+1], rtl: a.level&1 != 0}
			if k == 0 {
				r.Text = text
			}
			r.measure()
			l.Runs = append(l.Runs, r)
			s.unit = append(s.unit, a.level)
		}
		if b.sp > 0 || b.after == space {
			r := Run{Ref: x.Ref, Style: x.Style, Text: " ", words: slices.Repeat([]*word{st.space}, b.spaces(x))}
			r.measure()
			l.Runs = append(l.Runs, r)
			lv := b.spLevel
			if i == end { // rule L1
				lv = 0
				if p.rtl {
					lv = 1
				}
			}
			s.unit = append(s.unit, lv)
		}
	}
}

// visual gives the runs of a line their places by their levels. (UAX #9, rule L2)
func (s *Shaper) visual(l *Line) {
	n := len(l.Runs)
	order := make([]int, n)
	hi, lo := uint8(0), uint8(255)
	for i := range order {
		order[i] = i
		hi, lo = max(hi, s.unit[i]), min(lo, s.unit[i])
	}
	for lv := hi; lv >= 1; lv-- {
		for i := 0; i < n; {
			if s.unit[order[i]] < lv {
				i++
				continue
			}
			j := i
			for j < n && s.unit[order[j]] >= lv {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
			i = j
		}
	}
	x := 0.0
	if n > 0 { // the space at the line's end stands outside the measure when it comes first
		if r := &l.Runs[order[0]]; order[0] == n-1 && n > 1 && len(r.words) == 1 && r.words[0].space {
			x = -r.Width
		}
	}
	for _, i := range order {
		l.Runs[i].X = x
		x += l.Runs[i].Width
	}
}
