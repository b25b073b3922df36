package img

import (
	"strconv"
	"strings"
)

// A wordStyle is what concerns text only.
type wordStyle struct {
	letter, word           float64 // spacing
	under, over, through   bool    // lines
	rtl, keep              bool    // from right to left; white space stays
	serif, mono            bool
	lift                   float64 // how far the baseline lies below the place of text, of the font's size
	shift                  float64 // and how far above that text is set
	lead                   float64 // line height of HTML: of the font's size, or, below 0, less that length
	nowrap, brokenAnywhere bool
	align                  string
}

// baselines says how far the alphabetic baseline lies below the one named, of the font's size: middles of small letters
// and of capitals, tops and feet of usual sans-serif faces.
var baselines = map[string]float64{"auto": 0, "alphabetic": 0, "baseline": 0, "middle": 0.26, "central": 0.34, "mathematical": 0.4, "hanging": 0.74,
	"text-before-edge": 0.93, "text-top": 0.93, "before-edge": 0.93, "text-after-edge": -0.22, "text-bottom": -0.22, "after-edge": -0.22, "ideographic": -0.22}

// sizes are font sizes by name, in pixels. (CSS Fonts 4, 2.5)
var sizes = map[string]float64{"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32, "xxx-large": 48}

// font sets the face and the size, and what else concerns text.
func (s *style) font(p map[string]string) {
	if v := p["font"]; v != "" {
		s.shorthand(v)
	}
	s.setSize(p["font-size"])
	if v := p["font-family"]; v != "" && v != "inherit" {
		s.setFamily(v)
	}
	s.weight(p["font-weight"])
	if v := p["font-style"]; v != "" && v != "inherit" {
		s.italic = v != "normal"
	}
	s.text(p)
}

func (s *style) setSize(v string) bool {
	n, ok := length(v, s.size, s.size)
	if named, is := sizes[v]; is {
		n, ok = named, true
	}
	switch v {
	case "smaller":
		n, ok = s.size/1.2, true
	case "larger":
		n, ok = s.size*1.2, true
	}
	if ok && n >= 0 && n < 10_000 {
		s.size = n
		return true
	}
	return false
}

func (s *style) weight(v string) {
	if v == "" || v == "inherit" {
		return
	}
	n, err := strconv.Atoi(v)
	s.bold = v == "bold" || v == "bolder" || err == nil && n >= 600
}

// shorthand reads the property font: style and weight, size and line height, families.
func (s *style) shorthand(v string) {
	fields := strings.Fields(v)
	bold, italic := false, false
	for i, f := range fields {
		size, lead, _ := strings.Cut(f, "/")
		if f[0] >= '0' && f[0] <= '9' && strings.Trim(f, "0123456789") == "" && len(f) == 3 {
			n, _ := strconv.Atoi(f)
			bold = n >= 600
			continue
		}
		if _, named := sizes[size]; f[0] == '.' || f[0] >= '0' && f[0] <= '9' || named {
			if !s.setSize(size) {
				return
			}
			s.bold, s.italic = bold, italic
			s.leading(lead)
			if rest := fields[i+1:]; len(rest) > 0 {
				s.setFamily(strings.Join(rest, " "))
			}
			return
		}
		bold = bold || f == "bold" || f == "bolder"
		italic = italic || f == "italic" || f == "oblique"
	}
}

// setFamily finds what kind of face a list of families asks for: the first that says one.
func (s *style) setFamily(v string) {
	s.family = v
	s.words.serif, s.words.mono = false, false
	for _, f := range strings.Split(strings.ToLower(v), ",") {
		f = strings.Trim(strings.TrimSpace(f), `"'`)
		has := func(list ...string) bool {
			for _, w := range list {
				if strings.Contains(f, w) {
					return true
				}
			}
			return false
		}
		switch {
		case has("mono", "courier", "consol", "menlo", "code", "cascadia", "fixed"):
			s.words.mono = true
			return
		case has("sans", "arial", "helvetica", "verdana", "tahoma", "segoe", "roboto", "inter", "calibri", "system-ui", "trebuchet", "lato"):
			return
		case has("serif", "times", "georgia", "garamond", "palatino", "cambria", "baskerville", "book antiqua"):
			s.words.serif = true
			return
		}
	}
}

// leading sets the height of lines of HTML.
func (s *style) leading(v string) {
	switch n, err := strconv.ParseFloat(v, 64); {
	case v == "normal":
		s.words.lead = 0
	case err == nil && n >= 0:
		s.words.lead = n
	default:
		if n, ok := length(v, s.size, s.size); ok && n >= 0 {
			s.words.lead = -n
		}
	}
}

// text sets what concerns text only.
func (s *style) text(p map[string]string) {
	t := &s.words
	for _, name := range [...]string{"dominant-baseline", "alignment-baseline"} {
		if v, ok := baselines[p[name]]; ok {
			t.lift = v
		}
	}
	switch v := p["baseline-shift"]; v {
	case "", "baseline", "inherit":
	case "sub":
		t.shift -= 0.2 * s.size
	case "super":
		t.shift += 0.33 * s.size
	default:
		n, _ := length(v, s.size, s.size)
		t.shift += n
	}
	for name, to := range map[string]*float64{"letter-spacing": &t.letter, "word-spacing": &t.word} {
		if v, ok := length(p[name], s.size, s.size); ok {
			*to = v
		} else if p[name] == "normal" {
			*to = 0
		}
	}
	for _, name := range [...]string{"text-decoration", "text-decoration-line"} {
		v := p[name]
		t.under = t.under || strings.Contains(v, "underline")
		t.over = t.over || strings.Contains(v, "overline")
		t.through = t.through || strings.Contains(v, "line-through")
	}
	switch p["direction"] {
	case "rtl":
		t.rtl = true
	case "ltr":
		t.rtl = false
	}
	switch p["space"] { // xml:space
	case "preserve":
		t.keep = true
	case "default":
		t.keep = false
	}
	switch p["white-space"] {
	case "pre", "pre-wrap", "break-spaces", "pre-line":
		t.keep, t.nowrap = p["white-space"] != "pre-line", p["white-space"] == "pre"
	case "nowrap":
		t.keep, t.nowrap = false, true
	case "normal":
		t.keep, t.nowrap = false, false
	}
	if v := p["line-height"]; v != "" && v != "inherit" {
		s.leading(v)
	}
	if v := p["text-align"]; v != "" && v != "inherit" {
		t.align = v
	}
	for _, name := range [...]string{"overflow-wrap", "word-wrap", "word-break"} {
		switch p[name] {
		case "break-word", "anywhere", "break-all":
			t.brokenAnywhere = true
		case "normal":
			t.brokenAnywhere = false
		}
	}
}

// words returns a run in the style, without its place.
func (d *drawer) run(text string, s style, c place) *Words {
	return &Words{M: c.m, Size: s.size, Text: text, Family: s.family, Bold: s.bold, Italic: s.italic, Mono: s.words.mono, Serif: s.words.serif,
		Letter: s.words.letter, Word: s.words.word, Underline: s.words.under, Overline: s.words.over, Through: s.words.through, Clips: c.clips}
}

// measure finds how much room words take.
func (d *drawer) measure(w *Words) {
	n, spaces := 0, 0
	for _, r := range w.Text {
		n++
		if r == ' ' || r == '\u00a0' {
			spaces++
		}
	}
	if d.ruler != nil && w.Size > 0 && n > 0 {
		w.long, w.ascent, w.depth = d.ruler(w)
	} else {
		w.long, w.ascent, w.depth = float64(n)*w.Size/2, w.Size*0.8, w.Size*0.2
	}
	w.long += float64(n)*w.Letter + float64(spaces)*w.Word
	if w.Stretch > 0 {
		w.long *= w.Stretch
	}
}
