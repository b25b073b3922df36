package html

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"platen/convert/tree"
)

// memory is an Output that keeps files.
type memory struct {
	mu    sync.Mutex
	files map[string][]byte
}

type memoryFile struct {
	bytes.Buffer
	m    *memory
	name string
}

func (m *memory) Create(name string) (io.WriteCloser, error) {
	return &memoryFile{m: m, name: name}, nil
}

func (f *memoryFile) Close() error {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if f.m.files == nil {
		f.m.files = map[string][]byte{}
	}
	if f.m.files[f.name] != nil {
		return fmt.Errorf("%s is written twice", f.name)
	}
	f.m.files[f.name] = f.Bytes()
	return nil
}

// written runs the writer and returns its files.
func written(t testing.TB, w *Writer, b *tree.Book) map[string][]byte {
	t.Helper()
	m := &memory{}
	err := w.Write(context.Background(), m, b, func(d tree.Diag) {
		if d.Severity == tree.Error {
			t.Errorf("diagnostic: %v", d)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return m.files
}

// lone makes a book of one page.
func lone(blocks ...tree.Block) *tree.Book {
	p := &tree.Page{Path: "page.md", Title: []tree.Inline{&tree.Text{S: "Page"}}, Blocks: blocks}
	return &tree.Book{Name: "page", Lone: true, Pages: []*tree.Page{p}}
}

func mainOf(t testing.TB, page []byte) string {
	t.Helper()
	_, s, ok := strings.Cut(string(page), "<main")
	s, _, ok2 := strings.Cut(s, "</main>")
	if !ok || !ok2 {
		t.Fatalf("no main in %s", page)
	}
	_, s, _ = strings.Cut(s, ">")
	return s
}

func TestEveryNodeIsWritten(t *testing.T) {
	silent := map[string]string{ // nodes without words: what stands for them
		"*tree.Rule": "<hr>", "*tree.Break": "<br>", "*tree.Anchor": `id="sample-anchor"`, "*tree.NoteRef": `role="doc-noteref"`,
	}
	for _, n := range tree.Every() {
		name := fmt.Sprintf("%T", n)
		t.Run(name, func(t *testing.T) {
			b, ok := n.(tree.Block)
			if in, isInline := n.(tree.Inline); isInline {
				b, ok = &tree.Paragraph{Inlines: []tree.Inline{in}}, true
			}
			if !ok {
				t.Fatalf("%T is neither block nor inline", n)
			}
			got := mainOf(t, written(t, &Writer{}, lone(b))["page.html"])
			want := "sample"
			if s := silent[name]; s != "" {
				want = s
			}
			if !strings.Contains(got, want) {
				t.Errorf("no %q in %s", want, got)
			}
		})
	}
}
