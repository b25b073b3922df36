package pdf

import "testing"

// testDoc is a page of slabs 10 points high, with flags.
func testDoc(flags ...slabFlags) *pageDoc {
	d := &pageDoc{flow: &flow{}}
	for _, f := range flags {
		d.flow.slabs = append(d.flow.slabs, slab{height: 10, flags: f, node: -1})
	}
	return d
}

// sheetsOf paginates on sheets that hold ten slabs and returns how many stand on each.
func sheetsOf(docs ...*pageDoc) ([]int, []*sheet) {
	p := &paginator{geo: geometry{w: 200, h: 120, top: 10, bottom: 10, left: 10, right: 10, columns: 1}, style: screenTheme()}
	for _, d := range docs {
		p.feed(d)
	}
	p.finish()
	var n []int
	for _, s := range p.sheets {
		n = append(n, len(s.items))
	}
	return n, p.sheets
}

func same(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestPageBreaks(t *testing.T) {
	at := func(n int, f slabFlags, places ...int) []slabFlags {
		out := make([]slabFlags, n)
		for _, p := range places {
			out[p] = f
		}
		return out
	}
	cases := []struct {
		name string
		docs []*pageDoc
		want []int
	}{
		{"full pages", []*pageDoc{testDoc(at(25, 0)...)}, []int{10, 10, 5}},
		{"a heading goes with what follows", []*pageDoc{testDoc(at(15, keepNext, 9)...)}, []int{9, 6}},
		{"two headings go together", []*pageDoc{testDoc(at(15, keepNext, 8, 9)...)}, []int{8, 7}},
		{"no widow", []*pageDoc{testDoc(at(15, keepSoft, 9)...)}, []int{9, 6}},
		{"a soft keep does not empty a page", []*pageDoc{testDoc(at(15, keepSoft, 2, 3, 4, 5, 6, 7, 8, 9)...)}, []int{10, 5}},
		{"a keep longer than a page is broken", []*pageDoc{testDoc(at(15, keepNext, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)...)}, []int{10, 5}},
		{"a group's title goes with its first page", []*pageDoc{testDoc(at(10, keepNext, 9)...), testDoc(at(3, 0)...)}, []int{9, 4}},
	}
	for _, c := range cases {
		if got, _ := sheetsOf(c.docs...); !same(got, c.want) {
			t.Errorf("%s: %v slabs on the sheets, want %v", c.name, got, c.want)
		}
	}
}

func TestChapterOpensSheet(t *testing.T) {
	a, b := testDoc(0, 0), testDoc(0)
	a.begins, b.begins = true, true
	if got, _ := sheetsOf(a, b); !same(got, []int{2, 1}) {
		t.Errorf("got %v", got)
	}
}

func TestHeaderIsRepeated(t *testing.T) {
	d := testDoc(make([]slabFlags, 25)...)
	d.flow.slabs[0].flags = keepNext
	d.flow.tables = []tableSpan{{from: 0, to: 25, head: 1}}
	_, sheets := sheetsOf(d)
	content := 0
	for i, s := range sheets {
		first := s.items[0]
		if first.slab != &d.flow.slabs[0] {
			t.Errorf("sheet %d does not begin with the header", i+1)
		}
		if first.artifact != (i > 0) {
			t.Errorf("sheet %d: the header is an artifact: %v", i+1, first.artifact)
		}
		for _, it := range s.items {
			if !it.artifact {
				content++
			}
		}
	}
	if content != 25 {
		t.Errorf("%d of 25 rows stand on the sheets once", content)
	}
}

func TestTallRowIsDivided(t *testing.T) {
	inner := &flow{}
	for range 30 {
		inner.slabs = append(inner.slabs, slab{height: 10, node: -1})
	}
	d := testDoc(0)
	d.flow.slabs = append(d.flow.slabs, slab{kind: slabRow, height: 300, node: -1, more: &extra{row: &row{cells: []cell{{flow: inner, to: 30, height: 300}}}}})
	_, sheets := sheetsOf(d)
	lines := 0
	for _, s := range sheets {
		for _, it := range s.items {
			if it.y+it.slab.total() > 110.1 {
				t.Errorf("a piece ends at %.0f, below the margin", it.y+it.slab.total())
			}
			if it.slab.kind == slabRow {
				c := it.slab.more.row.cells[0]
				lines += c.to - c.from
			}
		}
	}
	if lines != 30 || len(sheets) != 4 {
		t.Errorf("%d of 30 lines on %d sheets", lines, len(sheets))
	}
}

func TestFootnotesStandOnTheirSheet(t *testing.T) {
	d := testDoc(make([]slabFlags, 12)...)
	note := &flow{slabs: []slab{{height: 10, node: -1}, {height: 10, node: -1}}}
	d.notes = []noteFlow{{flow: note}}
	d.flow.slabs[8].more = &extra{notes: []int32{0}}
	_, sheets := sheetsOf(d)
	for i, s := range sheets {
		has := false
		for _, it := range s.items {
			has = has || it.slab == &d.flow.slabs[8]
			if len(s.notes) > 0 && it.y+10 > s.notes[0].y {
				t.Errorf("sheet %d: text runs into the footnotes", i+1)
			}
		}
		if has != (len(s.notes) == 2) {
			t.Errorf("sheet %d: reference there: %v, notes: %d", i+1, has, len(s.notes))
		}
	}
}

// A footnote on the last sheet of a chapter stands in its column, and not where the next chapter begins.
func TestFootnoteBeforeChapter(t *testing.T) {
	a, b := testDoc(0, 0), testDoc(0)
	a.notes = []noteFlow{{flow: &flow{slabs: []slab{{height: 10, node: -1}}}}}
	a.flow.slabs[1].more = &extra{notes: []int32{0}}
	b.begins = true
	_, sheets := sheetsOf(a, b)
	if len(sheets) != 2 || len(sheets[0].notes) != 1 || sheets[0].notes[0].x != 10 || sheets[0].rules[0].x != 10 {
		t.Errorf("%d sheets, %+v", len(sheets), sheets[0].notes)
	}
}

// A line that moves to the next column takes its footnote along, that part of it too which had no room and was carried on.
func TestCarriedFootnoteMoves(t *testing.T) {
	d := testDoc(make([]slabFlags, 8)...)
	note := &flow{}
	for range 6 { // a column has room for four of them
		note.slabs = append(note.slabs, slab{height: 10, node: -1})
	}
	d.notes = []noteFlow{{flow: note}}
	d.flow.slabs[2].more = &extra{notes: []int32{0}}
	d.flow.slabs[2].flags, d.flow.slabs[3].flags = keepNext, keepNext
	_, sheets := sheetsOf(d)
	n, reference := 0, -1
	for i, s := range sheets {
		for _, it := range s.items {
			if it.slab == &d.flow.slabs[2] {
				reference = i
			}
		}
		if len(s.notes) > 0 && reference < 0 {
			t.Errorf("sheet %d has notes before their reference", i+1)
		}
		n += len(s.notes)
	}
	if n != 6 || reference != 1 {
		t.Errorf("%d of 6 lines of notes, the reference on sheet %d of %d", n, reference+1, len(sheets))
	}
}

// Links whose anchor came to nothing lead to the top of its page, those to a page that is not there to the first place.
func TestLinksToNothing(t *testing.T) {
	j := &job{dests: map[string]place{}}
	for i, name := range []string{"a.md", "a.md#x", "b.md"} {
		j.setDest(name, place{sheet: i})
	}
	j.setDest("a.md", place{sheet: 9}) // the first of equal names wins
	d := testDoc()
	d.links = []linkTo{{dest: ""}, {dest: "a.md#x"}, {dest: "b.md#gone"}, {dest: "a.md#gone"}, {dest: "c.md#gone"}}
	j.body = []*pageDoc{d}
	j.settleLinks()
	for name, want := range map[string]int{"a.md": 0, "a.md#x": 1, "b.md": 2, "b.md#gone": 2, "a.md#gone": 0, "c.md#gone": 0} {
		if at, ok := j.dests[name]; !ok || at.sheet != want {
			t.Errorf("%s: on sheet %d (%v), want %d", name, at.sheet, ok, want)
		}
	}
	if len(j.dests) != 6 {
		t.Errorf("destinations: %v", j.dests)
	}
}

// TestChaptersOnRightPages: every second page is a left one, and one stays empty before a chapter that would begin on it.
func TestChaptersOnRightPages(t *testing.T) {
	th := screenTheme()
	th.rightOnly = true
	p := &paginator{geo: geometry{w: 200, h: 120, top: 10, bottom: 10, left: 30, right: 10, columns: 1, sides: true}, style: th}
	long, second, third := testDoc(make([]slabFlags, 15)...), testDoc(0), testDoc(0)
	for _, d := range []*pageDoc{long, second, third} {
		d.begins, d.opens = true, true
		p.feed(d)
	}
	p.finish()
	want := []struct {
		items int
		verso bool
		x     float64
	}{{10, false, 30}, {5, true, 10}, {1, false, 30}, {0, true, 0}, {1, false, 30}}
	if len(p.sheets) != len(want) {
		t.Fatalf("%d sheets, want %d", len(p.sheets), len(want))
	}
	for i, w := range want {
		s := p.sheets[i]
		if len(s.items) != w.items || s.verso != w.verso || s.bare != (w.items == 0) || w.items > 0 && s.items[0].x != w.x {
			t.Errorf("sheet %d: %d items, left page %v, bare %v, want %+v", i+1, len(s.items), s.verso, s.bare, w)
		}
	}
}

func TestTurnedOver(t *testing.T) {
	right := [3]string{"a", "b", "c"}
	if got := turnedOver(right, nil); got != [3]string{"c", "b", "a"} {
		t.Error(got)
	}
	if got := turnedOver(right, &[3]string{"x"}); got != [3]string{"x"} {
		t.Error(got)
	}
}
