package pdfdoc

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"platen/fonts"
	"platen/writers/pdf/internal/typeset"
)

// scripts are lines in many scripts, with their languages.
var scripts = [...][2]string{
	{"el", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία, μπλε κύμα."},
	{"ru", "Съешь же ещё этих мягких французских булок, да выпей чаю."},
	{"zh", "支持中文排版，换行时不得在标点之前断开；正文的词典更新了。"},
	{"ja", "日本語の文章は、かなと漢字を混ぜて書きます。"},
	{"ko", "키스의 고유조건은 입술끼리 만나야 한다."},
	{"ar", "مرحبا بالعالم، هذا نص عربي 123 مع English كلمات لله"},
	{"he", "שָׁלוֹם עולם, זה טקסט בעברית (עם סוגריים) וגם 42"},
	{"hi", "नमस्ते दुनिया हिन्दी क्षत्रिय कार्यक्रम विद्यार्थी"},
	{"th", "สวัสดีชาวโลก ที่นี่มีน้ำ"},
	{"en", "Emoji 😀 🚀 👍🏽 👩‍💻 ⚠️ ✅ and math ∑ ∫ √ ≤ ≥ ≠ ∞ α β π; boxes ├── └── │ ┌─┐ → µ 5 ﬁ Ω"},
}

// fallback loads the fonts of the folder PLATEN_FONTS, after the embedded ones.
func fallback(t testing.TB) (fs []*typeset.Face) {
	for _, n := range [...]string{"Source Code Pro", "Noto Emoji"} {
		f, _ := fonts.Lookup(n)
		fs = append(fs, face(t, f.Regular))
	}
	dir := os.Getenv("PLATEN_FONTS")
	if dir == "" {
		return fs
	}
	names, _ := filepath.Glob(dir + "/*.ttf")
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		f, err := typeset.Load(filepath.Base(n), b)
		if err != nil {
			t.Fatal(err)
		}
		fs = append(fs, f)
	}
	return fs
}

// A sampler builds a document with each structure type.
type sampler struct {
	*setter
	t                                     testing.TB
	sans                                  *typeset.Family
	body, bold, small, blue, strike, code *typeset.Style
}

func (v *sampler) text(e *Elem, x float64, st *typeset.Style, txt string) {
	v.para(e, x, 520-x, typeset.Options{Hyphenate: true, Justify: true}, typeset.Inline{Style: st, Text: txt})
}

func (v *sampler) new(p *Elem, typ string) *Elem { return v.d.NewElem(p, typ) }

func (v *sampler) page() {
	v.p = v.d.NewPage(0, 0)
	v.y = 770
	l := v.sh.Layout([]typeset.Inline{{Style: v.small, Text: "Running head"}}, typeset.Options{Width: 400})
	v.p.BeginArtifact(Header)
	v.p.Line(&l[0], 72, 800, 0, len(l[0].Runs))
	v.p.End()
	v.p.BeginArtifact(Layout)
	v.p.StrokeLine(72, 795, 520, 795, 0.5, typeset.Hex("#d5d9de"))
	v.p.End()
}

// every builds a document with each structure type.
func every(t testing.TB) *Doc {
	sans, mono := family(t, "Source Sans 3"), family(t, "Source Code Pro")
	set := &typeset.Set{Families: map[string]*typeset.Family{"sans": sans, "mono": mono}, Fallback: fallback(t)}
	d := New(Options{Title: "Every structure type", Lang: "en", Author: "A & B", Keywords: "one, two", Date: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)})
	v := &sampler{t: t, sans: sans, setter: &setter{d: d, sh: typeset.NewShaper(set, "en")}}
	v.body = &typeset.Style{Face: sans.Regular, Size: 10.25}
	v.bold = &typeset.Style{Face: sans.Bold, Size: 10.25}
	v.small = &typeset.Style{Face: sans.Regular, Size: 8}
	v.blue = &typeset.Style{Face: sans.Regular, Size: 10.25, Color: typeset.Hex("#0b57a4"), Underline: true}
	v.strike = &typeset.Style{Face: sans.Italic, Size: 10.25, Strike: true}
	v.code = &typeset.Style{Face: mono.Regular, Size: 9, Code: true}
	v.front()
	v.page()
	sect := v.new(nil, "Sect")
	v.headings(sect)
	v.paragraph(sect)
	v.blocks(sect)
	v.page()
	v.table()
	v.pictures()
	v.page()
	v.scripts()
	d.PageLabels([]Label{{Page: 0, Style: "r"}, {Page: 1, Style: "D"}, {Page: 3, Prefix: "A-", Style: "D", First: 2}})
	if dir := os.Getenv("PLATEN_FONTS"); dir != "" {
		if m := v.sh.Missing(); len(m) > 0 {
			t.Errorf("missing %q", string(m))
		}
	} else if len(v.sh.Missing()) == 0 {
		t.Error("nothing is missing without fallback fonts")
	}
	return d
}

// front makes a title and a contents list.
func (v *sampler) front() {
	s := v.setter
	v.page()
	v.text(v.new(nil, "Title"), 72, &typeset.Style{Face: v.sans.Bold, Size: 30}, "Every structure type")
	toc := v.new(nil, "TOC")
	for _, n := range [...]string{"H1", "list", "table"} {
		e := v.new(v.new(v.new(toc, "TOCI"), "Reference"), "Link")
		y := s.y
		v.text(e, 72, v.blue, "To "+n)
		s.p.Link(e, 72, s.y, 200, y, LinkTo{Dest: n}, "To "+n)
	}
}

// headings makes one of each level, and bookmarks out of step with them.
func (v *sampler) headings(sect *Elem) {
	s, d := v.setter, v.d
	for i, h := range [...]string{"H1", "H2", "H3", "H4", "H5", "H6"} {
		d.Dest(h, s.p, 72, s.y, nil)
		d.Bookmark(1+i, "Heading "+h+" — (é)", h, i < 2)
		v.text(v.new(sect, h), 72, v.bold, "Heading "+h)
	}
	d.Bookmark(1, "Next", "nowhere", true)
	d.Bookmark(4, "Skipped levels", "table", true)
	d.Bookmark(3, "Back", "table", true)
	d.Bookmark(2, "Further back", "table", false)
}

// paragraph makes one with each kind of inline.
func (v *sampler) paragraph(sect *Elem) {
	s := v.setter
	p := v.new(sect, "P")
	lines := s.sh.Layout([]typeset.Inline{
		{Style: v.body, Text: "A paragraph with "}, {Style: v.blue, Text: "an outside link", Ref: 1}, {Style: v.body, Text: ", "},
		{Style: v.strike, Text: "struck words", Ref: 2}, {Style: v.body, Text: " and "}, {Style: v.code, Text: "code(x)", Ref: 3}, {Style: v.body, Text: ", box "},
		{Box: &typeset.Box{Width: 10, Ascent: 8}, Ref: 4, Style: v.body}, {Style: v.body, Text: " after. A note"}, {Style: &typeset.Style{Face: v.sans.Regular, Size: 7, Rise: 3.5}, Text: "1", Ref: 5},
	}, typeset.Options{Width: 448})
	refs := map[int32]*Elem{0: p, 1: v.new(p, "Link"), 2: v.new(p, "Span"), 3: v.new(p, "Code"), 4: nil, 5: v.new(v.new(p, "Reference"), "Link")}
	for _, l := range lines {
		s.y -= 14
		for i, r := range l.Runs {
			s.p.Begin(refs[r.Ref])
			s.p.Line(&l, 72, s.y, i, i+1)
			s.p.End()
			if r.Box != nil {
				s.p.BeginArtifact(NoKind)
				s.p.StrokeRect(72+l.X+r.X, s.y, 8, 8, 0.7, typeset.Hex("#333"))
				s.p.End()
			}
			if r.Ref == 1 {
				s.p.Link(refs[1], 72+l.X+r.X, s.y-3, 72+l.X+r.X+r.Width, s.y+9, LinkTo{URI: "https://example.com/a?b=(c)&d=é"}, "an outside link")
			}
			if r.Ref == 5 {
				s.p.Link(refs[5], 72+l.X+r.X, s.y-3, 72+l.X+r.X+r.Width, s.y+9, LinkTo{Dest: "fn1"}, "Footnote 1")
			}
		}
	}
}

// blocks makes lists, a quotation, code and what is boxed.
func (v *sampler) blocks(sect *Elem) {
	s, d := v.setter, v.d
	s.y -= 6
	d.Dest("list", s.p, 72, s.y, nil)
	list := v.new(sect, "L")
	list.Attrs().ListNumbering = "Disc"
	item := func(list *Elem, x float64, lbl, txt string) *Elem {
		li := v.new(list, "LI")
		y := s.y
		v.text(v.new(li, "Lbl"), x, v.body, lbl)
		s.y = y
		b := v.new(li, "LBody")
		v.text(v.new(b, "P"), x+14, v.body, txt)
		return b
	}
	b := item(list, 80, "•", "First item with a list in it and a paragraph of some length, so that it takes two lines: "+lorem[:80])
	in := v.new(b, "L")
	in.Attrs().ListNumbering = "Decimal"
	item(in, 96, "1.", "inner one")
	item(in, 96, "2.", "inner two")
	item(list, 80, "•", "Second item")
	q := v.new(sect, "BlockQuote")
	v.text(v.new(q, "P"), 90, v.body, "A quotation. "+lorem)
	for _, typ := range [...]string{"Aside", "Admonition", "TabGroup", "Procedure", "Details"} {
		e := v.new(sect, typ)
		e.More = &More{Title: typ}
		s.p.BeginArtifact(Background)
		fill := typeset.Hex("#f6f7f9")
		s.p.RoundRect(72, s.y-18, 448, 20, 4, TopLeft|TopRight, &fill, nil, 0)
		s.p.End()
		v.text(v.new(e, "P"), 76, v.body, typ+": words in it.")
	}
	cb := v.new(v.new(sect, "P"), "Code")
	for _, l := range s.sh.Code("func main() {\tfmt.Println(\"├── a tree\", anotherArgument, andAThirdOne, yetAnotherArgumentThatIsLong, last) }", v.code, nil, 448) {
		s.y -= 12
		s.p.Begin(cb)
		s.p.Line(&l, 72, s.y, 0, len(l.Runs))
		s.p.End()
	}
	s.y -= 10
}

// table makes one with a caption, heads and cells over columns.
func (v *sampler) table() {
	s, d := v.setter, v.d
	d.Dest("table", s.p, 72, s.y, nil)
	tb := v.new(nil, "Table")
	tb.More = &More{Summary: "Three columns"}
	v.text(v.new(tb, "Caption"), 72, v.small, "A table")
	row := func(sec *Elem, head bool, cells ...string) {
		tr := v.new(sec, "TR")
		y, low := s.y, s.y
		for i, c := range cells {
			e := v.new(tr, "TD")
			st := v.body
			if head || i == 0 {
				e.Type, e.Attrs().Scope, st = "TH", "Row", v.bold
				if head {
					e.Attrs().Scope = "Column"
				}
			}
			if c == "wide" {
				e.Attrs().ColSpan = 2
			}
			s.y = y
			if c != "" {
				s.para(v.new(e, "P"), 72+150*float64(i), 140, typeset.Options{Greedy: true}, typeset.Inline{Style: st, Text: c})
			}
			low = min(low, s.y)
		}
		s.y = low
	}
	row(v.new(tb, "THead"), true, "Name", "Value", "Meaning")
	bd := v.new(tb, "TBody")
	row(bd, false, "alpha", "1", "the first letter of the Greek alphabet, in a cell that wraps")
	row(bd, false, "beta", "", "")
	row(bd, false, "gamma", "wide")
}

// pictures makes figures, a formula and a footnote.
func (v *sampler) pictures() {
	s, d := v.setter, v.d
	px := Pixels{W: 40, H: 20, RGB: make([]byte, 2400), Alpha: make([]byte, 800)}
	gray := Pixels{W: 40, H: 20, Gray: make([]byte, 800)}
	for i := range 800 {
		px.RGB[3*i], px.RGB[3*i+1], px.RGB[3*i+2] = byte(6*(i%40)), byte(12*(i/40)), 120
		px.Alpha[i] = byte(255 - 6*(i%40))
		gray.Gray[i] = byte(i)
	}
	im, err := d.AddImage(px)
	if err != nil {
		v.t.Fatal(err)
	}
	im2, _ := d.AddImage(gray)
	form := &Form{BBox: [4]float64{0, 0, 100, 50}}
	form.Opacity(0.5, 1)
	form.Content = append(form.Content, "1 0 0 rg 10 10 60 30 re f q 0 0 50 50 re W n "...)
	form.Content = append(append(form.Content, '/'), form.Shading([]byte("<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 100 0]/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>/Extend[true true]>>"))...)
	form.Content = append(form.Content, " sh Q\n"...)
	ls := s.sh.Layout([]typeset.Inline{{Style: v.body, Text: "in a drawing"}}, typeset.Options{Width: 100})
	form.Text(&ls[0], 10, 20)
	form.Image(im2, 70, 0, 30, 15)
	for i, x := range [...]*Image{im, d.AddForm(form)} {
		fg := v.new(nil, "Figure")
		fg.More = &More{Alt: "A picture of colours", Placement: "Block", BBox: &[4]float64{72, s.y - 50, 172, s.y}}
		s.p.Begin(fg)
		s.p.Image(x, 72, s.y-50, 100, 50)
		s.p.End()
		s.y -= 55
		v.text(v.new(fg, "Caption"), 72, v.small, "Figure "+string(rune('1'+i)))
	}
	fo := v.new(nil, "Formula")
	fo.Attrs().Alt = "x squared"
	v.text(fo, 72, v.body, "x²")
	nt := v.new(nil, "Note")
	nt.Attrs().ID = "fn1"
	d.Dest("fn1", s.p, 72, s.y, nil)
	v.text(v.new(nt, "P"), 72, v.small, "1 The footnote.")
}

// scripts sets a paragraph in each script.
func (v *sampler) scripts() {
	s := v.setter
	for _, x := range scripts {
		e := v.new(nil, "P")
		e.Attrs().Lang = x[0]
		s.para(e, 72, 448, typeset.Options{Lang: x[0], Hyphenate: true}, typeset.Inline{Style: &typeset.Style{Face: v.sans.Regular, Size: 14}, Text: x[1]})
		if x[0] == "ar" || x[0] == "zh" || x[0] == "th" {
			s.para(e, 72, 120, typeset.Options{Lang: x[0], Justify: true}, typeset.Inline{Style: v.body, Text: x[1]})
		}
	}
}

func TestEvery(t *testing.T) {
	var a, b bytes.Buffer
	if err := every(t).Write(&a); err != nil {
		t.Fatal(err)
	}
	keep(t, "every.pdf", a.Bytes())
	if err := every(t).Write(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same document gave other bytes")
	}
	if !strings.HasPrefix(a.String(), "%PDF-1.7\n") {
		t.Error("no PDF 1.7 header")
	}
}
