package ledger_test

import (
	"fmt"
	"testing"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/dita"
	"platen/writers/html"
	"platen/writers/internal/testkit"
	"platen/writers/pdf"
	"platen/writers/text"
)

// The tests of this file are the writers' tests of conservation: what goes in comes out, in every format.

// balances fails the test for what an output of the book lacks or has too much.
func balances(t *testing.T, name, format string, w writers.Writer, b *tree.Book) {
	t.Helper()
	_, found := check(t, format, b, testkit.Write(t, w, b))
	for i, d := range found {
		if i == 5 {
			t.Errorf("%s: %d more", name, len(found)-i)
			break
		}
		t.Errorf("%s: %s", name, d)
	}
}

// TestGolden writes the inputs of all golden files.
func TestGolden(t *testing.T) {
	testkit.Golden(t, func(name string, b *tree.Book) {
		for format, w := range formats() {
			balances(t, name, format, w, b)
		}
	})
}

// TestLayouts writes the manual as options of the writers deal it out.
func TestLayouts(t *testing.T) {
	b := testkit.Guides(t)[0].Load(t)
	for _, w := range []*dita.Writer{{Chunk: dita.ChunkTopic, Map: dita.MapPlain}, {Chunk: dita.ChunkSection}, {Chunk: dita.ChunkComposite}, {Tasks: dita.TasksOff}} {
		balances(t, fmt.Sprintf("%+v", *w), "dita", w, b)
	}
	for _, columns := range []int{40, 132} {
		balances(t, fmt.Sprint(columns), "text", &text.Writer{Columns: columns}, b)
	}
	balances(t, "contents", "html", &html.Writer{TOC: 3}, b)
	balances(t, "columns", "pdf", &pdf.Writer{Columns: 2}, b)
}

// TestEvery writes each node of the tree in each place that may hold it.
func TestEvery(t *testing.T) {
	holders := map[string]func(b ...tree.Block) tree.Block{
		"body":  func(b ...tree.Block) tree.Block { return b[0] },
		"note":  func(b ...tree.Block) tree.Block { return &tree.Admonition{Kind: "warning", Blocks: b} },
		"quote": func(b ...tree.Block) tree.Block { return &tree.Quote{Blocks: b} },
		"item":  func(b ...tree.Block) tree.Block { return &tree.List{Items: []*tree.ListItem{{Blocks: b}}} },
		"cell": func(b ...tree.Block) tree.Block {
			return &tree.Table{Cols: make([]tree.Column, 1), Bodies: []*tree.Body{{Rows: []*tree.Row{{Cells: []*tree.Cell{{ColSpan: 1, RowSpan: 1, Blocks: b}}}}}}}
		},
		"foot": func(b ...tree.Block) tree.Block {
			row := func(b ...tree.Block) []*tree.Row {
				return []*tree.Row{{Cells: []*tree.Cell{{ColSpan: 1, RowSpan: 1, Blocks: b}}}}
			}
			return &tree.Table{Cols: make([]tree.Column, 1), Head: row(words("Head")), Bodies: []*tree.Body{{Rows: row(words("Body"))}}, Foot: row(b...), Caption: []tree.Block{words("One"), words("Two")}}
		},
		"caption": func(b ...tree.Block) tree.Block {
			return &tree.Figure{Blocks: []tree.Block{&tree.CodeBlock{Text: "x = 1\n"}}, Caption: append([]tree.Block{words("First")}, b...)}
		},
		"details": func(b ...tree.Block) tree.Block { return &tree.Details{Summary: words("Sum").Inlines, Blocks: b} },
		"tab": func(b ...tree.Block) tree.Block {
			return &tree.TabGroup{Tabs: []*tree.Tab{{Title: words("A").Inlines, Blocks: b}, {Title: words("B").Inlines, Blocks: []tree.Block{words("bee")}}}}
		},
		"definition": func(b ...tree.Block) tree.Block {
			return &tree.DefinitionList{Items: []*tree.Definition{{Terms: []*tree.Term{{Inlines: words("Term").Inlines}}, Bodies: [][]tree.Block{b}}}}
		},
	}
	n := len(tree.Every())
	for i := range n {
		for place, hold := range holders {
			b, ok := tree.Every()[i].(tree.Block)
			if !ok {
				in, inline := tree.Every()[i].(tree.Inline)
				if !inline {
					continue
				}
				b = &tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "Before "}, in, &tree.Text{S: " after."}}}
			}
			book := bookOf(hold(b))
			for format, w := range formats() {
				balances(t, fmt.Sprintf("%T in a %s", tree.Every()[i], place), format, w, book)
			}
		}
	}
}

func words(s string) *tree.Paragraph {
	return &tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: s}}}
}

// bookOf is a page that has a title and the block, with its ids and footnotes known.
func bookOf(b tree.Block) *tree.Book {
	h := &tree.Heading{Level: 1, Attr: &tree.Attr{ID: "title"}, Inlines: words("Title").Inlines}
	p := &tree.Page{Path: "page.md", Title: h.Inlines, Blocks: []tree.Block{h, b}, IDs: map[string]tree.Node{}}
	for _, b := range p.Blocks {
		tree.Inspect(b, func(n tree.Node) bool {
			for _, id := range tree.AttrOf(n).IDs() {
				p.IDs[id] = n
			}
			switch n := n.(type) {
			case *tree.Anchor:
				p.IDs[n.ID] = n
			case *tree.NoteRef:
				if n.Note.Number > len(p.Notes) {
					p.Notes = append(p.Notes, n.Note)
				}
			}
			return true
		})
	}
	return &tree.Book{Name: "page", Pages: []*tree.Page{p}, Lone: true}
}
