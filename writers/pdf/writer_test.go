package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/internal/testkit"
)

// memory is an output that keeps files.
type memory struct {
	lock  sync.Mutex
	files map[string]*bytes.Buffer
}

func (m *memory) Create(name string) (io.WriteCloser, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.files == nil {
		m.files = map[string]*bytes.Buffer{}
	}
	b := &bytes.Buffer{}
	m.files[name] = b
	return closer{b}, nil
}

type closer struct{ *bytes.Buffer }

func (closer) Close() error { return nil }

func quiet(tree.Diag) {}

// lone is a book of one page with the nodes in it; inlines stand in a paragraph.
func lone(nodes ...tree.Node) *tree.Book {
	p := &tree.Page{Path: "page.md", Title: []tree.Inline{&tree.Text{S: "Page"}}, IDs: map[string]tree.Node{}}
	p.Blocks = append(p.Blocks, &tree.Heading{Level: 1, Attr: &tree.Attr{ID: "page"}, Inlines: p.Title})
	for _, n := range nodes {
		tree.Inspect(n, func(n tree.Node) bool {
			if r, ok := n.(*tree.NoteRef); ok {
				p.Notes = append(p.Notes, r.Note)
			}
			return true
		})
		switch n := n.(type) {
		case tree.Block:
			p.Blocks = append(p.Blocks, n)
		case tree.Inline:
			p.Blocks = append(p.Blocks, &tree.Paragraph{Inlines: []tree.Inline{n}})
		}
	}
	return &tree.Book{Name: "page", Lone: true, Pages: []*tree.Page{p}}
}

func write(t testing.TB, w *Writer, b *tree.Book) map[string]*bytes.Buffer {
	t.Helper()
	out := &memory{}
	if err := w.Write(context.Background(), out, b, quiet); err != nil {
		t.Fatal(err)
	}
	return out.files
}

// TestEveryNode checks that the word of each kind of node is in the structure tree, and that a file comes of it.
func TestEveryNode(t *testing.T) {
	for _, n := range tree.Every() {
		b := lone(n)
		s, err := (&Writer{}).Structure(context.Background(), b, quiet)
		if err != nil {
			t.Fatal(err)
		}
		switch n.(type) {
		case *tree.Anchor, *tree.Break, *tree.Rule:
		default:
			if !strings.Contains(s, "sample") {
				t.Errorf("%T: its word is not in the structure:\n%s", n, s)
			}
		}
		if f := write(t, &Writer{}, b)["page.pdf"]; f == nil || !bytes.HasPrefix(f.Bytes(), []byte("%PDF-1.7")) {
			t.Errorf("%T: no PDF", n)
		}
	}
}

func TestStructure(t *testing.T) {
	text := func(s string) []tree.Inline { return []tree.Inline{&tree.Text{S: s}} }
	para := func(s string) tree.Block { return &tree.Paragraph{Inlines: text(s)} }
	cases := []struct {
		name string
		node tree.Node
		want []string // lines, in order
	}{
		{"list", &tree.List{Ordered: true, Start: 3, Items: []*tree.ListItem{{Blocks: []tree.Block{para("one"), para("two")}}}},
			[]string{`L list="Decimal"`, "LI", "Lbl", `"3."`, "LBody", "P", `"one"`, "P", `"two"`}},
		{"task", &tree.List{Tight: true, Items: []*tree.ListItem{{Task: tree.Done, Blocks: []tree.Block{para("one")}}}},
			[]string{"LI", `Lbl actual="done"`, "LBody"}},
		{"table", &tree.Table{Cols: make([]tree.Column, 2), Head: []*tree.Row{{Cells: []*tree.Cell{{Scope: tree.ScopeCol, ColSpan: 2, RowSpan: 1, Blocks: []tree.Block{para("h")}}}}},
			Bodies: []*tree.Body{{Rows: []*tree.Row{{Cells: []*tree.Cell{{ColSpan: 1, RowSpan: 1, Blocks: []tree.Block{para("a")}}, {ColSpan: 1, RowSpan: 1}}}}}}},
			[]string{"Table", "THead", "TR", `TH scope="Column" colspan=2`, "P", `"h"`, "TBody", "TR", "TD", "P", `"a"`, "TD"}},
		{"link", &tree.Link{To: tree.Target{URL: "https://example.com/"}, Inlines: text("words")}, []string{"P", `Link to="https://example.com/"`, `"words"`}},
		{"dead link", &tree.Link{Inlines: text("words")}, []string{"P", `"words"`}},
		{"picture", &tree.Image{Alt: "a cat"}, []string{`Figure alt="a cat"`, `"a cat"`}},
		{"data image", &tree.Image{Alt: "a dot", Src: tree.Target{URL: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}}, []string{`Figure alt="a dot"`}},
		{"code", &tree.CodeBlock{Text: "a\n\nb\n"}, []string{"Code", `"a"`, `"b"`}},
		{"skipped level", &tree.Heading{Level: 5, Attr: &tree.Attr{ID: "x"}, Inlines: text("deep")}, []string{"H2", `"deep"`}},
		{"empty heading", &tree.Heading{Level: 2, Attr: &tree.Attr{ID: "x"}}, []string{"H2", `"Heading"`}},
		{"note", &tree.Admonition{Kind: "tip", Blocks: []tree.Block{para("x")}}, []string{"Aside", "P", `"Tip"`, "P", `"x"`}},
		{"footnote", &tree.NoteRef{N: 1, Note: &tree.Footnote{Number: 1, Refs: 1, Blocks: []tree.Block{para("why")}}},
			[]string{"P", "Reference", `Link to="page.md#fn:1"`, `"1"`, `Note id="note-0-1"`, "Lbl", `"1"`, "P", `"why"`}},
	}
	for _, c := range cases {
		s, err := (&Writer{}).Structure(context.Background(), lone(c.node), quiet)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(s, "\n")
		k := 0
		for _, l := range lines {
			if k < len(c.want) && strings.TrimSpace(l) == c.want[k] {
				k++
			}
		}
		if k < len(c.want) {
			t.Errorf("%s: no %s at its place in\n%s", c.name, c.want[k], s)
		}
	}
}

// TestSameBytes checks that the file does not depend on the number of processors.
func TestSameBytes(t *testing.T) {
	for _, g := range testkit.Guides(t) {
		b := g.Load(t)
		var first []byte
		for _, n := range []int{1, 2, 8} {
			old := runtime.GOMAXPROCS(n)
			files := write(t, &Writer{File: "x.pdf"}, b)
			runtime.GOMAXPROCS(old)
			if first == nil {
				first = files["x.pdf"].Bytes()
			} else if !bytes.Equal(first, files["x.pdf"].Bytes()) {
				t.Errorf("%s: other bytes on %d processors", g.Name, n)
			}
		}
		if testing.Short() {
			return
		}
	}
}

// TestLanguages says the language of the book, and of each page that is in another one.
func TestLanguages(t *testing.T) {
	page := func(path, lang string) *tree.Page {
		p := lone(&tree.Text{S: "words"}).Pages[0]
		p.Path, p.Lang = path, lang
		return p
	}
	b := &tree.Book{Name: "book", Meta: tree.Meta{"lang": "en"}, Pages: []*tree.Page{page("a.md", ""), page("b.md", "fr"), page("c.md", "en")}}
	for _, p := range b.Pages {
		b.Nav = append(b.Nav, &tree.NavItem{Title: p.Title, To: tree.Target{Page: p}})
	}
	got := unpacked(t, write(t, &Writer{}, b)["book.pdf"].Bytes())
	if en, fr := strings.Count(got, "/Lang(en)"), strings.Count(got, "/Lang(fr)"); fr != 1 || en > 1 {
		t.Errorf("English is said %d times, French %d times", en, fr)
	}
}

// unpacked returns a file with what its streams hold.
func unpacked(t *testing.T, data []byte) string {
	t.Helper()
	out := string(data)
	for rest := data; ; {
		_, after, ok := bytes.Cut(rest, []byte("stream\n"))
		if !ok {
			return out
		}
		if z, err := zlib.NewReader(bytes.NewReader(after)); err == nil {
			text, _ := io.ReadAll(z)
			out += string(text)
		}
		rest = after
	}
}

func TestOptions(t *testing.T) {
	b := lone(&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "words"}}})
	bad := []*Writer{{PageSize: "a99"}, {Margin: "wide"}, {Margin: "90mm"}, {Theme: "dark"}, {PageRefs: "maybe"}, {Standard: "x"}, {Logo: File{Data: []byte("no image")}}, {ThemeFile: File{Data: []byte("colour: [")}},
		{ThemeFile: File{Data: []byte("colors: {lnk: \"#000000\"}")}}, {ThemeFile: File{Data: []byte("sizes: {h2: 400}")}}, {ThemeFile: File{Data: []byte("base: dark")}}, {ThemeFile: File{Data: []byte("fonts: x")}}}
	for _, w := range bad {
		if err := w.Write(context.Background(), &memory{}, b, quiet); err == nil {
			t.Errorf("%+v: no error", w)
		}
	}
	good := []*Writer{{PageSize: "letter", Theme: "print"}, {Columns: 2, FontSize: 12}, {PageSize: "100x150mm", Margin: "10mm,8mm"}, {Standard: "none", TOC: 3},
		{ThemeFile: File{Data: []byte("base: print\ntext: {size: 11, justify: false}\nsizes: {h2: 18}\ncolors: {link: \"#00539f\", tip: \"#005500\"}\nheader: [\"{title}\"]\nfooter: [\"\", \"{page} / {pages}\"]\npage: {size: a5}\n")}},
		{ThemeFile: File{Data: []byte("page: {inner: 30mm, outer: 15mm, chapters: right, bleed: 3mm, crop-marks: true}\nheader: {left: [\"{page}\", \"\", \"{title}\"], right: [\"{logo} {section}\"]}\nwatermark: DRAFT\n")}, Logo: File{Name: "l.svg", Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>`)}}}
	for _, w := range good {
		if f := write(t, w, b)["page.pdf"]; f == nil || f.Len() < 1000 {
			t.Errorf("%+v: no file", w)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out := &memory{}
	if err := (&Writer{}).Write(ctx, out, lone(), quiet); err == nil || len(out.files) > 0 {
		t.Errorf("error %v, files %d", err, len(out.files))
	}
}

func ExampleWriter() {
	src := convert.Source{FS: fstest.MapFS{"page.md": {Data: []byte("# Hello\n\nA word.\n")}}, Name: "page", Pages: []string{"page.md"}}
	book, err := convert.Load(context.Background(), src, convert.Options{}, quiet)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, _ := (&Writer{PageSize: "letter"}).Structure(context.Background(), book, quiet)
	fmt.Print(s)
	// Output:
	// Sect
	//   H1
	//     "Hello"
	//   P
	//     "A word."
}

func benchBook(b *testing.B) *tree.Book {
	return testkit.Guides(b)[0].Load(b)
}

func BenchmarkWrite(b *testing.B) {
	book := benchBook(b)
	b.ReportAllocs()
	for b.Loop() {
		write(b, &Writer{}, book)
	}
}

// BenchmarkFinish makes the file's bytes of pages that are drawn: structure, fonts, names, outline, object streams.
func BenchmarkFinish(b *testing.B) {
	book := benchBook(b)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		j, err := (&Writer{}).newJob(book, book.Pages, quiet)
		if err != nil {
			b.Fatal(err)
		}
		doc, err := j.run(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := doc.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMeasure(b *testing.B) {
	j, err := (&Writer{}).newJob(benchBook(b), nil, quiet)
	if err != nil {
		b.Fatal(err)
	}
	j.inFile = map[*tree.Page]bool{}
	t := j.tools()
	b.ReportAllocs()
	for b.Loop() {
		for i, u := range j.units {
			j.measure(t, u, i)
		}
	}
}

func BenchmarkPaginate(b *testing.B) {
	j, err := (&Writer{}).newJob(benchBook(b), nil, quiet)
	if err != nil {
		b.Fatal(err)
	}
	t := j.tools()
	var docs []*pageDoc
	for i, u := range j.units {
		docs = append(docs, j.measure(t, u, i))
	}
	b.ReportAllocs()
	for b.Loop() {
		p := &paginator{geo: j.geo, style: j.th}
		for _, d := range docs {
			p.feed(d)
		}
		p.finish()
	}
}

func BenchmarkEmit(b *testing.B) {
	j, err := (&Writer{}).newJob(benchBook(b), nil, quiet)
	if err != nil {
		b.Fatal(err)
	}
	t := j.tools()
	p := &paginator{geo: j.geo, style: j.th}
	level := 0
	for i, u := range j.units {
		d := j.measure(t, u, i)
		j.makeElems(d, nil, &level)
		p.feed(d)
	}
	p.finish()
	e := j.newEmitter(t)
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range p.sheets {
			e.p, e.sheet = j.out.NewPage(s.w, s.h), s
			e.draw()
			e.p.Close()
		}
	}
}
