package dita_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"platen/convert/tree"
	"platen/writers/dita"
)

// memory is an Output that keeps files.
type memory struct {
	mu    sync.Mutex
	files map[string][]byte
	names []string
}

type memFile struct {
	bytes.Buffer
	m    *memory
	name string
}

func (m *memory) Create(name string) (io.WriteCloser, error) { return &memFile{m: m, name: name}, nil }

func (f *memFile) Close() error {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if f.m.files == nil {
		f.m.files = map[string][]byte{}
	}
	f.m.files[f.name] = f.Bytes()
	f.m.names = append(f.m.names, f.name)
	return nil
}

// save writes the files below the folder PLATEN_DITA_OUT, where a validator finds them.
func (m *memory) save(t testing.TB, folder string) {
	dir := os.Getenv("PLATEN_DITA_OUT")
	if dir == "" {
		return
	}
	for name, data := range m.files {
		name = filepath.Join(dir, filepath.FromSlash(folder), filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// write writes the book and fails the test for an error and for XML that is not well-formed.
func write(t testing.TB, w *dita.Writer, b *tree.Book) (*memory, []tree.Diag) {
	t.Helper()
	out := &memory{}
	var mu sync.Mutex
	var diags []tree.Diag
	err := w.Write(context.Background(), out, b, func(d tree.Diag) {
		mu.Lock()
		defer mu.Unlock()
		diags = append(diags, d)
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range out.files {
		if strings.HasSuffix(name, ".dita") || strings.HasSuffix(name, ".ditamap") {
			if err := wellFormed(data); err != nil {
				t.Errorf("%s: %v\n%s", name, err, data)
			}
		}
	}
	return out, diags
}

func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// lonePage makes a book of one page that holds the blocks under a title.
func lonePage(blocks ...tree.Block) *tree.Book {
	h := &tree.Heading{Level: 1, Attr: &tree.Attr{ID: "title"}, Inlines: []tree.Inline{&tree.Text{S: "Title"}}}
	p := &tree.Page{Path: "page.md", Title: h.Inlines, Blocks: append([]tree.Block{h}, blocks...)}
	index(p)
	return &tree.Book{Name: "page", Pages: []*tree.Page{p}, Lone: true}
}

// index fills the page's ids and footnotes from its blocks.
func index(p *tree.Page) {
	p.IDs = map[string]tree.Node{}
	note := func(n tree.Node) bool {
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
	}
	for _, b := range p.Blocks {
		tree.Inspect(b, note)
	}
}

// noWords are the nodes that DITA has nothing for, or no words.
var noWords = map[string]string{
	"*tree.Rule":   "DITA has no thematic break",
	"*tree.Break":  "a line end has no words",
	"*tree.Anchor": "an anchor is an id",
}

// holders put blocks in each place that holds some.
var holders = map[string]func(b ...tree.Block) tree.Block{
	"body":  nil,
	"note":  func(b ...tree.Block) tree.Block { return &tree.Admonition{Kind: "warning", Blocks: b} },
	"quote": func(b ...tree.Block) tree.Block { return &tree.Quote{Blocks: b} },
	"item":  func(b ...tree.Block) tree.Block { return &tree.List{Items: []*tree.ListItem{{Blocks: b}}} },
	"cell": func(b ...tree.Block) tree.Block {
		return &tree.Table{Cols: make([]tree.Column, 1), Bodies: []*tree.Body{{Rows: []*tree.Row{{Cells: []*tree.Cell{{ColSpan: 1, RowSpan: 1, Blocks: b}}}}}}}
	},
	"figure": func(b ...tree.Block) tree.Block { return &tree.Figure{Blocks: b} },
	"caption": func(b ...tree.Block) tree.Block {
		return &tree.Figure{Blocks: []tree.Block{&tree.CodeBlock{}}, Caption: b}
	},
	"details": func(b ...tree.Block) tree.Block { return &tree.Details{Blocks: b} },
	"tab":     func(b ...tree.Block) tree.Block { return &tree.TabGroup{Tabs: []*tree.Tab{{Blocks: b}, {}}} },
	"definition": func(b ...tree.Block) tree.Block {
		return &tree.DefinitionList{Items: []*tree.Definition{{Bodies: [][]tree.Block{b}}}}
	},
	"step": func(b ...tree.Block) tree.Block {
		return &tree.Procedure{Title: []tree.Inline{&tree.Text{S: "To do"}}, Steps: &tree.List{Ordered: true, Start: 1,
			Items: []*tree.ListItem{{Blocks: append([]tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "Do it. Then go."}}}}, b...)}}}}
	},
	"footnote": func(b ...tree.Block) tree.Block {
		return &tree.Paragraph{Inlines: []tree.Inline{&tree.NoteRef{N: 1, Note: &tree.Footnote{Number: 1, Refs: 1, Blocks: b}}}}
	},
}

// texts put inlines in each place that holds some.
var texts = map[string]func(n ...tree.Inline) tree.Block{
	"paragraph": func(n ...tree.Inline) tree.Block { return &tree.Paragraph{Inlines: n} },
	"heading": func(n ...tree.Inline) tree.Block {
		return &tree.Heading{Level: 2, Attr: &tree.Attr{ID: "h"}, Inlines: n}
	},
	"term": func(n ...tree.Inline) tree.Block {
		return &tree.DefinitionList{Items: []*tree.Definition{{Terms: []*tree.Term{{Inlines: n}}}}}
	},
	"bold": func(n ...tree.Inline) tree.Block {
		return &tree.Paragraph{Inlines: []tree.Inline{&tree.Strong{Inlines: n}}}
	},
	"title": func(n ...tree.Inline) tree.Block { return &tree.Admonition{Kind: "other", Title: n} },
	"lines": func(n ...tree.Inline) tree.Block {
		return &tree.Paragraph{Inlines: append(n, &tree.Break{Hard: true}, &tree.Text{S: "x"}, &tree.Break{Hard: true}, &tree.Text{S: "y"})}
	},
	"step": func(n ...tree.Inline) tree.Block {
		return &tree.Procedure{Title: []tree.Inline{&tree.Text{S: "To do"}}, Steps: &tree.List{Ordered: true, Start: 1,
			Items: []*tree.ListItem{{Blocks: []tree.Block{&tree.Paragraph{Inlines: n}}}, {Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "Go."}}}}}}}}
	},
	"caption": func(n ...tree.Inline) tree.Block {
		return &tree.Figure{Blocks: []tree.Block{&tree.CodeBlock{}}, Caption: []tree.Block{&tree.Paragraph{Inlines: n}}}
	},
}

// TestEvery gives the writer each node in each place that can hold it.
func TestEvery(t *testing.T) {
	for i := range tree.Every() {
		name := fmt.Sprintf("%T", tree.Every()[i])
		t.Run(fmt.Sprintf("%02d-%s", i, name), func(t *testing.T) {
			check := func(place string, b tree.Block) {
				out, diags := write(t, &dita.Writer{}, lonePage(b))
				for _, d := range diags {
					if d.Severity == tree.Error {
						t.Errorf("%s: %s", place, d)
					}
				}
				data := ""
				for _, f := range out.files {
					data += string(f)
				}
				if !strings.Contains(data, "sample") {
					t.Errorf("%s: no words of it in\n%s", place, data)
				}
				out.save(t, fmt.Sprintf("every/%02d-%s", i, place))
			}
			if noWords[name] != "" {
				t.Skip(noWords[name])
			}
			switch tree.Every()[i].(type) {
			case tree.Block:
				for place, hold := range holders {
					b := tree.Every()[i].(tree.Block)
					if hold != nil {
						b = hold(b)
					}
					check(place, b)
				}
			case tree.Inline:
				for place, hold := range texts {
					check(place, hold(tree.Every()[i].(tree.Inline)))
				}
			}
		})
	}
}
