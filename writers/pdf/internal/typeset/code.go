package typeset

// A Token is a stretch of a code line in one style, up to End (bytes in the line), after the token before it.
type Token struct {
	End   int
	Style *Style
	Ref   int32
}

// Code sets one line of code, without the line's end, wrapped into the width at tokens. Tabs go to columns of 8.
// What no token covers is in style. Continuation lines begin with a mark that has [Run.Mark] set.
func (s *Shaper) Code(line string, style *Style, tokens []Token, width float64) []Line {
	var in []Inline
	from := 0
	for _, t := range tokens {
		if t.End > from && t.End <= len(line) {
			in = append(in, Inline{Style: t.Style, Text: line[from:t.End], Ref: t.Ref})
			from = t.End
		}
	}
	if from < len(line) {
		in = append(in, Inline{Style: style, Text: line[from:]})
	}
	return s.Layout(in, Options{Width: width, Greedy: true})
}
