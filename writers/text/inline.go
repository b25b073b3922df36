package text

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"platen/convert/tree"
)

// inlines adds the words of inlines to the paragraph being gathered.
func (p *printer) inlines(ns []tree.Inline) {
	for i := 0; i < len(ns); i++ {
		l, ok := ns[i].(*tree.Link)
		if !ok || i+1 == len(ns) {
			p.inline(ns[i])
			continue
		}
		t, _ := ns[i+1].(*tree.Text)
		if t == nil || t.S == "" || !alnum(firstRune(t.S)) {
			p.link(l, "")
			continue
		}
		// The link ends inside a word, "[Result]s": its number comes after the word.
		end := strings.IndexFunc(t.S, func(r rune) bool { return !alnum(r) })
		if end < 0 {
			end = len(t.S)
		}
		p.link(l, t.S[:end])
		p.addText(t.S[end:])
		i++
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func (p *printer) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		p.addText(n.S)
	case *tree.Emph:
		p.styledInlines(italic, n.Inlines)
	case *tree.Strong:
		p.styledInlines(bold, n.Inlines)
	case *tree.Strike:
		p.addRaw("~~")
		p.styledInlines(strike, n.Inlines)
		p.addRaw("~~")
	case *tree.Sub:
		p.shifted(n.Inlines, '_', subscripts)
	case *tree.Sup:
		p.shifted(n.Inlines, '^', superscripts)
	case *tree.Code:
		s := codeColour
		if n.Role == "kbd" {
			s = bold
		}
		p.on(s)
		p.addCode(n.S)
		p.off(s)
	case *tree.Link:
		p.link(n, "")
	case *tree.Image:
		p.image(n)
	case *tree.Break:
		if n.Hard {
			p.text = append(p.text, '\n')
		} else {
			p.softBreak()
		}
	case *tree.Math:
		p.addText(p.formula(n.Drawn, n.TeX, false))
	case *tree.NoteRef:
		p.addRaw("[^")
		p.text = strconv.AppendInt(p.text, int64(n.Note.Number), 10)
		p.addRaw("]")
	case *tree.Anchor:
	case *tree.Span:
		p.inlines(n.Inlines)
	case *tree.InlineElement:
		p.inlines(n.Inlines)
	case *tree.RawInline:
		p.inlines(n.Inlines)
	default:
		panic("text: no case for an inline of this type")
	}
}

func (p *printer) styledInlines(s style, ns []tree.Inline) {
	p.on(s)
	p.inlines(ns)
	p.off(s)
}

// addRaw adds our own ASCII.
func (p *printer) addRaw(s string) { p.text = append(p.text, s...) }

// softBreak adds a line end of the source, which is a space; between characters of scripts
// that are written without spaces it is nothing.
func (p *printer) softBreak() {
	joined := false
	if n := len(p.text); n > 0 && p.text[n-1] >= utf8.RuneSelf {
		r, _ := utf8.DecodeLastRune(p.text)
		joined = joins(r)
	}
	p.text = append(p.text, ' ')
	if joined {
		p.soft = len(p.text)
	}
}

// addText adds words as they are read: white space is a space, what must not reach a terminal is left out.
func (p *printer) addText(s string) {
	if p.soft >= 0 {
		if r, _ := utf8.DecodeRuneInString(s); p.soft == len(p.text) && joins(r) {
			p.text = p.text[:len(p.text)-1]
		}
		p.soft = -1
	}
	i := 0
	for i < len(s) && s[i] >= ' ' && s[i] < 0x7f {
		i++
	}
	p.text = append(p.text, s[:i]...)
	for i < len(s) {
		c := s[i]
		if c >= ' ' && c < 0x7f {
			p.text = append(p.text, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\t' || r == '\n' || r == 0x2028 || r == 0x2029:
			p.text = append(p.text, ' ')
		case r == 0xa0:
			p.text = append(p.text, markNBSP)
		case forbidden(r) || r == 0xfeff:
		default:
			p.text = utf8.AppendRune(p.text, r)
		}
		i += n
	}
}

// forbidden reports whether r is a control character or one that turns the direction of what follows.
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// addCode is addText that keeps runs of spaces.
func (p *printer) addCode(s string) {
	if !strings.Contains(s, "  ") {
		p.addText(s)
		return
	}
	at := len(p.text)
	p.addText(s)
	t := p.text[at:]
	for i := 1; i < len(t); i++ {
		if t[i] == ' ' && (t[i-1] == ' ' || t[i-1] == markNBSP && i > 1) {
			t[i], t[i-1] = markNBSP, markNBSP
		}
	}
}

// shifted adds a sub- or superscript: in Unicode's own characters when all of it has them, the letters of
// an ordinal number as they are ("1st"), anything else after a mark: x^2y.
func (p *printer) shifted(ns []tree.Inline, mark byte, table map[rune]rune) {
	at := len(p.text)
	p.inlines(ns)
	s := string(p.text[at:])
	if s == "" || s[0] == '[' {
		return
	}
	var b []rune
	for _, r := range s {
		if u, ok := table[r]; ok && b != nil || ok && len(b) == 0 {
			b = append(b, u)
		}
	}
	switch {
	case !p.w.ASCII && len(b) == utf8.RuneCountInString(s):
		p.text = append(p.text[:at], string(b)...)
	case mark == '^' && ordinal(s):
	default:
		p.text = append(p.text[:at], mark)
		p.text = append(p.text, s...)
	}
}

// ordinal reports whether s ends an ordinal number: 4th, nth.
func ordinal(s string) bool {
	switch strings.ToLower(s) {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

var (
	superscripts = map[rune]rune{'0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹',
		'+': '⁺', '-': '⁻', '−': '⁻', '=': '⁼', '(': '⁽', ')': '⁾', 'n': 'ⁿ', 'i': 'ⁱ'}
	subscripts = map[rune]rune{'0': '₀', '1': '₁', '2': '₂', '3': '₃', '4': '₄', '5': '₅', '6': '₆', '7': '₇', '8': '₈', '9': '₉',
		'+': '₊', '-': '₋', '−': '₋', '=': '₌', '(': '₍', ')': '₎'}
)

// image adds what stands for an image: its alternative text, or its file's name when it has none. One that stands in its
// address has no name.
func (p *printer) image(n *tree.Image) {
	alt := n.Alt
	if strings.TrimSpace(alt) == "" {
		if n.Decorative {
			return
		}
		if !strings.HasPrefix(n.Src.Raw, "data:") {
			file, _, _ := strings.Cut(n.Src.Raw, "?")
			alt = file[strings.LastIndexByte(file, '/')+1:]
		}
	}
	p.addRaw("[")
	p.addText(p.words.Image)
	if strings.TrimSpace(alt) != "" {
		p.addRaw(": ")
		p.addText(alt)
	}
	p.addRaw("]")
}

// otherFile is where a page of another guide of the set stands: on the web, or seen from this page's file.
func (p *printer) otherFile(t *tree.Target) string {
	to := strings.ReplaceAll(p.w.fileName(&tree.Page{Path: t.Peer}), " ", "%20")
	if u := t.Guide.Address("text", to); u != "" {
		return u
	}
	return t.Guide.Way("text", p.from, to)
}

// link adds a link's words and the end of the word that it ends in, and how to find its address.
func (p *printer) link(n *tree.Link, end string) {
	at := len(p.text)
	p.on(underline)
	p.inlines(n.Inlines)
	p.off(underline)
	if to := n.To.Page; to != nil && p.visible(at) == "" {
		p.addText(tree.PlainText(to.Title))
	}
	p.addText(end)
	url := n.To.URL
	if !n.To.Whole() {
		url = ""
	}
	if n.To.Asset != nil {
		url = n.To.Asset.Path
	}
	if n.To.Guide != nil {
		url = p.otherFile(&n.To)
	}
	if url == "" || p.w.Links == "none" {
		return
	}
	shown := p.visible(at)
	if shown == url || "mailto:"+shown == url {
		return
	}
	if shown != "" {
		p.text = append(p.text, markNBSP)
	}
	if p.w.Links == "inline" {
		p.addRaw("<")
		p.addText(url)
		p.addRaw(">")
		return
	}
	p.addRaw("[")
	p.text = strconv.AppendInt(p.text, int64(p.reference(url)), 10)
	p.addRaw("]")
}

// visible returns what was gathered from at on, without marks at its ends.
func (p *printer) visible(at int) string {
	b := p.text[at:]
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	return string(b)
}

// reference returns the number under which url is listed at the page's end.
func (s *state) reference(url string) int {
	if n := s.linkNo[url]; n > 0 {
		return n
	}
	s.links = append(s.links, url)
	s.linkNo[url] = len(s.links)
	return len(s.links)
}
