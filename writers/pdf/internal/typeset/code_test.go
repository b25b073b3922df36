package typeset

import (
	"strings"
	"testing"

	"github.com/go-text/typesetting/language"

	"platen/fonts"
)

func testFace(t testing.TB, f fonts.File) *Face {
	t.Helper()
	x, err := Load(f.Name, f.Data())
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func testFamily(t testing.TB, name string) *Family {
	t.Helper()
	f, _ := fonts.Lookup(name)
	return &Family{Regular: testFace(t, f.Regular), Bold: testFace(t, f.Bold)}
}

func lineText(l Line) string {
	var b strings.Builder
	for _, r := range l.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

func TestCode(t *testing.T) {
	mono := testFamily(t, "Source Code Pro").Regular
	st := &Style{Face: mono, Size: 10, Code: true}
	kw := &Style{Face: mono, Size: 10, Code: true, Color: Hex("#00f")}
	s := NewShaper(&Set{}, "en")
	const cell = 6.0
	for _, c := range []struct {
		line string
		cols float64
		want []string
	}{
		{"", 20, []string{""}},
		{"    return x  +  y", 40, []string{"    return x  +  y"}},
		{"aws ec2 describe-instances --filters Name=tag", 30, []string{"aws ec2 describe-instances ", "--filters Name=tag"}},
		{"    a, b := functionName(firstArgument, second)", 30, []string{"    a, b := functionName(", "firstArgument, second)"}},
		{strings.Repeat("x", 50), 20, []string{strings.Repeat("x", 20), strings.Repeat("x", 18), strings.Repeat("x", 12)}},
	} {
		ls := s.Code(c.line, st, []Token{{End: 3, Style: kw, Ref: 7}}, c.cols*cell)
		var got []string
		for i, l := range ls {
			got = append(got, lineText(l))
			if w := l.X + l.Width - trailing(l)*cell; w > c.cols*cell+0.1 {
				t.Errorf("%q: line %d is %.1f wide, over %.1f", c.line, i, w, c.cols*cell)
			}
			if i > 0 && !l.Runs[0].Mark {
				t.Errorf("%q: line %d has no mark", c.line, i)
			}
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%q:\n got %q\nwant %q", c.line, got, c.want)
		}
	}
	l := s.Code("a\tb", st, nil, 300)[0]
	if l.Width != 5*cell {
		t.Errorf("a tab ends at %.1f, want %.1f", l.Width-cell, 4*cell)
	}
}

func trailing(l Line) float64 {
	t := lineText(l)
	return float64(len(t) - len(strings.TrimRight(t, " ")))
}

func lookup(name string) fonts.File {
	f, _ := fonts.Lookup(name)
	return f.Regular
}

const latin = language.Latin
