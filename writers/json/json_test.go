package json_test

import (
	stdjson "encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platen/convert/pandoc"
	"platen/convert/tree"
	"platen/writers/internal/testkit"
	"platen/writers/json"
)

func dump(t *testing.T, p *tree.Page) string {
	t.Helper()
	var b strings.Builder
	if err := tree.Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestEvery writes each kind of node, and reads it back: the words are there, and what was read is written as the same.
func TestEvery(t *testing.T) {
	for _, n := range tree.Every() {
		p := &tree.Page{Path: "input.md"}
		switch n := n.(type) {
		case tree.Block:
			p.Blocks = []tree.Block{n}
		case tree.Inline:
			p.Blocks = []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "Words "}, n, &tree.Text{S: " words"}}}}
			if ref, ok := n.(*tree.NoteRef); ok {
				p.Notes = []*tree.Footnote{ref.Note}
			}
		}
		data := json.Page(p, "en")
		if !stdjson.Valid(data) {
			t.Errorf("%T: no JSON: %s", n, data)
			continue
		}
		again, err := pandoc.Read(data, pandoc.Options{AllowHTML: true, Lost: func(what, instead string) { t.Errorf("%T: %s %s", n, what, instead) }})
		if err != nil {
			t.Errorf("%T: %v", n, err)
			continue
		}
		if err := tree.Validate(again); err != nil {
			t.Errorf("%T: %v", n, err)
		}
		if d := cmp.Diff(string(data), string(json.Page(again, "en"))); d != "" {
			t.Errorf("%T: written again it is not the same (-want +got)\n%s", n, d)
		}
	}
}

// TestGolden does the same with the inputs of the golden files, whose trees come back but for what pandoc's has no place for.
func TestGolden(t *testing.T) {
	testkit.Golden(t, func(name string, b *tree.Book) {
		for _, p := range b.Pages {
			data := json.Page(p, "en")
			again, err := pandoc.Read(data, pandoc.Options{AllowHTML: true})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if err := tree.Validate(again); err != nil {
				t.Errorf("%s: %v\n%s", name, err, dump(t, again))
			}
		}
		out := testkit.Write(t, &json.Writer{File: "book.json"}, b)
		if data, err := out.Read("book.json"); err != nil || !stdjson.Valid(data) {
			t.Errorf("%s: the book is no JSON: %v", name, err)
		}
	})
}
