package dita_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/dita"
	"platen/writers/internal/words"
)

// guides calls f with each guide below PLATEN_GUIDES, or with the manual.
func guides(t testing.TB, f func(name string, b *tree.Book)) {
	root := os.Getenv("PLATEN_GUIDES")
	dirs, _ := filepath.Glob(filepath.Join(root, "*"))
	if root == "" {
		dirs = []string{"../../testdata/manual"}
	}
	n := 0
	for _, dir := range dirs {
		if sub := filepath.Join(dir, "doc_source"); isDir(sub) {
			dir = sub
		}
		if !isDir(dir) {
			continue
		}
		n++
		src := convert.Source{FS: os.DirFS(dir), Name: filepath.Base(dir)}
		b, err := convert.Load(t.Context(), src, convert.Options{}, func(tree.Diag) {})
		if err != nil {
			t.Errorf("%s: %v", dir, err)
			continue
		}
		f(filepath.Base(strings.TrimSuffix(dir, "/doc_source")), b)
	}
	if n == 0 {
		t.Skip("no guide at hand")
	}
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// TestConservation compares the words of each page with those of its topic, in order, and the numbers of
// things that readers count on.
func TestConservation(t *testing.T) {
	guides(t, func(name string, b *tree.Book) {
		out, diags := write(t, &dita.Writer{}, b)
		for _, d := range diags {
			if d.Severity == tree.Error {
				t.Errorf("%s: %s", name, d)
			}
		}
		kinds := map[string]int{}
		for _, p := range b.Pages {
			if p == b.Index {
				continue // its contents list is the map
			}
			data := out.files[strings.TrimSuffix(p.Path, path.Ext(p.Path))+".dita"]
			if data == nil {
				t.Errorf("%s: %s has no topic", name, p.Path)
				continue
			}
			want, got := treeFacts(b, p), topicFacts(data)
			compareWords(t, p.Path, strings.Fields(want.text.String()), strings.Fields(got.text.String()))
			for _, c := range []struct {
				what      string
				want, got int
			}{{"list items", want.items, got.items}, {"table cells", want.cells, got.cells}, {"code lines", want.code, got.code}, {"images", want.images, got.images}} {
				if c.want != c.got {
					t.Errorf("%s: %d %s, want %d", p.Path, c.got, c.what, c.want)
				}
			}
			if !slices.Equal(want.notes, got.notes) {
				t.Errorf("%s: notes %v, want %v", p.Path, got.notes, want.notes)
			}
			for _, n := range got.notes {
				kinds[n]++
			}
			for id := range p.IDs {
				if !got.ids[dita.NCName(id)] {
					t.Errorf("%s: no id for the anchor %q", p.Path, id)
				}
			}
		}
		t.Logf("%s: %d pages, notes %v", name, len(b.Pages), kinds)
	})
}

func compareWords(t *testing.T, name string, want, got []string) {
	for i := range max(len(want), len(got)) {
		if i < len(want) && i < len(got) && want[i] == got[i] {
			continue
		}
		from := max(0, i-6)
		t.Errorf("%s: the words differ at %d of %d\nwant … %s\ngot  … %s", name, i, len(want),
			strings.Join(want[min(from, len(want)):min(len(want), i+6)], " "), strings.Join(got[min(from, len(got)):min(len(got), i+6)], " "))
		return
	}
}

// facts are what must be the same in the tree and in the topic.
type facts struct {
	text                       strings.Builder
	items, cells, code, images int
	notes                      []string
	ids                        map[string]bool
	seen                       map[*tree.Footnote]bool
	words                      *words.Words
}

// treeFacts reads a page in the order of DITA: the title first, a figure's caption before it, a footnote
// where it is first referred to.
func treeFacts(b *tree.Book, p *tree.Page) *facts {
	f := &facts{seen: map[*tree.Footnote]bool{}, words: words.For(b.Lang(p))}
	title := slices.IndexFunc(p.Blocks, func(b tree.Block) bool { h, ok := b.(*tree.Heading); return ok && h.Level == 1 })
	if title >= 0 {
		f.node(p.Blocks[title])
	}
	for i, b := range p.Blocks {
		if i != title {
			f.node(b)
		}
	}
	for _, n := range p.Notes {
		if !f.seen[n] {
			f.nodes(n)
		}
	}
	return f
}

func (f *facts) nodes(n tree.Node) {
	tree.Children(n, func(c tree.Node) bool { f.node(c); return true })
}

func (f *facts) node(n tree.Node) {
	if _, inline := n.(tree.Inline); !inline {
		f.text.WriteByte(' ')
		defer f.text.WriteByte(' ')
	}
	switch n := n.(type) {
	case *tree.Text:
		f.text.WriteString(n.S)
	case *tree.Code:
		f.text.WriteString(n.S)
	case *tree.Math:
		f.text.WriteString(n.TeX)
	case *tree.MathBlock:
		f.text.WriteString(n.TeX)
	case *tree.Break:
		f.text.WriteByte(' ')
	case *tree.Image:
		if n.Src.Asset != nil || n.Src.URL != "" {
			f.images++
		}
		f.text.WriteString(" " + n.Alt + " ")
	case *tree.Heading:
		if tree.PlainText(n.Inlines) == "" {
			f.text.WriteString(f.words.Untitled)
		}
		f.nodes(n)
	case *tree.CodeBlock:
		f.text.WriteString(n.Title + "\n")
		for i, l := range strings.SplitAfter(n.Text, "\n") {
			if l != "" && !slices.ContainsFunc(n.Hidden, func(r [2]int) bool { return i+1 >= r[0] && i+1 <= r[1] }) {
				f.code++
				f.text.WriteString(l)
			}
		}
	case *tree.Admonition:
		f.notes = append(f.notes, n.Kind)
		if strings.EqualFold(tree.PlainText(n.Title), f.words.Kind(n.Kind)) {
			for _, b := range n.Blocks {
				f.node(b)
			}
			return
		}
		f.nodes(n)
	case *tree.ListItem:
		f.items++
		f.text.WriteString([...]string{"", "☐ ", "☑ "}[n.Task])
		f.nodes(n)
	case *tree.Cell:
		f.cells++
		f.nodes(n)
	case *tree.Figure:
		for _, b := range n.Caption {
			f.node(b)
		}
		for _, b := range n.Blocks {
			f.node(b)
		}
	case *tree.NoteRef:
		if !f.seen[n.Note] {
			f.seen[n.Note] = true
			f.text.WriteByte(' ')
			f.nodes(n.Note)
			f.text.WriteByte(' ')
		}
	default:
		f.nodes(n)
	}
}

// inline are the elements that do not end a word.
var inline = map[string]bool{"ph": true, "b": true, "i": true, "u": true, "q": true, "cite": true, "sub": true, "sup": true, "codeph": true,
	"userinput": true, "systemoutput": true, "varname": true, "uicontrol": true, "xref": true}

// topicFacts reads a topic file back.
func topicFacts(data []byte) *facts {
	f := &facts{ids: map[string]bool{}}
	d := xml.NewDecoder(bytes.NewReader(data))
	var codes int
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return f
		} else if err != nil {
			return f
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			name, class, typ := tok.Name.Local, "", ""
			for _, a := range tok.Attr {
				switch a.Name.Local {
				case "id":
					f.ids[a.Value] = true
				case "outputclass":
					class = a.Value
				case "type":
					typ = a.Value
				case "othertype":
					typ = a.Value
				}
			}
			if !inline[name] {
				f.text.WriteByte(' ')
			}
			switch name {
			case "prolog", "titlealts", "related-links", "desc":
				d.Skip()
			case "li", "step", "substep", "choice":
				if class == "cell" {
					f.cells++
				} else if class != "row" {
					f.items++
				}
			case "entry":
				f.cells++
			case "image":
				f.images++
			case "note":
				f.notes = append(f.notes, typ)
			case "codeblock":
				codes = f.text.Len()
			}
		case xml.EndElement:
			if tok.Name.Local == "codeblock" {
				if s := f.text.String()[codes:]; s != "" {
					f.code += strings.Count(s, "\n") + 1
				}
			}
			if !inline[tok.Name.Local] {
				f.text.WriteByte(' ')
			}
		case xml.CharData:
			f.text.Write(tok)
		}
	}
}

// BenchmarkWrite writes the guides' topics into nothing.
func BenchmarkWrite(b *testing.B) {
	guides(b, func(name string, book *tree.Book) {
		size := 0
		for _, p := range book.Pages {
			for _, s := range p.Sources {
				size += len(s.Text)
			}
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if err := (&dita.Writer{}).Write(b.Context(), nowhere{}, book, func(tree.Diag) {}); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}

// nowhere is an Output that drops everything.
type nowhere struct{}

func (nowhere) Create(string) (io.WriteCloser, error) { return nowhere{}, nil }
func (nowhere) Write(p []byte) (int, error)           { return len(p), nil }
func (nowhere) Close() error                          { return nil }
