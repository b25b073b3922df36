package img

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

func itoa(n int) string { return strconv.Itoa(n) }

// lineHeight is the height of a line of words.
func (s *style) lineHeight(w *Words) float64 {
	switch v := s.words.lead; {
	case v > 0:
		return v * s.size
	case v < 0:
		return -v
	}
	return w.ascent + w.depth
}

// A filler fills lines with what stands in them.
type filler struct {
	l    *setter
	b    *hbox
	w, y float64
	line []part
	long float64
	gap  bool // white space came last
	// how wide that is in a style
	room   float64
	roomOf style
}

// A part is words in a line, or a box.
type part struct {
	text  string
	s     style
	back  paintValue
	link  *element
	box   *hbox
	space bool    // there is white space before it
	room  float64 // how wide that is
	long  float64
	lineW *Words
}

// inline adds an element, or text, to the lines.
func (f *filler) inline(k *element, s style, back paintValue) {
	d := f.l.d
	if k.name == "" {
		f.text(k.text, s, back)
		return
	}
	if d.visits++; d.visits > maxVisits {
		return
	}
	p, own := f.l.computed(k, s)
	if p["display"] == "none" {
		return
	}
	if k.name == "br" {
		f.strut(s)
		f.flush(true)
		return
	}
	if strings.HasPrefix(p["display"], "inline-") {
		m := edges(p, "margin", own.size, f.w)
		box := f.l.block(k, s, math.Max(0, f.w-m[1]-m[3]), true)
		box.x = m[3]
		f.add(part{s: s, box: box, long: box.w + m[1] + m[3]})
		return
	}
	if !inlineHTML[k.name] && f.l.isBlock(k, s) { // a block in the middle of a line
		f.flush(false)
		box := f.l.block(k, s, f.w, f.w >= most)
		f.add(part{s: s, box: box, long: box.w})
		f.flush(false)
		return
	}
	if c, ok := parseColor(resolve(p["background-color"], own.color)); ok {
		back = c
	}
	outer := f.l.link
	if k.name == "a" && k.attr("href") != "" {
		f.l.link = k
	}
	if k.name == "q" {
		f.text("“", own, back)
	}
	for _, c := range k.kids {
		f.inline(c, own, back)
	}
	if k.name == "q" {
		f.text("”", own, back)
	}
	f.l.link = outer
}

// text adds words, which may begin new lines.
func (f *filler) text(text string, s style, back paintValue) {
	if s.hidden {
		return
	}
	for text != "" {
		i := strings.IndexAny(text, " \t\r\n")
		if i == 0 {
			if c := text[0]; s.words.keep {
				if c == '\n' {
					f.strut(s)
					f.flush(true)
				} else if f.gap || s.words.nowrap {
					f.word("\u00a0", s, back)
				} else {
					f.gap = true
				}
			} else {
				f.gap = true
			}
			text = text[1:]
			continue
		}
		if i < 0 {
			i = len(text)
		}
		f.word(text[:i], s, back)
		text = text[i:]
	}
}

// word adds a word.
func (f *filler) word(text string, s style, back paintValue) {
	d := f.l.d
	if !d.room(len(text)) {
		return
	}
	w := d.run(text, s, f.l.c)
	d.measure(w)
	p := part{text: text, s: s, back: back, link: f.l.link, long: w.long, space: f.gap}
	if p.space {
		p.room = f.blank(s)
	}
	if w.long > f.w && s.words.brokenAnywhere && !s.words.nowrap {
		f.broken(p)
		return
	}
	f.add(p)
}

// blank is how wide a space is: between letters, as one at the end of a line counts nothing.
func (f *filler) blank(s style) float64 {
	if f.room == 0 || !alike(s, f.roomOf) {
		with, without := f.l.d.run("x\u00a0x", s, f.l.c), f.l.d.run("xx", s, f.l.c)
		f.l.d.measure(with)
		f.l.d.measure(without)
		f.room, f.roomOf = with.long-without.long, s
	}
	return f.room
}

// broken adds a word that is wider than a line, in pieces.
func (f *filler) broken(p part) {
	text := p.text
	for text != "" {
		n, long := 0, 0.0
		for n < len(text) {
			_, size := utf8.DecodeRuneInString(text[n:])
			w := f.l.d.run(text[:n+size], p.s, f.l.c)
			if f.l.d.measure(w); w.long > f.w && n > 0 {
				break
			}
			n, long = n+size, w.long
		}
		q := p
		q.text, q.long = text[:n], long
		f.add(q)
		text = text[n:]
		p.space, p.room = false, 0
		if text != "" {
			f.flush(false)
		}
	}
}

// add puts a part into the line, or into the next where it does not fit.
func (f *filler) add(p part) {
	p.space = p.space || f.gap
	f.gap = false
	breaks := p.space || p.box != nil || len(f.line) > 0 && f.line[len(f.line)-1].box != nil
	if breaks && len(f.line) > 0 && !p.s.words.nowrap && f.long+p.room+p.long > f.w+0.02 {
		f.flush(false)
	}
	if len(f.line) == 0 {
		p.space, p.room = false, 0
	}
	f.line = append(f.line, p)
	f.long += p.room + p.long
}

// strut keeps the height of a line that has no words.
func (f *filler) strut(s style) {
	if len(f.line) == 0 {
		f.line = append(f.line, part{s: s})
	}
}

// flush sets the line.
func (f *filler) flush(hard bool) {
	if f.gap = false; len(f.line) == 0 {
		return
	}
	joined := f.joined()
	long, above, below := 0.0, 0.0, 0.0
	half := func(s *style, w *Words) {
		gap := (s.lineHeight(w) - w.ascent - w.depth) / 2
		above, below = math.Max(above, w.ascent+gap+s.words.shift), math.Max(below, w.depth+gap-s.words.shift)
	}
	strut := f.l.d.run("x", f.b.s, f.l.c)
	f.l.d.measure(strut)
	half(&f.b.s, strut)
	for i := range joined {
		p := &joined[i]
		long += p.long
		if p.box != nil {
			above, below = math.Max(above, p.box.base), math.Max(below, p.box.h-p.box.base)
			continue
		}
		half(&p.s, p.lineW)
	}
	x := 0.0
	align := f.b.s.words.align
	if f.b.s.words.rtl && (align == "" || align == "start") {
		align = "right"
	}
	if f.w < most {
		switch align {
		case "center", "-webkit-center", "middle":
			x = (f.w - long) / 2
		case "right", "end", "-webkit-right":
			x = f.w - long
		}
	}
	f.b.nat = math.Max(f.b.nat, long)
	f.b.base = f.y + above
	for _, p := range joined {
		if p.box != nil {
			p.box.x, p.box.y = p.box.x+x, f.y+above-p.box.base
			f.b.kids = append(f.b.kids, p.box)
		} else if p.text != "" {
			p.lineW.X, p.lineW.Y = x, f.y+above-p.s.words.shift
			p.lineW.Fill = &Paint{Color: p.s.color, Opacity: 1}
			f.b.words = append(f.b.words, hwords{p.lineW, p.back, p.link})
		}
		x += p.long
	}
	f.y += above + below
	f.line, f.long = nil, 0
}

// joined makes one part of words of one style that follow each other.
func (f *filler) joined() []part {
	var out []part
	for _, p := range f.line {
		n := len(out)
		if p.space {
			p.text = " " + p.text
		}
		if n > 0 && p.box == nil && out[n-1].box == nil && out[n-1].link == p.link && out[n-1].back == p.back && alike(out[n-1].s, p.s) {
			out[n-1].text += p.text
			continue
		}
		if p.space { // lines begin without
			p.text = "\u00a0" + p.text[1:]
		}
		out = append(out, p)
	}
	for i := range out {
		if p := &out[i]; p.box == nil {
			p.lineW = f.l.d.run(p.text, p.s, f.l.c)
			f.l.d.measure(p.lineW)
			if p.text == "" {
				p.lineW.long = 0
			}
			p.long = p.lineW.long
		}
	}
	return out
}

// alike reports whether words of both styles look the same.
func alike(a, b style) bool {
	return a.size == b.size && a.family == b.family && a.bold == b.bold && a.italic == b.italic && a.color == b.color && a.words == b.words
}

// end sets the last line.
func (f *filler) end() {
	f.flush(false)
}
