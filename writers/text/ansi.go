package text

// A style is a look of words in [Writer.ANSI] output.
type style byte

// The styles, in the order in which their codes are written.
const (
	bold style = iota
	italic
	underline
	strike
	codeColour
	noteColour
	warnColour
	dim
	styleCount
)

// sgr are the styles' parameters (ECMA-48, 8.3.117).
var sgr = [styleCount]string{"1", "3", "4", "9", "36", "34", "31", "2"}

// on adds the mark that a style begins to the paragraph being gathered; off that it ends.
func (p *printer) on(s style) {
	if p.w.ANSI {
		p.text = append(p.text, styleOn+byte(s))
	}
}

func (p *printer) off(s style) {
	if p.w.ANSI {
		p.text = append(p.text, styleOff+byte(s))
	}
}

// styled notes the mark c and prints its code.
func (p *printer) styled(c byte) {
	if c < styleOff {
		s := c - styleOn
		if p.styles[s]++; p.styles[s] == 1 {
			p.buf = append(append(append(p.buf, "\x1b["...), sgr[s]...), 'm')
		}
		return
	}
	s := c - styleOff
	if p.styles[s]--; p.styles[s] == 0 {
		p.buf = append(p.buf, "\x1b[0m"...)
		p.resume()
	}
}

// resume prints the codes of all styles that are on; a line begins so.
func (p *printer) resume() {
	for s, n := range p.styles {
		if n > 0 {
			p.buf = append(append(append(p.buf, "\x1b["...), sgr[s]...), 'm')
		}
	}
}

// suspend ends all styles; a line ends so.
func (p *printer) suspend() {
	for _, n := range p.styles {
		if n > 0 {
			p.buf = append(p.buf, "\x1b[0m"...)
			return
		}
	}
}
