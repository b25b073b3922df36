package pdf

import (
	"testing"

	"platen/convert/tree"
)

// TestRightToLeft checks that an Arabic page has its list markers and first columns on the right, and code on the left of its box.
func TestRightToLeft(t *testing.T) {
	text := func(s string) []tree.Inline { return []tree.Inline{&tree.Text{S: s}} }
	para := func(s string) tree.Block { return &tree.Paragraph{Inlines: text(s)} }
	cell := func(s string) *tree.Cell { return &tree.Cell{ColSpan: 1, RowSpan: 1, Blocks: []tree.Block{para(s)}} }
	b := lone(
		&tree.List{Items: []*tree.ListItem{{Blocks: []tree.Block{para("one")}}}},
		&tree.CodeBlock{Text: "ls\n"},
		&tree.Table{Cols: make([]tree.Column, 2), Bodies: []*tree.Body{{Rows: []*tree.Row{{Cells: []*tree.Cell{cell("a"), cell("b")}}}}}},
	)
	measure := func(lang string) *pageDoc {
		b.Pages[0].Lang = lang
		j, err := (&Writer{}).newJob(b, b.Pages, quiet)
		if err != nil {
			t.Fatal(err)
		}
		return j.measure(j.tools(), j.units[0], 0)
	}
	ltr, rtl := measure("en"), measure("ar")
	width := (&geometry{w: 210 * mm, left: 24 * mm, right: 24 * mm}).measure()
	for i := range ltr.flow.slabs {
		l, r := &ltr.flow.slabs[i], &rtl.flow.slabs[i]
		switch {
		case l.kind == slabCode:
			if r.x != l.x {
				t.Errorf("the code is at %.1f, was %.1f", r.x, l.x)
			}
		case l.kind == slabRow:
			if a, b := r.more.row.cells[0].x, r.more.row.cells[1].x; a <= b {
				t.Errorf("the first column is at %.1f, the second at %.1f", a, b)
			}
			if r.x+r.w < width-0.1 {
				t.Errorf("the table ends at %.1f of %.1f", r.x+r.w, width)
			}
		case l.more != nil && len(l.more.labels) > 0:
			if x := r.more.labels[0].x; x < width-20 {
				t.Errorf("the list's marker is at %.1f of %.1f", x, width)
			}
		}
	}
}
