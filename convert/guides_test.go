package convert

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"platen/convert/internal/asset"
	"platen/convert/internal/link"
	"platen/convert/internal/site"
	"platen/convert/markdown"
	"platen/convert/tree"

	"github.com/google/go-cmp/cmp"
)

// guides returns the folders of real guides: those under PLATEN_GUIDES, else the project's own manual.
func guides(tb testing.TB) map[string]string {
	dir := os.Getenv("PLATEN_GUIDES")
	if dir == "" {
		manual := filepath.Join("..", "testdata", "manual")
		if _, err := os.Stat(manual); err != nil {
			tb.Skip("no guide: set PLATEN_GUIDES")
		}
		return map[string]string{"manual": manual}
	}
	out := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			out[e.Name()] = filepath.Join(dir, e.Name())
		}
	}
	return out
}

// loadDir loads a guide from disk.
func loadDir(tb testing.TB, dir string) (*tree.Book, []tree.Diag) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { root.Close() })
	var ds []tree.Diag
	b, err := Load(tb.Context(), Source{FS: root.FS(), Name: filepath.Base(dir)}, Options{}, func(d tree.Diag) { ds = append(ds, d) })
	if err != nil {
		tb.Fatal(err)
	}
	return b, ds
}

// dumpBook writes all that is in a book, for comparing two.
func dumpBook(b *tree.Book, ds []tree.Diag) string {
	var out bytes.Buffer
	fmt.Fprintf(&out, "book %s %q lone=%v\n", b.Name, b.Title(), b.Lone)
	dumpNav(&out, b.Nav, 1)
	for _, p := range b.Pages {
		fmt.Fprintf(&out, "page %s %q lang=%q\n", p.Path, tree.PlainText(p.Title), p.Lang)
		if err := tree.Dump(&out, p); err != nil {
			panic(err)
		}
		ids := make([]string, 0, len(p.IDs))
		for id := range p.IDs {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		fmt.Fprintln(&out, "ids", ids)
	}
	for _, a := range b.Assets {
		fmt.Fprintln(&out, "asset", a.Path, a.MIME, a.Size, a.W, a.H)
	}
	for _, d := range ds {
		fmt.Fprintln(&out, d)
	}
	return out.String()
}

func dumpNav(out *bytes.Buffer, items []*tree.NavItem, depth int) {
	for _, it := range items {
		to := "-"
		switch {
		case it.To.Page != nil:
			to = it.To.Page.Path
			if it.To.Anchor != "" {
				to += "#" + it.To.Anchor
			}
		case it.To.URL != "":
			to = it.To.URL
		}
		kind := [...]string{"chapter", "part", "front", "back", "draft", "separator"}[it.Kind]
		fmt.Fprintf(out, "%s%s %q %s\n", strings.Repeat("  ", depth), kind, tree.PlainText(it.Title), to)
		dumpNav(out, it.Items, depth+1)
	}
}

// TestGuides loads whole guides: every page is valid, every target is resolved or reported, and one
// processor gives the same book as eight.
func TestGuides(t *testing.T) {
	for name, dir := range guides(t) {
		t.Run(name, func(t *testing.T) {
			b, ds := loadDir(t, dir)
			if len(b.Pages) == 0 || len(b.Nav) == 0 {
				t.Fatalf("%d pages, %d contents entries", len(b.Pages), len(b.Nav))
			}
			for _, p := range b.Pages {
				if err := tree.Validate(p); err != nil {
					t.Errorf("%s: %v", p.Path, err)
				}
				if len(p.Title) == 0 || firstHeading(p) == nil {
					t.Errorf("%s: no title", p.Path)
				}
			}
			reported := map[string]bool{}
			for _, d := range ds {
				if d.Severity == tree.Error {
					t.Error(d)
				}
				if d.Page != nil {
					reported[fmt.Sprint(d.Page.Path, d.Page.At(d.Pos).Line)] = true
				}
			}
			for _, p := range b.Pages {
				for n := range tree.Preorder(p) {
					if l, ok := n.(*tree.Link); ok {
						if l.To.Page != nil && l.To.Anchor != "" && l.To.Page.IDs[l.To.Anchor] == nil {
							t.Errorf("%s: %q leads to no anchor", p.Path, l.To.Raw)
						}
						if l.To.Dead() && !reported[fmt.Sprint(p.Path, p.At(targetPos(p, l)).Line)] {
							t.Errorf("%s: %q is dead and not reported", p.Path, l.To.Raw)
						}
					}
				}
			}
			sameWords(t, dir, b)
			before := runtime.GOMAXPROCS(1)
			one := dumpBook(loadDir(t, dir))
			runtime.GOMAXPROCS(8)
			eight := dumpBook(loadDir(t, dir))
			runtime.GOMAXPROCS(before)
			if one != eight {
				t.Error("one processor and eight give different books")
			}
			procs := 0
			for _, p := range b.Pages {
				for n := range tree.Preorder(p) {
					if _, ok := n.(*tree.Procedure); ok {
						procs++
					}
				}
			}
			t.Logf("%s: %d pages, %d procedures, %d assets, %d findings", b.Name, len(b.Pages), procs, len(b.Assets), len(ds))
		})
	}
}

// targetPos is where a finding about a link is placed.
func targetPos(p *tree.Page, l *tree.Link) tree.Pos {
	if start, _, ok := p.Find(l.Pos, l.To.Raw); ok {
		return start
	}
	return l.Pos
}

// sameWords checks that titles, procedures and the like lose no word of what the reader gave.
func sameWords(t *testing.T, dir string, b *tree.Book) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	d, err := markdown.ParseDialect(site.Find(root.FS(), func(tree.Diag) {}).Dialect)
	if err != nil {
		t.Fatal(err)
	}
	r := markdown.Reader{Dialect: d}
	for _, p := range b.Pages {
		text, err := fs.ReadFile(root.FS(), p.Sources[0].Path)
		if err != nil {
			t.Fatal(err)
		}
		q, err := r.Read(t.Context(), p.Sources[0].Path, text, func(tree.Diag) {})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(words(q), words(p)); d != "" {
			t.Errorf("%s: words differ (-read +loaded):\n%s", p.Path, d)
		}
	}
}

// words returns the texts of a page in order, without those of generated headings.
func words(p *tree.Page) []string {
	var out []string
	tree.InspectPage(p, func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Heading:
			return !n.Generated
		case *tree.Text:
			if s := strings.TrimSpace(n.S); s != "" {
				out = append(out, s)
			}
		case *tree.Code:
			out = append(out, n.S)
		case *tree.CodeBlock:
			out = append(out, n.Text)
		case *tree.Image:
			out = append(out, n.Alt)
		}
		return true
	})
	return out
}

func BenchmarkLoad(b *testing.B) {
	for name, dir := range guides(b) {
		b.Run(name, func(b *testing.B) {
			book, _ := loadDir(b, dir)
			size := 0
			for _, p := range book.Pages {
				size += len(p.Sources[0].Text)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				loadDir(b, dir)
			}
		})
	}
}

// BenchmarkResolve is the walk over all pages that resolves links, images and headings.
func BenchmarkResolve(b *testing.B) {
	for name, dir := range guides(b) {
		b.Run(name, func(b *testing.B) {
			book, _ := loadDir(b, dir)
			size := 0
			for _, p := range book.Pages {
				size += len(p.Sources[0].Text)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				r := link.New(nil, ".", book.Pages, asset.New(nil, ".", nil, nil, asset.Limits{}))
				for _, p := range book.Pages {
					checkPage(r, p, nil, nil, func(tree.Diag) {})
				}
			}
		})
	}
}
