package text

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"

	"platen/convert/tree"
)

// files is an Output that keeps what is written.
type files struct {
	mu   sync.Mutex
	data map[string]string
}

type file struct {
	bytes.Buffer
	name string
	to   *files
}

func (f *files) Create(name string) (io.WriteCloser, error) { return &file{name: name, to: f}, nil }

func (f *file) Close() error {
	f.to.mu.Lock()
	defer f.to.mu.Unlock()
	if f.to.data == nil {
		f.to.data = map[string]string{}
	}
	f.to.data[f.name] = f.String()
	return nil
}

// pageOf returns a page of the blocks, with its footnotes.
func pageOf(blocks ...tree.Block) *tree.Page {
	page := &tree.Page{Path: "page.md", Blocks: blocks}
	seen := map[*tree.Footnote]bool{}
	tree.InspectPage(page, func(n tree.Node) bool {
		if n, ok := n.(*tree.NoteRef); ok && !seen[n.Note] {
			seen[n.Note] = true
			page.Notes = append(page.Notes, n.Note)
		}
		return true
	})
	return page
}

// render returns the text of a page of the blocks.
func render(t testing.TB, w *Writer, blocks ...tree.Block) string {
	t.Helper()
	var out files
	book := &tree.Book{Name: "book", Pages: []*tree.Page{pageOf(blocks...)}}
	if err := w.Write(context.Background(), &out, book, func(d tree.Diag) { t.Errorf("diagnostic %v", d) }); err != nil {
		t.Fatal(err)
	}
	for _, s := range out.data {
		return s
	}
	return ""
}

// Each kind of node gives its word, in every shape of output.
func TestEveryNodeIsPrinted(t *testing.T) {
	for _, n := range tree.Every() {
		var b tree.Block
		switch n := n.(type) {
		case tree.Block:
			b = n
		case tree.Inline:
			b = &tree.Paragraph{Inlines: []tree.Inline{n}}
		}
		wordless := false
		switch n.(type) {
		case *tree.Break, *tree.Anchor, *tree.Rule:
			wordless = true
		}
		for _, w := range []*Writer{{}, {ASCII: true}, {ANSI: true}, {Columns: 20}, {Columns: 1}, {Links: "inline"}, {NumberSections: true, TOC: 2}} {
			got := render(t, w, b)
			if !wordless && !strings.Contains(got, "sample") {
				t.Errorf("%T with %+v lacks its word:\n%s", n, *w, got)
			}
			if w.Columns == 0 && !w.ANSI {
				t.Logf("%T\n%s", n, got)
			}
		}
	}
}
