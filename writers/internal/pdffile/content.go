package pdffile

import (
	"errors"
	"strings"
)

// A Run is text on one line that belongs to one piece of marked content.
type Run struct {
	Text string
	X, Y float64 // where it begins, in points
}

// Content is what a page shows, by the numbers of its marked content. Artifacts are left out. (ISO 32000-1, 14.6)
type Content struct {
	Marked   map[int][]Run
	Stray    []Run // text that is neither marked content nor an artifact
	Artifact []Run
}

// A Font turns codes of two bytes into characters. (ISO 32000-1, 9.10.3)
type Font map[uint16]string

// Page reads a page's content. fonts has those that were read before, by object number.
func (f *File) Page(page Dict, fonts map[Ref]Font) (*Content, error) {
	r, data, err := f.reader(page, fonts)
	if err != nil {
		return nil, err
	}
	return r.out, r.read(data)
}

// reader returns what reads a page's content, and the content. A page has the resources of the nodes above it.
// (ISO 32000-1, 7.7.3.4)
func (f *File) reader(page Dict, fonts map[Ref]Font) (*contentReader, []byte, error) {
	data, err := f.contents(page["Contents"])
	if err != nil {
		return nil, nil, err
	}
	res := page["Resources"]
	for p := page; res == nil && p != nil; {
		p = f.Dict(p["Parent"])
		res = p["Resources"]
	}
	return &contentReader{f: f, fonts: fonts, resources: f.Dict(f.Dict(res)["Font"]), out: &Content{Marked: map[int][]Run{}}}, data, nil
}

func (f *File) contents(o Object) ([]byte, error) {
	o, err := f.Resolve(o)
	if err != nil {
		return nil, err
	}
	switch o := o.(type) {
	case *Stream:
		return f.Data(o)
	case Array:
		var all []byte
		for _, c := range o {
			data, err := f.contents(c)
			if err != nil {
				return nil, err
			}
			all = append(append(all, data...), '\n')
		}
		return all, nil
	}
	return nil, nil
}

// A contentReader follows a content stream.
type contentReader struct {
	f         *File
	fonts     map[Ref]Font
	resources Dict
	out       *Content

	font   Font
	x, y   float64
	marks  []marked
	run    *strings.Builder
	runAt  [2]float64
	runFor int

	lines *lineReader // where each piece of text stands; nil: that is not asked for
}

// A marked is an open sequence of marked content.
type marked struct {
	id     int // MCID, noMark or artifact
	actual string
	has    bool // actual is the text in place of what is drawn
	shown  bool
}

const (
	noMark   = -1
	artifact = -2
)

func (r *contentReader) read(data []byte) error {
	s := &scanner{b: data, content: true}
	var args []Object
	for {
		s.skip()
		if s.pos >= len(s.b) {
			r.flush()
			return nil
		}
		o, err := s.object()
		if err != nil {
			return err
		}
		op, ok := o.(operator)
		if !ok {
			if args = append(args, o); len(args) > 64 {
				return errors.New("an operator with too many operands")
			}
			continue
		}
		r.operator(string(op), args)
		args = args[:0]
	}
}

func number(o Object) float64 {
	switch o := o.(type) {
	case int:
		return float64(o)
	case float64:
		return o
	}
	return 0
}

func (r *contentReader) operator(op string, args []Object) {
	switch op {
	case "BDC", "BMC":
		r.begin(args)
	case "EMC":
		if n := len(r.marks); n > 0 {
			if m := r.marks[n-1]; m.has && m.shown {
				r.text(m.actual)
			}
			r.marks = r.marks[:n-1]
		}
		r.flush()
		if r.lines != nil {
			r.lines.end(r)
		}
	case "Tf":
		if len(args) == 2 {
			name, _ := args[0].(Name)
			r.font = r.f.font(r.resources[name], r.fonts)
			if r.lines != nil {
				r.lines.setFont(r.f, r.resources[name], number(args[1]))
			}
		}
	case "Tm":
		if len(args) == 6 {
			r.move(number(args[4]), number(args[5]))
		}
	case "Td", "TD":
		if len(args) == 2 {
			r.move(r.x+number(args[0]), r.y+number(args[1]))
		}
	case "Tj":
		if len(args) == 1 {
			r.show(args[0])
		}
	case "TJ":
		if len(args) == 1 {
			a, _ := args[0].(Array)
			for _, o := range a {
				if r.lines != nil {
					r.lines.x -= number(o) * r.lines.size / 1000
				}
				r.show(o)
			}
		}
	case "BT":
		r.x, r.y = 0, 0
	}
}

func (r *contentReader) begin(args []Object) {
	m := marked{id: noMark}
	if n := len(r.marks); n > 0 {
		m.id = r.marks[n-1].id
	}
	if len(args) > 0 && args[0] == Name("Artifact") {
		m.id = artifact
	}
	if len(args) > 1 {
		if d, ok := args[1].(Dict); ok {
			if id, ok := d["MCID"].(int); ok && m.id != artifact {
				m.id = id
			}
			if s, ok := d["ActualText"].(String); ok {
				m.actual, m.has = s.Text(), true
			}
		}
	}
	if m.id != r.current() {
		r.flush()
	}
	r.marks = append(r.marks, m)
}

func (r *contentReader) current() int {
	if n := len(r.marks); n > 0 {
		return r.marks[n-1].id
	}
	return noMark
}

// move sets where text comes next. On another line a new run begins.
func (r *contentReader) move(x, y float64) {
	if y != r.y || x < r.x {
		r.flush()
	}
	r.x, r.y = x, y
	if r.lines != nil {
		r.lines.x = x
	}
}

// show adds the text of a string, or notes that it is shown where other text stands for it.
func (r *contentReader) show(o Object) {
	s, ok := o.(String)
	if !ok {
		return
	}
	if r.lines != nil {
		r.lines.show(r, s)
	}
	for i := range r.marks {
		if r.marks[i].has {
			r.marks[i].shown = true
			return
		}
	}
	var b strings.Builder
	for i := 0; i+1 < len(s); i += 2 {
		b.WriteString(r.font[uint16(s[i])<<8|uint16(s[i+1])])
	}
	r.text(b.String())
}

func (r *contentReader) text(s string) {
	if r.run == nil {
		r.run, r.runAt, r.runFor = &strings.Builder{}, [2]float64{r.x, r.y}, r.current()
	}
	r.run.WriteString(s)
}

func (r *contentReader) flush() {
	if r.run == nil {
		return
	}
	run := Run{r.run.String(), r.runAt[0], r.runAt[1]}
	switch r.runFor {
	case artifact:
		r.out.Artifact = append(r.out.Artifact, run)
	case noMark:
		r.out.Stray = append(r.out.Stray, run)
	default:
		r.out.Marked[r.runFor] = append(r.out.Marked[r.runFor], run)
	}
	r.run = nil
}

// font reads a font's map to characters.
func (f *File) font(o Object, fonts map[Ref]Font) Font {
	ref, _ := o.(Ref)
	if m, ok := fonts[ref]; ok {
		return m
	}
	m := Font{}
	fonts[ref] = m
	st, _ := f.Resolve(f.Dict(o)["ToUnicode"])
	stream, ok := st.(*Stream)
	if !ok {
		return m
	}
	data, err := f.Data(stream)
	if err != nil {
		return m
	}
	m.read(data)
	return m
}

// read reads the pairs and ranges of a character map. (ISO 32000-1, 9.10.3)
func (m Font) read(data []byte) {
	s := &scanner{b: data, content: true}
	var args []Object
	for {
		s.skip()
		if s.pos >= len(s.b) {
			return
		}
		o, err := s.object()
		if err != nil {
			return
		}
		op, ok := o.(operator)
		if !ok {
			args = append(args, o)
			continue
		}
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				m.put(args[i], args[i+1], 0)
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				lo, hi := code(args[i]), code(args[i+1])
				for c := lo; c <= hi && hi-lo < 1<<16; c++ {
					if list, ok := args[i+2].(Array); ok {
						if c-lo < len(list) {
							m.putCode(c, list[c-lo], 0)
						}
						continue
					}
					m.putCode(c, args[i+2], c-lo)
				}
			}
		}
		args = args[:0]
	}
}

func code(o Object) int {
	s, _ := o.(String)
	n := 0
	for i := range len(s) {
		n = n<<8 | int(s[i])
	}
	return n
}

func (m Font) put(from, to Object, add int) { m.putCode(code(from), to, add) }

func (m Font) putCode(c int, to Object, add int) {
	s, ok := to.(String)
	if !ok || c >= 1<<16 {
		return
	}
	r := []rune(utf16Text(string(s)))
	if len(r) > 0 {
		r[len(r)-1] += rune(add)
	}
	m[uint16(c)] = string(r)
}
