package pdfdoc

import (
	"bytes"
	"os"
	"testing"

	"platen/fonts"
	"platen/writers/pdf/internal/typeset"
)

func face(t testing.TB, f fonts.File) *typeset.Face {
	t.Helper()
	x, err := typeset.Load(f.Name, f.Data())
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func family(t testing.TB, name string) *typeset.Family {
	t.Helper()
	f, ok := fonts.Lookup(name)
	if !ok {
		t.Fatal("no family", name)
	}
	return &typeset.Family{Regular: face(t, f.Regular), Bold: face(t, f.Bold), Italic: face(t, f.Italic), BoldItalic: face(t, f.BoldItalic)}
}

// keep writes a test's PDF to the folder PLATEN_KEEP, for looking at it and for outside checkers.
func keep(t testing.TB, name string, b []byte) {
	t.Helper()
	if dir := os.Getenv("PLATEN_KEEP"); dir != "" {
		if err := os.WriteFile(dir+"/"+name, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A setter puts paragraphs on pages, one below the other.
type setter struct {
	d  *Doc
	sh *typeset.Shaper
	p  *Page
	y  float64
}

func (s *setter) para(e *Elem, x, w float64, o typeset.Options, in ...typeset.Inline) {
	o.Width = w
	lines := s.sh.Layout(in, o)
	for i := range lines {
		if s.p == nil || s.y < 80 {
			s.p = s.d.NewPage(0, 0)
			s.y = 780
		}
		l := &lines[i]
		s.y -= l.Ascent
		s.p.Begin(e)
		s.p.Line(l, x, s.y, 0, len(l.Runs))
		s.p.End()
		s.y -= l.Descent + 1
	}
	s.y -= 5
}

const lorem = "The office staff in Waterloo efficiently baffled AVATAR fans, although an extraordinary characterization of internationalization requirements was unsatisfactory. " +
	"Typographers consider the paragraph as a whole; line breaking that looks ahead gives even spaces, fewer hyphens, and no rivers. "

func TestWriteSmall(t *testing.T) {
	sans := family(t, "Source Sans 3")
	mono := family(t, "Source Code Pro")
	set := &typeset.Set{Families: map[string]*typeset.Family{"sans": sans, "mono": mono}}
	d := New(Options{Title: "A (small) test — ünïcode", Lang: "en-GB", Author: "Jane \\ Doe", Subject: "test"})
	s := &setter{d: d, sh: typeset.NewShaper(set, "en-GB")}
	body := &typeset.Style{Face: sans.Regular, Size: 10.25, Color: typeset.Hex("#1b1f24")}
	bold := &typeset.Style{Face: sans.Bold, Size: 18}
	link := &typeset.Style{Face: sans.Regular, Size: 10.25, Color: typeset.Hex("#0b57a4"), Underline: true}
	code := &typeset.Style{Face: mono.Regular, Size: 9.4, Code: true}
	s.para(d.NewElem(nil, "H1"), 72, 450, typeset.Options{}, typeset.Inline{Style: bold, Text: "Small test"})
	d.Dest("top", s.p, 72, s.y+30, nil)
	d.Bookmark(1, "Small test", "top", true)
	for range 3 {
		s.para(d.NewElem(nil, "P"), 72, 450, typeset.Options{Justify: true, Hyphenate: true}, typeset.Inline{Style: body, Text: lorem + lorem})
		s.para(d.NewElem(nil, "P"), 72, 200, typeset.Options{Justify: true, Hyphenate: true}, typeset.Inline{Style: body, Text: lorem})
		s.para(d.NewElem(nil, "P"), 72, 200, typeset.Options{Greedy: true, Hyphenate: true}, typeset.Inline{Style: body, Text: lorem})
		s.para(d.NewElem(nil, "P"), 72, 200, typeset.Options{},
			typeset.Inline{Style: body, Text: "See "}, typeset.Inline{Style: link, Text: "the linked page about", Ref: 1}, typeset.Inline{Style: body, Text: ", then "},
			typeset.Inline{Style: code, Text: "arn:aws:iam::123456789012:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRole"}, typeset.Inline{Style: body, Text: " done."})
	}
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	keep(t, "small.pdf", b.Bytes())
}
