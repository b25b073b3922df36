package pdf

import (
	"math"
	"testing"
)

func TestColumnWidths(t *testing.T) {
	sum := func(w []float64) (s float64) {
		for _, x := range w {
			s += x
		}
		return s
	}
	cases := []struct {
		name  string
		cols  []colWidth
		width float64
		check func(w []float64) bool
	}{
		{"small table keeps its size", []colWidth{{20, 40, 0, 0}, {20, 60, 0, 0}}, 400, func(w []float64) bool { return w[0] == 40 && w[1] == 60 }},
		{"nearly full table fills the measure", []colWidth{{20, 150, 0, 0}, {20, 150, 0, 0}}, 400, func(w []float64) bool { return math.Abs(sum(w)-400) < 0.1 }},
		{"short columns keep their width beside long ones", []colWidth{{30, 40, 0, 0}, {40, 2000, 0, 0}}, 400, func(w []float64) bool { return w[0] == 40 && w[1] > 350 && sum(w) < 400.1 }},
		{"no column is below its longest word", []colWidth{{120, 300, 0, 0}, {40, 900, 0, 0}, {60, 90, 0, 0}}, 400, func(w []float64) bool {
			return w[0] >= 120 && w[1] >= 40 && w[2] >= 60 && sum(w) < 400.1
		}},
		{"too wide: squeezed", []colWidth{{300, 300, 0, 0}, {200, 900, 0, 0}}, 400, func(w []float64) bool { return w[0] == 240 && w[1] == 160 }},
		{"headers are broken before cells", []colWidth{{20, 80, 0, 50}, {30, 40, 0, 300}, {30, 40, 0, 300}}, 400, func(w []float64) bool {
			return w[0] == 80 && math.Abs(w[1]-160) < 0.1 && math.Abs(w[2]-160) < 0.1
		}},
		{"the author's shares", []colWidth{{10, 20, 0.25, 0}, {10, 20, 0.75, 0}}, 400, func(w []float64) bool { return w[0] == 100 && w[1] == 300 }},
		{"a share too small for a word is not kept", []colWidth{{200, 250, 0.1, 0}, {10, 20, 0.9, 0}}, 400, func(w []float64) bool { return w[0] >= 200 }},
	}
	for _, c := range cases {
		if w := columnWidths(c.cols, c.width); !c.check(w) {
			t.Errorf("%s: got %v", c.name, w)
		}
	}
}

func TestSpreadAndParts(t *testing.T) {
	cols := []colWidth{{10, 20, 0, 0}, {10, 20, 0, 0}}
	spread(cols, []spanWidth{{0, 2, 60, 100}}, 8)
	if got := cols[0].min + cols[1].min + 8; math.Abs(got-60) > 0.01 {
		t.Errorf("columns under a span of 60 hold %.2f", got)
	}
	many := make([]colWidth, 26)
	for i := range many {
		many[i] = colWidth{min: 40, max: 80}
	}
	groups := parts(many, 400, 5)
	seen := map[int]bool{}
	for _, g := range groups {
		if g[0] != 0 {
			t.Errorf("part %v does not begin with the first column", g)
		}
		if w := float64(len(g)) * 45; w > 400 {
			t.Errorf("part %v is %.0f wide", g, w)
		}
		for _, c := range g {
			seen[c] = true
		}
	}
	if len(seen) != 26 {
		t.Errorf("%d of 26 columns are in a part", len(seen))
	}
}

func TestWiden(t *testing.T) {
	cols := []colWidth{{min: 30, max: 60}, {min: 30, max: 1000}}
	lines := func(w []float64) int { return int(math.Ceil(60/w[0])) + 3*int(math.Ceil(1000/w[1])) }
	w := []float64{50, 360}
	if widen(w, cols, lines); w[0] != 60 || math.Abs(w[1]-350) > 0.01 {
		t.Errorf("a name stays broken: %v", w)
	}
	w = []float64{50, 334}
	if widen(w, cols, lines); w[0] != 50 {
		t.Errorf("the table got taller: %v", w)
	}
}
