package pdf

import "platen/writers/pdf/internal/typeset"

// A look says how a run of text looks. It is a value, so that looks derive from each other.
type look struct {
	size         float64
	lead         float64
	color        color
	rise         float64
	bold, italic bool
	code         bool
	under        bool
	strike       bool
	tabular      bool
	serif        bool
	heading      bool
}

// styles hands out one typeset.Style for each look. It belongs to one goroutine.
type styles struct {
	fonts *typeset.Set
	made  map[look]*typeset.Style
}

func newStyles(fonts *typeset.Set) *styles {
	return &styles{fonts: fonts, made: map[look]*typeset.Style{}}
}

// of returns the style of the look.
func (s *styles) of(l look) *typeset.Style {
	l.lead = 0
	if st := s.made[l]; st != nil {
		return st
	}
	name := "sans"
	switch {
	case l.code:
		name = "mono"
	case l.serif:
		name = "serif"
	}
	f := s.fonts.Families[name]
	if h := s.fonts.Families["heading"]; h != nil && l.heading && !l.code {
		f = h
	}
	if f == nil {
		f = s.fonts.Families["sans"]
	}
	face, bold, slant := choose(f, l.bold, l.italic)
	st := &typeset.Style{Face: face, Bold: bold, Slant: slant, Size: l.size, Color: l.color.typeset(), Rise: l.rise, Code: l.code,
		Underline: l.under, Strike: l.strike, Tabular: l.tabular}
	s.made[l] = st
	return st
}

// baseline is where the baseline of a line of the look is, below the line's top.
func (s *styles) baseline(l look) float64 {
	m := s.of(l).Face.Metrics()
	a, d := float64(m.Ascent)*l.size/1000, float64(m.Descent)*l.size/1000
	return (l.lead-a-d)/2 + a
}
