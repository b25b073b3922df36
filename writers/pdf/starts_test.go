package pdf

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"platen/convert/tree"
)

// TestSheetStarts finds for each sheet of the body the block that begins on it, in order, with text that fills many sheets,
// rows of a table, footnotes and a code block that no other block follows for sheets.
func TestSheetStarts(t *testing.T) {
	var nodes []tree.Node
	var rows []*tree.Row
	for i := range 60 {
		nodes = append(nodes, &tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: fmt.Sprintf("Paragraph %d.", i)}, &tree.NoteRef{Note: &tree.Footnote{Number: i + 1, Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "Note."}}}}}}}})
		rows = append(rows, &tree.Row{Cells: []*tree.Cell{{ColSpan: 1, RowSpan: 1, Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: fmt.Sprintf("Cell %d.", i)}}}}}}})
	}
	nodes = append(nodes, &tree.Table{Cols: make([]tree.Column, 1), Bodies: []*tree.Body{{Rows: rows}}})
	text := ""
	for i := range 200 {
		text += fmt.Sprintf("line %d\n", i)
	}
	nodes = append(nodes, &tree.CodeBlock{Text: text})
	b := lone(nodes...)
	place := map[tree.Block]int{}
	tree.InspectPage(b.Pages[0], func(n tree.Node) bool {
		if b, ok := n.(tree.Block); ok {
			place[b] = len(place) + 1
		}
		return true
	})
	var told []tree.Sheets
	out := &memory{}
	if err := (&Writer{Sheets: func(s tree.Sheets) { told = append(told, s) }}).Write(context.Background(), out, b, quiet); err != nil {
		t.Fatal(err)
	}
	if len(told) != 1 || told[0].File != "page.pdf" {
		t.Fatalf("told %d times", len(told))
	}
	last, ends, kinds := -1, 0, map[string]bool{}
	for i, s := range told[0].Starts {
		if s.Label != strconv.Itoa(i+1) || s.Page != b.Pages[0] {
			t.Errorf("start %d is of sheet %q", i, s.Label)
		}
		if s.End {
			ends++
			continue
		}
		at := place[s.Block] // 0 is the page
		if at < last || s.Block != nil && at == 0 {
			t.Errorf("sheet %s begins with block %d, the one before with %d", s.Label, at, last)
		}
		last = at
		kinds[fmt.Sprintf("%T", s.Block)] = true
	}
	if len(told[0].Starts) < 6 || ends < 2 || !kinds["*tree.Paragraph"] {
		t.Errorf("%d sheets, %d after the last block, kinds %v", len(told[0].Starts), ends, kinds)
	}
	plain := &memory{}
	if err := (&Writer{}).Write(context.Background(), plain, b, quiet); err != nil {
		t.Fatal(err)
	}
	if plain.files["page.pdf"].String() != out.files["page.pdf"].String() {
		t.Error("the file is another one when somebody asks for its sheets")
	}
}
