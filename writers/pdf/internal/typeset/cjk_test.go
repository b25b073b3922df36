package typeset

import (
	"math"
	"os"
	"strings"
	"testing"
)

// Lines of a script without spaces are spread between their characters, and end where they may.
func TestCJKLines(t *testing.T) {
	data, err := os.ReadFile("testdata/cubic.otf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Load("cubic.otf", data)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := testSet(t)
	set := &Set{Fallback: []*Face{f}}
	text := strings.Repeat("一二", 34)
	lines := NewShaper(set, "zh").Layout([]Inline{{Style: &Style{Face: body.Face, Size: 10}, Text: "Ab " + text}}, Options{Width: 104, Justify: true})
	got := ""
	for i, l := range lines {
		for _, r := range l.Runs {
			got += r.Text
		}
		if i < len(lines)-1 && math.Abs(l.Width-104) > 0.01 {
			t.Errorf("line %d is %.2f wide", i, l.Width)
		}
	}
	if got != "Ab "+text || len(lines) != 7 && len(lines) != 8 {
		t.Errorf("%d lines: %q", len(lines), got)
	}
}

// Wide characters take two columns of code, so that boxes drawn around them close.
func TestWideCode(t *testing.T) {
	data, err := os.ReadFile("testdata/cubic.otf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Load("cubic.otf", data)
	if err != nil {
		t.Fatal(err)
	}
	_, _, mono := testSet(t)
	st := &Style{Face: mono.Face, Size: 10, Code: true}
	s := NewShaper(&Set{Fallback: []*Face{f}}, "en")
	for text, columns := range map[string]int{"abcd": 4, "一二": 4, "│一│": 4, "a\t一": 6} {
		l := s.Code(text, st, nil, 300)[0]
		if want := float64(columns) * 6; math.Abs(l.Width-want) > 0.01 || CodeColumns(text) != columns {
			t.Errorf("%q is %.2f wide, want %.2f; columns %d", text, l.Width, want, CodeColumns(text))
		}
	}
}
